"""Which dates that still run would come out differently by the calendar of today, and counting them again on confirmation.

A leg keeps the calendar of its start: nothing moves by itself. Whoever changed a day sees a list, and what he confirms is
counted again leg by leg, each as an act with the acts of the calendar as its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.errors import CaseError
from tracker.cases.lateness import counts
from tracker.cases.models import Case, Leg
from tracker.cases.questions import questions_that_count
from tracker.cases.reckoning import origin_of
from tracker.cases.recomputing import recompute, would_be_due_on
from tracker.cases.said_words import calendar_changed
from tracker.cases.views.paging import Bounded
from tracker.cases.workflow import WorkflowError
from tracker.i18n import in_language
from tracker.lawbook.calendars import edits_since
from tracker.lawbook.models import CalendarOverride
from tracker.people.actor import Actor

LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class Differs:
    """A duty whose date for the answer would be another one."""

    case: Case
    leg: Leg
    to_on: date


def legs_that_would_differ(session: Session, changed_on: date) -> tuple[list[Differs], bool]:
    """Open duties whose date a change of this day moves; and whether there were too many to look at all of them."""
    calendar = lawbook.current_calendar(session)
    wanted = (
        select(Leg, Case).join(Case, Case.id == Leg.case_id)
        .where(
            Leg.ended_on.is_(None), Leg.answer_due_on >= changed_on, counts(), Leg.regime_id.is_not(None),
            or_(Leg.received_on <= changed_on, Leg.clock_from_leg_id.is_not(None)),
        )
        .order_by(Leg.answer_due_on, Leg.id).limit(LOOKED_AT + 1)
    )  # fmt: skip
    rows = session.execute(wanted).all()
    _load_origins(session, [leg for leg, _ in rows])
    asked = questions_that_count(session, [case.id for _, case in rows])
    found = [(case, leg, would_be_due_on(session, case, leg, calendar, questions=asked)) for leg, case in rows[:LOOKED_AT]]
    differ = [Differs(case, leg, on) for case, leg, on in found if on is not None and on != leg.answer_due_on]
    return differ, len(rows) > LOOKED_AT


def _load_origins(session: Session, legs: Sequence[Leg]) -> None:
    """The legs whose clocks are carried on, in one statement, so that none is loaded by itself afterwards."""
    ids = {leg.clock_from_leg_id for leg in legs if leg.clock_from_leg_id is not None}
    if ids:
        session.scalars(select(Leg).where(Leg.id.in_(sorted(ids)))).all()


def dates_that_would_differ(session: Session, changed_on: date) -> Bounded:
    """How many; `more` when there were too many to look at all of them."""
    differ, more = legs_that_would_differ(session, changed_on)
    return Bounded(len(differ), more)


def recompute_listed(session: Session, listed: Sequence[tuple[int, date]], *, by: Actor, now: datetime) -> int:
    """Count again what was confirmed: (leg, the date that was shown for it). What moved meanwhile is left alone.

    Returns how many were counted again.
    """
    calendar, done = lawbook.current_calendar(session), 0
    for leg_id, shown_on in listed:
        leg = session.get(Leg, leg_id, with_for_update=True, populate_existing=True)
        if leg is None or leg.ended_on is not None:
            continue
        case = session.get_one(Case, leg.case_id)
        if would_be_due_on(session, case, leg, calendar) != shown_on or shown_on == leg.answer_due_on:
            continue
        edits = _edits(session, leg, shown_on)
        days = [_day(edit) for edit in edits]
        with in_language(case.language):
            reason = calendar_changed(days)
        try:
            recompute(session, case, leg, by=by, now=now, reason=reason, edits=[edit.id for edit in edits], days=days)
        except (CaseError, WorkflowError):  # moved on since the list was shown: the others are counted all the same
            continue
        done += 1
    return done


def _edits(session: Session, leg: Leg, until_on: date) -> list[CalendarOverride]:
    """The days set since the leg was counted, between its receipt and the later of both dates."""
    origin = origin_of(session, leg)
    assert origin.received_on is not None
    last_on = max(until_on, leg.answer_due_on or until_on)
    return edits_since(session, origin.calendar_revision or 0, origin.received_on, last_on)


def _day(edit: CalendarOverride) -> dict[str, Any]:
    """A day that was set, by which act, as the event keeps it."""
    return {"on": edit.date.isoformat(), "working": edit.working, "act": edit.act, "source": edit.source}
