"""What a body announces: the day on which it means to answer, a payment it wants. Neither moves a date or stops a clock."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.kinds import TaskKind
from tracker.cases.models import Case, Leg
from tracker.cases.recording import Words, add_task, allow, check_fresh, record
from tracker.cases.said_words import BASIS_LAST, payment_text
from tracker.clock import day_of
from tracker.people.actor import Actor

MOST = Decimal(10_000_000)
"""No body asks for more; more is a slip of the finger."""


def announce_date(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    announced_on: date,
    text: str = "",
    file_ids: tuple[int, ...] = (),
    came_on: date | None = None,
    seen_version: int | None = None,
) -> None:
    """The body says when it will answer. It moves nothing, cures nothing and silences nothing. Raises `CaseError`.

    `came_on`: the day on which it came by mail, whoever wrote it down here later; the named day may have passed since.
    """
    check_fresh(leg, seen_version)
    allow(Act.ANNOUNCE_DATE, case, by, leg)
    if announced_on < (came_on or day_of(now)):
        raise CaseError(Problem.IN_THE_PAST, "announced_on", day=announced_on)
    leg.announced_on = announced_on
    has_words = bool(text.strip() or file_ids)
    words = Words(MessageKind.ANNOUNCEMENT, text.strip(), file_ids=file_ids) if has_words else None
    data = {"announced_on": announced_on, "due_on": leg.answer_due_on}
    record(session, case, EventType.DATE_ANNOUNCED, by, now, leg=leg, data=data, words=words)


def announce_fee(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    amount: Decimal,
    purpose: str,
    basis: str,
    file_ids: tuple[int, ...] = (),
    came_on: date | None = None,
    seen_version: int | None = None,
) -> None:
    """The body wants money, with what for and by which article or price list. None passes here, and no date moves.

    The applicant reads beside it what the law says, and may agree or contest. Raises `CaseError`.
    """
    check_fresh(leg, seen_version)
    allow(Act.ANNOUNCE_FEE, case, by, leg)
    if not amount.is_finite() or not 0 < amount <= MOST or amount != amount.quantize(Decimal("0.01")):
        raise CaseError(Problem.AMOUNT_WRONG, "amount")
    for field, typed in (("purpose", purpose), ("basis", basis)):
        if not typed.strip():
            raise CaseError(Problem.EMPTY, field)
    leg.fee_asked_on = came_on or day_of(now)
    data = {"amount": f"{amount.normalize():f}", BASIS_LAST: True}
    words = Words(MessageKind.FEE, payment_text(purpose, basis), file_ids=file_ids)
    record(session, case, EventType.FEE_ANNOUNCED, by, now, leg=leg, data=data, words=words)


def reply_to_fee(
    session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, agrees: bool, text: str = ""
) -> None:
    """The applicant agrees to pay, or contests it with his reason: then the centre has a task. Raises `CaseError`."""
    allow(Act.REPLY_TO_FEE, case, by, leg)
    if leg.fee_asked_on is None:
        raise CaseError(Problem.NO_FEE, "agrees")
    if not agrees and not text.strip():
        raise CaseError(Problem.REASON_NEEDED, "text")
    leg.fee_asked_on = None
    words = Words(MessageKind.FEE_REPLY, text.strip()) if text.strip() else None
    record(session, case, EventType.FEE_REPLIED, by, now, leg=leg, data={"agrees": agrees}, words=words)
    if not agrees:
        add_task(session, case, TaskKind.FEE_CONTESTED, now, leg_id=leg.id, due_on=day_of(now))
