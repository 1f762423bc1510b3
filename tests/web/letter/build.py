"""A body that only reads mail: its mailbox behind a real SMTP server, and letters that have come to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.mail.servers import Postmaster
from tests.web.client import Page, PageClient, local
from tests.web.officer.build import BODY, MAIL, STAFF, Office
from tracker import clock
from tracker.cases import reviewing
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.directory.models import Contact
from tracker.mail.sending import send_due
from tracker.mail.transport import transport_for
from tracker.store import db

MAILBOX = "kense@sets-chui.example"
LINK = re.compile(r"http://localhost(/[a-z]{2}/letter/[0-9-]+/[^\s<\"]+)")
CODE = re.compile(r"\b(\d{6})\b")
SETTINGS = {"MAIL_SERVER": "127.0.0.1", "MAIL_USE_TLS": False, "MAIL_USE_SSL": False, "MAIL_SUPPRESS_SEND": False}


@dataclass(slots=True)
class Mailroom:
    app: Flask
    postmaster: Postmaster
    office: Office

    @classmethod
    def of(cls, app: Flask, post: tuple[Postmaster, int], patch: pytest.MonkeyPatch) -> Mailroom:
        postmaster, port = post
        for name, value in {**SETTINGS, "MAIL_PORT": port, "MAIL_SENDER": "Сервис <tracker@example.org>"}.items():
            patch.setitem(app.config, name, value)
        db.session.add(Contact(authority_id=BODY, kind="email", value=MAILBOX, state="usable"))
        db.session.commit()
        return cls(app, postmaster, Office(app))

    def letter(self, kind: Kind = Kind.INFORMATION_REQUEST, **more: Any) -> Case:
        """Filed, looked at, queued for the body's mailbox and sent."""
        case = self.office.filed(kind, **more)
        reviewing.review(db.session, case, by=STAFF, now=NOW)
        db.session.commit()
        self.send()
        return case

    def send(self) -> None:
        """The worker's run."""
        report = send_due(db.session, clock.now, transport_for(self.app), "worker")
        assert not report.errors, report.errors
        assert not report.unreachable, report.unreachable

    def mail(self, to: str = MAILBOX) -> list[EmailMessage]:
        """What came to this address, the oldest first."""
        return [
            message_from_bytes(one.content, policy=policy.default)  # type: ignore[misc]
            for one in self.postmaster.taken if one.rcpt_tos == [to]
        ]  # fmt: skip

    def link(self, lang: str = "") -> str:
        """The link in the newest letter that has one."""
        found = [match[1] for mail in self.mail() for match in LINK.finditer(text_of(mail))]
        path = found[-1]
        return f"/{lang}{path[3:]}" if lang else path

    def code(self) -> str:
        self.send()
        found = CODE.search(text_of(self.mail()[-1]))
        assert found, text_of(self.mail()[-1])
        return found[1]

    def opened(self, lang: str = "en") -> tuple[PageClient, Page]:
        """An officer without an account has clicked the link in the mail."""
        pages = PageClient(self.app)
        return pages, pages.get(local(self.link(lang)))

    def with_code(self, lang: str = "en") -> PageClient:
        pages, page = self.opened(lang)
        page = page.click("Answer").press("Send me the code")
        page.form("type").fill(code=self.code()).submit("Go on")
        return pages

    def with_code_at(self, page: Page, words: str) -> Page:
        """A page behind the code; it is asked for where it was not typed yet."""
        page = page.click(words)
        if "/code" not in page.url:
            return page
        return page.press("Send me the code").form("type").fill(code=self.code()).submit("Go on")

    def applicant_was_told(self) -> list[str]:
        self.send()
        return [str(mail["Subject"]) for mail in self.mail(MAIL)]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
