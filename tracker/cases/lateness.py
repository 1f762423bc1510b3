"""Lateness of a leg, in Python and in SQL side by side. The rule is `tracker.law.deadlines.is_late`; a table of tests
holds both to it on both databases.

A date counts only where the body is proven to have the letter, or where a transfer carried the first body's clock on.
The first answer ends the clock: after a reopening the leg is as late as that answer was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Date, and_, func, literal, or_, select

from tracker.cases.kinds import OPEN, PROVEN, LegState
from tracker.cases.models import Leg, LegClock
from tracker.law.codes import Status
from tracker.law.deadlines import is_late
from tracker.lawbook.calendars import ordinal_of
from tracker.store.rows import among

DATED_CLOCKS = ("answer", "extended")


class Standing(StrEnum):
    """How a leg stands to its date. Its words are in labels.py."""

    NOT_DELIVERED = "not_delivered"
    NO_DATE = "no_date"
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    LATE = "late"
    LATE_CHECKING = "late_checking"  # past the date we counted, by a term that nobody has confirmed yet
    LATE_IN_TRANSFER = "late_in_transfer"  # the first body's date passed, the next body has not received the letter
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"
    ANSWERED_LATE_CHECKING = "answered_late_checking"
    ENDED = "ended"


LATE = frozenset(
    {
        Standing.LATE, Standing.LATE_CHECKING, Standing.LATE_IN_TRANSFER,
        Standing.ANSWERED_LATE, Standing.ANSWERED_LATE_CHECKING,
    }
)  # fmt: skip


class ClockColumns(Protocol):
    """The columns of a leg that lateness reads: of an entity or of a row."""

    @property
    def state(self) -> str: ...
    @property
    def proof(self) -> str | None: ...
    @property
    def clock_from_leg_id(self) -> int | None: ...
    @property
    def answered_on(self) -> date | None: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def answer_due_on(self) -> date | None: ...
    @property
    def convention_due_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Lateness:
    """A leg and its date on one day. `past_convention` is a second fact beside the national date."""

    standing: Standing
    due_on: date | None
    past_convention: bool = False

    @property
    def is_late(self) -> bool:
        return self.standing in LATE


def lateness_of(leg: ClockColumns, today: date, soon_until: date, status: str | None = None) -> Lateness:
    """How a leg stands today. `status`: how sure the answer term is; public words are careful until it is confirmed."""
    due_on = leg.answer_due_on if _counts(leg) else None
    limit_on = leg.convention_due_on if _counts(leg) else None
    return Lateness(
        _standing(leg, due_on, today, soon_until, status == Status.CONFIRMED),
        due_on,
        is_late(limit_on, leg.ended_on, today),
    )


def _counts(leg: ClockColumns) -> bool:
    return leg.proof in PROVEN or leg.clock_from_leg_id is not None


def _standing(leg: ClockColumns, due_on: date | None, today: date, soon_until: date, confirmed: bool) -> Standing:
    late = is_late(due_on, leg.ended_on, today)
    if leg.answered_on is not None:
        in_time = Standing.ANSWERED_IN_TIME if due_on else Standing.ENDED
        return (Standing.ANSWERED_LATE if confirmed else Standing.ANSWERED_LATE_CHECKING) if late else in_time
    if leg.proof not in PROVEN and leg.ended_on is None:
        return Standing.LATE_IN_TRANSFER if late else Standing.NOT_DELIVERED
    if late:
        return Standing.LATE if confirmed else Standing.LATE_CHECKING
    if LegState(leg.state) not in OPEN:
        return Standing.ENDED
    return _before(due_on, today, soon_until)


def _before(due_on: date | None, today: date, soon_until: date) -> Standing:
    if due_on is None:
        return Standing.NO_DATE
    if due_on == today:
        return Standing.DUE_TODAY
    return Standing.DUE_SOON if due_on <= soon_until else Standing.IN_TIME


# The same in SQL, on Leg. A day is a date, or a parameter of a statement that is built once.
Day = date | ColumnElement[Any]

CLOCK_COLUMNS: tuple[Any, ...] = (
    Leg.state, Leg.proof, Leg.clock_from_leg_id, Leg.answered_on, Leg.ended_on, Leg.answer_due_on, Leg.convention_due_on,
)  # fmt: skip
"""What `lateness_of` reads, for a select."""


def counts() -> ColumnElement[bool]:
    """The date of this leg counts against somebody."""
    return or_(among(Leg.proof, sorted(PROVEN)), Leg.clock_from_leg_id.is_not(None))


def late(today: Day) -> ColumnElement[bool]:
    """Past the national date, whether answered since or not."""
    return and_(counts(), Leg.answer_due_on.is_not(None), _until(today) > Leg.answer_due_on)


def past_convention(today: Day) -> ColumnElement[bool]:
    """Past the outer limit of the Convention, whether answered since or not."""
    return and_(counts(), Leg.convention_due_on.is_not(None), _until(today) > Leg.convention_due_on)


def owed() -> ColumnElement[bool]:
    """The clock is running: no answer yet, not passed on, not withdrawn."""
    return Leg.ended_on.is_(None)


def owed_late(today: Day) -> ColumnElement[bool]:
    """Late, and the answer is still owed. Written so that an index on the date serves it."""
    return and_(owed(), Leg.answer_due_on < today, counts())


def due_today(today: Day) -> ColumnElement[bool]:
    """Owed by today: not late."""
    return and_(owed(), Leg.answer_due_on == today, counts())


def due_soon(today: Day, soon_until: Day) -> ColumnElement[bool]:
    """Owed after today, by `soon_until`."""
    return and_(owed(), Leg.answer_due_on > today, Leg.answer_due_on <= soon_until, counts())


def due_by(today: Day, soon_until: Day) -> ColumnElement[bool]:
    """Due today or soon, as one range of an index."""
    return and_(owed(), Leg.answer_due_on >= today, Leg.answer_due_on <= soon_until, counts())


def working_days_late(today: Day) -> ColumnElement[int]:
    """Working days past the date, by the calendar in force; for legs that are late. NULL where a year is not loaded."""
    return ordinal_of(_until(today)) - ordinal_of(Leg.answer_due_on)  # type: ignore[arg-type]


def answer_status() -> ColumnElement[str]:
    """How sure the term behind the leg's date is; for a clock carried on, that of the leg it was counted for."""
    counted_for = func.coalesce(Leg.clock_from_leg_id, Leg.id)
    newest = (
        select(LegClock.status)
        .where(LegClock.leg_id == counted_for, among(LegClock.clock, DATED_CLOCKS), LegClock.superseded_by_id.is_(None))
        .where(LegClock.due_on.is_not(None))
        .order_by(LegClock.id.desc())
        .limit(1)
    )
    return newest.correlate(Leg).scalar_subquery()


def _until(today: Day) -> ColumnElement[date]:
    return func.coalesce(Leg.ended_on, literal(today, Date) if isinstance(today, date) else today)
