"""Two letters from their first word to their end, through everybody's real pages, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.files.build import pdf, picture
from tests.journeys.people import CITIZEN, STREET, People, on
from tests.mail.servers import Postmaster, smtp_server
from tests.web.client import PageClient
from tracker.cases.kinds import LegState, Outcome, Proof, Rating, TaskKind
from tracker.cases.models import CaseEvent, CaseFile, Message, Task
from tracker.directory.models import Contact
from tracker.store import db

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:asyncio")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def people(any_world: Flask) -> People:
    return People(any_world, PageClient(any_world))


@pytest.fixture
def postmaster(any_world: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postmaster]:
    """A mail server that takes everything."""
    with smtp_server() as (found, port):
        for name, value in {
            "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_USE_TLS": False, "MAIL_USE_SSL": False,
            "MAIL_SENDER": "Сервис <tracker@service.example>", "MAIL_SUPPRESS_SEND": False, "MAIL_FOLDER": "",
        }.items():  # fmt: skip
            monkeypatch.setitem(any_world.config, name, value)
        yield found


def arrived(postmaster: Postmaster, to: str) -> list[Any]:
    return [message_from_bytes(one.content, policy=policy.default) for one in postmaster.taken if one.rcpt_tos == [to]]


def events(people: People) -> list[str]:
    wanted = select(CaseEvent.type).where(CaseEvent.case_id == people.case().id).order_by(CaseEvent.seq)
    return list(db.session.scalars(wanted))


def test_by_mail_to_an_answer_that_everybody_can_read(people: People, postmaster: Postmaster) -> None:
    body, citizen = "sets-ch@body.example", "aigul@citizen.example"
    db.session.add(Contact(authority_id="SETS-CH", kind="email", value=body, state="usable"))
    db.session.commit()

    with on(MONDAY, 10):  # the citizen does not know to whom, and leaves an address for news
        case = people.files("unknown", email=citizen)
        assert (case.state, case.public_row) == ("waiting_first_look", False)
        people.anybody().get(f"/en/case/{people.number}", 404)

    with on(MONDAY, 11):  # the centre looks and chooses the body, and the letter goes
        staff = people.staff()
        page = staff.get("/en/staff").click(f"Take the first look: {people.number}").form("act").submit()
        page = page.click("Choose the body").form("route").fill(search="SETS-CH").submit("look")
        page.form("route").fill(authority_id="SETS-CH", reason="Чүйдүн көзөмөлү").submit("save")
        people.duties()
        assert people.leg().state == LegState.SENT
        [letter] = arrived(postmaster, body)
        assert people.number in letter["Subject"]
        assert any(part.get_content_type() == "application/pdf" for part in letter.iter_attachments())
        assert citizen not in letter.as_string(), "a request is answered to the letter's own address"
        assert arrived(postmaster, citizen), "and the citizen is told that it went"

    with on(date(2026, 11, 24)):  # the body has it
        officer = people.officer()
        page = officer.get("/en/officer").click("Цемент заводунун чыгаруулары")
        page.form("register").fill(incoming_number="04-12/345", registered_on="2026-11-24").submit("Register")
        assert (people.leg().state, people.leg().incoming_number) == (LegState.IN_WORK, "04-12/345")
        first_due = people.leg().answer_due_on
        assert first_due == date(2026, 12, 8)

    with on(date(2026, 12, 1)):  # three years of measurements are much
        form = people.officer().get(f"/en/officer/{people.number}").click("Take more time").form("act")
        form.fill(ground="K217-EXT-VOLUME", reason="Үч жылдык өлчөөлөр").submit("Take more time")
        assert (people.leg().first_due_on, people.leg().answer_due_on) == (first_due, date(2026, 12, 22))
        assert "22 December 2026" in people.anybody().get(f"/en/case/{people.number}").text

    with on(date(2026, 12, 15)):
        officer = people.officer()
        form = officer.get(f"/en/officer/{people.number}/answer").form("act")
        form.fill(outcome="full", text="Үч жылдык өлчөөлөр тиркелет.", signatory="Башкарма башчысы", outgoing_number="06-3/17")
        check = form.fill(files=("Өлчөөлөр.pdf", pdf())).submit("See it before it goes")
        assert "Өлчөөлөр.pdf" in check.text
        check.press("Send the answer")
        assert (people.leg().state, people.leg().outcome) == (LegState.ANSWERED, Outcome.FULL)
        shown = people.anybody().get(f"/en/case/{people.number}").text
        assert "тиркелет" not in shown, "nothing is public before the centre has read it"

    with on(date(2026, 12, 16)):  # the centre reads and releases
        staff = people.staff()
        answer = db.session.scalars(select(Message).where(Message.kind == "answer")).one()
        file = db.session.scalars(select(CaseFile).where(CaseFile.message_id == answer.id)).one()
        page = staff.get(f"/en/staff/{people.number}/release/{answer.id}")
        page.form("release").fill({"decision": "release", f"file_{file.id}": "whole"}).submit()
        staff.get(f"/en/staff/{people.number}/release/letter").form("release").fill(decision="release").submit()

    with on(date(2026, 12, 17)):  # anybody reads; the citizen is content
        page = people.anybody().get("/en/register").click("Цемент заводунун чыгаруулары")
        assert "Үч жылдык өлчөөлөр тиркелет." in page.text
        assert people.anybody().get(page.link("Өлчөөлөр.pdf")).data.startswith(b"%PDF")
        for private in (CITIZEN, STREET, citizen):
            assert private not in page.html
        page = people.follows()
        assert CITIZEN in page.text
        page.click("Does the answer help?").form("act").fill(rating="satisfied").submit("Write it down")
        assert people.case().rating == Rating.SATISFIED
        people.duties()
    assert not any(task.done_at is None for task in db.session.scalars(select(Task).where(Task.case_id == people.case().id)))
    assert len(arrived(postmaster, citizen)) >= 4, "sent, registered, more time, answered"


def test_on_paper_into_silence(people: People) -> None:
    with on(MONDAY):  # a body without an address: the citizen takes two copies
        people.files("SETS-CH")
        assert people.citizen.get("/ky/receipt/copies.pdf").data.startswith(b"%PDF")
    with on(MONDAY, 14):
        people.staff().get(f"/en/staff/{people.number}/look").form("act").submit()
        assert people.case().state == "to_deliver"

    with on(date(2026, 11, 25)):  # handed in, with a stamp on the second copy
        page = people.follows()
        form = page.client.get(f"/en/my/{people.number}/delivered").form("act")
        page = form.fill(received_on="2026-11-24", proof="stamped_copy", photo=("Мөөр.jpg", picture())).submit("Write it down")
        assert (people.leg().received_on, people.leg().proof) == (date(2026, 11, 24), Proof.STAMPED_COPY)
        assert people.leg().answer_due_on == date(2026, 12, 8)
        assert "8 December 2026" in people.anybody().get(f"/en/case/{people.number}").text

    with on(date(2026, 12, 8), 18):  # due today is not late
        people.duties()
        assert "reminded" not in events(people)
        assert people.number not in people.anybody().get("/en/register?late=late").html

    with on(date(2026, 12, 9)):  # the day after: late for everybody, reminded once
        people.duties()
        assert events(people).count("reminded") == 1
        assert people.number in people.anybody().get("/en/register?late=late").html
        assert people.number in people.staff().get("/en/staff").html
        assert "Цемент" in people.officer().get("/en/officer").main.text

    with on(date(2026, 12, 21)):  # the centre reminds too; still silence
        people.staff().get(f"/en/staff/{people.number}").press("Remind the body")
        people.duties()
        assert events(people).count("reminded") == 2

    with on(date(2027, 1, 12)):  # enough
        page = people.follows()
        assert "Your further ways" in page.text
        page.click("Close the letter").form("act").submit("Close the letter")
        case, leg = people.case(), people.leg()
        assert (case.state, leg.outcome, leg.answered_on) == ("closed", Outcome.UNANSWERED, None)
        page = people.anybody().get(f"/en/case/{people.number}")
        assert "not answered" in page.text
        assert people.number in people.anybody().get("/en/register?late=late").html, "what was never answered stays late"
    left = select(Task.kind).where(Task.case_id == people.case().id, Task.done_at.is_(None))
    assert not set(db.session.scalars(left)) & {TaskKind.DELIVER, TaskKind.FIRST_LOOK, TaskKind.ROUTE}
