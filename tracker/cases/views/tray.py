"""The officer's tray: every letter that his body owes something on, with the reason.

First what is urgent, then what is late, then the rest; in each by the day of the next duty. A duty without a legal day, such
as a receipt to confirm, can be old and still press nobody: it does not stand above an answer that is late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.cases.duties_of import UNDATED, Duty, DutyCode
from tracker.cases.kinds import Review
from tracker.cases.lateness import Standing, due_today, owed_late
from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.views.inside import (
    CaseLine,
    LegLine,
    case_columns,
    case_line,
    leg_columns,
    leg_line,
    soon_until,
)
from tracker.cases.views.names import DAY, name_of
from tracker.cases.views.paging import SIZE, Bounded, Page, after_key, counting, cut, key_of, read_counts, read_key
from tracker.directory.models import Authority, Territory, Topic, Unit
from tracker.i18n import current_language
from tracker.people.actor import Actor, ActorKind
from tracker.store.rows import read_rows

PAGE = 50
MOST = 100


class Show(StrEnum):
    """Which of the letters the page lists; the counts are always of all."""

    ALL = "all"
    MINE = "mine"
    UNIT = "unit"
    UNCLAIMED = "unclaimed"


class Urgency(StrEnum):
    """How pressing the row is, for its colour and its words."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    CALM = "calm"


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A letter and what is to be done next. `unclaimed`: with the body, and nobody has taken it."""

    case: CaseLine
    leg: LegLine
    duty: Duty
    urgency: Urgency
    unclaimed: bool
    mine: bool
    reopened: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Tray:
    """One page of the tray, and what of the whole is pressing."""

    page: Page[TrayRow]
    owed: Bounded
    late: Bounded
    today: Bounded
    unclaimed: Bounded


def tray(
    session: Session, actor: Actor, today: date, after: str | None = None, size: int = PAGE, show: Show = Show.ALL
) -> Tray:
    """The tray of an officer or head. An officer of a unit has his unit's letters; others hand them to it."""
    soon_on = soon_until(session, today)
    one_unit = actor.unit_id is not None and actor.kind is not ActorKind.HEAD
    values: dict[str, Any] = {
        "today": today, "body": actor.authority_id, "unit": actor.unit_id, "post": actor.post_id, "size": size + 1,
    }  # fmt: skip
    first, key = _read_key(after)
    if key:
        values |= {"key_on": key[0], "key_id": key[1]}
    found = read_rows(session, _query(current_language(), one_unit, show, first, key is not None), values)
    shown, last = cut(found, size)
    rows = tuple(_row(row, actor, today, soon_on) for row in shown)
    counts = read_counts(session, _counts(one_unit), values, MOST)
    return Tray(Page(rows, f"{last.band}.{key_of(last.next_on, last.leg_id)}" if last else None), *counts)


def _read_key(after: str | None) -> tuple[int, tuple[date, int] | None]:
    """The band in which the page begins, and the row after which: `1.20261207.4711`. From the top for anything else."""
    band, _, rest = (after or "").partition(".")
    key = read_key(rest) if band in {str(one) for one in range(len(BANDS))} else None
    return (int(band), key) if key else (0, None)


def _of_body(one_unit: bool) -> list[ColumnElement[bool]]:
    """Which open letters are this actor's. Nothing reaches a body before the first look."""
    mine = [Leg.authority_id == bindparam("body"), Leg.next_on.is_not(None), Case.review == Review.PASSED]
    return [*mine, Leg.unit_id == bindparam("unit")] if one_unit else mine


