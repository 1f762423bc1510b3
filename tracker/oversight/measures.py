"""Measures with their denominators. Pure.

A case that is still open counts with its age today: leaving it out would make a body look faster the longer it is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Median:
    """The middle value. `of` letters were counted, `open_ones` of them at their present age.

    `at_least`: a letter no older than the middle is still open, so the true value may yet grow.
    """

    value: float | None
    of: int
    open_ones: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole that is named with it."""

    part: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded half up; None of nothing."""
        return (self.part * PERCENT * 2 + self.of) // (self.of * 2) if self.of else None


def median_days(answered: Mapping[int, int], open_ones: Mapping[int, int]) -> Median:
    """The median of days counted as {days: letters}: of letters answered, and of open ones at their present age."""
    still_open = {days: letters for days, letters in open_ones.items() if letters > 0}
    ages = sorted([*answered.items(), *still_open.items()])
    total = sum(letters for _, letters in ages)
    if not total:
        return Median(None, 0, 0)
    middle = (_at(ages, (total - 1) // 2) + _at(ages, total // 2)) / 2
    return Median(middle, total, sum(still_open.values()), any(days <= middle for days in still_open))


def _at(ages: Iterable[tuple[int, int]], place: int) -> int:
    """The days of the letter at this place, when all stand in a row by their days."""
    passed = 0
    for days, letters in ages:
        passed += letters
        if place < passed:
            return days
    raise IndexError(place)
