"""Somebody says what a body's e-mail means: the act that it is, with the mail as its evidence.

An officer does what he may do anyway. Staff of the responsible centre may write it down too, but only with the stored mail of
that very leg (`permissions.staff_from_mail`). An answer counts on the day on which it came, not on the day it was read here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases import announcing, correcting, deciding, handling
from tracker.cases.acts import Act
from tracker.cases.decision_letters import Given, Refusal
from tracker.cases.delivery import strengthen_receipt
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.kinds import Outcome, Proof
from tracker.cases.mail_arrived import finish_reading
from tracker.cases.mail_meaning import Meaning
from tracker.cases.models import Case, Leg
from tracker.cases.permissions import require
from tracker.cases.reckoning import regime_of
from tracker.cases.recording import Words, facts_of
from tracker.clock import day_of
from tracker.law.deadlines import may_extend
from tracker.law.errors import LawError
from tracker.law.grounds import extension_grounds
from tracker.law.regimes import Regime, regime_for
from tracker.mail.incoming.codes import State
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.people.actor import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class Reading:
    """A mail in the hands of the person who reads it."""

    mail: IncomingMail
    case: Case
    leg: Leg
    by: Actor
    came_on: date


def begin(session: Session, mail: IncomingMail, by: Actor) -> Reading:
    """The mail waits on a leg, and this person may say what it means. Raises `CaseError`, `NotAllowed`."""
    if mail.state != State.TO_READ or mail.leg_ref is None:
        raise CaseError(Problem.NOT_IN_FORCE)
    leg = session.get_one(Leg, mail.leg_ref)
    case = leg.case
    require(by, Act.MARK_MAIL, facts_of(case, leg))
    acting = replace(by, mail_leg_id=leg.id) if by.kind is ActorKind.STAFF else by
    return Reading(mail, case, leg, acting, max(day_of(mail.received_at), case.filed_on))


def registered(session: Session, reading: Reading, now: datetime, *, number: str, on: date) -> None:
    """The body's own number and day."""
    got_on = min(on, reading.came_on)
    handling.register(
        session, reading.case, reading.leg, by=reading.by, now=now, incoming_number=number, registered_on=on, received_on=got_on
    )
    _done(session, reading, now, Meaning.REGISTERED)


def question(session: Session, reading: Reading, now: datetime, *, text: str, files: tuple[int, ...] = ()) -> None:
    """A question to the applicant. Who asks has the letter."""
    _has_the_letter(session, reading, now)
    handling.ask(
        session, reading.case, reading.leg, by=reading.by, now=now, question=text, file_ids=files, asked_on=reading.came_on
    )
    _done(session, reading, now, Meaning.QUESTION)


def extension(
    session: Session, reading: Reading, now: datetime, *, ground: str, reason: str, files: tuple[int, ...] = ()
) -> None:
    """More time, in time or not by the day the mail came."""
    _has_the_letter(session, reading, now)
    deciding.extend(
        session, reading.case, reading.leg, by=reading.by, now=now, ground=ground, reason=reason, file_ids=files,
        came_on=reading.came_on,
    )  # fmt: skip
    _done(session, reading, now, Meaning.EXTENSION)


def day_of_answer(
    session: Session, reading: Reading, now: datetime, *, on: date, text: str, files: tuple[int, ...] = ()
) -> None:
    """The day on which the body means to answer. It moves nothing; whoever names one has the letter."""
    _has_the_letter(session, reading, now)
    announcing.announce_date(
        session, reading.case, reading.leg, by=reading.by, now=now, announced_on=on, text=text, file_ids=files,
        came_on=reading.came_on,
    )  # fmt: skip
    _done(session, reading, now, Meaning.DAY)


def payment(
    session: Session, reading: Reading, now: datetime, *, amount: Decimal, purpose: str, basis: str,
    files: tuple[int, ...] = (),
) -> None:  # fmt: skip
    """Money that the body wants, with its bill where one came. No date moves."""
    _has_the_letter(session, reading, now)
    announcing.announce_fee(
        session, reading.case, reading.leg, by=reading.by, now=now, amount=amount, purpose=purpose, basis=basis,
        file_ids=files, came_on=reading.came_on,
    )  # fmt: skip
    _done(session, reading, now, Meaning.PAYMENT)


