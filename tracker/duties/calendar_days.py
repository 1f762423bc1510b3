"""Working days seen from today backwards."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from tracker import lawbook
from tracker.clock import BISHKEK

ONE_DAY = timedelta(days=1)
FURTHEST = 40


def passed(session: Any, today: date, working_days: int) -> date:
    """The latest day after which so many working days have wholly passed. Raises `YearNotLoaded`."""
    calendar = lawbook.current_calendar(session)
    day = today - ONE_DAY
    for _ in range(FURTHEST):
        if calendar.add_working_days(day, working_days).result < today:
            return day
        day -= ONE_DAY
    return day


def end_of(day: date) -> datetime:
    """The first instant after a day in Bishkek."""
    return datetime.combine(day + ONE_DAY, time.min, BISHKEK)
