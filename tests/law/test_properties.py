"""What must hold for any day and any calendar."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.calendars import kyrgyz, plain
from tracker.law.calendar import Calendar, Day, calendar_of
from tracker.law.counting import Unit, count
from tracker.law.deadlines import Due, answer_due, convention_limit, extended_due, is_late, replay, working_days_late
from tracker.law.errors import LawError
from tracker.law.kyrgyzstan import regimes
from tracker.law.regimes import Regime, regime_by_id

LAWS = [regime_by_id(name, regimes()) for name in ("KG-ATI-213", "KG-ATI-217", "KG-APP-67")]

laws = st.sampled_from(LAWS)
days = st.dates(date(2022, 1, 1), date(2027, 6, 30))
few = st.integers(0, 40)
waits = st.none() | st.integers(0, 60)
units = st.sampled_from(list(Unit))


def after(day: date, number: int | None) -> date | None:
    return None if number is None else day + timedelta(days=number)


@given(laws, days, few, waits)
def test_a_later_receipt_never_gives_an_earlier_date(law: Regime, received: date, later: int, wait: int | None) -> None:
    registered = after(received, wait)
    first = answer_due(law, kyrgyz(), received, registered)
    second = answer_due(law, kyrgyz(), received + timedelta(days=later), after(registered, later) if registered else None)
    assert first.due_on is not None
    assert second.due_on is not None
    assert second.due_on >= first.due_on


@given(days, st.integers(0, 12), units, st.sets(days, max_size=12))
def test_more_holidays_never_shorten(start: date, value: int, unit: Unit, feasts: set[date]) -> None:
    years = range(2022, 2029)
    with_feasts, without = plain(years, feasts), plain(years)
    assert count(with_feasts, start, value, unit).due_on >= count(without, start, value, unit).due_on


@given(st.sampled_from(LAWS[:2]), days, st.none() | st.integers(0, 2))
def test_an_extension_never_precedes_the_original(law: Regime, received: date, by_value: int | None) -> None:
    original = answer_due(law, kyrgyz(), received).due_on
    extended = extended_due(law, kyrgyz(), received, by_value=by_value).due_on
    assert original is not None
    assert extended is not None
    assert extended >= original


@given(laws, days, waits, st.booleans())
def test_the_explanation_gives_the_date_again(law: Regime, received: date, wait: int | None, extended: bool) -> None:
    rule = extended_due if extended else answer_due
    due = rule(law, kyrgyz(), received, after(received, wait))
    assert replay(due.because, kyrgyz()) == due.due_on
    assert Due.from_json(json.loads(json.dumps(due.as_json()))) == due


@given(days, waits)
def test_registration_never_gives_more_time_than_the_last_lawful_day(received: date, wait: int | None) -> None:
    law = LAWS[2]
    latest = answer_due(law, kyrgyz(), received).due_on
    found = answer_due(law, kyrgyz(), received, after(received, wait)).due_on
    assert latest is not None
    assert found is not None
    assert found <= latest


@given(days, st.booleans())
def test_the_limit_of_the_convention_is_one_or_two_months_away(submitted: date, extended: bool) -> None:
    limit = convention_limit(kyrgyz(), submitted, extended)
    assert submitted + timedelta(days=59 if extended else 28) <= limit.strict_on
    assert limit.strict_on <= submitted + timedelta(days=62 if extended else 31)
    assert limit.strict_on <= limit.rolled_on
    assert kyrgyz().is_working(limit.rolled_on)


@given(days, few)
def test_the_days_to_the_date_are_the_days_asked(start: date, value: int) -> None:
    found = kyrgyz().add_working_days(start, value)
    assert kyrgyz().working_days_between(start, found.result) == value
    assert all(start < day.on < found.result and not day.working for day in found.skipped)


@given(st.none() | days, st.none() | days, days)
def test_working_days_late_only_when_late(due: date | None, answered: date | None, today: date) -> None:
    late = working_days_late(kyrgyz(), due, answered, today)
    assert late >= 0
    assert late == 0 or is_late(due, answered, today)


@given(laws, st.dates(), st.none() | st.dates())
def test_no_day_of_any_year_crashes(law: Regime, received: date, registered: date | None) -> None:
    for ask in (lambda: answer_due(law, kyrgyz(), received, registered), lambda: convention_limit(kyrgyz(), received)):
        with suppress(LawError):
            ask()


@given(st.lists(st.booleans(), min_size=365, max_size=365), st.integers(0, 364), st.integers(1, 30))
def test_counting_agrees_with_counting_on_fingers(working: list[bool], start: int, value: int) -> None:
    first = date(2026, 1, 1)
    calendar: Calendar = calendar_of(1, (Day(first + timedelta(days=i), on) for i, on in enumerate(working)))
    ahead = [first + timedelta(days=i) for i in range(start + 1, 365) if working[i]]
    if len(ahead) < value:
        with pytest.raises(LawError):
            calendar.add_working_days(first + timedelta(days=start), value)
    else:
        assert calendar.add_working_days(first + timedelta(days=start), value).result == ahead[value - 1]
