"""Everybody of a story: the citizen, the centre, the office and the public, each at a browser of their own, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import time_machine
from flask import Flask
from sqlalchemy import select

from tests.people.build import a_post, an_account, enter
from tests.web.client import Page, PageClient
from tests.web.public.writing import Writer, newest_case
from tracker import clock
from tracker.cases.models import Case, Leg
from tracker.directory.posts import PostRole
from tracker.duties.running import run_due
from tracker.people.models import Account
from tracker.store import db

KANT = "41708206000000"  # Issyk-Ata raion
DUST = {
    "subject": "Цемент заводунун чыгаруулары",
    "body": "Цемент заводу шаарга чаң чыгарып жатат. Абанын үч жылдык өлчөөлөрүн бериңиздер.",
    "place_text": "Кант шаары",
}
CITIZEN, STREET = "Асанова Айгүл (ойдон чыгарылган)", "Кант шаары, Ош көчөсү 5"


@contextmanager
def on(day: date, hour: int = 10) -> Iterator[None]:
    """That day in Bishkek."""
    with time_machine.travel(datetime(day.year, day.month, day.day, hour - 6, tzinfo=UTC), tick=True):
        yield


@dataclass(slots=True)
class People:
    app: Flask
    citizen: PageClient
    number: str = ""
    secret: str = ""

    def officer(self) -> PageClient:
        return self._at_work("kense@office.example", PostRole.OFFICER, authority_id="SETS-CH")

    def staff(self) -> PageClient:
        return self._at_work("aigul@centre.example", PostRole.STAFF, centre_id="AC-BI")

    def _at_work(self, email: str, role: PostRole, **place: str) -> PageClient:
        """Signed in this morning, second factor done."""
        account = db.session.scalar(select(Account).where(Account.email == email))
        if account is None:
            account = an_account(db.session, email, "Үлгү", tf_primary_method="authenticator", tf_totp_secret="x")
            a_post(db.session, account, role, **place)
            db.session.commit()
        return enter(PageClient(self.app), account)

    def anybody(self) -> PageClient:
        return PageClient(self.app)

    def files(self, authority: str, **sender: str) -> Case:
        """The citizen writes in Kyrgyz and keeps the slip."""
        writer = Writer(self.citizen, kind="information_request", letter=dict(DUST))
        writer.write()
        writer.place(KANT)
        writer.to(authority, topic="AIR")
        writer.sender(name=CITIZEN, address=STREET, **sender)
        writer.files()
        receipt = writer.send()
        self.number, self.secret = (slip(receipt, name) for name in ("ticket-number", "ticket-secret"))
        return newest_case()

    def follows(self) -> Page:
        """With number and secret, on another telephone."""
        form = self.anybody().get("/en/follow").form("follow").fill(number=self.number, secret=self.secret)
        return form.submit("Open my letter")

    def duties(self) -> None:
        """What the service does by itself at this hour."""
        db.session.commit()
        report = run_due(self.app, clock.now())
        assert report.failed == []
        db.session.expire_all()

    def case(self) -> Case:
        db.session.rollback()
        db.session.expire_all()
        return db.session.scalars(select(Case).where(Case.number == self.number)).one()

    def leg(self) -> Leg:
        leg = self.case().current_leg
        assert leg is not None
        return leg


def slip(page: Page, name: str) -> str:
    found = page.document.first("p", class_=name)
    assert found is not None
    return found.text.replace(" ", "")
