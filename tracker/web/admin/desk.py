"""How every form here is asked, tried and answered: one page, one command, the refusal beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.posts import PostMisplaced
from tracker.i18n import t
from tracker.store import db
from tracker.web.admin.words import field_words
from tracker.web.shared.answers import done
from tracker.web.shared.directory_errors import words_of
from tracker.web.shared.forms import PageForm
from tracker.web.shared.language import language_switch_asked

# Which field a refusal is about, where the refusal does not say so itself: the first of these that the form has.
ABOUT: Mapping[Problem, tuple[str, ...]] = {
    Problem.ID_TAKEN: ("id", "code"),
    Problem.ID_WRONG: ("id", "code"),
    Problem.NAME_MISSING: ("name_ky",),
    Problem.SOURCE_MISSING: ("source", "act", "bound_by_source", "reason"),
    Problem.REASON_MISSING: ("reason",),
    Problem.DATES_WRONG: ("valid_to", "last_day", "on_date", "from_day"),
    Problem.BODY_ENDED: ("on_date", "valid_from"),
    Problem.CENTRE_FOR_ITSELF: ("deputy",),
    Problem.PLACE_IN_ITSELF: ("successor",),
    Problem.EMAIL_WRONG: ("email",),
}


class Unclear(Exception):
    """What was typed does not name one thing: said beside `field`."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(name)
        self.name, self.words = name, words


@dataclass(frozen=True, slots=True)
class Ask:
    """A page that is one form. `lines` above it, `parts` are rows of (term, value); `more`: links below it, (url, words)."""

    title: str
    back: str
    button: str
    lead: str = ""
    back_text: str = ""
    tone: str = "main"
    lines: Sequence[str] = field(default=())
    parts: Sequence[tuple[str, str]] = field(default=())
    more: Sequence[tuple[str, str]] = field(default=())
    template: str = "admin/form.html"


def ask(
    form: PageForm, page: Ask, command: Callable[[], Any], then: str | Callable[[], str] = ""
) -> ResponseReturnValue:
    """Show the form; sent and right, carry out the command and go on. What is wrong is said with everything kept."""
    if form.validate_on_submit() and attempt(form, command):
        return done(then() if callable(then) else then or page.back)
    shown = render_template(page.template, form=form, page=page)
    return (shown, 422) if request.method == "POST" and not language_switch_asked() else shown


def attempt(form: PageForm, command: Callable[[], Any]) -> bool:
    """Do it. False: refused, the form says why, nothing was changed."""
    try:
        command()
    except DirectoryError as error:
        db.session.rollback()
        form.refuse(_field_of(form, error), said(error))
    except Unclear as error:
        db.session.rollback()
        form.refuse(error.name, error.words)
    except PostMisplaced:
        db.session.rollback()
        form.refuse("role", t("An officer or a head belongs to a body, staff and lawyers to a centre."))
    else:
        return True
    return False


def _field_of(form: PageForm, error: DirectoryError) -> str:
    named = error.values.get("field", "")
    for name in (named, *ABOUT.get(error.problem, ())):
        if name and name in form:
            return str(name)
    return next(str(one.name) for one in form if one.type not in {"HiddenField", "CSRFTokenField"})


def said(error: DirectoryError) -> str:
    """A refusal in words, with the field called as the form calls it."""
    if error.problem is Problem.VALUE_WRONG and "field" in error.values and error.values.get("value"):
        return t(
            "“%(value)s” cannot stand in the field “%(field)s”.",
            value=error.values["value"],
            field=field_words(error.values["field"]),
        )
    if error.problem is Problem.VALUE_WRONG:
        return t("Choose what takes its place.")
    return words_of(error)
