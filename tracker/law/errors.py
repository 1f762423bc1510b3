"""What can go wrong in the law, in the words of the law. Every error carries the values that explain it."""

from __future__ import annotations

from datetime import date


class LawError(Exception):
    """Base of everything this package raises."""


class YearNotLoaded(LawError):
    """The calendar of a year is not loaded. Never read as "no holidays"."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the calendar of {year} is not loaded")
        self.year = year


class IncompleteCalendar(LawError):
    """A calendar is whole years without a gap; this day is missing."""

    def __init__(self, missing_on: date) -> None:
        super().__init__(f"the calendar has no {missing_on.isoformat()}")
        self.missing_on = missing_on


class NegativeTerm(LawError):
    """A term runs forward."""

    def __init__(self, value: int) -> None:
        super().__init__(f"a term of {value} does not run forward")
        self.value = value


class NoRegime(LawError):
    """No law in force governs this kind of case on this day."""

    def __init__(self, kind: str, on: date | None) -> None:
        super().__init__(f"no regime governs {kind} on {on.isoformat() if on else 'any day'}")
        self.kind = kind
        self.on = on


class UnknownRegime(LawError):
    """There is no regime with this id."""

    def __init__(self, regime_id: str) -> None:
        super().__init__(f"no regime {regime_id}")
        self.regime_id = regime_id


class ExtensionTooLong(LawError):
    """The body asked for more than the law allows."""

    def __init__(self, limit: int, asked: int) -> None:
        super().__init__(f"an extension of {asked} is asked, the law allows {limit}")
        self.limit = limit
        self.asked = asked


class BadLawData(LawError):
    """A data file of the law contradicts itself. Found when it is read, not when a date is due."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem
