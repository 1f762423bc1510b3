"""Why a date is what it is, as codes with values. No sentence for people here; no date without its reasons.

The list can be read two ways: turned into sentences for a reader, and replayed to get the same date again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

Value = str | int | date | None


class ReasonCode(StrEnum):
    """One step of an explanation."""

    STARTED = "started"  # event, on
    COUNTED = "counted"  # regime, term, value, unit, status; article where confirmed
    SKIPPED_WEEKENDS = "skipped_weekends"  # days
    SKIPPED_DAY = "skipped_day"  # first_on, last_on, days, ky, ru, en
    WORKED_DAY = "worked_day"  # on, ky, ru, en
    SHORT_MONTH = "short_month"  # ends_on
    ROLLED = "rolled"  # strict_on, ends_on
    NOT_ROLLED = "not_rolled"  # strict_on
    ESTIMATED_DAY = "estimated_day"  # on, ky, ru, en
    REGISTER_BY = "register_by"  # last_on
    REGISTERED_LATE = "registered_late"  # registered_on, last_on
    OUR_READING = "our_reading"
    EXTENDED = "extended"  # original_on
    STOPPED = "stopped"  # asked_on, until_on, days, unit, from_on, counted_on, ends_on, regime, status; article, waits
    FIRST_DATE_STAYS = "first_date_stays"  # regime, term
    TERM_UNKNOWN = "term_unknown"  # regime, term
    SOURCES_DISAGREE = "sources_disagree"  # value, unit
    REGIME_START_UNCERTAIN = "regime_start_uncertain"  # regime
    CALENDAR = "calendar"  # revision


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and its values. Keys that end in `on` hold dates."""

    code: ReasonCode
    values: Mapping[str, Value] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        values = {key: value.isoformat() if isinstance(value, date) else value for key, value in self.values.items()}
        return {"code": self.code.value, **({"values": values} if values else {})}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Reason:
        values = {key: _value(key, value) for key, value in stored.get("values", {}).items()}
        return cls(ReasonCode(stored["code"]), values)

    def date(self, key: str) -> date:
        """The date under `key`."""
        value = self.values[key]
        assert isinstance(value, date)
        return value

    def text(self, key: str) -> str:
        """The value under `key` as text, empty if it is not there."""
        value = self.values.get(key)
        return "" if value is None else str(value)

    def number(self, key: str) -> int:
        """The number under `key`."""
        value = self.values[key]
        assert isinstance(value, int)
        return value


def _value(key: str, value: Any) -> Value:
    is_date = key == "on" or key.endswith("_on")
    return date.fromisoformat(value) if is_date and value is not None else value
