"""Everybody's own account: signing in, invitation, seat, language, second factor."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, render_template, session
from flask_security import user_authenticated

from tracker import clock
from tracker.people import security
from tracker.people.commands import record_sign_in
from tracker.people.models import Account
from tracker.web.account import errors, joining, views
from tracker.web.account.letters import AccountMail
from tracker.web.account.same_picture import kept_after_a_wrong_code
from tracker.web.account.slowing import slow_down
from tracker.web.shared import seat_gate, signed_in

errors.register()

OFF = ("security.tf_select", "security.two_factor_rescue")


def init_app(app: Flask) -> None:
    """After the shared part of the web: the library wants its token check to be there."""
    assert joining
    security.init_app(app, AccountMail, render_template)
    app.register_blueprint(views.bp)
    for endpoint in OFF:
        app.view_functions[endpoint] = _off
    setting_up = "security.two_factor_setup_validate"
    app.view_functions[setting_up] = kept_after_a_wrong_code(app.view_functions[setting_up])
    slow_down(app)
    user_authenticated.connect(_signed_in, app)
    signed_in.init_app(app)
    seat_gate.init_app(app)


def _off() -> None:
    abort(404)


def _signed_in(_app: Flask, user: Account, authn_via: list[str] | None = None, **_: Any) -> None:
    """Notes when; a new sign-in begins without a seat. The library commits, or our view does."""
    signed_in.forget_loaded()
    if authn_via != ["change"]:
        record_sign_in(user, clock.now())
        session.pop(signed_in.CHOSEN, None)
