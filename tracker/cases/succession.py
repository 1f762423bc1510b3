"""A body was reorganised: what it owed, its successor owes. Called in the transaction in which the bodies are joined.

The leg stays the same duty: state, proof of receipt, dates, regime and the body's own number do not move. Its unit and the
officer who took it were of the old body and are let go. What has not been delivered yet is delivered to the successor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tracker.cases import delivery
from tracker.cases.concerned import warn_centre
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.filing import check_addressee
from tracker.cases.kinds import OPEN, LegState
from tracker.cases.models import Case, Leg, Task
from tracker.cases.recording import record
from tracker.clock import day_of
from tracker.directory.history import KEEPERS, allow
from tracker.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Moved:
    """How many duties went over, and in how many of them the case is about the successor itself."""

    legs: int
    about_successor: int


def open_legs(session: Session, ids: Sequence[str]) -> dict[str, int]:
    """How many duties each of these bodies has open: what a merger would move."""
    counted = select(Leg.authority_id, func.count()).where(Leg.authority_id.in_(list(ids)), Leg.state.in_(sorted(OPEN)))
    return {row[0]: row[1] for row in session.execute(counted.group_by(Leg.authority_id))}


def succeed(session: Session, old_ids: Sequence[str], successor_id: str, *, by: Actor, now: datetime) -> Moved:
    """Everything the old bodies still owe passes to the successor, by law: also a case that is about the successor.

    The centre of such a case gets a task at once, and its letter does not go out by itself.
    """
    allow(by, KEEPERS)
    held = select(Leg).where(Leg.authority_id.in_(list(old_ids)), Leg.state.in_(sorted(OPEN)))
    locked = held.with_for_update(of=Leg).execution_options(populate_existing=True)
    legs = session.scalars(locked.order_by(Leg.case_id, Leg.id)).all()
    about = [_pass_on(session, leg, successor_id, by, now) for leg in legs]
    return Moved(len(legs), sum(about))


def _pass_on(session: Session, leg: Leg, successor_id: str, by: Actor, now: datetime) -> bool:
    """True when the case is about the successor."""
    case, old_id = leg.case, leg.authority_id
    leg.authority_id, leg.unit_id, leg.post_id = successor_id, None, None
    same = (Task.leg_id == leg.id, Task.done_at.is_(None), Task.authority_id == old_id)
    session.execute(update(Task).where(*same).values(authority_id=successor_id))
    data = {"from_authority_id": old_id, "to_authority_id": successor_id}
    record(session, case, EventType.BODY_SUCCEEDED, by, now, leg=leg, data=data)
    if _is_about(session, case, successor_id, now):
        warn_centre(session, case, leg, successor_id, now)
        return True
    if leg.state == LegState.TO_SEND:
        delivery.send_what_waits(session, case, now)
    return False


def _is_about(session: Session, case: Case, authority_id: str, now: datetime) -> bool:
    try:
        check_addressee(session, case, authority_id, day_of(now))
    except CaseError as refused:
        return refused.problem is Problem.COMPLAINED_OF
    return False
