"""All dates of one case at once: for the public calculator, the command line and the programming interface."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.law.calendar import Calendar
from tracker.law.codes import Grievance, Start, TermName
from tracker.law.deadlines import (
    Due,
    Outer,
    answer_due,
    convention_limit,
    extended_due,
    extension_breaks_convention,
    may_extend,
    registration_due,
)
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Regime, overlay_for, regime_for
from tracker.law.remedies import OpenRoute, remedies


@dataclass(frozen=True, slots=True)
class CaseDates:
    """What a body owes, the outer limit beside it for a request for information, and the ways open to the person.

    `remedies` are those after silence: from when they run has not been seen, so they have no last day. `after_refusal` and
    `after_answer` are counted from the day the person got the decision, where that day is known.
    """

    regime: Regime
    registration: Due
    answer: Due
    convention: Outer | None
    remedies: tuple[OpenRoute, ...] = ()
    after_refusal: tuple[OpenRoute, ...] = ()
    after_answer: tuple[OpenRoute, ...] = ()

    @property
    def passes_convention(self) -> bool:
        """The answer date is past the Convention's month: only volume and complexity allow that."""
        return self.convention is not None and extension_breaks_convention(self.answer.due_on, self.convention)

    def as_json(self, reckoned: bool = False) -> dict[str, Any]:
        """`reckoned`: each way with its reckoning too, also of a term that is not confirmed. That is for a lawyer."""
        way = OpenRoute.as_reckoned if reckoned else OpenRoute.as_json
        return {
            "regime": self.regime.id,
            "registration": self.registration.as_json(),
            "answer": self.answer.as_json(),
            "convention": self.convention.as_json() if self.convention else None,
            "passes_convention": self.passes_convention,
            "remedies": [way(route) for route in self.remedies],
            "after_refusal": [way(route) for route in self.after_refusal],
            "after_answer": [way(route) for route in self.after_answer],
        }


def case_dates(
    regimes: Iterable[Regime],
    calendar: Calendar,
    kind: str,
    received_on: date,
    registered_on: date | None = None,
    dispatched_on: date | None = None,
    extended: bool = False,
    decided_on: date | None = None,
    *,
    today: date | None = None,
    sure_only: bool = False,
) -> CaseDates:
    """Every date of a case of this kind. A national extension does not move the Convention's limit.

    `decided_on`: the day the person got the refusal or the answer. `sure_only`: only confirmed terms date a way of review.
    """
    regimes = tuple(regimes)
    regime, overlay = regime_for(kind, received_on, regimes), overlay_for(kind, received_on, regimes)
    answer = (_extended if extended else answer_due)(regime, calendar, received_on, registered_on)
    days = (today or decided_on or answer.due_on or received_on, calendar, decided_on)
    return CaseDates(
        regime=regime,
        registration=registration_due(regime, calendar, received_on),
        answer=answer,
        convention=_limit(calendar, overlay, received_on, dispatched_on) if overlay else None,
        remedies=remedies(regime, Grievance.SILENCE, answer.due_on or received_on),
        after_refusal=remedies(regime, Grievance.REFUSAL, *days, sure_only=sure_only),
        after_answer=remedies(regime, Grievance.BAD_ANSWER, *days, sure_only=sure_only),
    )


def _limit(calendar: Calendar, overlay: Regime, received_on: date, dispatched_on: date | None) -> Outer:
    """From the day it was sent; where that is not known, from the day the body had it."""
    if dispatched_on is None:
        return convention_limit(calendar, received_on, overlay=overlay, by=Start.RECEIPT)
    return convention_limit(calendar, dispatched_on, overlay=overlay)


def _extended(regime: Regime, calendar: Calendar, received_on: date, registered_on: date | None) -> Due:
    """Where nobody knows how far an answer may be put off, it is due at the first date."""
    first = answer_due(regime, calendar, received_on, registered_on)
    if first.due_on is None or may_extend(regime):
        return extended_due(regime, calendar, received_on, registered_on)
    stays = Reason(ReasonCode.FIRST_DATE_STAYS, {"regime": regime.id, "term": TermName.EXTENSION.value})
    return replace(first, because=(*first.because, stays))
