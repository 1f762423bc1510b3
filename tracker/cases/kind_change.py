"""What treating a letter as another kind would mean for its date. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, Leg
from tracker.cases.reckoning import origin_of
from tracker.cases.requalifying import KINDS
from tracker.law.deadlines import answer_due
from tracker.law.errors import LawError
from tracker.law.regimes import regime_for


@dataclass(frozen=True, slots=True)
class KindAhead:
    """A kind, and the date for the answer if the letter were treated as it: the earlier of both."""

    kind: Kind
    due_on: date | None


def kinds_ahead(session: Session, case: Case, leg: Leg) -> tuple[KindAhead, ...]:
    """The kinds that this letter could be treated as."""
    return tuple(KindAhead(kind, _due(session, kind, leg)) for kind in KINDS if kind != case.kind)


def _due(session: Session, kind: Kind, leg: Leg) -> date | None:
    """Never later than the date that counts now. Where no date counts now, none is promised."""
    origin = origin_of(session, leg)
    if origin.received_on is None or leg.answer_due_on is None:
        return leg.answer_due_on
    try:
        regime = regime_for(kind, origin.received_on, lawbook.regimes(session))
        found = answer_due(regime, lawbook.current_calendar(session), origin.received_on, origin.registered_on).due_on
    except LawError:
        found = None
    return min(found, leg.answer_due_on) if found else leg.answer_due_on
