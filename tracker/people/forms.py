"""The sign-in library's forms with our words. Its logic is untouched; labels, hints and one missing message change."""

from __future__ import annotations

from typing import Any

from flask_security import forms as library
from flask_security.recovery_codes import MfRecoveryForm
from wtforms import HiddenField, PasswordField, RadioField, StringField, SubmitField

from tracker.i18n import N_, lazy

code_needed = library.RequiredLocalize(message="CODE_NOT_PROVIDED")


def _email(*checks: Any) -> library.EmailField:
    return library.EmailField(
        lazy(N_("E-mail address")),
        render_kw={"autocomplete": "username", "inputmode": "email", "spellcheck": "false"},
        validators=[library.IsString(), library.email_required, *checks],
    )


def _password(label: str, autocomplete: str, *checks: Any) -> PasswordField:
    return PasswordField(
        lazy(label),
        render_kw={"autocomplete": autocomplete},
        validators=[library.IsString(), library.password_required, *checks],
    )


def _code(label: str) -> StringField:
    return StringField(
        lazy(label),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
        validators=[library.IsStringOrInt(), code_needed],
        filters=[lambda typed: typed.replace(" ", "") if isinstance(typed, str) else typed],
    )


class LoginForm(library.LoginForm):  # type: ignore[misc]
    email = _email(library.EmailValidation(verify=False))
    password = _password(N_("Password"), "current-password")
    remember = None
    submit = SubmitField(lazy(N_("Sign in")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""


class VerifyForm(library.VerifyForm):  # type: ignore[misc]
    password = _password(N_("Password"), "current-password")
    submit = SubmitField(lazy(N_("Go on")))


class ForgotPasswordForm(library.ForgotPasswordForm):  # type: ignore[misc]
    email = _email(library.EmailValidation(verify=True), library.valid_user_email)
    submit = SubmitField(lazy(N_("Send me a letter")))


class ResetPasswordForm(library.ResetPasswordForm):  # type: ignore[misc]
    password = _password(N_("New password"), "new-password")
    password_confirm = _password(
        N_("New password once more"),
        "new-password",
        library.EqualToLocalize("password", message="RETYPE_PASSWORD_MISMATCH"),
    )
    submit = SubmitField(lazy(N_("Save the new password")))


class ChangePasswordForm(library.ChangePasswordForm):  # type: ignore[misc]
    password = PasswordField(lazy(N_("Present password")), render_kw={"autocomplete": "current-password"})
    new_password = _password(N_("New password"), "new-password")
    new_password_confirm = _password(
        N_("New password once more"),
        "new-password",
        library.EqualToLocalize("new_password", message="RETYPE_PASSWORD_MISMATCH"),
    )
    submit = SubmitField(lazy(N_("Save the new password")))


class VerifyCodeForm(library.TwoFactorVerifyCodeForm):  # type: ignore[misc]
    code = _code(N_("Code from your phone"))
    submit = SubmitField(lazy(N_("Check the code")))


class SetupForm(library.TwoFactorSetupForm):  # type: ignore[misc]
    setup = HiddenField(validators=[library.IsString()])
    submit = SubmitField(lazy(N_("Show the picture")))


class RescueForm(library.TwoFactorRescueForm):  # type: ignore[misc]
    """Without "write to the administrator": nobody reads that mailbox."""

    help_setup = RadioField(lazy(N_("I cannot get a code")), choices=[])
    submit = SubmitField(lazy(N_("Go on")))


class SpareCodeForm(MfRecoveryForm):  # type: ignore[misc]
    code = StringField(
        lazy(N_("Spare code")), render_kw={"autocomplete": "off"}, validators=[library.IsString(), code_needed],
        filters=[lambda typed: typed.strip().lower() if isinstance(typed, str) else typed],
    )  # fmt: skip
    submit = SubmitField(lazy(N_("Check the code")))


FORMS: dict[str, type] = {
    "login_form": LoginForm,
    "verify_form": VerifyForm,
    "forgot_password_form": ForgotPasswordForm,
    "reset_password_form": ResetPasswordForm,
    "change_password_form": ChangePasswordForm,
    "two_factor_verify_code_form": VerifyCodeForm,
    "two_factor_setup_form": SetupForm,
    "two_factor_rescue_form": RescueForm,
    "mf_recovery_form": SpareCodeForm,
}
