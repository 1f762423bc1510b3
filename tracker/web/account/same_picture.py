"""A wrong code while the phone is set up: the same picture and key once more.

The library leads back to the beginning and makes a new key there, so that the entry that was just added on the phone is
dead. Its check itself is left as it is; only what is shown after it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security.utils import check_and_get_token_status

from tracker.people.forms import SetupForm, VerifyCodeForm

View = Callable[..., ResponseReturnValue]


def kept_after_a_wrong_code(view: View) -> View:
    """For `security.two_factor_setup_validate`."""

    @wraps(view)
    def checked(token: str) -> ResponseReturnValue:
        answer = make_response(view(token))
        state = _state(token) if answer.location == url_for("security.two_factor_setup") else None
        return (_page(token, state["totp_secret"]), 422) if state else answer

    return checked


def _state(token: str) -> dict[str, Any] | None:
    """What the library signed into the address; None where it is no longer good and everything begins anew."""
    within = current_app.config["SECURITY_TWO_FACTOR_SETUP_WITHIN"]
    expired, invalid, state = check_and_get_token_status(token, "tf_setup", within)
    return None if expired or invalid else state


def _page(token: str, secret: str) -> str:
    shown = current_app.extensions["security"].totp_factory.fetch_setup_values(secret, current_user)
    return render_template(
        "security/two_factor_setup.html",
        two_factor_setup_form=SetupForm(formdata=None),
        two_factor_verify_code_form=VerifyCodeForm(formdata=None),
        chosen_method="authenticator",
        changing=True,
        state_token=token,
        authr_qrcode=shown["image"],
        authr_key=shown["key"],
    )
