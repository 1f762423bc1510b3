"""Reading places: the chain upwards, the steps downwards, finding one by a name as people write it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Date, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from tracker.directory.codes import Level
from tracker.directory.folding import WORD, place_key
from tracker.directory.models import Territory, TerritoryName
from tracker.directory.names import name_parts
from tracker.i18n import current_language
from tracker.store.rows import read_rows

COUNTRY = "41700000000000"
FOUND_AT_MOST = 20
CHILDREN_AT_MOST = 200
LEVELS_UP = (
    Level.VILLAGE, Level.AIYL_AIMAK, Level.CITY_DISTRICT, Level.RAION_CITY, Level.OBLAST_CITY, Level.RAION,
    Level.REPUBLICAN_CITY, Level.OBLAST, Level.COUNTRY,
)  # fmt: skip
NAME_COLUMNS: tuple[Any, ...] = (
    Territory.code, Territory.level, Territory.kind, Territory.status, Territory.parent_code, Territory.raion_code,
    Territory.oblast_code, Territory.name_ky, Territory.name_ru, Territory.name_en, Territory.name_ky_guess,
)  # fmt: skip
NOT_IN_A_LINE = frozenset({Level.AIYL_AIMAK, Level.COUNTRY})
LAST_CHARACTER = "\U0010ffff"

PlaceRow: TypeAlias = Any


def _in_force(today: Any) -> ColumnElement[bool]:
    return or_(Territory.valid_to.is_(None), Territory.valid_to >= today)


def place_chain(session: Session, code: str) -> list[PlaceRow]:
    """The place and everything it lies in, nearest first. Unknown code: an empty list. Two statements at most."""
    start = session.execute(select(*NAME_COLUMNS).where(Territory.code == code)).first()
    if start is None:
        return []
    above = {start.parent_code, start.raion_code, start.oblast_code, COUNTRY} - {None, code}
    rows = [start, *session.execute(select(*NAME_COLUMNS).where(Territory.code.in_(above)))] if above else [start]
    return sorted(rows, key=lambda row: LEVELS_UP.index(Level(row.level)))


def place_line(session: Session, code: str | None) -> str:
    """A place as a letter names it: with its raion and oblast, because eight villages may share a name. No marks."""
    named = (row for row in place_chain(session, code or "") if row.code == code or row.level not in NOT_IN_A_LINE)
    return ", ".join(name_parts(row).text for row in named)


def children_of(session: Session, code: str, today: date) -> Sequence[PlaceRow]:
    """The places directly in `code`, in the alphabet of the reader."""
    return read_rows(session, _children(current_language()), {"code": code, "today": today})


@cache
def _children(language: str) -> Select[Any]:
    """The statement, built once for each language: that costs more than running it."""
    in_force = _in_force(bindparam("today", type_=Date))
    query = select(*NAME_COLUMNS).where(Territory.parent_code == bindparam("code"), in_force)
    return query.order_by(_level_order(), _sort_column(language)).limit(CHILDREN_AT_MOST)


def sort_column() -> ColumnElement[str]:
    """The column that sorts places for the reader."""
    return _sort_column(current_language())


def _sort_column(language: str) -> ColumnElement[str]:
    return {"ky": Territory.sort_ky, "en": Territory.sort_en}.get(language, Territory.sort_ru).expression


def _level_order() -> ColumnElement[int]:
    order = {level: rank for rank, level in enumerate(reversed(LEVELS_UP))}
    return case(order, value=Territory.level, else_=len(order))


def find_place(session: Session, text: str, today: date, levels: Sequence[str] = ()) -> Sequence[PlaceRow]:
    """Places whose name, former name or guess begins like `text`; after a comma a raion or oblast may follow.

    At most 20; the exact name first. Fewer than two letters find nothing.
    """
    name, _, around = text.partition(",")
    key = place_key(name)[:60]
    if len(key) < 2:
        return []
    hits = _matching(key, today, levels).subquery()
    query = select(*NAME_COLUMNS, hits.c.exact).join(hits, hits.c.code == Territory.code)
    within = _codes_named(session, around, today) if around.strip() else []
    if within:
        query = query.where(or_(Territory.raion_code.in_(within), Territory.oblast_code.in_(within)))
    ordered = query.order_by(hits.c.exact.desc(), _found_order(), hits.c.length, Territory.sort_ru, Territory.code)
    return session.execute(ordered.limit(FOUND_AT_MOST)).all()


def _found_order() -> ColumnElement[int]:
    """Cities first, then villages, then the wider places that carry the same name."""
    cities = (Level.REPUBLICAN_CITY, Level.OBLAST_CITY, Level.RAION_CITY)
    order = {level: rank for rank, level in enumerate((*cities, Level.VILLAGE, Level.RAION, Level.AIYL_AIMAK))}
    return case(order, value=Territory.level, else_=len(order))


def find_village(session: Session, text: str, today: date) -> Sequence[PlaceRow]:
    """Villages and towns by name, at most 20."""
    levels = (Level.VILLAGE, Level.RAION_CITY, Level.OBLAST_CITY, Level.REPUBLICAN_CITY)
    return find_place(session, text, today, levels)


def _matching(key: str, today: date, levels: Sequence[str]) -> Any:
    exact = func.max(case((TerritoryName.key == key, 1), else_=0)).label("exact")
    length = func.min(func.length(TerritoryName.key)).label("length")
    query = (
        select(TerritoryName.territory_code.label("code"), exact, length)
        .join(Territory, Territory.code == TerritoryName.territory_code)
        .where(TerritoryName.key >= key, TerritoryName.key < key + LAST_CHARACTER, _in_force(today))
        .group_by(TerritoryName.territory_code)
    )
    return query.where(Territory.level.in_(levels)) if levels else query


def _codes_named(session: Session, text: str, today: date) -> list[str]:
    key = place_key(text)[:60]
    if len(key) < 2:
        return []
    hits = _matching(key, today, (Level.RAION, Level.OBLAST)).limit(FOUND_AT_MOST)
    return [row.code for row in session.execute(hits)]


ENDING_AT_MOST = 5
STEM_AT_LEAST = 4
WORDS_READ = 200
KEYS_AT_MOST = 600
READ_AT_MOST = 60
INSIDE_BONUS = 4


def propose_places(session: Session, text: str, today: date, limit: int = 5) -> Sequence[PlaceRow]:
    """Places named in a free text (capital first letter, endings tolerated); a proposal only.

    The longest name first; a place that lies in another one named in the text goes before its namesakes.
    """
    keys = _keys_in(text)
    if not keys:
        return []
    length = func.max(func.length(TerritoryName.key)).label("length")
    query = (
        select(*NAME_COLUMNS, length)
        .join(TerritoryName, TerritoryName.territory_code == Territory.code)
        .where(TerritoryName.key.in_(keys), _in_force(today), Territory.level != Level.COUNTRY)
        .group_by(Territory.code)
    )
    ordered = query.order_by(length.desc(), _found_order(), Territory.code).limit(READ_AT_MOST)
    rows = session.execute(ordered).all()
    named = {row.code for row in rows}
    return sorted(rows, key=lambda row: -row.length - INSIDE_BONUS * _lies_in(row, named))[:limit]


def _lies_in(row: PlaceRow, codes: set[str]) -> bool:
    return not codes.isdisjoint({row.parent_code, row.raion_code, row.oblast_code})


def _keys_in(text: str) -> list[str]:
    found = WORD.findall(text)[:WORDS_READ]
    pairs = [f"{first} {second}" for first, second in pairwise(found) if _is_name(first)]
    singles = [word for word in found if _is_name(word)]
    keys: dict[str, None] = {}
    for name in (*pairs, *singles):
        keys.update(dict.fromkeys(_stems(place_key(name))))
    return list(keys)[:KEYS_AT_MOST]


def _is_name(word: str) -> bool:
    return word[:1].isupper() and len(word) > 1


def _stems(key: str) -> list[str]:
    shortest = max(STEM_AT_LEAST, len(key) - ENDING_AT_MOST)
    return [key, *(key[:length].strip() for length in range(len(key) - 1, shortest - 1, -1))]
