"""A letter comes back days later. It takes the presumption of receipt back, and nothing that anybody has done since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.cases.test_procedure import GIVEN, OFFICER, STAFF, Desk, events, on, open_tasks
from tests.conftest import NOW
from tracker.cases import announcing, closing, deciding, delivery, handling, reviewing
from tracker.cases.kinds import LegState, Outcome, Proof, TaskKind
from tracker.cases.models import Case, Leg
from tracker.cases.reckoning import regime_of
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

PRESUMED, BOUNCED = on(date(2026, 11, 25)), on(date(2026, 11, 27))


@pytest.fixture
def desk(any_world: Any) -> Desk:
    return Desk(db.session)


def presumed(desk: Desk) -> tuple[Case, Leg]:
    """Mailed, and not returned by the end of the next working day."""
    desk.mailbox("SETS-CH")
    case = desk.file()
    reviewing.review(desk.session, case, by=STAFF, now=NOW)
    leg = case.current_leg
    assert leg is not None
    delivery.record_sent(desk.session, leg, at=NOW, means="mail", now=NOW)
    delivery.presume_received(desk.session, leg, now=PRESUMED)
    assert (leg.state, leg.proof) == (LegState.RECEIVED, Proof.MAILED_NOT_RETURNED)
    return case, leg


def bounce(desk: Desk, leg: Leg) -> bool:
    return delivery.record_send_failed(desk.session, leg, code=550, text="no such user", permanent=True, now=BOUNCED)


def of(case: Case) -> Actor:
    return Actor(ActorKind.CONFIRMED_APPLICANT, case_id=case.id)


def answered_and_reopened(desk: Desk, case: Case, leg: Leg) -> None:
    deciding.answer(desk.session, case, leg, by=OFFICER, now=PRESUMED, outcome=Outcome.FULL, given=GIVEN)
    closing.reopen(desk.session, case, leg, by=of(case), now=PRESUMED, reason="Өлчөөлөр жок")


def told_and_reopened(desk: Desk, case: Case, leg: Leg) -> None:
    deciding.record_outside_answer(
        desk.session, case, leg, by=of(case), now=PRESUMED, answered_on=date(2026, 11, 25), outcome=Outcome.FULL, given=GIVEN,
        channel="post",
    )  # fmt: skip
    closing.reopen(desk.session, case, leg, by=of(case), now=PRESUMED, reason="Өлчөөлөр жок")


Done = Callable[[Desk, Case, Leg], Any]
DONE: dict[str, tuple[Done, LegState]] = {
    "the body answered": (
        lambda desk, case, leg: deciding.answer(
            desk.session, case, leg, by=OFFICER, now=PRESUMED, outcome=Outcome.FULL, given=GIVEN
        ),
        LegState.ANSWERED,
    ),
    "the body answered, and the applicant asked again": (answered_and_reopened, LegState.IN_WORK),
    "the applicant was answered by post, and asked again": (told_and_reopened, LegState.IN_WORK),
    "the body passed it on": (
        lambda desk, case, leg: deciding.transfer(
            desk.session, case, leg, by=OFFICER, now=PRESUMED, to_authority_id="MNR", reason="Таандык эмес",
            ground=deciding.transfer_codes(regime_of(desk.session, case, leg))[0],
        ),
        LegState.TRANSFERRED,
    ),
    "the applicant withdrew it": (
        lambda desk, case, leg: closing.withdraw(desk.session, case, by=of(case), now=PRESUMED), LegState.CLOSED
    ),
    "the body asked the applicant": (
        lambda desk, case, leg: handling.ask(desk.session, case, leg, by=OFFICER, now=PRESUMED, question="Кайсы көчө?"),
        LegState.ASKED,
    ),
    "an officer took it": (
        lambda desk, case, leg: handling.claim(desk.session, case, leg, by=OFFICER, now=PRESUMED), LegState.RECEIVED
    ),
    "the body named the day of its answer, and staff wrote it down": (
        lambda desk, case, leg: announcing.announce_date(
            desk.session, case, leg, by=Actor(ActorKind.STAFF, centre_id="AC-BI", mail_leg_id=leg.id), now=PRESUMED,
            announced_on=date(2026, 12, 1),
        ),
        LegState.RECEIVED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DONE)
def test_what_was_done_with_the_letter_stands(desk: Desk, name: str) -> None:
    do, state = DONE[name]
    case, leg = presumed(desk)
    do(desk, case, leg)
    before = (leg.state, leg.proof, leg.received_on, leg.answer_due_on, case.state, case.closed_on)
    assert not bounce(desk, leg), "nothing follows for this duty; the address itself is looked into elsewhere"
    assert leg.state == state
    assert (leg.state, leg.proof, leg.received_on, leg.answer_due_on, case.state, case.closed_on) == before
    assert "receipt_withdrawn" not in events(case)


OTHERS: dict[str, Done] = {
    "nobody did anything": lambda desk, case, leg: None,
    "the centre made a note": lambda desk, case, leg: handling.note(
        desk.session, case, leg, by=STAFF, now=PRESUMED, text="Чалдык"
    ),
    "the body was reminded": lambda desk, case, leg: handling.remind(desk.session, case, leg, by=STAFF, now=PRESUMED),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_others_do_does_not_show_that_the_body_has_it(desk: Desk, name: str) -> None:
    case, leg = presumed(desk)
    OTHERS[name](desk, case, leg)
    assert bounce(desk, leg)
    assert (leg.state, leg.received_on, leg.answer_due_on) == (LegState.TO_SEND, None, None)
    assert {TaskKind.DELIVER, TaskKind.FIND_CONTACT} <= open_tasks(case)
