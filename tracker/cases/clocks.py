"""Counts the dates of a leg by the law and keeps them: append-only rows, the newest projected on the leg.

A leg keeps the regime and the calendar in force when its clock started. A body that is not known to be bound gets no
date. A calendar year that is not loaded gives no date either, and makes a task; it never stops an act.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.kinds import PROVEN, Kind, Proof, TaskKind
from tracker.cases.models import Case, Leg, LegClock
from tracker.cases.recording import add_task
from tracker.clock import day_of
from tracker.directory.models import Authority
from tracker.law.calendar import Calendar
from tracker.law.deadlines import (
    Due,
    Outer,
    answer_due,
    convention_limit,
    extended_due,
    is_extension_in_time,
    registration_due,
)
from tracker.law.errors import NoRegime, YearNotLoaded
from tracker.law.regimes import Regime, TransferEffect, overlay_for, regime_by_id, regime_for


def start_clocks(session: Session, case: Case, leg: Leg, now: datetime) -> None:
    """The body has the letter: from now on it owes. Called again when a proof or a date of receipt changes."""
    assert leg.received_on is not None
    authority = session.get_one(Authority, leg.authority_id)
    if not authority.bound_by_confirmed:
        return
    try:
        _count(session, case, leg, now)
    except YearNotLoaded as missing:
        add_task(session, case, TaskKind.CALENDAR_YEAR, now, leg_id=leg.id, data={"year": missing.year})


def _count(session: Session, case: Case, leg: Leg, now: datetime) -> None:
    calendar = lawbook.current_calendar(session)
    regime = regime_of(session, case, leg)
    if regime is None or leg.received_on is None:
        return
    leg.regime_id, leg.calendar_revision = regime.id, calendar.revision
    if leg.proof not in PROVEN:
        _keep(session, leg, "asserted", answer_due(regime, calendar, leg.received_on), regime, calendar, now)
        return
    register = registration_due(regime, calendar, leg.received_on)
    _keep(session, leg, "registration", register, regime, calendar, now)
    leg.registration_due_on = register.due_on
    if leg.clock_from_leg_id is not None:
        return  # the first clock runs on
    due = answer_due(regime, calendar, leg.received_on, leg.registered_on)
    _keep(session, leg, "answer", due, regime, calendar, now)
    leg.first_due_on = leg.answer_due_on = due.due_on
    if leg.extended_on is not None:
        _project_extension(session, case, leg, now)
    _count_convention(session, case, leg, calendar, now)


def _count_convention(session: Session, case: Case, leg: Leg, calendar: Calendar, now: datetime) -> None:
    if case.kind != Kind.INFORMATION_REQUEST or leg.from_leg_id is not None or leg.received_on is None:
        return
    submitted_on = day_of(leg.dispatched_at) if leg.dispatched_at else leg.received_on
    overlay = overlay_for(case.kind, submitted_on, lawbook.regimes(session))
    if overlay is None:
        return
    limit = convention_limit(calendar, submitted_on, overlay=overlay)
    _keep(session, leg, "convention", limit, overlay, calendar, now)
    leg.convention_due_on = limit.strict_on


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


def extension_of(session: Session, case: Case, leg: Leg) -> Due | None:
    """The date an extension today would lead to, with its reasons; None where nothing can be counted."""
    regime = regime_of(session, case, leg)
    if regime is None or leg.received_on is None:
        return None
    return extended_due(regime, lawbook.current_calendar(session), leg.received_on, leg.registered_on)


def outer_limit_of(session: Session, case: Case, leg: Leg) -> Outer | None:
    """The Convention's limit of this leg, counted by the current calendar."""
    if case.kind != Kind.INFORMATION_REQUEST or leg.received_on is None:
        return None
    submitted_on = day_of(leg.dispatched_at) if leg.dispatched_at else leg.received_on
    overlay = overlay_for(case.kind, submitted_on, lawbook.regimes(session))
    return overlay and convention_limit(lawbook.current_calendar(session), submitted_on, overlay=overlay)


def extend_clock(session: Session, case: Case, leg: Leg, now: datetime) -> Due:
    """Write down the extended date. It moves the date that counts only if the notice came in time."""
    due = _project_extension(session, case, leg, now)
    assert due is not None
    return due


def _project_extension(session: Session, case: Case, leg: Leg, now: datetime) -> Due | None:
    due = extension_of(session, case, leg)
    regime = regime_of(session, case, leg)
    if due is None or due.due_on is None or regime is None or leg.extended_on is None:
        return due
    _keep(session, leg, "extended", due, regime, lawbook.current_calendar(session), now)
    if leg.first_due_on and is_extension_in_time(leg.first_due_on, leg.extended_on):
        leg.answer_due_on = due.due_on
    return due


def pass_clock_on(session: Session, old: Leg, new: Leg) -> None:
    """After a transfer the next body carries the first clock, unless the regime is known to restart it.

    The Convention's limit never restarts.
    """
    new.convention_due_on = old.convention_due_on
    regime = None
    if old.regime_id is not None:
        regime = regime_by_id(old.regime_id, lawbook.regimes(session))
    if old.answer_due_on is None or (regime is not None and regime.transfer is TransferEffect.RESTARTS):
        return
    new.clock_from_leg_id = old.clock_from_leg_id or old.id
    new.regime_id, new.calendar_revision = old.regime_id, old.calendar_revision
    new.first_due_on, new.answer_due_on = old.first_due_on, old.answer_due_on
    new.extended_on = old.extended_on


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
