"""What is stored as derived is what the derivation says, whatever happened before.

Random lives of a letter, made of the real commands on random days. After every act: state, outcome and public row of the
case, the day of each leg's next duty, and each leg's dates, which are those of its newest clock rows.
"""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.cases.life import BODIES, Life, begin
from tests.cases.steps import STEPS, step
from tracker.cases.disclosure import Publicity, PublicLevel, public_level
from tracker.cases.duties_of import LegFacts, next_on
from tracker.cases.kinds import OPEN, CaseState, Kind, LegState, Outcome, Proof, Review
from tracker.cases.models import Case, Leg, LegClock
from tracker.cases.reckoning import reckonings
from tracker.cases.workflow import LegStanding, case_state
from tracker.law.deadlines import is_extension_in_time
from tracker.lawbook import calendar_at
from tracker.store import db

LIKELY = [
    "first look",
    "handed in",
    "registered",
    "answered",
    "dispatched",
    "sent",
    "presumed received",
    "a day passed",
]
LIVES = st.lists(st.sampled_from(LIKELY) | st.sampled_from(sorted(STEPS)), min_size=4, max_size=16)


def check_case(life: Life) -> None:
    case = life.case
    legs = db.session.scalars(select(Leg).where(Leg.case_id == case.id).order_by(Leg.id)).all()
    standings = [LegStanding(LegState(leg.state), Outcome(leg.outcome) if leg.outcome else None) for leg in legs]
    assert case.state == case_state(Review(case.review), standings, ended=case.closed_on is not None), life.done
    assert case.current_leg_id == (legs[-1].id if legs else None), life.done
    assert case.outcome == (legs[-1].outcome if legs else None), life.done
    left = any(leg.dispatched_at or leg.received_on for leg in legs)
    level = public_level(Publicity(Review(case.review), case.restricted, left, case.released, frozenset({"oblast"})))
    assert case.public_row == (level is not PublicLevel.NONE), life.done
    for leg in legs:
        assert leg.next_on == next_on(LegFacts.of(leg)), life.done
        check_dates(case, leg, life.done)
        check_by_chronology(case, leg, life.done)


def check_dates(case: Case, leg: Leg, done: list[str]) -> None:
    newest = {
        row.clock: row.due_on
        for row in db.session.scalars(
            select(LegClock).where(LegClock.leg_id == leg.id, LegClock.superseded_by_id.is_(None))
        )
    }
    if leg.clock_from_leg_id is not None:  # the first body's date runs on, until this one passes it on too
        if leg.state == LegState.TRANSFERRED:
            return
        first = db.session.get_one(Leg, leg.clock_from_leg_id)
        assert (leg.first_due_on, leg.answer_due_on) == (first.first_due_on, first.answer_due_on), done
        return
    counted = leg.received_on is not None and leg.proof != Proof.ASSERTED
    assert leg.registration_due_on == (newest.get("registration") if counted else None), done
    assert leg.first_due_on == (newest.get("answer") if counted else None), done
    assert leg.answer_due_on == (due(leg, newest) if counted else None), done
    limited = counted and Kind.INFORMATION_REQUEST in {case.kind, case.filed_kind}
    if leg.from_leg_id is None:
        assert leg.convention_due_on == (newest.get("convention") if limited else None), done


def check_by_chronology(case: Case, leg: Leg, done: list[str]) -> None:
    """Counted once more from what happened, by the law and the calendar that the leg keeps, it is the date that is stored."""
    own = leg.clock_from_leg_id is None and leg.proof not in {None, Proof.ASSERTED} and leg.regime_id is not None
    if not own or leg.calendar_revision is None:
        return
    carried = select(Leg.id).where(Leg.clock_from_leg_id == leg.id, Leg.state.in_(sorted(OPEN)))
    if case.filed_kind is not None and leg.state not in OPEN and db.session.scalar(carried.limit(1)) is None:
        return  # over before the case was treated as another kind: it keeps the date of the kind that governed it
    found = reckonings(db.session, case, leg, calendar_at(db.session, leg.calendar_revision))
    assert leg.answer_due_on == found[0].due_on, done


def due(leg: Leg, newest: dict[str, date | None]) -> date | None:
    """An extension moves the date when its notice came in time, and the law of the kind that governs now knows one."""
    first = newest.get("answer")
    moved = leg.extended_on and first and is_extension_in_time(first, leg.extended_on)
    return (newest["extended"] or first) if moved else first


@given(kind=st.sampled_from(Kind), body=st.sampled_from([*BODIES, None]), mailed=st.booleans(), names=LIVES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_after_every_act_what_is_stored_follows(
    world: Flask, kind: Kind, body: str | None, mailed: bool, names: list[str]
) -> None:
    try:
        life = begin(kind, body, mailed=mailed)
        check_case(life)
        for name in names:
            if step(life, name):
                check_case(life)
    finally:
        db.session.rollback()


@pytest.mark.parametrize("body", ["SETS-CH", None])
@pytest.mark.parametrize("looked", [True, False])
def test_what_is_withdrawn_is_withdrawn_whether_a_body_was_named_or_not(
    world: Flask, body: str | None, looked: bool
) -> None:
    life = begin(Kind.INFORMATION_REQUEST, body)
    if looked:
        assert step(life, "first look")
    assert step(life, "withdrawn")
    assert life.case.state == CaseState.WITHDRAWN
    check_case(life)
    assert not any(step(life, name) for name in ("first look", "routed", "said no", "closed"))
