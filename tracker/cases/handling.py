"""The body's daily work with a case: register, hand to a unit, take, note, ask. And the applicant's reply."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases import approving
from tracker.cases.acts import Act
from tracker.cases.clocks import start_clocks
from tracker.cases.delivery import strengthen_receipt
from tracker.cases.disclosure import Audience, MessageKind
from tracker.cases.errors import CaseError, Problem, check_day
from tracker.cases.events import EventType
from tracker.cases.hidden import hold, is_hidden
from tracker.cases.kinds import LegState, Proof, TaskKind
from tracker.cases.models import Case, Leg, Task
from tracker.cases.recording import Words, allow, check_fresh, finish_tasks, move, record
from tracker.cases.reminding import reminded_on
from tracker.cases.stopping import run_on, stop, window_for
from tracker.cases.workflow import NotPossibleNow, next_state
from tracker.clock import day_of
from tracker.directory.models import Unit
from tracker.law.events_of_leg import Question
from tracker.people.actor import Actor, ActorKind


def register(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    incoming_number: str,
    registered_on: date,
    received_on: date | None = None,
    seen_version: int | None = None,
) -> None:
    """The body's own incoming number stands beside ours. Registering proves the receipt. Once; an open question stays open.

    `received_on`: the day the body says it got the letter, where nothing better is known; by default the registration day.
    """
    if leg.registered_on is not None:
        raise NotPossibleNow(Act.REGISTER, leg.state)
    check_fresh(leg, seen_version)
    allow(Act.REGISTER, case, by, leg)
    today = day_of(now)
    if not incoming_number.strip():
        raise CaseError(Problem.EMPTY, "incoming_number")
    check_day(registered_on, today, not_before=case.filed_on, field="registered_on", early=Problem.BEFORE_FILING)
    got_on = received_on or registered_on
    check_day(got_on, today, not_before=case.filed_on, field="received_on", early=Problem.BEFORE_FILING)
    strengthen_receipt(session, case, leg, by, min(got_on, registered_on), Proof.REGISTERED_BY_BODY, now)
    if leg.received_on and registered_on < leg.received_on:
        raise CaseError(Problem.BEFORE_RECEIPT, "registered_on", received_on=leg.received_on)
    move(Act.REGISTER, leg)
    leg.registered_on, leg.incoming_number = registered_on, incoming_number.strip()
    start_clocks(session, case, leg, now)
    data = {"registered_on": registered_on, "incoming_number": leg.incoming_number, "due_on": leg.answer_due_on}
    record(session, case, EventType.REGISTERED, by, now, leg=leg, data=data)


def assign(
    session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, unit_id: int, seen_version: int | None = None
) -> None:
    """Hand the case to a unit of the body; somebody of it then claims it."""
    check_fresh(leg, seen_version)
    allow(Act.ASSIGN, case, by, leg)
    unit = session.get(Unit, unit_id)
    if unit is None or unit.authority_id != leg.authority_id or not unit.in_force(day_of(now)):
        raise CaseError(Problem.NOT_OF_THIS_BODY, "unit_id")
    leg.unit_id, leg.post_id = unit_id, None
    record(session, case, EventType.ASSIGNED, by, now, leg=leg, data={"unit_id": unit_id})


def claim(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime) -> None:
    """I work on this one. Taking it over from a colleague is the same act, and visible."""
    allow(Act.CLAIM, case, by, leg)
    move(Act.CLAIM, leg)
    leg.post_id = by.post_id
    if by.unit_id is not None:
        leg.unit_id = by.unit_id
    record(session, case, EventType.CLAIMED, by, now, leg=leg, data={"unit_id": leg.unit_id, "claimed_by": by.post_id})


def note(session: Session, case: Case, leg: Leg | None, *, by: Actor, now: datetime, text: str) -> None:
    """An internal note: read by the writer's own side alone, never by the applicant or the public."""
    allow(Act.NOTE, case, by, leg)
    if not text.strip():
        raise CaseError(Problem.EMPTY, "text")
    of_centre = by.kind is ActorKind.STAFF
    side = Audience.CENTRE if of_centre else Audience.BODY
    kind = MessageKind.CENTRE_NOTE if of_centre else MessageKind.BODY_NOTE
    record(session, case, EventType.NOTED, by, now, leg=leg, data={"side": side}, words=Words(kind, text.strip()))


