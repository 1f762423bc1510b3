"""Every date carries its reasons: they survive storing, they name what was skipped, and they never cite in the dark."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.law.calendars import kyrgyz, plain
from tracker.law.calculator import case_dates
from tracker.law.calendar import Calendar, Day, DayName
from tracker.law.codes import Status
from tracker.law.counting import Unit, count
from tracker.law.deadlines import Clock, Due, Outer, answer_due, convention_limit, extended_due, replay, strict_end
from tracker.law.explaining import reading_of_calendar
from tracker.law.kyrgyzstan import regimes
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Regime, regime_by_id

RECEIVED = date(2026, 4, 28)


def law(regime_id: str) -> Regime:
    return regime_by_id(regime_id, regimes())


DATES = [
    answer_due(law("KG-ATI-217"), kyrgyz(), RECEIVED),
    answer_due(law("KG-ATI-213"), kyrgyz(), date(2023, 3, 7)),
    answer_due(law("KG-APP-67"), kyrgyz(), RECEIVED),
    answer_due(law("KG-APP-67"), kyrgyz(), RECEIVED, date(2026, 6, 1)),
    extended_due(law("KG-ATI-217"), kyrgyz(), RECEIVED),
    extended_due(law("KG-ATI-217"), kyrgyz(), RECEIVED, by_value=4),
    extended_due(law("KG-APP-67"), kyrgyz(), RECEIVED),
]


@pytest.mark.parametrize("due", DATES)
def test_a_date_survives_storing(due: Due) -> None:
    assert Due.from_json(json.loads(json.dumps(due.as_json()))) == due


@pytest.mark.parametrize("due", DATES)
def test_counting_again_from_the_reasons_gives_the_date(due: Due) -> None:
    assert replay(due.because, kyrgyz()) == due.due_on


def test_the_limit_survives_storing_and_counting_again() -> None:
    limit = convention_limit(kyrgyz(), date(2026, 1, 31))
    assert Outer.from_json(json.loads(json.dumps(limit.as_json()))) == limit
    assert replay(limit.because, kyrgyz()) == limit.rolled_on


START = Reason(ReasonCode.STARTED, {"event": "receipt", "on": date(2026, 11, 20)})
TEN = Reason(ReasonCode.COUNTED, {"value": 10, "unit": "working_days"})
STOP = Reason(ReasonCode.STOPPED, {"counted_on": date(2026, 12, 4), "days": 1, "unit": "working_days"})
UNSEEN = Reason(ReasonCode.TERM_UNKNOWN, {"term": "extension"})
STEPS = [
    ("nothing", [], None),
    ("a start alone", [START], None),
    ("a term that starts with nothing", [TEN], None),
    ("a stop of nothing", [START, STOP], None),
    ("a term", [START, TEN], date(2026, 12, 4)),
    ("a term, then a stop", [START, TEN, STOP], date(2026, 12, 7)),
    ("a term, then one that is not known", [START, TEN, UNSEEN], None),
    ("no stop brings it back", [START, TEN, UNSEEN, STOP], None),
]


@pytest.mark.parametrize(("steps", "due"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS])
def test_only_reasons_that_follow_from_each_other_give_a_date(steps: list[Reason], due: date | None) -> None:
    assert replay(steps, kyrgyz()) == due


def test_a_date_that_nothing_moved_ends_on_itself() -> None:
    assert strict_end(Due(Clock.ANSWER, date(2026, 12, 4), Status.LIKELY, ())) == date(2026, 12, 4)


NAMED = DayName("Которулган күн", "Перенесённый день", "Moved day")
READINGS = [
    # unit, what the calendar marks: estimated feasts, worked weekends; those that are told
    ("working days around a feast that may move", Unit.WORKING_DAYS, ["2026-11-26"], [], ["2026-11-26"]),
    ("a worked Saturday in their midst", Unit.WORKING_DAYS, [], ["2026-11-28"], ["2026-11-28"]),
    ("a worked Sunday", Unit.WORKING_DAYS, [], ["2026-11-29"], ["2026-11-29"]),
    ("one on the day of the start", Unit.WORKING_DAYS, [], ["2026-11-21"], []),
    ("one on the day before it", Unit.WORKING_DAYS, [], ["2026-11-14"], []),
    ("weeks look at their last day only", Unit.WEEKS, ["2026-11-26"], ["2026-11-28"], []),
    ("which is a worked Saturday", Unit.WEEKS, [], ["2026-12-05"], ["2026-12-05"]),
    ("a feast that may move from its eve onto it", Unit.WEEKS, ["2026-12-04"], [], ["2026-12-04"]),
    ("a feast two days before it", Unit.WEEKS, ["2026-12-03"], [], []),
]


@pytest.mark.parametrize(("why", "unit", "feasts", "worked", "expected"), READINGS, ids=[row[0] for row in READINGS])
def test_what_is_told_of_the_calendar(why: str, unit: Unit, feasts: list[str], worked: list[str], expected: list[str]) -> None:
    """From Saturday, 21 November: ten working days, or two weeks, which end on Saturday, 5 December."""
    start, days = date(2026, 11, 21), dict(plain([2026], estimated=[date.fromisoformat(feast) for feast in feasts]).days)
    days |= {on: Day(on, working=True, name=NAMED) for on in map(date.fromisoformat, worked)}
    calendar = Calendar(7, days)
    found = count(calendar, start, 10 if unit is Unit.WORKING_DAYS else 2, unit)
    told = reading_of_calendar(calendar, start, found, unit)[:-1]
    assert [one.date("on").isoformat() for one in told] == expected
    for one in told:
        code, name = (ReasonCode.WORKED_DAY, "Moved day") if worked else (ReasonCode.ESTIMATED_DAY, "Feast")
        assert (one.code, one.text("en")) == (code, name)


def test_days_in_a_row_under_one_name_are_one_reason() -> None:
    skipped = [
        (reason.date("first_on").day, reason.date("last_on").day, reason.text("en"))
        for reason in DATES[0].because
        if reason.code is ReasonCode.SKIPPED_DAY
    ]
    assert skipped == [
        (1, 1, "Labor Day"),
        (2, 4, "May Holidays"),
        (5, 5, "Constitution Day"),
        (6, 8, "May Holidays"),
        (9, 9, "Victory Day"),
    ]


def test_plain_weekends_are_counted_not_listed() -> None:
    weekends = [reason for reason in DATES[0].because if reason.code is ReasonCode.SKIPPED_WEEKENDS]
    assert [reason.number("days") for reason in weekends] == [3]


def test_a_weekday_off_without_a_name_is_still_told() -> None:
    tuesday = date(2026, 6, 2)
    calendar = Calendar(8, {**plain([2026]).days, tuesday: Day(tuesday, working=False)})
    due = answer_due(law("KG-ATI-217"), calendar, date(2026, 6, 1))
    told = [reason.date("first_on") for reason in due.because if reason.code is ReasonCode.SKIPPED_DAY]
    assert told == [tuesday]


@pytest.mark.parametrize("due", DATES)
def test_no_article_is_cited_that_is_not_confirmed(due: Due) -> None:
    assert all("article" not in reason.values for reason in due.because)


def test_the_convention_is_cited() -> None:
    counted = next(r for r in convention_limit(kyrgyz(), RECEIVED).because if r.code is ReasonCode.COUNTED)
    assert counted.text("article") == "4(2)"


def test_the_calendar_is_named_by_its_revision() -> None:
    due = answer_due(law("KG-ATI-217"), plain([2026]), RECEIVED)
    assert due.because[-1] == Reason(ReasonCode.CALENDAR, {"revision": 7})


def test_all_dates_of_a_request_at_once() -> None:
    dates = case_dates(regimes(), kyrgyz(), "information_request", RECEIVED, dispatched_on=date(2026, 4, 27), extended=True)
    assert dates.answer.due_on == date(2026, 6, 4)
    assert dates.registration.due_on is None
    assert dates.convention is not None
    assert dates.convention.strict_on == date(2026, 5, 27)
    assert dates.passes_convention
    assert dates.as_json()["answer"]["due_on"] == "2026-06-04"


def test_all_dates_of_a_statement_at_once() -> None:
    dates = case_dates(regimes(), kyrgyz(), "statement", RECEIVED, registered_on=RECEIVED)
    assert dates.answer.due_on == date(2026, 5, 26)
    assert dates.convention is None
    assert not dates.passes_convention
    assert dates.as_json()["convention"] is None


def _told(due: Due) -> list[tuple[str, dict[str, object]]]:
    return [(reason.code.value, dict(reason.values)) for reason in due.because]


def test_every_step_of_law_67_is_told_in_its_order() -> None:
    """Registered in time, too late, and not at all: the whole reckoning, word for word."""
    regime, got, last = regime_by_id("KG-APP-67", regimes()), date(2026, 11, 20), date(2026, 11, 23)
    register = {"regime": "KG-APP-67", "term": "registration", "value": 1, "unit": "working_days", "status": "likely"}
    answer = {**register, "term": "answer", "value": 14}
    weekends, calendar = ("skipped_weekends", {"days": 4}), ("calendar", {"revision": 1})
    first = [("started", {"event": "receipt", "on": got}), ("counted", register), ("skipped_weekends", {"days": 2})]
    from_last = [("our_reading", {}), ("started", {"event": "last_day_to_register", "on": last}), ("counted", answer)]
    in_time, late = answer_due(regime, kyrgyz(), got, last), answer_due(regime, kyrgyz(), got, date(2026, 12, 30))
    never = answer_due(regime, kyrgyz(), got)
    assert _told(in_time) == [("started", {"event": "registration", "on": last}), ("counted", answer), weekends, calendar]
    said = ("registered_late", {"registered_on": date(2026, 12, 30), "last_on": last})
    assert _told(late) == [*first, said, *from_last, weekends, calendar]
    assert _told(never) == [*first, ("register_by", {"last_on": last}), *from_last, weekends, calendar]
    assert {one.clock for one in (in_time, late, never)} == {Clock.ANSWER}
    assert {one.status for one in (in_time, late, never)} == {Status.LIKELY}


def test_where_registration_has_no_term_the_answer_says_so() -> None:
    found = answer_due(regime_by_id("KG-APP-67-10WD", regimes()), kyrgyz(), date(2026, 11, 20))
    assert (found.clock, found.due_on, found.status) == (Clock.ANSWER, None, Status.UNKNOWN)
    assert _told(found)[-1] == ("term_unknown", {"regime": "KG-APP-67-10WD", "term": "registration"})
