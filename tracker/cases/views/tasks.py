"""What a centre has to do by hand: open tasks that are not put off, by their day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.orm import Session

from tracker.cases.kinds import TaskKind
from tracker.cases.models import Case, CaseContent, Task
from tracker.cases.views.board_sections import LAST_DAY, due_or_never, not_deferred
from tracker.cases.views.inside import CaseLine, case_columns, case_line
from tracker.cases.views.names import name_columns, read_name
from tracker.cases.views.paging import Bounded, Page, counts_up_to, cut, key_of, read_key
from tracker.directory.models import Authority, Territory, Topic

PAGE = 50
MOST = 100


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task. `text` is ready to be said, in the recipient's language; `case` is None where it is about no case."""

    id: int
    kind: TaskKind
    text: str
    data: Mapping[str, Any]
    urgent: bool
    created_at: datetime
    due_on: date | None
    leg_id: int | None
    message_id: int | None
    contact_id: int | None
    body: str
    body_id: str | None
    case: CaseLine | None


def tasks(
    session: Session, centre_id: str, today: date, kind: TaskKind | None = None, after: str | None = None, size: int = PAGE
) -> Page[TaskRow]:
    """Open tasks of a centre; one without a day comes last."""
    query = _rows(centre_id, today)
    if kind is not None:
        query = query.where(Task.kind == kind)
    key = read_key(after)
    if key:
        query = query.where(tuple_(due_or_never(), Task.id) > tuple_(*key))
    found = session.execute(query.order_by(due_or_never(), Task.id).limit(size + 1)).all()
    shown, last = cut(found, size)
    next_key = key_of(last.due_on or LAST_DAY, last.task_id) if last else None
    return Page(tuple(_row(row) for row in shown), next_key)


def task_counts(session: Session, centre_id: str, today: date) -> dict[TaskKind, Bounded]:
    """How many tasks of each kind are open, for the choice above the list. Kinds without any are left out."""
    open_ones = select(Task.id).where(Task.centre_id == centre_id, Task.done_at.is_(None), not_deferred(today))
    counted = counts_up_to(session, [open_ones.where(Task.kind == kind) for kind in TaskKind], MOST)
    return {kind: count for kind, count in zip(TaskKind, counted, strict=True) if count.value}


def _rows(centre_id: str, today: date) -> Select[Any]:
    return (
        select(
            Task.id.label("task_id"), Task.kind.label("task_kind"), Task.text, Task.data, Task.created_at, Task.due_on,
            Task.urgent.label("task_urgent"), Task.leg_id, Task.message_id, Task.contact_id, Task.authority_id,
            *case_columns(), *name_columns(Authority, "body"),
        )
        .outerjoin(Case, Case.id == Task.case_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .outerjoin(Authority, Authority.id == Task.authority_id)
        .where(Task.centre_id == centre_id, Task.done_at.is_(None), not_deferred(today))
    )  # fmt: skip


def _row(row: Row[Any]) -> TaskRow:
    return TaskRow(
        id=row.task_id,
        kind=TaskKind(row.task_kind),
        text=row.text,
        data=row.data or {},
        urgent=row.task_urgent or bool(row.urgent),
        created_at=row.created_at,
        due_on=row.due_on,
        leg_id=row.leg_id,
        message_id=row.message_id,
        contact_id=row.contact_id,
        body=read_name(row, "body"),
        body_id=row.authority_id,
        case=case_line(row) if row.case_id is not None else None,
    )
