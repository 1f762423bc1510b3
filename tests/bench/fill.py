"""Many cases by bulk insert, spread over bodies, places, topics, states and two years."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from tracker.cases.kinds import OPEN, Kind, LegState
from tracker.cases.models import Case, CaseContent, CaseEvent, Leg, LegClock, Message, Party, Task
from tracker.cases.reference import check_digit, spell_number
from tracker.directory.models import Authority, Territory, Topic
from tracker.store import db

AT_ONCE = 5000
CENTRES = ("AC-BI", "AC-OS", "AC-NA")
STATES = (
    *[LegState.ANSWERED] * 6, *[LegState.CLOSED] * 6, LegState.TO_SEND, LegState.SENT, LegState.RECEIVED,
    LegState.REGISTERED, LegState.IN_WORK, LegState.ASKED,
)  # fmt: skip
CASE_STATE = {
    LegState.ANSWERED: "answered", LegState.CLOSED: "closed", LegState.TO_SEND: "to_deliver", LegState.SENT: "to_deliver",
    LegState.RECEIVED: "delivered", LegState.REGISTERED: "in_work", LegState.IN_WORK: "in_work",
    LegState.ASKED: "waiting_applicant",
}  # fmt: skip
BODY = "Завод шаарга чаң чыгарып жатат. Чыгарууларын өлчөөнүн жыйынтыгын жана текшерүү актыларын бериңиздер. " * 8


def fill(cases: int, today: date) -> None:
    """`cases` cases with a leg, clocks, five events, a letter and, where answered, an answer each."""
    chance = random.Random(7)
    with db.engine.begin() as connection:
        places = connection.execute(
            select(Territory.code, Territory.oblast_code).where(Territory.level == "raion")
        ).all()
        bodies = connection.scalars(select(Authority.id).where(Authority.category == "").order_by(Authority.id)).all()
        topics = connection.scalars(select(Topic.code)).all()
        first = 1 + (connection.scalar(select(func.max(Case.id))) or 0)
        for start in range(first, first + cases, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, first + cases))
            _batch(connection, numbers, chance, today, places, bodies, topics)
        if connection.dialect.name == "postgresql":
            for table in ("case", "leg", "leg_clock", "case_event", "message", "party", "task"):
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT max(id) FROM \"{table}\"))"
                    )
                )
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _batch(
    connection: Connection, numbers: range, chance: random.Random, today: date, places: Any, bodies: Any, topics: Any
) -> None:
    rows: dict[type, list[dict[str, Any]]] = {
        model: [] for model in (Case, Leg, CaseContent, Party, LegClock, CaseEvent, Message, Task)
    }
    for number in numbers:
        _one(rows, number, chance, today, chance.choice(places), chance.choice(bodies), chance.choice(topics))
    links = [{"leg": row["id"], "at": row["case_id"]} for row in rows[Leg]]
    for model, values in rows.items():
        if values:
            connection.execute(insert(model), values)
    connection.execute(text('UPDATE "case" SET current_leg_id = :leg WHERE id = :at'), links)


def _one(
    rows: dict[type, list[dict[str, Any]]],
    number: int,
    chance: random.Random,
    today: date,
    place: Any,
    body: str,
    topic: str,
) -> None:
    state = chance.choice(STATES)
    age = chance.randrange(1, 45) if state in OPEN else chance.randrange(20, 700)
    filed_on = today - timedelta(days=age)
    filed_at = datetime(filed_on.year, filed_on.month, filed_on.day, 5, number % 60, tzinfo=UTC)
    received_on = None if state in {LegState.TO_SEND, LegState.SENT} else filed_on
    due_on = received_on + timedelta(days=14) if received_on else None
    answered_on = received_on + timedelta(days=chance.randrange(3, 20)) if received_on and state not in OPEN else None
    kind = Kind.INFORMATION_REQUEST if number % 2 else Kind.STATEMENT
    centre = CENTRES[number % 3]
    outcome = "full" if answered_on else None
    digits = f"{26:02d}{number % 10**7:07d}"
    rows[Case].append({
        "id": number, "number": spell_number(digits + check_digit(digits)), "secret_digest": f"{number:064d}", "kind": kind,
        "channel": "web", "sender": "person", "language": "ky" if number % 3 else "ru", "topic_code": topic,
        "territory_code": place.code, "oblast_code": place.oblast_code, "raion_code": place.code, "centre_id": centre,
        "filed_at": filed_at, "filed_on": filed_on, "review": "passed", "reviewed_at": filed_at,
        "restricted": kind is Kind.STATEMENT, "urgent": False, "state": CASE_STATE[state], "outcome": outcome,
        "public_row": received_on is not None, "released": bool(answered_on and kind is Kind.INFORMATION_REQUEST),
        "contact_confirmed_at": filed_at, "closed_on": answered_on if state is LegState.CLOSED else None, "version": 6,
    })  # fmt: skip
    rows[Leg].append({
        "id": number, "case_id": number, "centre_id": centre, "authority_id": body, "state": state, "outcome": outcome,
        "regime_id": "KG-ATI-217" if number % 2 else "KG-APP-67", "calendar_revision": 1, "opened_at": filed_at,
        "dispatched_at": filed_at if received_on else None, "means": "paper" if received_on else None,
        "received_on": received_on, "proof": "stamped_copy" if received_on else None,
        "registered_on": received_on if state not in {LegState.RECEIVED} else None, "incoming_number": f"04/{number}",
        "answered_on": answered_on, "ended_on": answered_on, "first_due_on": due_on, "answer_due_on": due_on,
        "registration_due_on": received_on, "convention_due_on": received_on + timedelta(days=30) if received_on else None,
        "next_on": due_on if state in OPEN else None, "version": 5,
    })  # fmt: skip
    _texts(rows, number, filed_at, answered_on, kind)
    if received_on:
        reasons = [{"code": "started", "values": {"start": "receipt", "on": received_on.isoformat()}}]
        rows[LegClock].append({
            "leg_id": number, "clock": "answer", "due_on": due_on, "rolled_on": None, "status": "likely",
            "regime_id": "KG-ATI-217", "calendar_revision": 1, "because": reasons, "computed_at": filed_at,
        })  # fmt: skip
    if state in {LegState.TO_SEND, LegState.SENT}:
        rows[Task].append({
            "kind": "deliver", "centre_id": centre, "case_id": number, "leg_id": number, "text": "", "data": {},
            "urgent": False, "created_at": filed_at, "due_on": filed_on,
        })  # fmt: skip


def _texts(
    rows: dict[type, list[dict[str, Any]]], number: int, at: datetime, answered_on: date | None, kind: Kind
) -> None:
    released = "released" if answered_on and kind is Kind.INFORMATION_REQUEST else "unreleased"
    rows[CaseContent].append({
        "case_id": number, "subject": f"Абага чыгаруулар {number}", "body": BODY, "place": "", "form_wanted": "",
        "public_subject": f"Абага чыгаруулар {number}", "public_body": BODY, "release": released,
    })  # fmt: skip
    rows[Party].append({
        "case_id": number, "role": "applicant", "name": "Үлгү Асанова", "organisation": "", "address": "", "phone": "",
        "email": f"a{number}@citizen.example", "language": "ky",
    })  # fmt: skip
    happened = ["filed", "reviewed", "dispatched", "received", "registered", *(["answered"] if answered_on else [])]
    rows[CaseEvent] += [
        {
            "case_id": number, "leg_id": number, "seq": seq, "type": kind_of, "at": at + timedelta(hours=seq),
            "actor_kind": "duty", "data": {},
        }
        for seq, kind_of in enumerate(happened, 1)
    ]  # fmt: skip
    if answered_on:
        rows[Message].append({
            "case_id": number, "leg_id": number, "kind": "answer", "body": BODY, "signatory": "", "executor": "",
            "public_body": BODY, "release": released, "created_at": at,
        })  # fmt: skip
