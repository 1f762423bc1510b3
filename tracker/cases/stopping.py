"""Counting a duty again because of a question to the applicant: when it is asked, when it is answered, when its body is gone.

Nothing is counted where no law that governs the duty stops its clock: that is so today of every law here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.clocks import count_clock
from tracker.cases.kinds import TaskKind
from tracker.cases.models import Case, Leg
from tracker.cases.questions import Window, own_window, questions_of, replied, window_of
from tracker.cases.reckoning import by_kept_calendar, laws_of, may_stop, origin_of, reckonings, regime_of
from tracker.cases.recording import add_task
from tracker.law.codes import RuleName, Status, TermName
from tracker.law.deadlines import weakest
from tracker.law.errors import YearNotLoaded
from tracker.law.events_of_leg import Question


def window_for(session: Session, case: Case, leg: Leg, today: date) -> Window:
    """Until when an applicant who is asked today is given to reply."""
    try:
        return window_of(regime_of(session, case, leg), lawbook.current_calendar(session), today)
    except YearNotLoaded:
        return own_window(today)


def date_if_asked(session: Session, case: Case, leg: Leg, asked: Question) -> date | None:
    """The date at the latest, if this is asked; None where it moves none. Writes nothing."""
    origin = origin_of(session, leg)
    if not may_stop(session, case, leg):
        return None
    questions = {origin.id: (*_asked_before(session, case, leg), asked)}
    try:
        found = by_kept_calendar(
            session, origin, lambda calendar: reckonings(session, case, origin, calendar, questions=questions)
        )
    except YearNotLoaded:
        return None
    moved_on = found[0].due_on if found else None
    return moved_on if moved_on != leg.answer_due_on else None


def rule_status(session: Session, case: Case, leg: Leg) -> Status:
    """How sure it is that a question stops this clock; of two laws that say so, by the one that is less sure."""
    rules = [row.rule(RuleName.QUESTION) for row in laws_of(session, case, leg) if row.stops_clock]
    return weakest(*(rule.status for rule in rules)) if rules else Status.UNKNOWN


def stop(session: Session, case: Case, leg: Leg, asked: Question, now: datetime) -> dict[str, Any]:
    """The body asked. Returns old and new date for the event, and how sure the rule is; nothing where no date moved."""
    if not may_stop(session, case, leg):
        return {}
    moved = _count(session, case, leg, (*_asked_before(session, case, leg), asked), now)
    return {**moved, "rule": rule_status(session, case, leg)} if moved else {}


def run_on(session: Session, case: Case, leg: Leg, replied_on: date, now: datetime) -> dict[str, Any]:
    """The applicant replied: the date is as much later as the question took, and no more."""
    if not may_stop(session, case, leg):
        return {}
    return _count(session, case, leg, replied(_asked_before(session, case, leg), replied_on), now)


def end_stop(session: Session, case: Case, leg: Leg, now: datetime) -> dict[str, Any]:
    """The body passed the letter on: it has no reply to wait for, and the law may give the next body another term.

    Returns old and new date, nothing where no date moved.
    """
    regime = regime_of(session, case, origin_of(session, leg))
    longer = regime is not None and regime.term(TermName.ANSWER_AFTER_TRANSFER).is_known
    if not longer and not may_stop(session, case, leg):
        return {}
    session.flush()
    return _count(session, case, leg, _asked_before(session, case, leg), now)


def _asked_before(session: Session, case: Case, leg: Leg) -> tuple[Question, ...]:
    return questions_of(session, [case.id]).get(origin_of(session, leg).id, ())


def _count(session: Session, case: Case, leg: Leg, questions: Sequence[Question], now: datetime) -> dict[str, Any]:
    """A question is no reason to count by another calendar."""
    origin, before = origin_of(session, leg), leg.answer_due_on
    by_leg = {origin.id: tuple(questions)}
    try:
        by_kept_calendar(session, origin, lambda calendar: count_clock(session, case, leg, now, calendar, by_leg))
    except YearNotLoaded as missing:
        add_task(session, case, TaskKind.CALENDAR_YEAR, now, leg_id=leg.id, data={"year": missing.year})
    return {"from_on": before, "to_on": leg.answer_due_on} if leg.answer_due_on != before else {}