def correction(session: Session, reading: Reading, now: datetime, *, reason: str, outcome: Outcome, given: Given) -> None:
    """What the body puts right in an answer that it gave, on the day it came."""
    given = replace(given, came_on=reading.came_on)
    correcting.correct_answer(
        session, reading.case, reading.leg, by=reading.by, now=now, reason=reason, outcome=outcome, given=given
    )
    _done(session, reading, now, Meaning.CORRECTION)


def transfer(
    session: Session, reading: Reading, now: datetime, *, to_authority_id: str, ground: str, reason: str,
    files: tuple[int, ...] = (),
) -> None:  # fmt: skip
    """Passed on to another body."""
    _has_the_letter(session, reading, now)
    deciding.transfer(
        session, reading.case, reading.leg, by=reading.by, now=now, to_authority_id=to_authority_id, ground=ground,
        reason=reason, file_ids=files, came_on=reading.came_on,
    )  # fmt: skip
    _done(session, reading, now, Meaning.TRANSFER)


def answer(session: Session, reading: Reading, now: datetime, *, outcome: Outcome, given: Given) -> None:
    """The answer, on the day it came, with the files that came with it."""
    given = replace(given, came_on=reading.came_on)
    deciding.answer(session, reading.case, reading.leg, by=reading.by, now=now, outcome=outcome, given=given)
    _done(session, reading, now, Meaning.ANSWER)


def refusal(session: Session, reading: Reading, now: datetime, *, refusal: Refusal, given: Given) -> None:
    """A refusal, on the day it came. Its grounds are those of the law that governs from the receipt on."""
    _has_the_letter(session, reading, now, Proof.ANSWERED)
    given = replace(given, came_on=reading.came_on)
    deciding.refuse(session, reading.case, reading.leg, by=reading.by, now=now, refusal=refusal, given=given)
    _done(session, reading, now, Meaning.REFUSAL)


def note(session: Session, reading: Reading, now: datetime, *, text: str = "", files: tuple[int, ...] = ()) -> None:
    """Nothing that counts: thanks, a remark. Nothing moves; the applicant reads it as a message of the body."""
    shown = Words(MessageKind.BODY_MAIL, text.strip(), file_ids=files) if text.strip() or files else None
    finish_reading(session, reading.mail, reading.leg, reading.by, now, Meaning.NOTE, shown)


def automatic(session: Session, reading: Reading, now: datetime) -> None:
    """A machine's reply: nobody of the body said anything, and nothing is shown."""
    _done(session, reading, now, Meaning.AUTO_REPLY)


def file_ids(session: Session, mail_id: int) -> tuple[int, ...]:
    """The stored files that came with a message."""
    wanted = select(IncomingFile.file_id).where(IncomingFile.mail_id == mail_id, IncomingFile.file_id.is_not(None))
    return tuple(found for found in session.scalars(wanted.order_by(IncomingFile.id).limit(100)) if found)


def law_of(session: Session, reading: Reading) -> Regime | None:
    """The law whose grounds the body may name: the leg's; where its receipt is not known yet, that of the day the mail came."""
    known = regime_of(session, reading.case, reading.leg)
    if known is not None or reading.leg.received_on is not None:
        return known
    try:
        return regime_for(reading.case.kind, reading.came_on, lawbook.regimes(session))
    except LawError:
        return None


def grounds_for_time(session: Session, reading: Reading) -> tuple[str, ...]:
    """On which grounds more time can be taken; none where it cannot."""
    offer = deciding.offer_extension(session, reading.case, reading.leg, reading.came_on)
    if offer.possible:
        return offer.grounds
    law = law_of(session, reading)
    if law is None or reading.leg.received_on is not None or not may_extend(law):
        return ()
    return tuple(ground.code for ground in extension_grounds(law))


def _has_the_letter(
    session: Session, reading: Reading, now: datetime, proof: Proof = Proof.CONFIRMED_BY_OFFICER
) -> None:
    strengthen_receipt(session, reading.case, reading.leg, reading.by, reading.came_on, proof, now)


def _done(session: Session, reading: Reading, now: datetime, meaning: Meaning) -> None:
    finish_reading(session, reading.mail, reading.leg, reading.by, now, meaning)
