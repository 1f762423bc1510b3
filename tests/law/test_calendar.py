"""Civil Code art. 208 and 209(5) over the calendar, and what happens at its edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.law.calendars import kyrgyz, plain
from tracker.law.calendar import Day, calendar_of
from tracker.law.counting import Unit, count
from tracker.law.errors import IncompleteCalendar, NegativeTerm, YearNotLoaded

SATURDAY_WORKED = date(2024, 1, 27)


def test_the_start_day_is_not_counted() -> None:
    assert plain([2026]).add_working_days(date(2026, 6, 1), 1).result == date(2026, 6, 2)


@pytest.mark.parametrize("start", [date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 7)])
def test_received_on_friday_or_at_the_weekend_the_first_day_is_monday(start: date) -> None:
    assert plain([2026]).add_working_days(start, 1).result == date(2026, 6, 8)


def test_the_days_passed_over_are_named() -> None:
    skipped = kyrgyz().add_working_days(date(2026, 8, 28), 1).skipped
    assert [(day.on.day, day.name.en if day.name else None) for day in skipped] == [
        (29, None),
        (30, None),
        (31, "Independence Day"),
    ]


def test_no_days_end_where_they_start() -> None:
    sunday = date(2026, 6, 7)
    assert plain([2026]).add_working_days(sunday, 0).result == sunday


def test_a_moved_working_saturday_counts() -> None:
    assert kyrgyz().is_working(SATURDAY_WORKED)
    assert kyrgyz().add_working_days(date(2024, 1, 26), 1).result == SATURDAY_WORKED


def test_last_day_on_a_holiday_moves_on_and_says_over_what() -> None:
    found = kyrgyz().next_working_day_on_or_after(date(2026, 5, 2))
    assert found.result == date(2026, 5, 11)
    assert [day.on.day for day in found.skipped] == list(range(2, 11))


def test_a_working_last_day_stays() -> None:
    assert kyrgyz().next_working_day_on_or_after(date(2026, 5, 28)).skipped == ()


def test_ordinals_are_a_running_count() -> None:
    calendar = kyrgyz()
    day, total = date(2022, 1, 1), 0
    while day.year < 2025:
        total += calendar.is_working(day)
        assert calendar.ordinal(day) == total
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        (date(2026, 6, 5), date(2026, 6, 8), 1),
        (date(2026, 6, 5), date(2026, 6, 7), 0),
        (date(2026, 6, 8), date(2026, 6, 5), -1),
        (date(2026, 4, 30), date(2026, 5, 11), 1),
    ],
)
def test_working_days_between(earlier: date, later: date, days: int) -> None:
    assert kyrgyz().working_days_between(earlier, later) == days


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2028, 1, 1), date.min, date.max])
def test_a_year_that_is_not_loaded_is_an_error(day: date) -> None:
    for ask in (kyrgyz().ordinal, kyrgyz().is_working, kyrgyz().next_working_day_on_or_after):
        with pytest.raises(YearNotLoaded) as caught:
            ask(day)
        assert caught.value.year == day.year


@pytest.mark.parametrize("unit", list(Unit))
def test_a_term_that_runs_into_a_year_not_loaded_names_that_year(unit: Unit) -> None:
    with pytest.raises(YearNotLoaded) as caught:
        count(kyrgyz(), date(2027, 12, 31), 5, unit)
    assert caught.value.year == 2028


@pytest.mark.parametrize("unit", list(Unit))
def test_the_last_days_of_time_are_no_crash(unit: Unit) -> None:
    with pytest.raises(YearNotLoaded):
        count(kyrgyz(), date.max, 2, unit)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_term_runs_forward(unit: Unit) -> None:
    with pytest.raises(NegativeTerm):
        count(kyrgyz(), date(2026, 6, 1), -1, unit)


def test_no_calendar_counts_backwards() -> None:
    with pytest.raises(NegativeTerm) as caught:
        kyrgyz().add_working_days(date(2026, 6, 1), -1)
    assert caught.value.value == -1


def test_a_calendar_with_a_gap_is_refused() -> None:
    whole = [Day(date(2026, 1, 1) + timedelta(days=number), True) for number in range(365)]
    with pytest.raises(IncompleteCalendar) as caught:
        calendar_of(1, [day for day in whole if day.on != date(2026, 7, 14)])
    assert caught.value.missing_on == date(2026, 7, 14)


def test_an_empty_calendar_is_refused() -> None:
    with pytest.raises(YearNotLoaded) as caught:
        calendar_of(1, [])
    assert caught.value.year == 0


def test_the_years_loaded() -> None:
    assert list(plain([2025, 2026]).years) == [2025, 2026]


def test_estimates_are_found_by_date() -> None:
    calendar = plain([2027], estimated=[date(2027, 3, 9), date(2027, 5, 17)])
    assert [day.on.month for day in calendar.estimated_between(date(2027, 3, 9), date(2027, 5, 16))] == [3]
    assert calendar.estimated_between(date(2027, 3, 10), date(2027, 5, 16)) == ()
