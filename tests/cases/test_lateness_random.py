"""The rule and its SQL on legs nobody thought of: random columns, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.cases.rows import a_case, a_leg
from tests.conftest import TODAY
from tracker.cases import lateness
from tracker.cases.kinds import LegState, Proof
from tracker.cases.lateness import LATE, lateness_of
from tracker.cases.models import Leg
from tracker.law.deadlines import days_late, is_late
from tracker.law.deadlines import working_days_late as law_working_days_late
from tracker.lawbook import current_calendar
from tracker.store import db

near = st.integers(-90, 60).map(lambda offset: TODAY + timedelta(days=offset))
columns = st.fixed_dictionaries(
    {
        "state": st.sampled_from(LegState),
        "proof": st.none() | st.sampled_from(Proof),
        "answer_due_on": st.none() | near,
        "convention_due_on": st.none() | near,
        "answered_on": st.none() | near,
        "ended_on": st.none() | near,
    }
)


def whole(row: dict[str, Any]) -> dict[str, Any]:
    """An answered leg has ended on that day; the others as they were drawn."""
    return {**row, "ended_on": row["answered_on"] or row["ended_on"]}


@given(rows=st.lists(columns.map(whole), min_size=1, max_size=25), today=near)
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=15)
def test_python_and_sql_agree_on_any_leg(any_world: Flask, rows: list[dict[str, Any]], today: date) -> None:
    savepoint = db.session.begin_nested()
    try:
        case = a_case(filed_on=TODAY - timedelta(days=120))
        legs = [a_leg(case, **row) for row in rows]
        db.session.flush()
        wanted = select(
            Leg, lateness.late(today), lateness.owed_late(today), lateness.past_convention(today), lateness.due_today(today),
            lateness.working_days_late(today),
        ).where(Leg.id.in_([leg.id for leg in legs]))  # fmt: skip
        calendar = current_calendar(db.session)
        for leg, late, owed_late, past, due_today, working_days in db.session.execute(wanted):
            told = lateness_of(leg, today, today, "confirmed")
            assert bool(late) == is_late(told.due_on, leg.ended_on, today)
            assert bool(owed_late) == (bool(late) and leg.ended_on is None)
            assert bool(past) == told.past_convention
            assert bool(due_today) == (leg.ended_on is None and told.due_on == today)
            assert not (told.standing in LATE and not late), "what the pages call late, the lists find"
            if late:
                assert working_days == law_working_days_late(calendar, leg.answer_due_on, leg.ended_on, today)
                assert days_late(leg.answer_due_on, leg.ended_on, today) >= working_days >= 0
    finally:
        savepoint.rollback()
