"""What the calendar starts with, before anybody edits it."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.law.calendar import Day, DayName
from tracker.lawbook.seed import seed_days, shipped_overrides

DAYS = {day.on: day for day in seed_days([2024, 2025, 2026, 2027])}


@pytest.mark.parametrize(
    ("on", "working", "why"),
    [
        (date(2024, 1, 27), True, "a Saturday worked for 3 January"),
        (date(2024, 5, 3), False, "moved from 11 May"),
        (date(2024, 5, 11), True, "worked for 3 May"),
        (date(2025, 2, 24), True, "the act that moved it was repealed"),
        (date(2025, 4, 7), True, "festive, but worked since 2025"),
        (date(2026, 1, 8), False, "by decree"),
        (date(2026, 5, 4), False, "May holidays"),
        (date(2026, 11, 7), False, "a Saturday"),
        (date(2026, 11, 9), True, "days of ancestors are worked since 2025"),
    ],
)
def test_days_that_are_easily_wrong(on: date, working: bool, why: str) -> None:
    decree = {row.on: row.working for row in shipped_overrides()}
    assert decree.get(on, DAYS[on].working) is working, why


def test_a_feast_has_its_name_in_three_languages() -> None:
    assert DAYS[date(2026, 8, 31)].name == DayName(
        "Кыргыз Республикасынын Көз карандысыздыгынын күнү",
        "День независимости Кыргызской Республики",
        "Independence Day",
    )


def test_dates_inside_a_name_have_the_day_first() -> None:
    name = DAYS[date(2024, 1, 3)].name
    assert name is not None
    assert name.en == "Day off (substituted from 27.01.2024)"


def test_only_the_feasts_of_2027_are_estimates() -> None:
    assert [on for on, day in DAYS.items() if day.estimated] == [date(2027, 3, 9), date(2027, 5, 16)]


def test_every_weekday_off_has_a_name() -> None:
    unnamed: list[Day] = [day for day in DAYS.values() if not day.working and day.on.weekday() < 5 and not day.name]
    assert unnamed == []


def test_the_decree_of_january_2026_is_shipped_with_its_source() -> None:
    assert [(row.on, row.working) for row in shipped_overrides()] == [
        (date(2026, 1, 8), False),
        (date(2026, 1, 9), False),
    ]
    assert all("24.kg/vlast/356104" in row.source for row in shipped_overrides())
