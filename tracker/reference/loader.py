"""Brings the shipped data into the database: all of it once, and later only what changed, shown first.

A row is recognised by its natural key. `shipped_hash` remembers the values as last loaded, so that three things can be
told apart: we ship something new, staff edited the row, a case already points at it. Only a row that nobody edited and
no case used is changed; the others are shown as conflicts for staff to decide. What is no longer shipped is end-dated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, delete, insert, select, update
from sqlalchemy.orm import Session

from tracker.directory import models
from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.keys import body_keys, place_search_keys, place_sort_keys
from tracker.reference import bodies as shipped_bodies
from tracker.reference import shipped
from tracker.reference.shipped import Row, hash_of
from tracker.store import Base

MODELS: Mapping[str, Any] = {
    "territory": models.Territory, "topic": models.Topic, "authority": models.Authority, "centre": models.Centre,
}  # fmt: skip
KEY_OF = {"territory": "code", "topic": "code", "authority": "id", "centre": "id"}
# Tables of the directory itself: a reference from one of them does not mean that a case uses the row.
OWN_TABLES = frozenset(
    {
        "territory", "territory_name", "topic", "authority", "authority_serves", "contact", "unit", "centre",
        "centre_territory", "centre_deputy", "directory_change",
    }
)  # fmt: skip


class Conflict(StrEnum):
    """Why a row is left as it is."""

    EDITED = "edited by staff"
    USED = "used by a case"
    ENDED = "ended by staff"
    OWN = "made by staff under the same key"


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that differs: `fields` maps a field to (in the database, shipped)."""

    row: Row
    fields: dict[str, tuple[Any, Any]]
    conflict: Conflict | None = None


@dataclass(slots=True)
class Changes:
    """What an update would do, before it does it."""

    add: list[Row] = field(default_factory=list)
    change: list[Difference] = field(default_factory=list)
    end: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.add or self.change or self.end)


def load(session: Session, today: date) -> int:
    """Load everything into an empty directory; a filled one is left alone. Returns how many rows were written."""
    if session.execute(select(models.Territory.code).limit(1)).first() is not None:
        return 0
    return apply(session, changes(session), today)


def changes(session: Session) -> Changes:
    """Compare what is shipped with what is stored. Reads only."""
    found = Changes()
    for table, rows in everything().items():
        _compare(session, table, rows, found)
    return found


def everything() -> dict[str, list[Row]]:
    """All shipped rows by table, in an order in which they can be written."""
    places = shipped.territories()
    return {
        "territory": places, "topic": shipped.topics(), "authority": shipped_bodies.bodies(places),
        "centre": shipped.centres(),
    }  # fmt: skip


def apply(session: Session, found: Changes, today: date) -> int:
    """Write additions, changes and end dates; conflicts are not touched. The caller commits."""
    _add(session, found.add)
    for difference in found.change:
        _change(session, difference.row)
    for table, key in found.end:
        model = MODELS[table]
        session.execute(update(model).where(_key(model, table) == key).values(valid_to=today))
    return len(found.add) + len(found.change) + len(found.end)


def _compare(session: Session, table: str, rows: Sequence[Row], found: Changes) -> None:
    stored = _stored(session, table, rows)
    differing = [row for row in rows if row.key in stored and stored[row.key]["shipped_hash"] != row.hash]
    found.add += [row for row in rows if row.key not in stored]
    used = _used(session, table, [row.key for row in differing])
    for row in differing:
        difference = _difference(row, stored[row.key], row.key in used)
        (found.conflicts if difference.conflict else found.change).append(difference)
    shipped_keys = {row.key for row in rows}
    found.end += [
        (table, key)
        for key, row in stored.items()
        if key not in shipped_keys and row["shipped_hash"] and row["valid_to"] is None
    ]


