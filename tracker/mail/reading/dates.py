"""`Date:` in its right and its broken forms. The offset is kept; a date without one is taken as UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("янв jan үчт", "фев feb бир", "мар mar жал", "апр apr чын", "май мая may", "июн jun кул", "июл jul теке",
         "авг aug баш", "сен sep аяк", "окт oct тогу", "ноя nov жети", "дек dec бешт"), 1)
    for name in names.split()
}  # fmt: skip
_ZONES = {"KGT": "+0600", "MSK": "+0300", "UZT": "+0500", "TJT": "+0500", "ALMT": "+0500"}
_iso = re.compile(
    r"(\d{4})[-.](\d{1,2})[-.](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_dotted = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})[, ]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{2}:?\d{2})?")
_worded = re.compile(
    r"(\d{1,2})[ -]+([^\W\d_]{3,12})\.?[ -]+(\d{2,4})(?: ?г(?:ода|\.)?|-?ж(?:ыл\w{0,6}|\.)?)?,? +"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(?:GMT|UTC)?\s*([+-]\d{2}:?\d{2})?"
)
_year_first = re.compile(
    r"(?P<year>\d{4})[- ]?ж\w{0,8}\.?,? +(?P<day>\d{1,2})[- ](?P<month>[^\W\d_]{3,12})\.?,? +"
    r"(?:\w{2,10}\.? +)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?P<second>[:.]\d{2})?"
)
_clock_first = re.compile(  # what asctime writes, with the names of another language
    r"(?P<month>[^\W\d_]{3,12})\.? +(?P<day>\d{1,2}),? +(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<second>:\d{2})?"
    r" +(?P<year>\d{4})"
)
_half_day = re.compile(r"\b(\d{1,2})(:\d{2}(?::\d{2})?) ?([AP])\.?M\b\.?", re.I)


def read_date(value: str) -> datetime | None:
    """The instant with the sender's offset, or None."""
    text = _zones_made_plain(" ".join(value[:200].split()))
    for read in (_standard, _by_iso, _by_dots, _by_words, _by_names):
        try:
            found = read(text)
        except (ValueError, OverflowError, TypeError, IndexError, AttributeError):
            continue
        if found and 1970 <= found.year <= 2200:
            return found
    return None


def _zones_made_plain(text: str) -> str:
    """GMT+06:00, +6:00, +06 and the names of zones around here as +0600; hours of the half day as those of the day."""
    text = _half_day.sub(lambda m: f"{int(m[1]) % 12 + 12 * (m[3] in 'pP')}{m[2]}", text)
    text = re.sub(r"\b(?:GMT|UTC) ?(?=[+-]\d)", "", text)
    text = re.sub(r"(?<=[\d ])([+-])(\d{1,2}):(\d\d)(?= ?(?:\(|$))", lambda m: f"{m[1]}{m[2]:0>2}{m[3]}", text)
    text = re.sub(r"(?<=:\d\d )([+-]\d\d)(?= ?(?:\(|$))", r"\g<1>00", text)
    return re.sub(r"\b(KGT|MSK|UZT|TJT|ALMT)\b(?!\))", lambda m: _ZONES[m[1]], text)


def _standard(text: str) -> datetime | None:
    if re.match(r"\d{4}-\d", text):
        return None
    fields = parsedate_tz(text)
    if not fields:
        return None
    offset = timedelta(seconds=fields[9] or 0)
    zone = timezone(offset) if abs(offset) < timedelta(hours=15) else UTC
    return datetime(*fields[:5], min(fields[5], 59), tzinfo=zone)


def _by_iso(text: str) -> datetime | None:
    found = _iso.search(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(found[7]))


def _by_dots(text: str) -> datetime | None:
    found = _dotted.search(text)
    if not found:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(found[7]))


def _by_words(text: str) -> datetime | None:
    found = _worded.search(text)
    if not found:
        return None
    month = _month(found[2])
    year = int(found[3]) + (2000 if int(found[3]) < 100 else 0)
    return datetime(
        year, month, int(found[1]), int(found[4]), int(found[5]), min(int(found[6] or 0), 59), tzinfo=_zone(found[7])
    )


def _by_names(text: str) -> datetime | None:
    found = _year_first.search(text) or _clock_first.search(text)
    if not found:
        return None
    year, day, hour, minute = (int(found[name]) for name in ("year", "day", "hour", "minute"))
    second = min(int((found["second"] or ":0")[1:]), 59)
    return datetime(year, _month(found["month"]), day, hour, minute, second, tzinfo=UTC)


def _month(name: str) -> int:
    return next((number for start, number in _MONTHS.items() if name.lower().startswith(start)), 0)


def _zone(written: str | None) -> timezone:
    if not written or written == "Z":
        return UTC
    sign = -1 if written[0] == "-" else 1
    hours, minutes = int(written[1:3]), int(written[-2:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes)) if hours < 15 else UTC
