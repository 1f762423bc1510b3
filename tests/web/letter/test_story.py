"""A body without an account, by real SMTP: from the letter in its mailbox to the answer on the applicant's page."""

from __future__ import annotations

from datetime import date, timedelta

import time_machine
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.web.client import PageClient, local
from tests.web.letter.build import MAILBOX, Mailroom, text_of
from tests.web.officer.build import IN_PART, MAIL, NAME, PDF, events, leg_of, texts
from tracker.cases.kinds import Outcome, Proof
from tracker.cases.link_models import LetterCode, LetterLinkUse
from tracker.cases.models import CaseEvent, CaseFile
from tracker.mail.models import OutboxMail
from tracker.people.actor import ActorKind
from tracker.store import db


def test_a_body_that_only_reads_mail_registers_and_answers(any_mailroom: Mailroom) -> None:
    room = any_mailroom
    case = room.letter()
    number = case.number
    (mail,) = room.mail()
    assert f"[{number}]" in str(mail["Subject"])
    assert [part.get_filename() for part in mail.iter_attachments()] == [f"{number}.pdf"]
    assert room.link() in str(mail.get_body(("html",)).get_content())

    pages, page = room.opened()
    assert page.url == f"/en/letter/{number}", "the link has left the address bar"
    assert "Цемент заводу шаарга чаң" in page.text
    for private in (NAME, MAIL, "0555 010203", "Ленин 5"):
        assert private not in page.html

    page = page.click("We have it, register later").form("act").submit("Confirm the receipt")
    assert (leg_of(case).state, leg_of(case).proof) == ("received", Proof.CONFIRMED_BY_OFFICER)
    page = page.form("register").fill(incoming_number="04-12/345").submit("Register")
    leg = leg_of(case)
    assert (leg.state, leg.incoming_number, leg.registered_on, leg.post_id) == ("registered", "04-12/345", TODAY, None)

    page = page.click("Answer")
    assert page.url == f"/en/letter/{number}/code?goal=answer"
    page = page.press("Send me the code")
    code = room.code()
    page = page.form("type").fill(code=f"{code[:3]} {code[3:]}").submit("Go on")
    assert page.url == f"/en/letter/{number}/answer"
    form = page.form("act").fill({**IN_PART, "text": "Өлчөөнүн жыйынтыгы тиркелет, калганы бизде жок."})
    page = form.fill({"signatory": "Башкарма башчысы", "files": ("Жыйынтык.pdf", PDF)}).submit("Add these files")
    page = page.form("act").submit("See it before it goes")
    assert "/follow/" not in page.html
    page = page.press("Send the answer")
    assert "The letter is answered" in page.h1

    leg = leg_of(case)
    assert (leg.state, leg.outcome, leg.answered_on) == ("answered", Outcome.PARTIAL, TODAY)
    (message,) = texts(case, "answer")
    assert message.signatory == "Башкарма башчысы"
    assert db.session.scalar(select(CaseFile.id).where(CaseFile.message_id == message.id))
    told = room.applicant_was_told()
    assert any("жооп" in subject.lower() for subject in told), told
    by = select(CaseEvent.type, CaseEvent.actor_kind, CaseEvent.authority_id).where(
        CaseEvent.type.in_(["received", "registered", "answered"])
    )
    assert [tuple(row) for row in db.session.execute(by.order_by(CaseEvent.seq))] == [
        ("received", ActorKind.LETTER_LINK, "SETS-CH"),
        ("registered", ActorKind.LETTER_LINK, "SETS-CH"),
        ("answered", ActorKind.LETTER_CODE, "SETS-CH"),
    ]
    used = list(db.session.scalars(select(LetterLinkUse.what).order_by(LetterLinkUse.id)))
    assert used[:3] == ["opened", "read", "confirm_receipt"]
    assert {"register", "code_sent", "code_right", "answer"} <= set(used)
    assert pages.get(f"/en/letter/{number}/register", status=410).h1 == "The letter is answered"


