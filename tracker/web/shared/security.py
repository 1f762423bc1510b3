"""Headers, origin and token checks, limits, proxies. No page may run a script, so the policy can be this short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker.web.shared.requests import READING
from tracker.web.shared.shell import indexable

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = tuple({
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # "no-referrer" would also blank the Origin of our own forms
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}.items())  # fmt: skip
YEAR = 365 * 24 * 3600
SECURE_HEADERS = (*HEADERS, ("Strict-Transport-Security", f"max-age={YEAR}"))

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, headers_enabled=False)


class ForeignOrigin(Exception):
    """A form was sent to us from another site."""


def init_app(app: Flask) -> None:
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # `_check_form` below calls it, after the language is known
    app.config["WTF_CSRF_SSL_STRICT"] = False  # the origin is checked here, and without needing a Referer
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(_check_form)
    app.after_request(_headers)
    app.wsgi_app = Guarded(app.wsgi_app)  # type: ignore[method-assign]
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]


def _check_form() -> None:
    if request.method in READING or request.endpoint is None:
        return
    view = current_app.view_functions.get(request.endpoint)
    if not from_our_origin() and not getattr(view, "from_anywhere", False):
        raise ForeignOrigin
    if not getattr(view, "open_post", False):
        csrf.protect()


def from_our_origin() -> bool:
    """False when the browser says that another site sent this. Browsers that say nothing pass; the token still counts."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin", "")
    return not origin or urlsplit(origin).netloc in {request.host, urlsplit(current_app.config["BASE_URL"]).netloc}


def _headers(answer: Response) -> Response:
    headers = answer.headers
    if "Cache-Control" not in headers or answer.status_code >= 400:
        headers["Cache-Control"] = "no-store"
    if not indexable() and "X-Robots-Tag" not in headers:
        headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


class Guarded:
    """Adds the headers that are the same for every answer, static files included. A view may set its own policy."""

    def __init__(self, wsgi_app: WSGIApplication) -> None:
        self.wsgi_app = wsgi_app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        added = SECURE_HEADERS if environ.get("wsgi.url_scheme") == "https" else HEADERS

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            own = {name.lower() for name, _ in headers}
            return start_response(status, headers + [pair for pair in added if pair[0].lower() not in own], *rest)

        return self.wsgi_app(environ, start)
