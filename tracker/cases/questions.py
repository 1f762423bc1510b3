"""The questions of a body to the applicant, read from the chronology, and what they do to the clock.

Whether a question stops a clock, and how long the applicant has, are terms of the law that the leg keeps. Where they are not
known the clock runs on, and the applicant is given a window of the service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.events import EventType
from tracker.cases.kinds import LegState
from tracker.cases.models import CaseEvent, Leg
from tracker.clock import day_of
from tracker.law.calendar import Calendar
from tracker.law.codes import Status, TermName
from tracker.law.events_of_leg import Question, reply_window
from tracker.law.regimes import Regime

ASK_WINDOW = timedelta(days=10)
"""How long the applicant is given where no law is known to say it: a service rule. When it passes, nothing happens by itself."""

Questions = Mapping[int, tuple[Question, ...]]


@dataclass(frozen=True, slots=True)
class Window:
    """Until when the applicant is asked to reply. `by_law`: the law says so, and the body cannot choose another day.

    `is_sure`: what is said of it was read in the law, and is not only likely.
    """

    last_on: date
    by_law: bool = False
    is_sure: bool = True

    def holds(self, on: date, today: date) -> bool:
        """May the body ask for a reply by this day?"""
        return on == self.last_on if self.by_law else today < on <= self.last_on


def window_of(regime: Regime | None, calendar: Calendar, today: date) -> Window:
    """The window of a question that the applicant gets today. Raises `YearNotLoaded`."""
    by_law = reply_window(regime, calendar, today) if regime else None
    if regime is None or by_law is None:
        return own_window(today)
    return Window(by_law, by_law=True, is_sure=regime.term(TermName.CLARIFICATION).status is Status.CONFIRMED)


def own_window(today: date) -> Window:
    """That of the service."""
    return Window(today + ASK_WINDOW)


def questions_of(session: Session, case_ids: Iterable[int]) -> dict[int, tuple[Question, ...]]:
    """What was asked in these cases, by the id of the leg whose clock it may stop; after a transfer the first one's."""
    clock_leg_id = func.coalesce(Leg.clock_from_leg_id, Leg.id).label("clock_leg_id")
    rows = (
        select(clock_leg_id, CaseEvent.leg_id, CaseEvent.type, CaseEvent.at, CaseEvent.data, Leg.state, Leg.ended_on)
        .join(Leg, Leg.id == CaseEvent.leg_id)
        .where(CaseEvent.case_id.in_(sorted(case_ids)), CaseEvent.type.in_([EventType.ASKED, EventType.CLARIFIED]))
        .order_by(CaseEvent.case_id, CaseEvent.seq)
    )
    found: dict[int, list[tuple[int, Question]]] = {}
    for row in session.execute(rows):
        told = found.setdefault(row.clock_leg_id, [])
        if row.type == EventType.ASKED:
            told.append((row.leg_id, _asked(row)))
        else:
            told[:] = [(leg_id, _replied(one, day_of(row.at)) if leg_id == row.leg_id else one) for leg_id, one in told]
    return {leg_id: tuple(one for _, one in told) for leg_id, told in found.items()}


def questions_that_count(session: Session, case_ids: Sequence[int], rows: Sequence[Regime] | None = None) -> Questions:
    """The same for many cases at once, asked for only where some law stops its clock. `rows`: other laws than those in use."""
    laws = lawbook.regimes(session) if rows is None else rows
    return questions_of(session, case_ids) if case_ids and any(row.stops_clock for row in laws) else {}


def replied(questions: Sequence[Question], on: date) -> tuple[Question, ...]:
    """A reply of this day answers all that still wait for one."""
    return tuple(_replied(one, on) for one in questions)


def _replied(question: Question, on: date) -> Question:
    return question if question.replied_on else replace(question, replied_on=on)


def _asked(row: Any) -> Question:
    asked_on = _day(row.data.get("asked_on")) or day_of(row.at)
    until_on = _day(row.data.get("until_on")) or asked_on + ASK_WINDOW
    passed_on = row.ended_on if row.state == LegState.TRANSFERRED else None  # who asked has nothing to wait for any more
    return Question(asked_on, min(until_on, passed_on or until_on))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