def test_the_code_lies_nowhere(mailroom: Mailroom) -> None:
    """Neither in the outbox nor among the files nor beside its digest; only in the letter that left."""
    mailroom.letter()
    mailroom.opened()[1].click("Answer").press("Send me the code")
    code = mailroom.code()
    mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc()).limit(1)).one()
    assert (mail.kind, mail.to_address, mail.case_ref, mail.sent_file_id) == ("letter_code", MAILBOX, None, None)
    stored = db.session.scalars(select(LetterCode)).one()
    for row in (mail, stored):
        assert code not in repr([getattr(row, column.name) for column in row.__table__.columns])
    assert code in text_of(mailroom.mail()[-1])


def test_a_question_goes_to_the_applicant_with_the_link_alone(mailroom: Mailroom) -> None:
    case = mailroom.letter()
    _, page = mailroom.opened()
    page = page.form("register").fill(incoming_number="7").submit("Register")
    page = page.click("Ask the applicant").form("act").fill(question="Кайсы айлар керек?").submit("Send the question")
    assert "Кайсы айлар керек?" in page.text
    assert "asked" in events(case)
    assert mailroom.applicant_was_told()


def test_a_day_and_a_payment_are_announced_with_the_code(any_mailroom: Mailroom) -> None:
    """By the same pages as an officer's; neither moves the date of the answer."""
    case = any_mailroom.letter()
    _, page = any_mailroom.opened()
    page = page.form("register").fill(incoming_number="04-12/345").submit("Register")
    due = leg_of(case).answer_due_on
    page = page.click("Name the day of the answer")
    assert page.url.endswith("/code?goal=day"), "the link alone decides nothing"
    page = page.press("Send me the code").form("type").fill(code=any_mailroom.code()).submit("Go on")
    page = page.form("act").fill(announced_on="2026-11-20", text="Лабораторияны күтөбүз.").submit(
        "Announce the day", status=422
    )
    assert page.errors
    page.form("act").fill(announced_on="2026-12-20").submit("Announce the day")
    page = any_mailroom.opened()[1]
    pages = any_mailroom.with_code_at(page, "Ask for a payment")
    assert "What the law says about payments" in pages.text
    form = pages.form("act").fill(amount="1 250,50", purpose="40 барак көчүрмө", basis="2026-ж. прейскурант № 3")
    page = form.submit("Tell the applicant")
    leg = leg_of(case)
    assert (leg.announced_on, leg.fee_asked_on, leg.answer_due_on) == (date(2026, 12, 20), TODAY, due)
    assert events(case)[-2:] == ["date_announced", "fee_announced"]
    said = select(CaseEvent.actor_kind).where(CaseEvent.type.in_(["date_announced", "fee_announced"]))
    assert set(db.session.scalars(said)) == {ActorKind.LETTER_CODE}
    assert {"announce_date", "announce_fee"} <= set(db.session.scalars(select(LetterLinkUse.what)))
    assert len(any_mailroom.applicant_was_told()) >= 2


def test_an_answer_is_corrected_by_the_link_of_the_answered_letter(any_mailroom: Mailroom) -> None:
    room = any_mailroom
    case = room.letter()
    pages, page = room.opened()
    page.form("register").fill(incoming_number="7").submit("Register")
    page = room.with_code_at(pages.get(page.url), "Answer")
    page = page.form("act").fill({"outcome": "full", "text": "Чыгаруу 25 мг."}).submit("See it before it goes")
    page = page.press("Send the answer")
    answered_on = leg_of(case).answered_on

    with time_machine.travel(NOW + timedelta(days=2), tick=True):
        pages = PageClient(room.app)
        page = pages.get(local(room.link("en")))
        assert "The letter is answered" in page.h1, "the link still opens, and shows nothing of the letter"
        assert "Цемент" not in page.text
        page = page.click("Correct the answer")
        assert page.url.endswith("/code?goal=correct")
        page = page.press("Send me the code").form("type").fill(code=room.code()).submit("Go on")
        form = page.form("act").fill({"reason": "misprint", "outcome": "full", "text": "Чыгаруу 2,5 мг."})
        page = form.submit("See it before it goes").press("Send the correction")
        assert "The letter is answered" in page.h1
        leg = leg_of(case)
        assert (leg.answered_on, leg.corrected_on) == (answered_on, TODAY + timedelta(days=2))
        assert [message.body for message in texts(case, "correction")] == ["Чыгаруу 2,5 мг."]
        pages.get(f"/en/letter/{case.number}/refuse", status=410)
        assert "Чыгаруу" not in pages.get(f"/en/letter/{case.number}").text
