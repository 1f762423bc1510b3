"""Where a message might belong when nothing in it says so: proposals with a score, for a person to choose from. Only reads.

It learns from what was placed by hand: the next message of the same sender finds his last case proposed first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.kinds import OPEN, LegState
from tracker.cases.models import Case, CaseContent, Leg
from tracker.directory.codes import ContactKind
from tracker.directory.contacts import IN_FORCE
from tracker.directory.folding import fold
from tracker.directory.models import Contact
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.incoming.providers import is_shared
from tracker.mail.message import domain_of
from tracker.mail.models import Party as Side

AT_MOST = 5
LEGS_LOOKED_AT = 60
SCORES = {"placed_before": 40, "address": 35, "domain": 25, "word": 8, "only_open": 15}
WORDS_COUNT_TO = 32
SHORT = 4  # shorter words say nothing


@dataclass(frozen=True, slots=True)
class Guess:
    """`why`: codes of what speaks for it. `score` out of 100; nothing is ever done by it alone."""

    case_id: int
    leg_id: int
    score: int
    why: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"case_id": self.case_id, "leg_id": self.leg_id, "score": self.score, "why": list(self.why)}


def guesses(session: Session, sender: str, subject: str, but: int | None = None) -> list[Guess]:
    """The best few places for a message from `sender`. `but`: the message itself."""
    address, words = sender.strip().lower(), wordset(subject)
    before = _placed_before(session, address, but)
    bodies = _bodies_of(session, address)
    for leg in session.scalars(select(Leg).where(Leg.id.in_(before))):
        bodies.setdefault(leg.authority_id, "")
    found = _open_legs(session, list(bodies))
    alone = len(found) == 1
    made = [
        _guess(leg_id, case_id, bodies.get(authority, ""), leg_id in before, words & wordset(about), alone)
        for leg_id, case_id, authority, about in found
    ]
    return sorted((one for one in made if one.score), key=lambda one: (-one.score, -one.leg_id))[:AT_MOST]


def wordset(text: str) -> frozenset[str]:
    """Words as they are compared: folded, and long ones by their beginning (Kyrgyz and Russian change the ends)."""
    return frozenset(word[:6] for word in fold(text).split() if len(word) >= SHORT and not word.isdigit())


def _guess(leg_id: int, case_id: int, by: str, before: bool, shared: frozenset[str], alone: bool) -> Guess:
    why = [code for code, holds in (("placed_before", before), (by, bool(by)), ("only_open", alone)) if holds]
    score = sum(SCORES[code] for code in why)
    if shared:
        why.append("word")
        score += min(len(shared) * SCORES["word"], WORDS_COUNT_TO)
    return Guess(case_id, leg_id, min(score, 99), tuple(why))


def _placed_before(session: Session, address: str, but: int | None) -> set[int]:
    """The duties to which this sender's earlier messages went."""
    if not address:
        return set()
    earlier = select(IncomingMail.leg_ref).where(
        IncomingMail.sender == address, IncomingMail.placed_at.is_not(None), IncomingMail.party == Side.BODY,
        IncomingMail.leg_ref.is_not(None), IncomingMail.id != (but or 0),
    )  # fmt: skip
    return {ref for ref in session.scalars(earlier.order_by(IncomingMail.id.desc()).limit(10)) if ref}


def _bodies_of(session: Session, address: str) -> dict[str, str]:
    """Bodies that use this address, or another one in its domain."""
    using = select(Contact.authority_id).where(Contact.kind == ContactKind.EMAIL, Contact.state.in_(IN_FORCE))
    domain = domain_of(address)
    found: dict[str, str] = {}
    if domain and not is_shared(domain):
        near = using.where(Contact.value.endswith(f"@{domain}", autoescape=True)).limit(20)
        found |= dict.fromkeys(session.scalars(near), "domain")
    return found | dict.fromkeys(session.scalars(using.where(Contact.value == address).limit(20)), "address")


def _open_legs(session: Session, bodies: Sequence[str]) -> list[tuple[int, int, str, str]]:
    wanted = (
        select(Leg.id, Leg.case_id, Leg.authority_id, CaseContent.subject)
        .join(Case, Case.id == Leg.case_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .where(Leg.authority_id.in_(bodies), Leg.state.in_([*OPEN, LegState.ANSWERED]), Case.erased_at.is_(None))
    )
    rows = session.execute(wanted.order_by(Leg.opened_at.desc(), Leg.id.desc()).limit(LEGS_LOOKED_AT))
    return [(row.id, row.case_id, row.authority_id, row.subject or "") for row in rows]
