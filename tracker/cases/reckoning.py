"""What the law gives for a leg, by what happened to it: read and counted here, kept by `clocks`. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.kinds import Kind, LegState
from tracker.cases.models import Case, Leg
from tracker.cases.questions import Questions, questions_of
from tracker.clock import day_of
from tracker.law.answer_clock import AnswerClock, Happened, answer_clock
from tracker.law.calendar import Calendar
from tracker.law.codes import Start
from tracker.law.deadlines import Due, Outer, convention_limit
from tracker.law.errors import NoRegime, YearNotLoaded
from tracker.law.events_of_leg import Question, is_notice_in_time
from tracker.law.regimes import Regime, overlay_for, regime_by_id, regime_for

NOTHING: Mapping[str, str] = MappingProxyType({})
T = TypeVar("T")


def origin_of(session: Session, leg: Leg) -> Leg:
    """The leg whose clock this one carries on; mostly itself."""
    return leg if leg.clock_from_leg_id is None else session.get_one(Leg, leg.clock_from_leg_id)


def by_kept_calendar(session: Session, leg: Leg, counted: Callable[[Calendar], T]) -> T:
    """What comes out by the calendar that the clock of this leg started with: an act moves no date by a later one.

    By that of today where none is kept, and where the date runs beyond the years it had. Raises `YearNotLoaded`.
    """
    if leg.calendar_revision is not None:
        with suppress(YearNotLoaded):
            return counted(lawbook.calendar_at(session, leg.calendar_revision))
    return counted(lawbook.current_calendar(session))


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The answer date of a leg by one regime."""

    regime: Regime
    clock: AnswerClock

    @property
    def due_on(self) -> date | None:
        """The date that counts."""
        return self.clock.counts.due_on


def reckonings(
    session: Session,
    case: Case,
    leg: Leg,
    calendar: Calendar,
    instead: Mapping[str, str] = NOTHING,
    questions: Questions | None = None,
) -> list[Reckoned]:
    """By the kind that governs and, after a re-qualification, by the kind as filed; the one that counts comes first.

    A re-qualification never moves a date later, so the earlier of the two counts. `instead`: by which version of which law to
    count a kind, in place of the one that is kept. `questions`: those of this case, where they are at hand; else they are read
    from the chronology, if a law here stops its clock for them. Raises `YearNotLoaded`.
    """
    regime = regime_of(session, case, leg)
    if regime is None or leg.received_on is None:
        return []
    rows = lawbook.regimes(session)
    pairs = ((regime, case.kind), *((row, case.filed_kind) for row in as_filed(session, case, leg)))
    chosen = [regime_by_id(instead[kind], rows, kind) if kind in instead else row for row, kind in pairs if kind]
    if questions is None:
        questions = questions_of(session, [case.id]) if any(row.stops_clock for row in chosen) else {}
    what = happened(leg, questions.get(leg.id, ()))
    return reckoned(chosen, calendar, what)


def reckoned(laws: Iterable[Regime], calendar: Calendar, what: Happened) -> list[Reckoned]:
    """By each of these laws; the one that counts comes first. Raises `YearNotLoaded`."""
    found = [Reckoned(row, answer_clock(row, calendar, what)) for row in laws]
    return sorted(found, key=lambda one: earliest_first(one.due_on))


def happened(leg: Leg, questions: tuple[Question, ...]) -> Happened:
    assert leg.received_on is not None
    passed_on = leg.state == LegState.TRANSFERRED
    return Happened(leg.received_on, leg.registered_on, questions, leg.extended_on, passed_on)


def laws_of(session: Session, case: Case, leg: Leg) -> tuple[Regime, ...]:
    """Those that govern this duty: of the kind that counts now and, after a re-qualification, of the kind as filed."""
    origin = origin_of(session, leg)
    regime = regime_of(session, case, origin)
    return (regime, *as_filed(session, case, origin)) if regime else ()


def may_stop(session: Session, case: Case, leg: Leg) -> bool:
    """Does a law that governs this duty stop its clock for a question to the applicant?"""
    return any(row.stops_clock for row in laws_of(session, case, leg))


