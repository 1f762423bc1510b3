"""A citizen who writes a letter through the real pages, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from tests.web.client import Page, PageClient
from tracker.cases.models import Case
from tracker.store import db

SMOKE = {
    "subject": "Асфальт заводунун түтүнү",
    "body": "Айылга жакын асфальт-бетон заводунан кара түтүн чыгып жатат. Токтотуп, чыпкаларын текшериңиздер.",
    "place_text": "Ынтымак айылы, Сузак району",
}
NAME = "Асанова Айгүл (ойдон чыгарылган)"


@dataclass
class Writer:
    """`lang` is the language of the pages; the letter is about smoke beside Yntymak village unless told otherwise."""

    pages: PageClient
    lang: str = "ky"
    kind: str = "statement"
    letter: dict[str, Any] = field(default_factory=lambda: dict(SMOKE))

    def url(self, path: str) -> str:
        return f"/{self.lang}{path}"

    def write(self, status: int = 200, **changes: Any) -> Page:
        page = self.pages.get(self.url(f"/new/write?kind={self.kind}"))
        return page.form("letter").fill({**self.letter, **changes}).submit("go", status)

    def place(self, territory: str = "41703220000000") -> Page:
        page = self.pages.get(self.url(f"/new/place?at={territory}"))
        return page.form("letter").fill(territory=territory).submit("go")

    def to(self, authority: str = "unknown", topic: str | None = None, **changes: Any) -> Page:
        page = self.pages.get(self.url("/new/to"))
        if topic is not None:
            page = page.form("letter").fill(topic=topic).submit("topic")
        return page.form("letter").fill(authority=authority, **changes).submit("go")

    def sender(self, status: int = 200, **changes: Any) -> Page:
        given = {"sender": "person", "name": NAME, "address": "Ынтымак айылы, Ош көчөсү 5", **changes}
        form = self.pages.get(self.url("/new/sender")).form("letter")
        known = set(form.names())
        return form.fill({name: value for name, value in given.items() if name in known}).submit("go", status)

    def files(self) -> Page:
        return self.pages.get(self.url("/new/files")).form("letter").submit("go")

    def until_check(self, authority: str = "SETS-JA", **sender: Any) -> Page:
        """Up to the preview."""
        self.write()
        self.place()
        self.to(authority)
        self.sender(**sender)
        return self.files()

    def send(self) -> Page:
        return self.pages.get(self.url("/new/check")).form("letter").submit()

    def file(self, authority: str = "SETS-JA", **sender: Any) -> Case:
        """The whole way to the receipt; the case as stored."""
        self.until_check(authority, **sender)
        receipt = self.send()
        assert receipt.url.endswith("/receipt"), receipt.summary
        return newest_case()


def newest_case() -> Case:
    db.session.expire_all()
    return db.session.scalars(select(Case).order_by(Case.id.desc()).limit(1)).one()


def cases() -> list[Case]:
    db.session.expire_all()
    return list(db.session.scalars(select(Case).order_by(Case.id)))
