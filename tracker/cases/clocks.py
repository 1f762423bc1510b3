"""Counts the dates of a leg by the law and keeps them: append-only rows, the newest projected on the leg.

A leg keeps the regime and the calendar in force when its clock started. A body that is not known to be bound gets no
date. A calendar year that is not loaded gives no date either, and makes a task; it never stops an act.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.kinds import OPEN, PROVEN, Kind, Proof, TaskKind
from tracker.cases.models import Case, Leg, LegClock
from tracker.cases.questions import Questions
from tracker.cases.reckoning import (
    Extension,
    Reckoned,
    as_filed,
    by_kept_calendar,
    earliest_first,
    laws_of,
    limit_of,
    origin_of,
    reckonings,
    regime_of,
    submitted_on,
)
from tracker.cases.recording import add_task
from tracker.directory.models import Authority
from tracker.law.calendar import Calendar
from tracker.law.codes import Status
from tracker.law.deadlines import Due, Outer, answer_due, registration_due
from tracker.law.errors import YearNotLoaded
from tracker.law.regimes import Regime, overlay_for


def start_clocks(session: Session, case: Case, leg: Leg, now: datetime) -> None:
    """The body has the letter: from now on it owes. Called again when a proof or the day of registration changes."""
    assert leg.received_on is not None
    authority = session.get_one(Authority, leg.authority_id)
    if not authority.bound_by_confirmed:
        return
    try:
        by_kept_calendar(session, leg, lambda calendar: count(session, case, leg, now, calendar))
    except YearNotLoaded as missing:
        add_task(session, case, TaskKind.CALENDAR_YEAR, now, leg_id=leg.id, data={"year": missing.year})


def count_what_was_missing(session: Session, case: Case, leg: Leg, now: datetime) -> None:
    """A year is loaded now: the clock that this leg runs by, for all who carry it on, and what it owes of itself."""
    origin = origin_of(session, leg)
    start_clocks(session, case, origin, now)
    for carrying in session.scalars(select(Leg).where(Leg.clock_from_leg_id == origin.id, Leg.state.in_(sorted(OPEN)))):
        carrying.first_due_on, carrying.answer_due_on = origin.first_due_on, origin.answer_due_on
    if leg is not origin:
        start_clocks(session, case, leg, now)


def count(
    session: Session, case: Case, leg: Leg, now: datetime, calendar: Calendar, questions: Questions | None = None
) -> None:
    """Count every date of the leg's own clock by this calendar and keep it. Raises `YearNotLoaded`."""
    regime = regime_of(session, case, leg)
    if regime is None or leg.received_on is None:
        return
    filed = as_filed(session, case, leg)
    leg.regime_id = regime.id
    if filed:
        leg.filed_regime_id = filed[0].id
    if leg.proof not in PROVEN:
        _keep(session, leg, "asserted", answer_due(regime, calendar, leg.received_on), regime, calendar, now)
    else:
        _count_registration(session, leg, (regime, *filed), calendar, now)
        if leg.clock_from_leg_id is None:  # else the first clock runs on
            _keep_answer(session, leg, reckonings(session, case, leg, calendar, questions=questions), calendar, now)
            _count_convention(session, case, leg, calendar, now)
    leg.calendar_revision = calendar.revision


def _count_registration(session: Session, leg: Leg, rows: Sequence[Regime], calendar: Calendar, now: datetime) -> None:
    assert leg.received_on is not None
    found = [(registration_due(row, calendar, leg.received_on), row) for row in rows]
    register, by = min(found, key=lambda one: earliest_first(one[0].due_on))
    _keep(session, leg, "registration", register, by, calendar, now)
    leg.registration_due_on = register.due_on


def count_again(session: Session, case: Case, leg: Leg, now: datetime, calendar: Calendar) -> None:
    """Every date of the duty once more; after a transfer also the clock it carries on. Raises `YearNotLoaded`."""
    count_clock(session, case, leg, now, calendar)
    if leg.clock_from_leg_id is not None and session.get_one(Authority, leg.authority_id).bound_by_confirmed:
        count(session, case, leg, now, calendar)


def count_by_kept(session: Session, case: Case, leg: Leg, now: datetime) -> None:
    """The same by the calendars that the duty keeps. Raises `YearNotLoaded`."""
    by_kept_calendar(session, origin_of(session, leg), lambda calendar: count_clock(session, case, leg, now, calendar))
    if leg.clock_from_leg_id is not None and session.get_one(Authority, leg.authority_id).bound_by_confirmed:
        by_kept_calendar(session, leg, lambda calendar: count(session, case, leg, now, calendar))


