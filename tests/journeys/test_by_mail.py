"""A body that only reads mail: the whole life of a letter through its mail program, over a real socket."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage, Message
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.files.build import pdf
from tests.journeys.people import People, on
from tests.journeys.test_stories import arrived, events
from tests.mail.lmtp import door
from tests.mail.servers import Postmaster, smtp_server
from tests.web.client import PageClient
from tracker.cases.kinds import LegState, Outcome, Proof, TaskKind
from tracker.cases.models import CaseFile, Task
from tracker.cases.models import Message as CaseMessage
from tracker.directory.models import Contact
from tracker.mail.incoming.codes import State
from tracker.mail.incoming.models import IncomingMail
from tracker.store import db

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:asyncio")
MONDAY = date(2026, 11, 23)
OFFICE, CITIZEN = "sets-ch@body.example", "aigul@citizen.example"


@pytest.fixture
def people(any_world: Flask) -> People:
    return People(any_world, PageClient(any_world))


@pytest.fixture
def postmaster(any_world: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postmaster]:
    with smtp_server() as (found, port):
        for name, value in {
            "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_USE_TLS": False, "MAIL_USE_SSL": False,
            "MAIL_SENDER": "Сервис <centre@service.example>", "MAIL_REPLY_ADDRESS": "centre+{token}@service.example",
            "MAIL_SUPPRESS_SEND": False, "MAIL_FOLDER": "",
        }.items():  # fmt: skip
            monkeypatch.setitem(any_world.config, name, value)
        yield found


class MailProgram:
    """What an office has: it answers the letter that lies open, as such programs do."""

    def __init__(self, app: Flask, address: str) -> None:
        self.app, self.address, self.sent = app, address, 0

    def reply(self, letter: Message, text: str, *files: tuple[str, bytes]) -> None:
        self.sent += 1
        answer = EmailMessage()
        answer["From"] = f"Кеңсе <{self.address}>"
        answer["To"] = str(letter["Reply-To"])
        answer["Subject"] = f"Re: {letter['Subject']}"
        answer["Message-ID"] = f"<{self.sent}.{abs(hash(text))}@body.example>"
        answer["In-Reply-To"] = str(letter["Message-ID"])
        answer["References"] = str(letter["Message-ID"])
        answer["Date"] = "Mon, 23 Nov 2026 12:00:00 +0600"
        answer.set_content(f"{text}\n\n23.11.2026 10:00, Сервис пишет:\n> Урматтуу кызматкерлер!\n> Катты кабыл алыңыздар.\n")
        for name, data in files:
            answer.add_attachment(data, maintype="application", subtype="pdf", filename=name)
        self.send(answer)

    def send(self, message: EmailMessage) -> None:
        db.session.commit()
        with door(self.app) as port, smtplib.LMTP("127.0.0.1", port) as client:
            client.send_message(message, self.address, [str(message["To"])])


def newest(postmaster: Postmaster, to: str) -> Any:
    return arrived(postmaster, to)[-1]


def test_a_letter_lives_its_whole_life_by_mail(people: People, postmaster: Postmaster, any_world: Flask) -> None:
    office, applicant = MailProgram(any_world, OFFICE), MailProgram(any_world, CITIZEN)
    db.session.add(Contact(authority_id="SETS-CH", kind="email", value=OFFICE, state="usable"))
    db.session.commit()

    with on(MONDAY, 10):
        people.files("SETS-CH", email=CITIZEN)
        people.staff().get(f"/en/staff/{people.number}/look").form("act").submit()
        people.duties()
        assert people.leg().state == LegState.SENT
        letter = newest(postmaster, OFFICE)

    with on(MONDAY, 15):  # the office registers, by a reply of one line
        office.reply(letter, "Ваше обращение зарегистрировано: № 04-12/345 от 23.11.2026")
        people.duties()
        leg = people.leg()
        assert (leg.mail_waits, leg.state, leg.registered_on) == (True, LegState.SENT, None)
        assert "is being read" in people.anybody().get(f"/en/case/{people.number}").text
        assert "is being read" in people.follows().text

    with on(MONDAY, 16):  # the centre says what it means
        page = people.staff().get("/en/staff").click("E-mail of bodies to read").click("Re:")
        assert "Урматтуу кызматкерлер" in page.text, "folded, never dropped"
        page.form("registered").submit("Write down the registration")
        leg = people.leg()
        assert (leg.incoming_number, leg.registered_on, leg.proof) == ("04-12/345", MONDAY, Proof.REGISTERED_BY_BODY)
        due = leg.answer_due_on
        people.duties()
        assert people.number in newest(postmaster, CITIZEN)["Subject"]

    with on(date(2026, 11, 25)):  # a question, and the applicant answers it by mail
        office.reply(letter, "Просим уточнить, за какие годы нужны данные.")
        people.duties()
        people.staff().get("/en/staff").click("E-mail of bodies to read").click("Re:").form("question").submit()
        assert (people.leg().state, people.leg().answer_due_on) == (LegState.ASKED, due)
        people.duties()
        applicant.reply(newest(postmaster, CITIZEN), "2023, 2024 жана 2025-жылдар үчүн.")
        people.duties()
        assert events(people)[-1] == "clarified"
        told = newest(postmaster, OFFICE)
        assert "2025-жылдар" in told.get_body(("plain",)).get_content()

    with on(date(2026, 11, 26)):  # an out-of-office note is no answer
        office.reply(told, "Нахожусь в отпуске до 01.12.2026. Это автоматический ответ.")
        people.duties()
        assert people.leg().answered_on is None

    with on(date(2026, 12, 4)):  # the answer, with its file, in reply to the newest letter
        office.reply(told, "Сообщаем, что данные прилагаются. Исх. № 06-3/17 от 04.12.2026", ("Өлчөөлөр.pdf", pdf()))
        people.duties()

    with on(date(2026, 12, 7)):  # read on Monday, it counts on Friday
        mail = db.session.scalars(
            select(IncomingMail).where(IncomingMail.state == State.TO_READ).order_by(IncomingMail.id.desc())
        ).first()
        assert mail is not None
        form = people.staff().get(f"/en/staff/mail/{mail.id}").form("answer")
        assert (form["answer-outgoing_number"], form["answer-outgoing_on"]) == ("06-3/17", "2026-12-04")
        form.fill({"answer-outcome": "full"}).submit("Write down the answer")
        leg = people.leg()
        assert (leg.state, leg.outcome, leg.answered_on) == (LegState.ANSWERED, Outcome.FULL, date(2026, 12, 4))
        people.duties()
        assert "answered" in events(people)
        assert people.number in newest(postmaster, CITIZEN)["Subject"]

    with on(date(2026, 12, 8)):  # released, everybody reads it
        answer = db.session.scalars(select(CaseMessage).where(CaseMessage.kind == "answer")).one()
        file = db.session.scalars(select(CaseFile).where(CaseFile.message_id == answer.id)).one()
        page = people.staff().get(f"/en/staff/{people.number}/release/{answer.id}")
        page.form("release").fill({"decision": "release", f"file_{file.id}": "whole"}).submit()
        shown = people.anybody().get(f"/en/case/{people.number}")
        assert "04-12/345" in shown.text
        for private in (OFFICE, CITIZEN, "Нахожусь в отпуске"):
            assert private not in shown.html


def test_a_forged_refusal_reaches_nobody_but_the_centre(
    people: People, postmaster: Postmaster, any_world: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(any_world.config, "MAIL_TRUSTED_HOSTS", ("mx.service.example",))
    db.session.add(Contact(authority_id="SETS-CH", kind="email", value=OFFICE, state="usable"))
    db.session.commit()
    with on(MONDAY, 10):
        people.files("SETS-CH", email=CITIZEN)
        people.staff().get(f"/en/staff/{people.number}/look").form("act").submit()
        people.duties()
        forged = EmailMessage()
        forged["Received"] = "from evil.example by mx.service.example; Mon, 23 Nov 2026 12:00:00 +0600"
        forged["Authentication-Results"] = "mx.service.example; spf=fail; dmarc=fail header.from=body.example"
        forged["From"], forged["To"], forged["Subject"] = OFFICE, "centre@service.example", f"[{people.number}] Баш тартуу"
        forged["Message-ID"] = "<f1@evil.example>"
        forged.set_content("Маалымат берүүдөн баш тартабыз.")
        MailProgram(any_world, OFFICE).send(forged)
        people.duties()
        assert not people.leg().mail_waits
        assert "mail_received" not in events(people)
        page = people.staff().get("/en/staff").click("E-mail to place").click("Баш тартуу")
        assert "Call before you believe it." in page.text
        assert not list(db.session.scalars(select(Task).where(Task.kind == TaskKind.MAIL_TO_READ)))
