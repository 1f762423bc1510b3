"""The centre writes in its own name, and somebody stands behind it. What he writes goes to the centre first.

A reply with a name in it, or a photo of his own yard, would tell the body who he is. So his words and files are held; the
centre takes out what shows him and passes them on, or gives them back with a reason. Nothing else of the procedure waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.kinds import Sender, TaskKind
from tracker.cases.models import Case, CaseFile, Leg, Message, Task
from tracker.cases.permissions import require
from tracker.cases.recording import Words, add_task, allow, facts_of, finish_tasks, record
from tracker.clock import day_of
from tracker.files.models import StoredFile
from tracker.people.actor import Actor

MOST = 50


def is_hidden(case: Case, by: Actor) -> bool:
    """The words of a person whom the body must not learn of."""
    return case.sender == Sender.CENTRE and by.is_applicant


def hold(
    session: Session, case: Case, leg: Leg | None, *, by: Actor, now: datetime, text: str, file_ids: tuple[int, ...] = ()
) -> None:
    """Kept for the centre. One task, however much he writes."""
    require(by, Act.WRITE, facts_of(case, leg))
    if _open_task(session, case) is None:
        add_task(session, case, TaskKind.PASS_ON, now, leg_id=leg.id if leg else None, due_on=day_of(now))
    record(session, case, EventType.WORDS_HELD, by, now, leg=leg, words=Words(MessageKind.HELD, text, file_ids=file_ids))


def held(session: Session, case: Case) -> Sequence[Message]:
    """What waits for the centre."""
    task = _open_task(session, case)
    if task is None:
        return ()
    waiting = select(Message).where(
        Message.case_id == case.id, Message.kind == MessageKind.HELD, Message.created_at >= task.created_at
    )
    return session.scalars(waiting.order_by(Message.id).limit(MOST)).all()


def held_files(session: Session, case: Case) -> Sequence[StoredFile]:
    """The files that came with it."""
    ids = [message.id for message in held(session, case)]
    files = select(StoredFile).join(CaseFile, CaseFile.file_id == StoredFile.id)
    return session.scalars(files.where(CaseFile.message_id.in_(ids)).order_by(CaseFile.id).limit(MOST)).all()


def check_held(session: Session, case: Case, file_ids: Sequence[int]) -> None:
    """Something waits, and only files of it go along. Raises `CaseError`."""
    if not held(session, case) or not set(file_ids) <= {file.id for file in held_files(session, case)}:
        raise CaseError(Problem.NOT_IN_FORCE)


def give_back(session: Session, case: Case, *, by: Actor, now: datetime, reason: str) -> None:
    """Not passed on: he reads why, and can write again. The body learns nothing of it."""
    allow(Act.NOTE, case, by)
    check_held(session, case, ())
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    settle(session, case, by, now)
    words = Words(MessageKind.REASON, reason.strip())
    record(session, case, EventType.WORDS_RETURNED, by, now, leg=case.current_leg, words=words)


def settle(session: Session, case: Case, by: Actor, now: datetime) -> None:
    """The centre has decided on what waited."""
    finish_tasks(session, case, TaskKind.PASS_ON, by, now)


def _open_task(session: Session, case: Case) -> Task | None:
    wanted = select(Task).where(Task.case_id == case.id, Task.kind == TaskKind.PASS_ON, Task.done_at.is_(None))
    return session.scalar(wanted.order_by(Task.id).limit(1))
