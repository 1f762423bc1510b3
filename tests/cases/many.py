"""Many cases at once, by bulk insert: for plans, counts of statements and times. The same ones for the same number."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.cases.rows import at
from tests.conftest import TODAY
from tracker.cases.duties_of import LegFacts, next_on
from tracker.cases.kinds import OPEN, PROVEN, CaseState, Kind, LegState, Outcome, Proof, Review
from tracker.cases.models import Case, CaseContent, CaseEvent, Leg, LegClock, Task
from tracker.directory.models import Authority, Territory, Topic

CHUNK = 5_000
CENTRES = ("AC-BI", "AC-OS", "AC-NA")
BUSY = "SETS-CH"
STATES = (
    # share, state of the case, state of the leg
    (3, CaseState.TO_DELIVER, LegState.TO_SEND),
    (3, CaseState.TO_DELIVER, LegState.SENT),
    (4, CaseState.DELIVERED, LegState.RECEIVED),
    (10, CaseState.IN_WORK, LegState.REGISTERED),
    (2, CaseState.WAITING_APPLICANT, LegState.ASKED),
    (55, CaseState.ANSWERED, LegState.ANSWERED),
    (20, CaseState.CLOSED, LegState.CLOSED),
    (2, CaseState.WAITING_FIRST_LOOK, LegState.TO_SEND),
    (1, CaseState.TO_ROUTE, None),
)


def fill(session: Session, cases: int, seed: int = 7, first: int = 1) -> None:
    """`cases` cases with a leg each, spread over six years; two in five restricted."""
    chance = random.Random(seed)
    bodies = [*session.scalars(select(Authority.id).order_by(Authority.id)), *[BUSY] * 40]
    places = session.execute(
        select(Territory.code, Territory.raion_code, Territory.oblast_code)
        .where(Territory.level == "raion")
        .order_by(Territory.code)
    ).all()
    topics = list(session.scalars(select(Topic.code).order_by(Topic.code)))
    for start in range(first, first + cases, CHUNK):
        rows = [_one(chance, n, bodies, places, topics) for n in range(start, min(start + CHUNK, first + cases))]
        _store(session, rows)
    session.commit()


def _one(chance: random.Random, n: int, bodies: Sequence[str], places: Sequence[Any], topics: Sequence[str]) -> Any:
    state, leg_state = chance.choices([row[1:] for row in STATES], [row[0] for row in STATES])[0]
    is_open = leg_state is None or leg_state in OPEN
    age = chance.randrange(0, 45) if is_open and chance.random() < 0.8 else chance.randrange(20, 2000)
    filed_on = TODAY - timedelta(days=age)
    reviewed = state is not CaseState.WAITING_FIRST_LOOK
    restricted = chance.random() < 0.4
    place = chance.choice(places)
    case = {
        "id": n, "number": f"27-{n:07d}", "secret_digest": "x", "kind": chance.choice(list(Kind)), "channel": "web",
        "sender": "person", "language": "ky", "topic_code": chance.choice(topics), "territory_code": place.code,
        "oblast_code": place.oblast_code, "raion_code": place.raion_code, "centre_id": chance.choice(CENTRES),
        "filed_at": at(filed_on), "filed_on": filed_on, "review": Review.PASSED if reviewed else Review.WAITING,
        "restricted": restricted, "urgent": False, "state": state, "released": False, "version": 1,
        "outcome": Outcome.FULL if not is_open else None,
        "public_row": reviewed and leg_state not in {None, LegState.TO_SEND} and (not restricted or chance.random() < 0.5),
        "current_leg_id": None,
    }  # fmt: skip
    leg = _leg(chance, n, case, leg_state, chance.choice(bodies)) if leg_state else None
    return case, leg


def _leg(chance: random.Random, n: int, case: dict[str, Any], state: LegState, body: str) -> dict[str, Any]:
    filed_on: date = case["filed_on"]
    sent = state is not LegState.TO_SEND
    proof = Proof.STAMPED_COPY if state not in {LegState.TO_SEND, LegState.SENT} else None
    received_on = filed_on + timedelta(days=1) if proof in PROVEN else None
    due_on = received_on + timedelta(days=20) if received_on else None
    ended_on = None if state in OPEN else filed_on + timedelta(days=chance.randrange(3, 30))
    leg = {
        "id": n, "case_id": n, "centre_id": case["centre_id"], "authority_id": body, "state": state,
        "outcome": case["outcome"], "regime_id": "KG-ATI-217" if received_on else None, "calendar_revision": 1,
        "opened_at": case["filed_at"], "dispatched_at": case["filed_at"] if sent else None,
        "received_on": received_on, "proof": proof,
        "registered_on": received_on if state not in {LegState.RECEIVED, LegState.SENT, LegState.TO_SEND} else None,
        "clarify_until_on": TODAY + timedelta(days=4) if state is LegState.ASKED else None, "answered_on": ended_on,
        "ended_on": ended_on, "registration_due_on": None, "first_due_on": due_on, "answer_due_on": due_on,
        "convention_due_on": due_on + timedelta(days=10) if due_on else None, "reopened_on": None, "version": 1,
    }  # fmt: skip
    leg["next_on"] = next_on(LegFacts.of(_Columns(leg))) if state in OPEN else None
    return leg


class _Columns:
    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


def _store(session: Session, rows: Sequence[tuple[dict[str, Any], dict[str, Any] | None]]) -> None:
    legs = [leg for _, leg in rows if leg]
    session.execute(insert(Case), [case for case, _ in rows])
    session.execute(
        insert(CaseContent), [{"case_id": case["id"], "subject": "Суу", "body": "…", "release": "unreleased"} for case, _ in rows]
    )
    session.execute(insert(Leg), legs)
    cases, made = Case.__table__, [leg["id"] for leg in legs]
    of_batch = cases.c.id.between(made[0], made[-1]) & cases.c.id.in_(select(Leg.id))
    session.execute(cases.update().where(of_batch).values(current_leg_id=cases.c.id))
    for model, made_of_them in ((LegClock, _clocks(legs)), (CaseEvent, (_event(case) for case, _ in rows)), (Task, _tasks(rows))):
        if values := list(made_of_them):
            session.execute(insert(model), values)


def _clocks(legs: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for leg in legs:
        if leg["answer_due_on"]:
            yield {
                "leg_id": leg["id"], "clock": "answer", "due_on": leg["answer_due_on"], "status": "likely",
                "regime_id": "KG-ATI-217", "calendar_revision": 1, "because": [], "computed_at": leg["opened_at"],
            }  # fmt: skip


def _event(case: dict[str, Any]) -> dict[str, Any]:
    data = {"kind": case["kind"], "channel": "web"}
    return {"case_id": case["id"], "seq": 1, "type": "filed", "at": case["filed_at"], "actor_kind": "public", "data": data}


def _tasks(rows: Sequence[tuple[dict[str, Any], dict[str, Any] | None]]) -> Iterator[dict[str, Any]]:
    kinds = {CaseState.WAITING_FIRST_LOOK: "first_look", CaseState.TO_ROUTE: "route", CaseState.ANSWERED: "release"}
    for case, leg in rows:
        kind = kinds.get(case["state"])
        if kind and (kind != "release" or case["id"] % 20 == 0):
            yield {
                "kind": kind, "centre_id": case["centre_id"], "case_id": case["id"], "leg_id": leg["id"] if leg else None,
                "due_on": case["filed_on"] if kind != "release" else None, "created_at": case["filed_at"], "text": "",
                "data": {}, "urgent": False,
            }  # fmt: skip
