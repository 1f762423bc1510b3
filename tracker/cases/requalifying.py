"""Another kind of letter than its writer chose: by the body or the centre, with a reason and a notice.

It takes effect at once and never moves a date later: the earlier of both kinds' dates counts (`reckoning.reckonings`). When
the applicant objects it is suspended: the kind as filed governs, with its own dates, until the centre decides. The letter
stays as it was written, and the body learns no more of its writer. docs/decisions/010 has the reasons.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.acts import Act
from tracker.cases.clocks import count_by_kept
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.kinds import OPEN, Kind, TaskKind
from tracker.cases.models import Case, CaseEvent, Leg
from tracker.cases.reckoning import origin_of
from tracker.cases.recording import Words, add_task, allow, check_fresh, finish_tasks, record
from tracker.clock import day_of
from tracker.law.errors import NoRegime, YearNotLoaded
from tracker.law.regimes import regime_for
from tracker.people.actor import Actor

KINDS = (Kind.INFORMATION_REQUEST, Kind.STATEMENT, Kind.COMPLAINT, Kind.PROPOSAL)
"""What a letter can be treated as. A complaint about a request is linked to one, so nothing becomes it afterwards."""


class Standing(StrEnum):
    """How a re-qualification stands."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    UPHELD = "upheld"
    SET_ASIDE = "set_aside"


def requalify(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    kind: Kind,
    reason: str,
    seen_version: int | None = None,
) -> None:
    """Treat the letter as another kind. Once; again only by the centre, after one was set aside. Raises `CaseError`."""
    check_fresh(leg, seen_version)
    allow(Act.REQUALIFY, case, by, leg)
    _check(session, case, by, kind)
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    old_kind, old_on = case.kind, leg.answer_due_on
    case.filed_kind = case.filed_kind or case.kind
    _govern(session, case, kind, Standing.IN_FORCE, now)
    data = {"from_kind": old_kind, "to_kind": kind, **_moved(old_on, leg.answer_due_on)}
    words = Words(MessageKind.REQUALIFICATION, reason.strip())
    record(session, case, EventType.REQUALIFIED, by, now, leg=leg, data=data, words=words)


def object_to_kind(session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, reason: str) -> None:
    """The applicant objects: his own kind governs again, and the centre decides. Raises `CaseError`."""
    allow(Act.OBJECT_TO_KIND, case, by, leg)
    if case.kind_standing != Standing.IN_FORCE or case.filed_kind is None:
        raise CaseError(Problem.NOTHING_OBJECTED, "reason")
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    other, old_on = case.kind, leg.answer_due_on
    _govern(session, case, Kind(case.filed_kind), Standing.SUSPENDED, now)
    data = {"from_kind": other, "to_kind": case.kind, **_moved(old_on, leg.answer_due_on)}
    words = Words(MessageKind.OBJECTION, reason.strip())
    record(session, case, EventType.KIND_OBJECTED, by, now, leg=leg, data=data, words=words)
    add_task(session, case, TaskKind.KIND_OBJECTED, now, leg_id=leg.id, due_on=day_of(now))


def settle_kind(
    session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, upheld: bool, reason: str
) -> None:
    """The centre decides after an objection: the other kind stays, or the kind as filed. Raises `CaseError`."""
    allow(Act.SETTLE_KIND, case, by, leg)
    if case.kind_standing != Standing.SUSPENDED:
        raise CaseError(Problem.NOTHING_OBJECTED, "decision")
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    old_on = leg.answer_due_on
    kind = _asked_kind(session, case) if upheld else Kind(case.kind)
    _govern(session, case, kind, Standing.UPHELD if upheld else Standing.SET_ASIDE, now)
    finish_tasks(session, case, TaskKind.KIND_OBJECTED, by, now)
    data = {"upheld": upheld, "to_kind": kind, **_moved(old_on, leg.answer_due_on)}
    words = Words(MessageKind.REQUALIFICATION, reason.strip())
    record(session, case, EventType.KIND_SETTLED, by, now, leg=leg, data=data, words=words)


def _check(session: Session, case: Case, by: Actor, kind: Kind) -> None:
    if kind == case.kind or kind not in KINDS:
        raise CaseError(Problem.SAME_KIND, "kind")
    again = case.kind_standing == Standing.SET_ASIDE and not by.is_of_body
    if case.filed_kind is not None and not again:
        raise CaseError(Problem.KIND_CHANGED_ONCE, "kind")
    if by.is_of_body and len(_open_legs(session, case)) > 1:
        raise CaseError(Problem.SEVERAL_BODIES, "kind")


def _govern(session: Session, case: Case, kind: Kind, standing: Standing, now: datetime) -> None:
    """From now on this kind governs every duty that still runs; the dates are counted again as new rows, by the same calendar."""
    case.kind, case.kind_standing = kind, standing
    for leg in _open_legs(session, case):
        for row in {origin_of(session, leg), leg}:
            _switch(session, row, case, kind)
        try:
            count_by_kept(session, case, leg, now)
        except YearNotLoaded as missing:
            add_task(session, case, TaskKind.CALENDAR_YEAR, now, leg_id=leg.id, data={"year": missing.year})


def _switch(session: Session, leg: Leg, case: Case, kind: Kind) -> None:
    """The regime of the kind on the day of receipt; the one of the kind as filed is kept beside it."""
    if leg.regime_id is None or leg.received_on is None:
        return
    leg.filed_regime_id = leg.filed_regime_id or leg.regime_id
    if kind == case.filed_kind:
        leg.regime_id = leg.filed_regime_id
        return
    try:
        leg.regime_id = regime_for(kind, leg.received_on, lawbook.regimes(session)).id
    except NoRegime:
        leg.regime_id = leg.filed_regime_id


def _asked_kind(session: Session, case: Case) -> Kind:
    """What the re-qualification that was objected to wanted."""
    asked = select(CaseEvent.data).where(CaseEvent.case_id == case.id, CaseEvent.type == EventType.REQUALIFIED)
    data = session.scalar(asked.order_by(CaseEvent.seq.desc()).limit(1))
    assert data is not None
    return Kind(data["to_kind"])


def _open_legs(session: Session, case: Case) -> list[Leg]:
    session.flush()
    wanted = select(Leg).where(Leg.case_id == case.id, Leg.state.in_(sorted(OPEN))).order_by(Leg.id)
    return list(session.scalars(wanted))


def _moved(old_on: date | None, new_on: date | None) -> dict[str, date | None]:
    """Both dates, where they differ."""
    return {"from_on": old_on, "to_on": new_on} if old_on != new_on else {}
