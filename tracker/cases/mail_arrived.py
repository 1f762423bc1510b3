"""What follows from a message, once it is understood. In one transaction with its row; never commits.

A body's mail waits on its leg for somebody who says what it means: until then no clock stops and nothing counts as answered.
An applicant's mail goes to the case. A returned letter draws its consequences. Delays and automatic replies are noted only.
Everything else waits for the centre.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases import mail_bounces
from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.events import EventType
from tracker.cases.handling import clarify
from tracker.cases.hidden import hold, is_hidden
from tracker.cases.kinds import LegState, TaskKind
from tracker.cases.mail_guessing import guesses
from tracker.cases.mail_placing import Placed, Spot, place
from tracker.cases.models import Case, Leg, Task
from tracker.cases.permissions import require
from tracker.cases.recording import Words, add_task, facts_of, record
from tracker.clock import day_of
from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.contacts import mark_usable
from tracker.directory.models import Contact
from tracker.mail.incoming.codes import Method, State
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.incoming.senders import SECRET, Why
from tracker.mail.models import Party as Side
from tracker.mail.reading.incoming import Incoming
from tracker.people.actor import DUTY, Actor, ActorKind

AUTO_REPLY, BOUNCE, DELAY = "auto_reply", "bounce", "delay"


def arrived(
    session: Session, mail: IncomingMail, incoming: Incoming, raw: bytes, file_ids: tuple[int, ...], now: datetime
) -> None:
    """Everything that the service does by itself about this message."""
    if incoming.bounce is not None and mail_bounces.returned(session, mail, incoming, raw, now):
        return
    if incoming.bounce is None and mail_bounces.delivered(session, mail, incoming, raw, now):
        return
    placed = place(session, incoming, mail.envelope_to)
    if placed.is_certain and incoming.bounce is None and not _hidden_as_spam(mail, placed):
        assert placed.spot is not None
        put(session, mail, placed.spot, file_ids, now)
        return
    _wait_for_staff(session, mail, placed)


def _hidden_as_spam(mail: IncomingMail, placed: Placed) -> bool:
    """A server's word about spam never hides what came by a secret of ours from an address that two persons confirmed."""
    if placed.spot is not None and placed.spot.method in SECRET:
        mail.is_spam = False
    return mail.is_spam


def _wait_for_staff(session: Session, mail: IncomingMail, placed: Placed) -> None:
    mail.state, mail.why = State.TO_PLACE, placed.why or Why.NO_CASE
    if (spot := placed.spot) is not None:
        case = session.get_one(Case, spot.case_id)
        mail.case_ref, mail.leg_ref, mail.party, mail.method = spot.case_id, spot.leg_id, spot.side, spot.method
        mail.centre_ref = case.centre_id
        mail.guesses = [
            {"case_id": one.case_id, "leg_id": one.leg_id, "score": 0, "why": [one.method]} for one in placed.others[:5]
        ]
        return
    found = guesses(session, mail.sender, mail.subject, but=mail.id)
    mail.guesses = [one.as_json() for one in found]
    if found:
        mail.method = Method.GUESS
    _greet(session, mail, now=mail.received_at)


def _greet(session: Session, mail: IncomingMail, now: datetime) -> None:
    """An answer to an introduction: the address is read by somebody. The message itself still waits for a person."""
    introduced = select(Contact).where(
        Contact.kind == ContactKind.EMAIL, Contact.value == mail.sender, Contact.state == ContactState.INTRODUCED
    )
    if mail.is_auto_reply or mail.is_spam or mail.bounce or mail.verdicts.get("dmarc") != "pass":
        return
    for contact in session.scalars(introduced.limit(5)):
        mark_usable(session, contact.id, by=DUTY, now=now)


def put(
    session: Session, mail: IncomingMail, spot: Spot, file_ids: tuple[int, ...], now: datetime, by: Actor = DUTY
) -> None:
    """The message belongs here: by its own evidence (`by` the service), or because staff say so."""
    case = session.get_one(Case, spot.case_id)
    leg = session.get(Leg, spot.leg_id) if spot.leg_id else None
    mail.case_ref, mail.leg_ref, mail.party, mail.method = case.id, leg.id if leg else None, spot.side, spot.method
    mail.centre_ref, mail.placed_at, mail.placed_by_id, mail.is_spam = case.centre_id, now, by.account_id, False
    if mail.is_auto_reply:
        mail.state, mail.meaning, mail.done_at = State.DONE, AUTO_REPLY, now
    elif spot.side is Side.APPLICANT:
        _from_applicant(session, mail, case, leg, file_ids, now)
    elif leg is not None:
        _from_body(session, mail, case, leg, now)


def _from_body(session: Session, mail: IncomingMail, case: Case, leg: Leg, now: datetime) -> None:
    mail.state, leg.mail_waits = State.TO_READ, True
    record(session, case, EventType.MAIL_RECEIVED, DUTY, now, leg=leg, data={"mail_id": mail.id})
    add_task(
        session, case, TaskKind.MAIL_TO_READ, now, leg_id=leg.id, authority_id=leg.authority_id, due_on=day_of(now),
        data={"mail_id": mail.id},
    )  # fmt: skip


def _from_applicant(
    session: Session, mail: IncomingMail, case: Case, leg: Leg | None, file_ids: tuple[int, ...], now: datetime
) -> None:
    """A reply where the body asked; else his message to the body. Written with the key that his reply address is."""
    by = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    text = mail.text.strip()
    mail.state, mail.meaning, mail.done_at = State.DONE, "applicant", now
    if leg is not None and leg.state == LegState.ASKED and (text or file_ids):
        clarify(session, case, leg, by=by, now=now, text=text, file_ids=file_ids)
        return
    if is_hidden(case, by):
        hold(session, case, leg, by=by, now=now, text=text, file_ids=file_ids)
        return
    require(by, Act.WRITE, facts_of(case, leg))
    words = Words(MessageKind.APPLICANT_MAIL, text, file_ids=file_ids)
    record(session, case, EventType.APPLICANT_WROTE, by, now, leg=leg, data={"mail_id": mail.id}, words=words)


def finish_reading(
    session: Session, mail: IncomingMail, leg: Leg, by: Actor, now: datetime, meaning: str, words: Words | None = None
) -> None:
    """Somebody said what it means: the message is done, its task too; the leg waits only if another one is unread.

    `words`: what the applicant reads of a message that is no act.
    """
    mail.state, mail.meaning, mail.done_at, mail.done_by_id = State.DONE, meaning, now, by.account_id
    session.flush()
    others = select(IncomingMail.id).where(IncomingMail.leg_ref == leg.id, IncomingMail.state == State.TO_READ)
    leg.mail_waits = session.scalar(others.limit(1)) is not None
    open_tasks = select(Task).where(
        Task.case_id == leg.case_id, Task.kind == TaskKind.MAIL_TO_READ, Task.leg_id == leg.id, Task.done_at.is_(None)
    )
    for task in session.scalars(open_tasks.limit(100)):
        if task.data.get("mail_id") == mail.id:
            task.done_at, task.done_by_id = now, by.account_id
    data = {"mail_id": mail.id, "meaning": meaning}
    record(session, leg.case, EventType.MAIL_READ, by, now, leg=leg, data=data, words=words)
