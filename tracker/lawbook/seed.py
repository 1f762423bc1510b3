"""The first filling of a calendar year, from the `holidays` package: names in three languages, estimates marked.

The package knows moved working Saturdays (`is_working_day`); a date in it that is a working day is festive only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tracker.law.calendar import Day, DayName

OVERRIDES = Path(__file__).resolve().parent / "data" / "overrides.toml"
LANGUAGES = {"ky": "ky", "ru": "ru_KG", "en": "en_US"}
DECEMBER_31 = (12, 31)


@dataclass(frozen=True, slots=True)
class Override:
    """A day set against the seed."""

    on: date
    working: bool
    name: DayName | None
    reason: str
    act: str
    source: str
    estimated: bool = False


def seed_days(years: Iterable[int]) -> list[Day]:
    """Every day of the years, as the package knows them, without overrides."""
    wanted = sorted(years)
    named = {key: _holidays(wanted, language) for key, language in LANGUAGES.items()}
    marked = _holidays(wanted, LANGUAGES["en"], estimates_marked=True)
    return [_day(on, named, marked) for year in wanted for on in _days_of(year)]


def shipped_overrides() -> list[Override]:
    """The overrides that ship with the service."""
    tables = tomllib.loads(OVERRIDES.read_text("utf-8"))["days"]
    return [
        Override(row["date"], row["working"], _name(row), row["reason"], row["act"], row["source"]) for row in tables
    ]


def _holidays(years: list[int], language: str, estimates_marked: bool = False) -> Any:
    import holidays  # a large package, needed only when a year is loaded

    return holidays.country_holidays(
        "KG", years=years, language=language, islamic_show_estimated=estimates_marked, expand=False
    )


def _day(on: date, named: Mapping[str, Any], marked: Any) -> Day:
    working = bool(named["ky"].is_working_day(on))
    english = named["en"].get(on)
    if working or english is None:
        return Day(on, working, source=_version())
    name = DayName(*(_tidy(named[key][on]) for key in LANGUAGES))
    return Day(on, working, name, _version(), estimated=marked[on] != english)


def _name(row: Mapping[str, Any]) -> DayName | None:
    return DayName(row["ky"], row["ru"], row["en"]) if row.get("ky") else None


def _tidy(name: str) -> str:
    """Dates inside a name as they are written here: the package's English has the month first."""
    return re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\2.\1.\3", name)


@lru_cache(maxsize=1)
def _version() -> str:
    return f"holidays {version('holidays')}"


def _days_of(year: int) -> Iterable[date]:
    first, last = date(year, 1, 1), date(year, *DECEMBER_31)
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
