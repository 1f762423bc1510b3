"""Flask-Security-Too, set up: what is on, what is off, with which keys.

On: sign-in by password, recovery by mail, change of password, codes from an authenticator app with spare codes, asking
for the password again before sensitive acts. Off: registration (accounts come by invitation only), tokens, texts by
SMS, roles (they come from posts), "remember me". Sign-in by a link in a mail is our own small view, because the
library's would sign in on a GET, which mail scanners open, and would accept sixty codes at once.

It commits by itself after: sign-in, sign-in code, change and reset of a password, setting up or switching off the
codes, spare codes. Its letters are queued by the mail class that `init_app` is given, which commits for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from flask_security import MailUtil, Security, SQLAlchemyUserDatastore, Totp
from flask_security.utils import aware_utcnow
from passlib.totp import TotpMatch

from tracker.i18n.languages import TRANSLATIONS
from tracker.people.forms import FORMS
from tracker.people.keys import derived_key
from tracker.people.messages import MESSAGES
from tracker.people.models import Account
from tracker.store import db

FRESH = timedelta(minutes=30)
SIGN_IN_LASTS = timedelta(hours=12)
RESET_WITHIN = timedelta(hours=4)
PASSWORD_LENGTH = 10
PREFIX = "/<any(ky,ru,en):lang>"
START = "account.start"

datastore = SQLAlchemyUserDatastore(db, Account, None)


class OneUseTotp(Totp):  # type: ignore[misc]
    """A code works once: the counter of the last accepted one is kept with the account."""

    def get_last_counter(self, user: Account) -> int | None:
        return user.tf_last_counter

    def set_last_counter(self, user: Account, tmatch: TotpMatch) -> None:
        user.tf_last_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Dark on white, also where the page is dark."""
        import segno

        picture = segno.make(self.get_totp_uri(username, totp), micro=False)
        return str(picture.svg_data_uri(scale=5, border=4, light="#fff", dark="#000"))


def init_app(app: Flask, mail_util: type[MailUtil], render: Callable[..., str]) -> Security:
    """Attach the library. `mail_util` queues its letters; `render` fills our templates in place of its own."""
    app.config.from_mapping(settings(app.config["SECRET_KEY"]))
    security = Security(
        app,
        datastore,
        mail_util_cls=mail_util,
        totp_cls=OneUseTotp,
        render_template=render,
        **FORMS,
    )
    security.want_json(lambda _request: False)
    return security


def settings(secret: str) -> dict[str, Any]:
    """The library's settings."""
    given = {**_addresses(), **_secrets(secret), **_switches()}
    texts = {f"MSG_{name}": value for name, value in MESSAGES.items()}
    return {f"SECURITY_{name}": value for name, value in {**given, **texts}.items()}


def _switches() -> dict[str, Any]:
    return {
        "RECOVERABLE": True, "CHANGEABLE": True, "TWO_FACTOR": True, "MULTI_FACTOR_RECOVERY_CODES": True,
        "RETURN_GENERIC_RESPONSES": True,
        "JOIN_USER_ROLES": False,
        "API_ENABLED_METHODS": ["session"],
        "LOGOUT_METHODS": ["POST"], "LOGOUT_CSRF": True,
        "STATIC_FOLDER": None, "CLI_USERS_NAME": None, "CLI_ROLES_NAME": None,
        "I18N_DOMAIN": "messages", "I18N_DIRNAME": [str(TRANSLATIONS)],
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "EMAIL_PLAINTEXT": False, "EMAIL_HTML": False,  # the mail class renders, in the recipient's language
        "DATETIME_FACTORY": aware_utcnow,
        "FRESHNESS": FRESH, "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10), "FRESHNESS_ALLOW_AUTH_TOKEN": False,
        "RESET_PASSWORD_WITHIN": RESET_WITHIN,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"], "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
    }  # fmt: skip


def _addresses() -> dict[str, Any]:
    return {
        "URL_PREFIX": PREFIX,
        "POST_LOGIN_VIEW": START,
        "POST_LOGOUT_VIEW": "security.login",
        "POST_RESET_VIEW": "security.login",
        "POST_CHANGE_VIEW": "account.mine",
        "POST_VERIFY_VIEW": "account.mine",
        "TWO_FACTOR_POST_SETUP_VIEW": "account.second_factor",
        "TWO_FACTOR_ERROR_VIEW": "security.login",
    }


def _secrets(secret: str) -> dict[str, Any]:
    return {
        "TOTP_SECRETS": {"1": derived_key(secret, "totp")},
        "TOTP_ISSUER": "Environmental requests",
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [derived_key(secret, "recovery codes").encode()],
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__memory_cost": 19456,
            "argon2__time_cost": 2,
            "argon2__parallelism": 1,
        },
        "PASSWORD_LENGTH_MIN": PASSWORD_LENGTH,
    }


def checked_password(typed: str) -> tuple[list[str], str]:
    """What is wrong with a new password, in the reader's language; and the form of it that is to be hashed."""
    problems, normal = current_app.extensions["security"].password_util.validate(typed, True)
    return [str(problem) for problem in problems or ()], normal
