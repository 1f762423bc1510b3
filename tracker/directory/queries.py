"""Reading bodies, topics, addresses and centres. Places are read in places.py; its functions are offered here too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from tracker.directory.codes import BodyStatus, ContactKind, ContactState
from tracker.directory.folding import fold
from tracker.directory.models import Authority, AuthorityServes, Contact, Territory, Topic
from tracker.directory.places import (
    COUNTRY,
    children_of,
    find_place,
    find_village,
    place_chain,
    propose_places,
)
from tracker.directory.routing import BodyValue, PlaceStep, TopicValue
from tracker.i18n import current_language
from tracker.store.rows import read_rows

__all__ = [
    "COUNTRY", "BodyPage", "DirectoryCounts", "authorities_page", "bodies_for", "bodies_serving", "children_of",
    "concerned_scope", "dated", "directory_counts", "find_place", "find_village", "parents_of_bodies", "place_chain",
    "place_steps", "propose_places", "search_authorities", "topic_names", "topic_value", "topics", "usable_email",
    "usable_emails",
]  # fmt: skip

PAGE = 50
FOUND_AT_MOST = 20
SERVING_AT_MOST = 100
MADE_FROM_CATEGORY = "category"
BODY_COLUMNS: tuple[Any, ...] = (
    Authority.id, Authority.category, Authority.kind, Authority.level, Authority.territory_code, Authority.status,
    Authority.bound_by, Authority.bound_by_confirmed, Authority.name_ky, Authority.name_ru, Authority.name_en,
    Authority.name_ky_guess, Authority.addressee, Authority.valid_to,
)  # fmt: skip


def dated(model: Any, today: Any) -> ColumnElement[bool]:
    """Rows of a dated table that are in force on `today`."""
    began = or_(model.valid_from.is_(None), model.valid_from <= today)
    return began & or_(model.valid_to.is_(None), model.valid_to >= today)


def topics(session: Session, today: date) -> Sequence[Topic]:
    """All topics in force, in their order."""
    return session.scalars(select(Topic).where(dated(Topic, today)).order_by(Topic.position, Topic.code)).all()


def topic_names(session: Session, today: date) -> Sequence[Row[Any]]:
    """Code and names of the topics in force, in their order, for a list to choose from."""
    return read_rows(session, _topic_names(), {"today": today})


@cache
def _topic_names() -> Select[Any]:
    names = select(Topic.code, Topic.name_ky, Topic.name_ru, Topic.name_en)
    return names.where(dated(Topic, bindparam("today", type_=Date))).order_by(Topic.position, Topic.code)


def topic_value(topic: Topic) -> TopicValue:
    return TopicValue(topic.code, split_codes(topic.authorities), split_codes(topic.local_first))


def split_codes(text: str) -> tuple[str, ...]:
    """«A;B; C» as codes in order."""
    return tuple(code for part in text.split(";") if (code := part.strip()))


def place_steps(chain: Iterable[Row[Any]]) -> list[PlaceStep]:
    return [PlaceStep(row.code, row.level) for row in chain]


def bodies_for(
    session: Session, topic: TopicValue, place: Sequence[PlaceStep], today: date
) -> tuple[dict[str, BodyValue], dict[str, Row[Any]]]:
    """The bodies that may answer for `topic` somewhere in the chain: as values to route by and as rows to show."""
    codes = [step.code for step in place]
    wanted = {*topic.authorities, *topic.local_first, "SETS", "CITY_DISTRICT"}
    query = (
        select(*BODY_COLUMNS, Authority.subjects, AuthorityServes.territory_code.label("serves"))
        .join(AuthorityServes, AuthorityServes.authority_id == Authority.id)
        .where(AuthorityServes.territory_code.in_(codes), dated(AuthorityServes, today), dated(Authority, today))
        .where(Authority.id.in_(wanted) | Authority.category.in_(wanted))
    )
    values: dict[str, BodyValue] = {}
    rows: dict[str, Row[Any]] = {}
    row: Any
    for row in session.execute(query):
        before = values[row.id].serves if row.id in values else frozenset()
        subjects = frozenset(row.subjects.split())
        values[row.id] = BodyValue(row.id, row.category, before | {row.serves}, subjects, row.addressee)
        rows[row.id] = row
    return values, rows


def parents_of_bodies(session: Session) -> dict[str, str | None]:
    """Where each body sits, for those that sit under another."""
    query = select(Authority.id, Authority.parent_id).where(Authority.parent_id.is_not(None))
    return {row.id: row.parent_id for row in session.execute(query)}


def concerned_scope(session: Session, ids: Iterable[str]) -> frozenset[str]:
    """The bodies `ids` and every body anywhere under them: a complaint about one goes to none of these."""
    scope = set(ids)
    step = set(scope)
    while step:
        below = set(session.scalars(select(Authority.id).where(Authority.parent_id.in_(step))))
        step = below - scope
        scope |= step
    return frozenset(scope)


def usable_email(session: Session, authority_id: str) -> str | None:
    """The one address to which letters of cases may go, if there is one."""
    return usable_emails(session, [authority_id]).get(authority_id)


def usable_emails(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Usable addresses of several bodies at once; the newest where there are two."""
    query = (
        select(Contact.authority_id, Contact.value)
        .where(Contact.authority_id.in_(list(ids)), Contact.kind == ContactKind.EMAIL)
        .where(Contact.state == ContactState.USABLE)
        .order_by(Contact.id)
    )
    return {row.authority_id: row.value for row in session.execute(query)}