def as_filed(session: Session, case: Case, leg: Leg) -> tuple[Regime, ...]:
    """The regime of the kind as filed, while another kind governs."""
    if case.filed_kind is None or case.filed_kind == case.kind or leg.received_on is None:
        return ()
    rows = lawbook.regimes(session)
    if leg.filed_regime_id is not None:
        return (regime_by_id(leg.filed_regime_id, rows, case.filed_kind),)
    try:
        return (regime_for(case.filed_kind, leg.received_on, rows),)
    except NoRegime:
        return ()


def earliest_first(due_on: date | None) -> date:
    """For sorting: no date comes after every date."""
    return due_on or date.max


def regime_of(session: Session, case: Case, leg: Leg) -> Regime | None:
    """The regime the leg keeps, or the one in force on the day of receipt; None where no law is known."""
    rows = lawbook.regimes(session)
    if leg.regime_id is not None:
        return regime_by_id(leg.regime_id, rows, case.kind)
    if leg.received_on is None:
        return None
    try:
        return regime_for(case.kind, leg.received_on, rows)
    except NoRegime:
        return None


@dataclass(frozen=True, slots=True)
class Extension:
    """What an extension with a notice of some day leads to."""

    regime: Regime
    calendar: Calendar
    due: Due
    in_time: bool


def extension_of(session: Session, case: Case, leg: Leg, on: date) -> Extension | None:
    """What a notice of this day would lead to, by the calendar that the duty keeps; None where nothing can be counted."""
    regime = regime_of(session, case, leg)
    if regime is None or leg.received_on is None:
        return None
    asked = questions_of(session, [case.id]).get(leg.id, ()) if regime.stops_clock else ()
    what = replace(happened(leg, asked), extended_on=on)
    return by_kept_calendar(session, leg, lambda calendar: _extension(regime, calendar, leg.first_due_on, what))


def _extension(regime: Regime, calendar: Calendar, first_due_on: date | None, what: Happened) -> Extension:
    """`first_due_on`: the date that the body was told, which its notice has to keep."""
    clock = answer_clock(regime, calendar, what)
    assert clock.extended is not None
    assert what.extended_on is not None
    kept_on = first_due_on or clock.first.due_on
    in_time = kept_on is not None and is_notice_in_time(regime, calendar, what.received_on, kept_on, what.extended_on)
    return Extension(regime, calendar, clock.extended, in_time)


def outer_limit_of(session: Session, case: Case, leg: Leg) -> Outer | None:
    """The Convention's limit of this leg, counted by the current calendar. Passing on starts it no second time."""
    first = leg
    while first.from_leg_id is not None:
        first = session.get_one(Leg, first.from_leg_id)
    sent_on = submitted_on(first)
    if Kind.INFORMATION_REQUEST not in {case.kind, case.filed_kind} or sent_on is None:
        return None
    overlay = overlay_for(Kind.INFORMATION_REQUEST, sent_on, lawbook.regimes(session))
    return limit_of(lawbook.current_calendar(session), first, sent_on, overlay) if overlay else None


def limit_of(calendar: Calendar, leg: Leg, sent_on: date, overlay: Regime) -> Outer:
    """The limit from this day, which is called what it was: the day of sending, or that of receipt."""
    was_sent = leg.dispatched_at is not None and day_of(leg.dispatched_at) == sent_on
    return convention_limit(calendar, sent_on, overlay=overlay, by=Start.SUBMISSION if was_sent else Start.RECEIPT)


def submitted_on(leg: Leg) -> date | None:
    """From when the Convention counts: the body was sent the letter or had it, whichever came first. None: it has no letter."""
    if leg.received_on is None:
        return None
    return min(day_of(leg.dispatched_at), leg.received_on) if leg.dispatched_at else leg.received_on


def is_held_by_kind(session: Session, case: Case, leg: Leg, until_on: date) -> bool:
    """After a re-qualification no extension goes past the date of the kind as filed."""
    filed = as_filed(session, case, leg)
    asked = questions_of(session, [case.id]).get(leg.id, ()) if any(row.stops_clock for row in filed) else ()

    def dates(calendar: Calendar) -> list[date | None]:
        return [answer_clock(row, calendar, happened(leg, asked)).counts.due_on for row in filed]

    return any(on is not None and on < until_on for on in by_kept_calendar(session, leg, dates))
