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
from tracker.cases.questions import Questions, questions_that_count
from tracker.law.answer_clock import Happened, answer_clock
from tracker.law.calendar import Calendar
from tracker.law.errors import LawError
from tracker.law.events_of_leg import Question
from tracker.law.regimes import Regime, regime_for
from tracker.law.versions import Change, What

LOOKED_AT = 1000
LISTED = 30
MOVES_NO_DATE = frozenset({What.GROUND, What.NEW_GROUND, What.ROUTE})


@dataclass(frozen=True, slots=True)
class Concerned:
    """An open duty: its date, which stays, and what the changed law would give for the same letter."""

    number: str
    received_on: date
    due_on: date | None
    would_be: date | None


@dataclass(frozen=True, slots=True)
class CasesConcerned:
    """`differ`: how many of those looked at would have another date if they came now."""

    open_cases: int
    more: bool
    differ: int
    listed: tuple[Concerned, ...]


def effect_of(session: Session, change: Change, changed: Sequence[Regime]) -> CasesConcerned:
    """`changed`: the laws as they would be. A ground or a way of review moves no date, so it concerns none."""
    ids = _concerned_ids(changed, change)
    if change.what in MOVES_NO_DATE or not ids:
        return CasesConcerned(0, False, 0, ())
    wanted = (
        select(
            Leg.id.label("leg_id"), Leg.case_id, Leg.received_on, Leg.registered_on, Leg.extended_on, Leg.answer_due_on,
            Case.number, Case.kind,
        )
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
    asked = questions_that_count(session, [row.case_id for row in rows], changed)
    found = [_concerned(row, changed, calendar, asked) for row in rows[:LOOKED_AT]]
    differ = [one for one in found if one.would_be != one.due_on]
    return CasesConcerned(len(found), len(rows) > LOOKED_AT, len(differ), tuple((differ or found)[:LISTED]))


def _concerned_ids(changed: Sequence[Regime], change: Change) -> list[str]:
    """All versions of the law, and of the one it amends: an open duty may have kept any of them."""
    amended = {row.amends for row in changed if row.family == change.regime_id and row.amends}
    families = {change.regime_id} | (amended if change.what is What.LAW else set())
    return sorted(row.id for row in changed if row.family in families)


def _concerned(row: Any, changed: Sequence[Regime], calendar: Calendar, asked: Questions) -> Concerned:
    would_be = _would_be(row, changed, calendar, asked.get(row.leg_id, ()))
    return Concerned(row.number, row.received_on, row.answer_due_on, would_be)


def _would_be(leg: Any, changed: Sequence[Regime], calendar: Calendar, asked: tuple[Question, ...]) -> date | None:
    """The answer date by the changed law; None where it gives none, or where it cannot be counted."""
    try:
        regime = regime_for(leg.kind, leg.received_on, changed)
        what = Happened(leg.received_on, leg.registered_on, asked, leg.extended_on)
        return answer_clock(regime, calendar, what).counts.due_on
    except LawError:
        return None
