"""What treating a letter as another kind would mean for its date. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, Leg
from tracker.cases.questions import questions_that_count
from tracker.cases.reckoning import by_kept_calendar, happened, origin_of, reckoned
from tracker.cases.requalifying import KINDS
from tracker.law.errors import LawError, NoRegime
from tracker.law.events_of_leg import Question
from tracker.law.regimes import Regime, regime_for


@dataclass(frozen=True, slots=True)
class KindAhead:
    """A kind, and the date for the answer if the letter were treated as it: the earlier of both."""

    kind: Kind
    due_on: date | None


def kinds_ahead(session: Session, case: Case, leg: Leg) -> tuple[KindAhead, ...]:
    """The kinds that this letter could be treated as."""
    origin, kinds = origin_of(session, leg), [kind for kind in KINDS if kind != case.kind]
    laws = {kind: _law(session, kind, origin.received_on) for kind in kinds}
    asked = questions_that_count(session, [case.id], [law for law in laws.values() if law]).get(origin.id, ())
    return tuple(KindAhead(kind, _due(session, laws[kind], leg, origin, asked)) for kind in kinds)


def _law(session: Session, kind: Kind, received_on: date | None) -> Regime | None:
    try:
        return regime_for(kind, received_on, lawbook.regimes(session)) if received_on else None
    except NoRegime:
        return None


def _due(session: Session, law: Regime | None, leg: Leg, origin: Leg, asked: tuple[Question, ...]) -> date | None:
    """Never later than the date that counts now. Where no date counts now, none is promised."""
    if law is None or leg.answer_due_on is None:
        return leg.answer_due_on
    try:
        found = by_kept_calendar(session, origin, lambda calendar: reckoned([law], calendar, happened(origin, asked))[0].due_on)
    except LawError:
        found = None
    return min(found, leg.answer_due_on) if found else leg.answer_due_on
