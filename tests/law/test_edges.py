"""The edges of days and years: midnight in Bishkek, closing time, a Sunday, a feast inside, the turn of the year."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.law.calendars import kyrgyz, plain
from tracker.clock import BISHKEK, day_of
from tracker.law.counting import Unit, count
from tracker.law.deadlines import answer_due, convention_limit, is_late
from tracker.law.errors import YearNotLoaded
from tracker.law.kyrgyzstan import regimes
from tracker.law.reasons import ReasonCode
from tracker.law.regimes import Regime, regime_by_id


def law(regime_id: str) -> Regime:
    return regime_by_id(regime_id, regimes())


MIDNIGHT = [
    ("2026-11-20T23:59", "2026-11-20", "2026-12-04", "a minute before midnight is still Friday"),
    ("2026-11-21T00:01", "2026-11-21", "2026-12-04", "a minute after it is Saturday; both count from Monday"),
    ("2026-11-22T23:59", "2026-11-22", "2026-12-04", "Sunday evening: Monday is the first day"),
    ("2026-11-23T00:01", "2026-11-23", "2026-12-07", "on Monday the count starts on Tuesday"),
    ("2026-12-31T23:59", "2026-12-31", "2027-01-21", "the last minute of the year"),
    ("2027-01-01T00:01", "2027-01-01", "2027-01-21", "the first minute of the next one, a day off"),
]


@pytest.mark.parametrize(("filed", "on", "due", "why"), MIDNIGHT)
def test_a_day_is_a_day_in_bishkek(filed: str, on: str, due: str, why: str) -> None:
    """Civil Code art. 208; the instant is kept in UTC, six hours earlier."""
    instant = datetime.fromisoformat(filed).replace(tzinfo=BISHKEK).astimezone(UTC)
    assert day_of(instant) == date.fromisoformat(on), why
    assert answer_due(law("KG-ATI-217"), kyrgyz(), day_of(instant)).due_on == date.fromisoformat(due), why


CLOSING = [
    ("2026-12-04T09:00", False, "in the morning"),
    ("2026-12-04T16:59", False, "before the office closes"),
    ("2026-12-04T17:00", False, "when it closes"),
    ("2026-12-04T23:59", False, "a letter handed to the post before midnight is in time (art. 210(2))"),
    ("2026-12-05T00:01", True, "after midnight it is not"),
]


@pytest.mark.parametrize(("answered", "late", "why"), CLOSING)
def test_the_whole_last_day_is_in_time_whenever_the_body_closes(answered: str, late: bool, why: str) -> None:
    """Art. 210: a date is a whole day here; closing time makes nobody late, because post until midnight is in time."""
    instant = datetime.fromisoformat(answered).replace(tzinfo=BISHKEK)
    assert is_late(date(2026, 12, 4), day_of(instant), date(2026, 12, 31)) is late, why


LAST_DAY_OFF = [
    ("2026-08-17", 2, Unit.WEEKS, "2026-08-31", "2026-09-01", "Independence Day is the last day"),
    ("2026-07-31", 1, Unit.MONTHS, "2026-08-31", "2026-09-01", "the same by months"),
    ("2026-12-01", 1, Unit.MONTHS, "2027-01-01", "2027-01-08", "into the holidays of the new year"),
    ("2026-03-07", 2, Unit.WEEKS, "2026-03-21", "2026-03-23", "Nooruz on a Saturday"),
    ("2026-11-23", 12, Unit.CALENDAR_DAYS, "2026-12-05", "2026-12-07", "calendar days that end on a Saturday"),
    ("2026-11-23", 11, Unit.CALENDAR_DAYS, "2026-12-04", "2026-12-04", "and on a Friday"),
    ("2023-12-30", 2, Unit.MONTHS, "2024-02-29", "2024-02-29", "the last day of a leap February"),
    ("2022-12-30", 2, Unit.MONTHS, "2023-02-28", "2023-02-28", "and of a common one"),
    ("2024-02-29", 12, Unit.MONTHS, "2025-02-28", "2025-02-28", "a year after a leap day"),
]


@pytest.mark.parametrize(("start", "value", "unit", "strict", "due", "why"), LAST_DAY_OFF)
def test_the_last_day(start: str, value: int, unit: Unit, strict: str, due: str, why: str) -> None:
    found = count(kyrgyz(), date.fromisoformat(start), value, unit)
    assert (found.strict_on.isoformat(), found.due_on.isoformat()) == (strict, due), why
    assert found.is_rolled is (strict != due)


def test_feasts_inside_the_term_are_named_one_by_one() -> None:
    found = answer_due(law("KG-ATI-217"), kyrgyz(), date(2026, 4, 28))
    named = [reason.text("en") for reason in found.because if reason.code is ReasonCode.SKIPPED_DAY]
    assert "Constitution Day" in " ".join(named)
    assert "Victory Day" in " ".join(named)


TURN = [
    ("2026-12-16", "2026-12-30", "it ends before the year does"),
    ("2026-12-17", "2026-12-31", "on the last day of the year"),
    ("2026-12-18", None, "one day later it needs the next year"),
    ("2026-12-31", None, "and so does all that follows"),
]


@pytest.mark.parametrize(("received", "due", "why"), TURN)
def test_without_the_next_year_no_date_is_made_up(received: str, due: str | None, why: str) -> None:
    year = plain([2026])
    if due is None:
        with pytest.raises(YearNotLoaded) as caught:
            answer_due(law("KG-ATI-217"), year, date.fromisoformat(received))
        assert caught.value.year == 2027, why
    else:
        assert answer_due(law("KG-ATI-217"), year, date.fromisoformat(received)).due_on == date.fromisoformat(due), why
    assert answer_due(law("KG-ATI-217"), plain([2026, 2027]), date.fromisoformat(received)).due_on, "with it, there is one"


def test_the_limit_of_the_convention_needs_the_next_year_too() -> None:
    with pytest.raises(YearNotLoaded):
        convention_limit(plain([2026]), date(2026, 12, 1))
    assert convention_limit(plain([2026, 2027]), date(2026, 12, 1)).strict_on == date(2027, 1, 1)
