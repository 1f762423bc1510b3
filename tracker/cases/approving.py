"""The head's signature before an answer goes: a setting of a body, off unless somebody switches it on.

What an officer has written waits as a draft. It is no answer: the letter stays owed and its clock runs on. The head signs it,
and it goes as his; or he sends it back with a note that his body alone reads. Neither applicant nor public see the draft.
A body in which no head signs in cannot wait for one. Whoever came by the code sent to the body's confirmed address, and a letter
that came by mail or on paper, speaks for the body already: there nothing waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.cases import answer_drafts
from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.models import Case, Draft, Leg
from tracker.cases.recording import Words, allow, check_fresh, record
from tracker.clock import day_of
from tracker.directory.models import Authority
from tracker.directory.posts import Post, PostRole
from tracker.files.models import StoredFile
from tracker.people.actor import Actor, ActorKind

SIGNED = (Act.ANSWER, Act.REFUSE, Act.CORRECT_ANSWER)
"""What the head signs."""
FROM = "_from"
"""Under this name a waiting draft remembers whose it was."""


def head_signs(session: Session, authority_id: str, today: date) -> bool:
    """The body wants its head's signature, and has a head who signs in."""
    return session.get_one(Authority, authority_id).head_signs and has_head(session, authority_id, today)


def has_head(session: Session, authority_id: str, today: date) -> bool:
    """Somebody sits as head of this body today."""
    seated = select(Post.id).where(
        Post.authority_id == authority_id,
        Post.role == PostRole.HEAD,
        or_(Post.valid_from.is_(None), Post.valid_from <= today),
        or_(Post.valid_to.is_(None), Post.valid_to >= today),
    )
    return session.scalar(seated.limit(1)) is not None


def check_signed(session: Session, leg: Leg, by: Actor, now: datetime) -> None:
    """An officer's word goes out by itself only where no head signs. Raises `CaseError`."""
    if by.kind is ActorKind.OFFICER and head_signs(session, leg.authority_id, day_of(now)):
        raise CaseError(Problem.HEAD_SIGNS)


def ask_approval(
    session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, act: Act, draft: Draft, seen_version: int | None = None
) -> None:
    """Give the draft to the head. It is locked until he decides or the officer takes it back. Raises `CaseError`."""
    check_fresh(leg, seen_version)
    allow(Act.ASK_APPROVAL, case, by, leg)
    allow(act, case, by, leg)
    if not head_signs(session, leg.authority_id, day_of(now)):
        raise CaseError(Problem.NO_HEAD)
    if leg.head_act is not None:
        raise CaseError(Problem.HEAD_SIGNS)
    draft.data = {**draft.data, FROM: draft.cookie_digest}
    draft.cookie_digest, draft.case_id, draft.updated_at = _key(leg), case.id, now
    leg.head_act, leg.head_asked_on = act, day_of(now)
    record(session, case, EventType.APPROVAL_ASKED, by, now, leg=leg, data={"what": act})


def send_back(
    session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, note: str, seen_version: int | None = None
) -> None:
    """The head does not sign yet, and says why to his own people. Raises `CaseError`."""
    check_fresh(leg, seen_version)
    allow(Act.DECIDE_DRAFT, case, by, leg)
    if leg.head_act is None:
        raise CaseError(Problem.NOTHING_WAITS, "note")
    if not note.strip():
        raise CaseError(Problem.REASON_NEEDED, "note")
    act = leg.head_act
    release(session, leg)
    words = Words(MessageKind.HEAD_NOTE, note.strip())
    record(session, case, EventType.APPROVAL_RETURNED, by, now, leg=leg, data={"what": act}, words=words)


def take_back(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime) -> None:
    """The officer wants to change it once more. Raises `CaseError`."""
    allow(Act.ASK_APPROVAL, case, by, leg)
    if leg.head_act is None:
        raise CaseError(Problem.NOTHING_WAITS)
    act = leg.head_act
    release(session, leg)
    record(session, case, EventType.APPROVAL_RETURNED, by, now, leg=leg, data={"what": act, "taken_back": True})


def waiting(session: Session, leg: Leg) -> Draft | None:
    """The draft that waits for the head; None where none does."""
    return session.scalar(select(Draft).where(Draft.cookie_digest == _key(leg))) if leg.head_act is not None else None


def files_of(session: Session, draft: Draft) -> Sequence[StoredFile]:
    """The files that would go with it."""
    return answer_drafts.files_of(session, draft)


def release(session: Session, leg: Leg) -> None:
    """Nothing waits any more: signed, sent back, or the duty is over. The draft is its writer's again, or too old to be."""
    draft = waiting(session, leg)
    leg.head_act = leg.head_asked_on = None
    if draft is None:
        return
    own = str(draft.data.get(FROM, ""))
    taken = session.scalar(select(Draft.id).where(Draft.cookie_digest == own))
    draft.cookie_digest = own if own and taken is None else f"released:{draft.id}"
    draft.case_id, draft.data = None, {name: value for name, value in draft.data.items() if name != FROM}
    session.flush()


def _key(leg: Leg) -> str:
    """Never 64 hexadecimal digits, so no cookie leads here."""
    return f"approval:{leg.id}"
