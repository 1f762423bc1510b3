"""What a body is done with: its answered, passed on and closed letters, newest first. And a letter found by a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from tracker.cases.kinds import LegState, Outcome, Review
from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.reference import read_number
from tracker.cases.views.inside import CaseLine, case_columns, case_line
from tracker.cases.views.paging import Page, cut
from tracker.directory.models import Territory, Topic
from tracker.people.actor import Actor, ActorKind

PAGE = 50
MOST_FOUND = 10
SETTLED = (LegState.ANSWERED, LegState.TRANSFERRED, LegState.CLOSED)


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A letter of this body. `ended_on`: the day its duty stopped running, None while it still owes."""

    case: CaseLine
    state: LegState
    outcome: Outcome | None
    ended_on: date | None
    incoming_number: str
    outgoing_number: str


def settled(session: Session, actor: Actor, after: str | None = None, size: int = PAGE) -> Page[SettledRow]:
    """By the moment at which the letter came to the body, newest first: the order that an index serves."""
    query = _rows(actor).where(Leg.state.in_(SETTLED)).order_by(Leg.opened_at.desc(), Leg.id.desc())
    key = _read_key(after)
    if key:
        query = query.where(tuple_(Leg.opened_at, Leg.id) < tuple_(*key))
    shown, last = cut(session.execute(query.limit(size + 1)).all(), size)
    return Page(tuple(_row(row) for row in shown), _key_of(last.opened_at, last.leg_id) if last else None)


def found(session: Session, actor: Actor, typed: str) -> Sequence[SettledRow]:
    """The letters of this body with this number, ours or its own, whatever their state."""
    wanted = [Leg.incoming_number == typed, Leg.outgoing_number == typed]
    number = read_number(typed)
    if number:
        wanted.append(Case.number == number)
    query = _rows(actor).where(or_(*wanted)).order_by(Leg.opened_at.desc(), Leg.id.desc()).limit(MOST_FOUND)
    return tuple(_row(row) for row in session.execute(query))


def _rows(actor: Actor) -> Select[Any]:
    query = (
        select(
            *case_columns(), Leg.id.label("leg_id"), Leg.state, Leg.outcome, Leg.ended_on, Leg.opened_at,
            Leg.incoming_number, Leg.outgoing_number,
        )
        .select_from(Leg)
        .join(Case, Case.id == Leg.case_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .where(Leg.authority_id == actor.authority_id, Case.review == Review.PASSED, _came_here())
    )  # fmt: skip
    if actor.unit_id is not None and actor.kind is not ActorKind.HEAD:
        return query.where(Leg.unit_id == actor.unit_id)
    return query


def _came_here() -> ColumnElement[bool]:
    """A body that was replaced before the letter went to it never had it, and does not learn of it afterwards."""
    return or_(Leg.state != LegState.TRANSFERRED, Leg.dispatched_at.is_not(None), Leg.received_on.is_not(None))


def _row(row: Row[Any]) -> SettledRow:
    """Of a letter that was passed on the subject is not shown any more: the body has no need of it."""
    line = case_line(row)
    if row.state == LegState.TRANSFERRED:
        line = replace(line, subject="")
    return SettledRow(
        line, LegState(row.state), Outcome(row.outcome) if row.outcome else None, row.ended_on,
        row.incoming_number or "", row.outgoing_number or "",
    )  # fmt: skip


def _key_of(at: datetime, leg_id: int) -> str:
    return f"{int(at.timestamp())}.{leg_id}"


def _read_key(text: str | None) -> tuple[datetime, int] | None:
    """The moment and id of a key from an address; None for whatever is not one."""
    second, _, leg_id = (text or "").partition(".")
    if not (second.isascii() and second.isdigit() and leg_id.isascii() and leg_id.isdigit()) or len(second) > 10:
        return None
    return datetime.fromtimestamp(int(second), UTC), min(int(leg_id[:18]), 2**62)
