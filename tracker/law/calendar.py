"""Which days are working days, as a value. Days are days in Asia/Bishkek.

A calendar is whole years without a gap and has a revision number, so that a date can name the calendar it was counted
by. A year that is not loaded is an error. Where the days come from is not known here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.law.errors import IncompleteCalendar, NegativeTerm, YearNotLoaded

ONE_DAY = timedelta(days=1)
DECEMBER = 12
LAST_OF_DECEMBER = 31
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayName:
    """What a festive or moved day is called, in the three languages."""

    ky: str
    ru: str
    en: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `name` is None for an ordinary working day or weekend; `estimated` marks a feast not yet announced."""

    on: date
    working: bool
    name: DayName | None = None
    source: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A day found by counting, and the non-working days passed over on the way."""

    result: date
    skipped: tuple[Day, ...]


class Calendar:
    """Working and non-working days of whole years. Every question is answered without a loop over the days."""

    __slots__ = ("_estimated", "_first", "_last", "_off", "_ordinals", "_worked", "_working", "days", "revision")

    def __init__(self, revision: int, days: Mapping[date, Day]) -> None:
        self.revision = revision
        self.days = days
        self._first, self._last = _whole_years(days)
        self._ordinals: list[int] = []
        self._working: list[date] = []
        self._off: list[Day] = []
        for number in range(self._first.toordinal(), self._last.toordinal() + 1):
            self._append(days[date.fromordinal(number)])
        self._estimated = [day for day in self._off if day.estimated]
        self._worked = [day for day in days.values() if day.working and day.on.weekday() >= SATURDAY]
        self._worked.sort(key=_on)

    def _append(self, day: Day) -> None:
        if day.working:
            self._working.append(day.on)
        else:
            self._off.append(day)
        self._ordinals.append(len(self._working))

    @property
    def years(self) -> range:
        """The years that are loaded."""
        return range(self._first.year, self._last.year + 1)

    def ordinal(self, on: date) -> int:
        """How many working days the calendar has up to and including this day."""
        return self._ordinals[self._index(on)]

    def day(self, on: date) -> Day:
        """What is known of this day."""
        self._index(on)
        return self.days[on]

    def is_working(self, on: date) -> bool:
        """Does the office work on this day?"""
        return self.day(on).working

    def add_working_days(self, start: date, working_days: int) -> Count:
        """The last of `working_days` working days after `start`. The start day is not counted (Civil Code art. 208)."""
        if working_days < 0:
            raise NegativeTerm(working_days)
        if working_days == 0:
            return Count(start, ())
        return self._nth_after(start, self.ordinal(start) + working_days)

    def next_working_day_on_or_after(self, on: date) -> Count:
        """This day if it is a working day, else the next one (Civil Code art. 209(5))."""
        if self.is_working(on):
            return Count(on, ())
        found = self._nth_after(on, self.ordinal(on) + 1)
        return Count(found.result, (self.days[on], *found.skipped))

    def working_days_between(self, earlier: date, later: date) -> int:
        """Working days after `earlier` up to and including `later`; negative the other way round."""
        return self.ordinal(later) - self.ordinal(earlier)

    def estimated_between(self, first: date, last: date) -> tuple[Day, ...]:
        """Feasts from `first` to `last` whose date is an estimate. Days beyond the loaded years are not asked for."""
        low = bisect_left(self._estimated, first, key=_on)
        high = bisect_right(self._estimated, last, key=_on)
        return tuple(self._estimated[low:high])

    def worked_weekend_between(self, first: date, last: date) -> tuple[Day, ...]:
        """Saturdays and Sundays from `first` to `last` that were made working days."""
        return tuple(self._worked[bisect_left(self._worked, first, key=_on) : bisect_right(self._worked, last, key=_on)])

    def _index(self, on: date) -> int:
        if not self._first <= on <= self._last:
            raise YearNotLoaded(on.year)
        return on.toordinal() - self._first.toordinal()

    def _off_until(self, on: date) -> int:
        index = self._index(on)
        return index + 1 - self._ordinals[index]

    def _nth_after(self, start: date, ordinal: int) -> Count:
        if ordinal > len(self._working):
            raise YearNotLoaded(self._last.year + 1)
        result = self._working[ordinal - 1]
        return Count(result, tuple(self._off[self._off_until(start) : self._off_until(result)]))


def calendar_of(revision: int, days: Iterable[Day]) -> Calendar:
    """A calendar from days in any order."""
    return Calendar(revision, {day.on: day for day in days})


def _on(day: Day) -> date:
    return day.on


def _whole_years(days: Mapping[date, Day]) -> tuple[date, date]:
    if not days:
        raise YearNotLoaded(0)
    first, last = date(min(days).year, 1, 1), date(max(days).year, DECEMBER, LAST_OF_DECEMBER)
    if len(days) != (last - first).days + 1:
        raise IncompleteCalendar(_first_gap(days, first))
    return first, last


def _first_gap(days: Mapping[date, Day], first: date) -> date:
    on = first
    while on in days:
        on += ONE_DAY
    return on
