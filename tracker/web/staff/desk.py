"""One case on the desk of the centre that is responsible for it: found, locked for the act, and the act tried.

A case of another centre is the same page that does not exist; `case.py` says how it can be read for a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, request, url_for
from sqlalchemy import select

from tracker import clock
from tracker.cases import access_log
from tracker.cases.acts import Act
from tracker.cases.kinds import LegState
from tracker.cases.models import Case, Leg
from tracker.cases.recording import check_fresh
from tracker.cases.reference import read_number
from tracker.cases.workflow import NotPossibleNow, possible
from tracker.people.actor import Actor
from tracker.store import db
from tracker.web.shared.attempts import seen_version
from tracker.web.shared.readings import log_if_shown
from tracker.web.shared.requests import READING
from tracker.web.shared.signed_in import current_actor


@dataclass(frozen=True, slots=True)
class Desk:
    """A case of this centre. `leg`: the one duty that the page is about, if it is about one."""

    case: Case
    actor: Actor
    now: datetime
    leg: Leg | None = None

    @property
    def url(self) -> str:
        """The page of the case."""
        return url_for("staff.case", number=self.case.number)

    @property
    def body_leg(self) -> Leg:
        """The duty, on pages that are about one."""
        return self.leg or abort(404)

    def to(self, endpoint: str, **values: Any) -> str:
        """A page about this case."""
        return url_for(f"staff.{endpoint}", number=self.case.number, **values)


def at(number: str, leg_id: int | None = None, act: Act | None = None) -> Desk:
    """The case with this number, if it is the actor's centre's; in a POST it is locked.

    With `act`: raises where the state of the duty does not allow it.
    """
    actor, known = current_actor(), read_number(number)
    wanted = select(Case).where(Case.number == known, Case.centre_id == actor.centre_id)
    if request.method not in READING:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    case = db.session.scalar(wanted) if known and actor.centre_id else None
    if case is None:
        abort(404)
    if case.restricted and request.method not in READING:
        log_if_shown(case.id, actor)
    leg = _leg(case, leg_id) if leg_id is not None else None
    if act is not None and leg is not None and not possible(act, LegState(leg.state)):
        raise NotPossibleNow(act, leg.state)
    return Desk(case, actor, clock.now(), leg)


def _leg(case: Case, leg_id: int) -> Leg:
    return db.session.scalar(select(Leg).where(Leg.id == min(leg_id, 2**31 - 1), Leg.case_id == case.id)) or abort(404)


def log_reading(case: Case, what: str) -> None:
    """Every reading of a restricted case is written down before it is shown."""
    if case.restricted:
        access_log.record(case.id, current_actor(), what, clock.now())


def fresh(desk: Desk) -> None:
    """The case is as it was when the page was opened. Raises `StaleForm`."""
    check_fresh(desk.case, seen_version(request.form.get("seen_version")))
