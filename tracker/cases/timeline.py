"""Events -> the rows one audience may read. Pure; the sentences are made in `timeline_words.py`.

Small acts of one hand in a row become one row: ten files released one by one are one thing that happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tracker.cases.disclosure import Audience, fields_for, timeline_has
from tracker.cases.events import EventType as E
from tracker.people.actor import ActorKind

BISHKEK = ZoneInfo("Asia/Bishkek")
WINDOW = timedelta(minutes=30)
OF_ONE_BODY = frozenset({E.NOTED, E.APPROVAL_ASKED, E.APPROVAL_RETURNED})
"""What stays in the body in which it happened."""
SMALL = frozenset({E.PUBLISHED, E.KEPT_BACK, E.LETTER_QUEUED, E.TOLD, E.NOTED, E.CLARIFIED, E.MARKED_URGENT})

OF_BODY = frozenset({ActorKind.OFFICER, ActorKind.HEAD, ActorKind.LETTER_LINK, ActorKind.LETTER_CODE})
OF_APPLICANT = frozenset({ActorKind.PUBLIC, ActorKind.SECRET_HOLDER, ActorKind.CONFIRMED_APPLICANT})


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event as stored."""

    id: int
    seq: int
    type: E
    at: datetime
    actor_kind: ActorKind
    data: Mapping[str, Any]
    leg_id: int | None = None
    authority_id: str | None = None
    centre_id: str | None = None
    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """Who did it: never a person. A post is named to those inside; the public reads the body, the centre, the applicant."""

    kind: ActorKind
    authority_id: str | None = None
    centre_id: str | None = None
    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One row. `at` is None for the public, which reads days. `event_ids` finds the texts and files of the row."""

    code: E
    on: date
    at: datetime | None
    who: Who
    leg_id: int | None
    values: Mapping[str, Any]
    event_ids: tuple[int, ...]
    count: int = 1
    last_at: datetime | None = field(default=None, repr=False)


def timeline(
    events: Iterable[EventFacts], audience: Audience, *, authority_id: str | None = None, restricted: bool = False
) -> tuple[TimelineRow, ...]:
    """The rows of `audience`, oldest first. `authority_id`: whose officer reads; notes of other bodies are not his."""
    rows: list[TimelineRow] = []
    for event in sorted(events, key=lambda event: event.seq):
        if not timeline_has(audience, event.type, event.data) or _note_of_another(event, audience, authority_id):
            continue
        row = _row(event, audience, restricted)
        if rows and _belongs(rows[-1], row, event.at):
            rows[-1] = _grown(rows[-1], row, event.at)
        else:
            rows.append(replace(row, last_at=event.at))
    if audience is Audience.PUBLIC:
        return tuple(replace(row, at=None, last_at=None) for row in rows)
    return tuple(rows)


def _note_of_another(event: EventFacts, audience: Audience, authority_id: str | None) -> bool:
    return event.type in OF_ONE_BODY and audience is Audience.BODY and event.authority_id != authority_id


def _row(event: EventFacts, audience: Audience, restricted: bool) -> TimelineRow:
    return TimelineRow(
        code=event.type,
        on=event.at.astimezone(BISHKEK).date(),
        at=event.at,
        who=_who(event, audience),
        leg_id=event.leg_id,
        values=fields_for(audience, event.type, event.data, restricted),
        event_ids=(event.id,),
    )


def _who(event: EventFacts, audience: Audience) -> Who:
    kind = event.actor_kind
    if kind in OF_APPLICANT:
        return Who(ActorKind.SECRET_HOLDER)
    if kind in OF_BODY:
        own = audience in {Audience.BODY, Audience.CENTRE}
        return Who(ActorKind.OFFICER, event.authority_id, None, event.post_id if own else None)
    if kind is ActorKind.STAFF:
        return Who(kind, None, event.centre_id, event.post_id if audience is Audience.CENTRE else None)
    return Who(kind)


def _belongs(before: TimelineRow, row: TimelineRow, at: datetime) -> bool:
    same = (before.code, before.leg_id, before.who) == (row.code, row.leg_id, row.who)
    if row.code is E.KEPT_BACK and before.values != row.values:
        return False  # each reason is said
    return same and row.code in SMALL and at - (before.last_at or at) <= WINDOW


def _grown(before: TimelineRow, row: TimelineRow, at: datetime) -> TimelineRow:
    """The newest values stand: urgency switched on and off again reads as it is now."""
    return replace(
        before, values=row.values, event_ids=before.event_ids + row.event_ids, count=before.count + 1, last_at=at
    )
