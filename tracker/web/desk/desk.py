"""A letter on the desk of whoever acts for its body, and an act tried on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from tracker.cases.acts import Act
from tracker.cases.errors import CaseError
from tracker.cases.kinds import LegState
from tracker.cases.models import Case, Leg
from tracker.cases.workflow import NotPossibleNow, possible
from tracker.people.actor import Actor
from tracker.store import db
from tracker.web.shared.case_errors import problem_words
from tracker.web.shared.forms import PageForm
from tracker.web.shared.language import language_switch_asked

Finder = Callable[..., "Desk"]
"""`at()` or `at(Act.…)`: the letter of this address, found and allowed anew, because a transaction may have ended since."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A case and the duty in it that is the actor's. `door`: the blueprint by which he came."""

    case: Case
    leg: Leg
    actor: Actor
    door: str
    log_reading: Callable[[str], None]

    @property
    def url(self) -> str:
        """The page of the case."""
        return self.to("case")

    def to(self, endpoint: str, **values: Any) -> str:
        """A page about this case, behind the same door."""
        return url_for(f"{self.door}.{endpoint}", number=self.case.number, **values)

    def must_allow(self, act: Act | None) -> None:
        """Raises where the state of the duty does not allow `act`."""
        if act is not None and not possible(act, LegState(self.leg.state)):
            raise NotPossibleNow(act, self.leg.state)


def page(template: str, desk: Desk, form: PageForm, **more: object) -> str:
    """A page with one form about one letter."""
    return render_template(template, desk=desk, case=desk.case, leg=desk.leg, form=form, **more)


def attempt(form: PageForm, command: Callable[[], Any], fields: dict[str, str] | None = None) -> bool:
    """Do it. False: the procedure refused, the form says why, and nothing was changed.

    `fields`: where the command's field has another name in the form.
    """
    try:
        command()
    except CaseError as error:
        db.session.rollback()
        name = (fields or {}).get(error.field or "", error.field or "")
        form.refuse(name if name in form else _first(form), problem_words(error))
        return False
    return True


def _first(form: PageForm) -> str:
    return next(field.name for field in form if field.type not in {"HiddenField", "CSRFTokenField"})


def again(page: str) -> tuple[str, int]:
    """The same form once more: something is to be corrected, or another language was asked for."""
    return page, 200 if language_switch_asked() else 422


def seen(form: PageForm | None = None) -> int:
    """The version that the officer saw when he opened the page; a made-up one never fits."""
    typed = request.form.get("seen_version", "") if form is None else str(form["seen_version"].data or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else -1
