"""Late is one thing: the law's rule, its Python reading of a leg, and its SQL, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.rows import a_case, a_leg
from tests.conftest import TODAY
from tracker.cases import lateness
from tracker.cases.kinds import LegState, Outcome, Proof
from tracker.cases.lateness import Standing, lateness_of
from tracker.cases.models import Leg
from tracker.law.deadlines import is_late
from tracker.law.deadlines import working_days_late as law_working_days_late
from tracker.lawbook import current_calendar
from tracker.store import db

SOON_UNTIL = TODAY + timedelta(days=3)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


DONE = {"state": LegState.ANSWERED, "outcome": Outcome.FULL}
SENT = {"state": LegState.SENT, "received_on": None, "proof": None, "registered_on": None}
GONE = {"state": LegState.TRANSFERRED}

# what the rule says, columns of the leg, standing
TABLE: list[tuple[str, dict[str, Any], Standing]] = [
    ("due tomorrow: soon", {"answer_due_on": day(1)}, Standing.DUE_SOON),
    ("due today is not late", {"answer_due_on": day(0)}, Standing.DUE_TODAY),
    ("due yesterday: late", {"answer_due_on": day(-1)}, Standing.LATE),
    ("due in ten days: in time", {"answer_due_on": day(10)}, Standing.IN_TIME),
    ("no date is never late", {"answer_due_on": None}, Standing.NO_DATE),
    ("answered on the day: in time", {**DONE, "answer_due_on": day(-9), "answered_on": day(-9), "ended_on": day(-9)},
     Standing.ANSWERED_IN_TIME),
    ("answered a day after: late for ever", {**DONE, "answer_due_on": day(-9), "answered_on": day(-8), "ended_on": day(-8)},
     Standing.ANSWERED_LATE),
    ("answered without a date", {**DONE, "answer_due_on": None, "answered_on": day(-8), "ended_on": day(-8)}, Standing.ENDED),
    ("reopened: as late as the first answer was",
     {"state": LegState.IN_WORK, "answer_due_on": day(-9), "answered_on": day(-10), "ended_on": day(-10), "reopened_on": day(-2)},
     Standing.ANSWERED_IN_TIME),
    ("not proven to have arrived: never late", {**SENT, "answer_due_on": day(-20)}, Standing.NOT_DELIVERED),
    ("a word against a word is no proof", {"proof": Proof.ASSERTED, "answer_due_on": day(-20)}, Standing.NOT_DELIVERED),
    ("the first clock runs on during a transfer", {**SENT, "answer_due_on": day(-1), "carried": True}, Standing.LATE_IN_TRANSFER),
    ("carried on, and the date is still ahead", {**SENT, "answer_due_on": day(2), "carried": True}, Standing.NOT_DELIVERED),
    ("the next body has it: late is its own", {"answer_due_on": day(-1), "carried": True}, Standing.LATE),
    ("passed on in time", {**GONE, "answer_due_on": day(-2), "ended_on": day(-5)}, Standing.ENDED),
    ("closed after silence stays late", {"state": LegState.CLOSED, "outcome": Outcome.UNANSWERED, "answer_due_on": day(-30),
     "ended_on": day(-3)}, Standing.LATE),
    ("withdrawn before the date", {"state": LegState.CLOSED, "outcome": Outcome.WITHDRAWN, "answer_due_on": day(-1),
     "ended_on": day(-4)}, Standing.ENDED),
    ("the applicant's reply is awaited: the clock runs", {"state": LegState.ASKED, "answer_due_on": day(-1)}, Standing.LATE),
]  # fmt: skip


def make(columns: dict[str, Any], status: str = "confirmed") -> Leg:
    values = dict(columns)
    case = a_case(filed_on=day(-40))
    if values.pop("carried", False):
        first = a_leg(case, **{**GONE, "ended_on": day(-12), "answer_due_on": values["answer_due_on"]}, status=status)
        values |= {"from_leg_id": first.id, "clock_from_leg_id": first.id}
    return a_leg(case, **values, status=status)


@pytest.fixture
def legs(any_world: Any) -> list[tuple[str, Leg, Standing]]:
    return [(rule, make(columns), standing) for rule, columns, standing in TABLE]


def found(condition: Any) -> set[int]:
    return set(db.session.scalars(select(Leg.id).where(condition)))


def test_every_row_of_the_table_stands_as_it_says(legs: list[tuple[str, Leg, Standing]]) -> None:
    for rule, leg, standing in legs:
        assert lateness_of(leg, TODAY, SOON_UNTIL, "confirmed").standing is standing, rule


def test_sql_finds_late_what_python_calls_late(legs: list[tuple[str, Leg, Standing]]) -> None:
    late, owed = found(lateness.late(TODAY)), found(lateness.owed_late(TODAY))
    for rule, leg, standing in legs:
        assert (leg.id in late) == (standing in lateness.LATE), rule
        assert (leg.id in owed) == (standing in lateness.LATE and leg.ended_on is None), rule


def test_both_say_what_the_law_says(legs: list[tuple[str, Leg, Standing]]) -> None:
    late = found(lateness.late(TODAY))
    for rule, leg, _ in legs:
        counts = leg.proof in lateness.PROVEN or leg.clock_from_leg_id is not None
        assert (leg.id in late) == is_late(leg.answer_due_on if counts else None, leg.ended_on, TODAY), rule


def test_due_today_and_due_soon_agree(legs: list[tuple[str, Leg, Standing]]) -> None:
    today, soon = found(lateness.due_today(TODAY)), found(lateness.due_soon(TODAY, SOON_UNTIL))
    assert today == {leg.id for _, leg, standing in legs if standing is Standing.DUE_TODAY}
    assert found(lateness.due_by(TODAY, SOON_UNTIL)) == today | soon
    carried = {leg.id for rule, leg, _ in legs if rule.startswith("carried on")}
    assert soon == {leg.id for _, leg, standing in legs if standing is Standing.DUE_SOON} | carried


def test_working_days_late_agree(legs: list[tuple[str, Leg, Standing]]) -> None:
    calendar = current_calendar(db.session)
    rows = db.session.execute(
        select(Leg.id, Leg.answer_due_on, Leg.ended_on, lateness.working_days_late(TODAY)).where(lateness.late(TODAY))
    ).all()
    assert len(rows) == sum(standing in lateness.LATE for _, _, standing in legs)
    for _, due_on, ended_on, working_days in rows:
        assert working_days == law_working_days_late(calendar, due_on, ended_on, TODAY)


@pytest.mark.parametrize("offset", range(-12, 13))
def test_every_day_around_a_feast(any_world: Any, offset: int) -> None:
    """The feast of 7 and 8 November 2026 and its weekend, one due date at a time."""
    middle = date(2026, 11, 8)
    leg = make({"answer_due_on": middle})
    today = middle + timedelta(days=offset)
    row = db.session.execute(
        select(lateness.late(today), lateness.working_days_late(today)).where(Leg.id == leg.id)
    ).one()
    assert bool(row[0]) == is_late(middle, None, today)
    if row[0]:
        assert row[1] == law_working_days_late(current_calendar(db.session), middle, None, today)


def test_a_year_that_is_not_loaded_is_not_nought_days(any_world: Any) -> None:
    leg = make({"answer_due_on": day(-1)})
    far = date(2090, 1, 1)
    assert db.session.scalar(select(lateness.working_days_late(far)).where(Leg.id == leg.id)) is None


def test_past_the_convention_is_a_second_fact(any_world: Any) -> None:
    leg = make({"answer_due_on": day(5), "convention_due_on": day(-1)})
    told = lateness_of(leg, TODAY, SOON_UNTIL, "confirmed")
    assert (told.standing, told.past_convention) == (Standing.IN_TIME, True)
    assert leg.id in found(lateness.past_convention(TODAY))
    assert leg.id not in found(lateness.late(TODAY))


def test_on_the_last_day_of_the_convention_nothing_is_past(any_world: Any) -> None:
    leg = make({"convention_due_on": day(0)})
    assert not lateness_of(leg, TODAY, SOON_UNTIL).past_convention
    assert leg.id not in found(lateness.past_convention(TODAY))


@pytest.mark.parametrize(
    ("columns", "standing"),
    [
        ({"answer_due_on": day(-1)}, Standing.LATE_CHECKING),
        (
            {**DONE, "answer_due_on": day(-9), "answered_on": day(-8), "ended_on": day(-8)},
            Standing.ANSWERED_LATE_CHECKING,
        ),
    ],
)
def test_until_a_lawyer_confirmed_the_term_the_words_are_careful(
    any_world: Any, columns: dict[str, Any], standing: Standing
) -> None:
    leg = make(columns, status="likely")
    status = db.session.scalar(select(lateness.answer_status()).where(Leg.id == leg.id))
    assert status == "likely"
    assert lateness_of(leg, TODAY, SOON_UNTIL, status).standing is standing


def test_a_carried_clock_keeps_the_certainty_of_the_first_one(any_world: Any) -> None:
    leg = make({**SENT, "answer_due_on": day(-1), "carried": True}, status="confirmed")
    assert db.session.scalar(select(lateness.answer_status()).where(Leg.id == leg.id)) == "confirmed"
