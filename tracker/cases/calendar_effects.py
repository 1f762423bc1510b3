"""How many dates that still run would come out differently today. Only counted: a leg keeps the calendar of its start."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.kinds import PROVEN
from tracker.cases.models import Case, Leg
from tracker.cases.views.paging import Bounded, bounded
from tracker.law.calendar import Calendar
from tracker.law.deadlines import answer_due, extended_due, is_extension_in_time
from tracker.law.errors import LawError
from tracker.law.regimes import regime_by_id

LOOKED_AT = 2000


def dates_that_would_differ(session: Session, changed_on: date) -> Bounded:
    """Open answer dates that a change of this day moves; `more` when there were too many to look at all of them."""
    calendar = lawbook.current_calendar(session)
    wanted = (
        select(Leg, Case.kind).join(Case, Case.id == Leg.case_id)
        .where(
            Leg.ended_on.is_(None), Leg.answer_due_on >= changed_on, Leg.received_on <= changed_on,
            Leg.proof.in_(sorted(PROVEN)), Leg.clock_from_leg_id.is_(None), Leg.regime_id.is_not(None),
        )
        .order_by(Leg.id).limit(LOOKED_AT + 1)
    )  # fmt: skip
    rows = session.execute(wanted).all()
    differ = sum(_would_be(session, leg, kind, calendar) not in (None, leg.answer_due_on) for leg, kind in rows)
    return Bounded(differ, bounded(len(rows), LOOKED_AT).more)


def _would_be(session: Session, leg: Leg, kind: str, calendar: Calendar) -> date | None:
    """The answer date by this calendar; None where it cannot be counted."""
    assert leg.received_on is not None
    assert leg.regime_id is not None
    try:
        regime = regime_by_id(leg.regime_id, lawbook.regimes(session), kind)
        first = answer_due(regime, calendar, leg.received_on, leg.registered_on).due_on
        if (
            first is None
            or leg.extended_on is None
            or not is_extension_in_time(leg.first_due_on or first, leg.extended_on)
        ):
            return first
        return extended_due(regime, calendar, leg.received_on, leg.registered_on).due_on
    except LawError:
        return None
