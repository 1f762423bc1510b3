"""Getting the letter to the body, and knowing that it has it: by mail, on paper, or by the officer's own word."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases import letters
from tracker.cases.acts import Act
from tracker.cases.clocks import set_receipt, start_clocks, stop_clocks
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem, check_day
from tracker.cases.events import EventType
from tracker.cases.kinds import PROVEN, WITH_BODY, LegState, Proof, Review, TaskKind
from tracker.cases.models import Case, CaseEvent, Leg
from tracker.cases.recording import Words, add_task, allow, check_fresh, finish_tasks, move, record
from tracker.clock import day_of
from tracker.directory.queries import usable_email
from tracker.people.actor import DUTY, Actor, ActorKind

STRENGTH = (
    Proof.ASSERTED,
    Proof.MAILED_NOT_RETURNED,
    Proof.DELIVERY_REPORT,
    Proof.POSTAL_RECEIPT,
    Proof.STAMPED_COPY,
    Proof.CONFIRMED_BY_OFFICER,
    Proof.REGISTERED_BY_BODY,
    Proof.ANSWERED,
)
"""Weak to strong. A stronger proof replaces a weaker one; the day stays unless the stronger proof names an earlier one."""

OF_BODY = (ActorKind.OFFICER, ActorKind.HEAD, ActorKind.LETTER_LINK, ActorKind.LETTER_CODE)
SAID_BY_BODY = (
    EventType.ASKED,
    EventType.EXTENDED,
    EventType.DATE_ANNOUNCED,
    EventType.FEE_ANNOUNCED,
    EventType.ANSWERED,
    EventType.REFUSED,
    EventType.OUTSIDE_ANSWER_AGREED,
)
"""What comes from the body whoever writes it down here: it has the letter."""


def send_what_waits(session: Session, case: Case, now: datetime) -> None:
    """After the gate opened: letters go to confirmed addresses; without one, or without a body, the centre has a task."""
    if case.review != Review.PASSED:
        return
    session.flush()
    legs = list(session.scalars(select(Leg).where(Leg.case_id == case.id, Leg.state == LegState.TO_SEND)))
    if not legs and case.current_leg_id is None:
        add_task(session, case, TaskKind.ROUTE, now, due_on=day_of(now))
    for leg in legs:
        if usable_email(session, leg.authority_id):
            dispatch(session, case, leg, by=DUTY, now=now)
        else:
            add_task(session, case, TaskKind.DELIVER, now, leg_id=leg.id, due_on=day_of(now))


def dispatch(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime) -> None:
    """Queue the letter to the body's confirmed address. It counts as dispatched when the mail server took it."""
    allow(Act.DISPATCH, case, by, leg)
    address = usable_email(session, leg.authority_id)
    if address is None:
        raise CaseError(Problem.NO_USABLE_ADDRESS)
    move(Act.DISPATCH, leg)
    event = record(session, case, EventType.LETTER_QUEUED, by, now, leg=leg)
    letters.queue_letter(session, case, leg, address, now, event_id=event.id)


def record_sent(session: Session, leg: Leg, *, at: datetime, means: str, now: datetime) -> None:
    """The mail server took the letter (by duty). Its receipt is not yet known."""
    if leg.state != LegState.SENDING:
        return
    leg.state, leg.dispatched_at, leg.means = LegState.SENT, at, means
    record(
        session,
        leg.case,
        EventType.DISPATCHED,
        DUTY,
        now,
        leg=leg,
        data={"authority_id": leg.authority_id, "means": means},
    )


def record_send_failed(
    session: Session, leg: Leg, *, code: int | None, text: str, permanent: bool, now: datetime
) -> bool:
    """The letter could not be handed over, or came back: the leg is again to be delivered, and a contact is to be found.

    False: the body has the letter by a better proof, or owes nothing here any more, and nothing follows for this leg.
    """
    if _is_presumed_only(session, leg):
        withdraw_receipt(session, leg, now)
    if leg.state not in {LegState.SENDING, LegState.SENT}:
        return False
    leg.state, leg.dispatched_at = LegState.TO_SEND, None
    case = leg.case
    record(session, case, EventType.DISPATCH_FAILED, DUTY, now, leg=leg, data={"code": code, "permanent": permanent})
    kind = TaskKind.FIND_CONTACT if permanent else TaskKind.DELIVER
    add_task(session, case, kind, now, leg_id=leg.id, authority_id=leg.authority_id, text=text[:500])
    if permanent:
        add_task(session, case, TaskKind.DELIVER, now, leg_id=leg.id, due_on=day_of(now))
    return True


def _is_presumed_only(session: Session, leg: Leg) -> bool:
    """Silence alone says that the body has the letter. Whoever works with it has it, and what is over stays over."""
    if leg.state not in WITH_BODY or leg.proof != Proof.MAILED_NOT_RETURNED:
        return False
    by_body = CaseEvent.actor_kind.in_(OF_BODY) | CaseEvent.type.in_(SAID_BY_BODY)
    return session.scalar(select(CaseEvent.id).where(CaseEvent.leg_id == leg.id, by_body).limit(1)) is None


