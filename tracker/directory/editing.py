"""Changing bodies, units, topics, names of places and centres. Every change keeps what was there before.

Nothing is deleted: what ends gets a last day. Names used for sorting and finding are made again at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tracker.directory.codes import BodyStatus, BoundBy, Category, Level
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.history import KEEPERS, OF_CENTRE, allow, found, note, set_field
from tracker.directory.keys import body_keys, place_search_keys, place_sort_keys
from tracker.directory.models import (
    Authority,
    AuthorityServes,
    Territory,
    TerritoryName,
    Topic,
    Unit,
)
from tracker.directory.naming import CATEGORY_NAMES, Names, body_names
from tracker.directory.queries import split_codes
from tracker.people.actor import Actor

ID = re.compile(r"[A-Z][A-Z0-9-]{1,39}")
BODY_FIELDS = frozenset(
    {
        "category", "kind", "level", "parent_id", "territory_code", "addressee", "name_ky", "name_ru", "name_en",
        "name_ky_guess", "acronym_ky", "acronym_ru", "subjects", "bound_by", "bound_by_confirmed", "bound_by_source",
        "head_signs", "website", "phone", "postal_address", "contact_source", "predecessors", "status", "source",
        "confidence", "note",
        "valid_from",
    }
)  # fmt: skip
UNIT_FIELDS = frozenset({"name_ky", "name_ru", "name_en", "valid_from", "valid_to"})
TOPIC_FIELDS = frozenset(
    {
        "group", "name_ky", "name_ru", "name_en", "aarhus_category", "aarhus_text", "inspire_themes", "gemet_themes",
        "keywords_ky", "keywords_ru", "keywords_en", "authorities", "local_first", "routing_note", "source", "position",
        "restricted_by_default", "valid_from", "valid_to",
    }
)  # fmt: skip
PLACE_FIELDS = frozenset({"name_ky", "name_ru", "name_en", "name_ky_guess", "former_names", "status", "note"})
CODES_OF = {"bound_by": BoundBy, "status": BodyStatus}


def add_authority(
    session: Session, authority_id: str, values: Mapping[str, Any], *, by: Actor, now: datetime, serves: tuple[str, ...] = ()
) -> Authority:
    """A new body. It answers for `serves`, by default for its own territory; its superior is set on its own."""
    allow(by, KEEPERS)
    if not ID.fullmatch(authority_id):
        raise DirectoryError(Problem.ID_WRONG)
    if session.get(Authority, authority_id) is not None:
        raise DirectoryError(Problem.ID_TAKEN, key=authority_id)
    _check_body(session, values)
    body = Authority(id=authority_id, **{"kind": "", "level": Level.COUNTRY.value, "bound_by": BoundBy.STATE.value, **values})
    _require_names(body)
    session.add(body)
    session.flush()
    _refresh_body(body)
    for code in serves or ((body.territory_code,) if body.territory_code else ()):
        found(session, Territory, code)
        session.add(AuthorityServes(authority_id=authority_id, territory_code=code, valid_from=body.valid_from))
    note(session, body, "created", None, body.name_ru, by=by, now=now, reason=body.source)
    return body


def edit_authority(
    session: Session, authority_id: str, values: Mapping[str, Any], *, by: Actor, now: datetime, reason: str = ""
) -> Authority:
    """Change fields of a body."""
    allow(by, KEEPERS)
    body: Authority = found(session, Authority, authority_id)
    _check_body(session, values)
    _set_all(session, body, values, by=by, now=now, reason=reason)
    _require_names(body)
    _refresh_body(body)
    return body


def end_authority(
    session: Session, authority_id: str, last_day: date, *, act: str, by: Actor, now: datetime, successor_id: str | None = None
) -> Authority:
    """The body exists for the last time on `last_day`; what it answered for ends with it."""
    allow(by, KEEPERS)
    body: Authority = found(session, Authority, authority_id)
    if body.valid_from is not None and last_day < body.valid_from:
        raise DirectoryError(Problem.DATES_WRONG)
    if successor_id is not None:
        found(session, Authority, successor_id)
        set_field(session, body, "successor_id", successor_id, by=by, now=now, reason=act)
    set_field(session, body, "valid_to", last_day, by=by, now=now, reason=act)
    set_field(session, body, "status", BodyStatus.ENDED.value, by=by, now=now, reason=act)
    for served in session.scalars(select(AuthorityServes).where(AuthorityServes.authority_id == authority_id)):
        if served.valid_to is None or served.valid_to > last_day:
            served.valid_to = last_day
    return body


def set_superior(
    session: Session, authority_id: str, superior_id: str, *, source: str, from_day: date, by: Actor, now: datetime
) -> Authority:
    """Which body hears complaints about this one. Needs a source: it never follows from where a body sits."""
    allow(by, KEEPERS)
    body: Authority = found(session, Authority, authority_id)
    found(session, Authority, superior_id)
    if not source.strip():
        raise DirectoryError(Problem.SOURCE_MISSING)
    if superior_id == authority_id:
        raise DirectoryError(Problem.VALUE_WRONG, field="superior_id", value=superior_id)
    for field, value in (("superior_id", superior_id), ("superior_source", source.strip()), ("superior_from", from_day)):
        set_field(session, body, field, value, by=by, now=now, reason=source.strip())
    return body


def set_serves(
    session: Session, authority_id: str, codes: set[str], *, from_day: date, act: str, by: Actor, now: datetime
) -> None:
    """From `from_day` the body answers for exactly these places."""
    allow(by, KEEPERS)
    body: Authority = found(session, Authority, authority_id)
    query = select(AuthorityServes).where(AuthorityServes.authority_id == authority_id, AuthorityServes.valid_to.is_(None))
    present = {served.territory_code: served for served in session.scalars(query)}
    for code in sorted(codes - present.keys()):
        found(session, Territory, code)
        session.add(AuthorityServes(authority_id=authority_id, territory_code=code, valid_from=from_day, act=act))
        note(session, body, "serves", None, code, by=by, now=now, reason=act)
    for code in sorted(present.keys() - codes):
        first_day = present[code].valid_from
        if first_day is not None and first_day >= from_day:
            raise DirectoryError(Problem.DATES_WRONG)
        present[code].valid_to = from_day - timedelta(days=1)
        note(session, body, "serves", code, None, by=by, now=now, reason=act)


def add_unit(
    session: Session, authority_id: str, name_ky: str, name_ru: str, *, by: Actor, now: datetime, valid_from: date | None = None
) -> Unit:
    """A new part of a body."""
    allow(by, KEEPERS)
    found(session, Authority, authority_id)
    unit = Unit(authority_id=authority_id, name_ky=name_ky.strip(), name_ru=name_ru.strip(), valid_from=valid_from)
    _require_names(unit)
    session.add(unit)
    session.flush()
    note(session, unit, "created", None, unit.name_ru, by=by, now=now)
    return unit


def edit_unit(session: Session, unit_id: int, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Unit:
    """Rename or end a part of a body."""
    allow(by, KEEPERS)
    unit: Unit = found(session, Unit, unit_id)
    _known_fields(values, UNIT_FIELDS)
    _set_all(session, unit, values, by=by, now=now)
    _require_names(unit)
    _require_dates(unit)
    return unit


def add_topic(session: Session, code: str, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Topic:
    """A new topic."""
    allow(by, KEEPERS)
    if not ID.fullmatch(code):
        raise DirectoryError(Problem.ID_WRONG)
    if session.get(Topic, code) is not None:
        raise DirectoryError(Problem.ID_TAKEN, key=code)
    _check_topic(session, values)
    topic = Topic(code=code, **{"group": "procedure", **values})
    _require_names(topic)
    session.add(topic)
    session.flush()
    note(session, topic, "created", None, topic.name_ru, by=by, now=now)
    return topic


def edit_topic(
    session: Session, code: str, values: Mapping[str, Any], *, by: Actor, now: datetime, reason: str = ""
) -> Topic:
    """Change a topic: its words, its bodies in order, whether its cases are restricted by default."""
    allow(by, KEEPERS)
    topic: Topic = found(session, Topic, code)
    _check_topic(session, values)
    _set_all(session, topic, values, by=by, now=now, reason=reason)
    _require_names(topic)
    _require_dates(topic)
    return topic


def edit_territory(
    session: Session, code: str, values: Mapping[str, Any], *, by: Actor, now: datetime, reason: str = ""
) -> Territory:
    """Correct the names of a place (staff too: they know the village). Bodies named after it follow."""
    allow(by, OF_CENTRE)
    place: Territory = found(session, Territory, code)
    _known_fields(values, PLACE_FIELDS)
    before = _names_of(place)
    _set_all(session, place, values, by=by, now=now, reason=reason)
    if not place.name_ru:
        raise DirectoryError(Problem.NAME_MISSING)
    refresh_place(session, place)
    if _names_of(place) != before:
        _rename_bodies(session, place, before, by=by, now=now)
    return place


def _rename_bodies(session: Session, place: Territory, before: Names, *, by: Actor, now: datetime) -> None:
    """Bodies that carry the name the rule gave them get the new one; a name that staff wrote stays."""
    query = select(Authority).where(Authority.territory_code == place.code, Authority.category.in_(list(CATEGORY_NAMES)))
    in_city = place.level not in (Level.AIYL_AIMAK, Level.RAION)
    for body in session.scalars(query):
        old, new = (body_names(Category(body.category), names, in_city) for names in (before, _names_of(place)))
        if (body.name_ky, body.name_ru, body.name_en, body.name_ky_guess) != old:
            continue
        values = {"name_ky": new.ky, "name_ru": new.ru, "name_en": new.en, "name_ky_guess": new.ky_guess}
        _set_all(session, body, values, by=by, now=now, reason=place.code)
        _refresh_body(body)


def _names_of(place: Territory) -> Names:
    return Names(place.name_ky, place.name_ru, place.name_en, place.name_ky_guess)


def refresh_place(session: Session, place: Territory) -> None:
    """Make again the keys by which a place is sorted and found."""
    values = {name: getattr(place, name) for name in ("name_ky", "name_ru", "name_en", "name_ky_guess", "former_names")}
    for field, key in place_sort_keys(values).items():
        setattr(place, field, key)
    session.execute(delete(TerritoryName).where(TerritoryName.territory_code == place.code))
    spellings = [{"territory_code": place.code, "key": key} for key in sorted(place_search_keys(values))]
    session.execute(insert(TerritoryName), spellings)


def _refresh_body(body: Authority) -> None:
    names = ("name_ky", "name_ru", "name_en", "name_ky_guess", "acronym_ky", "acronym_ru", "predecessors")
    for field, key in body_keys({name: getattr(body, name) or "" for name in names}).items():
        setattr(body, field, key)


def _set_all(
    session: Session, row: Any, values: Mapping[str, Any], *, by: Actor, now: datetime, reason: str = ""
) -> None:
    for field, value in values.items():
        set_field(session, row, field, value, by=by, now=now, reason=reason)


def _check_body(session: Session, values: Mapping[str, Any]) -> None:
    _known_fields(values, BODY_FIELDS)
    for field, codes in CODES_OF.items():
        if field in values and values[field] not in set(codes):
            raise DirectoryError(Problem.VALUE_WRONG, field=field, value=values[field])
    for field, model in (("parent_id", Authority), ("territory_code", Territory)):
        if values.get(field):
            found(session, model, values[field])


def _check_topic(session: Session, values: Mapping[str, Any]) -> None:
    _known_fields(values, TOPIC_FIELDS)
    for field in ("authorities", "local_first"):
        for code in split_codes(values.get(field, "")):
            if code not in set(Category) and session.get(Authority, code) is None:
                raise DirectoryError(Problem.VALUE_WRONG, field=field, value=code)


def _known_fields(values: Mapping[str, Any], allowed: frozenset[str]) -> None:
    for field in values:
        if field not in allowed:
            raise DirectoryError(Problem.FIELD_UNKNOWN, field=field)


def _require_names(row: Any) -> None:
    if not row.name_ru or not (row.name_ky or getattr(row, "name_ky_guess", "")):
        raise DirectoryError(Problem.NAME_MISSING)


def _require_dates(row: Any) -> None:
    if row.valid_from is not None and row.valid_to is not None and row.valid_to < row.valid_from:
        raise DirectoryError(Problem.DATES_WRONG)
