"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, StringField
from wtforms.validators import StopValidation

from tracker.i18n import N_, lazy, t
from tracker.i18n.languages import LANGUAGES, OWN_NAMES
from tracker.people.security import PASSWORD_LENGTH, checked_password
from tracker.web.shared.checks import Email, Length, Needed
from tracker.web.shared.forms import PageForm, RadioField


class NewPassword:
    """Long enough for the service; the field keeps it in the form in which it is hashed."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        problems, field.data = checked_password(field.data or "")
        if problems:
            raise StopValidation(" ".join(problems))


class SameAs:
    """Typed twice, the same."""

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if field.raw_data != form[self.other].raw_data:
            raise StopValidation(t("The two passwords are not the same."))


def _full_name() -> Any:
    return StringField(
        lazy(N_("Your name")),
        validators=[Needed(N_("Write your first name and family name.")), Length(max=200)],
        render_kw={"autocomplete": "name"},
    )


def _language() -> Any:
    return RadioField(
        lazy(N_("Language of our letters to you")),
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        validators=[Needed(N_("Choose a language."))],
    )


class AskLinkForm(PageForm):
    email = EmailField(
        lazy(N_("E-mail address")),
        validators=[Needed(N_("Write your e-mail address.")), Email()],
        render_kw={"autocomplete": "username", "inputmode": "email", "spellcheck": "false"},
    )


class ConfirmForm(PageForm):
    """One button."""


class JoinForm(PageForm):
    """The invited person makes an account."""

    full_name = _full_name()
    password = PasswordField(
        lazy(N_("Choose a password")),
        validators=[Needed(N_("Choose a password.")), NewPassword()],
        render_kw={"autocomplete": "new-password", "minlength": PASSWORD_LENGTH},
    )
    password_again = PasswordField(
        lazy(N_("The password once more")),
        validators=[Needed(N_("Write the password once more.")), SameAs("password")],
        render_kw={"autocomplete": "new-password"},
    )
    language = _language()


class MineForm(PageForm):
    full_name = _full_name()
    language = _language()
