"""What happens to a clock after it started: a question to the applicant, a transfer, a date that somebody names.

Each is a pure function over days. Where the regime's rule is not known, the first clock runs on: nothing stops it, nothing
starts it again. A date that the body announces is no argument of any function here: it moves nothing at all. A claimed
one counts only with evidence or agreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.law.calendar import Calendar
from tracker.law.counting import Unit, add_without_calendar, count
from tracker.law.deadlines import Clock, Due, answer_due, is_extension_in_time
from tracker.law.explaining import counted, reading_of_calendar, started, term_unknown
from tracker.law.reasons import Reason, ReasonCode, Value
from tracker.law.regimes import QuestionEffect, Regime, Start, Status, TermName, TransferEffect


@dataclass(frozen=True, slots=True)
class Question:
    """The body asked the applicant. `until_on`: the day of the reply, or the end of the window; None while it waits."""

    asked_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waited:
    """The applicant's own clock, since he wrote: it knows no bodies, no stops and no extensions."""

    days: int
    working_days: int


def waited(calendar: Calendar, filed_on: date, ended_on: date | None, today: date) -> Waited:
    """How long it has taken in all."""
    days = days_waited(filed_on, ended_on, today)
    return Waited(days, calendar.working_days_between(filed_on, filed_on + timedelta(days=days)))


def days_waited(filed_on: date, ended_on: date | None, today: date) -> int:
    """Calendar days since he wrote; never less than none."""
    return max(((ended_on or today) - filed_on).days, 0)


def reply_window(regime: Regime, calendar: Calendar, asked_on: date) -> date | None:
    """The last day for the applicant's reply, where the law sets one."""
    term = regime.term(TermName.CLARIFICATION)
    if not term.is_known or term.value is None or term.unit is None:
        return None
    return count(calendar, asked_on, term.value, term.unit).due_on


def stops_clock(regime: Regime) -> bool:
    """Does a question stop this clock? Only where that is known of the law."""
    return regime.question is QuestionEffect.STOPS_CLOCK and regime.question_status is not Status.UNKNOWN


def with_questions(regime: Regime, calendar: Calendar, due: Due, questions: Sequence[Question], today: date) -> Due:
    """The date after the time that questions took, if they stop the clock; else the same date."""
    if due.due_on is None or not stops_clock(regime):
        return due
    unit = regime.term(TermName.ANSWER).unit or Unit.WORKING_DAYS
    for question in questions:
        due = _stopped(calendar, due, question, min(question.until_on or today, today), unit)
    return due


def _stopped(calendar: Calendar, due: Due, question: Question, until_on: date, unit: Unit) -> Due:
    assert due.due_on is not None
    if until_on <= question.asked_on or question.asked_on > due.due_on:
        return due
    if unit is Unit.WORKING_DAYS:
        days = calendar.working_days_between(question.asked_on, until_on)
        moved_on = calendar.add_working_days(due.due_on, days).result
    else:
        days = (until_on - question.asked_on).days
        strict_on = add_without_calendar(due.due_on, days, Unit.CALENDAR_DAYS)
        moved_on = calendar.next_working_day_on_or_after(strict_on).result
    values: dict[str, Value] = {"asked_on": question.asked_on, "until_on": until_on, "days": days, "ends_on": moved_on}
    return replace(due, due_on=moved_on, because=(*due.because, Reason(ReasonCode.STOPPED, values)))


def due_after_transfer(
    regime: Regime, calendar: Calendar, first_received_on: date, received_by_next_on: date | None
) -> Due:
    """The answer date once another body has the letter.

    A regime may start the term again when the next body has it (Law 213 art. 10, likely), or set a longer one from the
    first receipt (Albania, Law 119/2014 art. 15). Where nothing is known, the first clock runs on.
    """
    if regime.transfer is TransferEffect.RESTARTS and regime.transfer_status is not Status.UNKNOWN:
        return answer_due(regime, calendar, received_by_next_on or first_received_on)
    term = regime.term(TermName.ANSWER_AFTER_TRANSFER)
    if not term.is_known or term.value is None or term.unit is None:
        return answer_due(regime, calendar, first_received_on)
    found = count(calendar, first_received_on, term.value, term.unit)
    because = (
        started(Start.RECEIPT, first_received_on),
        *counted(regime, TermName.ANSWER_AFTER_TRANSFER, term, term.value, found),
        *reading_of_calendar(calendar, first_received_on, found.due_on),
    )
    return Due(Clock.ANSWER, found.due_on, term.status, because)


def is_notice_in_time(
    regime: Regime, calendar: Calendar, received_on: date, original_on: date, notified_on: date
) -> bool:
    """Notice of an extension: before the first term ends, and within the time of its own where the law sets one."""
    term = regime.term(TermName.EXTENSION_NOTICE)
    if not is_extension_in_time(original_on, notified_on):
        return False
    if not term.is_known or term.value is None or term.unit is None:
        return True
    return notified_on <= count(calendar, received_on, term.value, term.unit).due_on


def decision_due(regime: Regime, calendar: Calendar, complained_on: date) -> Due:
    """By when a complaint is decided. Law 210: nobody has seen the term."""
    term, begin = regime.term(TermName.DECISION), started(Start.RECEIPT, complained_on)
    if not term.is_known or term.value is None or term.unit is None:
        return Due(Clock.REMEDY, None, Status.UNKNOWN, (begin, term_unknown(regime, TermName.DECISION)))
    found = count(calendar, complained_on, term.value, term.unit)
    because = (
        begin,
        *counted(regime, TermName.DECISION, term, term.value, found),
        *reading_of_calendar(calendar, complained_on, found.due_on),
    )
    return Due(Clock.REMEDY, found.due_on, term.status, because)


def day_that_counts(known_on: date, claimed_on: date | None, shown: bool) -> date:
    """A claimed day of answer stands beside our own; it counts with evidence or agreement, and never for later."""
    return min(known_on, claimed_on) if claimed_on is not None and shown else known_on
