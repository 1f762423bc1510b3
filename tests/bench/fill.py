"""Many cases by bulk insert, spread over bodies, places, topics, states and two years; one body and one centre have most.

Three quarters are over; of the open ones some are late, some wait for a first look, a body, a question, a release.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from tracker.cases.duties_of import LegFacts, next_on
from tracker.cases.kinds import OPEN, Kind, LegState
from tracker.cases.models import Case, CaseContent, CaseEvent, Leg, LegClock, Message, Party, Task
from tracker.cases.reference import check_digit, spell_number
from tracker.directory.models import Authority, Territory, Topic
from tracker.store import db

AT_ONCE = 5_000
CENTRES = ("AC-BI", "AC-BI", "AC-OS", "AC-NA")
BUSY, BUSY_SHARE = "SETS-CH", 0.15
STATES: tuple[tuple[int, str, LegState | None], ...] = (
    (2, "waiting_first_look", LegState.TO_SEND), (1, "to_route", None), (2, "to_deliver", LegState.TO_SEND),
    (2, "to_deliver", LegState.SENT), (3, "delivered", LegState.RECEIVED), (5, "in_work", LegState.REGISTERED),
    (8, "in_work", LegState.IN_WORK), (2, "waiting_applicant", LegState.ASKED), (30, "answered", LegState.ANSWERED),
    (45, "closed", LegState.CLOSED),
)  # fmt: skip
WEIGHTS = [row[0] for row in STATES]
SENT = frozenset(LegState) - {LegState.TO_SEND}
TABLES = (Case, Leg, CaseContent, Party, LegClock, CaseEvent, Message, Task)
BODY = "Завод шаарга чаң чыгарып жатат. Чыгарууларын өлчөөнүн жыйынтыгын жана текшерүү актыларын бериңиздер. " * 8


@dataclass(frozen=True, slots=True)
class Known:
    """What a case is made of."""

    today: date
    places: list[Any]
    bodies: list[str]
    topics: list[str]
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def body(self) -> str:
        return BUSY if self.chance.random() < BUSY_SHARE else self.chance.choice(self.bodies)


@dataclass(frozen=True, slots=True)
class Draw:
    """One case as it was drawn."""

    id: int
    kind: Kind
    state: str
    leg_state: LegState | None
    outcome: str | None
    filed_on: date
    received_on: date | None
    answered_on: date | None

    @property
    def filed_at(self) -> datetime:
        return datetime(self.filed_on.year, self.filed_on.month, self.filed_on.day, 5, self.id % 60, tzinfo=UTC)

    @property
    def reviewed(self) -> bool:
        return self.state != "waiting_first_look"

    @property
    def restricted(self) -> bool:
        return self.kind is not Kind.INFORMATION_REQUEST

    @property
    def release(self) -> str:
        """One answer in ten waits for its release."""
        return "released" if self.answered_on and not self.restricted and self.id % 10 else "unreleased"


def fill(cases: int, today: date) -> None:
    """`cases` cases, each with a leg, a clock, its events, a letter and, where answered, an answer."""
    with db.engine.begin() as connection:
        known = _known(connection, today)
        first = 1 + max(connection.scalar(select(func.max(model.id))) or 0 for model in (Case, Leg))
        for start in range(first, first + cases, AT_ONCE):
            _store(
                connection,
                [_draw(known, number) for number in range(start, min(start + AT_ONCE, first + cases))],
                known,
            )
        if connection.dialect.name == "postgresql":
            _move_counters(connection)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _known(connection: Connection, today: date) -> Known:
    places = select(Territory.code, Territory.oblast_code).where(Territory.level == "raion").order_by(Territory.code)
    return Known(
        today, list(connection.execute(places)), list(connection.scalars(select(Authority.id).order_by(Authority.id))),
        list(connection.scalars(select(Topic.code).order_by(Topic.code))),
    )  # fmt: skip


def _move_counters(connection: Connection) -> None:
    for table in ("case", "leg"):
        newest = f'(SELECT max(id) FROM "{table}")'
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), {newest})"))


def _draw(known: Known, number: int) -> Draw:
    chance = known.chance
    _, state, leg_state = chance.choices(STATES, WEIGHTS)[0]
    is_over = leg_state is not None and leg_state not in OPEN
    age = (
        chance.randrange(20, 700)
        if is_over
        else chance.randrange(0, 30)
        if chance.random() < 0.8
        else chance.randrange(30, 200)
    )
    filed_on = known.today - timedelta(days=age)
    received_on = None if leg_state in {None, LegState.TO_SEND, LegState.SENT} else filed_on
    answered_on = filed_on + timedelta(days=chance.randrange(3, 28)) if is_over else None
    outcome = chance.choice(("full", "full", "full", "partial")) if is_over else None
    kind = Kind.INFORMATION_REQUEST if number % 3 else Kind.STATEMENT
    return Draw(number, kind, state, leg_state, outcome, filed_on, received_on, answered_on)


def _store(connection: Connection, drawn: list[Draw], known: Known) -> None:
    rows: dict[type, list[dict[str, Any]]] = {model: [] for model in TABLES}
    for draw in drawn:
        place, centre = known.chance.choice(known.places), known.chance.choice(CENTRES)
        rows[Case].append(_case(draw, place, centre, known.chance.choice(known.topics)))
        if draw.leg_state:
            rows[Leg].append(_leg(draw, centre, known.body()))
        for model, values in (*_texts(draw), *_clocks(draw), *_tasks(draw, centre)):
            rows[model].append(values)
    for model, values in rows.items():
        if values:
            _insert(connection, model.__table__, values)
    made = {"first": drawn[0].id, "last": drawn[-1].id}
    link = 'UPDATE "case" SET current_leg_id = id WHERE id BETWEEN :first AND :last AND id IN (SELECT id FROM leg)'
    connection.execute(text(link), made)


def _insert(connection: Connection, table: Table, values: list[dict[str, Any]]) -> None:
    """PostgreSQL reads rows by COPY in a fifth of the time; what a column has by default is then said here."""
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), values)
        return
    defaults = {column.name: column.default.arg for column in table.columns if column.default is not None}
    names = list({**defaults, **values[0]})
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.connection.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in values:
            whole = {**defaults, **row}
            copy.write_row([_plain(whole[name]) for name in names])


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if callable(value):
        return json.dumps(value(None))
    return value.value if isinstance(value, StrEnum) else value


def _case(draw: Draw, place: Any, centre: str, topic: str) -> dict[str, Any]:
    digits = f"27{draw.id % 10**7:07d}"
    return {
        "id": draw.id, "number": spell_number(digits + check_digit(digits)), "secret_digest": f"{draw.id:064d}",
        "kind": draw.kind, "channel": "web", "sender": "person", "language": "ky" if draw.id % 3 else "ru",
        "topic_code": topic, "territory_code": place.code, "oblast_code": place.oblast_code, "raion_code": place.code,
        "centre_id": centre, "filed_at": draw.filed_at, "filed_on": draw.filed_on,
        "review": "passed" if draw.reviewed else "waiting", "reviewed_at": draw.filed_at if draw.reviewed else None,
        "restricted": draw.restricted, "urgent": False, "state": draw.state, "outcome": draw.outcome,
        "public_row": draw.received_on is not None and (not draw.restricted or draw.id % 2 == 0),
        "released": draw.release == "released", "contact_confirmed_at": draw.filed_at,
        "closed_on": draw.answered_on if draw.state == "closed" else None, "version": 6,
    }  # fmt: skip


def _leg(draw: Draw, centre: str, body: str) -> dict[str, Any]:
    sent, received_on = draw.leg_state in SENT, draw.received_on
    due_on = received_on + timedelta(days=20) if received_on else None
    registered = received_on is not None and draw.leg_state is not LegState.RECEIVED
    leg = {
        "id": draw.id, "case_id": draw.id, "centre_id": centre, "authority_id": body, "state": draw.leg_state,
        "outcome": draw.outcome, "regime_id": "KG-APP-67" if draw.restricted else "KG-ATI-217", "calendar_revision": 1,
        "opened_at": draw.filed_at, "dispatched_at": draw.filed_at if sent else None, "means": "paper" if sent else None,
        "received_on": received_on, "proof": "stamped_copy" if received_on else None,
        "registered_on": received_on if registered else None, "incoming_number": f"04/{draw.id}" if registered else None,
        "clarify_until_on": draw.filed_on + timedelta(days=10) if draw.leg_state is LegState.ASKED else None,
        "answered_on": draw.answered_on, "ended_on": draw.answered_on, "first_due_on": due_on, "answer_due_on": due_on,
        "registration_due_on": received_on, "convention_due_on": received_on + timedelta(days=30) if received_on else None,
        "reopened_on": None, "version": 5,
    }  # fmt: skip
    leg["next_on"] = next_on(LegFacts.of(_Columns(leg))) if draw.leg_state in OPEN else None
    return leg


class _Columns:
    """The values of a row by name, as a row has them."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


