"""What the applicant decides about his own case, and how a case comes to its end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.handling import take_back_tasks
from tracker.cases.kinds import OPEN, LegState, Outcome, Rating, TaskKind
from tracker.cases.models import Case, Leg, Task
from tracker.cases.notice_recipients import Reach, reach_of
from tracker.cases.permissions import NotAllowed
from tracker.cases.recording import Words, add_task, allow, finish_tasks, move, record
from tracker.cases.reference import digest, new_secret
from tracker.cases.workflow import NotPossibleNow
from tracker.clock import day_of
from tracker.law.deadlines import is_late
from tracker.people.actor import Actor

LONG_SILENCE = timedelta(days=30)


class Awaited(Protocol):
    """A duty, stored or as a page shows it."""

    @property
    def received_on(self) -> date | None: ...
    @property
    def answer_due_on(self) -> date | None: ...
    @property
    def answered_on(self) -> date | None: ...


def ask_to_withdraw(session: Session, case: Case, *, by: Actor, now: datetime) -> None:
    """The holder of the slip wants to withdraw. It needs a confirmation through the contact: a link, or a call.

    Who left no contact comes or calls himself, with the code of the slip; the centre knows that he will. Twice is once.
    """
    if not (by.is_applicant and by.case_id == case.id):
        raise NotAllowed(Act.WITHDRAW, by)
    if case.state in {"closed", "withdrawn", "not_accepted", "declined"}:
        raise NotPossibleNow(Act.WITHDRAW, case.state)
    reach = reach_of(session, case)
    if reach is not Reach.MAIL and _waits_for_call(session, case):
        return
    record(session, case, EventType.WITHDRAWAL_ASKED, by, now, data={"by_mail": reach is Reach.MAIL})
    if reach is not Reach.MAIL:
        comes = {"comes": True} if reach is Reach.NOT_AT_ALL else {}
        add_task(session, case, TaskKind.CONFIRM_WITHDRAWAL, now, due_on=day_of(now), data=comes)


def _waits_for_call(session: Session, case: Case) -> bool:
    wanted = select(Task.id).where(Task.case_id == case.id, Task.kind == TaskKind.CONFIRM_WITHDRAWAL, Task.done_at.is_(None))
    return session.scalar(wanted.limit(1)) is not None


def withdraw(
    session: Session, case: Case, *, by: Actor, now: datetime, reason: str = "", pressure: bool = False
) -> None:
    """Confirmed through the contact. Past lateness stands. The reason, and whether there was pressure, go to the centre alone."""
    legs = [leg for leg in _legs(session, case) if leg.state not in {LegState.TRANSFERRED, LegState.CLOSED}]
    allow(Act.WITHDRAW, case, by)
    if not legs and case.state in {"closed", "withdrawn"}:
        raise NotPossibleNow(Act.WITHDRAW, case.state)
    for leg in legs:
        move(Act.WITHDRAW, leg)
        leg.outcome = Outcome.WITHDRAWN
        leg.ended_on = leg.ended_on or day_of(now)
        take_back_tasks(session, case, leg, by, now)
    case.closed_on = day_of(now)
    over = (TaskKind.FIRST_LOOK, TaskKind.ROUTE, TaskKind.CONFIRM_WITHDRAWAL, TaskKind.RELEASE, TaskKind.KIND_OBJECTED)
    for kind in over:
        finish_tasks(session, case, kind, by, now)
    told = reason.strip() or pressure
    words = Words(MessageKind.WITHDRAWAL, reason.strip()) if told else None
    data = {"pressure": True} if pressure else None
    record(session, case, EventType.WITHDRAWN, by, now, leg=legs[-1] if legs else None, data=data, words=words)


def rate(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, rating: Rating, remark: str = "") -> None:
    """Is the applicant satisfied with the answer?"""
    allow(Act.RATE, case, by, leg)
    case.rating = rating
    words = Words(MessageKind.RATING, remark.strip()) if remark.strip() else None
    record(session, case, EventType.RATED, by, now, leg=leg, data={"rating": rating}, words=words)


def reopen(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, reason: str) -> None:
    """The answer does not answer. The first answer's date stands; the body is asked again, without a new legal date."""
    allow(Act.REOPEN, case, by, leg)
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    if leg.outcome in {Outcome.WITHDRAWN, None}:
        raise NotPossibleNow(Act.REOPEN, leg.state)
    move(Act.REOPEN, leg)
    leg.reopened_on, leg.outcome = day_of(now), None
    case.closed_on = None
    record(session, case, EventType.REOPENED, by, now, leg=leg, words=Words(MessageKind.CLARIFICATION, reason.strip()))


def close(session: Session, case: Case, *, by: Actor, now: datetime) -> None:
    """Nothing is awaited any more. After silence past the date the outcome is *unanswered*, and stays late."""
    allow(Act.CLOSE, case, by)
    today = day_of(now)
    legs = [leg for leg in _legs(session, case) if leg.state not in {LegState.TRANSFERRED, LegState.CLOSED}]
    if not legs:
        raise NotPossibleNow(Act.CLOSE, case.state)
    for leg in legs:
        if LegState(leg.state) in OPEN and not silence_is_long(leg, today):
            raise NotPossibleNow(Act.CLOSE, leg.state)
    for leg in legs:
        if leg.outcome is None:
            leg.outcome = Outcome.UNANSWERED
        leg.ended_on = leg.ended_on or today
        move(Act.CLOSE, leg)
        take_back_tasks(session, case, leg, by, now)
    case.closed_on = today
    finish_tasks(session, case, TaskKind.KIND_OBJECTED, by, now)
    record(session, case, EventType.CLOSED, by, now, leg=legs[-1], data={"outcome": legs[-1].outcome})


def silence_is_long(leg: Awaited, today: date) -> bool:
    """Past the date that was counted; where the law gives none, past a month with the body (a service rule)."""
    if leg.answer_due_on is not None:
        return is_late(leg.answer_due_on, leg.answered_on, today)
    return leg.received_on is not None and today - leg.received_on > LONG_SILENCE


def record_appeal(
    session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, to: str, result: str = ""
) -> None:
    """The applicant went to a superior body, the Ombudsman or a court, past the service. Kept with its date."""
    allow(Act.APPEAL, case, by, leg)
    record(session, case, EventType.APPEALED, by, now, leg=leg, data={"to": to, "result": result or None})


def renew_secret(session: Session, case: Case, *, by: Actor, now: datetime, key: str, checked_how: str) -> str:
    """A lost slip: the centre checked who asks; the old secret dies. Returns the new one, in the clear once."""
    allow(Act.RENEW_SECRET, case, by)
    if not checked_how.strip():
        raise CaseError(Problem.REASON_NEEDED, "checked_how")
    secret = new_secret()
    case.secret_digest = digest(secret, key)
    record(session, case, EventType.SECRET_RENEWED, by, now, words=Words(MessageKind.CENTRE_NOTE, checked_how.strip()))
    return secret


def _legs(session: Session, case: Case) -> list[Leg]:
    session.flush()
    return list(session.scalars(select(Leg).where(Leg.case_id == case.id).order_by(Leg.id)))