def search_authorities(session: Session, text: str, today: date) -> Sequence[Row[Any]]:
    """Bodies whose names, acronyms or former names contain every word of `text`; at most 20, national ones first."""
    wanted = fold(text).split()[:6]
    if not wanted or len("".join(wanted)) < 2:
        return []
    query = select(*BODY_COLUMNS).where(dated(Authority, today), Authority.addressee)
    for word in wanted:
        query = query.where(Authority.search_key.contains(word, autoescape=True))
    ordered = query.order_by(Authority.category != "", body_sort(), Authority.id)
    return session.execute(ordered.limit(FOUND_AT_MOST)).all()


def body_sort() -> ColumnElement[str]:
    """The column that sorts bodies for the reader."""
    return {"ky": Authority.sort_ky, "en": Authority.sort_en}.get(current_language(), Authority.sort_ru).expression


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One page of bodies; `after` asks for the next, None at the end."""

    rows: Sequence[Row[Any]]
    after: str | None


def authorities_page(
    session: Session,
    today: date,
    *,
    category: str | None = None,
    oblast_code: str | None = None,
    after: str | None = None,
    size: int = PAGE,
) -> BodyPage:
    """Bodies in force in the reader's alphabet. `category` "" means those that are not one per place."""
    query = select(*BODY_COLUMNS, body_sort().label("sort")).where(dated(Authority, today))
    if category is not None:
        query = query.where(Authority.category == category)
    if oblast_code:
        inside = select(Territory.code).where(or_(Territory.oblast_code == oblast_code, Territory.code == oblast_code))
        query = query.where(Authority.territory_code.in_(inside))
    rows = session.execute(_after(query, after).order_by(body_sort(), Authority.id).limit(size + 1)).all()
    last = rows[size - 1] if len(rows) > size else None
    return BodyPage(rows[:size], f"{last.sort}\n{last.id}" if last else None)


def _after(query: Select[Any], after: str | None) -> Select[Any]:
    sort, _, body_id = (after or "").partition("\n")
    if not body_id:
        return query
    return query.where((body_sort() > sort) | ((body_sort() == sort) & (Authority.id > body_id)))


def bodies_serving(session: Session, codes: Sequence[str], today: date) -> Sequence[Row[Any]]:
    """The bodies that answer for any place of the chain `codes`, the nearest place first; at most 100."""
    rank = case({code: place for place, code in enumerate(codes)}, value=AuthorityServes.territory_code)
    query = (
        select(*BODY_COLUMNS, func.min(rank).label("rank"))
        .join(AuthorityServes, AuthorityServes.authority_id == Authority.id)
        .where(AuthorityServes.territory_code.in_(codes), dated(AuthorityServes, today), dated(Authority, today))
        .group_by(*BODY_COLUMNS, body_sort())
    )
    return session.execute(query.order_by(func.min(rank), body_sort(), Authority.id).limit(SERVING_AT_MOST)).all()


@dataclass(frozen=True, slots=True)
class DirectoryCounts:
    """How many bodies there are, told apart: named one by one, made one per place, and how sure we are."""

    named: int
    per_place: dict[str, int]
    unconfirmed: int
    with_usable_email: int


def directory_counts(session: Session, today: date) -> DirectoryCounts:
    """Counts of the bodies in force; those made one per place are never mixed with those named one by one."""
    made = Authority.kind == MADE_FROM_CATEGORY
    by_category = select(Authority.category, func.count()).where(made, dated(Authority, today))
    per_place: dict[str, int] = dict(list(session.execute(by_category.group_by(Authority.category))))
    named = select(func.count(Authority.id)).where(~made, dated(Authority, today))
    unsure = select(func.count(Authority.id)).where(dated(Authority, today), Authority.status != BodyStatus.CURRENT)
    usable = select(func.count(func.distinct(Contact.authority_id))).where(
        Contact.kind == ContactKind.EMAIL, Contact.state == ContactState.USABLE
    )
    numbers = [session.scalar(query) or 0 for query in (named, unsure, usable)]
    return DirectoryCounts(numbers[0], per_place, numbers[1], numbers[2])
