"""Guessing is slowed, nobody is locked out: strict for one address guessing one account, wide for each alone."""

from __future__ import annotations

from flask import Flask, request, session
from flask_limiter.util import get_remote_address

from tracker.web.shared.security import limiter

GUESSED = (
    "security.login", "security.verify", "security.forgot_password", "security.reset_password",
    "security.two_factor_token_validation", "security.mf_recovery", "security.change_password",
    "account.send_link", "account.enter", "account.join",
)  # fmt: skip
BOTH, ADDRESS, ACCOUNT = "10 per 10 minutes", "60 per 10 minutes", "100 per hour"


def slow_down(app: Flask) -> None:
    """Every form in which a secret can be guessed, or that sends a letter."""
    for endpoint in GUESSED:
        view = app.view_functions[endpoint]
        for limit, key in ((BOTH, _both), (ADDRESS, get_remote_address), (ACCOUNT, _account)):
            view = limiter.limit(limit, key_func=key, methods=["POST"])(view)
        app.view_functions[endpoint] = view


def _account() -> str:
    """What is being guessed: the address typed, the account that waits for its code, or the link that was opened."""
    typed = request.form.get("email", "").strip().lower()
    opened = (request.view_args or {}).get("token", "")
    return typed or opened or session.get("tf_user_id") or session.get("_user_id") or get_remote_address()


def _both() -> str:
    return f"{get_remote_address()} {_account()}"
