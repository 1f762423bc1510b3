"""Errors as pages, in the reader's language, also when the database is away; as JSON for who asks for JSON.

A domain error becomes a page once:

    error_page(StaleForm, 409, lambda error: Words(t("The case has moved"), [t("Open it again and …")]))

called where its audience's blueprint is made, before `init_app`. What a person typed is shown again on every error of
a POST, and where sending again can help, one button sends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, default_exceptions

from tracker.i18n import N_, t
from tracker.store import db
from tracker.web.shared import last_resort
from tracker.web.shared.access import SignedOut, sign_in_url
from tracker.web.shared.requests import log
from tracker.web.shared.security import ForeignOrigin, from_our_origin


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says. `again`: offer a button that sends the same form again."""

    title: str
    lines: Sequence[str] = ()
    again: bool = False
    links: Sequence[tuple[str, str]] = field(default=())


WORDS: dict[int, tuple[str, tuple[str, ...]]] = {
    400: (
        N_("We could not read this"),
        (N_("The page sent something we do not understand. Go back and try again."),),
    ),
    401: (
        N_("Please sign in"),
        (N_("This page is for people who are signed in."),),
    ),
    403: (
        N_("This page is not open to you"),
        (N_("It is for people with another role. If you should see it, ask your administrator."),),
    ),
    404: (
        N_("There is no such page"),
        (N_("Check the address. The page may also have moved."),),
    ),
    405: (
        N_("This address works differently"),
        (N_("Open the page again and use its button."),),
    ),
    409: (
        N_("Something changed in the meantime"),
        (N_("Open the page again and look at what is new."),),
    ),
    410: (
        N_("This is no longer here"),
        (N_("It was taken away, and the address will not work again."),),
    ),
    413: (
        N_("This is too large"),
        (N_("Send a smaller file, or fewer files at once. A photo of 2 to 3 MB is enough to read."),),
    ),
    415: (
        N_("We cannot open this kind of file"),
        (N_("Send a PDF, a photo or a document."),),
    ),
    422: (
        N_("Please check"),
        (N_("Some of what was sent cannot be right."),),
    ),
    429: (
        N_("Too many attempts"),
        (N_("Wait a few minutes and try again. If it is urgent, call the centre."),),
    ),
    500: (
        N_("Something broke on our side"),
        (N_("It is not your fault. We have noted it. Please try again in a few minutes."),),
    ),
    503: (
        N_("The service is resting"),
        (N_("It will be back soon. Nothing that you have sent and seen confirmed is lost."),),
    ),
}
STALE = 409
"""A form made for an older state: whoever works here goes on from the page, so his menu stays."""
SECRET_NAMES = ("csrf_token", "password", "secret", "code", "token", "switch_language")
MOST_TYPED = 400_000

_pages: dict[type[Exception], tuple[int, Callable[[Any], Words]]] = {}


def error_page(error: type[Exception], status: int, words: Callable[[Any], Words]) -> None:
    """Make pages of a domain error (and of its subclasses that have none of their own)."""
    _pages[error] = (status, words)


def init_app(app: Flask) -> None:
    for status in default_exceptions:
        app.register_error_handler(status, _http_error)
    for error, (status, words) in {**_OWN, **_pages}.items():
        app.register_error_handler(error, _handler(status, words))
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(InterfaceError, _no_database)
    app.register_error_handler(Exception, _unexpected)


def _handler(status: int, words: Callable[[Any], Words]) -> Callable[[Exception], Response]:
    def handle(error: Exception) -> Response:
        return answer(status, words(error), type(error).__name__)

    return handle


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    title, lines = WORDS.get(status, WORDS[400 if status < 500 else 500])
    made = answer(status, Words(t(title), [t(line) for line in lines]), error.name)
    for name in ("Allow", "Retry-After"):
        value = dict(error.get_headers()).get(name)
        if value:
            made.headers[name] = value
    return made


def _no_database(error: DBAPIError) -> Response:
    _raise_in_tests(error)
    log.error("database unavailable", exc_info=error)
    made = answer(503, Words(t(WORDS[503][0]), [t(line) for line in WORDS[503][1]], again=True), "NoDatabase")
    made.headers["Retry-After"] = "60"
    return made


def _unexpected(error: Exception) -> Response:
    _raise_in_tests(error)
    log.error("unexpected", exc_info=error)
    return answer(500, Words(t(WORDS[500][0]), [t(line) for line in WORDS[500][1]]), "Unexpected")


def _raise_in_tests(error: Exception) -> None:
    if current_app.testing and not current_app.config.get("ERRORS_AS_PAGES"):
        raise error


def _token_words(_error: CSRFError) -> Words:
    lines = [
        t("The page was open for a long time, or this browser does not keep cookies."),
        t("Nothing is lost: press the button to send it again."),
    ]
    return Words(t("Please send it once more"), lines, again=True)


def _signed_out_words(_error: SignedOut) -> Words:
    lines = [
        t("Your session has ended. What you typed is still here."),
        t("Sign in in a new window, come back to this page and press the button."),
    ]
    address = sign_in_url()
    links = [(t("Sign in (opens a new window)"), address)] if address else []
    return Words(t("You are signed out"), lines, again=True, links=links)


def _foreign_words(_error: ForeignOrigin) -> Words:
    lines = [t("For safety we take forms only from our own pages. Open the page here and try again.")]
    return Words(t("This came from another site"), lines)


def _limit_words(_error: RateLimitExceeded) -> Words:
    return Words(t(WORDS[429][0]), [t(line) for line in WORDS[429][1]], again=True)


_OWN: dict[type[Exception], tuple[int, Callable[[Any], Words]]] = {
    CSRFError: (400, _token_words),
    SignedOut: (403, _signed_out_words),
    ForeignOrigin: (400, _foreign_words),
    RateLimitExceeded: (429, _limit_words),
}


def answer(status: int, words: Words, name: str) -> Response:
    """The page, or JSON. Whatever the request did to the database is undone first."""
    with suppress(Exception):
        db.session.rollback()
    if wants_json():
        return make_response({"error": name, "message": words.title, "request_id": g.get("request_id", "")}, status)
    g.error_page, g.stays_inside = True, status == STALE
    try:
        typed = typed_values() if request.method == "POST" and from_our_origin() else []
        page = render_template("shared/error.html", status=status, words=words, typed=typed, files=_had_files())
    except Exception as error:
        log.error("error page failed", exc_info=error)
        page = last_resort.page(status, g.get("request_id", ""))
    return make_response(page, status)


def wants_json() -> bool:
    """JSON is asked for, and preferred to HTML."""
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def typed_values() -> list[tuple[str, str]]:
    """What was typed, but nothing secret, and not without end."""
    with suppress(Exception):
        pairs = [(name, value) for name, value in request.form.items(multi=True)
                 if value and not any(word in name.lower() for word in SECRET_NAMES)]  # fmt: skip
        return pairs if sum(len(value) for _, value in pairs) <= MOST_TYPED else []
    return []


def _had_files() -> bool:
    with suppress(Exception):
        return any(file.filename for file in request.files.values())
    return False
