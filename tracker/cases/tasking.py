"""A centre's work list by hand: putting a task off, and saying that it is done.

Most tasks end by the act they ask for. Those of `BY_HAND` have no such act, or are settled by a telephone call.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.errors import CaseError, Problem
from tracker.cases.handling import told
from tracker.cases.kinds import TaskKind
from tracker.cases.models import Case, Task
from tracker.cases.permissions import Facts, NotAllowed, require
from tracker.clock import day_of
from tracker.people.actor import Actor, ActorKind

BY_HAND = frozenset(
    {
        TaskKind.TELL_BY_PHONE,
        TaskKind.CALL_BACK,
        TaskKind.FIND_CONTACT,
        TaskKind.RELEASE,
        TaskKind.PUBLICATION,
        TaskKind.THIRD_TRANSFER,
        TaskKind.CONCERNED_BODY,
        TaskKind.CALENDAR_YEAR,
        TaskKind.CENTRE_AS_SENDER,
        TaskKind.OPENED_BY_OTHER,
        TaskKind.FEE_CONTESTED,
    }
)
CALL_AT_MOST = 50


def task_of_centre(session: Session, task_id: int, by: Actor) -> Task | None:
    """An open or finished task of the actor's centre; None for any other."""
    if by.kind is not ActorKind.STAFF or by.centre_id is None:
        return None
    return session.scalar(select(Task).where(Task.id == task_id, Task.centre_id == by.centre_id))


def defer(session: Session, task: Task, *, by: Actor, now: datetime, until_on: date) -> None:
    """Out of the list until that day; the task stays open, and its day stays what it was. Raises `CaseError`."""
    _allow(session, task, by)
    if until_on <= day_of(now):
        raise CaseError(Problem.NOT_IN_FORCE, "until_on")
    task.defer_until_on = until_on


def finish(session: Session, task: Task, *, by: Actor, now: datetime) -> None:
    """Done by hand. Whoever was told by telephone is written down in the case too. Twice is once."""
    _allow(session, task, by)
    if task.done_at is not None:
        return
    if task.kind not in BY_HAND:
        raise CaseError(Problem.NOT_IN_FORCE)
    if task.kind == TaskKind.TELL_BY_PHONE and task.case_id is not None:
        told(session, session.get_one(Case, task.case_id), by=by, now=now, task_id=task.id)
        return
    task.done_at, task.done_by_id = now, by.account_id


def same_call(session: Session, task: Task) -> list[Task]:
    """The open pieces of news that one call tells together: to the same person about the same case, or to the same body."""
    if task.kind != TaskKind.TELL_BY_PHONE:
        return [task]
    wanted = select(Task).where(
        Task.kind == TaskKind.TELL_BY_PHONE,
        Task.centre_id == task.centre_id,
        Task.done_at.is_(None),
        Task.case_id == task.case_id,
        Task.authority_id == task.authority_id,
    )
    found = session.scalars(wanted.order_by(Task.id).limit(CALL_AT_MOST)).all()
    return [one for one in found if one.data.get("to") == task.data.get("to")] or [task]


def finish_call(session: Session, task: Task, up_to_id: int, *, by: Actor, now: datetime) -> None:
    """Told: all that stood on the page. News that came since stays."""
    for one in same_call(session, task):
        if one.id <= max(up_to_id, task.id):
            finish(session, one, by=by, now=now)


def _allow(session: Session, task: Task, by: Actor) -> None:
    if by.kind is not ActorKind.STAFF or by.centre_id != task.centre_id:
        raise NotAllowed(Act.NOTE, by)
    if task.case_id is not None:
        require(by, Act.NOTE, Facts(case_id=task.case_id, centre_id=session.get_one(Case, task.case_id).centre_id))