def count_clock(
    session: Session, case: Case, leg: Leg, now: datetime, calendar: Calendar, questions: Questions | None = None
) -> None:
    """The clock by which the leg must answer, after a transfer that of the first body. Raises `YearNotLoaded`."""
    origin = origin_of(session, leg)
    if not session.get_one(Authority, origin.authority_id).bound_by_confirmed:
        return
    count(session, case, origin, now, calendar, questions)
    leg.first_due_on, leg.answer_due_on = origin.first_due_on, origin.answer_due_on


def _keep_answer(session: Session, leg: Leg, found: list[Reckoned], calendar: Calendar, now: datetime) -> None:
    counts, *others = found
    _keep(session, leg, "answer", counts.clock.first, counts.regime, calendar, now)
    if counts.clock.extended is not None:
        _keep(session, leg, "extended", counts.clock.extended, counts.regime, calendar, now)
    for other in others:
        _keep(session, leg, "other_kind", other.clock.counts, other.regime, calendar, now)
    if not others and leg.filed_regime_id is not None:
        nothing = Due(counts.clock.first.clock, None, Status.UNKNOWN, ())
        _keep(session, leg, "other_kind", nothing, counts.regime, calendar, now)
    leg.first_due_on, leg.answer_due_on = counts.clock.first.due_on, counts.due_on


def _count_convention(session: Session, case: Case, leg: Leg, calendar: Calendar, now: datetime) -> None:
    """The limit of a request stays when the body calls it something else: the Convention does not ask what a law calls it."""
    sent_on = submitted_on(leg)
    if leg.from_leg_id is not None or sent_on is None:
        return
    if Kind.INFORMATION_REQUEST not in {case.kind, case.filed_kind}:
        leg.convention_due_on = None
        return
    overlay = overlay_for(Kind.INFORMATION_REQUEST, sent_on, lawbook.regimes(session))
    if overlay is None:
        return
    limit = limit_of(calendar, leg, sent_on, overlay)
    _keep(session, leg, "convention", limit, overlay, calendar, now)
    leg.convention_due_on = limit.strict_on


def extend_clock(session: Session, leg: Leg, found: Extension, now: datetime) -> None:
    """Write down the extended date. It moves the date that counts only if the notice came in time."""
    if found.due.due_on is None:
        return
    _keep(session, leg, "extended", found.due, found.regime, found.calendar, now)
    if found.in_time:
        leg.answer_due_on = found.due.due_on


def pass_clock_on(session: Session, case: Case, old: Leg, new: Leg) -> None:
    """After a transfer the next body carries the first clock, unless the law is known to restart it; of two laws both.

    The Convention's limit never restarts.
    """
    new.convention_due_on = old.convention_due_on
    if old.answer_due_on is None or all(row.restarts_clock for row in laws_of(session, case, old)):
        return
    new.clock_from_leg_id = old.clock_from_leg_id or old.id
    new.regime_id, new.calendar_revision = old.regime_id, old.calendar_revision
    new.filed_regime_id = old.filed_regime_id
    new.first_due_on, new.answer_due_on = old.first_due_on, old.answer_due_on
    new.extended_on = old.extended_on


def set_receipt(leg: Leg, on: date) -> None:
    """On another day than was known, the clock starts anew: also by the calendar of now."""
    if leg.received_on != on:
        leg.calendar_revision = None
    leg.received_on = on


def stop_clocks(leg: Leg) -> None:
    """The receipt was withdrawn: the letter is again not delivered, and nothing is owed. The rows stay as history."""
    leg.received_on = leg.proof = None
    leg.registration_due_on = None
    if leg.clock_from_leg_id is None:
        leg.first_due_on = leg.answer_due_on = leg.convention_due_on = None


def _keep(
    session: Session, leg: Leg, clock: str, found: Due | Outer, regime: Regime, calendar: Calendar, now: datetime
) -> None:
    due_on: date | None = found.strict_on if isinstance(found, Outer) else found.due_on
    row = LegClock(
        leg_id=leg.id,
        clock=clock,
        due_on=due_on,
        rolled_on=found.rolled_on if isinstance(found, Outer) else None,
        status=found.status,
        regime_id=regime.id,
        calendar_revision=calendar.revision,
        because=[reason.as_json() for reason in found.because],
        computed_at=now,
    )
    newest = select(LegClock).where(
        LegClock.leg_id == leg.id, LegClock.clock == clock, LegClock.superseded_by_id.is_(None)
    )
    old = session.scalar(newest)
    if old is not None and (old.due_on, old.because) == (row.due_on, row.because):
        return
    session.add(row)
    session.flush()
    if old is not None:
        old.superseded_by_id = row.id


def is_proven(proof: str | None) -> bool:
    return proof is not None and Proof(proof) in PROVEN
