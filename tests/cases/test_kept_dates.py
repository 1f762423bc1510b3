"""What a date was counted by stays: the day from which the Convention counts, and the calendar of the start."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.law_build import (
    FIVE_DAYS,
    RESTARTS,
    data_of,
    day_off,
    extend,
    hand_in,
    later,
    law_says,
    leg_of,
    pass_on,
    register,
    requalify,
)
from tests.conftest import NOW, TODAY
from tests.web.staff import build
from tracker import lawbook
from tracker.cases import deciding, handling
from tracker.cases.kinds import Kind, LegState, TaskKind
from tracker.cases.models import Case, LegClock
from tracker.cases.reckoning import outer_limit_of
from tracker.law.versions import What
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")


def mailed(at: datetime) -> Case:
    """Written down by the centre from a letter of earlier, and mailed only then."""
    case = build.reviewed()
    case.filed_on = TODAY - timedelta(days=20)
    leg = leg_of(case)
    leg.state, leg.dispatched_at = LegState.SENT, at
    return case


@pytest.mark.parametrize(
    ("mailed_on", "got_on", "limit_on"),
    [
        (date(2026, 11, 23), date(2026, 11, 13), date(2026, 12, 13)),  # the body says that it had it on paper by then
        (date(2026, 11, 20), date(2026, 11, 23), date(2026, 12, 20)),  # mailed on Friday, noticed on Monday
    ],
)
def test_the_limit_of_the_convention_counts_from_the_first_day_that_the_body_had_it_or_was_sent_it(
    mailed_on: date, got_on: date, limit_on: date
) -> None:
    case = mailed(NOW - (TODAY - mailed_on))
    leg = leg_of(case)
    handling.register(
        db.session, case, leg, by=build.OFFICER, now=NOW, incoming_number="08-14/77", registered_on=TODAY, received_on=got_on
    )
    assert leg.convention_due_on == limit_on
    outer = outer_limit_of(db.session, case, leg)
    assert outer is not None
    assert outer.strict_on == limit_on
    assert outer.because[0].text("event") == ("receipt" if got_on < mailed_on else "submission"), "the day is called what it was"


def test_passing_on_starts_the_limit_of_the_convention_no_second_time() -> None:
    law_says(name="transfer", table=RESTARTS)
    case = build.delivered()
    second = pass_on(case)
    hand_in(case, second, after=9)
    assert second.answer_due_on == date(2026, 12, 16)
    officer = Actor(ActorKind.OFFICER, authority_id=second.authority_id)
    values: dict[str, Any] = {"ground": "K217-EXT-HARD", "reason": "Көп барак."}
    deciding.extend(db.session, case, second, by=officer, now=later(10), **values)
    assert second.convention_due_on == date(2026, 12, 23)
    assert (data_of("extended")["to_on"], data_of("extended")["breaks_convention"]) == ("2026-12-30", True)


WEDNESDAY = date(2026, 12, 2)  # made a day off after the letter came


def test_registering_is_no_reason_to_count_by_another_calendar() -> None:
    case = build.delivered()
    day_off(WEDNESDAY)
    register(case, leg_of(case), after=2)
    assert leg_of(case).answer_due_on == date(2026, 12, 7)
    assert data_of("registered")["due_on"] == "2026-12-07"


def test_what_is_counted_from_another_day_of_receipt_is_counted_by_the_calendar_of_now() -> None:
    case = build.delivered()
    leg = leg_of(case)
    day_off(WEDNESDAY)
    case.filed_on = TODAY - timedelta(days=9)
    register(case, leg, after=2, received_on=date(2026, 11, 20))
    assert (leg.received_on, leg.answer_due_on) == (date(2026, 11, 20), date(2026, 12, 7)), "ten days with the day off"


def test_what_runs_beyond_the_kept_years_is_counted_by_the_calendar_of_now() -> None:
    law_says(What.TERM, "answer", {**FIVE_DAYS, "value": 300})
    case = build.delivered()
    assert (leg_of(case).answer_due_on, len(build.open_tasks(kind=TaskKind.CALENDAR_YEAR))) == (None, 1)
    lawbook.load_calendar(db.session, NOW, through=2028)
    register(case, leg_of(case), after=2)
    assert leg_of(case).answer_due_on == date(2028, 2, 10)


def test_extra_time_is_counted_by_the_calendar_of_the_first_date() -> None:
    case = build.delivered()
    day_off(WEDNESDAY)
    extend(case, after=4)
    leg = leg_of(case)
    assert (leg.first_due_on, leg.answer_due_on) == (date(2026, 12, 7), date(2026, 12, 21))
    assert (data_of("extended")["from_on"], data_of("extended")["to_on"]) == ("2026-12-07", "2026-12-21")
    row = db.session.scalars(select(LegClock).where(LegClock.leg_id == leg.id, LegClock.clock == "extended")).one()
    assert {reason["values"]["original_on"] for reason in row.because if reason["code"] == "extended"} == {"2026-12-07"}
    assert row.calendar_revision == leg.calendar_revision


def test_the_date_of_the_kind_as_filed_holds_extra_time_by_the_calendar_that_is_kept() -> None:
    """Filed as a statement, 21 December by its calendar: as far as the extra time of a request goes, and no further."""
    law_says(What.TERM, "answer", {**FIVE_DAYS, "value": 20}, law="KG-APP-67")
    case = build.delivered(Kind.STATEMENT)
    requalify(case, Kind.INFORMATION_REQUEST)
    day_off(date(2026, 12, 19), working=True)
    extend(case, after=4)
    assert leg_of(case).answer_due_on == date(2026, 12, 21)


def test_a_notice_keeps_the_date_that_the_body_was_told_where_its_extra_time_runs_beyond_the_kept_years() -> None:
    law_says(What.TERM, "extension", {**FIVE_DAYS, "value": 300, "starts": "original_date"})
    case = build.delivered()
    lawbook.load_calendar(db.session, NOW, through=2028)
    day_off(WEDNESDAY)
    extend(case, after=15)
    assert data_of("extended")["in_time"] is False, "8 December would be the first date by the calendar of now"
    assert leg_of(case).answer_due_on == date(2026, 12, 7)
