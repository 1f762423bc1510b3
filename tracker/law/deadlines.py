"""The dates of a case, each with its reasons.

Decides: by when a body must register and answer, how far it may extend, and the Convention's outer limit beside it.
An unknown term gives no date. A date that a body announces is no business of this module: it moves nothing.
Knows no case, no database, no clock, no language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.law.calendar import Calendar
from tracker.law.codes import Start, Status, TermName
from tracker.law.counting import Counted, Unit, count
from tracker.law.errors import ExtensionTooLong
from tracker.law.explaining import continued, counted, reading_of_calendar, started, term_unknown
from tracker.law.kyrgyzstan import convention
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Regime, Term


class Clock(StrEnum):
    """Which duty a date belongs to."""

    REGISTRATION = "registration"
    ANSWER = "answer"
    EXTENSION = "extension"
    CONVENTION = "convention"
    REMEDY = "remedy"


@dataclass(frozen=True, slots=True)
class Due:
    """A date and why. `due_on` is None where the law's term is not known."""

    clock: Clock
    due_on: date | None
    status: Status
    because: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "clock": self.clock.value,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "status": self.status.value,
            "because": [reason.as_json() for reason in self.because],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Due:
        due_on = date.fromisoformat(stored["due_on"]) if stored["due_on"] else None
        because = tuple(Reason.from_json(reason) for reason in stored["because"])
        return cls(Clock(stored["clock"]), due_on, Status(stored["status"]), because)