def presume_received(session: Session, leg: Leg, *, now: datetime, proof: Proof = Proof.MAILED_NOT_RETURNED) -> None:
    """Mailed and not returned by the end of the next working day: received on the day of dispatch (our reading)."""
    if leg.state != LegState.SENT or leg.dispatched_at is None:
        return
    receive(session, leg.case, leg, DUTY, day_of(leg.dispatched_at), proof, now)


def reported_delivered(session: Session, leg: Leg, now: datetime) -> None:
    """The mail server of the body says that it has the letter: received on the day of dispatch, without the wait, or by a
    better proof than silence. What an officer or a stamp says stands."""
    if leg.state == LegState.SENT and leg.proof not in PROVEN:
        presume_received(session, leg, now=now, proof=Proof.DELIVERY_REPORT)
    elif leg.received_on is not None and leg.proof == Proof.MAILED_NOT_RETURNED:
        strengthen_receipt(session, leg.case, leg, DUTY, leg.received_on, Proof.DELIVERY_REPORT, now)


def withdraw_receipt(session: Session, leg: Leg, now: datetime) -> None:
    """A later bounce takes the presumption back; what was counted stays as history."""
    was_on = leg.received_on
    stop_clocks(leg)
    leg.state = LegState.SENT
    record(session, leg.case, EventType.RECEIPT_WITHDRAWN, DUTY, now, leg=leg, data={"received_on": was_on})


def deliver_on_paper(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    received_on: date,
    proof: Proof,
    remark: str = "",
    file_ids: tuple[int, ...] = (),
    seen_version: int | None = None,
) -> None:
    """Handed in or posted. Without a photo of the stamp or a postal number the applicant's word is an assertion only."""
    check_fresh(leg, seen_version)
    allow(Act.DELIVER_ON_PAPER, case, by, leg)
    if proof not in {Proof.STAMPED_COPY, Proof.POSTAL_RECEIPT, Proof.ASSERTED}:
        raise CaseError(Problem.PROOF_NEEDED, "proof")
    check_day(received_on, day_of(now), not_before=case.filed_on, field="received_on", early=Problem.BEFORE_FILING)
    if by.is_applicant and not file_ids and not (proof is Proof.POSTAL_RECEIPT and remark.strip()):
        proof = Proof.ASSERTED
    if leg.dispatched_at is None:
        leg.dispatched_at, leg.means = now, "paper"
    words = Words(MessageKind.DELIVERY, remark, file_ids=file_ids) if remark or file_ids else None
    if proof is Proof.ASSERTED:
        _assert_receipt(session, case, leg, by, received_on, now, words)
        return
    receive(session, case, leg, by, received_on, proof, now, words)


def _assert_receipt(
    session: Session, case: Case, leg: Leg, by: Actor, received_on: date, now: datetime, words: Words | None
) -> None:
    set_receipt(leg, received_on)
    leg.proof = Proof.ASSERTED
    start_clocks(session, case, leg, now)
    record(session, case, EventType.RECEIPT_ASSERTED, by, now, leg=leg, data={"received_on": received_on}, words=words)


def confirm_receipt(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, received_on: date) -> None:
    """The body says that it has the letter, and since when."""
    allow(Act.CONFIRM_RECEIPT, case, by, leg)
    check_day(received_on, day_of(now), not_before=case.filed_on, field="received_on", early=Problem.BEFORE_FILING)
    receive(session, case, leg, by, received_on, Proof.CONFIRMED_BY_OFFICER, now)


def receive(
    session: Session,
    case: Case,
    leg: Leg,
    by: Actor,
    received_on: date,
    proof: Proof,
    now: datetime,
    words: Words | None = None,
) -> None:
    """From this day the body owes. The act that proves it has been allowed by its own row."""
    leg.state = LegState.RECEIVED
    set_receipt(leg, received_on)
    leg.proof = proof
    start_clocks(session, case, leg, now)
    finish_tasks(session, case, TaskKind.DELIVER, by, now, leg=leg)
    data = {"received_on": received_on, "proof": proof, "due_on": leg.answer_due_on}
    record(session, case, EventType.RECEIVED, by, now, leg=leg, data=data, words=words)


def strengthen_receipt(
    session: Session, case: Case, leg: Leg, by: Actor, received_on: date, proof: Proof, now: datetime
) -> None:
    """An act of the body proves that it has the letter. A better proof replaces a weaker one, an earlier day a later one."""
    if leg.received_on is None or leg.proof not in PROVEN:
        receive(session, case, leg, by, received_on, proof, now)
    elif STRENGTH.index(proof) > STRENGTH.index(Proof(leg.proof)):
        leg.proof = proof
        set_receipt(leg, min(leg.received_on, received_on))
        start_clocks(session, case, leg, now)
