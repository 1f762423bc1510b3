"""Plain rows for tests of reading: cases and legs as the commands leave them, without going through the commands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from tests.conftest import TODAY
from tracker.cases.duties_of import LegFacts, next_on
from tracker.cases.kinds import OPEN, CaseState, Kind, LegState, Outcome, Proof, Review
from tracker.cases.models import Case, CaseContent, Leg, LegClock
from tracker.store import db

KANT = "41708206000000"  # Issyk-Ata raion
CHUI = "41708000000000"
BODY = "SETS-CH"
_number = count(1)


def at(day: date, hour: int = 4) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def a_case(**more: Any) -> Case:
    """A public request for information, looked at."""
    number = next(_number)
    filed_on = more.pop("filed_on", TODAY - timedelta(days=30))
    values: dict[str, Any] = {
        "number": f"26-{number:04d}-0000", "secret_digest": "x", "kind": Kind.INFORMATION_REQUEST, "channel": "web",
        "sender": "person", "language": "ky", "topic_code": "AIR", "territory_code": KANT, "oblast_code": CHUI,
        "raion_code": KANT, "centre_id": "AC-BI", "filed_at": at(filed_on), "filed_on": filed_on,
        "review": Review.PASSED, "restricted": False, "state": CaseState.IN_WORK, "public_row": True,
    }  # fmt: skip
    case = Case(**{**values, **more})
    db.session.add(case)
    db.session.flush()
    db.session.add(CaseContent(case_id=case.id, subject="Цемент заводунун чыгаруулары", body="Өлчөөлөрдү бериңиздер."))
    return case


def a_leg(case: Case, *, status: str = "confirmed", **more: Any) -> Leg:
    """A registered letter, proven by a stamp, with the answer due tomorrow; the newest leg of its case."""
    received_on = more.get("received_on", case.filed_on)
    values: dict[str, Any] = {
        "case_id": case.id, "centre_id": case.centre_id, "authority_id": BODY, "state": LegState.REGISTERED,
        "opened_at": case.filed_at, "dispatched_at": case.filed_at, "means": "paper", "received_on": received_on,
        "proof": Proof.STAMPED_COPY, "registered_on": received_on, "incoming_number": "05-1/77",
        "regime_id": "KG-ATI-217", "calendar_revision": 1, "answer_due_on": TODAY + timedelta(days=1),
    }  # fmt: skip
    leg = Leg(**{**values, **more})
    leg.first_due_on = leg.first_due_on or leg.answer_due_on
    leg.next_on = next_on(LegFacts.of(leg)) if LegState(leg.state) in OPEN else None
    db.session.add(leg)
    db.session.flush()
    case.current_leg_id = leg.id
    if leg.answer_due_on is not None and leg.clock_from_leg_id is None:
        db.session.add(a_clock(leg, status))
    db.session.flush()
    return leg


def a_clock(leg: Leg, status: str, clock: str = "answer") -> LegClock:
    return LegClock(
        leg_id=leg.id, clock=clock, due_on=leg.answer_due_on, status=status, regime_id="KG-ATI-217",
        calendar_revision=1, because=[], computed_at=leg.opened_at,
    )  # fmt: skip


def answered(case: Case, on: date, due_on: date, **more: Any) -> Leg:
    """A leg that was answered on a day."""
    case.state, case.outcome = CaseState.ANSWERED, Outcome.FULL
    return a_leg(
        case, state=LegState.ANSWERED, outcome=Outcome.FULL, answered_on=on, ended_on=on, answer_due_on=due_on, **more
    )
