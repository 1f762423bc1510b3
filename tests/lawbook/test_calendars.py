"""The calendar in the database: loaded once, edited by revisions, never changing what an earlier date was counted by."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, literal, select

from tests.lawbook.conftest import NOW
from tracker.law.calendar import DayName
from tracker.law.errors import YearNotLoaded
from tracker.lawbook import calendars
from tracker.lawbook.calendars import (
    calendar_at,
    current_calendar,
    load_calendar,
    missing_year,
    ordinal_of,
    overrides,
    set_day,
    special_days,
    years_loaded,
)
from tracker.lawbook.models import CalendarDay, CalendarRevision
from tracker.people.actor import Actor, ActorKind

BY = Actor(ActorKind.ADMINISTRATOR, account_id=5)
FRIDAY = date(2026, 6, 5)


def close(session: Any, day: date = FRIDAY) -> CalendarRevision:
    return set_day(session, day, False, "Day of mourning", "Decree No. 1", BY, NOW, source="https://example.org")


def test_nothing_is_loaded_at_first(empty: Any) -> None:
    assert years_loaded(empty) == []
    assert missing_year(empty, date(2026, 1, 1)) == 2024
    with pytest.raises(YearNotLoaded):
        current_calendar(empty)


def test_loading_twice_loads_once(loaded: Any) -> None:
    assert years_loaded(loaded) == [2024, 2025, 2026, 2027]
    assert load_calendar(loaded, NOW) == []
    assert loaded.scalar(select(func.count(CalendarRevision.number))) == 1


def test_a_later_year_is_added_and_the_count_goes_on(loaded: Any) -> None:
    before = current_calendar(loaded).ordinal(date(2027, 12, 31))
    assert load_calendar(loaded, NOW, through=2028) == [2028]
    calendar = current_calendar(loaded)
    assert list(calendar.years) == [2024, 2025, 2026, 2027, 2028]
    assert calendar.ordinal(date(2028, 1, 31)) > before
    assert _ordinal(loaded, date(2028, 1, 31)) == calendar.ordinal(date(2028, 1, 31))


def test_the_decree_of_january_2026_is_in_it(loaded: Any) -> None:
    assert current_calendar(loaded).add_working_days(date(2025, 12, 22), 10).result == date(2026, 1, 14)
    assert [row.date for row in overrides(loaded)] == [date(2026, 1, 9), date(2026, 1, 8)]


def test_the_table_counts_as_the_value_does(loaded: Any) -> None:
    calendar = current_calendar(loaded)
    rows = loaded.execute(select(CalendarDay.date, CalendarDay.ordinal, CalendarDay.working)).all()
    assert len(rows) == 366 + 3 * 365
    assert all(calendar.ordinal(row.date) == row.ordinal for row in rows)
    assert all(calendar.is_working(row.date) is row.working for row in rows)


def test_a_day_set_is_a_new_revision_and_the_old_one_stays(loaded: Any) -> None:
    before = current_calendar(loaded)
    revision = close(loaded)
    after = current_calendar(loaded)
    assert (before.revision, after.revision) == (1, 2)
    assert before.is_working(FRIDAY)
    assert not after.is_working(FRIDAY)
    assert after.add_working_days(date(2026, 6, 4), 1).result == date(2026, 6, 8)
    assert calendar_at(loaded, 1).add_working_days(date(2026, 6, 4), 1).result == FRIDAY
    assert (revision.made_by_id, revision.made_at, revision.reason) == (5, NOW, "Day of mourning")


def test_every_later_day_is_counted_again(loaded: Any) -> None:
    close(loaded)
    calendar = current_calendar(loaded)
    for day in (date(2026, 6, 4), FRIDAY, date(2026, 6, 8), date(2027, 12, 31)):
        assert _ordinal(loaded, day) == calendar.ordinal(day)


def test_one_current_row_for_each_day(loaded: Any) -> None:
    close(loaded)
    close(loaded, date(2026, 6, 12))
    current = select(CalendarDay.date).where(CalendarDay.to_revision.is_(None))
    rows = loaded.scalars(current).all()
    assert len(rows) == len(set(rows)) == 366 + 3 * 365


def test_a_day_without_a_name_is_called_an_extra_day_off(loaded: Any) -> None:
    close(loaded)
    assert current_calendar(loaded).day(FRIDAY).name == calendars.EXTRA_DAY_OFF


def test_a_saturday_made_working(loaded: Any) -> None:
    saturday = date(2026, 6, 6)
    set_day(loaded, saturday, True, "Worked for Friday", "Decree No. 2", BY, NOW)
    assert current_calendar(loaded).add_working_days(FRIDAY, 1).result == saturday
    assert saturday in [row.date for row in special_days(loaded, 2026)]


def test_an_announced_feast_is_no_estimate_any_more(loaded: Any) -> None:
    feast = date(2027, 3, 9)
    assert current_calendar(loaded).estimated_between(feast, feast)
    set_day(loaded, feast, False, "Announced", "Muftiate, 1 March 2027", BY, NOW)
    day = current_calendar(loaded).day(feast)
    assert not day.estimated
    assert day.name is not None
    assert day.name.en == "Eid al-Fitr"
    changed = loaded.scalar(select(func.count(CalendarDay.id)).where(CalendarDay.from_revision == 2))
    assert changed == 1, "nothing is counted again when the day stays off"


def test_a_feast_that_moved(loaded: Any) -> None:
    feast, moved = date(2027, 3, 9), date(2027, 3, 10)
    set_day(loaded, feast, True, "Announced for the 10th", "Muftiate", BY, NOW)
    set_day(loaded, moved, False, "Announced", "Muftiate", BY, NOW, name=DayName("Орозо айт", "Орозо айт", "Eid al-Fitr"))
    calendar = current_calendar(loaded)
    assert calendar.is_working(feast)
    assert calendar.day(feast).name is None
    assert not calendar.is_working(moved)


def test_a_day_of_a_year_not_loaded_cannot_be_set(loaded: Any) -> None:
    with pytest.raises(YearNotLoaded):
        close(loaded, date(2030, 1, 1))


def test_who_set_what_is_kept(loaded: Any) -> None:
    close(loaded)
    row = overrides(loaded)[0]
    assert (row.date, row.act, row.source, row.made_by_id, row.revision) == (
        FRIDAY,
        "Decree No. 1",
        "https://example.org",
        5,
        2,
    )


def test_the_calendar_is_read_once_for_a_revision(loaded: Any) -> None:
    assert current_calendar(loaded) is current_calendar(loaded)


def test_an_edit_taken_back_leaves_no_trace_in_memory(loaded: Any) -> None:
    close(loaded)
    assert not current_calendar(loaded).is_working(FRIDAY)
    loaded.rollback()
    assert current_calendar(loaded).is_working(FRIDAY)
    close(loaded, date(2026, 6, 12))
    assert current_calendar(loaded).is_working(FRIDAY), "the same number, another revision"


def test_an_unknown_revision(loaded: Any) -> None:
    with pytest.raises(YearNotLoaded):
        calendar_at(loaded, 99)


@pytest.mark.parametrize(
    ("today", "year"), [(date(2027, 8, 31), None), (date(2027, 9, 10), 2028), (date(2028, 1, 1), 2028)]
)
def test_the_next_year_is_asked_for_months_before(loaded: Any, today: date, year: int | None) -> None:
    assert missing_year(loaded, today) == year


def test_the_special_days_of_a_year(loaded: Any) -> None:
    days = {row.date: row.name_en for row in special_days(loaded, 2024)}
    assert days[date(2024, 5, 1)] == "Labor Day"
    assert days[date(2024, 1, 27)] is None, "a working Saturday"
    assert date(2024, 6, 3) not in days
    assert date(2024, 6, 1) not in days
    with pytest.raises(YearNotLoaded):
        special_days(loaded, 2030)


def test_in_sql_a_year_not_loaded_is_null_and_never_zero(loaded: Any) -> None:
    assert _ordinal(loaded, date(2030, 1, 1)) is None


def test_a_later_clock_asks_for_a_later_year(empty: Any) -> None:
    assert load_calendar(empty, datetime(2028, 5, 1, tzinfo=UTC))[-1] == 2029


def _ordinal(session: Any, day: date) -> int | None:
    return session.scalar(select(ordinal_of(literal(day))))