@dataclass(frozen=True, slots=True)
class Outer:
    """The Convention's limit: `strict_on` warns, `rolled_on` is the legal view of Civil Code art. 209(5)."""

    strict_on: date
    rolled_on: date
    because: tuple[Reason, ...]
    status: Status = Status.CONFIRMED

    def as_json(self) -> dict[str, Any]:
        return {
            "strict_on": self.strict_on.isoformat(),
            "rolled_on": self.rolled_on.isoformat(),
            "status": self.status.value,
            "because": [reason.as_json() for reason in self.because],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Outer:
        because = tuple(Reason.from_json(reason) for reason in stored["because"])
        strict_on, rolled_on = date.fromisoformat(stored["strict_on"]), date.fromisoformat(stored["rolled_on"])
        return cls(strict_on, rolled_on, because, Status(stored["status"]))


def registration_due(regime: Regime, calendar: Calendar, received_on: date) -> Due:
    """The last lawful day to register. Law 67: one working day from receipt. Law 217: no term is known."""
    before = (*_doubt(regime, received_on), started(Start.RECEIPT, received_on))
    return _due(Clock.REGISTRATION, regime, TermName.REGISTRATION, calendar, received_on, before)


def answer_due(regime: Regime, calendar: Calendar, received_on: date, registered_on: date | None = None) -> Due:
    """By when the body must answer.

    Law 217 counts from receipt. Law 67 counts from registration, but never later than from the last lawful day to
    register: ignoring a letter stops no clock (our reading).
    """
    if regime.term(TermName.ANSWER).starts is Start.REGISTRATION:
        return _answer_from_registration(regime, calendar, received_on, registered_on)
    before = (*_doubt(regime, received_on), started(Start.RECEIPT, received_on))
    return _due(Clock.ANSWER, regime, TermName.ANSWER, calendar, received_on, before)


def extended_due(
    regime: Regime,
    calendar: Calendar,
    received_on: date,
    registered_on: date | None = None,
    by_value: int | None = None,
) -> Due:
    """The answer date after an extension, counted from the original date. `by_value`: fewer units than are allowed.

    Without a known extension term no date comes out, and the first one stands.
    """
    return extended_from(regime, calendar, received_on, answer_due(regime, calendar, received_on, registered_on), by_value)


def extended_from(
    regime: Regime, calendar: Calendar, received_on: date, original: Due, by_value: int | None = None
) -> Due:
    """The same from an original date that is counted already, as a question to the applicant may have moved it.

    A law gives so much more, counted from that date, or so much in all, counted from receipt.
    """
    term = regime.term(TermName.EXTENSION)
    if original.due_on is None or not term.is_known:
        unknown = term_unknown(regime, TermName.EXTENSION if original.due_on else TermName.ANSWER)
        return Due(Clock.EXTENSION, None, Status.UNKNOWN, (*original.because, unknown))
    _hold_extension_limit(term, by_value)
    in_all = term.starts is Start.RECEIPT
    start, start_on = (Start.RECEIPT, received_on) if in_all else (Start.ORIGINAL_DATE, original.due_on)
    taken = (Reason(ReasonCode.EXTENDED, {"original_on": original.due_on}), started(start, start_on))
    due = _due(Clock.EXTENSION, regime, TermName.EXTENSION, calendar, start_on, continued(original.because, taken), by_value)
    return Due(due.clock, due.due_on, weakest(due.status, original.status), due.because)


def convention_limit(
    calendar: Calendar,
    submitted_on: date,
    extended: bool = False,
    overlay: Regime | None = None,
    by: Start = Start.SUBMISSION,
) -> Outer:
    """Aarhus Convention art. 4(2): one month after the request was submitted to the body, two at most.

    `by`: what is known of that day: when it was sent, or only when the body had it.
    It never pauses and never restarts; two months are two after the request, not two more.
    """
    overlay = overlay or convention()
    name = TermName.EXTENSION if extended else TermName.ANSWER
    term = overlay.term(name)
    assert term.value is not None
    assert term.unit is not None
    found = count(calendar, submitted_on, term.value, term.unit)
    because = (
        started(by, submitted_on),
        *counted(overlay, name, term, term.value, found),
        *([Reason(ReasonCode.NOT_ROLLED, {"strict_on": found.strict_on})] if found.is_rolled else []),
        *reading_of_calendar(calendar, submitted_on, found, term.unit),
    )
    return Outer(found.strict_on, found.due_on, because, term.status)


def may_extend(regime: Regime) -> bool:
    """Can this body's date be moved by an extension? Not where the law's extension term is unknown."""
    return regime.term(TermName.EXTENSION).is_known


def is_extension_in_time(original_on: date, notified_on: date) -> bool:
    """The notice must come before the first term ends; later, it does not cure the lateness."""
    return notified_on <= original_on


def extension_breaks_convention(extended_on: date | None, limit: Outer) -> bool:
    """Would the extended date pass the Convention's limit? Then its own ground is needed: volume and complexity."""
    return extended_on is not None and extended_on > limit.strict_on


def is_late(due_on: date | None, answered_on: date | None, today: date) -> bool:
    """The one definition of lateness: past the date, answered or not. Due today is not late; no date is never late."""
    return due_on is not None and (answered_on or today) > due_on


def days_late(due_on: date | None, answered_on: date | None, today: date) -> int:
    """Calendar days past the date; 0 when not late."""
    if due_on is None or not is_late(due_on, answered_on, today):
        return 0
    return ((answered_on or today) - due_on).days


def working_days_late(calendar: Calendar, due_on: date | None, answered_on: date | None, today: date) -> int:
    """Working days past the date; 0 when not late, or when only non-working days have passed since."""
    if due_on is None or not is_late(due_on, answered_on, today):
        return 0
    return calendar.working_days_between(due_on, answered_on or today)


def weakest(*statuses: Status) -> Status:
    """The least sure of them."""
    return max(statuses, key=list(Status).index)


def strict_end(due: Due) -> date:
    """The last day of the term before it moved off a non-working day. Asked only of a date that there is."""
    assert due.due_on is not None
    strict_on = due.due_on
    for reason in due.because:
        if reason.code in {ReasonCode.COUNTED, ReasonCode.STOPPED}:
            strict_on = due.due_on
        elif reason.code is ReasonCode.ROLLED:
            strict_on = reason.date("strict_on")
    return strict_on


def replay(because: Iterable[Reason], calendar: Calendar) -> date | None:
    """Counts once more from the reasons alone. What comes out must be the date they explain."""
    start_on: date | None = None
    found: Counted | None = None
    for reason in because:
        if reason.code is ReasonCode.STARTED:
            start_on = reason.date("on")
        elif reason.code is ReasonCode.COUNTED and start_on is not None:
            found = count(calendar, start_on, reason.number("value"), Unit(reason.text("unit")))
        elif reason.code is ReasonCode.STOPPED and found is not None:
            found = count(calendar, reason.date("counted_on"), reason.number("days"), Unit(reason.text("unit")))
        elif reason.code is ReasonCode.TERM_UNKNOWN:
            found = None
    return found.due_on if found else None


def _answer_from_registration(
    regime: Regime, calendar: Calendar, received_on: date, registered_on: date | None
) -> Due:
    register = registration_due(regime, calendar, received_on)
    last_on = register.due_on
    if registered_on is not None and (last_on is None or registered_on <= last_on):
        before = (*_doubt(regime, received_on), started(Start.REGISTRATION, registered_on))
        return _due(Clock.ANSWER, regime, TermName.ANSWER, calendar, registered_on, before)
    if last_on is None:
        return Due(Clock.ANSWER, None, Status.UNKNOWN, register.because)
    before = (
        *(reason for reason in register.because if reason.code is not ReasonCode.CALENDAR),
        _missed_registration(registered_on, last_on),
        Reason(ReasonCode.OUR_READING),
        started(Start.LAST_DAY_TO_REGISTER, last_on),
    )
    due = _due(Clock.ANSWER, regime, TermName.ANSWER, calendar, last_on, before)
    return Due(due.clock, due.due_on, weakest(due.status, Status.LIKELY), due.because)


def _missed_registration(registered_on: date | None, last_on: date) -> Reason:
    if registered_on is None:
        return Reason(ReasonCode.REGISTER_BY, {"last_on": last_on})
    return Reason(ReasonCode.REGISTERED_LATE, {"registered_on": registered_on, "last_on": last_on})


def _due(
    clock: Clock,
    regime: Regime,
    name: TermName,
    calendar: Calendar,
    start_on: date,
    before: tuple[Reason, ...],
    by_value: int | None = None,
) -> Due:
    term = regime.term(name)
    if term.value is None or term.unit is None or not term.is_known:
        return Due(clock, None, Status.UNKNOWN, (*before, term_unknown(regime, name)))
    value = term.value if by_value is None else by_value
    found = count(calendar, start_on, value, term.unit)
    because = (*before, *counted(regime, name, term, value, found), *reading_of_calendar(calendar, start_on, found, term.unit))
    doubt = any(reason.code is ReasonCode.REGIME_START_UNCERTAIN for reason in before)
    return Due(clock, found.due_on, weakest(term.status, Status.LIKELY) if doubt else term.status, because)


def _doubt(regime: Regime, on: date) -> tuple[Reason, ...]:
    if not regime.may_not_be_in_force_yet(on):
        return ()
    return (Reason(ReasonCode.REGIME_START_UNCERTAIN, {"regime": regime.id}),)


def _hold_extension_limit(term: Term, by_value: int | None) -> None:
    if by_value is not None and term.value is not None and by_value > term.value:
        raise ExtensionTooLong(term.value, by_value)