def _stored(session: Session, table: str, rows: Sequence[Row]) -> dict[str, Mapping[str, Any]]:
    model, names = MODELS[table], list(rows[0].values)
    wanted = [getattr(model, name) for name in (*names, "shipped_hash", "valid_to")]
    query = select(_key(model, table).label("row_key"), *wanted)
    return {row["row_key"]: dict(row) for row in session.execute(query).mappings()}


def _difference(row: Row, stored: Mapping[str, Any], used: bool) -> Difference:
    now = {name: stored[name] for name in row.values}
    fields = {name: (now[name], value) for name, value in row.values.items() if now[name] != value}
    if not stored["shipped_hash"]:
        return Difference(row, fields, Conflict.OWN)
    if hash_of(now) != stored["shipped_hash"]:
        return Difference(row, fields, Conflict.EDITED)
    if stored["valid_to"] is not None:
        return Difference(row, fields, Conflict.ENDED)
    return Difference(row, fields, Conflict.USED if used else None)


def _used(session: Session, table: str, keys: Sequence[str]) -> set[str]:
    """Which of the rows something outside the directory points at."""
    used: set[str] = set()
    for column in _columns_pointing_at(table) if keys else ():
        used |= set(session.scalars(select(column).where(column.in_(keys)).distinct()))
    return used


def _columns_pointing_at(table: str) -> Iterable[Column[Any]]:
    for other in Base.metadata.tables.values():
        if other.name not in OWN_TABLES:
            yield from (key.parent for key in other.foreign_keys if key.column.table.name == table)


def _key(model: Any, table: str) -> Any:
    return getattr(model, KEY_OF[table])


def _record(row: Row) -> dict[str, Any]:
    derived: dict[str, Any] = {}
    if row.table == "territory":
        derived = place_sort_keys(row.values)
    elif row.table == "authority":
        derived = body_keys(row.values)
    return row.values | derived | {KEY_OF[row.table]: row.key, "shipped_hash": row.hash}


def _add(session: Session, rows: Sequence[Row]) -> None:
    for table, model in MODELS.items():
        records = [_record(row) for row in rows if row.table == table]
        if records:
            session.execute(insert(model), records)
    _add_beside(session, rows)


def _add_beside(session: Session, rows: Sequence[Row]) -> None:
    """What stands in tables of its own: spellings of places, places served, proposed addresses, places of centres."""
    places = [row for row in rows if row.table == "territory"]
    new_bodies = [row for row in rows if row.table == "authority"]
    centres = {row.key for row in rows if row.table == "centre"}
    cared_for = [row for row in shipped.centre_territories() if row["centre_id"] in centres]
    for model, records in (
        (models.TerritoryName, [name for row in places for name in _spellings(row)]),
        (models.AuthorityServes, [record for row in new_bodies for record in _serves(row)]),
        (models.Contact, [record for row in new_bodies for record in _contacts(row)]),
        (models.CentreTerritory, cared_for),
    ):
        if records:
            session.execute(insert(model), records)


def _spellings(row: Row) -> list[dict[str, str]]:
    return [{"territory_code": row.key, "key": key} for key in sorted(place_search_keys(row.values))]


def _serves(row: Row) -> list[dict[str, str]]:
    return [{"authority_id": row.key, "territory_code": code} for code in shipped_bodies.serves(row)]


def _contacts(row: Row) -> list[dict[str, str]]:
    """Addresses seen in a source are proposals: a person has to take them up, a second one to confirm them."""
    seen = ((ContactKind.EMAIL, row.extra["email"]), (ContactKind.POST, row.values["postal_address"]))
    common = {"authority_id": row.key, "state": ContactState.PROPOSED.value, "source": row.values["contact_source"]}
    return [common | {"kind": kind.value, "value": value} for kind, value in seen if value]


def _change(session: Session, row: Row) -> None:
    model = MODELS[row.table]
    session.execute(update(model).where(_key(model, row.table) == row.key).values(_record(row)))
    if row.table == "territory":
        session.execute(delete(models.TerritoryName).where(models.TerritoryName.territory_code == row.key))
        session.execute(insert(models.TerritoryName), _spellings(row))
