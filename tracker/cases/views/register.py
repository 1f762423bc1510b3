"""The public register: public rows only, newest first. Reads nothing but what the public may see.

A row of a restricted case says kind, topic, raion, body and dates; a text appears only once it was released. The key of a
page is a public number, since the ids behind it would tell how many cases there are that nobody sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from tracker.cases.kinds import CaseState, Kind, Outcome, Release
from tracker.cases.lateness import (
    CLOCK_COLUMNS,
    Lateness,
    Standing,
    answer_status,
    late,
    lateness_of,
    past_convention,
    working_days_late,
)
from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.views.names import name_columns, read_name
from tracker.cases.views.paging import Page, cut
from tracker.directory.models import Authority, Territory, Topic

PAGE = 50
SHOWN = (Release.RELEASED, Release.REDACTED)


class LateFilter(StrEnum):
    """The two facts about lateness, each its own filter. Answered late is late."""

    LATE = "late"
    PAST_CONVENTION = "past_convention"


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """What the reader picked. `body_id`: a body that has or had the letter."""

    body_id: str | None = None
    topic_code: str | None = None
    oblast_code: str | None = None
    raion_code: str | None = None
    kind: Kind | None = None
    state: CaseState | None = None
    from_on: date | None = None
    to_on: date | None = None
    late: LateFilter | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One public row. `subject` is the released public copy, else empty."""

    number: str
    kind: Kind
    filed_on: date
    state: CaseState
    outcome: Outcome | None
    restricted: bool
    subject: str
    topic: str
    topic_code: str | None
    place: str
    body: str
    body_id: str | None
    lateness: Lateness
    working_days_late: int | None
    answered_on: date | None


def register_page(
    session: Session, filters: RegisterFilters, after: str | None, today: date, size: int = PAGE
) -> Page[RegisterRow]:
    """One page of the register. `after`: the number of the last row seen."""
    query = _rows(today).where(Case.public_row == true(), *_conditions(filters, today))
    if after:
        key = _key(session, after)
        if key is None:
            return Page(())
        query = query.where(tuple_(Case.filed_on, Case.id) < tuple_(*key))
    found = session.execute(query.order_by(Case.filed_on.desc(), Case.id.desc()).limit(size + 1)).all()
    shown, last = cut(found, size)
    return Page(tuple(_row(row, today) for row in shown), last.number if last else None)


def public_subject() -> ColumnElement[Any]:
    """The subject as the public may read it, NULL where it may not. Wants `CaseContent` joined."""
    return func.coalesce(CaseContent.public_subject, "").label("subject")


def join_public_content() -> ColumnElement[bool]:
    """The condition under which the public copy of a letter is joined at all."""
    return and_(
        CaseContent.case_id == Case.id,
        Case.restricted.is_(False),
        Case.released.is_(True),
        CaseContent.release.in_(SHOWN),
    )


def _rows(today: date) -> Select[Any]:
    return (
        select(
            Case.number, Case.kind, Case.filed_on, Case.state.label("case_state"), Case.outcome.label("case_outcome"),
            Case.restricted, Case.topic_code, Leg.authority_id, public_subject(), *CLOCK_COLUMNS,
            answer_status().label("answer_status"), working_days_late(today).label("working_days"),
            *name_columns(Topic, "topic"), *name_columns(Territory, "place"), *name_columns(Authority, "body"),
        )
        .outerjoin(Leg, Leg.id == Case.current_leg_id)
        .outerjoin(CaseContent, join_public_content())
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .outerjoin(Authority, Authority.id == Leg.authority_id)
    )  # fmt: skip


def _key(session: Session, number: str) -> tuple[Any, ...] | None:
    """Where a public row stands. The number of a case without one says nothing, as one that does not exist."""
    found = session.execute(select(Case.filed_on, Case.id).where(Case.number == number, Case.public_row == true()))
    row = found.first()
    return tuple(row) if row else None


def _conditions(filters: RegisterFilters, today: date) -> list[ColumnElement[bool]]:
    equal = {
        Case.topic_code: filters.topic_code,
        Case.oblast_code: filters.oblast_code,
        Case.raion_code: filters.raion_code,
        Case.kind: filters.kind,
        Case.state: filters.state,
    }
    conditions: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    if filters.from_on:
        conditions.append(Case.filed_on >= filters.from_on)
    if filters.to_on:
        conditions.append(Case.filed_on <= filters.to_on)
    if filters.body_id:
        conditions.append(_had_by(filters.body_id))
    if filters.late:
        conditions.append(late(today) if filters.late is LateFilter.LATE else past_convention(today))
    return conditions


def _had_by(body_id: str) -> ColumnElement[bool]:
    other = Leg.__table__.alias("had")
    left = or_(other.c.dispatched_at.is_not(None), other.c.received_on.is_not(None))
    return Case.id.in_(select(other.c.case_id).where(other.c.authority_id == body_id, left))


def _row(row: Row[Any], today: date) -> RegisterRow:
    has_leg = row.authority_id is not None
    lateness = lateness_of(row, today, today, row.answer_status) if has_leg else Lateness(Standing.NOT_DELIVERED, None)
    return RegisterRow(
        number=row.number,
        kind=Kind(row.kind),
        filed_on=row.filed_on,
        state=CaseState(row.case_state),
        outcome=Outcome(row.case_outcome) if row.case_outcome else None,
        restricted=row.restricted,
        subject=row.subject,
        topic=read_name(row, "topic"),
        topic_code=row.topic_code,
        place=read_name(row, "place"),
        body=read_name(row, "body"),
        body_id=row.authority_id,
        lateness=lateness,
        working_days_late=row.working_days if lateness.is_late else None,
        answered_on=row.answered_on,
    )
