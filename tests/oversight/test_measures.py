"""A median with its denominator: open letters count with their age today."""

from __future__ import annotations

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.oversight.measures import Median, Share, median_days

COUNTS = st.dictionaries(st.integers(0, 60), st.integers(0, 5), max_size=8)


@pytest.mark.parametrize(
    ("rule", "answered", "open_ones", "expected"),
    [
        ("nothing is not nought", {}, {}, Median(None, 0, 0)),
        ("three answers", {4: 1, 10: 1, 12: 1}, {}, Median(10, 3, 0)),
        ("between two in the middle", {4: 1, 7: 1}, {}, Median(5.5, 2, 0)),
        ("silence of forty days is in it", {4: 2}, {40: 3}, Median(40, 5, 3, at_least=True)),
        ("an old open letter above the middle changes nothing", {4: 3}, {40: 1}, Median(4, 4, 1)),
        ("a young open letter may still grow", {10: 2, 20: 2}, {1: 1}, Median(10, 5, 1, at_least=True)),
    ],
)
def test_median(rule: str, answered: dict[int, int], open_ones: dict[int, int], expected: Median) -> None:
    assert median_days(answered, open_ones) == expected, rule


@given(COUNTS, COUNTS)
def test_it_is_the_median_of_all_letters(answered: dict[int, int], open_ones: dict[int, int]) -> None:
    ages = [days for counts in (answered, open_ones) for days, letters in counts.items() for _ in range(letters)]
    found = median_days(answered, open_ones)
    assert found.of == len(ages)
    assert found.value == (median(ages) if ages else None)


@pytest.mark.parametrize(
    ("part", "of", "percent"), [(0, 0, None), (0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 2, 50), (3, 3, 100)]
)
def test_share(part: int, of: int, percent: int | None) -> None:
    assert Share(part, of).percent == percent
