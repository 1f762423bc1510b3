"""The centre writes in its own name: what the person behind it writes reaches the body only through the centre."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.files.build import picture
from tests.web.client import Page, PageClient
from tests.web.public.cases import OFFICER, Letter, Letters
from tests.web.public.test_follow import follow
from tests.web.staff.build import House, again, events, open_tasks
from tracker.cases import handling
from tracker.cases.disclosure import Audience
from tracker.cases.filing import PartyGiven
from tracker.cases.kinds import LegState, Sender, TaskKind
from tracker.cases.models import CaseFile, Message
from tracker.cases.views.case_files import original_file
from tracker.cases.views.case_page import case_page
from tracker.clock import day_of
from tracker.mail.models import OutboxMail
from tracker.store import db

NAME, MAIL = "Жапарова Гүлзат", "gulzat@citizen.example"
REPLY = "Мен Жапаровамын, Ленин 12. Түтүн түнкүсүн чыгат."
CLEAN = "Түтүн түнкүсүн чыгат."


@pytest.fixture
def letter(world: Flask) -> Letter:
    letters = Letters()
    made = letters.delivered(2, sender=Sender.CENTRE, parties=(PartyGiven("behind", name=NAME, email=MAIL),))
    handling.ask(db.session, made.case, made.leg, by=OFFICER, now=NOW, question="Кайсы убакта?")
    db.session.commit()
    return made


def replied(world: Flask, letter: Letter) -> Page:
    pages = PageClient(world)
    page = follow(pages, letter.number, letter.secret).click("Reply to the body")
    assert "reads your reply and your files first" in page.text
    return page.form("act").fill(text=REPLY, files=("Короом.jpg", picture())).submit("Send the reply")


def task() -> Any:
    (found,) = open_tasks(kind=TaskKind.PASS_ON)
    return found


def read_by_body(letter: Letter) -> str:
    shown = case_page(db.session, letter.number, OFFICER, day_of(NOW))
    assert shown is not None
    return repr((shown.messages, shown.files, shown.timeline))


def mails_of_body() -> str:
    return " ".join(mail.text for mail in db.session.scalars(select(OutboxMail)) if mail.to_address != MAIL)


def test_a_reply_waits_for_the_centre_and_the_body_learns_nothing(house: House, world: Flask, letter: Letter) -> None:
    page = replied(world, letter)
    assert "Your reply is with the centre" in page.text
    assert REPLY in page.text, "he reads what he wrote"
    assert letter.leg.state == LegState.ASKED
    assert events(letter.case)[-1] == "words_held"
    for words in ("Жапаров", "Ленин", "Короом", "words_held"):
        assert words not in read_by_body(letter), words
        assert words not in mails_of_body(), words
    held = db.session.scalars(select(CaseFile).where(CaseFile.kind == "held")).one()
    assert original_file(db.session, letter.case.id, held.id, Audience.BODY) is None
    assert original_file(db.session, letter.case.id, held.id, Audience.APPLICANT) is not None


def test_the_centre_passes_on_what_it_has_read(house: House, world: Flask, letter: Letter) -> None:
    replied(world, letter)
    page = house.aigul.get(f"/en/staff/tasks/{task().id}").click("Go to it")
    form = page.form("act")
    assert form["text"] == REPLY
    assert "Короом.jpg" in page.text
    assert not form.values.getlist("files"), "no file goes unless it is chosen"
    form.fill(decision="pass", text=CLEAN).submit()
    assert again(letter.case).current_leg.state != LegState.ASKED
    assert events(letter.case)[-1] == "clarified"
    assert not open_tasks(kind=TaskKind.PASS_ON)
    assert CLEAN in read_by_body(letter)
    for words in ("Жапаров", "Ленин", "Короом"):
        assert words not in read_by_body(letter), words
        assert words not in mails_of_body(), words


def test_a_file_goes_along_where_it_is_chosen(house: House, world: Flask, letter: Letter) -> None:
    replied(world, letter)
    form = house.aigul.get(f"/en/staff/tasks/{task().id}").click("Go to it").form("act")
    held = db.session.scalars(select(CaseFile.file_id).where(CaseFile.kind == "held")).one()
    form.fill(decision="pass", text=CLEAN, files=str(held)).submit()
    assert db.session.scalars(select(CaseFile.file_id).where(CaseFile.kind == "clarification")).all() == [held]
    assert "Короом" in read_by_body(letter)


def test_it_is_given_back_with_a_reason_and_he_writes_again(house: House, world: Flask, letter: Letter) -> None:
    replied(world, letter)
    page = house.aigul.get(f"/en/staff/tasks/{task().id}").click("Go to it")
    page = page.form("act").fill(decision="back").submit(status=422)
    assert page.errors
    page.form("act").fill(decision="back", reason="Атыңызды жазып коюптурсуз, кайра жазыңыз.").submit()
    assert events(letter.case)[-1] == "words_returned"
    assert again(letter.case).current_leg.state == LegState.ASKED
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.to_address == MAIL).order_by(OutboxMail.id.desc())).first()
    assert mail is not None
    assert f"/my/{letter.number}" in mail.text or letter.number in mail.text
    assert "words_returned" not in read_by_body(letter)
    replied(world, letter)
    assert task()
    assert len(db.session.scalars(select(Message).where(Message.kind == "held")).all()) == 2


def test_two_replies_are_one_task_with_both(house: House, world: Flask, letter: Letter) -> None:
    replied(world, letter)
    replied(world, letter)
    form = house.aigul.get(f"/en/staff/tasks/{task().id}").click("Go to it").form("act")
    assert form["text"].count("Жапаровамын") == 2


def test_he_is_warned_where_the_body_reads_at_once(world: Flask, letter: Letter) -> None:
    page = follow(PageClient(world), letter.number, letter.secret).click("The answer came another way")
    assert "The body does not know of you" in page.text