def _texts(draw: Draw) -> Iterator[tuple[type, dict[str, Any]]]:
    yield CaseContent, {
        "case_id": draw.id, "subject": f"Абага чыгаруулар {draw.id}", "body": BODY, "place": "", "form_wanted": "",
        "public_subject": f"Абага чыгаруулар {draw.id}", "public_body": BODY, "release": draw.release,
    }  # fmt: skip
    yield Party, {
        "case_id": draw.id, "role": "applicant", "name": "Үлгү Асанова", "organisation": "", "address": "", "phone": "",
        "email": f"a{draw.id}@citizen.example", "language": "ky",
    }  # fmt: skip
    happened = [
        "filed",
        *(["reviewed"] if draw.reviewed else []),
        *(["dispatched", "received"] if draw.received_on else []),
    ]
    for seq, code in enumerate([*happened, *(["answered"] if draw.answered_on else [])], 1):
        data = {"kind": draw.kind.value, "channel": "web"} if code == "filed" else {}
        yield CaseEvent, {
            "case_id": draw.id, "leg_id": draw.id if code in {"dispatched", "received", "answered"} else None, "seq": seq,
            "type": code, "at": draw.filed_at + timedelta(hours=seq), "actor_kind": "duty", "data": data,
        }  # fmt: skip
    if draw.answered_on:
        yield Message, {
            "case_id": draw.id, "leg_id": draw.id, "kind": "answer", "body": BODY, "signatory": "", "executor": "",
            "public_body": BODY, "release": draw.release, "created_at": draw.filed_at,
        }  # fmt: skip


