"""What becomes of a case when its letter was taken, refused or given up; and of an address that was introduced."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cases import notice_build as build
from tracker.cases import contact_letters, letters
from tracker.cases.kinds import LegState, Review, TaskKind
from tracker.cases.mail_results import take_result, without_links
from tracker.cases.models import Case, Leg, Task
from tracker.directory.models import Contact
from tracker.mail import outbox
from tracker.mail.message import Outgoing
from tracker.mail.models import MailState, OutboxMail

LATER = build.NOW + timedelta(minutes=5)


@pytest.fixture
def placed(app: Flask) -> Session:
    return build.in_world(app)


def on_its_way(session: Session) -> tuple[Case, Leg, OutboxMail]:
    case = build.a_case(session)
    case.review = Review.PASSED
    leg = build.the_leg(session, case)
    leg.state = LegState.SENDING
    return case, leg, letters.queue_letter(session, case, leg, "sets-os@body.example", build.NOW)


def result(session: Session, mail: OutboxMail, state: MailState, code: str = "250") -> None:
    mail.state, mail.result_code, mail.result_text = state, code, "said so"
    mail.sent_at = LATER if state == MailState.SENT else None
    take_result(session, mail, LATER)
    session.flush()


def tasks(session: Session, *kinds: TaskKind) -> list[Task]:
    return list(session.scalars(select(Task).where(Task.kind.in_(kinds)).order_by(Task.id)))


def contact(session: Session, value: str = "sets-os@body.example") -> Contact:
    return session.scalars(select(Contact).where(Contact.value == value)).one()


def test_a_letter_that_the_server_took_is_dispatched_and_not_yet_received(placed: Session) -> None:
    _, leg, mail = on_its_way(placed)
    result(placed, mail, MailState.SENT)
    assert (leg.state, leg.dispatched_at, leg.received_on) == (LegState.SENT, LATER, None)


@pytest.mark.parametrize(
    ("code", "kinds", "state"),
    [
        ("550", {TaskKind.FIND_CONTACT, TaskKind.DELIVER}, "bounced"),  # never to this address
        ("address", {TaskKind.FIND_CONTACT, TaskKind.DELIVER}, "bounced"),
        ("451", {TaskKind.DELIVER}, "usable"),  # tried for days: the address may be good
        ("broken", {TaskKind.DELIVER}, "usable"),  # our own fault
        ("554", {TaskKind.DELIVER}, "usable"),  # taken for spam: that says nothing about the address
    ],
)
def test_a_letter_that_failed_is_to_be_delivered_again(
    placed: Session, code: str, kinds: set[TaskKind], state: str
) -> None:
    _, leg, mail = on_its_way(placed)
    result(placed, mail, MailState.FAILED, code)
    assert leg.state == LegState.TO_SEND
    assert {task.kind for task in tasks(placed, TaskKind.FIND_CONTACT, TaskKind.DELIVER)} == kinds
    assert contact(placed).state == state


def test_an_introduction_names_no_case_and_no_person_and_stands_in_both_languages(placed: Session) -> None:
    build.a_case(placed)
    mail = contact_letters.queue_introduction(placed, contact(placed), build.NOW)
    assert mail.case_ref is None
    assert "Кыргызча" in mail.text
    assert "Русский" in mail.text
    for secret in (build.NAME, build.MAIL, build.TEXT):
        assert secret not in mail.text + mail.html


@pytest.mark.parametrize(
    ("state", "code", "after"), [(MailState.SENT, "250", "introduced"), (MailState.FAILED, "550", "bounced")]
)
def test_an_introduction_moves_the_address(placed: Session, state: MailState, code: str, after: str) -> None:
    row = contact(placed)
    row.state = "confirmed"
    mail = contact_letters.queue_introduction(placed, row, build.NOW)
    result(placed, mail, state, code)
    assert row.state == after
    assert len(tasks(placed, TaskKind.FIND_CONTACT)) == (after == "bounced")


def test_the_old_address_hears_of_the_change_but_not_the_new_address(placed: Session) -> None:
    mail = contact_letters.tell_old_address(placed, "SETS-OS", "old@body.example", build.NOW)
    assert mail.to_address == "old@body.example"
    assert "sets-os@body.example" not in mail.text


def test_a_notice_that_cannot_arrive_becomes_a_call(placed: Session) -> None:
    case = build.a_case(placed, parties=(build.party(phone=build.PHONE),))
    mail = build.mails(placed)[0]
    result(placed, mail, MailState.FAILED, "550")
    (task,) = build.calls(placed)
    assert case.number in task.text
    assert "http" not in task.text


def test_a_link_leaves_a_text_together_with_its_label() -> None:
    assert without_links("Your answer is there.\n\nOpen:\nhttps://example.org/a\n\n-- \nCentre") == (
        "Your answer is there.\n\n\n-- \nCentre"
    )


def queued_notice(session: Session, case: Case, leg: Leg, to: str = "sets-os@body.example") -> OutboxMail:
    return outbox.queue(
        session, Outgoing("notice", to, "ky", "Эскертүү", "Жооп бериңиз", case_ref=case.id, leg_ref=leg.id), build.NOW
    )


def test_a_dead_address_holds_what_waits_for_it(placed: Session) -> None:
    """Not the letters: each of them fails by itself and leads back to a duty that is to be delivered."""
    case, leg, mail = on_its_way(placed)
    waits, elsewhere = queued_notice(placed, case, leg), queued_notice(placed, case, leg, "other@body.example")
    letter = letters.queue_letter(placed, case, leg, "sets-os@body.example", build.NOW)
    result(placed, mail, MailState.FAILED, "550")
    placed.expire_all()
    assert (waits.state, elsewhere.state, letter.state) == (MailState.HELD, MailState.QUEUED, MailState.QUEUED)


def test_a_reminder_to_a_dead_address_asks_for_another(placed: Session) -> None:
    case, leg, _ = on_its_way(placed)
    reminder, next_one = queued_notice(placed, case, leg), queued_notice(placed, case, leg)
    result(placed, reminder, MailState.FAILED, "550")
    placed.expire_all()
    assert contact(placed).state == "bounced"
    (task,) = tasks(placed, TaskKind.FIND_CONTACT)
    assert (task.authority_id, task.contact_id, next_one.state) == ("SETS-OS", contact(placed).id, MailState.HELD)
    result(placed, next_one, MailState.FAILED, "550")
    assert len(tasks(placed, TaskKind.FIND_CONTACT)) == 1, "asked for once"
