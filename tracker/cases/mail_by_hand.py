"""What staff do with mail that found no place by itself: place it, put it aside, take it back, remember its sender."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.cases import contact_steps
from tracker.cases.acts import Act
from tracker.cases.errors import CaseError, Problem
from tracker.cases.mail_arrived import finish_reading, put
from tracker.cases.mail_marking import file_ids
from tracker.cases.mail_placing import Spot
from tracker.cases.models import Case, Leg
from tracker.cases.permissions import NotAllowed, require
from tracker.cases.recording import facts_of
from tracker.directory.codes import ContactKind
from tracker.directory.models import Contact
from tracker.mail.incoming.codes import Method, State
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.incoming.senders import Why
from tracker.mail.models import Party
from tracker.people.actor import Actor, ActorKind

ELSEWHERE = "elsewhere"


def of_centre(session: Session, mail_id: int, by: Actor, *, lock: bool = False) -> IncomingMail | None:
    """A message that this centre may read: of its cases, or of nobody's yet."""
    if by.kind is not ActorKind.STAFF or by.centre_id is None:
        return None
    wanted = select(IncomingMail).where(
        IncomingMail.id == mail_id, or_(IncomingMail.centre_ref == by.centre_id, IncomingMail.centre_ref.is_(None))
    )
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return session.scalar(wanted)


def place(session: Session, mail: IncomingMail, *, case: Case, leg: Leg | None, side: Party, by: Actor, now: datetime) -> None:
    """Accepted once: this message, here. Its sender is not thereby somebody who may write for the body."""
    _waiting(mail, by)
    require(by, Act.MARK_MAIL, facts_of(case, leg))
    if leg is not None and leg.case_id != case.id:
        raise CaseError(Problem.NOT_OF_THIS_BODY)
    if side is Party.BODY and leg is None:
        raise CaseError(Problem.NOT_AN_ADDRESSEE)
    put(session, mail, Spot(Method.HAND, case.id, leg.id if leg else None, side), file_ids(session, mail.id), now, by)


def put_aside(session: Session, mail: IncomingMail, *, by: Actor, now: datetime) -> None:
    """Has nothing to do with us. It stays, and can be taken back."""
    _waiting(mail, by)
    mail.state, mail.done_at, mail.done_by_id = State.SET_ASIDE, now, by.account_id


def take_back(session: Session, mail: IncomingMail, *, by: Actor) -> None:
    """Into the queue again; what the service could not read is read once more."""
    _of_staff(by)
    if mail.state != State.SET_ASIDE:
        raise CaseError(Problem.NOT_IN_FORCE)
    mail.state = State.NEW if mail.error else State.TO_PLACE
    mail.error, mail.attempts, mail.lease_until, mail.done_at, mail.done_by_id = "", 0, None, None, None


def take_off(session: Session, mail: IncomingMail, *, by: Actor, now: datetime) -> None:
    """It lies on the wrong letter and was not read as anything yet: back into the queue. The case says that it went."""
    _of_staff(by)
    if mail.state != State.TO_READ or mail.leg_ref is None:
        raise CaseError(Problem.NOT_IN_FORCE)
    leg = session.get_one(Leg, mail.leg_ref)
    require(by, Act.MARK_MAIL, facts_of(leg.case, leg))
    finish_reading(session, mail, leg, by, now, ELSEWHERE)
    mail.state, mail.meaning, mail.done_at, mail.done_by_id = State.TO_PLACE, None, None, None
    mail.party, mail.placed_at, mail.placed_by_id, mail.why = None, None, None, Why.NO_CASE


def remember(session: Session, mail: IncomingMail, authority_id: str, *, source: str, by: Actor, now: datetime) -> Contact:
    """The sender's address as one of the body: proposed with its source; a second person calls back and confirms it."""
    _of_staff(by)
    return contact_steps.propose(session, authority_id, ContactKind.EMAIL, mail.sender, source=source, by=by, now=now)


def _waiting(mail: IncomingMail, by: Actor) -> None:
    _of_staff(by)
    if mail.state != State.TO_PLACE:
        raise CaseError(Problem.NOT_IN_FORCE)


def _of_staff(by: Actor) -> None:
    if by.kind is not ActorKind.STAFF or by.centre_id is None:
        raise NotAllowed(Act.MARK_MAIL, by)