UNCLAIMED = and_(Leg.post_id.is_(None), Leg.received_on.is_not(None))
SHOW: dict[Show, ColumnElement[bool]] = {
    Show.ALL: true(),
    Show.MINE: Leg.post_id == bindparam("post"),
    Show.UNIT: Leg.unit_id == bindparam("unit"),
    Show.UNCLAIMED: UNCLAIMED,
}
NOT_REGISTERED_IN_TIME = and_(
    Leg.registered_on.is_(None), Leg.next_on == Leg.registration_due_on, Leg.registration_due_on < DAY
)
IS_LATE = case((or_(owed_late(DAY), NOT_REGISTERED_IN_TIME), 1), else_=0)
BANDS: tuple[ColumnElement[bool], ...] = (
    Case.urgent == true(),
    and_(Case.urgent == false(), IS_LATE == 1),
    and_(Case.urgent == false(), IS_LATE == 0),
)
"""What comes first: people in danger, then what is late, then the rest. Every letter is in one of them."""


def _in_order(one_unit: bool, show: Show, first: int, deeper: bool) -> Subquery:
    """The ids of one page, band by band, so that each is read by the index of the tray and no further than a page."""
    parts = []
    for band in range(first, len(BANDS)):
        rows = select(literal_column(str(band), Integer).label("band"), Leg.next_on.label("on"), Leg.id.label("leg_id"))
        rows = rows.join(Case, Case.id == Leg.case_id).where(*_of_body(one_unit), SHOW[show], BANDS[band])
        if deeper and band == first:
            rows = rows.where(after_key(Leg.next_on, Leg.id))
        parts.append(select(rows.order_by(Leg.next_on, Leg.id).limit(SIZE).subquery()))
    return union_all(*parts).subquery()


@lru_cache(maxsize=96)
def _query(language: str, one_unit: bool, show: Show, first: int, deeper: bool) -> Select[Any]:
    page = _in_order(one_unit, show, first, deeper)
    return (
        select(*case_columns(language), *leg_columns(language), name_of(Unit, language).label("unit"), page.c.band)
        .select_from(page)
        .join(Leg, Leg.id == page.c.leg_id)
        .join(Case, Case.id == Leg.case_id)
        .join(Authority, Authority.id == Leg.authority_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .outerjoin(Unit, Unit.id == Leg.unit_id)
        .order_by(page.c.band, page.c.on, page.c.leg_id)
        .limit(SIZE)
    )


@lru_cache(maxsize=2)
def _counts(one_unit: bool) -> Select[Any]:
    legs = select(Leg.id).join(Case, Case.id == Leg.case_id).where(*_of_body(one_unit))
    wanted = (
        legs,
        legs.where(owed_late(DAY)),
        legs.where(due_today(DAY)),
        legs.where(UNCLAIMED),
    )
    return counting(wanted, MOST)


def _row(row: Row[Any], actor: Actor, today: date, soon_on: date) -> TrayRow:
    leg = leg_line(row, today, soon_on)
    assert leg.duty is not None
    return TrayRow(
        case=case_line(row),
        leg=leg,
        duty=leg.duty,
        urgency=urgency_of(leg, today, soon_on),
        unclaimed=leg.post_id is None and leg.received_on is not None,
        mine=leg.post_id is not None and leg.post_id == actor.post_id,
        reopened=row.reopened_on is not None,
        unit=row.unit,
    )


def urgency_of(leg: LegLine, today: date, soon_on: date) -> Urgency:
    """The answer's date first, then the day of the next duty. A duty without a legal day presses nobody."""
    if leg.lateness.is_late and leg.lateness.standing not in {Standing.ANSWERED_LATE, Standing.ANSWERED_LATE_CHECKING}:
        return Urgency.LATE
    duty = leg.duty
    days = [leg.lateness.due_on] if leg.lateness.standing in {Standing.DUE_TODAY, Standing.DUE_SOON} else []
    if duty and duty.code not in UNDATED | {DutyCode.AWAIT_APPLICANT, DutyCode.WINDOW_PASSED, DutyCode.ANSWER_AGAIN}:
        days.append(duty.on)
    first = min((day for day in days if day), default=None)
    if first is None or first > soon_on:
        return Urgency.CALM
    if first < today:
        return Urgency.LATE if duty and duty.code is DutyCode.REGISTER else Urgency.TODAY
    return Urgency.TODAY if first == today else Urgency.SOON
