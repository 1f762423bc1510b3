"""The Flask application without what it would do in vain on every request (measured: a third of a small page).

No view here is asynchronous, the signer of session cookies never changes, and what the sign-in library does for every
request and every template (load the account, public pages included) is done when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.templating import Environment
from flask_login import current_user
from itsdangerous import URLSafeTimedSerializer


class Sessions(SecureCookieSessionInterface):
    """Keeps the signer instead of making it twice per request."""

    def __init__(self) -> None:
        self._signers: dict[Any, URLSafeTimedSerializer | None] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        key = app.secret_key
        if key not in self._signers:
            self._signers[key] = super().get_signing_serializer(app)
        return self._signers[key]

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """An answer that carries somebody's cookie is kept by nobody. To ask here touches no session that nobody opened:
        a page that reads none says nothing of cookies to the caches on its way."""
        if session.modified:
            response.headers["Cache-Control"] = "no-store"
        super().save_session(app, session, response)


class Templates(Environment):
    """No template of ours has globals of its own. Looked up in two layers, theirs cost each page a tenth of its time."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class Application(Flask):
    """Flask, lean."""

    jinja_environment = Templates

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session_interface = Sessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def load_accounts_when_asked(app: Flask) -> None:
    """Called when every extension is in place. Nobody reads Flask-Principal's identity; `current_user` stays, lazily; and
    Flask-Login need not look into each session for somebody to remember: "remember me" is switched off."""
    _drop_hooks(app.before_request_funcs, "flask_principal")
    _drop_hooks(app.template_context_processors, "flask_login")
    _drop_hooks(app.after_request_funcs, "flask_login")
    app.jinja_env.globals["current_user"] = current_user


def _drop_hooks(hooks: dict[Any, list[Any]], library: str) -> None:
    hooks[None] = [hook for hook in hooks[None] if not hook.__module__.startswith(library)]
