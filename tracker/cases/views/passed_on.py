"""What stays of a letter with a body that passed it on: its own part, until the day it let go.

Need to know: once another body owes, this one no longer needs to know who wrote and what. It keeps what it did itself (its
dates, its number, its questions and reasons, its notes, where the letter went and why) and what the public may read. It
sees neither the sender nor the letter nor its files any more, nor anything that happened afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.disclosure import Audience, MessageKind
from tracker.cases.events import EventType
from tracker.cases.kinds import Kind, LegState, Review
from tracker.cases.models import Case, CaseEvent, Message
from tracker.cases.permissions import Facts, may
from tracker.cases.timeline import EventFacts, TimelineRow, timeline
from tracker.cases.timeline_words import NamesById
from tracker.cases.views.case_legs import leg_views, load_legs
from tracker.cases.views.case_parts import LegView, MessageView
from tracker.cases.views.case_people import names_of
from tracker.people.actor import Actor, ActorKind

OWN_TEXTS = (MessageKind.QUESTION, MessageKind.EXTENSION, MessageKind.TRANSFER, MessageKind.BODY_NOTE,
             MessageKind.HEAD_NOTE, MessageKind.ANNOUNCEMENT, MessageKind.FEE, MessageKind.BODY_MAIL)  # fmt: skip
MOST = 200


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The part of one body in a case that is no longer with it."""

    case_id: int
    number: str
    kind: Kind
    filed_on: date
    restricted: bool
    public_row: bool
    leg: LegView
    timeline: tuple[TimelineRow, ...]
    messages: tuple[MessageView, ...]
    names: NamesById

    def texts_of(self, row: TimelineRow) -> tuple[MessageView, ...]:
        """The texts that belong to a row of the timeline."""
        return tuple(message for message in self.messages if message.event_id in row.event_ids)


def passed_on(session: Session, number: str, actor: Actor, today: date) -> PassedOn | None:
    """The newest part of the actor's body that it passed on; None where it never held the letter."""
    case = session.execute(
        select(
            Case.id, Case.number, Case.kind, Case.filed_on, Case.centre_id, Case.restricted, Case.review, Case.public_row
        ).where(Case.number == number)
    ).first()
    if case is None or case.review != Review.PASSED:
        return None
    rows = load_legs(session, case.id, today)
    own = [
        leg for leg in leg_views(rows, Audience.BODY, case.filed_on, today)
        if leg.state is LegState.TRANSFERRED and _came_here(leg)
        and may(actor, Act.READ, _facts(case.id, case.centre_id, leg))
    ]  # fmt: skip
    if not own:
        return None
    leg = own[-1]
    happened = _own_rows(session, case.id, leg.id, actor)
    return PassedOn(
        case.id, case.number, Kind(case.kind), case.filed_on, case.restricted, case.public_row, leg, happened,
        _own_texts(session, leg.id), names_of(session, [leg], happened),
    )  # fmt: skip


def _came_here(leg: LegView) -> bool:
    """Not a body that was chosen by mistake and replaced before the letter went to it."""
    return leg.dispatched_on is not None or leg.received_on is not None


def _facts(case_id: int, centre_id: str, leg: LegView) -> Facts:
    return Facts(case_id, centre_id, leg.body_id, leg.unit_id)


def _own_rows(session: Session, case_id: int, leg_id: int, actor: Actor) -> tuple[TimelineRow, ...]:
    """What happened in this part, up to the passing on."""
    event = CaseEvent
    query = select(
        event.id, event.seq, event.type, event.at, event.actor_kind, event.data, event.leg_id, event.authority_id,
        event.centre_id, event.post_id,
    ).where(event.case_id == case_id, event.leg_id == leg_id)  # fmt: skip
    facts = [
        EventFacts(
            id=row.id, seq=row.seq, type=EventType(row.type), at=row.at, actor_kind=ActorKind(row.actor_kind),
            data=row.data or {}, leg_id=row.leg_id, authority_id=row.authority_id, centre_id=row.centre_id,
            post_id=row.post_id,
        )
        for row in session.execute(query.order_by(event.seq).limit(MOST))
    ]  # fmt: skip
    gone = next((fact.seq for fact in facts if fact.type in {EventType.TRANSFERRED, EventType.BODY_SUCCEEDED}), None)
    kept = [fact for fact in facts if gone is None or fact.seq <= gone]
    return timeline(kept, Audience.BODY, authority_id=actor.authority_id)


def _own_texts(session: Session, leg_id: int) -> tuple[MessageView, ...]:
    query = select(Message).where(Message.leg_id == leg_id, Message.kind.in_(OWN_TEXTS)).order_by(Message.id).limit(MOST)
    return tuple(
        MessageView(
            row.id, row.leg_id, row.event_id, MessageKind(row.kind), row.body, row.signatory, row.executor,
            row.release, row.kept_reason, row.created_at, False,
        )  # type: ignore[arg-type]
        for row in session.scalars(query)
    )  # fmt: skip
