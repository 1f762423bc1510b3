"""A question to the applicant stays open until he replies, whatever the body does in between. On both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.test_procedure import GIVEN, OFFICER, Desk, events, on
from tests.conftest import NOW
from tracker.cases import deciding, handling
from tracker.cases.duties_of import DutyCode, LegFacts, next_duty
from tracker.cases.kinds import ANSWERS, Kind, LegState
from tracker.cases.models import Case, Leg
from tracker.cases.workflow import NotPossibleNow
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

NEXT_DAY = date(2026, 11, 24)


@pytest.fixture
def desk(any_world: Any) -> Desk:
    return Desk(db.session)


def asked(desk: Desk, kind: Kind = Kind.STATEMENT) -> tuple[Case, Leg]:
    """The body asked on the day the letter came, before it was registered."""
    case = desk.delivered(kind)
    leg = case.current_leg
    assert leg is not None
    handling.ask(desk.session, case, leg, by=OFFICER, now=NOW, question="Кайсы көчө?")
    return case, leg


def register(desk: Desk, case: Case, leg: Leg, number: str = "Вх-77") -> None:
    day = on(NEXT_DAY)
    handling.register(desk.session, case, leg, by=OFFICER, now=day, incoming_number=number, registered_on=NEXT_DAY)


def reply(desk: Desk, case: Case, leg: Leg, text: str) -> None:
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    handling.clarify(desk.session, case, leg, by=holder, now=on(NEXT_DAY), text=text)


def duty(leg: Leg) -> DutyCode | None:
    found = next_duty(LegFacts.of(leg), NEXT_DAY)
    return found.code if found else None


def test_registering_keeps_it_open_and_the_reply_finds_the_body(desk: Desk) -> None:
    case, leg = asked(desk)
    assert duty(leg) is DutyCode.REGISTER, "the question does not put the law's day to register off"
    register(desk, case, leg)
    assert (leg.state, case.state) == (LegState.ASKED, "waiting_applicant")
    assert (leg.registered_on, leg.incoming_number) == (NEXT_DAY, "Вх-77")
    assert leg.answer_due_on == date(2026, 12, 14)  # 14 working days from the registration
    assert duty(leg) is DutyCode.AWAIT_APPLICANT
    handling.claim(desk.session, case, leg, by=OFFICER, now=on(NEXT_DAY))
    assert leg.state == LegState.ASKED
    reply(desk, case, leg, "Ленин көчөсү")
    assert (leg.state, leg.clarify_until_on, case.state) == (LegState.REGISTERED, None, "in_work")
    assert events(case)[-1] == "clarified"


def test_a_letter_is_registered_once(desk: Desk) -> None:
    """A second number would move the day from which the law counts."""
    case, leg = asked(desk)
    register(desk, case, leg)
    with pytest.raises(NotPossibleNow):
        register(desk, case, leg, "Вх-99")
    assert (leg.incoming_number, events(case).count("registered")) == ("Вх-77", 1)


def test_an_answer_ends_the_wait(desk: Desk) -> None:
    case, leg = asked(desk)
    register(desk, case, leg)
    outcome = ANSWERS[Kind.STATEMENT][0]
    deciding.answer(desk.session, case, leg, by=OFFICER, now=on(NEXT_DAY), outcome=outcome, given=GIVEN)
    assert (leg.state, leg.clarify_until_on, leg.answered_on) == (LegState.ANSWERED, None, NEXT_DAY)
    with pytest.raises(NotPossibleNow):
        reply(desk, case, leg, "Кечиктим")
