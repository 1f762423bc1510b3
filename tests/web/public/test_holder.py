"""What the holder of a letter can do, through the real pages."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.files.build import picture
from tests.web.client import Page, PageClient
from tests.web.public.cases import ANSWER, OFFICER, STAFF, Letter, Letters
from tests.web.public.test_follow import follow
from tracker.cases import announcing, closing, deciding, handling, requalifying, reviewing
from tracker.cases.decision_letters import Given
from tracker.cases.kinds import Kind, Outcome, Proof
from tracker.cases.models import CaseEvent, CaseFile, Message
from tracker.cases.workflow import NotPossibleNow
from tracker.people.actor import Actor, ActorKind
from tracker.store import db


@pytest.fixture
def letters(world: Flask) -> Letters:
    return Letters()


def opened(pages: PageClient, letter: Letter) -> Page:
    db.session.commit()
    return follow(pages, letter.number, letter.secret)


def events(letter: Letter) -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(select(CaseEvent.type).where(CaseEvent.case_id == letter.case.id).order_by(CaseEvent.seq)))


def act(page: Page, words: str) -> Page:
    return page.click(words)


def test_replying_to_a_question_with_a_photo(pages: PageClient, letters: Letters) -> None:
    letter = letters.asked()
    page = opened(pages, letter)
    assert "Кайсы көчө?" in page.text
    form = pages.get(f"/en/my/{letter.number}/reply").form("act")
    done = form.fill(text="Ленин көчөсү, 12-үй.", files=("Көчө.jpg", picture())).submit("Send the reply")
    assert "Your reply is written down" in done.text
    assert "Ленин көчөсү" in done.text
    assert "Көчө.jpg" in done.text
    assert events(letter)[-1] == "clarified"
    assert pages.get(f"/en/my/{letter.number}/reply").url == f"/en/my/{letter.number}"


def test_replying_after_the_body_has_registered_the_letter(pages: PageClient, letters: Letters) -> None:
    """The registration stands beside the question and does not answer it."""
    letter = letters.asked()
    handling.register(db.session, letter.case, letter.leg, by=OFFICER, now=NOW, incoming_number="Вх-77", registered_on=TODAY)
    page = opened(pages, letter)
    for shown in ("Кайсы көчө?", "The body waits for your reply until 3 December 2026.", "Вх-77"):
        assert shown in page.text, shown
    done = act(page, "Reply to the body").form("act").fill(text="Ленин көчөсү, 12-үй.").submit("Send the reply")
    assert "Your reply is written down" in done.text
    assert events(letter)[-2:] == ["registered", "clarified"]


def test_what_was_answered_in_time_and_asked_again_is_not_offered_to_be_closed(pages: PageClient, letters: Letters) -> None:
    """Only silence past its date can be closed while a body owes: the page follows the command."""
    letter, silent = letters.answered(days_ago=30), letters.delivered(30)
    leg, holder = letter.leg, Actor(ActorKind.SECRET_HOLDER, case_id=letter.case.id)
    leg.answered_on = leg.ended_on = TODAY - timedelta(days=20)
    closing.reopen(db.session, letter.case, leg, by=holder, now=NOW, reason="Өлчөөлөр жок")
    assert "Close the letter" not in opened(pages, letter).text
    with pytest.raises(NotPossibleNow):
        closing.close(db.session, letter.case, by=holder, now=NOW)
    assert "Close the letter" in opened(PageClient(pages.app), silent).text


def test_a_refused_file_keeps_what_was_typed(pages: PageClient, letters: Letters) -> None:
    letter = letters.asked()
    opened(pages, letter)
    form = pages.get(f"/en/my/{letter.number}/reply").form("act")
    page = form.fill(text="Ленин көчөсү", files=("virus.exe", b"MZ\x90\x00")).submit("Send the reply", 422)
    assert any("virus.exe" in error for error in page.errors)
    assert "Ленин көчөсү" in page.text
    assert "clarified" not in events(letter)


def test_recording_a_delivery(pages: PageClient, letters: Letters) -> None:
    letter = letters.file()
    reviewing.review(db.session, letter.case, by=STAFF, now=NOW)
    opened(pages, letter)
    form = pages.get(f"/en/my/{letter.number}/delivered").form("act")
    late = form.fill(received_on="2026-12-24", proof="stamped_copy").submit("Write it down", 422)
    assert "This day has not come yet" in late.text
    form = late.form("act").fill(received_on="2026-11-23", proof="stamped_copy", photo=("Мөөр.jpg", picture()))
    done = form.submit("Write it down")
    assert "The delivery is written down" in done.text
    assert letter.leg.proof == Proof.STAMPED_COPY
    assert "Answer due by 7 December 2026" in done.text


def test_a_delivery_without_paper_is_only_a_word(pages: PageClient, letters: Letters) -> None:
    letter = letters.file()
    reviewing.review(db.session, letter.case, by=STAFF, now=NOW)
    opened(pages, letter)
    form = pages.get(f"/en/my/{letter.number}/delivered").form("act")
    done = form.fill(received_on="2026-11-23", proof="asserted").submit("Write it down")
    assert "Without proof it does not count against the body" in done.text
    assert letter.leg.proof == Proof.ASSERTED


def test_an_answer_that_came_by_post(pages: PageClient, letters: Letters) -> None:
    letter = letters.delivered(10)
    page = act(opened(pages, letter), "The answer came another way")
    wrong = page.form("act").fill(answered_on="2026-10-01", channel="post", outcome="partial").submit("Write it down", 422)
    assert "This cannot be before" in wrong.text
    done = wrong.form("act").fill(answered_on="2026-11-20", channel="post", outcome="partial").submit("Write it down")
    assert "The answer is written down" in done.text
    assert "Answered in part" in done.text
    assert letter.leg.answered_on.isoformat() == "2026-11-20"


@pytest.mark.parametrize(("agrees", "state"), [("yes", "answered"), ("no", "received")])
def test_agreeing_or_not_to_an_answer_the_body_claims(pages: PageClient, letters: Letters, agrees: str, state: str) -> None:
    letter = letters.delivered(5)
    deciding.record_outside_answer(
        db.session, letter.case, letter.leg, by=OFFICER, now=NOW, answered_on=TODAY, outcome=Outcome.FULL,
        given=Given("Телефон аркылуу жооп берилди."), channel="phone",
    )  # fmt: skip
    page = act(opened(pages, letter), "Say whether that answer came")
    assert "Телефон аркылуу" in page.text
    page.form("act").fill(agrees=agrees).submit("Write it down")
    assert letter.leg.state == state


def test_an_answer_that_does_not_help_leads_to_asking_again(pages: PageClient, letters: Letters) -> None:
    letter = letters.answered(Outcome.PARTIAL)
    page = opened(pages, letter)
    assert ANSWER in page.text
    assert "Инспектор Мисалов" in page.text
    form = act(page, "Does the answer help?").form("act")
    again = form.fill(rating="not_satisfied", remark="Сандар жок").submit("Write it down")
    assert again.url == f"/en/my/{letter.number}/reopen"
    done = again.form("act").fill(reason="Өлчөөлөрдүн өзү жок.").submit("Ask again")
    assert "the body is asked once more" in done.text
    assert events(letter)[-2:] == ["rated", "reopened"]


def test_asking_again_wants_words(pages: PageClient, letters: Letters) -> None:
    letter = letters.answered()
    opened(pages, letter)
    page = pages.get(f"/en/my/{letter.number}/reopen").form("act").fill(reason="  ").submit("Ask again", 422)
    assert page.errors == ["Write what is missing in the answer."]


def test_a_complaint_made_elsewhere(pages: PageClient, letters: Letters) -> None:
    letter = letters.delivered(40)
    page = opened(pages, letter)
    assert "Your further ways" in page.text
    done = act(page, "I complained further").form("act").fill(to="akyikatchy").submit("Write it down")
    assert "That is written down" in done.text
    assert events(letter)[-1] == "appealed"
    assert "Appealed" not in pages.get(f"/en/case/{letter.number}").text


def test_closing_after_silence(pages: PageClient, letters: Letters) -> None:
    letter = letters.delivered(40)
    act(opened(pages, letter), "Close the letter").form("act").submit("Close the letter")
    assert letter.leg.outcome == Outcome.UNANSWERED
    assert "Closed: not answered" in pages.get(f"/en/my/{letter.number}").text


def test_closing_is_not_offered_while_the_body_has_time(pages: PageClient, letters: Letters) -> None:
    page = opened(pages, letters.delivered(1))
    assert "Close the letter" not in page.text


def test_a_stale_form_is_refused_and_keeps_the_words(pages: PageClient, letters: Letters) -> None:
    letter = letters.answered()
    opened(pages, letter)
    form = pages.get(f"/en/my/{letter.number}/reopen").form("act").fill(reason="Менин сөзүм")
    handling.note(db.session, letter.case, letter.leg, by=OFFICER, now=NOW, text="ички белги")
    db.session.commit()
    page = form.submit("Ask again", 409)
    assert "Something happened in the meantime" in page.h1
    assert "Менин сөзүм" in page.text
    assert "reopened" not in events(letter)


def test_an_act_that_came_too_late_gets_a_clear_page(pages: PageClient, letters: Letters) -> None:
    letter = letters.asked()
    opened(pages, letter)
    form = pages.get(f"/en/my/{letter.number}/reply").form("act").fill(text="Кечиктим")
    deciding.answer(
        db.session, letter.case, letter.leg, by=OFFICER, now=NOW, outcome=Outcome.FULL, given=Given("Жооп")
    )
    db.session.commit()
    page = form.submit("Send the reply", 409)
    assert "not possible any more" in page.h1


def test_notes_inside_stay_inside(pages: PageClient, letters: Letters) -> None:
    letter = letters.delivered(2)
    handling.note(db.session, letter.case, letter.leg, by=OFFICER, now=NOW, text="ички белги")
    handling.note(db.session, letter.case, letter.leg, by=STAFF, now=NOW, text="борбордун белгиси")
    page = opened(pages, letter)
    assert "белги" not in page.html


def test_files_are_given_to_their_own_holder_as_they_came(pages: PageClient, letters: Letters, world: Flask) -> None:
    letter, other = letters.answered(files=(b"%PDF-1.4 original",)), letters.delivered()
    row = db.session.scalars(select(CaseFile).where(CaseFile.case_id == letter.case.id)).one()
    page = opened(pages, letter)
    got = pages.get(page.link("Өлчөөлөр.pdf"))
    assert got.data == b"%PDF-1.4 original"
    assert got.headers["Cache-Control"] == "no-store"
    stranger = PageClient(world)
    opened(stranger, other)
    stranger.get(f"/en/my/{other.number}/file/{row.id}", status=404)
    assert stranger.get(f"/en/my/{letter.number}/file/{row.id}").url.startswith("/en/follow")


@pytest.mark.parametrize("name", ["letter.pdf", "copies.pdf", "case.pdf"])
def test_what_can_be_printed(pages: PageClient, letters: Letters, name: str) -> None:
    letter = letters.delivered()
    opened(pages, letter)
    got = pages.get(f"/en/my/{letter.number}/{name}")
    assert got.data.startswith(b"%PDF")
    assert got.headers["Cache-Control"] == "no-store"


def test_a_restricted_letter_is_shared_without_number_or_address(pages: PageClient, letters: Letters) -> None:
    letter = letters.delivered(kind=Kind.STATEMENT)
    page = opened(pages, letter)
    shared = page.link("WhatsApp")
    assert letter.number not in shared
    assert "http" not in shared.removeprefix("https://wa.me/")
    assert "Telegram" not in page.text


def test_statements_stay_few(pages: PageClient, letters: Letters) -> None:
    counts: dict[str, Any] = {}
    for name, letter in (("short", letters.delivered()), ("late", letters.delivered(40)), ("answered", letters.answered())):
        page = opened(pages, letter)
        counts[name] = len(pages.get(page.url).statements)
        assert len(page.data) <= 25_000
    assert max(counts.values()) <= 8, counts


def test_nobody_is_told_of_ones_own_rating_but_body_and_centre(pages: PageClient, letters: Letters) -> None:
    letter = letters.answered()
    opened(pages, letter)
    form = pages.get(f"/en/my/{letter.number}/rate").form("act")
    form.fill(rating="satisfied", remark="Рахмат, Үлгү").submit("Write it down")
    assert "Рахмат" not in pages.get(f"/en/case/{letter.number}").html
    assert db.session.scalars(select(Message.body).where(Message.kind == "rating")).one() == "Рахмат, Үлгү"


def test_a_payment_is_answered_with_what_the_law_says_beside_it(pages: PageClient, letters: Letters) -> None:
    letter = letters.delivered()
    announcing.announce_fee(
        db.session, letter.case, letter.leg, by=OFFICER, now=NOW, amount=Decimal("320"), purpose="40 барак көчүрмө",
        basis="Баалар тизмеси № 5",
    )  # fmt: skip
    page = opened(pages, letter)
    assert "The body wants a payment of 320 som. No date moves by it." in page.text
    assert "40 барак көчүрмө" in page.text
    page = page.click("Reply about the payment")
    assert "free of charge" in page.text
    assert "A lawyer is still checking this rule." in page.text
    page = page.form("act").fill(agrees="no").submit("Write it down", 422)
    assert page.errors == ["Please give a reason."]
    done = page.form("act").fill(text="Он барак гана сурадым.").submit("Write it down")
    assert "The body and the centre read it." in done.text
    assert "The applicant contests the payment." in done.text
    assert events(letter)[-1] == "fee_replied"
    assert pages.get(f"/en/my/{letter.number}/payment").url == f"/en/my/{letter.number}"


def test_objecting_to_another_kind_brings_back_the_own_one(pages: PageClient, letters: Letters) -> None:
    letter = letters.delivered()
    requalifying.requalify(
        db.session, letter.case, letter.leg, by=OFFICER, now=NOW, kind=Kind.STATEMENT, reason="Бул арыз."
    )
    page = opened(pages, letter)
    assert "“Report of a problem” instead of “Request for information”" in page.text
    assert "Бул арыз." in page.text
    page = page.click("Object to the other kind of letter")
    done = page.form("act").fill(reason="Мен өлчөөнүн жыйынтыгын сурадым.").submit("I object")
    assert "The kind that you chose holds until the centre decides." in done.text
    db.session.expire_all()
    assert (letter.case.kind, letter.case.kind_standing) == (Kind.INFORMATION_REQUEST, "suspended")
    assert pages.get(f"/en/my/{letter.number}/object").url == f"/en/my/{letter.number}"


def test_an_announced_day_changes_nothing_that_the_applicant_can_do(pages: PageClient, letters: Letters) -> None:
    letter = letters.delivered(days_ago=30)
    before = opened(pages, letter).text
    announcing.announce_date(
        db.session, letter.case, letter.leg, by=OFFICER, now=NOW, announced_on=TODAY + timedelta(days=40)
    )
    db.session.commit()
    page = pages.get(f"/en/my/{letter.number}")
    assert "Announced by the body" in page.text
    assert "2 January 2027" in page.text
    assert "past the date we counted; term being checked" in before
    assert "past the date we counted; term being checked" in page.text
    assert "I complained further" in [text for text, _ in page.links()]
