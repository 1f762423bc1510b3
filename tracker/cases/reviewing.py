"""The centre's first look and its routing: what may go out, and to whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases import delivery
from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.filing import check_addressee, open_leg, pass_first_look
from tracker.cases.kinds import OPEN, Kind, LegState, Review, Sender, TaskKind
from tracker.cases.models import Case, Leg, Task
from tracker.cases.recording import Words, add_task, allow, check_fresh, finish_tasks, record
from tracker.cases.workflow import NotPossibleNow
from tracker.clock import day_of
from tracker.people.actor import DUTY, Actor


def confirm_contact(session: Session, case: Case, *, by: Actor, now: datetime) -> None:
    """The applicant opened the link in his mail. An information request then goes out at once."""
    if case.contact_confirmed_at is not None:
        return
    allow(Act.CONFIRM_CONTACT, case, by)
    case.contact_confirmed_at = now
    record(session, case, EventType.CONTACT_CONFIRMED, by, now)
    if case.review == Review.WAITING and case.kind == Kind.INFORMATION_REQUEST and not case.restricted:
        finish_tasks(session, case, TaskKind.FIRST_LOOK, by, now)
        pass_first_look(session, case, DUTY, now)


def review(
    session: Session,
    case: Case,
    *,
    by: Actor,
    now: datetime,
    restricted: bool | None = None,
    seen_version: int | None = None,
) -> None:
    """The first look is passed. Staff may restrict a case here, or open one that is restricted only by default."""
    check_fresh(case, seen_version)
    allow(Act.REVIEW, case, by)
    if restricted is not None:
        case.restricted = restricted
    finish_tasks(session, case, TaskKind.FIRST_LOOK, by, now)
    pass_first_look(session, case, by, now)


def not_accept(
    session: Session, case: Case, *, by: Actor, now: datetime, reason: str, seen_version: int | None = None
) -> None:
    """Spam or nothing that could be asked of anybody. Reversible, and outside the figures."""
    check_fresh(case, seen_version)
    allow(Act.NOT_ACCEPT, case, by)
    _say_no(session, case, Review.NOT_ACCEPTED, EventType.NOT_ACCEPTED, by, now, reason)


def decline_as_sender(
    session: Session, case: Case, *, by: Actor, now: datetime, reason: str, seen_version: int | None = None
) -> None:
    """The centre was asked to write in its own name and does not. That says nothing against the letter: whoever wrote it can
    send it in his own name, and until he does nothing leaves. Reversible."""
    check_fresh(case, seen_version)
    allow(Act.DECLINE_AS_SENDER, case, by)
    if case.sender != Sender.CENTRE:
        raise NotPossibleNow(Act.DECLINE_AS_SENDER, case.state)
    _say_no(session, case, Review.DECLINED, EventType.DECLINED_AS_SENDER, by, now, reason)


def _say_no(
    session: Session, case: Case, review: Review, event: EventType, by: Actor, now: datetime, reason: str
) -> None:
    """With a reason that the writer reads, and only while no body has the letter."""
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    if any(leg.dispatched_at or leg.received_on for leg in case.legs):
        raise CaseError(Problem.NOT_IN_FORCE, "reason")
    case.review = review
    for kind in (TaskKind.FIRST_LOOK, TaskKind.ROUTE, TaskKind.DELIVER, TaskKind.CENTRE_AS_SENDER):
        finish_tasks(session, case, kind, by, now)
    record(session, case, event, by, now, words=Words(MessageKind.REASON, reason))


def accept_again(session: Session, case: Case, *, by: Actor, now: datetime) -> None:
    """The first look was wrong: the case waits for another one. Whoever was not yet told by telephone is told the new state."""
    allow(Act.ACCEPT_AGAIN, case, by)
    case.review, case.reviewed_at = Review.WAITING, None
    _take_back_calls(session, case, by, now)
    record(session, case, EventType.ACCEPTED_AGAIN, by, now)
    add_task(session, case, TaskKind.FIRST_LOOK, now, due_on=day_of(now))
    if case.sender == Sender.CENTRE:
        add_task(session, case, TaskKind.CENTRE_AS_SENDER, now, due_on=day_of(now))


def _take_back_calls(session: Session, case: Case, by: Actor, now: datetime) -> None:
    """Nobody is called any more with a decision that no longer holds."""
    said = {EventType.NOT_ACCEPTED, EventType.DECLINED_AS_SENDER}
    calls = select(Task).where(Task.case_id == case.id, Task.kind == TaskKind.TELL_BY_PHONE, Task.done_at.is_(None))
    for task in session.scalars(calls):
        if task.data.get("event") in said:
            task.done_at, task.done_by_id = now, by.account_id


def route(
    session: Session,
    case: Case,
    *,
    by: Actor,
    now: datetime,
    authority_id: str,
    reason: str = "",
    seen_version: int | None = None,
) -> Leg:
    """To whom the case goes. While the letter has not left, routing again replaces the body; a second body is a second leg.

    The body complained of, or one below it, is refused.
    """
    check_fresh(case, seen_version)
    allow(Act.ROUTE, case, by)
    check_addressee(session, case, authority_id, day_of(now))
    legs = list(session.scalars(select(Leg).where(Leg.case_id == case.id)))
    if any(leg.authority_id == authority_id and LegState(leg.state) in OPEN for leg in legs):
        raise CaseError(Problem.SAME_BODY, "authority_id")
    waiting = [
        leg for leg in legs if leg.state == LegState.TO_SEND and leg.received_on is None and leg.from_leg_id is None
    ]
    for leg in waiting:
        leg.state, leg.ended_on = LegState.TRANSFERRED, day_of(now)
        finish_tasks(session, case, TaskKind.DELIVER, by, now, leg=leg)
    new = open_leg(session, case, authority_id, now)
    finish_tasks(session, case, TaskKind.ROUTE, by, now)
    words = Words(MessageKind.REASON, reason) if reason.strip() else None
    record(session, case, EventType.ROUTED, by, now, leg=new, data={"authority_id": authority_id}, words=words)
    delivery.send_what_waits(session, case, now)
    return new


def mark_urgent(session: Session, case: Case, *, by: Actor, now: datetime, urgent: bool = True) -> None:
    """People are in danger: first on every list. No legal term is claimed by it."""
    allow(Act.MARK_URGENT, case, by)
    case.urgent = urgent
    record(session, case, EventType.MARKED_URGENT, by, now, data={"urgent": urgent})
