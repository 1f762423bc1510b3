"""Links with which an officer acts without an account. A link is good for one duty of one body and for the address to which
it was sent; it grows old, staff can end it, and it ends by itself when the duty or the address does.

Whether a link is good is asked at every use and never stored: nothing that ends a duty or an address has to remember the
links that went out. So a link whose letter is opened again is good again, for the same body at the same address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.cases.kinds import LegState
from tracker.cases.link_models import LetterLink, LetterLinkUse
from tracker.cases.links import LinkInvalid, current
from tracker.cases.models import Case, Leg
from tracker.directory.queries import usable_email
from tracker.people.actor import Actor
from tracker.store import db, writing

LASTS = timedelta(days=60)
RENEWED_BEFORE = timedelta(days=30)
"""A later letter about the same duty brings the same link, or a new one when the old one has less than this to live."""
MOST_USES_SHOWN = 200


class Ended(StrEnum):
    """Why a link opens nothing any more."""

    REVOKED = "revoked"
    EXPIRED = "expired"
    ADDRESS = "address"  # the body has another address now, or none
    PASSED_ON = "passed_on"
    ANSWERED = "answered"
    OVER = "over"  # closed or withdrawn


class Used(StrEnum):
    """What was done with a link. Acts are written down by their own names."""

    OPENED = "opened"
    READ = "read"
    CODE_SENT = "code_sent"
    CODE_RIGHT = "code_right"
    CODE_WRONG = "code_wrong"
    TURNED_AWAY = "turned_away"
    ACT = "act"


class LinkEnded(Exception):
    """The link was good once."""

    def __init__(self, why: Ended, link: LetterLink, leg: Leg) -> None:
        super().__init__(why)
        self.why, self.link, self.leg = why, link, leg


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as staff read it."""

    id: int
    leg_id: int
    address: str
    created_at: datetime
    expires_at: datetime
    ended: Ended | None
    uses: tuple[tuple[datetime, str], ...]


def link_for(session: Session, leg: Leg, address: str, now: datetime) -> LetterLink:
    """The link that a letter to this address about this duty carries. Flushes, does not commit."""
    found = session.scalar(
        select(LetterLink)
        .where(
            LetterLink.leg_id == leg.id, LetterLink.address == address, LetterLink.revoked_at.is_(None),
            LetterLink.expires_at > now + RENEWED_BEFORE,
        )
        .order_by(LetterLink.id.desc()).limit(1)
    )  # fmt: skip
    if found is not None:
        return found
    made = LetterLink(case_id=leg.case_id, leg_id=leg.id, address=address, created_at=now, expires_at=now + LASTS)
    session.add(made)
    session.flush()
    return made


def newest_link(session: Session, leg_id: int, address: str) -> LetterLink | None:
    """The link that the last letter to this address carried. Only reads."""
    wanted = select(LetterLink).where(
        LetterLink.leg_id == leg_id, LetterLink.address == address, LetterLink.revoked_at.is_(None)
    )
    return session.scalar(wanted.order_by(LetterLink.id.desc()).limit(1))


def link_url(session: Session, case: Case, leg: Leg, address: str, language: str, now: datetime) -> str:
    """The address of the page, for a letter that goes to `address`."""
    return current().letter(case, link_for(session, leg, address, now), language)


def open_link(session: Session, number: str, token: str) -> LetterLink:
    """The link that was made for this token. Says nothing of whether it is still good. Raises `LinkInvalid`."""
    typed = token.partition("~")[0]
    link_id = int(typed, 16) if 0 < len(typed) < 8 and typed.isascii() and typed.isalnum() and _is_hex(typed) else 0
    row = session.execute(
        select(LetterLink, Case).join(Case, Case.id == LetterLink.case_id).where(LetterLink.id == link_id)
    ).first()
    if row is None or row[1].number != number:
        raise LinkInvalid
    current().check_letter(row[1], row[0], token)
    link: LetterLink = row[0]
    return link


def _is_hex(text: str) -> bool:
    return all(letter in "0123456789abcdef" for letter in text)


def ended(
    session: Session, link: LetterLink, leg: Leg, now: datetime, *, answered_too: bool = False
) -> Ended | None:
    """Why this link opens nothing now; None while it is good."""
    return _ended(link, leg, usable_email(session, leg.authority_id), now, answered_too=answered_too)


def _ended(
    link: LetterLink, leg: Leg, address: str | None, now: datetime, *, answered_too: bool = False
) -> Ended | None:
    """`address`: the one that the body has now."""
    if link.revoked_at is not None:
        return Ended.REVOKED
    if leg.state == LegState.TRANSFERRED:
        return Ended.PASSED_ON
    if leg.state == LegState.CLOSED:
        return Ended.OVER
    if leg.state == LegState.ANSWERED and not answered_too:
        return Ended.ANSWERED
    if now >= link.expires_at:
        return Ended.EXPIRED
    return None if address == link.address else Ended.ADDRESS


def must_be_good(
    session: Session, link: LetterLink, leg: Leg, now: datetime, *, answered_too: bool = False
) -> None:
    """`answered_too`: for putting an answer right. Raises `LinkEnded`."""
    why = ended(session, link, leg, now, answered_too=answered_too)
    if why is not None:
        raise LinkEnded(why, link, leg)


def revoke(session: Session, case: Case, link_id: int, *, by: Actor, now: datetime) -> bool:
    """Staff end a link. False: this case has no such link, or it was ended already."""
    link = session.scalar(select(LetterLink).where(LetterLink.id == link_id, LetterLink.case_id == case.id))
    if link is None or link.revoked_at is not None:
        return False
    link.revoked_at, link.revoked_by_id = now, by.account_id
    return True


def note_use(session: Any, link_id: int, what: str, now: datetime) -> None:
    """Written down in the transaction of the act itself."""
    session.add(LetterLinkUse(link_id=link_id, at=now, what=what))


def log_use(link_id: int, what: str, now: datetime) -> None:
    """For a page that is read: in a short transaction of its own, before the page is made."""
    with writing(), db.engine.begin() as connection:
        connection.execute(insert(LetterLinkUse), [{"link_id": link_id, "at": now, "what": what}])


def links_of(session: Session, case_id: int, addresses: Mapping[str, str], now: datetime) -> list[LinkLine]:
    """Every link of a case, the newest first, with its latest uses. `addresses`: what each body has now. One statement."""
    rows = session.execute(
        select(LetterLink, Leg, LetterLinkUse)
        .join(Leg, Leg.id == LetterLink.leg_id)
        .outerjoin(LetterLinkUse, LetterLinkUse.link_id == LetterLink.id)
        .where(LetterLink.case_id == case_id)
        .order_by(LetterLink.id.desc(), LetterLinkUse.id.desc())
        .limit(MOST_USES_SHOWN)
    ).all()
    found: dict[int, tuple[LetterLink, Leg]] = {link.id: (link, leg) for link, leg, _ in rows}
    used: dict[int, list[tuple[datetime, str]]] = {key: [] for key in found}
    for link, _, use in rows:
        if use is not None:
            used[link.id].append((use.at, use.what))
    return [
        LinkLine(
            link.id, leg.id, link.address, link.created_at, link.expires_at,
            _ended(link, leg, addresses.get(leg.authority_id), now), tuple(used[link.id]),
        )
        for link, leg in found.values()
    ]  # fmt: skip
