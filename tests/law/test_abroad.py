"""The laws of three other Parties to the Convention: the engine is not Kyrgyz by accident. In tests only.

From the same notes as the Kyrgyz terms: Albania, Law 119/2014 art. 15 (confirmed); Azerbaijan, Law 1024-IIQ of 2005
(likely); Tajikistan, law of 2008 art. 13(1) (likely). Their calendars are made for the test: weekends and two feasts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.calendars import plain
from tracker.law.calculator import case_dates
from tracker.law.codes import Effect, RuleName, Status
from tracker.law.deadlines import answer_due, extended_due, may_extend, registration_due, replay
from tracker.law.events_of_leg import (
    Question,
    Waited,
    day_that_counts,
    decision_due,
    due_after_transfer,
    is_notice_in_time,
    reply_window,
    waited,
    with_questions,
)
from tracker.law.kyrgyzstan import read_regime, regimes
from tracker.law.reasons import ReasonCode
from tracker.law.regimes import Regime, Rule, regime_by_id

FEASTS = (date(2026, 11, 30), date(2026, 12, 8))
CALENDAR = plain(range(2025, 2029), FEASTS)


def term(value: int, unit: str, starts: str = "receipt", **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": unit, "starts": starts, "status": "likely", "source": "law.ungovr.org", **more}


def country(regime_id: str, act: str, terms: dict[str, Any], **more: Any) -> Regime:
    table = {
        "id": regime_id, "act": act, "kinds": ["information_request"], "enabled": True, "status": "likely",
        "source": "test", "valid_from": date(2015, 1, 1), "terms": terms, **more,
    }  # fmt: skip
    return read_regime(table)


ALBANIA = country(
    "AL-ATI-119",
    "Law 119/2014",
    {
        "answer": term(10, "working_days", article="15", article_confirmed=True, status="confirmed"),
        "answer_after_transfer": term(15, "working_days", article="15", article_confirmed=True, status="confirmed"),
        "extension": term(5, "working_days", "original_date", status="confirmed"),
        "decision": term(15, "working_days", status="confirmed"),
    },
)
AZERBAIJAN = country(
    "AZ-ATI-1024",
    "Law 1024-IIQ",
    {
        "answer": term(7, "working_days"),
        "extension": term(7, "working_days", "original_date"),
        "extension_notice": term(5, "working_days"),
    },
)
TAJIKISTAN = country(
    "TJ-ATI-2008",
    "Law of 2008",
    {"answer": term(30, "calendar_days"), "extension": term(15, "calendar_days", "original_date")},
)
COUNTRIES = (ALBANIA, AZERBAIJAN, TAJIKISTAN)
RECEIVED = date(2026, 11, 20)  # a Friday

DATES = [
    (ALBANIA, date(2026, 12, 7), date(2026, 12, 15), "10 and 5 working days, two feasts left out"),
    (AZERBAIJAN, date(2026, 12, 2), date(2026, 12, 14), "7 and 7 working days"),
    (TAJIKISTAN, date(2026, 12, 21), date(2027, 1, 5), "30 and 15 calendar days; the 30th is a Sunday"),
]


@pytest.mark.parametrize(("law", "due", "extended", "why"), DATES)
def test_the_dates_of_other_countries(law: Regime, due: date, extended: date, why: str) -> None:
    assert answer_due(law, CALENDAR, RECEIVED).due_on == due, why
    assert extended_due(law, CALENDAR, RECEIVED).due_on == extended, why
    assert registration_due(law, CALENDAR, RECEIVED).due_on is None


@pytest.mark.parametrize("law", COUNTRIES)
def test_the_calculator_takes_any_country(law: Regime) -> None:
    found = case_dates([law], CALENDAR, "information_request", RECEIVED, extended=True)
    assert found.answer.due_on == extended_due(law, CALENDAR, RECEIVED).due_on
    assert found.convention is None
    assert may_extend(law)


def test_albania_counts_fifteen_days_from_the_first_body_when_it_is_passed_on() -> None:
    found = due_after_transfer(ALBANIA, CALENDAR, RECEIVED, date(2026, 11, 27))
    assert found.due_on == date(2026, 12, 15)
    assert found.status is Status.CONFIRMED
    assert replay(found.because, CALENDAR) == found.due_on


KYRGYZ_TRANSFERS = [
    ("KG-ATI-213", date(2026, 12, 4), date(2026, 12, 18), "two weeks again from the receipt of the next body"),
    ("KG-ATI-213", None, date(2026, 12, 4), "until the next body has it, the first clock"),
    ("KG-ATI-217", date(2026, 12, 4), date(2026, 12, 7), "the rule is not known: the first clock runs on"),
    ("KG-ATI-217", None, date(2026, 12, 7), "the same while nobody has it"),
]


@pytest.mark.parametrize(("regime_id", "next_on", "due", "why"), KYRGYZ_TRANSFERS)
def test_a_transfer_in_kyrgyzstan(regime_id: str, next_on: date | None, due: date, why: str) -> None:
    law = regime_by_id(regime_id, regimes())
    assert due_after_transfer(law, CALENDAR, RECEIVED, next_on).due_on == due, why


@pytest.mark.parametrize(
    ("notified", "in_time"),
    [("2026-11-27", True), ("2026-11-28", False), ("2026-12-02", False), ("2026-12-03", False)],
)
def test_azerbaijan_wants_the_notice_within_five_working_days(notified: str, in_time: bool) -> None:
    original = answer_due(AZERBAIJAN, CALENDAR, RECEIVED).due_on
    assert original is not None
    assert is_notice_in_time(AZERBAIJAN, CALENDAR, RECEIVED, original, date.fromisoformat(notified)) is in_time


@pytest.mark.parametrize(("notified", "in_time"), [("2026-12-07", True), ("2026-12-08", False)])
def test_without_a_time_of_its_own_the_notice_comes_before_the_term_ends(notified: str, in_time: bool) -> None:
    assert is_notice_in_time(ALBANIA, CALENDAR, RECEIVED, date(2026, 12, 7), date.fromisoformat(notified)) is in_time


def test_the_decision_on_a_complaint() -> None:
    found = decision_due(ALBANIA, CALENDAR, RECEIVED)
    assert found.due_on == date(2026, 12, 15)
    assert replay(found.because, CALENDAR) == found.due_on
    unknown = decision_due(regime_by_id("KG-ADM-210", regimes()), CALENDAR, RECEIVED)
    assert (unknown.due_on, unknown.status, unknown.because[-1].code) == (None, Status.UNKNOWN, ReasonCode.TERM_UNKNOWN)


STOPPING = country(
    "XX-STOP",
    "a law that stops the clock",
    {"answer": term(10, "working_days"), "clarification": term(5, "working_days", "question")},
    rules={"question": {"effect": "stops_clock", "status": "likely", "source": "test"}},
)
STOPPING_DAYS = country(
    "XX-STOP-DAYS",
    "the same in calendar days",
    {"answer": term(30, "calendar_days")},
    rules={"question": {"effect": "stops_clock", "status": "likely", "source": "test"}},
)
UNSURE = replace(
    country("XX-UNSURE", "nobody knows", {"answer": term(10, "working_days")}),
    rules={RuleName.QUESTION: Rule(Effect.STOPS_CLOCK, status=Status.UNKNOWN)},
)
def asked(on: str, replied: str | None = None, window: str = "2026-12-03") -> Question:
    return Question(date.fromisoformat(on), date.fromisoformat(window), date.fromisoformat(replied) if replied else None)


QUESTIONS = [
    (STOPPING, [], "2026-12-07", "nothing was asked"),
    (STOPPING, [asked("2026-11-24", "2026-11-27")], "2026-12-11", "three working days; a feast on the way"),
    (STOPPING, [asked("2026-11-24")], "2026-12-15", "it still waits: at the latest the five working days of the law's window"),
    (STOPPING, [asked("2026-11-24", None, "2026-11-26")], "2026-12-10", "the body gave the applicant less"),
    (STOPPING, [asked("2026-11-24", "2026-11-24")], "2026-12-07", "answered on the same day"),
    (STOPPING, [asked("2026-11-24", "2027-01-05")], "2026-12-15", "a reply after the window: the clock ran again since its end"),
    (STOPPING, [asked("2026-12-07", "2026-12-10", "2026-12-17")], "2026-12-10", "asked on the last day"),
    (
        STOPPING, [asked("2026-11-24", "2026-11-27"), asked("2026-11-25", "2026-12-01")], "2026-12-14",
        "two questions at once stop the clock once: four working days",
    ),
    (
        STOPPING, [asked("2026-11-24", "2026-12-01"), asked("2026-11-25", "2026-11-27")], "2026-12-14",
        "one within the other adds nothing",
    ),
    (
        STOPPING, [asked("2026-11-24", "2026-11-27"), asked("2026-12-09", "2026-12-11", "2026-12-19")], "2026-12-15",
        "the second comes after the first date and before the one it was moved to",
    ),
    (STOPPING_DAYS, [asked("2026-11-24", "2026-11-27")], "2026-12-23", "three calendar days"),
    (UNSURE, [asked("2026-11-24", "2026-11-27")], "2026-12-07", "an unknown rule never stops a clock"),
    (ALBANIA, [asked("2026-11-24", "2026-11-27")], "2026-12-07", "this law says nothing of it"),
]


@pytest.mark.parametrize(("law", "questions", "due", "why"), QUESTIONS, ids=[row[3] for row in QUESTIONS])
def test_a_question_to_the_applicant(law: Regime, questions: list[Question], due: str, why: str) -> None:
    found = with_questions(law, CALENDAR, answer_due(law, CALENDAR, RECEIVED), questions)
    assert found.due_on == date.fromisoformat(due), why
    assert replay(found.because, CALENDAR) == found.due_on


def test_a_question_after_the_date_does_not_cure_the_lateness() -> None:
    late = [asked("2026-12-08", "2026-12-20", "2026-12-20")]
    found = with_questions(STOPPING, CALENDAR, answer_due(STOPPING, CALENDAR, RECEIVED), late)
    assert found.due_on == date(2026, 12, 7)


@pytest.mark.parametrize("regime_id", ["KG-ATI-213", "KG-ATI-217", "KG-APP-67"])
def test_no_question_stops_a_kyrgyz_clock(regime_id: str) -> None:
    law = regime_by_id(regime_id, regimes())
    assert not law.stops_clock
    assert reply_window(law, CALENDAR, RECEIVED) is None


def test_the_window_of_a_reply() -> None:
    assert reply_window(STOPPING, CALENDAR, RECEIVED) == date(2026, 11, 27)


WAITING = [
    ("2026-11-20", None, "2026-11-20", Waited(0, 0)),
    ("2026-11-20", None, "2026-12-01", Waited(11, 6)),
    ("2026-11-20", "2026-11-27", "2026-12-01", Waited(7, 5)),
    ("2026-11-20", "2026-11-19", "2026-12-01", Waited(0, 0)),
]


@pytest.mark.parametrize(("filed", "ended", "today", "expected"), WAITING)
def test_the_own_clock_of_the_applicant(filed: str, ended: str | None, today: str, expected: Waited) -> None:
    days = [date.fromisoformat(one) if one else None for one in (filed, ended, today)]
    assert days[0]
    assert days[2]
    assert waited(CALENDAR, days[0], days[1], days[2]) == expected


CLAIMS = [
    (None, False, "2026-12-10", "nothing is claimed"),
    ("2026-12-04", False, "2026-12-10", "a word alone moves nothing"),
    ("2026-12-04", True, "2026-12-04", "shown or agreed: that day"),
    ("2026-12-20", True, "2026-12-10", "never later than what we saw ourselves"),
]


@pytest.mark.parametrize(("claimed", "shown", "counts", "why"), CLAIMS)
def test_claimed_days(claimed: str | None, shown: bool, counts: str, why: str) -> None:
    known, day = date(2026, 12, 10), date.fromisoformat(claimed) if claimed else None
    assert day_that_counts(known, day, shown) == date.fromisoformat(counts), why


@given(
    st.sampled_from([*COUNTRIES, STOPPING, STOPPING_DAYS]),
    st.dates(date(2025, 1, 1), date(2027, 6, 30)),
    st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(0, 40)), max_size=4),
    st.integers(0, 60),
)
def test_questions_never_bring_a_date_forward(law: Regime, received: date, asked: list[Any], later: int) -> None:
    first = answer_due(law, CALENDAR, received)
    questions = [
        Question(
            received + timedelta(days=on),
            received + timedelta(days=on + later),
            None if took is None else received + timedelta(days=on + took),
        )
        for on, took in asked
    ]
    found = with_questions(law, CALENDAR, first, questions)
    assert first.due_on
    assert found.due_on
    assert found.due_on >= first.due_on
    assert replay(found.because, CALENDAR) == found.due_on
