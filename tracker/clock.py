"""The only place that asks what time it is. Called from the edges (web, command line, duties); rules take values."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BISHKEK = ZoneInfo("Asia/Bishkek")


def now() -> datetime:
    """This instant, in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The legal date: the day in Asia/Bishkek."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The legal date of an instant."""
    return instant.astimezone(BISHKEK).date()
