"""What the sign-in library may say, in our words. Its own catalogue has no Kyrgyz, so it is told to use ours."""

from __future__ import annotations

from tracker.i18n import N_

ERROR, INFO, SUCCESS = "error", "info", "success"

MESSAGES: dict[str, tuple[str, str]] = {
    "API_ERROR": (N_("Something in this form is not right. Please fill it in again."), ERROR),
    "GENERIC_AUTHN_FAILED": (N_("The e-mail address or the password is not right. Please try again."), ERROR),
    "GENERIC_RECOVERY": (
        N_("If there is an account with this address, we have sent it a letter. Please look into your mailbox."), INFO),
    "PASSWORD_RESET_REQUEST": (
        N_("If there is an account with this address, we have sent it a letter. Please look into your mailbox."), INFO),
    "UNAUTHORIZED": (N_("This page is not open to you."), ERROR),
    "UNAUTHENTICATED": (N_("Please sign in to see this page."), INFO),
    "LOGIN": (N_("Please sign in to see this page."), INFO),
    "REFRESH": (N_("Please type your password once more. This page is better protected."), INFO),
    "REAUTHENTICATION_REQUIRED": (N_("Please type your password once more. This page is better protected."), INFO),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Thank you. You may go on."), SUCCESS),
    "ANONYMOUS_USER_REQUIRED": (N_("You are signed in already."), INFO),
    "PASSWORD_MISMATCH": (N_("The two passwords are not the same."), ERROR),
    "RETYPE_PASSWORD_MISMATCH": (N_("The two passwords are not the same."), ERROR),
    "INVALID_REDIRECT": (N_("We cannot lead you to that address."), ERROR),
    "PASSWORD_RESET_EXPIRED": (N_("This link is too old. Ask for a new one below."), ERROR),
    "INVALID_RESET_PASSWORD_TOKEN": (N_("This link no longer works. Ask for a new one below."), ERROR),
    "DISABLED_ACCOUNT": (N_("This account is switched off. Please ask the person who invited you."), ERROR),
    "EMAIL_NOT_PROVIDED": (N_("Write your e-mail address."), ERROR),
    "INVALID_EMAIL_ADDRESS": (N_("Check the e-mail address. It looks like name@example.kg."), ERROR),
    "PASSWORD_NOT_PROVIDED": (N_("Write your password."), ERROR),
    "PASSWORD_INVALID_LENGTH": (N_("The password needs at least %(length)s characters."), ERROR),
    "PASSWORD_TOO_SIMPLE": (N_("This password is too easy to guess. Please make it longer."), ERROR),
    "USER_DOES_NOT_EXIST": (N_("The e-mail address or the password is not right. Please try again."), ERROR),
    "INVALID_PASSWORD": (N_("This password is not right."), ERROR),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your new password is saved. Please sign in with it."), SUCCESS),
    "PASSWORD_IS_THE_SAME": (N_("The new password must differ from the old one."), ERROR),
    "PASSWORD_CHANGE": (N_("Your new password is saved."), SUCCESS),
    "CODE_NOT_PROVIDED": (N_("Write the code."), ERROR),
    "INVALID_CODE": (N_("This code is not right. Wait for the next one and try again."), ERROR),
    "TWO_FACTOR_INVALID_TOKEN": (N_("This code is not right. Wait for the next one and try again."), ERROR),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (N_("The code is right."), SUCCESS),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (N_("The codes from your phone are switched on."), SUCCESS),
    "TWO_FACTOR_DISABLED": (N_("The codes from your phone are switched off."), SUCCESS),
    "TWO_FACTOR_PERMISSION_DENIED": (N_("Please sign in first."), ERROR),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (N_("Choose one of the answers."), ERROR),
    "TWO_FACTOR_SETUP_EXPIRED": (N_("This took too long. Please start again."), ERROR),
    "INVALID_RECOVERY_CODE": (N_("This spare code is not right, or it was used before."), ERROR),
    "NO_RECOVERY_CODES_SETUP": (N_("You have no spare codes yet."), INFO),
}
