"""How a command is tried from a form, and how the form comes back: the same for officers, letters' links and staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tracker.cases.errors import CaseError
from tracker.store import db
from tracker.web.shared.case_errors import problem_words
from tracker.web.shared.forms import PageForm
from tracker.web.shared.language import language_switch_asked


def attempt(form: PageForm, command: Callable[[], Any], fields: dict[str, str] | None = None) -> bool:
    """Do it. False: the procedure refused, the form says why, and nothing was changed.

    `fields`: where the command's field has another name in the form.
    """
    try:
        command()
    except CaseError as error:
        db.session.rollback()
        name = (fields or {}).get(error.field or "", error.field or "")
        form.refuse(name if name in form else first_field(form), problem_words(error))
        return False
    return True


def first_field(form: PageForm) -> str:
    """The first field that a person fills in."""
    return next(field.name for field in form if field.type not in {"HiddenField", "CSRFTokenField"})


def again(page: str) -> tuple[str, int]:
    """The same form once more: something is to be corrected, or another language was asked for."""
    return page, 200 if language_switch_asked() else 422


def seen_version(typed: str | None) -> int:
    """The version that somebody saw when he opened the page; a made-up one never fits."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1
