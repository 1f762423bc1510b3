"""Which ways are open after a refusal, silence or a bad answer.

Routes are always named. A person's own unknown term has no date: "not verified, act now". A date is shown outward only
where its term is confirmed, because a person who trusts a wrong date loses the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.law.calendar import Calendar
from tracker.law.counting import count
from tracker.law.deadlines import Clock, Due
from tracker.law.explaining import counted, reading_of_calendar, started
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Grievance, Regime, Remedy, Route, Start, Status, Term, TermName


@dataclass(frozen=True, slots=True)
class OpenRoute:
    """A way and until when. `is_open` None: its term is unknown, so nobody can say that it has closed."""

    route: Route
    status: Status
    complaint_first: bool
    due: Due
    is_open: bool | None

    @property
    def shown_on(self) -> date | None:
        """The last day as it may be shown to a person: only where the term is confirmed."""
        return self.due.due_on if self.due.status is Status.CONFIRMED else None

    def as_json(self) -> dict[str, Any]:
        """As it may leave the service: `until_on` null means not verified, act now."""
        return {
            "route": self.route.value,
            "status": self.status.value,
            "complaint_first": self.complaint_first,
            "until_on": self.shown_on.isoformat() if self.shown_on else None,
        }


def remedies(
    regime: Regime,
    grievance: Grievance,
    today: date,
    calendar: Calendar | None = None,
    decision_received_on: date | None = None,
) -> tuple[OpenRoute, ...]:
    """Every route after what happened. `decision_received_on`: the day the person got the refusal or the answer."""
    found = [row for row in regime.remedies if grievance in row.after]
    return tuple(_open(regime, row, today, calendar, decision_received_on) for row in found)


def _open(
    regime: Regime, remedy: Remedy, today: date, calendar: Calendar | None, received_on: date | None
) -> OpenRoute:
    due = _due(regime, remedy, calendar, received_on, remedy.term_on(received_on or today))
    is_open = None if due.due_on is None else today <= due.due_on
    return OpenRoute(remedy.route, remedy.status, remedy.complaint_first, due, is_open)


def _due(regime: Regime, remedy: Remedy, calendar: Calendar | None, received_on: date | None, term: Term) -> Due:
    unknown = Reason(ReasonCode.TERM_UNKNOWN, {"regime": remedy.law or regime.id, "term": "filing"})
    if not term.is_known or term.value is None or term.unit is None or calendar is None or received_on is None:
        return Due(Clock.REMEDY, None, Status.UNKNOWN, (unknown,))
    found = count(calendar, received_on, term.value, term.unit)
    because = (
        started(Start.DECISION, received_on),
        *counted(regime, TermName.FILING, term, term.value, found),
        *reading_of_calendar(calendar, received_on, found.due_on),
    )
    return Due(Clock.REMEDY, found.due_on, term.status, because)
