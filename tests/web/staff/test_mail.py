"""The centre's table of mail: placing, reading, marking; what it may not see; what the pages keep of what was typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.cases.mail_build import (
    BODY_MAIL,
    CITIZEN,
    FORGED,
    a_letter_out,
    bring,
    incoming,
    raw,
    replies_to,
    understood_as,
)
from tests.cases.mail_build import again as mail_again
from tests.conftest import NOW
from tests.files.build import pdf
from tests.web.staff.build import OFFICER, House, again, events, open_tasks, reviewed
from tracker.cases import handling
from tracker.cases.kinds import LegState, Outcome, Proof, TaskKind
from tracker.cases.models import AccessLog, CaseFile, Leg, Message
from tracker.cases.views.case_page import case_page
from tracker.directory.models import Contact
from tracker.mail.incoming.codes import Method, State
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

REGISTERED = "Ваше обращение зарегистрировано: № 04-12/345 от 23.11.2026"


@pytest.fixture(autouse=True)
def tokens(world: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    replies_to(world, monkeypatch)


def the_leg(leg_id: int) -> Leg:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Leg, leg_id)


def placed(text: str = REGISTERED, **more: Any) -> tuple[Any, Leg, IncomingMail]:
    """An answer of the body on its leg."""
    case, leg, letter = a_letter_out()
    return case, leg, bring(raw(text, in_reply_to=letter.message_id, **more))


# reading and marking


def test_a_registration_is_proposed_and_written_down_with_one_press(house: House) -> None:
    case, leg, mail = placed()
    page = house.aigul.get("/en/staff").click("E-mail of bodies to read").click("Re: Кат")
    assert "Looks like: registered, № 04-12/345 of 23 November 2026" in page.text
    assert REGISTERED in page.text
    page = page.form("registered").submit("Write down the registration")
    assert page.url == f"/en/staff/{case.number}"
    leg = the_leg(leg.id)
    assert (leg.state, leg.incoming_number, leg.registered_on) == (LegState.REGISTERED, "04-12/345", date(2026, 11, 23))
    assert leg.proof == Proof.REGISTERED_BY_BODY
    assert not leg.mail_waits
    assert events(again(case))[-2:] == ["registered", "mail_read"]
    assert open_tasks(kind=TaskKind.MAIL_TO_READ) == []
    done = house.aigul.get(f"/en/staff/mail/{mail.id}").text
    assert "Read: registered." in done
    assert "What does it mean?" not in done


def test_an_answer_counts_on_the_day_it_came_with_its_files(house: House) -> None:
    files = (("Хат.pdf", pdf()), ("План.exe", b"MZ" + b"\0" * 90))
    case, leg, mail = placed("Сообщаем: пробы отобраны, превышений нет.", files=files)
    mail.received_at = mail.received_at.replace(day=20)
    case.filed_on = date(2026, 11, 18)
    db.session.commit()
    page = house.aigul.get(f"/en/staff/mail/{mail.id}")
    assert "not taken over (of a type we do not take); it is in the original" in page.text
    form = page.form("answer").fill({"answer-outcome": "full", "answer-outgoing_number": "06-3/17"})
    assert form["answer-text"].startswith("Сообщаем: пробы отобраны")
    form.submit("Write down the answer")
    leg = the_leg(leg.id)
    assert (leg.state, leg.outcome, leg.answered_on, leg.ended_on) == (
        LegState.ANSWERED, Outcome.FULL, date(2026, 11, 20), date(2026, 11, 20),
    )  # fmt: skip
    answer = db.session.scalars(db.select(Message).where(Message.kind == "answer")).one()
    kept = db.session.scalars(db.select(CaseFile).where(CaseFile.message_id == answer.id)).one()
    assert kept.kind == "answer"
    told = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "notice:answered")).one()
    assert told.to_address == CITIZEN


def test_a_question_proves_the_receipt_and_reaches_the_applicant(house: House) -> None:
    _, leg, mail = placed("Просим уточнить, о каком предприятии идет речь.")
    house.aigul.get(f"/en/staff/mail/{mail.id}").form("question").submit("Pass the question to the applicant")
    leg = the_leg(leg.id)
    assert (leg.state, leg.proof, leg.received_on) == (LegState.ASKED, Proof.CONFIRMED_BY_OFFICER, date(2026, 11, 23))
    assert "Просим уточнить" in db.session.scalars(db.select(Message.body).where(Message.kind == "question")).one()


def test_passed_on_to_a_body_that_is_found_by_name(house: House) -> None:
    case, leg, mail = placed("Ваше обращение направлено по компетенции в мэрию города Кант.")
    page = house.aigul.get(f"/en/staff/mail/{mail.id}")
    found = page.form("transfer").fill({"transfer-search": "Кант", "transfer-reason": "Мэрия ведает этим."}).submit("search")
    form = found.form("transfer")
    assert form["transfer-reason"] == "Мэрия ведает этим.", "what was typed is kept"
    chosen = next(c.get("value") for c in form.controls() if c.get("name") == "transfer-to_authority_id")
    ground = next(c.get("value") for c in form.controls() if c.get("name") == "transfer-ground")
    form.fill({"transfer-to_authority_id": chosen, "transfer-ground": ground}).submit("Write down that it was passed on")
    assert the_leg(leg.id).state == LegState.TRANSFERRED
    assert again(case).current_leg.authority_id == chosen


@pytest.mark.parametrize(
    ("meaning", "text", "fill"),
    [
        ("question", "Просим уточнить, о каком предприятии речь.", {}),
        ("extension", "Срок рассмотрения продлён на 10 рабочих дней.", {"ground": True}),
        ("transfer", "Направлено по компетенции.", {"ground": True, "to_authority_id": True, "search": "Кант"}),
    ],
)
def test_files_of_the_mail_go_with_the_act(house: House, meaning: str, text: str, fill: dict[str, Any]) -> None:
    _, _, mail = placed(text, files=(("Кат.pdf", pdf()),))
    page = house.aigul.get(f"/en/staff/mail/{mail.id}")
    if search := fill.pop("search", ""):
        page = page.form(meaning).fill({f"{meaning}-search": search}).submit("search")
    form = page.form(meaning)
    for name in fill:
        value = next(c.get("value") for c in form.controls() if c.get("name") == f"{meaning}-{name}")
        form.fill({f"{meaning}-{name}": value})
    form.submit("Write down that it was passed on" if meaning == "transfer" else None)
    assert mail_again(mail.id).meaning == meaning
    message = db.session.scalars(db.select(Message).where(Message.kind == meaning)).one()
    kept = db.session.scalars(db.select(CaseFile).where(CaseFile.message_id == message.id)).one()
    assert kept.kind == meaning


def test_more_time_shows_the_dates_and_the_limit_of_the_convention_before_it_is_written_down(house: House) -> None:
    case, leg, mail = placed("Срок рассмотрения продлён на 10 рабочих дней.")
    assert "With more time" not in house.aigul.get(f"/en/staff/mail/{mail.id}").text, "nothing is counted before the receipt"
    handling.register(db.session, case, the_leg(leg.id), by=OFFICER, now=NOW, incoming_number="7", registered_on=NOW.date())  # type: ignore[arg-type]
    db.session.commit()
    page = house.aigul.get(f"/en/staff/mail/{mail.id}")
    assert "The date now: 7 December 2026" in page.text
    assert "With more time: 21 December 2026" in page.text
    assert "outer limit of the Convention" not in page.text
    the_leg(leg.id).dispatched_at = NOW - timedelta(days=10)
    db.session.commit()
    assert "after the outer limit of the Convention, 13 December 2026" in house.aigul.get(f"/en/staff/mail/{mail.id}").text


def test_a_note_moves_nothing(house: House) -> None:
    case, leg, mail = placed("Рахмат, алдык.")
    house.aigul.get(f"/en/staff/mail/{mail.id}").form("note").submit("It is only a note")
    leg = the_leg(leg.id)
    assert (leg.state, leg.mail_waits, leg.received_on) == (LegState.SENT, False, None)
    assert mail_again(mail.id).meaning == "note"
    message = db.session.scalars(db.select(Message).where(Message.kind == "body_mail")).one()
    assert message.body == "Рахмат, алдык."
    page = case_page(db.session, case.number, Actor(ActorKind.SECRET_HOLDER, case_id=case.id), date(2026, 11, 23))  # type: ignore[arg-type]
    assert page is not None
    assert "Рахмат, алдык." in [text.body for text in page.messages], "the applicant reads it"
    assert "Рахмат" not in house.aigul.get(f"/en/case/{case.number}").text
    assert events(again(case))[-1] == "mail_read"


def test_a_note_that_is_emptied_and_an_automatic_reply_show_nothing(house: House) -> None:
    _, _, mail = placed("Внутренняя пометка, отправлена по ошибке.")
    house.aigul.get(f"/en/staff/mail/{mail.id}").form("note").fill({"note-text": ""}).submit("It is only a note")
    _, _, second = placed("Ваше письмо получено роботом.", message_id="<r9@body.example>")
    house.aigul.get(f"/en/staff/mail/{second.id}").form("auto_reply").submit()
    assert mail_again(second.id).meaning == "auto_reply"
    assert db.session.query(Message).filter_by(kind="body_mail").count() == 0


def test_a_refusal_without_its_ground_comes_back_with_everything_typed(house: House) -> None:
    _, leg, mail = placed("Маалымат берүүдөн баш тартабыз.")
    form = house.aigul.get(f"/en/staff/mail/{mail.id}").form("refusal").fill({"refusal-outgoing_number": "06-3/99"})
    back = form.submit("Write down the refusal", status=422)
    assert back.errors
    assert back.form("refusal")["refusal-outgoing_number"] == "06-3/99"
    assert the_leg(leg.id).state == LegState.SENT


def test_two_people_mark_the_same_one_and_the_second_is_told(house: House) -> None:
    _, _, mail = placed()
    late = house.nurlan.get(f"/en/staff/mail/{mail.id}").form("note")
    house.aigul.get(f"/en/staff/mail/{mail.id}").form("registered").submit()
    assert "not possible any more" in late.submit(status=422).text
    assert mail_again(mail.id).meaning == "registered"


def test_until_it_is_read_everybody_is_told_that_it_counts_as_nothing(house: House, world: Flask) -> None:
    case, _, mail = placed("Тайна: 06-3/17")
    for url in (f"/en/staff/{case.number}", f"/en/case/{case.number}"):
        page = house.aigul.get(url)
        assert "An e-mail of the body came and is being read." in page.text
        assert "Тайна" not in page.text
    house.aigul.get(f"/en/staff/mail/{mail.id}").form("note").submit()
    assert "is being read" not in house.aigul.get(f"/en/case/{case.number}").text


# placing


def test_a_stranger_is_accepted_once_and_can_be_remembered(house: House) -> None:
    case, leg, letter = a_letter_out()
    mail = bring(raw(REGISTERED, sender="Абдыева Ж. <abdyeva@mail.ru>", in_reply_to=letter.message_id))
    page = house.aigul.get("/en/staff").click("E-mail to place").click("Re: Кат")
    assert "Its sender is not a confirmed address of the body." in page.text
    page = page.form("placing").submit("It belongs there")
    placed_mail = mail_again(mail.id)
    assert (placed_mail.state, placed_mail.method, placed_mail.leg_ref) == (State.TO_READ, Method.HAND, leg.id)
    assert events(again(case))[-1] == "mail_received"

    page = page.form("remember").submit("Propose the address")
    contact = db.session.scalars(db.select(Contact).where(Contact.value == "abdyeva@mail.ru")).one()
    assert (contact.state, contact.authority_id) == ("proposed", "SETS-CH")
    assert [task.contact_id for task in open_tasks(kind=TaskKind.CONFIRM_CONTACT)] == [contact.id]

    second = bring(raw("Дагы бир кат", sender="abdyeva@mail.ru", message_id="<r2@mail.ru>", in_reply_to=letter.message_id))
    assert second.state == State.TO_PLACE, "accepted once is not accepted always"


def test_what_was_placed_by_hand_teaches_the_next(house: House) -> None:
    _, leg, letter = a_letter_out()
    first = bring(raw(REGISTERED, sender="abdyeva@mail.ru", in_reply_to=letter.message_id))
    house.aigul.get(f"/en/staff/mail/{first.id}").form("placing").submit("It belongs there")
    second = bring(raw("Уландысы", sender="abdyeva@mail.ru", message_id="<r2@mail.ru>", subject="Кат"))
    assert second.guesses[0]["leg_id"] == leg.id
    assert "placed_before" in second.guesses[0]["why"]
    page = house.aigul.get(f"/en/staff/mail/{second.id}")
    assert "an earlier message of this sender is there" in page.text
    assert page.form("placing")["place"] is None, "a guess is offered, never chosen"


def test_a_forged_sender_is_shown_as_such_and_cannot_be_remembered(house: House) -> None:
    _, _, letter = a_letter_out()
    mail = understood_as(incoming("Баш тартабыз", "kense@mail.ru", in_reply_to=letter.message_id, verdicts=FORGED))
    page = house.aigul.get(f"/en/staff/mail/{mail.id}")
    assert "Call before you believe it." in page.text
    assert "Remember this sender" not in page.text


def test_a_message_without_a_sign_is_placed_by_a_number_that_is_typed(house: House) -> None:
    case, leg, _ = a_letter_out()
    mail = bring(raw("Сиздин катыңыз боюнча", sender="who@mail.ru"))
    page = house.aigul.get(f"/en/staff/mail/{mail.id}")
    page = page.form("placing").fill(number="26-0000-0000").submit("search", status=422)
    assert page.form("placing")["number"] == "26-0000-0000"
    page = page.form("placing").fill(number=case.number).submit("search")
    page.form("placing").fill(place=f"{leg.id}-body").submit("It belongs there")
    assert (mail_again(mail.id).leg_ref, mail_again(mail.id).method) == (leg.id, Method.HAND)


def test_mail_of_the_applicant_on_a_case_without_a_body_is_his_message(house: House) -> None:
    case = reviewed(body=None)
    mail = bring(raw("Сүрөт кошом.", sender="who@mail.ru"))
    page = house.aigul.get(f"/en/staff/mail/{mail.id}").form("placing").fill(number=case.number).submit("search")
    page.form("placing").fill(place=f"case{case.id}-applicant").submit("It belongs there")
    found = mail_again(mail.id)
    assert (found.state, found.case_ref, found.leg_ref, found.meaning) == (State.DONE, case.id, None, "applicant")
    assert db.session.scalars(db.select(Message.body).where(Message.kind == "applicant_mail")).all() == ["Сүрөт кошом."]


def test_mail_on_the_wrong_letter_is_taken_off_and_placed_anew(house: House) -> None:
    case, leg, mail = placed("Мен жарандын өзүмүн.")
    house.aigul.get(f"/en/staff/mail/{mail.id}").press("It does not belong here: place it anew")
    found = mail_again(mail.id)
    assert (found.state, found.party, found.meaning) == (State.TO_PLACE, None, None)
    assert not the_leg(leg.id).mail_waits
    assert open_tasks(kind=TaskKind.MAIL_TO_READ) == []
    assert events(again(case))[-2:] == ["mail_received", "mail_read"]
    page = house.aigul.get(f"/en/staff/mail/{mail.id}").form("placing").fill(number=case.number).submit("search")
    page.form("placing").fill(place=f"{leg.id}-applicant").submit("It belongs there")
    assert mail_again(mail.id).meaning == "applicant"
    assert events(again(case))[-1] == "applicant_wrote"


def test_what_has_nothing_to_do_with_us_goes_aside_and_comes_back(house: House) -> None:
    mail = bring(raw("Арзан кредит", sender="x@spam.example"))
    house.aigul.get(f"/en/staff/mail/{mail.id}").press("It has nothing to do with us")
    assert mail_again(mail.id).state == State.SET_ASIDE
    page = house.aigul.get("/en/staff/mail?heap=aside").click("Re: Кат")
    page.press("Take it back into the queue")
    assert mail_again(mail.id).state == State.TO_PLACE


# who may see it


def test_another_centre_reads_what_is_nobodys_but_not_mail_of_our_cases(house: House) -> None:
    _, _, ours = placed()
    nobodys = bring(raw("Саламатсызбы", sender="who@mail.ru", message_id="<n@mail.ru>"))
    for path in ("", "/original"):
        house.osh.get(f"/en/staff/mail/{ours.id}{path}", 404)
        house.osh.get(f"/en/staff/mail/{nobodys.id}{path}")
    assert "Re: Кат" in house.osh.get("/en/staff/mail").text
    assert "Nothing waits here" in house.osh.get("/en/staff/mail?heap=to_read").text
    house.osh.post(f"/en/staff/mail/{ours.id}/note", status=400)


def test_mail_of_a_restricted_case_is_read_in_writing_only(house: House) -> None:
    case, _, mail = placed()
    case.restricted = True
    db.session.commit()
    listed = house.aigul.get("/en/staff/mail?heap=to_read").text
    assert "(open it to read)" in listed
    assert BODY_MAIL not in listed
    house.aigul.get(f"/en/staff/mail/{mail.id}")
    assert db.session.query(AccessLog).filter_by(case_id=case.id, what="mail").count() == 1


def test_the_original_is_a_download_that_cannot_run(house: House) -> None:
    _, _, mail = placed()
    page = house.aigul.get(f"/en/staff/mail/{mail.id}/original")
    assert page.data.startswith(b"From: ")
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


# brought by hand


def test_a_message_is_brought_as_a_file(house: House) -> None:
    _, _, letter = a_letter_out()
    message = raw(REGISTERED, in_reply_to=letter.message_id)
    form = house.aigul.get("/en/staff/mail").click("Bring a message as a file").form("add")
    page = form.fill(file=("кат.eml", message)).submit("Take it")
    assert "It just came and is kept." in page.text
    again_page = house.aigul.get("/en/staff/mail/add").form("add").fill(file=("кат.eml", message)).submit("Take it")
    assert again_page.url == page.url, "the same message twice is one"
    assert db.session.query(IncomingMail).count() == 1


@pytest.mark.parametrize(("data", "said"), [(pdf(), "This is not a message."), (b"From: a@b\n\n" + b"x" * 3000, "too large")])
def test_what_is_no_message_or_too_large_is_said_beside_the_field(
    house: House, world: Flask, monkeypatch: pytest.MonkeyPatch, data: bytes, said: str
) -> None:
    monkeypatch.setitem(world.config, "MAIL_IN_LIMIT", 2000)
    form = house.aigul.get("/en/staff/mail/add").form("add").fill(file=("кат.eml", data))
    assert said in form.submit("Take it", status=422).text


def test_many_messages_cost_no_more_statements_than_few(house: House) -> None:
    reviewed()
    for number in range(3):
        bring(raw("Кат", sender="who@mail.ru", message_id=f"<m{number}@mail.ru>"))
    few = len(house.aigul.get("/en/staff/mail").statements)
    for number in range(3, 45):
        bring(raw("Кат", sender="who@mail.ru", message_id=f"<m{number}@mail.ru>"))
    page = house.aigul.get("/en/staff/mail")
    assert len(page.statements) == few
    assert "Re: Кат" in page.click("Next page").text


# what a body announces and corrects


def test_an_announced_day_is_written_down_from_the_mail_and_moves_nothing(house: House) -> None:
    _, leg, mail = placed("Сообщаем, что ответ будет дан не позднее 8 декабря 2026 года: ждём лабораторию.")
    page = house.aigul.get(f"/en/staff/mail/{mail.id}")
    assert "Looks like: a day of the answer that it names, 8 December 2026" in page.text
    form = page.form("day")
    assert form["day-announced_on"] == "2026-12-08"
    back = form.fill({"day-announced_on": "2026-11-02"}).submit("Write down the day", status=422)
    assert back.errors
    back.form("day").fill({"day-announced_on": "2026-12-08"}).submit("Write down the day")
    leg = the_leg(leg.id)
    assert (leg.announced_on, leg.state, leg.answered_on) == (date(2026, 12, 8), LegState.RECEIVED, None)
    assert leg.proof == Proof.CONFIRMED_BY_OFFICER, "who names a day has the letter"
    assert leg.answer_due_on is not None
    assert events(leg.case)[-2:] == ["date_announced", "mail_read"]
    assert "лабораторию" in db.session.scalars(db.select(Message.body).where(Message.kind == "announcement")).one()


def test_a_payment_is_passed_on_with_its_bill(house: House) -> None:
    _, leg, mail = placed("Просим оплатить 1 250,50 сом за копирование.", files=(("Эсеп.pdf", pdf()),))
    page = house.aigul.get(f"/en/staff/mail/{mail.id}")
    assert "a payment that it wants, 1250.5 som" in page.text
    form = page.form("payment")
    assert form["payment-amount"] == "1250.50"
    back = form.submit("Pass it on to the applicant", status=422)
    assert back.errors, "on what basis, has to be said"
    back.form("payment").fill({"payment-basis": "Прейскурант № 3"}).submit("Pass it on to the applicant")
    leg = the_leg(leg.id)
    assert leg.fee_asked_on == date(2026, 11, 23)
    message = db.session.scalars(db.select(Message).where(Message.kind == "fee")).one()
    assert db.session.scalars(db.select(CaseFile.kind).where(CaseFile.message_id == message.id)).all() == ["fee"]
    assert db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "notice:fee_announced")).one().to_address == CITIZEN


def test_an_answer_is_corrected_from_the_mail_and_keeps_its_day(house: House) -> None:
    _, leg, mail = placed("Сообщаем: превышений нет.")
    assert "It corrects its answer" not in house.aigul.get(f"/en/staff/mail/{mail.id}").text
    house.aigul.get(f"/en/staff/mail/{mail.id}").form("answer").fill({"answer-outcome": "full"}).submit()
    answered_on = the_leg(leg.id).answered_on
    letter = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "letter")).one()
    text = "В нашем ответе допущена опечатка: превышение есть."
    second = bring(raw(text, in_reply_to=letter.message_id, message_id="<r2@body.example>"))
    assert second.state == State.TO_READ
    page = house.aigul.get(f"/en/staff/mail/{second.id}")
    assert "Looks like: a correction of its answer" in page.text
    assert "It takes more time" not in page.text, "a duty that is answered has no more time to take"
    page.form("correction").fill({"correction-reason": "misprint"}).submit("Write down the correction")
    leg = the_leg(leg.id)
    assert (leg.state, leg.answered_on, leg.corrected_on) == (LegState.ANSWERED, answered_on, date(2026, 11, 23))
    assert db.session.scalars(db.select(Message.body).where(Message.kind == "correction")).one() == text
    assert mail_again(second.id).meaning == "correction"
