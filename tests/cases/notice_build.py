"""A small world for notices: one oblast, one centre, three bodies (mailed, unreachable, above them), and people in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases import filing
from tracker.cases.kinds import Kind, LegState, Proof, TaskKind
from tracker.cases.models import Case, Leg, Task
from tracker.directory.models import Authority, Centre, CentreTerritory, Contact, Territory
from tracker.directory.places import COUNTRY
from tracker.directory.posts import Post
from tracker.mail.models import OutboxMail
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.people.models import Account
from tracker.store import db

NOW = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)  # a Monday, 10:00 in Bishkek
OSH, RAION = "41706000000000", "41706226000000"
NAME, MAIL, PHONE, STREET = "Айгүл Токтогулова", "aigul@example.org", "+996 555 010203", "Өзгөн, Ленин көчөсү 5"
SUBJECT = "Полигондогу таштанды"
TEXT = "Эски карьерде таштанды күйүп, ачуу түтүн үйлөргө келет."
QUESTION = "Сураныч, көчөнүн атын тактаңызчы."
STAFF = Actor(ActorKind.STAFF, account_id=None, centre_id="AC-OS")
OFFICER = Actor(ActorKind.OFFICER, authority_id="SETS-OS")


def in_world(app: Flask) -> Session:
    """A session in the small world, which is built once per run (in memory) and copied for each test."""
    connection: Any = db.engine.raw_connection().driver_connection
    if "notice_world" not in app.extensions:
        world(db.session)  # type: ignore[arg-type]
        db.session.commit()
        app.extensions["notice_world"] = connection.serialize()
    else:
        db.session.remove()
        connection.deserialize(app.extensions["notice_world"])
    return db.session  # type: ignore[return-value]


def world(session: Session) -> None:
    """The rows without which nothing can be filed."""
    lawbook.load_calendar(session, NOW)
    session.add_all(
        [
            Territory(
                code=OSH, level="oblast", oblast_code=OSH, name_ky="Ош облусу", name_ru="Ошская область",
                name_en="Osh oblast",
            ),
            Territory(
                code=RAION, level="raion", parent_code=OSH, oblast_code=OSH, raion_code=RAION, name_ky="Өзгөн району",
                name_ru="Узгенский район", name_en="Uzgen raion",
            ),
        ]
    )  # fmt: skip
    session.flush()
    session.add(
        Centre(
            id="AC-OS", name_ky="Ош Орхус борбору", name_ru="Орхусский центр Ош", name_en="Aarhus Centre Osh",
            territory_code=OSH, phone="+996 000 000 001",
        )
    )  # fmt: skip
    session.flush()
    session.add(CentreTerritory(centre_id="AC-OS", territory_code=OSH))
    session.add(body("MNR", "Министрлик", "Министерство", "Ministry", level="national"))
    session.flush()
    session.add_all(
        [
            body("SETS-OS", "Ош көзөмөлү", "Надзор Ош", "Osh supervision", superior_id="MNR", postal_address="Ош, 1"),
            body("RDA-UZ", "Өзгөн акимчилиги", "Акимиат Узген", "Uzgen administration"),
        ]
    )
    session.flush()
    session.add(Contact(authority_id="SETS-OS", kind="email", value="sets-os@body.example", state="usable"))
    session.flush()


def body(code: str, ky: str, ru: str, en: str, **values: Any) -> Authority:
    given = {"level": "oblast", **values}
    return Authority(
        id=code, kind="x", name_ky=ky, name_ru=ru, name_en=en, territory_code=OSH, bound_by="state",
        bound_by_confirmed=True, **given,
    )  # fmt: skip


def the_country() -> Territory:
    return Territory(code=COUNTRY, level="country", name_ky="Кыргызстан", name_ru="Кыргызстан", name_en="Kyrgyzstan")


def account(session: Session, email: str, language: str = "ru") -> Account:
    row = Account(email=email, language=language, created_at=NOW)
    session.add(row)
    session.flush()
    return row


def seat(session: Session, email: str, role: str = "officer", authority_id: str | None = "SETS-OS", **values: Any) -> Post:
    row = Post(
        role=role, account_id=account(session, email, values.pop("language", "ru")).id, authority_id=authority_id,
        created_at=NOW, **values,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def a_case(session: Session, **values: Any) -> Case:
    """Filed on the web; by default an information request in Russian to the body that can be mailed."""
    given = {
        "kind": Kind.INFORMATION_REQUEST, "language": "ru", "subject": SUBJECT, "body": TEXT,
        "parties": (party(),), "territory_code": RAION, "authority_id": "SETS-OS", **values,
    }  # fmt: skip
    case = filing.file(session, filing.Filing(**given), by=PUBLIC, now=NOW, key="key").case
    session.flush()
    return case


def party(role: str = "applicant", **values: str) -> filing.PartyGiven:
    given = {"name": NAME, "email": MAIL, "address": STREET, **values}
    return filing.PartyGiven(role, **given)


def the_leg(session: Session, case: Case) -> Leg:
    session.flush()
    return session.scalars(select(Leg).where(Leg.case_id == case.id).order_by(Leg.id.desc())).first() or _no_leg()


def _no_leg() -> Leg:
    raise AssertionError("the case has no leg")


def with_body(session: Session, case: Case, on: date = date(2026, 10, 5)) -> Leg:
    """The body has the letter: the state alone, without what led to it."""
    leg = the_leg(session, case)
    leg.state, leg.received_on, leg.proof, leg.dispatched_at = LegState.RECEIVED, on, Proof.STAMPED_COPY, NOW
    session.flush()
    return leg


def holder(case: Case) -> Actor:
    return Actor(ActorKind.SECRET_HOLDER, case_id=case.id)


def mails(session: Session, after: int = 0) -> list[OutboxMail]:
    session.flush()
    return list(session.scalars(select(OutboxMail).where(OutboxMail.id > after).order_by(OutboxMail.id)))


def calls(session: Session) -> list[Task]:
    session.flush()
    return list(session.scalars(select(Task).where(Task.kind == TaskKind.TELL_BY_PHONE).order_by(Task.id)))

