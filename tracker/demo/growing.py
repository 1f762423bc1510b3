"""Grows the demonstration set: people, mailboxes that exist nowhere, and cases at every stage of life relative to today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases import filing
from tracker.cases.asked_before import Asked
from tracker.cases.disclosure import restricted_by_default
from tracker.cases.filing import ConcernGiven, Filing, PartyGiven
from tracker.cases.kinds import Channel, Kind, Sender
from tracker.cases.models import Case
from tracker.cases.reference import spell_secret
from tracker.clock import day_of
from tracker.demo.accounts import Login, actors, make_people
from tracker.demo.stages import STAGES, Scene, filed_on_for, instant
from tracker.demo.stories import Story, stories
from tracker.demo.unreachable import hide_real_contacts
from tracker.directory.models import Authority, Topic
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db, writing

NAMES = {
    "ky": ("Үлгү Асанова", "Үлгү Токтогулов", "Үлгү Бекова", "Үлгү Садыков"),
    "ru": ("Пример Иванова", "Пример Алиев", "Пример Ким", "Пример Осмонова"),
}
STAFF_OF = {"AC-BI": "bishkek", "AC-OS": "osh", "AC-NA": "naryn"}
OFFICER_OF = {"SETS-CH": "sets", "MNR": "ministry"}
ACCOUNTS_FILE = "demonstration-accounts.txt"


def grow_once(app: Flask, now: datetime) -> Iterator[str]:
    """Grow the set the first time; every time, the lines to print: who can sign in, and one case to follow."""
    path = Path(app.config["INSTANCE"]) / ACCOUNTS_FILE
    with app.app_context(), writing():
        if db.session.scalar(select(Case.id).limit(1)) is None and not path.exists():
            yield "Growing the demonstration set (once, some seconds)…"
            lines = grow(db.session, now, app.config["SECRET_KEY"])
            db.session.commit()
            path.touch(mode=0o600)
            path.write_text("\n".join(lines) + "\n", "utf-8")
    if path.exists():
        yield from path.read_text("utf-8").splitlines()


def grow(session: Session, now: datetime, key: str) -> list[str]:
    """Everything of the demonstration, in the caller's transaction. Returns the lines to print."""
    hide_real_contacts(session)
    village = _an_aiyl_okmotu(session)
    logins = make_people(session, instant(day_of(now) - timedelta(days=90)), village)
    people = actors(session)
    shown = None
    for number, story in enumerate(stories()):
        filed = _grow_one(session, story, number, people, village, day_of(now), key)
        shown = filed if story.stage == "extended" and shown is None else shown
        session.flush()
    return _lines(logins, shown)


def _an_aiyl_okmotu(session: Session) -> str:
    """The aiyl okmotu of Kara-Jygach, where several of the situations happen; any other where it is not known."""
    wanted = select(Authority.id).where(Authority.category == "AO", Authority.territory_code.startswith("41708203"))
    named = session.scalar(wanted.where(Authority.name_ru.contains("Кара-Жыгач")).limit(1))
    return named or session.scalars(wanted.order_by(Authority.id).limit(1)).one()


def _grow_one(
    session: Session, story: Story, number: int, people: dict[str, Actor], village: str, today: date, key: str
) -> filing.Filed:
    calendar = lawbook.current_calendar(session)
    filed_on = filed_on_for(story.stage, story.kind, calendar, session, today)
    authority = _authority(session, story, village)
    filed = filing.file(
        session, _filing(session, story, number, None if story.stage == "unrouted" else authority, filed_on), by=PUBLIC,
        now=instant(filed_on, 9), key=key,
    )  # fmt: skip
    case = filed.case
    session.refresh(case)
    scene = Scene(
        session=session, case=case, staff=people[STAFF_OF[case.centre_id]], officer=_officer(people, authority, village),
        citizen=Actor(ActorKind.SECRET_HOLDER, case_id=case.id), today=today, calendar=calendar, filed_on=filed_on,
        next_body="MNR" if authority != "MNR" else "KGS",
    )  # fmt: skip
    STAGES[story.stage](scene)
    return filed


def _authority(session: Session, story: Story, village: str) -> str:
    """The body of the situation; a category becomes the body of the place, or one that answers in the demonstration."""
    known = session.get(Authority, story.authority)
    if known is not None and known.addressee:
        return known.id
    if story.authority == "AO" and village.startswith(f"AO-{story.territory[:8]}"):
        return village
    return _of_the_place(session, story) or f"RDA-{story.territory}"


def _of_the_place(session: Session, story: Story) -> str | None:
    """The body of this category in the place of the situation; in a raion that of the village that is named, or the first."""
    below = story.territory.rstrip("0")
    wanted = select(Authority).where(Authority.category == story.authority, Authority.territory_code.startswith(below))
    bodies = session.scalars(wanted.order_by(Authority.id)).all()
    village = re.split(r" (?:айыл|района?|району)|[ ,]", story.place)[0]
    named = (body.id for body in bodies if village in f"{body.name_ky} {body.name_ky_guess} {body.name_ru}")
    return next(named, bodies[0].id if bodies else None)


def _officer(people: dict[str, Actor], authority_id: str, village: str) -> Actor:
    """Whoever sits there; for a body without a demonstration person, a nameless officer of it."""
    login = "village" if authority_id == village else OFFICER_OF.get(authority_id)
    return people[login] if login else Actor(ActorKind.OFFICER, authority_id=authority_id)


def _filing(session: Session, story: Story, number: int, authority_id: str | None, filed_on: date) -> Filing:
    name = NAMES[story.language][number % 4]
    by_phone = number % 3 == 0
    applicant = PartyGiven(
        "applicant", name=name, address=story.place,
        email="" if by_phone else f"applicant{number}@citizen.example", phone=f"+996 555 000 {number:03d}" if by_phone else "",
    )  # fmt: skip
    topic = session.get(Topic, story.topic)
    concerned = restricted_by_default(story.kind, bool(topic and topic.restricted_by_default)) and number % 5 == 0
    return Filing(
        kind=Kind(story.kind), language=story.language, subject=story.subject, body=story.body, parties=(applicant,),
        sender=Sender.PERSON, channel=Channel.WEB, topic_code=story.topic,
        territory_code=None if story.territory == "41700000000000" else story.territory, place=story.place,
        authority_id=authority_id, concerns=(ConcernGiven("company", "ОсОО «Үлгү-Пример»"),) if concerned else (),
        urgent=story.topic == "TAIL" and number % 2 == 0, asked=_asked(story, filed_on),
    )  # fmt: skip


def _asked(story: Story, filed_on: date) -> Asked:
    """A complaint about access is about a request of long ago, to nobody real."""
    if story.kind is not Kind.ACCESS_COMPLAINT:
        return Asked()
    body = "Үлгү мекемеси" if story.language == "ky" else "Учреждение «Пример»"
    return Asked(body=body, asked_on=filed_on - timedelta(days=40), way="post")


def _lines(logins: list[Login], shown: filing.Filed | None) -> list[str]:
    lines = ["Demonstration accounts (made up, for this instance alone):"]
    lines += [f"  {login.role:<14} {login.email:<26} {login.password:<14} {login.where}" for login in logins]
    if shown is not None:
        lines.append(f"  a citizen's case: number {shown.case.number}, secret {spell_secret(shown.secret)}")
    return lines
