"""How every act is written down: check, append the event, move the projections, tell people. Never commits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.cases import notices
from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind, Publicity, PublicLevel, public_level
from tracker.cases.duties_of import LegFacts, next_on
from tracker.cases.errors import StaleForm
from tracker.cases.events import EventType
from tracker.cases.kinds import LegState, Outcome, Review
from tracker.cases.models import Case, CaseEvent, CaseFile, Leg, Message, Task
from tracker.cases.permissions import Facts, require
from tracker.cases.workflow import LegStanding, case_state, check_not_ended, check_review, next_state
from tracker.directory.models import Authority, Territory
from tracker.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its files that travel with an event. `file_ids` are stored files."""

    kind: MessageKind
    body: str = ""
    signatory: str = ""
    executor: str = ""
    file_ids: tuple[int, ...] = field(default=())


def facts_of(case: Case, leg: Leg | None = None) -> Facts:
    """What permissions need to know."""
    return Facts(
        case_id=case.id,
        centre_id=case.centre_id,
        authority_id=leg.authority_id if leg else None,
        unit_id=leg.unit_id if leg else None,
        restricted=case.restricted,
        leg_id=leg.id if leg else None,
    )


def check_fresh(row: Case | Leg, seen_version: int | None) -> None:
    """A form made for an older state is refused. Raises `StaleForm`."""
    if seen_version is not None and seen_version != row.version:
        raise StaleForm(seen_version, row.version)


def allow(act: Act, case: Case, by: Actor, leg: Leg | None = None) -> None:
    """May this actor do this here, and does it fit the state? Raises `NotAllowed`, `WorkflowError`."""
    require(by, act, facts_of(case, leg))
    check_review(act, Review(case.review))
    check_not_ended(act, case.closed_on is not None, case.state)
    if leg is not None:
        next_state(act, LegState(leg.state))


def move(act: Act, leg: Leg) -> None:
    """The leg's state after `act`."""
    leg.state = next_state(act, LegState(leg.state), registered=leg.registered_on is not None)


def record(
    session: Session,
    case: Case,
    event_type: EventType,
    by: Actor,
    now: datetime,
    *,
    leg: Leg | None = None,
    data: dict[str, Any] | None = None,
    words: Words | None = None,
) -> CaseEvent:
    """Append what happened, with its words; bring the projections up to date; queue what people are told."""
    session.flush()
    event = CaseEvent(
        case_id=case.id,
        leg_id=leg.id if leg else None,
        seq=1 + (session.scalar(select(func.max(CaseEvent.seq)).where(CaseEvent.case_id == case.id)) or 0),
        type=event_type,
        at=now,
        actor_kind=by.kind,
        account_id=by.account_id,
        post_id=by.post_id,
        authority_id=by.authority_id,
        centre_id=by.centre_id,
        data=_plain(data or {}),
    )
    session.add(event)
    session.flush()
    if words:
        _keep_words(session, case, leg, event, words, now)
    case.version += 1
    if leg:
        leg.version += 1
    refresh(session, case)
    notices.announce(session, case, leg, event, now)
    return event


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Dates as ISO text: an event's data is JSON."""
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in data.items() if value is not None
    }


def _keep_words(
    session: Session, case: Case, leg: Leg | None, event: CaseEvent, words: Words, now: datetime
) -> Message:
    message = Message(
        case_id=case.id,
        leg_id=leg.id if leg else None,
        event_id=event.id,
        kind=words.kind,
        body=words.body,
        signatory=words.signatory,
        executor=words.executor,
        created_at=now,
    )
    session.add(message)
    session.flush()
    session.add_all(
        CaseFile(case_id=case.id, message_id=message.id, kind=words.kind, file_id=file_id) for file_id in words.file_ids
    )
    return message


def refresh(session: Session, case: Case) -> None:
    """Bring what is derived up to date: state, outcome, the public row, the day of each leg's next duty."""
    session.flush()
    legs = list(session.scalars(select(Leg).where(Leg.case_id == case.id).order_by(Leg.id)))
    standings = [LegStanding(LegState(leg.state), Outcome(leg.outcome) if leg.outcome else None) for leg in legs]
    case.state = case_state(Review(case.review), standings, ended=case.closed_on is not None)
    current = legs[-1] if legs else None
    case.current_leg_id = current.id if current else None
    case.outcome = current.outcome if current else None
    case.public_row = _public_level(session, case, legs) is not PublicLevel.NONE
    for leg in legs:
        leg.next_on = next_on(LegFacts.of(leg))


def _public_level(session: Session, case: Case, legs: list[Leg]) -> PublicLevel:
    levels: frozenset[str] = frozenset()
    if case.restricted and legs:
        wanted = select(Territory.level).join(Authority, Authority.territory_code == Territory.code)
        bodies = {leg.authority_id for leg in legs} | _reorganised(session, case)
        levels = frozenset(session.scalars(wanted.where(Authority.id.in_(bodies))))
    return public_level(
        Publicity(
            review=Review(case.review),
            restricted=case.restricted,
            dispatched=any(leg.dispatched_at or leg.received_on for leg in legs),
            released=case.released,
            body_levels=levels,
        )
    )


def _reorganised(session: Session, case: Case) -> set[str]:
    """The bodies that had a leg of this case before a successor took over: their names still point at a village."""
    replaced = select(CaseEvent.data).where(CaseEvent.case_id == case.id, CaseEvent.type == EventType.BODY_SUCCEEDED)
    return {str(data["from_authority_id"]) for data in session.scalars(replaced)}


def add_task(session: Session, case: Case, kind: str, now: datetime, **values: Any) -> Task:
    """A task for the responsible centre. Tasks about the case as a whole are open only once."""
    leg_id = values.get("leg_id")
    open_one = select(Task).where(
        Task.kind == kind,
        Task.case_id == case.id,
        Task.leg_id == leg_id,
        Task.done_at.is_(None),
        Task.message_id.is_(None),
    )
    if kind in {"first_look", "route", "deliver", "release"} and (found := session.scalar(open_one)):
        return found
    task = Task(kind=kind, centre_id=case.centre_id, case_id=case.id, created_at=now, urgent=case.urgent, **values)
    session.add(task)
    return task


def finish_tasks(session: Session, case: Case, kind: str, by: Actor, now: datetime, *, leg: Leg | None = None) -> None:
    """What the task asked for has happened."""
    wanted = select(Task).where(Task.case_id == case.id, Task.kind == kind, Task.done_at.is_(None))
    if leg is not None:
        wanted = wanted.where(Task.leg_id == leg.id)
    for task in session.scalars(wanted):
        task.done_at, task.done_by_id = now, by.account_id
