"""An office for tests: a body with its people, and letters that have come to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.people.build import a_post, an_account, enter
from tests.web.client import Page, PageClient
from tracker.cases import delivery, filing, reviewing
from tracker.cases.filing import ConcernGiven, Filing, PartyGiven
from tracker.cases.kinds import Kind, LegState, Proof, TaskKind
from tracker.cases.models import Case, CaseEvent, Leg, Message, Task
from tracker.directory.models import Unit
from tracker.directory.posts import Post, PostRole
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

BODY = "SETS-CH"
STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")
KANT = "41708206000000"  # Issyk-Ata raion
IN_PART = {
    "outcome": "partial", "left_out": "Цехтин чоо-жайы", "national": "K217-RESTR-RIGHTS", "weighing": "Адамдардын аттары бар."
}  # fmt: skip
"""An answer in part, with what it leaves out."""
NAME, MAIL = "Асан Үлгү", "asan@citizen.example"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(slots=True)
class Office:
    """People and letters of one body."""

    app: Flask

    def person(
        self, login: str = "kense", role: PostRole = PostRole.OFFICER, body: str = BODY, unit: Unit | None = None
    ) -> Post:
        account = an_account(db.session, f"{login}@office.example", f"{login} Үлгү")
        return a_post(
            db.session, account, role, authority_id=body, unit_id=unit.id if unit else None, title_ky=f"{login} кызмат",
            title_ru=f"должность {login}",
        )  # fmt: skip

    def unit(self, name: str, body: str = BODY) -> Unit:
        unit = Unit(authority_id=body, name_ky=name, name_ru=name, valid_from=date(2025, 1, 6))
        db.session.add(unit)
        db.session.flush()
        return unit

    def signed_in(self, post: Post) -> PageClient:
        from tracker.people.models import Account

        return enter(PageClient(self.app), db.session.get_one(Account, post.account_id), post)

    def letter(self, kind: Kind = Kind.INFORMATION_REQUEST, body: str = BODY, on: date = TODAY, **more: Any) -> Case:
        """Handed in with a stamp on `on`, looked at, not yet registered."""
        case = self.filed(kind, body, **more)
        reviewing.review(db.session, case, by=STAFF, now=NOW)
        case.filed_on = min(case.filed_on, on)
        assert case.current_leg is not None
        delivery.deliver_on_paper(
            db.session, case, case.current_leg, by=STAFF, now=NOW, received_on=on, proof=Proof.STAMPED_COPY
        )
        db.session.commit()
        return case

    def filed(self, kind: Kind = Kind.INFORMATION_REQUEST, body: str = BODY, **more: Any) -> Case:
        values: dict[str, Any] = {
            "kind": kind, "language": "ky", "subject": "Цемент заводунун чыгаруулары",
            "body": "Цемент заводу шаарга чаң чыгарып жатат. Өлчөөнүн жыйынтыгын билдириңиздер.",
            "parties": (PartyGiven("applicant", name=NAME, address="Кант, Ленин 5", email=MAIL, phone="0555 010203"),),
            "topic_code": "AIR", "territory_code": KANT, "authority_id": body,
        }  # fmt: skip
        return filing.file(db.session, Filing(**{**values, **more}), by=PUBLIC, now=NOW, key="k").case

    def about(self, body: str) -> tuple[ConcernGiven, ...]:
        return (ConcernGiven("body", "орган", body),)


def url(case: Case, rest: str = "") -> str:
    return f"/en/officer/{case.number}{rest}"


def leg_of(case: Case) -> Leg:
    """As it is in the database now."""
    db.session.expire_all()
    return db.session.scalars(select(Leg).where(Leg.case_id == case.id).order_by(Leg.id.desc())).first()  # type: ignore[return-value]


def state_of(case: Case) -> LegState:
    return LegState(leg_of(case).state)


def events(case: Case) -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(select(CaseEvent.type).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)))


def texts(case: Case, kind: str) -> list[Message]:
    db.session.expire_all()
    return list(db.session.scalars(select(Message).where(Message.case_id == case.id, Message.kind == kind)))


def open_tasks(case: Case, kind: TaskKind) -> list[Task]:
    db.session.expire_all()
    return list(
        db.session.scalars(select(Task).where(Task.case_id == case.id, Task.kind == kind, Task.done_at.is_(None)))
    )


def register(page: Page, number: str = "08-14/231") -> Page:
    """The form that stands on the page of a letter that is not registered yet."""
    return page.form("register").fill(incoming_number=number).submit("Register")
