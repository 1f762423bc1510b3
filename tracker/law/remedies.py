"""Which ways are open after a refusal, silence or a bad answer.

Routes are always named. A person's own unknown term has no date: "not verified, act now". A date is shown outward only
where its term is confirmed, because a person who trusts a wrong date loses the right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.law.calendar import Calendar
from tracker.law.codes import Grievance, Route, Start, Status, TermName
from tracker.law.counting import count
from tracker.law.deadlines import Clock, Due
from tracker.law.explaining import counted, reading_of_calendar, started
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import NO_TERM, Regime, Remedy, Term


@dataclass(frozen=True, slots=True)
class OpenRoute:
    """A way and until when. `is_open` None: its term is unknown, so nobody can say that it has closed.

    `after`: what happened; `term`: the time to use the way, also where the day from which it runs is not known.
    """

    route: Route
    status: Status
    complaint_first: bool
    due: Due
    is_open: bool | None
    after: Grievance = Grievance.REFUSAL
    term: Term = NO_TERM

    @property
    def shown_on(self) -> date | None:
        """The last day as it may be shown to a person: only where the term is confirmed."""
        return self.due.due_on if self.due.status is Status.CONFIRMED else None

    @property
    def shown_term(self) -> Term | None:
        """How long it is open once the decision has come, as it may be said to a person. After silence nothing was decided."""
        return self.term if runs_from_decision(self.term) and self.is_sure and self.after is not Grievance.SILENCE else None

    @property
    def is_sure(self) -> bool:
        return self.term.status is Status.CONFIRMED

    def as_json(self) -> dict[str, Any]:
        """As it may leave the service: `until_on` null means not verified, act now."""
        return {
            "route": self.route.value,
            "status": self.status.value,
            "complaint_first": self.complaint_first,
            "until_on": self.shown_on.isoformat() if self.shown_on else None,
        }

    def as_reckoned(self) -> dict[str, Any]:
        """For a lawyer: the reckoning too, with how sure its term is. It stays inside.

        Without reasons where the term is known and only the day is not from which it runs, as after silence: nothing was
        counted, and it is not the term that is unknown.
        """
        has_reasons = self.due.due_on is not None or not self.term.is_known
        return {**self.as_json(), "due": (self.due if has_reasons else replace(self.due, because=())).as_json()}


def remedies(
    regime: Regime,
    grievance: Grievance,
    today: date,
    calendar: Calendar | None = None,
    decision_received_on: date | None = None,
    *,
    sure_only: bool = False,
) -> tuple[OpenRoute, ...]:
    """Every route after what happened. `decision_received_on`: the day the person got the refusal or the answer.

    `sure_only`: a term that nobody confirmed counts no date and closes no way, as for everything that leaves the service.
    """
    found = [row for row in regime.remedies if grievance in row.after]
    return tuple(_open(regime, row, grievance, today, calendar, decision_received_on, sure_only) for row in found)


def any_sure(rows: Iterable[Remedy]) -> bool:
    """Some way has a confirmed term, now or before: only then does a date need the calendar."""
    terms = (term for row in rows for term in (row.term, *(earlier for _, earlier in row.earlier)))
    return any(term.is_known and term.status is Status.CONFIRMED for term in terms)


def runs_from_decision(term: Term) -> bool:
    """A term that starts with anything else is not counted from the decision."""
    return term.is_known and term.starts is Start.DECISION


def _open(
    regime: Regime, remedy: Remedy, after: Grievance, today: date, calendar: Calendar | None, got_on: date | None, sure: bool
) -> OpenRoute:
    term = remedy.term_on(got_on or today)
    counts = runs_from_decision(term) and (term.status is Status.CONFIRMED or not sure)
    due = _due(regime, remedy, calendar, got_on, term if counts else NO_TERM)
    is_open = None if due.due_on is None else today <= due.due_on
    return OpenRoute(remedy.route, remedy.status, remedy.complaint_first, due, is_open, after, term)


def _due(regime: Regime, remedy: Remedy, calendar: Calendar | None, received_on: date | None, term: Term) -> Due:
    unknown = Reason(ReasonCode.TERM_UNKNOWN, {"regime": remedy.law or regime.id, "term": "filing"})
    if not term.is_known or term.value is None or term.unit is None or calendar is None or received_on is None:
        return Due(Clock.REMEDY, None, Status.UNKNOWN, (unknown,))
    found = count(calendar, received_on, term.value, term.unit)
    because = (
        started(Start.DECISION, received_on),
        *counted(_law_of(regime, remedy), TermName.FILING, term, term.value, found),
        *reading_of_calendar(calendar, received_on, found, term.unit),
    )
    return Due(Clock.REMEDY, found.due_on, term.status, because)


def _law_of(regime: Regime, remedy: Remedy) -> Regime:
    """The law that sets the term, as a reason names it: not the one of the body's duty."""
    return replace(regime, id=remedy.law, act_number="", act_on=None, amends="") if remedy.law else regime
