"""What a body decides: extend, pass on, answer, refuse. And an answer that came past the service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases import delivery
from tracker.cases.acts import Act
from tracker.cases.approving import check_signed
from tracker.cases.clocks import extend_clock, pass_clock_on
from tracker.cases.decision_letters import (
    Given,
    Refusal,
    check_given,
    check_grounds,
    check_withheld,
    data_of_answer,
    data_of_letter,
    data_of_refusal,
    needs_grounds,
    text_of_answer,
    text_of_refusal,
)
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem, check_day
from tracker.cases.events import EventType
from tracker.cases.filing import check_addressee, open_leg
from tracker.cases.handling import take_back_tasks
from tracker.cases.kinds import ANSWERS, PROVEN, Kind, LegState, Outcome, Proof, TaskKind
from tracker.cases.models import Case, CaseEvent, Leg
from tracker.cases.reckoning import extension_of, is_held_by_kind, outer_limit_of, regime_of
from tracker.cases.recording import Words, add_task, allow, check_fresh, finish_tasks, move, record
from tracker.cases.stopping import end_stop
from tracker.clock import day_of
from tracker.law.deadlines import extension_breaks_convention, may_extend
from tracker.law.grounds import extension_grounds, ground_by_code, transfer_grounds
from tracker.law.regimes import Regime
from tracker.people.actor import Actor, ActorKind

MANY_TRANSFERS = 3
NOT_OURS = "NOT_COMPETENT"
"""The everyday ground of a transfer where a regime codes none: another body is competent."""
@dataclass(frozen=True, slots=True)
class ExtensionOffer:
    """What an extension today would mean. `breaks_convention`: needs the Convention's own ground, volume and complexity."""

    possible: bool
    from_on: date | None
    to_on: date | None
    in_time: bool
    breaks_convention: bool
    grounds: tuple[str, ...]

    @property
    def lacks_ground(self) -> bool:
        """The law gives extra time, and no ground for it is coded."""
        return self.to_on is not None and not self.grounds


def offer_extension(session: Session, case: Case, leg: Leg, today: date) -> ExtensionOffer:
    """What the officer's form says before he extends."""
    found = extension_of(session, case, leg, today)
    if found is None or leg.first_due_on is None or not may_extend(found.regime):
        return ExtensionOffer(False, leg.first_due_on, None, False, False, ())
    due, limit = found.due, outer_limit_of(session, case, leg)
    grounds = tuple(ground.code for ground in extension_grounds(found.regime))
    return ExtensionOffer(
        possible=leg.extended_on is None and due.due_on is not None and leg.clock_from_leg_id is None
        and not is_held_by_kind(session, case, leg, due.due_on) and bool(grounds),
        from_on=leg.first_due_on,
        to_on=due.due_on,
        in_time=found.in_time,
        breaks_convention=limit is not None and extension_breaks_convention(due.due_on, limit),
        grounds=grounds,
    )


def extend(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    ground: str,
    reason: str,
    file_ids: tuple[int, ...] = (),
    seen_version: int | None = None,
    came_on: date | None = None,
) -> None:
    """Once, on a ground, with notice to the applicant. The original date stays beside the new one.

    After the first date has passed it is recorded and told, and cures nothing. Raises `CaseError`.
    """
    check_fresh(leg, seen_version)
    allow(Act.EXTEND, case, by, leg)
    on = came_on or day_of(now)
    offer = offer_extension(session, case, leg, on)
    if leg.extended_on is not None:
        raise CaseError(Problem.ALREADY_EXTENDED)
    if not offer.possible:
        unknown = Problem.NO_EXTENSION_GROUND if offer.lacks_ground else Problem.UNKNOWN_TERM
        raise CaseError(unknown if leg.first_due_on else Problem.NO_CLOCK)
    if ground not in offer.grounds:
        raise CaseError(Problem.GROUND_UNKNOWN, "ground")
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    found = extension_of(session, case, leg, on)
    assert found is not None
    leg.extended_on = on
    extend_clock(session, leg, found, now)
    data = {
        "ground": ground,
        "from_on": offer.from_on,
        "to_on": found.due.due_on,
        "in_time": offer.in_time,
        "breaks_convention": offer.breaks_convention,
    }
    words = Words(MessageKind.EXTENSION, reason.strip(), file_ids=file_ids)
    record(session, case, EventType.EXTENDED, by, now, leg=leg, data=data, words=words)


