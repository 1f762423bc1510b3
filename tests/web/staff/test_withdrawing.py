"""Withdrawing, by how the writer can be reached: a link, a call, or his own voice with the code of the slip."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.web.client import PageClient
from tests.web.public.cases import EMAIL, PHONE, Letter, Letters
from tests.web.public.test_follow import follow
from tests.web.staff.build import House, again, events, open_tasks
from tracker.cases.filing import PartyGiven
from tracker.cases.kinds import CaseState, Sender, TaskKind
from tracker.mail.models import OutboxMail
from tracker.store import db

WAYS = [
    ("mail", {"email": EMAIL, "phone": PHONE}, "we send a link to your e-mail", "by the link in our e-mail", 0),
    ("telephone", {"phone": PHONE}, "calls the number that you left", "when the centre calls", 1),
    ("neither", {"address": "Кант шаары"}, "nobody can ask you", "until you call or visit the centre", 1),
]


def filed(role: str = "applicant", **contact: str) -> Letter:
    letter = Letters().file(
        parties=(PartyGiven(role, name="Асан Үлгү", **contact),), sender=Sender.CENTRE if role == "behind" else Sender.PERSON
    )
    db.session.commit()
    return letter


def waiting(letter: Letter) -> list[Any]:
    return open_tasks(case_id=letter.case.id, kind=TaskKind.CONFIRM_WITHDRAWAL)


@pytest.mark.parametrize(("way", "contact", "before", "after", "calls"), WAYS, ids=[way[0] for way in WAYS])
def test_the_page_says_before_what_is_to_be_done(
    world: Flask, way: str, contact: dict[str, str], before: str, after: str, calls: int
) -> None:
    pages, letter = PageClient(world), filed(**contact)
    page = follow(pages, letter.number, letter.secret).click("Withdraw the letter")
    assert before in page.text
    assert ("Let the centre call you" in page.text) == (way == "neither")
    done = page.form("act").submit("I want to withdraw")
    assert after in done.text
    assert len(waiting(letter)) == calls
    again_page = done.click("Withdraw the letter")
    again_page.form("act").submit("I want to withdraw")
    assert len(waiting(letter)) == calls, "one task, however often it is pressed"


def test_who_stands_behind_the_centre_gets_the_link_too(world: Flask) -> None:
    letter = filed("behind", email=EMAIL)
    page = follow(PageClient(world), letter.number, letter.secret).click("Withdraw the letter")
    page.form("act").submit("I want to withdraw")
    assert not waiting(letter)
    mail = db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    assert mail is not None
    assert mail.to_address == EMAIL
    assert "/withdraw/" in mail.text


def test_without_any_contact_it_ends_by_his_own_call(house: House, world: Flask) -> None:
    letter = filed(address="Кант шаары")
    page = follow(PageClient(world), letter.number, letter.secret).click("Withdraw the letter")
    page.form("act").submit("I want to withdraw")
    task = house.aigul.get(f"/en/staff/tasks/{waiting(letter)[0].id}")
    assert "secret code of his slip" in task.text
    assert "Call the applicant" not in task.text
    page = task.click("Go to it")
    assert "calls or comes to you" in page.text
    wrong = page.form("act").fill(confirmed="yes", secret="1234 5678 9012 3456").submit(status=422)
    assert wrong.errors
    assert again(letter.case).state != CaseState.WITHDRAWN
    wrong.form("act").fill(confirmed="yes", secret=f"{letter.secret[:4]} {letter.secret[4:]}", pressure=True).submit()
    assert again(letter.case).state == CaseState.WITHDRAWN
    assert events(letter.case)[-1] == "withdrawn"
    assert not waiting(letter)


def test_who_can_be_called_is_called_at_his_own_number(house: House, world: Flask) -> None:
    letter = filed(phone=PHONE)
    page = house.aigul.get(f"/en/staff/{letter.number}/withdraw")
    assert "Call the number given with the letter" in page.text
    assert "secret" not in page.form("act").names()
