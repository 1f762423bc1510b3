"""A letter about a body must not come to that body. When somebody tries, the centre hears of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.kinds import TaskKind
from tracker.cases.models import Case, Leg, Task
from tracker.cases.recording import add_task
from tracker.clock import day_of


def warn_centre(session: Session, case: Case, leg: Leg | None, authority_id: str, now: datetime) -> Task:
    """A task for the responsible centre, once for each body and duty while it is open."""
    leg_id = leg.id if leg else None
    open_one = select(Task).where(
        Task.kind == TaskKind.CONCERNED_BODY, Task.case_id == case.id, Task.leg_id == leg_id,
        Task.authority_id == authority_id, Task.done_at.is_(None),
    )  # fmt: skip
    return session.scalar(open_one) or add_task(
        session, case, TaskKind.CONCERNED_BODY, now, leg_id=leg_id, authority_id=authority_id, due_on=day_of(now)
    )