def transfer(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    to_authority_id: str,
    ground: str,
    reason: str,
    file_ids: tuple[int, ...] = (),
    seen_version: int | None = None,
    came_on: date | None = None,
) -> Leg:
    """Pass the letter on to the body that can answer. The case stays open; the next body owes. Raises `CaseError`.

    Never to the body complained of or one below it. A third transfer is a task for the centre.
    """
    check_fresh(leg, seen_version)
    allow(Act.TRANSFER, case, by, leg)
    if to_authority_id == leg.authority_id:
        raise CaseError(Problem.SAME_BODY, "to_authority_id")
    if ground not in transfer_codes(regime_of(session, case, leg)):
        raise CaseError(Problem.GROUND_UNKNOWN, "ground")
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    _check_next_body(session, case, to_authority_id, now)
    today = day_of(now)
    move(Act.TRANSFER, leg)
    leg.ended_on = came_on or today
    take_back_tasks(session, case, leg, by, now)
    moved = end_stop(session, case, leg, now)
    new = open_leg(session, case, to_authority_id, now, from_leg=leg)
    pass_clock_on(session, case, leg, new)
    carried = moved if new.clock_from_leg_id is not None else {}  # else its clock starts when it has the letter
    data = {"ground": ground, "from_authority_id": leg.authority_id, "to_authority_id": to_authority_id, **carried}
    words = Words(MessageKind.TRANSFER, reason.strip(), file_ids=file_ids)
    record(session, case, EventType.TRANSFERRED, by, now, leg=leg, data=data, words=words)
    passed = select(func.count()).where(CaseEvent.case_id == case.id, CaseEvent.type == EventType.TRANSFERRED)
    if (session.scalar(passed) or 0) >= MANY_TRANSFERS:
        add_task(session, case, TaskKind.THIRD_TRANSFER, now, leg_id=new.id, due_on=today)
    delivery.send_what_waits(session, case, now)
    return new


def _check_next_body(session: Session, case: Case, authority_id: str, now: datetime) -> None:
    try:
        check_addressee(session, case, authority_id, day_of(now))
    except CaseError as refused:
        raise CaseError(refused.problem, "to_authority_id") from refused


def transfer_codes(regime: Regime | None) -> tuple[str, ...]:
    """The grounds on which a letter may be passed on."""
    coded = tuple(ground.code for ground in transfer_grounds(regime)) if regime else ()
    return coded or (NOT_OURS,)


def answer(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    outcome: Outcome,
    given: Given,
    withheld: Refusal | None = None,
    seen_version: int | None = None,
) -> None:
    """The body answers, in full or in part. It counts on the day it is given here. Raises `CaseError`.

    `withheld`: what a part leaves out, and why. Staff who write down what a body's e-mail says do not invent it.
    """
    check_fresh(leg, seen_version)
    allow(Act.ANSWER, case, by, leg)
    check_signed(session, leg, by, now)
    if outcome not in ANSWERS[Kind(case.kind)]:
        raise CaseError(Problem.OUTCOME_UNKNOWN, "outcome")
    check_given(given, day_of(now))
    if not needs_grounds(Kind(case.kind), outcome):
        withheld = None
    elif by.kind is not ActorKind.STAFF:
        check_withheld(session, case, leg, withheld)
    _settle(session, case, leg, Act.ANSWER, by, now, outcome, given)
    data = data_of_answer(outcome, given, _given_on(given, now), withheld)
    words = _words(MessageKind.ANSWER, replace(given, text=text_of_answer(given, withheld, case.language)))
    record(session, case, EventType.ANSWERED, by, now, leg=leg, data=data, words=words)
    _after_answer(session, case, leg, by, now)


def refuse(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    refusal: Refusal,
    given: Given,
    seen_version: int | None = None,
) -> None:
    """The body refuses, in writing, with its grounds and the ways to have it reviewed. Raises `CaseError`."""
    check_fresh(leg, seen_version)
    allow(Act.REFUSE, case, by, leg)
    check_signed(session, leg, by, now)
    check_given(given, day_of(now))
    check_grounds(session, case, leg, refusal)
    _settle(session, case, leg, Act.REFUSE, by, now, Outcome.REFUSED, given)
    data = data_of_refusal(refusal, given, _given_on(given, now))
    words = _words(MessageKind.REFUSAL, replace(given, text=text_of_refusal(refusal, given, case.language)))
    record(session, case, EventType.REFUSED, by, now, leg=leg, data=data, words=words)
    _after_answer(session, case, leg, by, now)


def _given_on(given: Given, now: datetime) -> date:
    """The day of this letter: today, or when its e-mail came. After a reopening it is a later one than the day that counts."""
    return given.came_on or day_of(now)


