"""Acts that ask for the password once more when the sign-in is older than half an hour.

    @bp.get("/person/<int:account_id>/switch-off")
    @access(Audience.ADMINISTRATOR)
    @fresh
    def …

Opening such a page leads to the password page and back. Pressing its button too late keeps what was typed: the page says
to write the password in another window and offers to send again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, session, url_for

from tracker.i18n import t
from tracker.people.security import FRESH
from tracker.web.shared.errors import Words, error_page
from tracker.web.shared.requests import READING
from tracker.web.shared.signed_in import current_account

View = TypeVar("View", bound=Callable[..., Any])
GRACE = timedelta(minutes=10)


class PasswordAgain(Exception):
    """The sign-in is too old for this."""


def fresh(view: View) -> View:
    """Under `@access`, which has seen to it that somebody is signed in."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        reading = request.method in READING
        if is_fresh(timedelta() if reading else GRACE):
            return view(*args, **kwargs)
        account = current_account()
        if not reading or account is None or not account.password:
            raise PasswordAgain
        return redirect(url_for("security.verify", next=request.full_path.rstrip("?")), 303)

    return guarded  # type: ignore[return-value]


def is_fresh(grace: timedelta = timedelta()) -> bool:
    """Whether the password was given lately. Who began to fill in a form has `grace` to finish it."""
    return bool(time.time() - session.get("fs_paa", 0) < (FRESH + grace).total_seconds())


def _words(_error: PasswordAgain) -> Words:
    account = current_account()
    why = t("You signed in more than half an hour ago, and this needs your password again. Nothing was done yet.")
    if account is not None and not account.password:
        return Words(
            t("Please sign in again"), [why, t("Sign out, sign in once more and come back to this page.")], again=True
        )
    how = t("Write your password in a new window, come back to this page and press the button.")
    return Words(t("Your password, please"), [why, how], again=True,
                 links=[(t("Write the password (opens a new window)"), url_for("security.verify"))])  # fmt: skip


error_page(PasswordAgain, 403, _words)
