"""Where a message goes by itself, and what follows: on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.cases.mail_build import (
    BODY,
    BODY_MAIL,
    CITIZEN,
    FORGED,
    LATER,
    NOW,
    PASSED,
    a_letter_out,
    address_of,
    bring,
    incoming,
    replies_to,
    understood_as,
)
from tests.web.staff.build import STAFF, events, open_tasks
from tests.web.staff.build import again as fresh
from tracker.cases import delivery, handling
from tracker.cases.kinds import LegState, Proof, TaskKind
from tracker.cases.mail_results import take_result
from tracker.cases.models import Case, Leg, Message
from tracker.directory.models import Contact
from tracker.mail.addresses import revoke_addresses
from tracker.mail.incoming.codes import Method, State
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.incoming.senders import Why
from tracker.mail.models import MailState, OutboxMail, Party
from tracker.mail.reading.incoming import Bounce
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

OFFICER = Actor(ActorKind.OFFICER, authority_id=BODY)


@pytest.fixture(autouse=True)
def tokens(any_world: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    replies_to(any_world, monkeypatch)


def the_leg(leg: Leg) -> Leg:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Leg, leg.id)


def where(mail: IncomingMail) -> tuple[str, int | None, int | None, str | None, str]:
    return mail.state, mail.case_ref, mail.leg_ref, mail.method, mail.why


def test_by_the_reply_address_onto_its_leg_and_no_clock_stops(any_world: Flask) -> None:
    case, leg, _ = a_letter_out()
    due, state = leg.answer_due_on, leg.state
    token = address_of(case, leg).split("+")[1].split("@")[0]
    mail = understood_as(incoming(tokens=(token,)))
    assert where(mail) == (State.TO_READ, case.id, leg.id, Method.TOKEN, "")
    leg = the_leg(leg)
    assert (leg.mail_waits, leg.state, leg.answer_due_on, leg.answered_on) == (True, state, due, None)
    assert events(fresh(case))[-1] == "mail_received"
    [task] = open_tasks(kind=TaskKind.MAIL_TO_READ)
    assert (task.leg_id, task.data["mail_id"]) == (leg.id, mail.id)


def test_by_the_address_it_was_delivered_to(any_world: Flask) -> None:
    case, leg, _ = a_letter_out()
    mail = understood_as(incoming(), envelope_to=(address_of(case, leg),))
    assert where(mail) == (State.TO_READ, case.id, leg.id, Method.TOKEN, "")


@pytest.mark.parametrize("header", ["in_reply_to", "references"])
def test_by_the_letter_it_answers(any_world: Flask, header: str) -> None:
    case, leg, letter = a_letter_out()
    value: Any = letter.message_id if header == "in_reply_to" else ("<x@body.example>", letter.message_id)
    mail = understood_as(incoming(**{header: value}))
    assert where(mail) == (State.TO_READ, case.id, leg.id, Method.THREAD, "")


@pytest.mark.parametrize("place", ["subject", "text"])
def test_by_our_number_where_the_sender_is_who_he_says(any_world: Flask, place: str) -> None:
    case, leg, _ = a_letter_out()
    said = {"subject": f"Re: [{case.number}] Кат"} if place == "subject" else {"text": f"№ {case.number} катталды"}
    mail = understood_as(incoming(**said, numbers=(case.number,), verdicts=PASSED))
    method = Method.SUBJECT if place == "subject" else Method.BODY
    assert where(mail) == (State.TO_READ, case.id, leg.id, method, "")


def test_the_number_alone_is_public_so_an_unchecked_sender_waits_for_staff(any_world: Flask) -> None:
    case, leg, _ = a_letter_out()
    mail = understood_as(incoming(numbers=(case.number,), subject=case.number))
    assert where(mail) == (State.TO_PLACE, case.id, leg.id, Method.SUBJECT, Why.NUMBER_ONLY)
    assert mail.centre_ref == case.centre_id
    assert not the_leg(leg).mail_waits
    assert "mail_received" not in events(fresh(case))


@pytest.mark.parametrize(
    ("sender", "verdicts", "why"),
    [
        (BODY_MAIL, FORGED, Why.FORGED),
        ("director@mail.ru", PASSED, Why.STRANGER),
        ("other@body.example.org", PASSED, Why.STRANGER),
    ],
)
def test_whoever_may_not_write_for_the_body_waits_for_staff(any_world: Flask, sender: str, verdicts: Any, why: Why) -> None:
    case, leg, letter = a_letter_out()
    mail = understood_as(incoming("Баш тартабыз.", sender, in_reply_to=letter.message_id, verdicts=verdicts))
    assert where(mail) == (State.TO_PLACE, case.id, leg.id, Method.THREAD, why)
    assert (events(fresh(case))[-1], the_leg(leg).state) == ("dispatched", LegState.SENT)


def test_a_revoked_address_leads_to_staff(any_world: Flask) -> None:
    case, leg, _ = a_letter_out()
    address = address_of(case, leg)
    revoke_addresses(db.session, case.id, leg.id, Party.BODY, NOW)  # type: ignore[arg-type]
    db.session.commit()
    mail = understood_as(incoming(), envelope_to=(address,))
    assert where(mail) == (State.TO_PLACE, case.id, leg.id, Method.TOKEN, Why.REVOKED)


def test_one_message_to_two_cases_is_for_a_person(any_world: Flask) -> None:
    (first, leg, _), (second, other, _) = a_letter_out(), a_letter_out()
    mail = understood_as(incoming(), envelope_to=(address_of(first, leg), address_of(second, other)))
    assert (mail.state, mail.why) == (State.TO_PLACE, Why.SEVERAL)
    assert [one["case_id"] for one in mail.guesses] == [second.id]


def test_an_automatic_reply_stays_on_the_leg_and_is_nothing(any_world: Flask) -> None:
    case, leg, letter = a_letter_out()
    mail = understood_as(incoming("Нахожусь в отпуске", in_reply_to=letter.message_id, is_auto_reply=True))
    assert where(mail)[:3] == (State.DONE, case.id, leg.id)
    assert mail.meaning == "auto_reply"
    assert not the_leg(leg).mail_waits
    assert "mail_received" not in events(fresh(case))


def test_spam_waits_apart_but_a_servers_word_never_hides_an_answer(any_world: Flask) -> None:
    _, _, letter = a_letter_out()
    assert understood_as(incoming("Дешёвые кредиты", "x@spam.example", is_spam=True)).is_spam
    answer = understood_as(incoming(in_reply_to=letter.message_id, is_spam=True))
    assert (answer.state, answer.is_spam) == (State.TO_READ, False)


# guesses


def test_a_guess_is_offered_with_its_reasons_and_nobody_acts_on_it(any_world: Flask) -> None:
    case, leg, _ = a_letter_out()
    a_letter_out(subject="Суу сактагычтагы балыктар")
    mail = understood_as(incoming(subject="Цемент заводунун чыгаруулары жөнүндө"))
    assert (mail.state, mail.method, mail.case_ref) == (State.TO_PLACE, Method.GUESS, None)
    best = mail.guesses[0]
    assert (best["case_id"], best["leg_id"], best["why"]) == (case.id, leg.id, ["address", "word"])
    assert best["score"] > mail.guesses[1]["score"]


def test_a_stranger_without_a_thread_has_no_guess(any_world: Flask) -> None:
    a_letter_out()
    assert understood_as(incoming("Саламатсызбы", "somebody@mail.ru")).guesses == []


# the applicant


def test_the_applicants_mail_goes_to_the_case_and_the_body_is_told(any_world: Flask) -> None:
    case, leg, _ = a_letter_out()
    address = address_of(case, leg, Party.APPLICANT)
    mail = understood_as(incoming("Сүрөт кошом.", "another@phone.example"), envelope_to=(address,))
    assert (mail.state, mail.meaning) == (State.DONE, "applicant")
    assert events(fresh(case))[-1] == "applicant_wrote"
    assert db.session.scalars(db.select(Message.body).where(Message.kind == "applicant_mail")).all() == ["Сүрөт кошом."]
    told = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "notice:applicant_wrote")).one()
    assert told.to_address == BODY_MAIL
    assert "Сүрөт кошом." in told.text


def test_where_the_body_asked_it_is_the_reply(any_world: Flask) -> None:
    case, leg, _ = a_letter_out()
    handling.register(db.session, case, leg, by=OFFICER, now=NOW, incoming_number="1", registered_on=NOW.date())  # type: ignore[arg-type]
    handling.ask(db.session, case, leg, by=OFFICER, now=NOW, question="Кайсы көчө?")  # type: ignore[arg-type]
    db.session.commit()
    asked = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "notice:asked")).one()
    understood_as(incoming("Ош көчөсү 5.", CITIZEN, in_reply_to=asked.message_id))
    assert events(fresh(case))[-1] == "clarified"
    assert the_leg(leg).state == LegState.IN_WORK or the_leg(leg).state == LegState.REGISTERED


@pytest.mark.parametrize(("verdicts", "why"), [(FORGED, Why.FORGED), (None, Why.NUMBER_ONLY)])
def test_whoever_names_the_number_is_not_the_applicant(any_world: Flask, verdicts: Any, why: Why) -> None:
    case, _, _ = a_letter_out()
    more = {"verdicts": verdicts} if verdicts else {}
    mail = understood_as(incoming("Арызымды кайтарам.", CITIZEN, numbers=(case.number,), subject=case.number, **more))
    assert (mail.state, mail.party, mail.why) == (State.TO_PLACE, Party.APPLICANT, why)


# letters that came back


def bounce(letter: OutboxMail, *, permanent: bool = True, status: str = "5.1.1", known: bool = True, **more: Any) -> Any:
    original = letter.message_id if known else ""
    return incoming("…", "mailer-daemon@mx.example", bounce=Bounce((letter.to_address,), permanent, status, original), **more)


@pytest.mark.parametrize("known", [True, False])
def test_a_returned_letter_is_not_delivered_any_more(any_world: Flask, known: bool) -> None:
    case, leg, letter = a_letter_out()
    mail = understood_as(bounce(letter, known=known))
    assert (mail.state, mail.meaning, mail.case_ref) == (State.DONE, "bounce", case.id)
    assert the_leg(leg).state == LegState.TO_SEND
    assert {task.kind for task in open_tasks(case_id=case.id)} >= {TaskKind.FIND_CONTACT, TaskKind.DELIVER}
    assert db.session.scalars(db.select(Contact.state).where(Contact.value == BODY_MAIL)).one() == "bounced"


def test_a_later_bounce_takes_the_presumed_receipt_back(any_world: Flask) -> None:
    case, leg, letter = a_letter_out()
    delivery.presume_received(db.session, leg, now=LATER)  # type: ignore[arg-type]
    db.session.commit()
    assert the_leg(leg).proof == Proof.MAILED_NOT_RETURNED
    understood_as(bounce(letter))
    leg = the_leg(leg)
    assert (leg.received_on, leg.proof, leg.state) == (None, None, LegState.TO_SEND)
    assert "receipt_withdrawn" in events(fresh(case))


def test_a_dead_address_is_a_task_also_where_the_body_has_the_letter(any_world: Flask) -> None:
    case, leg, letter = a_letter_out()
    handling.register(db.session, case, leg, by=OFFICER, now=NOW, incoming_number="1", registered_on=NOW.date())  # type: ignore[arg-type]
    db.session.commit()
    understood_as(bounce(letter))
    leg = the_leg(leg)
    assert (leg.state, leg.proof) == (LegState.REGISTERED, Proof.REGISTERED_BY_BODY)
    contact = db.session.scalars(db.select(Contact).where(Contact.value == BODY_MAIL)).one()
    assert contact.state == "bounced"
    assert [(task.contact_id, task.authority_id) for task in open_tasks(kind=TaskKind.FIND_CONTACT)] == [(contact.id, BODY)]
    assert "dispatch_failed" not in events(fresh(case)), "this letter did arrive"


def test_a_delay_is_noted_only(any_world: Flask) -> None:
    case, leg, letter = a_letter_out()
    mail = understood_as(bounce(letter, permanent=False, status="4.4.1"))
    assert (mail.state, mail.meaning) == (State.DONE, "delay")
    assert (the_leg(leg).state, events(fresh(case))[-1]) == (LegState.SENT, "dispatched")


def test_a_server_that_gave_up_after_days_says_nothing_about_the_address(any_world: Flask) -> None:
    _, leg, letter = a_letter_out()
    source = b"From: mailer-daemon@mx.example\r\nMessage-ID: <b1@mx.example>\r\n\r\nAction: failed\r\nStatus: 4.4.7\r\n"
    mail = understood_as(bounce(letter, permanent=False, status="4.4.7"), source)
    assert mail.meaning == "bounce"
    assert the_leg(leg).state == LegState.TO_SEND
    assert db.session.scalars(db.select(Contact.state).where(Contact.value == BODY_MAIL)).one() == "usable"


def test_a_late_bounce_of_an_older_letter_does_not_undo_the_newer_one(any_world: Flask) -> None:
    case, leg, old = a_letter_out()
    delivery.dispatch(db.session, case, leg, by=STAFF, now=NOW)  # type: ignore[arg-type]
    newer = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "letter").order_by(OutboxMail.id.desc())).first()
    assert newer is not None
    newer.state, newer.sent_at = MailState.SENT, NOW
    take_result(db.session, newer, NOW)  # type: ignore[arg-type]
    db.session.commit()
    understood_as(bounce(old))
    assert the_leg(leg).state == LegState.SENT


def test_a_bounce_of_nothing_we_sent_waits_for_staff(any_world: Flask) -> None:
    a_letter_out()
    mail = understood_as(incoming("…", "mailer-daemon@mx.example", bounce=Bounce(("who@else.example",), True, "5.1.1", "<n@x>")))
    assert mail.state == State.TO_PLACE


def test_a_report_about_a_letter_twice_is_one(any_world: Flask) -> None:
    case, _, letter = a_letter_out()
    understood_as(bounce(letter, message_id="<b1@mx.example>"))
    understood_as(bounce(letter, message_id="<b2@mx.example>"))
    assert events(fresh(case)).count("dispatch_failed") == 1


# letters that arrived


def report(letter: OutboxMail, action: str = "delivered", *, to: str = "", known: bool = True, status: str = "2.0.0") -> bytes:
    """As Postfix writes it."""
    return (
        "From: MAILER-DAEMON@mx.body.example\r\nTo: centre@service.example\r\nSubject: Successful Mail Delivery Report\r\n"
        f"Message-ID: <{action}.{status}.{known}@mx.body.example>\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message was successfully delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.body.example\r\n\r\n"
        f"Final-Recipient: rfc822; {to or letter.to_address}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: centre@service.example\r\n"
        f"Message-ID: {letter.message_id if known else '<else@x.example>'}\r\n\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize("action", ["delivered", "relayed"])
def test_a_report_of_delivery_proves_the_receipt_without_the_wait(any_world: Flask, action: str) -> None:
    case, leg, letter = a_letter_out()
    mail = bring(report(letter, action))
    assert (mail.state, mail.meaning, mail.case_ref) == (State.DONE, "delivered", case.id)
    leg = the_leg(leg)
    assert (leg.state, leg.proof, leg.received_on) == (LegState.RECEIVED, Proof.DELIVERY_REPORT, NOW.date())
    assert leg.answer_due_on is not None
    assert events(fresh(case))[-1] == "received"


def test_it_takes_the_place_of_mailed_and_not_returned_and_of_nothing_better(any_world: Flask) -> None:
    case, leg, letter = a_letter_out()
    delivery.presume_received(db.session, leg, now=LATER)  # type: ignore[arg-type]
    db.session.commit()
    received_on, due = the_leg(leg).received_on, leg.answer_due_on
    bring(report(letter))
    leg = the_leg(leg)
    assert (leg.proof, leg.received_on, leg.answer_due_on) == (Proof.DELIVERY_REPORT, received_on, due)
    handling.register(
        db.session, case, leg, by=OFFICER, now=LATER, incoming_number="1", registered_on=NOW.date()  # type: ignore[arg-type]
    )  # fmt: skip
    db.session.commit()
    bring(report(letter, "relayed"))
    assert the_leg(leg).proof == Proof.REGISTERED_BY_BODY


@pytest.mark.parametrize(
    "more", [{"known": False}, {"to": "else@body.example"}, {"action": "expanded"}, {"status": "5.1.1"}, {"action": "delayed"}]
)
def test_a_report_about_something_else_proves_nothing(any_world: Flask, more: dict[str, Any]) -> None:
    _, leg, letter = a_letter_out()
    bring(report(letter, **more))
    assert the_leg(leg).proof is None


def test_the_case_knows(any_world: Flask) -> None:
    """An answer to mail that was placed finds its place by it."""
    case, leg, letter = a_letter_out()
    understood_as(incoming(in_reply_to=letter.message_id, message_id="<first@body.example>"))
    follow_up = understood_as(incoming("Толуктоо", references=("<first@body.example>",), message_id="<second@body.example>"))
    assert where(follow_up) == (State.TO_READ, case.id, leg.id, Method.THREAD, "")
    assert isinstance(fresh(case), Case)