def _settle(
    session: Session, case: Case, leg: Leg, act: Act, by: Actor, now: datetime, outcome: Outcome, given: Given
) -> None:
    """An answer proves that the letter arrived, at the latest today. The first answer's day counts, also after a reopening."""
    today = _given_on(given, now)
    if leg.received_on is None or leg.proof not in PROVEN:
        delivery.receive(session, case, leg, by, min(leg.received_on or today, today), Proof.ANSWERED, now)
    move(act, leg)
    leg.outcome = outcome
    leg.answered_on = leg.answered_on or today
    leg.ended_on = leg.answered_on
    leg.outgoing_number, leg.outgoing_on = given.outgoing_number.strip() or None, given.outgoing_on
    leg.clarify_until_on = leg.claimed_answer_on = leg.reopened_on = leg.fee_asked_on = None


def _words(kind: MessageKind, given: Given) -> Words:
    return Words(kind, given.text.strip(), given.signatory.strip(), given.executor.strip(), given.file_ids)


def _after_answer(session: Session, case: Case, leg: Leg, by: Actor, now: datetime) -> None:
    take_back_tasks(session, case, leg, by, now)
    finish_tasks(session, case, TaskKind.AGREE_ANSWER, by, now, leg=leg)
    if not case.restricted:
        add_task(session, case, TaskKind.RELEASE, now, leg_id=leg.id)


def record_outside_answer(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    answered_on: date,
    outcome: Outcome,
    given: Given,
    channel: str,
    seen_version: int | None = None,
) -> None:
    """An answer that came past the service, by letter, mail or word. The other side is asked to agree.

    The applicant's own word ends the body's duty, and so does a file that shows the answer. The body's word alone waits.
    """
    check_fresh(leg, seen_version)
    allow(Act.RECORD_OUTSIDE_ANSWER, case, by, leg)
    check_day(answered_on, day_of(now), not_before=case.filed_on, field="answered_on", early=Problem.BEFORE_FILING)
    if outcome not in {*ANSWERS[Kind(case.kind)], Outcome.REFUSED}:
        raise CaseError(Problem.OUTCOME_UNKNOWN, "outcome")
    leg.claimed_answer_on = answered_on
    data = {
        "answered_on": answered_on,
        "outcome": outcome,
        "channel": channel,
        "by": by.kind,
        "evidence": bool(given.file_ids),
        **data_of_letter(given),
    }
    words = _words(MessageKind.OUTSIDE_ANSWER, given)
    record(session, case, EventType.OUTSIDE_ANSWER_CLAIMED, by, now, leg=leg, data=data, words=words)
    if by.is_applicant or given.file_ids:
        _accept_outside_answer(session, case, leg, by, now, outcome)
    else:
        add_task(session, case, TaskKind.AGREE_ANSWER, now, leg_id=leg.id)


def agree_outside_answer(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, agrees: bool) -> None:
    """The other side says yes or no to an answer that was claimed."""
    allow(Act.AGREE_OUTSIDE_ANSWER, case, by, leg)
    claim = _newest_claim(session, leg)
    if claim is None or leg.claimed_answer_on is None:
        raise CaseError(Problem.NO_CLAIM)
    if (claim.actor_kind in {ActorKind.OFFICER, ActorKind.HEAD}) == by.is_of_body and by.kind != ActorKind.STAFF:
        raise CaseError(Problem.OWN_CLAIM)
    if not agrees:
        leg.claimed_answer_on = None
        finish_tasks(session, case, TaskKind.AGREE_ANSWER, by, now, leg=leg)
        record(session, case, EventType.OUTSIDE_ANSWER_DISPUTED, by, now, leg=leg)
        return
    _accept_outside_answer(session, case, leg, by, now, Outcome(claim.data["outcome"]))


def _newest_claim(session: Session, leg: Leg) -> CaseEvent | None:
    claims = select(CaseEvent).where(CaseEvent.leg_id == leg.id, CaseEvent.type == EventType.OUTSIDE_ANSWER_CLAIMED)
    return session.scalar(claims.order_by(CaseEvent.seq.desc()).limit(1))


def _accept_outside_answer(session: Session, case: Case, leg: Leg, by: Actor, now: datetime, outcome: Outcome) -> None:
    answered_on = leg.claimed_answer_on
    assert answered_on is not None
    if leg.received_on is None or leg.proof not in PROVEN:
        delivery.receive(session, case, leg, by, min(leg.received_on or answered_on, answered_on), Proof.ANSWERED, now)
    leg.state, leg.fee_asked_on = LegState.ANSWERED, None
    leg.outcome, leg.answered_on, leg.ended_on, leg.claimed_answer_on = outcome, answered_on, answered_on, None
    data = {"answered_on": answered_on, "outcome": outcome}
    record(session, case, EventType.OUTSIDE_ANSWER_AGREED, by, now, leg=leg, data=data)
    _after_answer(session, case, leg, by, now)


def ground_article(session: Session, code: str) -> str | None:
    """The article of a coded ground as it may leave the service: only where it is confirmed."""
    ground = ground_by_code(code, lawbook.regimes(session))
    return ground.cited_article if ground else None
