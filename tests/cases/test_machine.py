"""A letter in the hands of everybody at once: whatever is done in whatever order, by the real commands.

It begins anywhere on the walks of walks.py, which together make every move and every act, and goes on by chance. After
every step: the states are those that the table of the workflow allows, the chronology has no hole and nothing of it
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

from tests.cases.life import Life, law_moves_clocks
from tests.cases.steps import DAYS, STEPS, step
from tests.cases.test_projections import check_case
from tests.cases.walks import WALKS, Walk
from tracker.cases.duties_of import LegFacts, next_duty
from tracker.cases.events import EventType
from tracker.cases.kinds import OPEN, UNDELIVERED, WITH_BODY, CaseState, LegState, Review, TaskKind
from tracker.cases.models import CaseEvent, Leg, Task
from tracker.cases.workflow import DONE, LEG, next_state
from tracker.clock import day_of
from tracker.store import db

OVER = frozenset({CaseState.NOT_ACCEPTED, CaseState.DECLINED, CaseState.WITHDRAWN, CaseState.CLOSED})
CONTESTABLE = frozenset({CaseState.ANSWERED, CaseState.REFUSED})

UNREGISTERED = UNDELIVERED | {LegState.RECEIVED}


def moves_by_acts() -> set[tuple[LegState, LegState]]:
    """From the table of the workflow: for legs that are registered and legs that are not, where each is possible."""
    found = {
        (before, next_state(act, before, registered=registered))
        for act, (possible, _) in LEG.items()
        for before in possible
        for registered in (False, True)
        if not (registered and before in UNREGISTERED) and not (not registered and before is LegState.REGISTERED)
    }
    return {(before, after) for before, after in found if before is not after}


# By which moves a leg may get from state to state: the table, and what happens without an act.
MOVES = moves_by_acts() | {
    (LegState.SENDING, LegState.SENT),  # the letter left
    (LegState.SENDING, LegState.TO_SEND),  # it could not leave
    (LegState.SENT, LegState.TO_SEND),  # it came back
    (LegState.SENT, LegState.RECEIVED),  # it did not come back
    (LegState.RECEIVED, LegState.TO_SEND),  # it came back after all
    (LegState.ASKED, LegState.REGISTERED),  # the reply, and nobody has taken the letter
}  # fmt: skip

# What is likely in a state; everything else is tried there too.
ON_ITS_WAY = [
    "handed in",
    "said to be handed in",
    "dispatched",
    "sent",
    "presumed received",
    "reported delivered",
    "bounced",
]
AT_WORK = [
    "registered",
    "claimed",
    "asked",
    "clarified",
    "extended",
    "another kind",
    "passed on",
    "answered",
    "refused",
    "bounced",
]
ANSWER_READ = ["rated", "opened again", "corrected", "answer released", "closed", "bounced"]

# What has no step here, and where it is tested.
NOT_WALKED = {
    EventType.MAIL_RECEIVED: "mail that comes in: test_mail_arrived.py",
    EventType.MAIL_READ: "what a body's mail means: tests/web/staff, tests/web/officer",
    EventType.APPLICANT_WROTE: "the applicant writes by mail: test_mail_arrived.py",
    EventType.BODY_SUCCEEDED: "a body is merged into another: test_succession.py",
    EventType.TOLD: "a call is done: test_not_told.py",
    EventType.COPY_COVERED: "a file is covered: tests/web/staff",
}


class LetterInManyHands(RuleBasedStateMachine):
    """One letter. A rule is an act of anybody; what is not possible now changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.life: Life | None = None
        self.states: dict[int, LegState] = {}
        self.written: list[str] = []
        self.moves: set[tuple[LegState, LegState]] = set()
        self.happened: set[str] = set()

    @initialize(walk=st.sampled_from(WALKS), moves=st.booleans())
    def led_so_far(self, walk: Walk, moves: bool) -> None:
        self.go(walk, moves)

    def go(self, walk: Walk, law_moves: bool = False) -> None:
        """Filed and led along the walk, everything that always holds asked for after each step.

        `law_moves`: under a law that stops clocks for questions and starts them again after a transfer.
        """
        if law_moves:
            law_moves_clocks()
        self.life = walk.begin()
        self._check()
        for name in walk.names:
            assert self._step(name), (name, self.life.done)
            self._check()

    @rule(name=st.sampled_from(sorted(STEPS)))
    def anybody_acts(self, name: str) -> None:
        self._step(name)

    @precondition(lambda self: self.life is not None and self.life.case.review == Review.WAITING)
    @rule()
    def the_centre_looks(self) -> None:
        self._step("first look")

    @precondition(lambda self: self._leg_is(OPEN - WITH_BODY))
    @rule(how=st.sampled_from(ON_ITS_WAY))
    def the_letter_goes_on_its_way(self, how: str) -> None:
        self._step(how)

    @precondition(lambda self: self._leg_is(WITH_BODY))
    @rule(what=st.sampled_from(AT_WORK))
    def the_body_works(self, what: str) -> None:
        self._step(what)

    @precondition(lambda self: self._leg_is(DONE))
    @rule(what=st.sampled_from(ANSWER_READ))
    def the_applicant_reads(self, what: str) -> None:
        self._step(what)

    def _leg_is(self, states: frozenset[LegState]) -> bool:
        return self.life is not None and self.life.case.current_leg_id is not None and self.life.leg.state in states

    def _step(self, name: str) -> bool:
        assert self.life is not None
        return step(self.life, name)

    def _check(self) -> None:
        self.only_by_allowed_moves()
        self.what_is_derived_follows()
        self.nothing_of_the_chronology_is_lost_or_changed()
        self.somebody_owes_the_next_step()

    @invariant()
    def only_by_allowed_moves(self) -> None:
        if self.life is None:
            return
        for leg in self._legs():
            after, before = LegState(leg.state), self.states.get(leg.id)
            assert before is None or before is after or (before, after) in MOVES, (before, after, self.life.done)
            if before is not None and before is not after:
                self.moves.add((before, after))
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
        told = [
            json.dumps([one.seq, one.type, str(one.at), one.actor_kind, one.leg_id, one.data], default=str)
            for one in events
        ]
        assert told[: len(self.written)] == self.written, self.life.done
        self.written = told
        self.happened.update(event.type for event in events)

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


@pytest.mark.parametrize("law_moves", [False, True], ids=["as the law is known", "under a law that moves clocks"])
def test_the_walks_make_every_move_and_every_act(world: Flask, law_moves: bool) -> None:
    """By name, so that nothing is left to luck: what no walk makes, no fault in it would be seen."""
    moves: set[tuple[LegState, LegState]] = set()
    done: set[str] = set()
    happened: set[str] = set()
    for walk in WALKS:
        machine = LetterInManyHands()
        machine.go(walk, law_moves)
        moves |= machine.moves
        done.update(walk.names)
        happened |= machine.happened
        machine.teardown()
    assert moves == MOVES
    assert done | set(DAYS) == set(STEPS)
    assert happened | set(NOT_WALKED) == set(EventType)
    assert not happened & set(NOT_WALKED)


def test_no_order_of_acts_breaks_a_case(world: Flask) -> None:
    run_state_machine_as_test(LetterInManyHands, settings=settings(max_examples=15, stateful_step_count=12, **QUIET))


@pytest.mark.slow
def test_no_long_order_of_acts_breaks_a_case(world: Flask) -> None:
    run_state_machine_as_test(LetterInManyHands, settings=settings(max_examples=150, stateful_step_count=40, **QUIET))
