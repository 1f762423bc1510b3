"""Which open cases a change of the law would concern. Only looked at: a leg keeps the version of its start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.kinds import PROVEN
from tracker.cases.models import Case, Leg
from tracker.law.calendar import Calendar
from tracker.law.deadlines import answer_due, extended_due, is_extension_in_time
from tracker.law.errors import LawError
from tracker.law.regimes import Regime, regime_for
from tracker.law.versions import Change, What

LOOKED_AT = 1000
LISTED = 30


@dataclass(frozen=True, slots=True)
class Concerned:
    """An open duty: its date, which stays, and what the changed law would give for the same letter."""

    number: str
    received_on: date
    due_on: date | None
    would_be: date | None


@dataclass(frozen=True, slots=True)
class Effect:
    """`differ`: how many of those looked at would have another date if they came now."""

    open_cases: int
    more: bool
    differ: int
    listed: tuple[Concerned, ...]


def effect_of(session: Session, change: Change, changed: Sequence[Regime]) -> Effect:
    """`changed`: the laws as they would be. A ground moves no date, so it concerns none."""
    ids = _concerned_ids(changed, change)
    if change.what in (What.GROUND, What.NEW_GROUND) or not ids:
        return Effect(0, False, 0, ())
    wanted = (
        select(Leg.received_on, Leg.registered_on, Leg.extended_on, Leg.first_due_on, Leg.answer_due_on, Case.number, Case.kind)
        .join(Case, Case.id == Leg.case_id)
        .where(
            Leg.ended_on.is_(None), Leg.regime_id.in_(ids), Leg.proof.in_(sorted(PROVEN)), Leg.clock_from_leg_id.is_(None),
            *([Leg.received_on >= change.valid_from] if change.valid_from else []),
            *([Leg.received_on <= change.valid_to] if change.valid_to else []),
            *([Case.kind == change.kind] if change.kind else []),
        )
        .order_by(Leg.answer_due_on, Leg.id).limit(LOOKED_AT + 1)
    )  # fmt: skip
    calendar = lawbook.current_calendar(session)
    rows = session.execute(wanted).all()
    found = [_concerned(row, changed, calendar) for row in rows[:LOOKED_AT]]
    differ = [one for one in found if one.would_be != one.due_on]
    return Effect(len(found), len(rows) > LOOKED_AT, len(differ), tuple((differ or found)[:LISTED]))


def _concerned_ids(changed: Sequence[Regime], change: Change) -> list[str]:
    """All versions of the law, and of the one it amends: an open duty may have kept any of them."""
    amended = {row.amends for row in changed if row.family == change.regime_id and row.amends}
    families = {change.regime_id} | (amended if change.what is What.LAW else set())
    return sorted(row.id for row in changed if row.family in families)


def _concerned(row: Any, changed: Sequence[Regime], calendar: Calendar) -> Concerned:
    return Concerned(row.number, row.received_on, row.answer_due_on, _would_be(row, changed, calendar))


def _would_be(leg: Any, changed: Sequence[Regime], calendar: Calendar) -> date | None:
    """The answer date by the changed law; None where it gives none, or where it cannot be counted."""
    try:
        regime = regime_for(leg.kind, leg.received_on, changed)
        first = answer_due(regime, calendar, leg.received_on, leg.registered_on).due_on
        if first is None or leg.extended_on is None:
            return first
        extended = extended_due(regime, calendar, leg.received_on, leg.registered_on).due_on
        return extended if extended and is_extension_in_time(leg.first_due_on or first, leg.extended_on) else first
    except LawError:
        return None
