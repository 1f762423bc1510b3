"""Which open cases a change of the law would concern. Only looked at: a leg keeps the version of its start.

Each letter is counted twice, by the laws as they are now and as they would be with the change, and in the way of a case
(`reckoning.reckoned`): what differs is the work of this change alone, and not of what was changed before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker import lawbook
from tracker.cases.lateness import counts
from tracker.cases.models import Case, Leg
from tracker.cases.questions import questions_that_count
from tracker.cases.reckoning import reckoned
from tracker.law.answer_clock import Happened
from tracker.law.calendar import Calendar
from tracker.law.errors import LawError, NoRegime
from tracker.law.events_of_leg import Question
from tracker.law.regimes import Regime, regime_for
from tracker.law.versions import Change, What

LOOKED_AT = 1000
LISTED = 30
MOVES_NO_DATE = frozenset({What.GROUND, What.NEW_GROUND, What.ROUTE})


@dataclass(frozen=True, slots=True)
class Concerned:
    """An open duty: its date, which stays; what the laws give for the same letter as they are, and as they would be."""

    number: str
    received_on: date
    due_on: date | None
    is_now: date | None
    would_be: date | None


@dataclass(frozen=True, slots=True)
class CasesConcerned:
    """`differ`: how many of those looked at would have another date by this change, if they came now; `listed`: the first."""

    open_cases: int
    more: bool
    differ: int
    listed: tuple[Concerned, ...]


def effect_of(session: Session, change: Change, changed: Sequence[Regime]) -> CasesConcerned:
    """`changed`: the laws as they would be. A ground or a way of review moves no date, so it concerns none."""
    ids = _concerned_ids(changed, change)
    if change.what in MOVES_NO_DATE or not ids:
        return CasesConcerned(0, False, 0, ())
    laws, calendar = lawbook.regimes(session), lawbook.current_calendar(session)
    rows = session.execute(_duties(change, ids)).all()
    asked = questions_that_count(session, sorted({row.case_id for row in rows}), [*laws, *changed])
    differ = []
    for row in rows[:LOOKED_AT]:
        questions = asked.get(row.clock_id, ())
        is_now, would_be = (_due_on(row, rows_of, calendar, questions) for rows_of in (laws, changed))
        if would_be != is_now:
            differ.append(Concerned(row.number, row.received_on, row.answer_due_on, is_now, would_be))
    return CasesConcerned(min(len(rows), LOOKED_AT), len(rows) > LOOKED_AT, len(differ), tuple(differ[:LISTED]))


def _duties(change: Change, ids: Sequence[str]) -> Any:
    """The open duties that keep one of these versions, with what started their clock; after a transfer the first body's."""
    clock = aliased(Leg)
    return (
        select(
            Leg.answer_due_on, Leg.case_id, clock.id.label("clock_id"), (clock.id != Leg.id).label("passed_on"),
            clock.received_on, clock.registered_on, clock.extended_on, Case.number, Case.kind, Case.filed_kind,
        )
        .join(clock, clock.id == func.coalesce(Leg.clock_from_leg_id, Leg.id))
        .join(Case, Case.id == Leg.case_id)
        .where(
            Leg.ended_on.is_(None), counts(), or_(clock.regime_id.in_(ids), clock.filed_regime_id.in_(ids)),
            *([clock.received_on >= change.valid_from] if change.valid_from and change.what is not What.LAW else []),
            *([clock.received_on <= change.valid_to] if change.valid_to and change.what is not What.LAW else []),
            *([or_(Case.kind == change.kind, Case.filed_kind == change.kind)] if change.kind else []),
        )
        .order_by(Leg.answer_due_on, Leg.id).limit(LOOKED_AT + 1)
    )  # fmt: skip


def _concerned_ids(changed: Sequence[Regime], change: Change) -> list[str]:
    """All versions of the law, of those that change it and keep the rest of it, and of the one it amends."""
    amended = {row.amends for row in changed if row.family == change.regime_id and row.amends}
    amending = {row.family for row in changed if row.amends == change.regime_id}
    families = {change.regime_id} | amending | (amended if change.what is What.LAW else set())
    return sorted(row.id for row in changed if row.family in families)


def _due_on(row: Any, laws: Sequence[Regime], calendar: Calendar, asked: tuple[Question, ...]) -> date | None:
    """The answer date by these laws; None where they give none, or where it cannot be counted."""
    what = Happened(row.received_on, row.registered_on, asked, row.extended_on, row.passed_on)
    try:
        return reckoned(_governing(row, laws), calendar, what)[0].due_on
    except LawError:
        return None


def _governing(row: Any, laws: Sequence[Regime]) -> list[Regime]:
    """Of the kind that counts now; and of the kind as filed, where there is a law for it. Raises `NoRegime`."""
    found = [regime_for(row.kind, row.received_on, laws)]
    if row.filed_kind is None or row.filed_kind == row.kind:
        return found
    try:
        return [*found, regime_for(row.filed_kind, row.received_on, laws)]
    except NoRegime:
        return found
