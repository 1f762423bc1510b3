"""The vectors that were counted by hand against the sources: both what the law gives and what the package alone gives."""

from __future__ import annotations

from datetime import date

import pytest

from tests.law.calendars import kyrgyz
from tracker.law.counting import Unit, count

WORKING_DAYS = [
    ("2024-04-26", 10, "2024-05-15"),
    ("2024-04-26", 14, "2024-05-21"),
    ("2024-04-26", 20, "2024-05-29"),
    ("2024-04-26", 30, "2024-06-12"),
    ("2024-12-27", 10, "2025-01-16"),
    ("2024-12-27", 14, "2025-01-22"),
    ("2024-12-27", 20, "2025-01-30"),
    ("2024-12-27", 30, "2025-02-13"),
    ("2025-12-22", 10, "2026-01-14"),
    ("2025-12-22", 14, "2026-01-20"),
    ("2025-12-22", 20, "2026-01-28"),
    ("2025-12-22", 30, "2026-02-11"),
    ("2026-04-28", 10, "2026-05-20"),
    ("2026-04-28", 14, "2026-05-26"),
    ("2026-04-28", 20, "2026-06-04"),
    ("2026-04-28", 30, "2026-06-18"),
    ("2026-11-20", 10, "2026-12-04"),
    ("2026-11-20", 14, "2026-12-10"),
    ("2026-11-20", 20, "2026-12-18"),
    ("2026-11-20", 30, "2027-01-08"),
]

MONTHS = [
    ("2026-01-31", 1, "2026-02-28", "2026-03-02", "no 31 February, and the 28th is a Saturday"),
    ("2026-04-02", 1, "2026-05-02", "2026-05-11", "the whole first decade of May is off"),
    ("2026-04-28", 1, "2026-05-28", "2026-05-28", "an ordinary Thursday"),
    ("2024-01-30", 1, "2024-02-29", "2024-02-29", "a leap year has a 29 February"),
    ("2024-01-31", 1, "2024-02-29", "2024-02-29", "the last day of a leap February"),
    ("2025-01-29", 1, "2025-02-28", "2025-02-28", "a common year has none"),
    ("2024-02-29", 1, "2024-03-29", "2024-03-29", "the same number, not the last day"),
    ("2025-12-31", 2, "2026-02-28", "2026-03-02", "over the end of the year"),
    ("2025-12-08", 1, "2026-01-08", "2026-01-12", "the last day was made a day off by decree"),
    ("2026-07-31", 1, "2026-08-31", "2026-09-01", "the last day is a holiday"),
]

WEEKS = [
    ("2023-03-01", 2, "2023-03-15", "2023-03-15", "the same weekday"),
    ("2023-03-07", 2, "2023-03-21", "2023-03-22", "Nooruz moves it to the next working day"),
    ("2023-12-30", 2, "2024-01-13", "2024-01-15", "a Saturday moves it to Monday"),
]


@pytest.mark.parametrize(("start", "days", "due"), WORKING_DAYS)
def test_working_days(start: str, days: int, due: str) -> None:
    found = count(kyrgyz(), date.fromisoformat(start), days, Unit.WORKING_DAYS)
    assert found.due_on == date.fromisoformat(due)


@pytest.mark.parametrize(("days", "due"), [(10, "2026-01-12"), (14, "2026-01-16")])
def test_without_the_decree_of_january_2026_the_dates_are_other(days: int, due: str) -> None:
    found = count(kyrgyz(with_decree=False), date(2025, 12, 22), days, Unit.WORKING_DAYS)
    assert found.due_on == date.fromisoformat(due)


@pytest.mark.parametrize(("start", "months", "strict", "rolled", "why"), MONTHS)
def test_months(start: str, months: int, strict: str, rolled: str, why: str) -> None:
    found = count(kyrgyz(), date.fromisoformat(start), months, Unit.MONTHS)
    assert (found.strict_on.isoformat(), found.due_on.isoformat()) == (strict, rolled), why


@pytest.mark.parametrize(("start", "weeks", "strict", "rolled", "why"), WEEKS)
def test_weeks(start: str, weeks: int, strict: str, rolled: str, why: str) -> None:
    found = count(kyrgyz(), date.fromisoformat(start), weeks, Unit.WEEKS)
    assert (found.strict_on.isoformat(), found.due_on.isoformat()) == (strict, rolled), why


SHORT = [
    (date(2026, 1, 31), 1, Unit.MONTHS, True, "February has no 31st"),
    (date(2026, 1, 28), 1, Unit.MONTHS, False, "it has a 28th"),
    (date(2026, 1, 31), 1, Unit.WEEKS, False, "weeks know no numbers of days"),
    (date(2026, 3, 31), 10, Unit.CALENDAR_DAYS, False, "nor do days"),
]


@pytest.mark.parametrize(("start", "value", "unit", "short", "why"), SHORT, ids=[row[-1] for row in SHORT])
def test_a_month_without_that_number_is_marked(start: date, value: int, unit: Unit, short: bool, why: str) -> None:
    assert count(kyrgyz(), start, value, unit).short_month is short
