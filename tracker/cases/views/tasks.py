"""What a centre has to do by hand: open tasks that are not put off, by their day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.cases.kinds import TaskKind
from tracker.cases.models import Case, CaseContent, Task
from tracker.cases.views.board_sections import LAST_DAY, due_or_never, not_deferred
from tracker.cases.views.inside import CaseLine, case_columns, case_line
from tracker.cases.views.names import DAY, name_of
from tracker.cases.views.paging import SIZE, Bounded, Page, after_key, counting, cut, key_of, read_counts, read_key
from tracker.directory.models import Authority, Territory, Topic
from tracker.i18n import current_language
from tracker.store.rows import read_rows

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
    values: dict[str, Any] = {"centre": centre_id, "today": today, "kind": kind, "size": size + 1}
    key = read_key(after)
    if key:
        values |= {"key_on": key[0], "key_id": key[1]}
    query = _query(current_language(), kind is not None, key is not None)
    shown, last = cut(read_rows(session, query, values), size)
    next_key = key_of(last.due_on or LAST_DAY, last.task_id) if last else None
    return Page(tuple(_row(row) for row in shown), next_key)


def task_counts(session: Session, centre_id: str, today: date) -> dict[TaskKind, Bounded]:
    """How many tasks of each kind are open, for the choice above the list. Kinds without any are left out."""
    counted = read_counts(session, _counts(), {"centre": centre_id, "today": today}, MOST)
    return {kind: count for kind, count in zip(TaskKind, counted, strict=True) if count.value}


def _open() -> list[ColumnElement[bool]]:
    return [Task.centre_id == bindparam("centre"), Task.done_at.is_(None), not_deferred(DAY)]


@lru_cache(maxsize=1)
def _counts() -> Select[Any]:
    return counting([select(Task.id).where(*_open(), Task.kind == kind) for kind in TaskKind], MOST)


@lru_cache(maxsize=32)
def _query(language: str, one_kind: bool, deeper: bool) -> Select[Any]:
    """The page is found among the tasks alone; what its rows say is joined to these few."""
    page = _page(one_kind, deeper)
    return (
        select(
            Task.id.label("task_id"), Task.kind.label("task_kind"), Task.text, Task.data, Task.created_at, Task.due_on,
            Task.urgent.label("task_urgent"), Task.leg_id, Task.message_id, Task.contact_id, Task.authority_id,
            *case_columns(language), name_of(Authority, language).label("body"),
        )
        .join(page, page.c.id == Task.id)
        .outerjoin(Case, Case.id == Task.case_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .outerjoin(Authority, Authority.id == Task.authority_id)
        .order_by(page.c.day, page.c.id)
    )  # fmt: skip


def _page(one_kind: bool, deeper: bool) -> Subquery:
    query = select(Task.id, due_or_never().label("day")).where(*_open())
    if one_kind:
        query = query.where(Task.kind == bindparam("kind"))
    if deeper:
        query = query.where(after_key(due_or_never(), Task.id))
    return query.order_by(due_or_never(), Task.id).limit(SIZE).subquery()


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
        body=row.body,
        body_id=row.authority_id,
        case=case_line(row) if row.case_id is not None else None,
    )
