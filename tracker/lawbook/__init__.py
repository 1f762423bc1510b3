"""The law as the service keeps it: the calendar in the database, its edits, and the words for what the law says."""

from tracker.lawbook.calendars import (
    calendar_at,
    current_calendar,
    load_calendar,
    missing_year,
    ordinal_of,
    set_day,
    years_loaded,
)
from tracker.lawbook.terms import regimes

__all__ = [
    "calendar_at", "current_calendar", "load_calendar", "missing_year", "ordinal_of", "regimes", "set_day",
    "years_loaded",
]
