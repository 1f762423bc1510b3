"""What is stored as derived is what the derivation says, whatever happened before.

Random lives of a letter, made of the real commands on random days. After every act: state, outcome and public row of the
case, the day of each leg's next duty, and each leg's dates, which are those of its newest clock rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.conftest import NOW
from tracker.cases import closing, deciding, delivery, filing, handling, publishing, reviewing
from tracker.cases.decision_letters import Given, Refusal
from tracker.cases.disclosure import Publicity, PublicLevel, public_level
from tracker.cases.duties_of import LegFacts, next_on
from tracker.cases.errors import CaseError
from tracker.cases.filing import Filing, PartyGiven
from tracker.cases.kinds import ANSWERS, CaseState, Kind, LegState, Outcome, Proof, Rating, Review
from tracker.cases.models import Case, Leg, LegClock
from tracker.cases.workflow import LegStanding, WorkflowError, case_state
from tracker.clock import day_of
from tracker.directory.models import Contact
from tracker.law.deadlines import is_extension_in_time
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")
GIVEN = Given("Текшерүү жүргүзүлдү.", "06-3/17", None, "Башкарма башчысы", "Инспектор")
BODIES = ("SETS-CH", "MNR", "KGS")


@dataclass(slots=True)
class Life:
    """A letter, and the day it is."""

    case: Case
    now: datetime
    done: list[str] = field(default_factory=list)

    @property
    def leg(self) -> Leg:
        leg = self.case.current_leg
        if leg is None:
            raise WorkflowError
        return leg

    @property
    def officer(self) -> Actor:
        return Actor(ActorKind.OFFICER, authority_id=self.leg.authority_id)

    @property
    def applicant(self) -> Actor:
        return Actor(ActorKind.CONFIRMED_APPLICANT, case_id=self.case.id)

    @property
    def yesterday(self) -> date:
        return max(self.case.filed_on, day_of(self.now) - timedelta(days=1))

    def about_leg(self, command: Callable[..., Any], by: Actor, **more: Any) -> None:
        command(db.session, self.case, self.leg, by=by, now=self.now, **more)

    def about_case(self, command: Callable[..., Any], by: Actor, **more: Any) -> None:
        command(db.session, self.case, by=by, now=self.now, **more)


def sent(life: Life) -> None:
    if life.leg.state != LegState.SENDING:
        raise WorkflowError
    delivery.record_sent(db.session, life.leg, at=life.now, means="mail", now=life.now)


def presumed(life: Life) -> None:
    if life.leg.state != LegState.SENT or life.leg.dispatched_at is None:
        raise WorkflowError
    delivery.presume_received(db.session, life.leg, now=life.now)


def bounced(life: Life) -> None:
    if life.leg.proof != Proof.MAILED_NOT_RETURNED and life.leg.state != LegState.SENT:
        raise WorkflowError
    delivery.record_send_failed(db.session, life.leg, code=550, text="no such user", permanent=True, now=life.now)


def extend(life: Life) -> None:
    offer = deciding.offer_extension(db.session, life.case, life.leg, day_of(life.now))
    life.about_leg(deciding.extend, life.officer, ground=next(iter(offer.grounds), "?"), reason="Көлөмү чоң")


def transfer(life: Life) -> None:
    regime = deciding.regime_of(db.session, life.case, life.leg)
    to = BODIES[(BODIES.index(life.leg.authority_id) + 1) % len(BODIES)]
    ground = deciding.transfer_codes(regime)[0]
    life.about_leg(deciding.transfer, life.officer, to_authority_id=to, ground=ground, reason="Таандык эмес")


def answer(life: Life) -> None:
    life.about_leg(deciding.answer, life.officer, outcome=ANSWERS[Kind(life.case.kind)][0], given=GIVEN)


def claim_outside(life: Life) -> None:
    outcome = ANSWERS[Kind(life.case.kind)][0]
    life.about_leg(
        deciding.record_outside_answer, life.officer, answered_on=life.yesterday, outcome=outcome, given=GIVEN, channel="post"
    )


STEPS: dict[str, Callable[[Life], None]] = {
    "first look": lambda life: life.about_case(reviewing.review, STAFF),
    "said no": lambda life: life.about_case(reviewing.not_accept, STAFF, reason="Жарнама"),
    "taken after all": lambda life: life.about_case(reviewing.accept_again, STAFF),
    "routed": lambda life: life.about_case(reviewing.route, STAFF, authority_id="MNR"),
    "urgent": lambda life: life.about_case(reviewing.mark_urgent, STAFF),
    "contact confirmed": lambda life: life.about_case(reviewing.confirm_contact, life.applicant),
    "dispatched": lambda life: life.about_leg(delivery.dispatch, STAFF),
    "sent": sent,
    "presumed received": presumed,
    "bounced": bounced,
    "handed in": lambda life: life.about_leg(
        delivery.deliver_on_paper, STAFF, received_on=life.yesterday, proof=Proof.STAMPED_COPY
    ),
    "said to be handed in": lambda life: life.about_leg(
        delivery.deliver_on_paper, life.applicant, received_on=life.yesterday, proof=Proof.STAMPED_COPY
    ),
    "receipt confirmed": lambda life: life.about_leg(delivery.confirm_receipt, life.officer, received_on=life.yesterday),
    "registered": lambda life: life.about_leg(
        handling.register, life.officer, incoming_number="Вх-7", registered_on=day_of(life.now)
    ),
    "claimed": lambda life: life.about_leg(handling.claim, life.officer),
    "asked": lambda life: life.about_leg(handling.ask, life.officer, question="Кайсы көчө?"),
    "clarified": lambda life: life.about_leg(handling.clarify, life.applicant, text="Ленин көчөсү"),
    "extended": extend,
    "passed on": transfer,
    "answered": answer,
    "refused": lambda life: life.about_leg(
        deciding.refuse, life.officer, refusal=Refusal(typed_article="217, 8-берене"), given=GIVEN
    ),
    "answered elsewhere": claim_outside,
    "agreed": lambda life: life.about_leg(deciding.agree_outside_answer, life.applicant, agrees=True),
    "reminded": lambda life: life.about_leg(handling.remind, STAFF),
    "rated": lambda life: life.about_leg(closing.rate, life.applicant, rating=Rating.PARTLY),
    "opened again": lambda life: life.about_leg(closing.reopen, life.applicant, reason="Өлчөөлөр жок"),
    "withdrawn": lambda life: life.about_case(closing.withdraw, life.applicant),
    "closed": lambda life: life.about_case(closing.close, STAFF),
    "released": lambda life: life.about_case(publishing.publish_letter, STAFF, public_subject="Чаң", public_body="Чаң"),
    "a day passed": lambda life: None,
    "two weeks passed": lambda life: None,
}
DAYS = {"a day passed": 1, "two weeks passed": 14}
LIKELY = ["first look", "handed in", "registered", "answered", "dispatched", "sent", "presumed received", "a day passed"]
LIVES = st.lists(st.sampled_from(LIKELY) | st.sampled_from(sorted(STEPS)), min_size=4, max_size=16)


def begin(kind: Kind, body: str | None) -> Life:
    letter = Filing(
        kind=kind, language="ky", subject="Цемент заводу", body="Өлчөөлөрдү бериңиздер.", topic_code="AIR",
        parties=(PartyGiven("applicant", name="Асан Үлгү", address="Кант", email="asan@citizen.example"),),
        territory_code="41708206000000", authority_id=body,
    )  # fmt: skip
    return Life(filing.file(db.session, letter, by=PUBLIC, now=NOW, key="k").case, NOW)


def step(life: Life, name: str) -> bool:
    """Whether it was possible. What was refused has changed nothing."""
    life.now += timedelta(days=DAYS.get(name, 0), minutes=10)
    savepoint = db.session.begin_nested()
    try:
        STEPS[name](life)
        db.session.flush()
    except (CaseError, WorkflowError):
        savepoint.rollback()
        return False
    savepoint.commit()
    life.done.append(name)
    return True


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
        check_dates(leg, life.done)


def check_dates(leg: Leg, done: list[str]) -> None:
    newest = {
        row.clock: row.due_on
        for row in db.session.scalars(select(LegClock).where(LegClock.leg_id == leg.id, LegClock.superseded_by_id.is_(None)))
    }
    if leg.clock_from_leg_id is not None:  # the first body's date runs on
        first = db.session.get_one(Leg, leg.clock_from_leg_id)
        assert (leg.first_due_on, leg.answer_due_on) == (first.first_due_on, first.answer_due_on), done
        return
    counted = leg.received_on is not None and leg.proof != Proof.ASSERTED
    assert leg.registration_due_on == (newest.get("registration") if counted else None), done
    assert leg.first_due_on == (newest.get("answer") if counted else None), done
    assert leg.answer_due_on == (due(leg, newest) if counted else None), done
    if leg.from_leg_id is None:
        assert leg.convention_due_on == (newest.get("convention") if counted else None), done


def due(leg: Leg, newest: dict[str, date | None]) -> date | None:
    """An extension moves the date when its notice came in time."""
    first = newest.get("answer")
    moved = leg.extended_on and first and is_extension_in_time(first, leg.extended_on)
    return newest["extended"] if moved else first


@given(kind=st.sampled_from(Kind), body=st.sampled_from([*BODIES, None]), mailed=st.booleans(), names=LIVES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_after_every_act_what_is_stored_follows(
    world: Flask, kind: Kind, body: str | None, mailed: bool, names: list[str]
) -> None:
    try:
        if mailed:
            rows = (Contact(authority_id=name, kind="email", value=f"{name}@body.example", state="usable") for name in BODIES)
            db.session.add_all(rows)
        life = begin(kind, body)
        check_case(life)
        for name in names:
            if step(life, name):
                check_case(life)
    finally:
        db.session.rollback()


@pytest.mark.parametrize("body", ["SETS-CH", None])
@pytest.mark.parametrize("looked", [True, False])
def test_what_is_withdrawn_is_withdrawn_whether_a_body_was_named_or_not(world: Flask, body: str | None, looked: bool) -> None:
    life = begin(Kind.INFORMATION_REQUEST, body)
    if looked:
        assert step(life, "first look")
    assert step(life, "withdrawn")
    assert life.case.state == CaseState.WITHDRAWN
    check_case(life)
    assert not any(step(life, name) for name in ("first look", "routed", "said no", "closed"))
