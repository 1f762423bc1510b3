"""To whom a notice goes: the person behind the case, the body's mailbox, those of the body who sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from tracker.cases.kinds import Sender
from tracker.cases.models import Case, Leg, Party
from tracker.directory.posts import Post, PostRole
from tracker.directory.queries import usable_email
from tracker.people.models import Account

MOST_OFFICERS = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in."""

    email: str
    language: str


def party_told(session: Session, case: Case) -> Party | None:
    """Who is told what happens: the applicant, or the person behind a centre that writes in its own name."""
    wanted = ("behind", "applicant") if case.sender == Sender.CENTRE else ("applicant",)
    parties = select(Party).where(Party.case_id == case.id, Party.role.in_(wanted)).order_by(Party.id)
    found = {party.role: party for party in reversed(session.scalars(parties).all())}
    return next((found[role] for role in wanted if role in found), None)


class Reach(StrEnum):
    """How the person behind a case can be asked something. A postal address alone asks nobody in time."""

    MAIL = "mail"
    TELEPHONE = "telephone"
    NOT_AT_ALL = "not_at_all"


def reach_of(session: Session, case: Case) -> Reach:
    """By his e-mail; else by telephone; else he has to come by himself."""
    party = party_told(session, case)
    if party is None:
        return Reach.NOT_AT_ALL
    return Reach.MAIL if party.email else Reach.TELEPHONE if party.phone else Reach.NOT_AT_ALL


def addressee(party: Party) -> bool:
    """Whether there is any way to tell him."""
    return bool(party.phone or party.address)


def mailbox_of(session: Session, authority_id: str) -> str | None:
    """The one confirmed address of the body."""
    return usable_email(session, authority_id)


def officers_of(session: Session, leg: Leg, today: date, *, heads: bool = False) -> list[Person]:
    """Who sits in the unit that holds the leg, or in the whole body; who took it, alone; with `heads` its head too."""
    rows = _seated(session, leg, today)
    taken = [row for row in rows if row.id == leg.post_id]
    officers = taken or [row for row in rows if row.role == PostRole.OFFICER]
    chosen = officers if officers and not heads else [*officers, *(row for row in rows if row.role == PostRole.HEAD)]
    return _people(chosen)


def heads_of(session: Session, leg: Leg, today: date) -> list[Person]:
    """Who signs for the body."""
    return _people([row for row in _seated(session, leg, today) if row.role == PostRole.HEAD])


def _seated(session: Session, leg: Leg, today: date) -> Sequence[Row[Any]]:
    seated = select(Post.role, Post.id, Account.email, Account.language).join(Account, Account.id == Post.account_id)
    posts = seated.where(
        Post.authority_id == leg.authority_id,
        Post.role.in_((PostRole.OFFICER, PostRole.HEAD)),
        or_(Post.valid_from.is_(None), Post.valid_from <= today),
        or_(Post.valid_to.is_(None), Post.valid_to >= today),
        or_(Post.unit_id.is_(None), Post.unit_id == leg.unit_id, Post.role == PostRole.HEAD),
        Account.active,
    )
    return session.execute(posts.order_by(Post.id).limit(MOST_OFFICERS)).all()


def _people(rows: Sequence[Row[Any]]) -> list[Person]:
    """One address is one person."""
    return [Person(email, language) for email, language in {row.email: row.language for row in rows}.items()]
