"""How a term is counted: Civil Code of the Kyrgyz Republic, part one, articles 207-210.

The term starts the day after the event (208). Months end on the same number of the last month, or on its last day if it
has no such number (209(3)); weeks on the same weekday (209(4)). A last day that is not a working day moves to the next
working day (209(5)). On the last day the act may be done until 24:00, in an organisation until it closes, and a letter
handed to the post before 24:00 is in time (210): so a date is a whole day, and "due today" is not late.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.law.calendar import Calendar, Day
from tracker.law.errors import NegativeTerm

MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7


class Unit(StrEnum):
    """In what a term is given (Civil Code art. 207)."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Counted:
    """The end of a term. `strict_on` is its last day before it moved off a non-working day."""

    due_on: date
    strict_on: date
    skipped: tuple[Day, ...]
    short_month: bool = False

    @property
    def is_rolled(self) -> bool:
        return self.due_on != self.strict_on


def count(calendar: Calendar, start_on: date, value: int, unit: Unit) -> Counted:
    """Where a term of `value` `unit` ends that started with an event on `start_on`."""
    if value < 0:
        raise NegativeTerm(value)
    calendar.day(start_on)  # a start in a year that is not loaded is an error, also for months
    if unit is Unit.WORKING_DAYS:
        found = calendar.add_working_days(start_on, value)
        return Counted(found.result, found.result, found.skipped)
    strict_on = add_without_calendar(start_on, value, unit)
    found = calendar.next_working_day_on_or_after(strict_on)
    short = unit is Unit.MONTHS and strict_on.day != start_on.day
    return Counted(found.result, strict_on, found.skipped, short)


def add_without_calendar(start_on: date, value: int, unit: Unit) -> date:
    """The last day of a term in calendar days, weeks or months, working or not."""
    if unit is Unit.MONTHS:
        return add_months(start_on, value)
    return start_on + timedelta(days=value * (DAYS_A_WEEK if unit is Unit.WEEKS else 1))


def add_months(start_on: date, months: int) -> date:
    """The same number of a later month; without such a number, the last day of that month (Civil Code art. 209(3))."""
    year, month = divmod(start_on.year * MONTHS_A_YEAR + start_on.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(start_on.day, monthrange(year, month + 1)[1]))