def ask(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    question: str,
    file_ids: tuple[int, ...] = (),
    until_on: date | None = None,
    asked_on: date | None = None,
    seen_version: int | None = None,
) -> None:
    """A question to the applicant, with a window. It stops the clock only where the law is known to say so.

    `until_on`: the last day to reply, within the window; by default its end. `asked_on`: the day of the body's e-mail, where it
    asked so; the applicant has the question, and the whole window, from today.
    """
    check_fresh(leg, seen_version)
    allow(Act.ASK, case, by, leg)
    if not question.strip():
        raise CaseError(Problem.EMPTY, "question")
    today = day_of(now)
    window = window_for(session, case, leg, today)
    last_on = until_on or window.last_on
    if not window.holds(last_on, today):
        raise CaseError(Problem.NOT_IN_FORCE, "until_on")
    move(Act.ASK, leg)
    leg.asked_on, leg.clarify_until_on = asked_on or today, last_on
    moved = stop(session, case, leg, Question(leg.asked_on, last_on), now)
    data = {"until_on": last_on, **({"asked_on": asked_on} if asked_on else {}), **moved}
    words = Words(MessageKind.QUESTION, question.strip(), file_ids=file_ids)
    record(session, case, EventType.ASKED, by, now, leg=leg, data=data, words=words)


def clarify(
    session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, text: str, file_ids: tuple[int, ...] = ()
) -> None:
    """The applicant's reply to the question. Of a person behind the centre, the centre reads it first."""
    allow(Act.CLARIFY, case, by, leg)
    if not text.strip() and not file_ids:
        raise CaseError(Problem.EMPTY, "text")
    if is_hidden(case, by):
        next_state(Act.CLARIFY, LegState(leg.state))
        hold(session, case, leg, by=by, now=now, text=text.strip(), file_ids=file_ids)
        return
    move(Act.CLARIFY, leg)
    if leg.post_id is None and leg.state == LegState.IN_WORK:
        leg.state = LegState.REGISTERED
    leg.clarify_until_on = None
    moved = run_on(session, case, leg, day_of(now), now)
    words = Words(MessageKind.CLARIFICATION, text.strip(), file_ids=file_ids)
    record(session, case, EventType.CLARIFIED, by, now, leg=leg, data=moved, words=words)


def remind(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, reason: str = "by_staff") -> None:
    """A reminder to the body, by staff or by a rule. `reason` is a code. Staff remind once a day: a second press does nothing."""
    allow(Act.REMIND, case, by, leg)
    if by.kind is ActorKind.STAFF and reminded_on(session, [leg.id], day_of(now)):
        return
    data = {"reason": reason, "due_on": leg.answer_due_on}
    record(session, case, EventType.REMINDED, by, now, leg=leg, data=data)


def told(session: Session, case: Case, *, by: Actor, now: datetime, task_id: int) -> None:
    """A person without e-mail was told by telephone or WhatsApp."""
    task = session.scalar(select(Task).where(Task.id == task_id, Task.case_id == case.id, Task.done_at.is_(None)))
    if task is None or task.kind != TaskKind.TELL_BY_PHONE:
        return
    allow(Act.NOTE, case, by)
    task.done_at, task.done_by_id = now, by.account_id
    record(session, case, EventType.TOLD, by, now, data={"task_id": task_id})


def take_back_tasks(session: Session, case: Case, leg: Leg, by: Actor, now: datetime) -> None:
    """The leg is over: nobody needs to deliver it or to find an address for it, and no draft waits for a signature."""
    approving.release(session, leg)
    for kind in (TaskKind.DELIVER, TaskKind.FIND_CONTACT):
        finish_tasks(session, case, kind, by, now, leg=leg)
