"""A letter in the hands of everybody at once: whatever is done in whatever order, by the real commands.

After every step: the states are those that the table of the workflow allows, the chronology has no hole and nothing of it
was changed, what is derived follows, and while the case is open somebody owes the next step.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.cases.test_projections import BODIES, STEPS, Life, begin, check_case, step
from tracker.cases.duties_of import LegFacts, next_duty
from tracker.cases.kinds import OPEN, WITH_BODY, CaseState, Kind, LegState, Review, TaskKind
from tracker.cases.models import CaseEvent, Leg, Task
from tracker.cases.workflow import DONE, LEG
from tracker.clock import day_of
from tracker.directory.models import Contact
from tracker.store import db

OVER = frozenset({CaseState.NOT_ACCEPTED, CaseState.DECLINED, CaseState.WITHDRAWN, CaseState.CLOSED})
CONTESTABLE = frozenset({CaseState.ANSWERED, CaseState.REFUSED})

# By which moves a leg may get from state to state: the table, the two ways around it that have their reasons, and time.
MOVES = {(before, after or before) for possible, after in LEG.values() for before in possible} | {
    (LegState.SENDING, LegState.SENT),  # the letter left
    (LegState.SENDING, LegState.TO_SEND),  # it could not leave
    (LegState.SENT, LegState.TO_SEND),  # it came back
    (LegState.SENT, LegState.RECEIVED),  # it did not come back
    (LegState.RECEIVED, LegState.TO_SEND),  # it came back after all
    (LegState.ASKED, LegState.RECEIVED),  # the reply, before registration
    *((state, LegState.TO_SEND) for state in WITH_BODY),
}  # fmt: skip


class LetterInManyHands(RuleBasedStateMachine):
    """One letter. A rule is an act of anybody; what is not possible now changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.life: Life | None = None
        self.states: dict[int, LegState] = {}
        self.written: list[str] = []

    @initialize(kind=st.sampled_from(Kind), body=st.sampled_from([*BODIES, None]), mailed=st.booleans())
    def filed(self, kind: Kind, body: str | None, mailed: bool) -> None:
        if mailed:
            rows = (Contact(authority_id=name, kind="email", value=f"{name}@body.example", state="usable") for name in BODIES)
            db.session.add_all(rows)
        self.life = begin(kind, body)

    @rule(name=st.sampled_from(sorted(STEPS)))
    def anybody_acts(self, name: str) -> None:
        self._step(name)

    @precondition(lambda self: self.life is not None and self.life.case.review == Review.WAITING)
    @rule()
    def the_centre_looks(self) -> None:
        self._step("first look")

    @precondition(lambda self: self._leg_is(OPEN - WITH_BODY))
    @rule(how=st.sampled_from(["handed in", "said to be handed in", "dispatched", "sent", "presumed received"]))
    def the_letter_goes_on_its_way(self, how: str) -> None:
        self._step(how)

    @precondition(lambda self: self._leg_is(WITH_BODY))
    @rule(what=st.sampled_from(["registered", "claimed", "asked", "extended", "passed on", "answered", "refused"]))
    def the_body_works(self, what: str) -> None:
        self._step(what)

    @precondition(lambda self: self._leg_is(DONE))
    @rule(what=st.sampled_from(["rated", "opened again", "closed"]))
    def the_applicant_reads(self, what: str) -> None:
        self._step(what)

    def _leg_is(self, states: frozenset[LegState]) -> bool:
        leg = self.life.case.current_leg if self.life else None
        return leg is not None and leg.state in states

    def _step(self, name: str) -> None:
        assert self.life is not None
        step(self.life, name)

    @invariant()
    def only_by_allowed_moves(self) -> None:
        if self.life is None:
            return
        for leg in self._legs():
            after, before = LegState(leg.state), self.states.get(leg.id)
            assert before is None or before is after or (before, after) in MOVES, (before, after, self.life.done)
            self.states[leg.id] = after

    @invariant()
    def what_is_derived_follows(self) -> None:
        if self.life is not None:
            check_case(self.life)

    @invariant()
    def nothing_of_the_chronology_is_lost_or_changed(self) -> None:
        if self.life is None:
            return
        query = select(CaseEvent).where(CaseEvent.case_id == self.life.case.id).order_by(CaseEvent.seq)
        events = db.session.scalars(query).all()
        assert [event.seq for event in events] == list(range(1, len(events) + 1)), self.life.done
        told = [json.dumps([one.seq, one.type, str(one.at), one.actor_kind, one.leg_id, one.data], default=str) for one in events]
        assert told[: len(self.written)] == self.written, self.life.done
        self.written = told

    @invariant()
    def somebody_owes_the_next_step(self) -> None:
        if self.life is None or self.life.case.state in OVER:
            return
        case = self.life.case
        if case.state in CONTESTABLE:
            assert all(LegState(leg.state) in DONE | {LegState.TRANSFERRED} for leg in self._legs())
            return  # the service closes it when nobody contests the answer
        tasks = set(db.session.scalars(select(Task.kind).where(Task.case_id == case.id, Task.done_at.is_(None))))
        owing = [leg for leg in self._legs() if leg.state in OPEN]
        if case.review == Review.WAITING:
            assert TaskKind.FIRST_LOOK in tasks or self._body_owes(owing), self.life.done
        elif not owing:
            assert TaskKind.ROUTE in tasks, self.life.done
        for leg in owing:
            assert case.review == Review.WAITING or self._is_owed(leg, tasks), (leg.state, tasks, self.life.done)

    def _body_owes(self, legs: list[Leg]) -> bool:
        assert self.life is not None
        today = day_of(self.life.now)
        return any(leg.state in WITH_BODY and next_duty(LegFacts.of(leg), today) is not None for leg in legs)

    def _is_owed(self, leg: Leg, tasks: set[str]) -> bool:
        """By the body, by the duty that sends letters or watches what was sent, or by the centre that delivers."""
        if leg.state in WITH_BODY:
            return self._body_owes([leg])
        return leg.state in {LegState.SENDING, LegState.SENT} or TaskKind.DELIVER in tasks

    def _legs(self) -> list[Leg]:
        assert self.life is not None
        return list(db.session.scalars(select(Leg).where(Leg.case_id == self.life.case.id).order_by(Leg.id)))

    def teardown(self) -> None:
        db.session.rollback()


QUIET: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def test_no_order_of_acts_breaks_a_case(world: Flask) -> None:
    run_state_machine_as_test(LetterInManyHands, settings=settings(max_examples=15, stateful_step_count=20, **QUIET))


@pytest.mark.slow
def test_no_long_order_of_acts_breaks_a_case(world: Flask) -> None:
    run_state_machine_as_test(LetterInManyHands, settings=settings(max_examples=150, stateful_step_count=50, **QUIET))
