"""Bodies from a table that somebody keeps in a spreadsheet: first a dry run, line by line, then the import.

UTF-8 with or without a mark at the start, or the old Windows code page; divided by commas or semicolons. Known columns
are the names of the fields; `id` is needed, `email` becomes a proposed address, `serves` lists codes of places. Lines
that cannot be taken are refused one by one, with the reason; the others can still be imported.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.directory.codes import BodyStatus, BoundBy, ContactKind, Level
from tracker.directory.contacts import clean_address, propose_contact
from tracker.directory.editing import ID, add_authority, edit_authority, set_serves
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.history import KEEPERS, allow
from tracker.directory.models import Authority, AuthorityServes, Contact, Territory
from tracker.people.actor import Actor

LINES_AT_MOST = 5000
TEXTS = (
    "category", "kind", "level", "parent_id", "territory_code", "name_ky", "name_ru", "name_en", "acronym_ky",
    "acronym_ru", "subjects", "bound_by", "website", "phone", "postal_address", "contact_source", "predecessors",
    "status", "source", "note",
)  # fmt: skip
COLUMNS = frozenset({"id", "email", "serves", "valid_from", *TEXTS})
NEEDED = frozenset({"id", "name_ru"})
DEFAULTS = {"status": BodyStatus.UNCONFIRMED.value, "bound_by": BoundBy.STATE.value}
CODES: dict[str, set[Any]] = {"bound_by": set(BoundBy), "status": set(BodyStatus), "level": set(Level)}
# Kept in tables of their own, beside the body.
BESIDE = frozenset({"email", "serves"})


class FileRefused(DirectoryError):
    """The file as a whole cannot be read: `why` is one of the codes below."""

    def __init__(self, why: str, **values: Any) -> None:
        super().__init__(Problem.VALUE_WRONG, field="csv", value=why)
        self.why = why
        self.details = values


NO_TEXT, NO_COLUMNS, UNKNOWN_COLUMNS, TOO_LONG, EMPTY = "no_text", "no_columns", "unknown_columns", "too_long", "empty"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be taken: `values` for the body, what differs in `fields` (old, new) when it exists already."""

    number: int
    id: str
    values: dict[str, Any]
    email: str
    serves: tuple[str, ...]
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be taken, and why."""

    number: int
    id: str
    error: DirectoryError


@dataclass(slots=True)
class Plan:
    """What an import would do."""

    add: list[Line] = field(default_factory=list)
    change: list[Line] = field(default_factory=list)
    same: int = 0
    refuse: list[Refused] = field(default_factory=list)
    encoding: str = "utf-8"
    delimiter: str = ","


def plan_import(session: Session, data: bytes) -> Plan:
    """The dry run. Writes nothing."""
    plan = Plan()
    text, plan.encoding = _decode(data)
    plan.delimiter = _delimiter(text)
    context = _Context(session)
    for number, row in _rows(text, plan.delimiter):
        try:
            _sort_in(plan, context.line(number, row), context)
        except DirectoryError as error:
            plan.refuse.append(Refused(number, row.get("id", ""), error))
    return plan


def apply_plan(session: Session, plan: Plan, *, by: Actor, now: datetime) -> int:
    """Import the lines that were not refused. Addresses become proposals by this person, never more."""
    allow(by, KEEPERS)
    for line in plan.add:
        add_authority(session, line.id, line.values, by=by, now=now, serves=line.serves)
    for line in plan.change:
        new = {name: value for name, (_, value) in line.fields.items() if name not in BESIDE}
        edit_authority(session, line.id, new, by=by, now=now, reason=line.values.get("source", ""))
        if "serves" in line.fields:
            act = line.values.get("source") or "CSV"
            set_serves(session, line.id, set(line.serves), from_day=day_of(now), act=act, by=by, now=now)
    for line in (*plan.add, *plan.change):
        if line.email and not _listed(session, line.id, line.email):
            source = line.values.get("contact_source") or line.values.get("source") or "CSV"
            propose_contact(session, line.id, ContactKind.EMAIL, line.email, source=source, by=by, now=now)
    return len(plan.add) + len(plan.change)


def _listed(session: Session, authority_id: str, email: str) -> bool:
    query = select(Contact.id).where(Contact.authority_id == authority_id, Contact.value == email).limit(1)
    return session.scalar(query) is not None


def _decode(data: bytes) -> tuple[str, str]:
    if not data.strip():
        raise FileRefused(EMPTY)
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise FileRefused(NO_TEXT)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return ";" if head.count(";") > head.count(",") else ","


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="", restval="")
    columns = [(name or "").strip() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    if not set(columns) >= NEEDED:
        raise FileRefused(NO_COLUMNS, columns=", ".join(sorted(NEEDED - set(columns))))
    unknown = set(columns) - COLUMNS - {""}
    if unknown:
        raise FileRefused(UNKNOWN_COLUMNS, columns=", ".join(sorted(unknown)))
    try:
        for index, row in enumerate(reader):
            if index >= LINES_AT_MOST:
                raise FileRefused(TOO_LONG, limit=LINES_AT_MOST)
            if any(isinstance(value, str) and value.strip() for value in row.values()):
                yield reader.line_num, {name: row[name].strip() for name in columns if name}
    except csv.Error as error:
        raise FileRefused(NO_TEXT) from error


class _Context:
    """What the lines are checked against, read once."""

    def __init__(self, session: Session) -> None:
        self.bodies = {body.id: body for body in session.scalars(select(Authority))}
        self.places = set(session.scalars(select(Territory.code)))
        self.emails = set(session.execute(select(Contact.authority_id, Contact.value)).all())
        self.serves: dict[str, set[str]] = {}
        for served in session.scalars(select(AuthorityServes).where(AuthorityServes.valid_to.is_(None))):
            self.serves.setdefault(served.authority_id, set()).add(served.territory_code)
        self.seen: set[str] = set()

    def line(self, number: int, row: dict[str, str]) -> Line:
        body_id = row["id"]
        if not ID.fullmatch(body_id):
            raise DirectoryError(Problem.ID_WRONG)
        if body_id in self.seen:
            raise DirectoryError(Problem.ID_TAKEN, key=body_id)
        values = self._values(row, body_id in self.bodies)
        serves = tuple(row.get("serves", "").split())
        for code in serves:
            self._known("serves", code, self.places)
        email = clean_address(ContactKind.EMAIL, row["email"]) if row.get("email") else ""
        self.seen.add(body_id)
        return Line(number, body_id, values, email, serves, self._differences(body_id, values, email, serves))

    def _values(self, row: dict[str, str], exists: bool) -> dict[str, Any]:
        values: dict[str, Any] = {name: row[name] for name in TEXTS if row.get(name)}
        if not exists:
            values = DEFAULTS | {"kind": "", "level": Level.COUNTRY.value} | values
            if not values.get("name_ky"):
                raise DirectoryError(Problem.NAME_MISSING)
        if not values.get("name_ru"):
            raise DirectoryError(Problem.NAME_MISSING)
        self._check(values)
        if row.get("valid_from"):
            values["valid_from"] = _day(row["valid_from"])
        return values

    def _check(self, values: dict[str, Any]) -> None:
        for name, allowed in CODES.items():
            if name in values:
                self._known(name, values[name], allowed)
        for name, allowed in (("parent_id", self.bodies.keys() | self.seen), ("territory_code", self.places)):
            if values.get(name):
                self._known(name, values[name], set(allowed))

    @staticmethod
    def _known(name: str, value: str, allowed: set[Any]) -> None:
        if value not in allowed:
            raise DirectoryError(Problem.VALUE_WRONG, field=name, value=value[:80])

    def _differences(
        self, body_id: str, values: dict[str, Any], email: str, serves: tuple[str, ...]
    ) -> dict[str, tuple[Any, Any]]:
        body = self.bodies.get(body_id)
        if body is None:
            return {}
        found = {name: (getattr(body, name), value) for name, value in values.items() if getattr(body, name) != value}
        if email and (body_id, email) not in self.emails:
            found["email"] = ("", email)
        served = self.serves.get(body_id, set())
        if serves and set(serves) != served:
            found["serves"] = (" ".join(sorted(served)), " ".join(sorted(serves)))
        return found


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a legal date has no zone
        except ValueError:
            continue
    raise DirectoryError(Problem.VALUE_WRONG, field="valid_from", value=text[:40])


def _sort_in(plan: Plan, line: Line, context: _Context) -> None:
    if line.id not in context.bodies:
        plan.add.append(line)
    elif line.fields:
        plan.change.append(line)
    else:
        plan.same += 1
