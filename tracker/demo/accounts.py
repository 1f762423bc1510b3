"""Demonstration people: one or more for every role, with random passwords. They belong to nobody real."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from flask_security.utils import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.directory.models import Contact, Unit
from tracker.directory.posts import Post, PostRole, open_post, seat_of
from tracker.people.actor import DUTY, Actor
from tracker.people.models import Account

SINCE = date(2025, 1, 6)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is to be made. `unit`: the key of one of UNITS."""

    login: str
    name: str
    role: PostRole
    title_ky: str
    title_ru: str
    title_en: str
    authority_id: str | None = None
    unit: str | None = None
    centre_id: str | None = None
    language: str = "ky"


UNITS = {
    "air": ("SETS-CH", "Абаны коргоо бөлүмү", "Отдел охраны воздуха"),
    "water": ("SETS-CH", "Суу көзөмөлү бөлүмү", "Отдел водного надзора"),
    "eia": ("MNR", "Экологиялык экспертиза бөлүмү", "Отдел экологической экспертизы"),
}

AO = "AO-41708203600000"  # replaced by an aiyl okmotu that exists, see `an_aiyl_okmotu`

PEOPLE = (
    Person("admin", "Башкаруучу Үлгү", PostRole.ADMINISTRATOR, "Администратор", "Администратор", "Administrator"),
    Person(
        "coordinator", "Координатор Үлгү", PostRole.COORDINATOR, "Улуттук координатор",
        "Национальный координатор", "National focal point",
    ),
    Person(
        "bishkek", "Айгүл Үлгү", PostRole.STAFF, "Борбордун адиси", "Специалист центра", "Centre officer",
        centre_id="AC-BI",
    ),
    Person(
        "bishkek2", "Нурлан Үлгү", PostRole.STAFF, "Борбордун юристи", "Юрист центра", "Centre lawyer",
        centre_id="AC-BI", language="ru",
    ),
    Person(
        "osh", "Гүлнара Үлгү", PostRole.STAFF, "Борбордун адиси", "Специалист центра", "Centre officer",
        centre_id="AC-OS",
    ),
    Person(
        "naryn", "Бакыт Үлгү", PostRole.STAFF, "Борбордун адиси", "Специалист центра", "Centre officer",
        centre_id="AC-NA",
    ),
    Person(
        "sets", "Кеңсе Үлгү", PostRole.OFFICER, "Кеңсе башчысы", "Заведующая канцелярией", "Head of chancellery",
        "SETS-CH",
    ),
    Person(
        "sets-air", "Инспектор Үлгү", PostRole.OFFICER, "Инспектор", "Инспектор", "Inspector", "SETS-CH", "air",
        language="ru",
    ),
    Person(
        "sets-head", "Жетекчи Үлгү", PostRole.HEAD, "Башкармалыктын жетекчиси", "Начальник управления",
        "Head of office", "SETS-CH",
    ),
    Person(
        "ministry", "Министрлик Үлгү", PostRole.OFFICER, "Маалымат берүүгө жооптуу",
        "Ответственный за доступ к информации", "Information officer", "MNR", language="ru",
    ),
    Person(
        "village", "Айыл өкмөт Үлгү", PostRole.OFFICER, "Жооптуу катчы", "Ответственный секретарь",
        "Executive secretary", "AO",
    ),
)  # fmt: skip

MAILBOXES = ("SETS-CH", "SETS-IK", "SETS-O", "SETS-JA", "MNR", "BISH", "BISH-MI", "MOE", "TMA", "DDW", "AO")
"""Bodies that have a confirmed address in the demonstration. The addresses exist nowhere: RFC 2606."""


@dataclass(frozen=True, slots=True)
class Login:
    """What is printed on the console."""

    email: str
    password: str
    role: str
    where: str


def make_people(session: Session, now: datetime, village_body: str) -> list[Login]:
    """Accounts, units, posts and mailboxes. Returns what may be printed once."""
    units = {key: _unit(session, key) for key in UNITS}
    logins = []
    for person in PEOPLE:
        password = secrets.token_urlsafe(9)
        account = Account(
            email=f"{person.login}@demo.example", full_name=person.name, language=person.language,
            password=hash_password(password), active=True, created_at=now,
        )  # fmt: skip
        session.add(account)
        session.flush()
        body = village_body if person.authority_id == "AO" else person.authority_id
        open_post(
            session, person.role, DUTY, now, valid_from=SINCE, authority_id=body, account_id=account.id,
            unit_id=units[person.unit].id if person.unit else None, centre_id=person.centre_id,
            title_ky=person.title_ky, title_ru=person.title_ru, title_en=person.title_en,
        )  # fmt: skip
        logins.append(Login(account.email, password, person.role, body or person.centre_id or ""))
    _mailboxes(session, now, village_body)
    return logins


def _unit(session: Session, key: str) -> Unit:
    body, name_ky, name_ru = UNITS[key]
    unit = Unit(authority_id=body, name_ky=name_ky, name_ru=name_ru, valid_from=SINCE)
    session.add(unit)
    session.flush()
    return unit


def _mailboxes(session: Session, now: datetime, village_body: str) -> None:
    two = list(session.scalars(select(Account.id).where(Account.email.in_(["bishkek@demo.example", "bishkek2@demo.example"]))))
    for body in MAILBOXES:
        body_id = village_body if body == "AO" else body
        session.add(
            Contact(
                authority_id=body_id, kind="email", value=f"{body_id.lower()}@body.example", state="usable",
                source="demonstration", proposed_by_id=two[0], proposed_at=now, confirmed_by_id=two[-1], confirmed_at=now,
                introduced_at=now, usable_at=now, call_back_note="demonstration",
            )
        )


def actors(session: Session) -> dict[str, Actor]:
    """The demonstration people as actors, by login."""
    rows = session.execute(select(Account, Post).join(Post, Post.account_id == Account.id)).all()
    return {account.email.split("@")[0]: Actor.in_seat(account.id, seat_of(post)) for account, post in rows}
