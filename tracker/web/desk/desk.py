"""A letter on the desk of whoever acts for its body, and an act tried on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from tracker.cases.acts import Act
from tracker.cases.kinds import LegState
from tracker.cases.models import Case, Leg
from tracker.cases.workflow import NotPossibleNow, possible
from tracker.people.actor import Actor
from tracker.web.shared.attempts import again, attempt, seen_version
from tracker.web.shared.forms import PageForm

__all__ = ["Desk", "Finder", "again", "attempt", "page", "seen"]

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


def seen(form: PageForm | None = None) -> int:
    """The version that the officer saw when he opened the page; a made-up one never fits."""
    typed = request.form.get("seen_version", "") if form is None else str(form["seen_version"].data or "")
    return seen_version(typed)
