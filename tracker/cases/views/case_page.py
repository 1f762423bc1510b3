"""One case for one reader. The cut is made in the select where it can be: what the public may not read is not loaded.

At most six statements for the public, eight for those inside, however long the case is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.cases.asked_before import Asked, asked_line
from tracker.cases.asked_models import AskedBefore
from tracker.cases.disclosure import (
    Audience,
    PublicLevel,
    audience_of,
)
from tracker.cases.events import EventType
from tracker.cases.kinds import CaseState, Channel, Kind, LegState, Outcome, Rating, Release, Review, Sender
from tracker.cases.models import Case, CaseContent, CaseEvent
from tracker.cases.permissions import Facts
from tracker.cases.timeline import EventFacts, timeline
from tracker.cases.views.case_legs import leg_views, load_legs
from tracker.cases.views.case_parts import (
    CaseHead,
    CasePage,
    Letter,
)
from tracker.cases.views.case_people import names_of, people
from tracker.cases.views.case_texts import SHOWN, files, messages
from tracker.cases.views.names import name_of
from tracker.directory.models import Centre, Territory, Topic
from tracker.i18n import current_language
from tracker.lawbook.standing import law_column
from tracker.people.actor import Actor, ActorKind
from tracker.store.rows import first_row, read_rows

MANY_EVENTS = 500
"""A case page stops there; no real case comes near."""


def find_case(session: Session, number: str) -> Row[Any] | None:
    """The row behind a number, for who checks a key or a version before the page is read. Shown to nobody as it is."""
    return first_row(session, _case_query(current_language()), {"number": number})


def case_page(
    session: Session, number: str, actor: Actor, today: date, *, as_public: bool = False, found: Row[Any] | None = None
) -> CasePage | None:
    """Everything `actor` may see of the case. None: no such case, or nothing of it is for him; both look alike.

    `as_public`: how the public sees it, for those who see more. `found`: what `find_case` gave a moment ago.
    """
    row = found or find_case(session, number)
    if row is None:
        return None
    legs = load_legs(session, row.id, today)
    audience = Audience.PUBLIC if as_public else audience_for(actor, row.id, row.centre_id, legs)
    level = _level(row)
    if audience is Audience.PUBLIC and level is PublicLevel.NONE:
        return None
    return _assemble(session, row, legs, audience, level, actor, today)


def audience_for(actor: Actor, case_id: int, centre_id: str, legs: Iterable[Any]) -> Audience:
    """The closest reading that any leg gives. A body that passed the letter on reads what the public reads."""
    holding = [leg for leg in legs if leg.state != LegState.TRANSFERRED]
    facts = [Facts(case_id, centre_id, leg.authority_id, leg.unit_id, leg_id=leg.id) for leg in holding]
    facts = facts or [Facts(case_id, centre_id)]
    found = (audience_of(actor, each) for each in facts)
    return next((audience for audience in found if audience is not Audience.PUBLIC), Audience.PUBLIC)


def _level(row: Row[Any]) -> PublicLevel:
    """As projected by the commands (`disclosure.public_level`)."""
    if not row.public_row:
        return PublicLevel.NONE
    return PublicLevel.TEXT if row.released and not row.restricted else PublicLevel.ROW


def _assemble(
    session: Session,
    row: Row[Any],
    legs: Sequence[Row[Any]],
    audience: Audience,
    level: PublicLevel,
    actor: Actor,
    today: date,
) -> CasePage:
    views = leg_views(legs, audience, row.filed_on, today)
    if audience is Audience.PUBLIC and row.restricted:
        views = tuple(replace(leg, unit="", unit_id=None, incoming_number="", outgoing_number="") for leg in views)
    events = _events(session, row.id)
    rows = timeline(events, audience, authority_id=actor.authority_id, restricted=row.restricted)
    with_texts = audience is not Audience.PUBLIC or level is PublicLevel.TEXT
    parties, concerns = people(session, row, audience, actor)
    return CasePage(
        audience=audience,
        level=level,
        case=_head(row, audience),
        letter=_letter(session, row, audience, level),
        legs=views,
        timeline=rows,
        messages=messages(session, row.id, audience, actor) if with_texts else (),
        files=files(session, row.id, audience, actor) if with_texts else (),
        parties=parties,
        concerns=concerns,
        names=names_of(session, views, rows),
    )


@lru_cache(maxsize=8)
def _case_query(language: str) -> Any:
    exact, linked = aliased(Territory), aliased(Case)
    return (
        select(
            Case.id, Case.number, Case.kind, Case.filed_kind, Case.kind_standing, Case.channel, Case.sender,
            Case.language, Case.topic_code, Case.centre_id,
            Case.filed_on, Case.review, Case.restricted, Case.urgent, Case.state, Case.outcome, Case.public_row,
            Case.released, Case.contact_confirmed_at, Case.closed_on, Case.rating, Case.current_leg_id, Case.version,
            Case.secret_digest,
            linked.number.label("linked_number"), CaseContent.public_subject, CaseContent.public_body,
            CaseContent.release, CaseContent.kept_reason, name_of(Topic, language).label("topic"),
            name_of(Territory, language).label("place"), name_of(exact, language).label("exact"),
            name_of(Centre, language).label("centre"), law_column(),
        )
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(linked, linked.id == Case.linked_case_id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .outerjoin(exact, exact.code == Case.territory_code)
        .join(Centre, Centre.id == Case.centre_id)
        .where(Case.number == bindparam("number"))
    )  # fmt: skip


def _head(row: Row[Any], audience: Audience) -> CaseHead:
    public = audience is Audience.PUBLIC
    return CaseHead(
        id=row.id,
        number=row.number,
        kind=Kind(row.kind),
        filed_kind=Kind(row.filed_kind) if row.filed_kind else None,
        kind_standing=row.kind_standing,
        channel=Channel(row.channel),
        sender=Sender(row.sender),
        language=row.language,
        topic=row.topic,
        topic_code=row.topic_code,
        place=row.place,
        territory="" if public and row.restricted else row.exact,
        centre=row.centre,
        centre_id=row.centre_id,
        filed_on=row.filed_on,
        review=Review(row.review),
        restricted=row.restricted,
        released=row.released,
        urgent=row.urgent and audience in {Audience.CENTRE, Audience.BODY},
        state=CaseState(row.state),
        outcome=Outcome(row.outcome) if row.outcome else None,
        contact_confirmed=row.contact_confirmed_at is not None and not public,
        closed_on=row.closed_on,
        rating=Rating(row.rating) if row.rating and not public else None,
        linked_number=row.linked_number if audience in {Audience.CENTRE, Audience.APPLICANT} else None,
        current_leg_id=row.current_leg_id,
        version=row.version,
    )


def _letter(session: Session, row: Row[Any], audience: Audience, level: PublicLevel) -> Letter | None:
    """The public gets the released copy, from columns that hold nothing else."""
    release = Release(row.release or Release.UNRELEASED)
    if audience is Audience.PUBLIC:
        if level is not PublicLevel.TEXT or release not in SHOWN:
            return None
        return Letter(row.public_subject or "", row.public_body or "", "", "", release, None, True)
    found = first_row(session, LETTER, {"case_id": row.id})
    if found is None:
        return None
    copy = (row.public_subject or "", row.public_body or "") if audience is Audience.CENTRE else ("", "")
    subject, body, place, form_wanted, *asked = found
    about = asked_line(Asked(*(value or "" for value in asked[:2]), asked[2], asked[3] or ""))
    return Letter(subject, body, place, form_wanted, release, row.kept_reason, False, *copy, asked=about)


LETTER: Select[Any] = (
    select(
        CaseContent.subject, CaseContent.body, CaseContent.place, CaseContent.form_wanted,
        AskedBefore.number, AskedBefore.body.label("asked_body"), AskedBefore.asked_on, AskedBefore.way,
    )
    .outerjoin(AskedBefore, AskedBefore.case_id == CaseContent.case_id)
    .where(CaseContent.case_id == bindparam("case_id"))
)  # fmt: skip
EVENTS: Select[Any] = (
    select(
        CaseEvent.id, CaseEvent.seq, CaseEvent.type, CaseEvent.at, CaseEvent.actor_kind, CaseEvent.data,
        CaseEvent.leg_id, CaseEvent.authority_id, CaseEvent.centre_id, CaseEvent.post_id,
    )
    .where(CaseEvent.case_id == bindparam("case_id"))
    .order_by(CaseEvent.seq)
    .limit(MANY_EVENTS)
)  # fmt: skip


def _events(session: Session, case_id: int) -> list[EventFacts]:
    return [
        EventFacts(
            id=row.id, seq=row.seq, type=EventType(row.type), at=row.at, actor_kind=ActorKind(row.actor_kind),
            data=row.data or {}, leg_id=row.leg_id, authority_id=row.authority_id, centre_id=row.centre_id,
            post_id=row.post_id,
        )
        for row in read_rows(session, EVENTS, {"case_id": case_id})
    ]  # fmt: skip