def _clocks(draw: Draw) -> Iterator[tuple[type, dict[str, Any]]]:
    if draw.received_on:
        reasons = [{"code": "started", "values": {"start": "receipt", "on": draw.received_on.isoformat()}}]
        yield LegClock, {
            "leg_id": draw.id, "clock": "answer", "due_on": draw.received_on + timedelta(days=20), "rolled_on": None,
            "status": "likely", "regime_id": "KG-ATI-217", "calendar_revision": 1, "because": reasons,
            "computed_at": draw.filed_at,
        }  # fmt: skip


def _tasks(draw: Draw, centre: str) -> Iterator[tuple[type, dict[str, Any]]]:
    kind = {"waiting_first_look": "first_look", "to_route": "route"}.get(draw.state)
    if draw.leg_state is LegState.TO_SEND and draw.reviewed:
        kind = "deliver"
    elif draw.state == "answered" and draw.release == "unreleased" and not draw.restricted:
        kind = "release"
    if kind:
        yield Task, {
            "kind": kind, "centre_id": centre, "case_id": draw.id, "leg_id": draw.id if draw.leg_state else None, "text": "",
            "data": {}, "urgent": False, "created_at": draw.filed_at,
            "due_on": None if kind == "release" else draw.filed_on + timedelta(days=1),
        }  # fmt: skip
