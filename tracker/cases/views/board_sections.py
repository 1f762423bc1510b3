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
from sqlalchemy.orm import aliased

from tracker.cases.duties_of import CONTEST_FOR
from tracker.cases.kinds import CaseState, LegState, Outcome, Rating, Review, TaskKind
from tracker.cases.lateness import Day, due_by, owed_late
from tracker.cases.models import Case, Leg, Task
from tracker.cases.views.names import DAY

ENDING = timedelta(days=7)
LAST_DAY = date(9999, 12, 31)


class Section(StrEnum):
    """What a centre watches."""

    DANGER = "danger"
    FIRST_LOOK = "first_look"
    RIGHT_ENDING = "right_ending"
    TO_DELIVER = "to_deliver"
    TO_ROUTE = "to_route"
    LATE = "late"
    DUE = "due"
    BOUNCED = "bounced"
    TO_RELEASE = "to_release"
    TO_AGREE = "to_agree"
    WAITING = "waiting"


class Scope(StrEnum):
    """Whose cases a board shows: those of the reader's own centre, of another one, or of all centres.

    Of others a board shows public rows; of their restricted cases only how many there are.
    """

    OWN = "own"
    OTHER = "other"
    ALL = "all"

    def within(self, column: Any) -> ColumnElement[bool]:
        """For the sections of an index that begins with the centre; the others need no list of all centres."""
        if self is Scope.ALL:
            return column.in_(bindparam("centres", expanding=True))  # type: ignore[no-any-return]
        return column == bindparam("centre")  # type: ignore[no-any-return]

    def visible(self, case_id: Any) -> ColumnElement[bool] | None:
        """What may be shown, asked of each row by its key: as a join PostgreSQL would read every case for it."""
        if self is Scope.OWN:
            return None
        of_row = aliased(Case)
        shown = or_(of_row.public_row == true(), of_row.centre_id == bindparam("viewer"))
        return select(shown).where(of_row.id == case_id).scalar_subquery()


def day_values(today: date, soon_on: date) -> dict[str, date]:
    """The days that the sections ask for."""
    first = today - CONTEST_FOR
    return {"today": today, "soon": soon_on, "contest_first": first, "contest_last": first + ENDING}


UNDER_WAY = (
    CaseState.WAITING_FIRST_LOOK, CaseState.TO_ROUTE, CaseState.TO_DELIVER, CaseState.DELIVERED, CaseState.IN_WORK,
    CaseState.WAITING_APPLICANT,
)  # fmt: skip
SOON: ColumnElement[Any] = bindparam("soon", type_=Date)
Rows = Select[Any]
Build = Callable[[Scope], Rows]


def _cases(scope: Scope, state: CaseState) -> Rows:
    rows = select(*_columns(Case.filed_on, Case.id, Case.id, Case.current_leg_id))
    return rows.where(scope.within(Case.centre_id), Case.state == state)


def _legs(scope: Scope, on: Any, *, by_centre: bool = False) -> Rows:
    rows = select(*_columns(on, Leg.id, Leg.case_id, Leg.id))
    return rows.where(scope.within(Leg.centre_id)) if by_centre or scope is not Scope.ALL else rows


def _columns(on: Any, row_id: Any, case_id: Any, leg_id: Any) -> list[Any]:
    return [on.label("day"), row_id.label("row_id"), case_id.label("case_id"), leg_id.label("leg_id")]


def _first_look(scope: Scope) -> Rows:
    """Also of a letter that its writer has handed in himself meanwhile: nothing of it is public before the look."""
    rows = select(*_columns(Case.filed_on, Case.id, Case.id, Case.current_leg_id))
    return rows.where(scope.within(Case.centre_id), Case.review == Review.WAITING, Case.closed_on.is_(None))


def _danger(scope: Scope) -> Rows:
    """Marked urgent by the writer or by staff, until the case has ended: before everything else."""
    rows = select(*_columns(Case.filed_on, Case.id, Case.id, Case.current_leg_id))
    return rows.where(scope.within(Case.centre_id), Case.urgent == true(), Case.state.in_(UNDER_WAY))


def _to_route(scope: Scope) -> Rows:
    return _cases(scope, CaseState.TO_ROUTE)


def _to_deliver(scope: Scope) -> Rows:
    """Nothing was sent, or it came back: somebody has to carry or post it."""
    legs = _legs(scope, Leg.next_on, by_centre=True).where(Leg.state == LegState.TO_SEND)
    review = select(Case.review).where(Case.id == Leg.case_id).scalar_subquery()
    return legs.where(review == Review.PASSED)


def _right_ending(scope: Scope) -> Rows:
    """Answers that the applicant can contest for a few days more, and that he did not call good."""
    window = Leg.ended_on.between(bindparam("contest_first"), bindparam("contest_last"))
    rating = select(Case.rating).where(Case.id == Leg.case_id).scalar_subquery()
    legs = _legs(scope, Leg.ended_on).where(window, Leg.state == LegState.ANSWERED)
    return legs.where(Leg.outcome != Outcome.FULL, func.coalesce(rating, "") != Rating.SATISFIED)


def _late(scope: Scope) -> Rows:
    return _legs(scope, Leg.answer_due_on).where(owed_late(DAY))


def _due(scope: Scope) -> Rows:
    return _legs(scope, Leg.answer_due_on).where(due_by(DAY, SOON))


def _waiting(scope: Scope) -> Rows:
    """With the applicant: a question of the body is open."""
    return _legs(scope, Leg.next_on, by_centre=True).where(Leg.state == LegState.ASKED)


def _tasks(*kinds: TaskKind) -> Build:
    def rows(scope: Scope) -> Rows:
        tasks = select(*_columns(due_or_never(), Task.id, Task.case_id, Task.leg_id)).where(scope.within(Task.centre_id))
        return tasks.where(Task.done_at.is_(None), Task.kind.in_(kinds), Task.case_id.is_not(None), not_deferred(DAY))

    return rows


def due_or_never() -> ColumnElement[Any]:
    """The day of a task; one without a day comes last, on every database."""
    return func.coalesce(Task.due_on, literal(LAST_DAY, Date))


def not_deferred(today: Day) -> ColumnElement[bool]:
    return or_(Task.defer_until_on.is_(None), Task.defer_until_on <= today)


SECTIONS: Mapping[Section, Build] = {
    Section.DANGER: _danger,
    Section.FIRST_LOOK: _first_look,
    Section.RIGHT_ENDING: _right_ending,
    Section.TO_DELIVER: _to_deliver,
    Section.TO_ROUTE: _to_route,
    Section.LATE: _late,
    Section.DUE: _due,
    Section.BOUNCED: _tasks(TaskKind.FIND_CONTACT),
    Section.TO_RELEASE: _tasks(TaskKind.RELEASE, TaskKind.PUBLICATION),
    Section.TO_AGREE: _tasks(TaskKind.AGREE_ANSWER),
    Section.WAITING: _waiting,
}
CLOCK_RUNS = frozenset({Section.LATE, Section.DUE})
"""Sections of letters whose answer is still owed."""
