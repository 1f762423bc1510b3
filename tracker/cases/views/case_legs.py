"""The legs of one case with their dates, and each date with its reasons, cut for their reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.cases.disclosure import Audience
from tracker.cases.duties_of import LegFacts, next_duty
from tracker.cases.kinds import PROVEN, LegState, Outcome, Proof
from tracker.cases.lateness import answer_status, lateness_of, working_days_late
from tracker.cases.models import Leg, LegClock
from tracker.cases.views.case_parts import ClockView, LegView
from tracker.cases.views.names import DAY, name_of
from tracker.clock import day_of
from tracker.directory.models import Authority, Unit
from tracker.i18n import current_language
from tracker.law.codes import Status
from tracker.law.deadlines import Clock, Due, Outer
from tracker.law.events_of_leg import days_waited
from tracker.law.reasons import Reason
from tracker.lawbook import standing
from tracker.store.rows import read_rows

ASSERTED = "asserted"
CLOCKS = {
    "registration": Clock.REGISTRATION,
    "answer": Clock.ANSWER,
    "extended": Clock.EXTENSION,
    "other_kind": Clock.ANSWER,
    ASSERTED: Clock.ANSWER,
}
INSIDE = frozenset({Audience.BODY, Audience.CENTRE})


def load_legs(session: Session, case_id: int, today: date) -> Sequence[Row[Any]]:
    """All legs of a case, each as often as it has clocks; oldest first."""
    rows = read_rows(session, _query(current_language()), {"case_id": case_id, "today": today})
    if rows:
        standing.know(session, rows[0])
    return rows


@lru_cache(maxsize=8)
def _query(language: str) -> Select[Any]:
    leg, superior = Leg, aliased(Authority)
    return (
        select(
            leg.id, leg.authority_id, leg.unit_id, leg.post_id, leg.state, leg.outcome, leg.regime_id, leg.from_leg_id,
            leg.clock_from_leg_id, leg.opened_at, leg.dispatched_at, leg.means, leg.received_on, leg.proof,
            leg.registered_on, leg.incoming_number, leg.extended_on, leg.asked_on, leg.clarify_until_on,
            leg.announced_on, leg.fee_asked_on, leg.corrected_on, leg.head_act, leg.head_asked_on,
            leg.answered_on, leg.outgoing_number, leg.outgoing_on, leg.claimed_answer_on,
            leg.ended_on, leg.reopened_on, leg.registration_due_on, leg.first_due_on, leg.answer_due_on,
            leg.convention_due_on, leg.version, leg.mail_waits, answer_status().label("answer_status"),
            working_days_late(DAY).label("working_days"),
            name_of(Authority, language).label("body"), name_of(Unit, language).label("unit"),
            name_of(superior, language).label("superior"), Authority.bound_by_confirmed,
            LegClock.clock, LegClock.due_on, LegClock.rolled_on, LegClock.status, LegClock.because,
            LegClock.regime_id.label("clock_regime_id"), *standing.columns(),
        )
        .join(Authority, Authority.id == leg.authority_id)
        .outerjoin(Unit, Unit.id == leg.unit_id)
        .outerjoin(superior, _hears_complaints(superior))
        .outerjoin(LegClock, and_(LegClock.leg_id == leg.id, LegClock.superseded_by_id.is_(None)))
        .where(leg.case_id == bindparam("case_id"))
        .order_by(leg.id, LegClock.id)
    )  # fmt: skip


def _hears_complaints(superior: Any) -> ColumnElement[bool]:
    """The body recorded as the one that hears complaints about this one, from its day on and while it exists."""
    return and_(
        superior.id == Authority.superior_id,
        or_(Authority.superior_from.is_(None), Authority.superior_from <= DAY),
        or_(superior.valid_from.is_(None), superior.valid_from <= DAY),
        or_(superior.valid_to.is_(None), superior.valid_to >= DAY),
    )


def leg_views(rows: Sequence[Row[Any]], audience: Audience, filed_on: date, today: date) -> tuple[LegView, ...]:
    """The legs for this reader."""
    by_leg: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_leg.setdefault(row.id, []).append(row)
    continued = {row.from_leg_id for row in rows}
    shown = (found for found in by_leg.values() if audience in INSIDE or not _never_left(found[0], continued))
    return tuple(_leg(found, audience, filed_on, today) for found in shown)


def _never_left(row: Row[Any], continued: set[int | None]) -> bool:
    """A body that was replaced before the letter went to it: it never had a duty."""
    left = row.dispatched_at is not None or row.received_on is not None or row.id in continued
    return row.state == LegState.TRANSFERRED and not left


def _leg(rows: Sequence[Row[Any]], audience: Audience, filed_on: date, today: date) -> LegView:
    row = rows[0]
    public, inside = audience is Audience.PUBLIC, audience in INSIDE
    known = row.proof in PROVEN or not public  # the public hears of a receipt when it is proven
    lateness = lateness_of(row, today, today, row.answer_status)
    return LegView(
        id=row.id,
        body=row.body,
        body_id=row.authority_id,
        unit=row.unit,
        unit_id=row.unit_id,
        post_id=row.post_id if inside else None,
        state=LegState(row.state),
        outcome=Outcome(row.outcome) if row.outcome else None,
        regime_id=row.regime_id,
        from_leg_id=row.from_leg_id,
        opened_on=day_of(row.opened_at),
        dispatched_on=day_of(row.dispatched_at) if row.dispatched_at else None,
        means=row.means,
        received_on=row.received_on if known else None,
        proof=Proof(row.proof) if row.proof and known else None,
        registered_on=row.registered_on,
        incoming_number=row.incoming_number or "",
        extended_on=row.extended_on,
        asked_on=row.asked_on,
        clarify_until_on=None if public else row.clarify_until_on,
        announced_on=row.announced_on,
        fee_asked_on=None if public else row.fee_asked_on,
        corrected_on=row.corrected_on,
        head_act=row.head_act if audience is Audience.BODY else None,
        head_asked_on=row.head_asked_on if audience is Audience.BODY else None,
        answered_on=row.answered_on,
        outgoing_number=row.outgoing_number or "",
        outgoing_on=row.outgoing_on,
        claimed_answer_on=None if public else row.claimed_answer_on,
        ended_on=row.ended_on,
        reopened_on=row.reopened_on,
        registration_due_on=row.registration_due_on,
        first_due_on=row.first_due_on,
        answer_due_on=row.answer_due_on,
        convention_due_on=row.convention_due_on,
        clocks=tuple(_clock(each) for each in rows if _has_clock(each, public)),
        lateness=lateness,
        working_days_late=row.working_days if lateness.is_late else None,
        waiting_days=days_waited(filed_on, row.answered_on or row.ended_on, today),
        duty=next_duty(LegFacts.of(row), today) if inside else None,
        version=row.version,
        mail_waits=row.mail_waits,
        superior=row.superior,
        is_bound=row.bound_by_confirmed,
    )


def _has_clock(row: Row[Any], public: bool) -> bool:
    return row.clock is not None and not (public and row.clock == ASSERTED)


def _clock(row: Row[Any]) -> ClockView:
    because = tuple(Reason.from_json(stored) for stored in row.because)
    status = Status(row.status)
    due: Due | Outer
    if row.clock == "convention":
        due = Outer(row.due_on, row.rolled_on or row.due_on, because, status)
    else:
        due = Due(CLOCKS[row.clock], row.due_on, status, because)
    return ClockView(row.clock, due, row.clock_regime_id)
