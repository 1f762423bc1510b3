"""Dates as people here write them. CLDR's Kyrgyz dates are unusable («2026-ж., 12-март», 12/3/26), so we spell our own.

Kyrgyz: «2026-жылдын 7-декабры»; Russian: «7 декабря 2026 года»; English: "7 December 2026"; short everywhere: 07.12.2026.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker.i18n.languages import current_language

KY = ("январы", "февралы", "марты", "апрели", "майы", "июну", "июлу", "августу", "сентябры", "октябры", "ноябры", "декабры")
RU = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
BISHKEK = ZoneInfo("Asia/Bishkek")


def long_date(day: date, language: str | None = None) -> str:
    """A legal date in words, in `language` or the reader's."""
    language = language or current_language()
    if language == "ky":
        return f"{day.year}-жылдын {day.day}-{KY[day.month - 1]}"
    if language == "ru":
        return f"{day.day} {RU[day.month - 1]} {day.year} года"
    return f"{day.day} {EN[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """07.12.2026, in every language."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def short_instant(instant: datetime) -> str:
    """07.12.2026, 14:05 in Bishkek time."""
    return instant.astimezone(BISHKEK).strftime("%d.%m.%Y, %H:%M")
