"""A session without a calendar, and one with the years that the tests need."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete

from tracker.lawbook import calendars
from tracker.lawbook.models import CalendarDay, CalendarOverride, CalendarRevision

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.fixture
def few_years(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading 21 years takes its time; the tests do with four."""
    monkeypatch.setattr(calendars, "FIRST_YEAR", 2024)


def emptied(session: Any) -> Any:
    for table in (CalendarDay, CalendarOverride, CalendarRevision):
        session.execute(delete(table))
    session.commit()
    return session


@pytest.fixture
def empty(any_session: Any, few_years: None) -> Any:
    return emptied(any_session)


@pytest.fixture
def loaded(empty: Any) -> Any:
    calendars.load_calendar(empty, NOW)
    empty.commit()
    return empty
