"""The board of a centre: what is lost if it is not done today, first. Bounded, with the same few statements always."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, func, literal, not_, select, tuple_, union_all
from sqlalchemy.orm import Session

from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.views.board_sections import SECTIONS, Rows, Scope, Section
from tracker.cases.views.inside import (
    CaseLine,
    LegLine,
    case_columns,
    case_line,
    leg_columns,
    leg_line,
    soon_until,
)
from tracker.cases.views.paging import Bounded, Page, counts_up_to, cut, key_of, read_key
from tracker.directory.models import Authority, Centre, Territory, Topic

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
    scope = _scope(session, centre_id, viewer_centre_id)
    soon_on = soon_until(session, today)
    builds = [(section, build(scope, today, soon_on)) for section, build in SECTIONS.items()]
    picks = union_all(*(_first(section, rows, scope, size + 1) for section, rows in builds))
    picked = session.execute(picks).all()
    lines = _lines(session, picked, today, soon_on)
    counts = _counts(session, scope, [rows for _, rows in builds])
    return tuple(
        BoardSection(section, _page([row for row in picked if row.section == section], size, lines), *counts[place])
        for place, (section, _) in enumerate(builds)
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
    scope = _scope(session, centre_id, viewer_centre_id)
    soon_on = soon_until(session, today)
    rows = SECTIONS[section](scope, today, soon_on).where(*scope.visible())
    key = read_key(after)
    if key:
        day, row_id = rows.selected_columns[0].element, rows.selected_columns[1].element  # type: ignore[attr-defined]
        rows = rows.where(tuple_(day, row_id) > tuple_(*key))
    picked = session.execute(_ordered(rows, size + 1)).all()
    return _page(picked, size, _lines(session, picked, today, soon_on))


def _scope(session: Session, centre_id: str | None, viewer_centre_id: str | None) -> Scope:
    if centre_id is not None:
        return Scope(centre_id, viewer_centre_id or centre_id, ())
    return Scope(None, viewer_centre_id, tuple(session.scalars(select(Centre.id).order_by(Centre.id))))


def _ordered(rows: Rows, limit: int) -> Rows:
    return rows.order_by(rows.selected_columns[0], rows.selected_columns[1]).limit(limit)


def _first(section: Section, rows: Rows, scope: Scope, limit: int) -> Rows:
    """The first rows as a part of a union; SQLite wants the limit inside a subquery."""
    inner = _ordered(rows.where(*scope.visible()), limit).subquery()
    return select(literal(section.value).label("section"), *inner.c)


def _counts(session: Session, scope: Scope, builds: Sequence[Rows]) -> list[tuple[Bounded, Bounded]]:
    """Seen and unseen of each section."""
    visible = scope.visible()
    seen = counts_up_to(session, [rows.where(*visible) for rows in builds], MOST)
    if not visible:
        return [(count, NONE) for count in seen]
    unseen = counts_up_to(session, [rows.where(not_(and_(*visible))) for rows in builds], MOST)
    return list(zip(seen, unseen, strict=True))


def _lines(
    session: Session, picked: Sequence[Row[Any]], today: date, soon_on: date
) -> dict[tuple[int, int | None], BoardRow]:
    """What the rows say, for all sections in one statement."""
    case_ids = sorted({row.case_id for row in picked})
    leg_ids = sorted({row.leg_id for row in picked if row.leg_id is not None})
    if not case_ids:
        return {}
    query = (
        select(*case_columns(), *leg_columns(today))
        .select_from(Case)
        .outerjoin(Leg, and_(Leg.case_id == Case.id, Leg.id.in_(leg_ids)))
        .outerjoin(Authority, Authority.id == Leg.authority_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .where(Case.id.in_(case_ids))
    )
    return {(row.case_id, row.leg_id): _line(row, today, soon_on) for row in session.execute(query)}


def _line(row: Row[Any], today: date, soon_on: date) -> BoardRow:
    leg = leg_line(row, today, soon_on) if row.leg_id is not None else None
    return BoardRow(row.filed_on, case_line(row), leg)


def _page(picked: Sequence[Row[Any]], size: int, lines: dict[tuple[int, int | None], BoardRow]) -> Page[BoardRow]:
    shown, last = cut(picked, size)
    found = ((row, lines.get((row.case_id, row.leg_id))) for row in shown)
    rows = tuple(BoardRow(row.day, line.case, line.leg) for row, line in found if line is not None)
    return Page(rows, key_of(last.day, last.row_id) if last else None)
