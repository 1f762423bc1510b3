"""Reading a case of another centre for a stated reason: written down, and told to that centre.

A person may come to any centre with a slip of another one. The reader sees what the responsible centre sees, for an hour,
and does nothing there: every act asks for the centre itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.errors import CaseError, Problem
from tracker.cases.kinds import TaskKind
from tracker.cases.models import AccessLog, Case
from tracker.cases.permissions import NotAllowed
from tracker.cases.recording import add_task
from tracker.clock import day_of
from tracker.people.actor import Actor, ActorKind

FOR_A_REASON = "for_a_reason"
LASTS = timedelta(hours=1)


def open_for_reason(session: Session, case: Case, *, by: Actor, now: datetime, reason: str) -> None:
    """From now on `by` may read this case for an hour. Its own centre gets a task that says who and why."""
    if by.kind is not ActorKind.STAFF or by.centre_id is None or by.account_id is None:
        raise NotAllowed(Act.READ, by)
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    session.add(
        AccessLog(
            at=now,
            account_id=by.account_id,
            post_id=by.post_id,
            case_id=case.id,
            what=FOR_A_REASON,
            reason=reason.strip(),
        )
    )
    add_task(
        session,
        case,
        TaskKind.OPENED_BY_OTHER,
        now,
        text=reason.strip(),
        due_on=day_of(now),
        data={"centre_id": by.centre_id, "account_id": by.account_id},
    )


def reader_for_reason(session: Session, case_id: int, centre_id: str, by: Actor, now: datetime) -> Actor | None:
    """As whom the page is read, while the hour lasts; None: no reason was given, or it is over."""
    if by.kind is not ActorKind.STAFF or by.account_id is None:
        return None
    given = select(AccessLog.id).where(
        AccessLog.case_id == case_id,
        AccessLog.account_id == by.account_id,
        AccessLog.what == FOR_A_REASON,
        AccessLog.at > now - LASTS,
    )
    return replace(by, centre_id=centre_id) if session.scalar(given.limit(1)) is not None else None
