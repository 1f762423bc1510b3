"""The sections of a centre's board, in the order of what is lost if it is not done today.

Each section is one select of (section, day, id, case, leg): bounded, in the order of an index, so that a board costs the
same however many cases there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, func, literal, or_, select, true

from tracker.cases.duties_of import CONTEST_FOR
from tracker.cases.kinds import CaseState, LegState, Outcome, Rating, Review, TaskKind
from tracker.cases.lateness import Day, due_soon, due_today, owed_late
from tracker.cases.models import Case, Leg, Task
from tracker.cases.views.names import DAY

ENDING = timedelta(days=7)
LAST_DAY = date(9999, 12, 31)


class Section(StrEnum):
    """What a centre watches."""

    FIRST_LOOK = "first_look"
    RIGHT_ENDING = "right_ending"
    TO_DELIVER = "to_deliver"
    TO_ROUTE = "to_route"
    LATE = "late"
    DUE = "due"
    BOUNCED = "bounced"
    TO_RELEASE = "to_release"
    WAITING = "waiting"


class Scope(StrEnum):
    """Whose cases a board shows: those of the reader's own centre, of another one, or of all centres.

    Of others a board shows public rows; of their restricted cases only how many there are.
    """

    OWN = "own"
    OTHER = "other"
    ALL = "all"

    def within(self, column: Any) -> ColumnElement[bool]:
        if self is Scope.ALL:
            return column.in_(bindparam("centres", expanding=True))  # type: ignore[no-any-return]
        return column == bindparam("centre")  # type: ignore[no-any-return]

    def visible(self) -> ColumnElement[bool] | None:
        if self is Scope.OWN:
            return None
        return or_(Case.public_row == true(), Case.centre_id == bindparam("viewer"))


def day_values(today: date, soon_on: date) -> dict[str, date]:
    """The days that the sections ask for."""
    first = today - CONTEST_FOR
    return {"today": today, "soon": soon_on, "contest_first": first, "contest_last": first + ENDING}


SOON: ColumnElement[Any] = bindparam("soon", type_=Date)
Rows = Select[Any]
Build = Callable[[Scope], Rows]


def _cases(scope: Scope, state: CaseState) -> Rows:
    rows = select(*_columns(Case.filed_on, Case.id, Case.id, Case.current_leg_id))
    return rows.where(scope.within(Case.centre_id), Case.state == state)


def _legs(scope: Scope, on: Any) -> Rows:
    rows = select(*_columns(on, Leg.id, Leg.case_id, Leg.id)).join(Case, Case.id == Leg.case_id)
    return rows.where(scope.within(Leg.centre_id))


def _columns(on: Any, row_id: Any, case_id: Any, leg_id: Any) -> list[Any]:
    return [on.label("day"), row_id.label("row_id"), case_id.label("case_id"), leg_id.label("leg_id")]


def _first_look(scope: Scope) -> Rows:
    return _cases(scope, CaseState.WAITING_FIRST_LOOK)


def _to_route(scope: Scope) -> Rows:
    return _cases(scope, CaseState.TO_ROUTE)


def _to_deliver(scope: Scope) -> Rows:
    """Nothing was sent, or it came back: somebody has to carry or post it."""
    return _legs(scope, Leg.next_on).where(Leg.state == LegState.TO_SEND, Case.review == Review.PASSED)


def _right_ending(scope: Scope) -> Rows:
    """Answers that the applicant can contest for a few days more, and that he did not call good."""
    contested = or_(Case.rating.is_(None), Case.rating != Rating.SATISFIED)
    window = Leg.ended_on.between(bindparam("contest_first"), bindparam("contest_last"))
    legs = _legs(scope, Leg.ended_on).where(window, Leg.state == LegState.ANSWERED)
    return legs.where(contested, or_(Leg.outcome.is_(None), Leg.outcome != Outcome.FULL))


def _late(scope: Scope) -> Rows:
    return _legs(scope, Leg.answer_due_on).where(owed_late(DAY))


def _due(scope: Scope) -> Rows:
    return _legs(scope, Leg.answer_due_on).where(or_(due_today(DAY), due_soon(DAY, SOON)))


def _waiting(scope: Scope) -> Rows:
    """With the applicant: a question of the body is open."""
    return _legs(scope, Leg.next_on).where(Leg.state == LegState.ASKED)


def _tasks(*kinds: TaskKind) -> Build:
    def rows(scope: Scope) -> Rows:
        leg_id = func.coalesce(Task.leg_id, Case.current_leg_id)
        return (
            select(*_columns(due_or_never(), Task.id, Task.case_id, leg_id))
            .join(Case, Case.id == Task.case_id)
            .where(scope.within(Task.centre_id), Task.done_at.is_(None), Task.kind.in_(kinds), not_deferred(DAY))
        )

    return rows


def due_or_never() -> ColumnElement[Any]:
    """The day of a task; one without a day comes last, on every database."""
    return func.coalesce(Task.due_on, literal(LAST_DAY, Date))


def not_deferred(today: Day) -> ColumnElement[bool]:
    return or_(Task.defer_until_on.is_(None), Task.defer_until_on <= today)


SECTIONS: Mapping[Section, Build] = {
    Section.FIRST_LOOK: _first_look,
    Section.RIGHT_ENDING: _right_ending,
    Section.TO_DELIVER: _to_deliver,
    Section.TO_ROUTE: _to_route,
    Section.LATE: _late,
    Section.DUE: _due,
    Section.BOUNCED: _tasks(TaskKind.FIND_CONTACT),
    Section.TO_RELEASE: _tasks(TaskKind.RELEASE, TaskKind.PUBLICATION),
    Section.WAITING: _waiting,
}
