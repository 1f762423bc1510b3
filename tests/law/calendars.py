"""Calendars for the tests of the law: the one of the holidays package, once, and small ones made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import holidays

from tracker.law.calendar import Calendar, Day, DayName, calendar_of

YEARS = range(2022, 2028)
OFF_BY_DECREE = (date(2026, 1, 8), date(2026, 1, 9))
FEAST = DayName("Майрам", "Праздник", "Feast")


@lru_cache(maxsize=2)
def kyrgyz(with_decree: bool = True) -> Calendar:
    """The package's days of the tested years, with or without the two days off of January 2026."""
    known = holidays.country_holidays("KG", years=YEARS, language="en_US")
    off = set(OFF_BY_DECREE) if with_decree else set()
    return calendar_of(1, (_day(on, known, off) for on in days_of(YEARS)))


def days_of(years: Iterable[int]) -> list[date]:
    wanted = sorted(years)
    first, last = date(wanted[0], 1, 1), date(wanted[-1], 12, 31)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def plain(years: Iterable[int], feasts: Iterable[date] = (), estimated: Iterable[date] = ()) -> Calendar:
    """Working days but for weekends and the feasts given."""
    named, marked = set(feasts) | set(estimated), set(estimated)
    return calendar_of(
        7,
        (
            Day(on, on.weekday() < 5 and on not in named, FEAST if on in named else None, "test", on in marked)
            for on in days_of(years)
        ),
    )


def _day(on: date, known: holidays.HolidayBase, off: set[date]) -> Day:
    working = known.is_working_day(on) and on not in off
    english = known.get(on) or ("Extra day off" if on in off else None)
    name = DayName(english, english, english) if english and not working else None
    return Day(on, working, name, "test", "estimated" in (english or ""))
