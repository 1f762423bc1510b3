"""The board of a centre: what is lost if it is not done today, first. Bounded, with the same few statements always."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, literal, not_, select, union_all
from sqlalchemy.orm import Session

from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.views.board_sections import CLOCK_RUNS, SECTIONS, Rows, Scope, Section, day_values
from tracker.cases.views.inside import (
    CaseLine,
    LegLine,
    case_columns,
    case_line,
    leg_columns,
    leg_line,
    soon_until,
)
from tracker.cases.views.paging import SIZE, Bounded, Page, after_key, counting, cut, key_of, read_counts, read_key
from tracker.directory.models import Authority, Centre, Territory, Topic
from tracker.i18n import current_language
from tracker.store.rows import read_rows

PAGE = 50
ON_BOARD = 8
MOST = 100
NONE = Bounded(0)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A case in a section. `on`: since when it waits, or the day that counts there."""

    on: date
    case: CaseLine
    leg: LegLine | None


@dataclass(frozen=True, slots=True)
class BoardSection:
    """A section: its first rows, how many there are, and how many of other centres are not shown."""

    section: Section
    page: Page[BoardRow]
    count: Bounded
    hidden: Bounded


def board(
    session: Session, centre_id: str | None, today: date, *, viewer_centre_id: str | None = None, size: int = ON_BOARD
) -> tuple[BoardSection, ...]:
    """The board of `centre_id`, or of all centres (None) as `viewer_centre_id` may see them.

    Without `viewer_centre_id` the reader sits in the centre whose board it is.
    """
    scope, values = _scope(session, centre_id, viewer_centre_id, today)
    picked = read_rows(session, _picks(scope, size), values)
    lines = _lines(session, picked, today, values["soon"])
    counts = _counts(session, scope, values)
    return tuple(
        BoardSection(section, _page([row for row in picked if row.section == section], size, lines), *counts[place])
        for place, section in enumerate(SECTIONS)
    )


def section_page(
    session: Session,
    section: Section,
    centre_id: str | None,
    today: date,
    after: str | None = None,
    *,
    viewer_centre_id: str | None = None,
    size: int = PAGE,
) -> Page[BoardRow]:
    """One section in full, page by page."""
    scope, values = _scope(session, centre_id, viewer_centre_id, today)
    key = read_key(after)
    values |= {"size": size + 1, **({"key_on": key[0], "key_id": key[1]} if key else {})}
    picked = read_rows(session, _section_query(section, scope, key is not None), values)
    return _page(picked, size, _lines(session, picked, today, values["soon"]))


def _scope(
    session: Session, centre_id: str | None, viewer_centre_id: str | None, today: date
) -> tuple[Scope, dict[str, Any]]:
    values: dict[str, Any] = {**day_values(today, soon_until(session, today)), "centre": centre_id}
    values["viewer"] = viewer_centre_id or centre_id or ""
    if centre_id is not None:
        return Scope.OWN if values["viewer"] == centre_id else Scope.OTHER, values
    return Scope.ALL, {**values, "centres": list(session.scalars(select(Centre.id).order_by(Centre.id)))}


def _key(rows: Rows) -> tuple[Any, Any, Any]:
    """The columns of a section for its day, its key and its case."""
    day, row_id, case_id = (column.element for column in list(rows.selected_columns)[:3])  # type: ignore[attr-defined]
    return day, row_id, case_id


def _ordered(section: Section, rows: Rows) -> Rows:
    """By day. Where the clock runs the index begins with `ended_on`, which is empty there: PostgreSQL wants it named."""
    day, row_id, _ = _key(rows)
    return rows.order_by(*((Leg.ended_on,) if section in CLOCK_RUNS else ()), day, row_id)


def _seen(section: Section, scope: Scope, seen: bool = True) -> Rows:
    """What of a section the reader may see; or, not `seen`, what he may only count."""
    rows = SECTIONS[section](scope)
    visible = scope.visible(_key(rows)[2])
    return rows if visible is None else rows.where(visible if seen else not_(visible))


@lru_cache(maxsize=64)
def _section_query(section: Section, scope: Scope, deeper: bool) -> Rows:
    rows = _seen(section, scope)
    if deeper:
        day, row_id, _ = _key(rows)
        rows = rows.where(after_key(day, row_id))
    return _ordered(section, rows).limit(SIZE)


@lru_cache(maxsize=16)
def _picks(scope: Scope, size: int) -> Any:
    """The first rows of every section in one statement; SQLite wants each limit inside a subquery."""
    parts = []
    for section in SECTIONS:
        first = _ordered(section, _seen(section, scope)).limit(size + 1).subquery()
        parts.append(select(literal(section.value).label("section"), *first.c))
    return union_all(*parts)


@lru_cache(maxsize=8)
def _counts_query(scope: Scope, seen: bool) -> Rows:
    return counting([_seen(section, scope, seen) for section in SECTIONS], MOST)


def _counts(session: Session, scope: Scope, values: dict[str, Any]) -> list[tuple[Bounded, Bounded]]:
    """Seen and unseen of each section."""
    seen = read_counts(session, _counts_query(scope, True), values, MOST)
    if scope is Scope.OWN:
        return [(count, NONE) for count in seen]
    unseen = read_counts(session, _counts_query(scope, False), values, MOST)
    return list(zip(seen, unseen, strict=True))


@lru_cache(maxsize=8)
def _lines_query(language: str) -> Rows:
    return (
        select(*case_columns(language), *leg_columns(language))
        .select_from(Case)
        .outerjoin(Leg, and_(Leg.case_id == Case.id, Leg.id.in_(bindparam("legs", expanding=True))))
        .outerjoin(Authority, Authority.id == Leg.authority_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .where(Case.id.in_(bindparam("cases", expanding=True)))
    )


def _lines(
    session: Session, picked: Sequence[Row[Any]], today: date, soon_on: date
) -> dict[tuple[int, int | None], BoardRow]:
    """What the rows say, for all sections in one statement."""
    case_ids = sorted({row.case_id for row in picked})
    leg_ids = sorted({row.leg_id for row in picked if row.leg_id is not None})
    if not case_ids:
        return {}
    values = {"today": today, "cases": case_ids, "legs": leg_ids}
    found = read_rows(session, _lines_query(current_language()), values)
    lines = {(row.case_id, row.leg_id): _line(row, today, soon_on) for row in found}
    return lines | {(case_id, None): line for (case_id, leg_id), line in lines.items() if leg_id is not None}


def _line(row: Row[Any], today: date, soon_on: date) -> BoardRow:
    leg = leg_line(row, today, soon_on) if row.leg_id is not None else None
    return BoardRow(row.filed_on, case_line(row), leg)


def _page(picked: Sequence[Row[Any]], size: int, lines: dict[tuple[int, int | None], BoardRow]) -> Page[BoardRow]:
    shown, last = cut(picked, size)
    found = ((row, lines.get((row.case_id, row.leg_id))) for row in shown)
    rows = tuple(BoardRow(row.day, line.case, line.leg) for row, line in found if line is not None)
    return Page(rows, key_of(last.day, last.row_id) if last else None)
