"""Who is behind a case and whom it is about, cut for their reader; and the names that a timeline needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, String, bindparam, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.cases.disclosure import Audience
from tracker.cases.kinds import Kind
from tracker.cases.models import Concern, Party
from tracker.cases.reason_words import grounds_named
from tracker.cases.timeline import TimelineRow
from tracker.cases.timeline_words import NamesById
from tracker.cases.views.case_parts import ConcernView, LegView, PartyView
from tracker.cases.views.names import name_of
from tracker.directory.models import Authority, Centre, Unit
from tracker.directory.posts import Post
from tracker.i18n import current_language
from tracker.people.actor import Actor
from tracker.store.rows import read_rows


def people(
    session: Session, row: Row[Any], audience: Audience, actor: Actor
) -> tuple[tuple[PartyView, ...], tuple[ConcernView, ...]]:
    """Who is behind the case and whom it is about; nobody for the public."""
    if audience is Audience.PUBLIC:
        return (), ()
    found = read_rows(session, _people_query(), {"case_id": row.id})
    parties = [each for each in found if each.what == "party" and may_know_party(each.role, audience)]
    with_contacts = may_know_contacts(audience, actor, Kind(row.filed_kind or row.kind))
    concerns = [ConcernView(each.role, each.name, each.body_id) for each in found if each.what == "concern"]
    return tuple(_party(each, with_contacts) for each in parties), tuple(concerns)


def may_know_party(role: str, audience: Audience) -> bool:
    """Whoever stands behind a centre as sender is never told to a body; co-signers do not see each other."""
    hidden = {Audience.BODY: {"behind"}, Audience.LAWYER: {"behind"}, Audience.APPLICANT: {"co_signer"}}
    return role not in hidden.get(audience, set())


def may_know_contacts(audience: Audience, actor: Actor, kind: Kind) -> bool:
    """A body gets contacts where the law on appeals wants them; a request is answered to the case's own address.

    A letter's link opens a page without contacts.
    """
    if audience is Audience.BODY:
        return actor.is_of_body and kind is not Kind.INFORMATION_REQUEST
    return audience in {Audience.CENTRE, Audience.APPLICANT}


@lru_cache(maxsize=1)
def _people_query() -> Any:
    no_text, no_body = literal(""), cast(literal(None), String)
    parties = select(
        literal("party").label("what"), Party.id, Party.role, Party.name, Party.organisation, Party.address,
        Party.email, Party.phone, Party.language, no_body.label("body_id"),
    ).where(Party.case_id == bindparam("case_id"))  # fmt: skip
    concerns = select(
        literal("concern"), Concern.id, Concern.kind, Concern.name, no_text, no_text, no_text, no_text, no_text,
        cast(Concern.authority_id, String),
    ).where(Concern.case_id == bindparam("case_id"))  # fmt: skip
    return union_all(parties, concerns).order_by("what", "id")


def _party(row: Row[Any], with_contacts: bool) -> PartyView:
    contacts = (row.address, row.email, row.phone) if with_contacts else ("", "", "")
    return PartyView(row.id, row.role, row.name, row.organisation, *contacts, row.language)


def names_of(session: Session, legs: Sequence[LegView], rows: Sequence[TimelineRow]) -> NamesById:
    """Names that the timeline needs; those of the legs are known, the rest comes in one statement or none."""
    authorities = {leg.body_id: leg.body for leg in legs}
    units = {leg.unit_id: leg.unit for leg in legs if leg.unit_id is not None}
    wanted = {
        "authority": _ids(rows, "authority_id", "from_authority_id", "to_authority_id") | _whos(rows, "authority_id"),
        "unit": _ids(rows, "unit_id"),
        "centre": _whos(rows, "centre_id"),
        "post": _whos(rows, "post_id") | {leg.post_id for leg in legs if leg.post_id},
    }
    wanted["authority"] -= set(authorities)
    wanted["unit"] -= set(units)
    grounds = grounds_named((row.values for row in rows), session)
    if not any(wanted.values()):
        return NamesById(authorities, units, grounds=grounds)
    values = {what: sorted(ids) for what, ids in wanted.items() if ids}
    found = read_rows(session, _names_query(current_language(), tuple(values)), values)
    named = {what: {row.key: row.name for row in found if row.what == what} for what in wanted}
    return NamesById(
        authorities | named["authority"],
        units | {int(key): name for key, name in named["unit"].items()},
        named["centre"],
        {int(key): name for key, name in named["post"].items() if name},
        grounds,
    )


@lru_cache(maxsize=64)
def _names_query(language: str, kinds: tuple[str, ...]) -> Any:
    """The names of those kinds of rows that are asked for."""
    models = {"authority": Authority, "unit": Unit, "centre": Centre}
    parts = [_part(what, model, name_of(model, language)) for what, model in models.items() if what in kinds]
    titles = {"ky": (Post.title_ky, Post.title_ru), "en": (Post.title_en, Post.title_ru)}
    chosen = titles.get(language, (Post.title_ru, Post.title_ky))
    title = func.coalesce(*(func.nullif(column, "") for column in chosen), "")
    return union_all(*parts, *([_part("post", Post, title)] if "post" in kinds else []))


def _part(what: str, model: Any, name: Any) -> Any:
    columns = (literal(what).label("what"), cast(model.id, String).label("key"), name.label("name"))
    return select(*columns).where(model.id.in_(bindparam(what, expanding=True)))


def _ids(rows: Iterable[TimelineRow], *keys: str) -> set[Any]:
    return {row.values[key] for row in rows for key in keys if row.values.get(key) is not None}


def _whos(rows: Iterable[TimelineRow], field: str) -> set[Any]:
    return {value for row in rows if (value := getattr(row.who, field)) is not None}
