"""The public register: public rows only, newest first. Reads nothing but what the public may see.

A row of a restricted case says kind, topic, raion, body and dates; a text appears only once it was released. The key of a
page is a public number, since the ids behind it would tell how many cases there are that nobody sees.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Row, Select, and_, bindparam, case, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from tracker.cases.kinds import PROVEN, CaseState, Kind, Outcome, Release
from tracker.cases.lateness import (
    CLOCK_COLUMNS,
    Lateness,
    Standing,
    answer_status,
    late,
    lateness_of,
    owed,
    past_convention,
    working_days_late,
)
from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.views.names import DAY, name_of
from tracker.cases.views.paging import SIZE, Bounded, Page, counting, cut, read_counts
from tracker.directory.models import Authority, Territory, Topic
from tracker.i18n import current_language
from tracker.store.rows import among, read_rows

PAGE = 50
SHOWN = (Release.RELEASED, Release.REDACTED)


class LateFilter(StrEnum):
    """The two facts about lateness, each its own filter. Answered late is late."""

    LATE = "late"
    PAST_CONVENTION = "past_convention"


class Owing(StrEnum):
    """How the present body stands to the letter: its answer is waited for, or it gave one (or its duty ended without)."""

    WAITING = "waiting"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """What the reader picked. `body_id`: a body that has or had the letter."""

    body_id: str | None = None
    topic_code: str | None = None
    oblast_code: str | None = None
    raion_code: str | None = None
    kind: Kind | None = None
    state: CaseState | None = None
    states: tuple[CaseState, ...] = ()  # any of these
    from_on: date | None = None
    to_on: date | None = None
    late: LateFilter | None = None
    owing: Owing | None = None  # of `body_id`, by the same rule as its figures


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
    given = {field: value for field, value in asdict(filters).items() if value}
    owing = given.pop("owing", None)
    values: dict[str, Any] = {**given, "today": today, "size": size + 1}
    if after:
        key = _key(session, after)
        if key is None:
            return Page(())
        values |= {"key_on": key[0], "key_id": key[1]}
    query = _query(current_language(), tuple(given), given.get("late"), bool(after), owing)
    shown, last = cut(read_rows(session, query, values), size)
    return Page(tuple(_row(row, today) for row in shown), last.number if last else None)


def register_count(session: Session, filters: RegisterFilters, today: date, most: int) -> Bounded:
    """How many rows the filters find, bounded."""
    given = {field: value for field, value in asdict(filters).items() if value}
    query = _count_query(tuple(given), given.get("late"), most)
    return read_counts(session, query, {**given, "today": today}, most)[0]


@lru_cache(maxsize=256)
def _query(
    language: str, given: tuple[str, ...], late_filter: LateFilter | None, deeper: bool, owing: Owing | None = None
) -> Select[Any]:
    """The statement for one choice of filters, built once: building it costs more than running it."""
    query = _narrowed(_rows(language), given, late_filter)
    if owing:
        query = query.where(Leg.authority_id == bindparam("body_id"), OWING[owing])
    if deeper:
        key = tuple_(bindparam("key_on", type_=Date), bindparam("key_id", type_=Integer))
        query = query.where(tuple_(Case.filed_on, Case.id) < key)
    return query.order_by(Case.filed_on.desc(), Case.id.desc()).limit(SIZE)


@lru_cache(maxsize=256)
def _count_query(given: tuple[str, ...], late_filter: LateFilter | None, most: int) -> Select[Any]:
    rows = select(Case.id)
    if late_filter:
        rows = rows.join(Leg, Leg.id == Case.current_leg_id)
    return counting([_narrowed(rows, given, late_filter)], most)


def _narrowed(query: Select[Any], given: tuple[str, ...], late_filter: LateFilter | None) -> Select[Any]:
    query = query.where(Case.public_row == true(), *(CONDITIONS[field] for field in given if field != "late"))
    if late_filter:
        query = query.where(late(DAY) if late_filter is LateFilter.LATE else past_convention(DAY))
    return query


def public_subject() -> ColumnElement[Any]:
    """The subject as the public may read it, else empty. Wants `CaseContent` joined by its key alone: a condition on the
    release inside the join would send PostgreSQL through the whole table.
    """
    shown = and_(Case.restricted.is_(False), Case.released.is_(True), among(CaseContent.release, SHOWN))
    return func.coalesce(case((shown, CaseContent.public_subject), else_=""), "").label("subject")


def _rows(language: str) -> Select[Any]:
    return (
        select(
            Case.number, Case.kind, Case.filed_on, Case.state.label("case_state"), Case.outcome.label("case_outcome"),
            Case.restricted, Case.topic_code, Leg.authority_id, public_subject(), *CLOCK_COLUMNS,
            answer_status().label("answer_status"), working_days_late(DAY).label("working_days"),
            name_of(Topic, language).label("topic"), name_of(Territory, language).label("place"),
            name_of(Authority, language).label("body"),
        )
        .outerjoin(Leg, Leg.id == Case.current_leg_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .outerjoin(Authority, Authority.id == Leg.authority_id)
    )  # fmt: skip


def _key(session: Session, number: str) -> tuple[Any, ...] | None:
    """Where a public row stands. The number of a case without one says nothing, as one that does not exist."""
    found = session.execute(select(Case.filed_on, Case.id).where(Case.number == number, Case.public_row == true()))
    row = found.first()
    return tuple(row) if row else None


def _had_by_body() -> ColumnElement[bool]:
    other = Leg.__table__.alias("had")
    left = or_(other.c.dispatched_at.is_not(None), other.c.received_on.is_not(None))
    return Case.id.in_(select(other.c.case_id).where(other.c.authority_id == bindparam("body_id"), left))


CONDITIONS: dict[str, ColumnElement[bool]] = {
    "body_id": _had_by_body(),
    "topic_code": Case.topic_code == bindparam("topic_code"),
    "oblast_code": Case.oblast_code == bindparam("oblast_code"),
    "raion_code": Case.raion_code == bindparam("raion_code"),
    "kind": Case.kind == bindparam("kind"),
    "state": Case.state == bindparam("state"),
    "states": Case.state.in_(bindparam("states", expanding=True)),
    "from_on": Case.filed_on >= bindparam("from_on"),
    "to_on": Case.filed_on <= bindparam("to_on"),
}


OWING: dict[Owing, ColumnElement[bool]] = {
    Owing.WAITING: and_(among(Leg.proof, sorted(PROVEN)), owed()), Owing.OVER: Leg.ended_on.is_not(None),
}  # fmt: skip


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
        topic=row.topic,
        topic_code=row.topic_code,
        place=row.place,
        body=row.body,
        body_id=row.authority_id,
        lateness=lateness,
        working_days_late=row.working_days if lateness.is_late else None,
        answered_on=row.answered_on,
    )
