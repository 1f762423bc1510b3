"""What happens to a clock after it started: a question to the applicant, a transfer, a date that somebody names.

Each is a pure function over days. Where the regime's rule is not known, the first clock runs on: nothing stops it, nothing
starts it again. A date that the body announces is no argument of any function here: it moves nothing at all. A claimed
one counts only with evidence or agreement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce

from tracker.law.calendar import Calendar
from tracker.law.codes import RuleName, Start, Status, TermName
from tracker.law.counting import Unit, count
from tracker.law.deadlines import Clock, Due, answer_due, is_extension_in_time, strict_end, weakest
from tracker.law.explaining import Stop, continued, counted, reading_of_calendar, started, stopped, term_unknown
from tracker.law.regimes import Regime


@dataclass(frozen=True, slots=True)
class Question:
    """The body asked the applicant. The reply ends it, or the end of the window: a silent applicant stops nothing for ever."""

    asked_on: date
    window_on: date
    replied_on: date | None = None

    @property
    def until_on(self) -> date:
        """The last day for which it can stop a clock."""
        return min(self.replied_on or self.window_on, self.window_on)

    @property
    def waits(self) -> bool:
        """No reply came within the window, as far as is known."""
        return self.replied_on is None or self.replied_on > self.window_on


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


def with_questions(regime: Regime, calendar: Calendar, due: Due, questions: Iterable[Question]) -> Due:
    """The date after the time that questions took, if they stop the clock; else the same date.

    While a question waits the date is the latest that it can be: the one after the whole window. A reply brings it back; a
    window that passes changes nothing. Where the law sets the window, no question stops the clock for longer than that.
    Questions that overlap stop the clock once. One that comes after the date stops nothing.
    """
    if due.due_on is None or not regime.stops_clock:
        return due
    asked = (_within_law(regime, calendar, one) for one in questions)
    return reduce(lambda found, one: _stopped(regime, calendar, found, *one), _one_after_the_other(asked), due)


def _within_law(regime: Regime, calendar: Calendar, question: Question) -> Question:
    last_on = reply_window(regime, calendar, question.asked_on)
    return question if last_on is None else replace(question, window_on=min(question.window_on, last_on))


def _one_after_the_other(questions: Iterable[Question]) -> list[tuple[Question, date]]:
    """In the order of asking, each with the day from which it counts: what of it lies under an earlier one is left out."""
    found: list[tuple[Question, date]] = []
    for one in sorted(questions, key=lambda one: (one.asked_on, one.until_on)):
        begins_on = max(one.asked_on, max((before.until_on for before, _ in found), default=one.asked_on))
        if begins_on < one.until_on:
            found.append((one, begins_on))
    return found


def _stopped(regime: Regime, calendar: Calendar, due: Due, question: Question, begins_on: date) -> Due:
    """Whether it came in time is a matter of the day on which it was asked, also where it counts from a later one."""
    assert due.due_on is not None
    stop = _stop(regime, calendar, due, question, begins_on)
    if question.asked_on > due.due_on or not stop.days:
        return due
    found, rule = count(calendar, stop.counted_on, stop.days, stop.unit), regime.rule(RuleName.QUESTION)
    told = stopped(regime, rule, stop, found)
    because = continued(due.because, (*told, *reading_of_calendar(calendar, due.due_on, found, stop.unit)))
    return replace(due, due_on=found.due_on, status=weakest(due.status, rule.status), because=because)


def _stop(regime: Regime, calendar: Calendar, due: Due, question: Question, begins_on: date) -> Stop:
    """In working days where the answer's term is in working days, else in calendar days.

    They are added to the last day of the term, not to the working day that it moved to; but never to a day before the question.
    """
    assert due.due_on is not None
    until_on = question.until_on
    by_days = regime.term(TermName.ANSWER).unit is Unit.WORKING_DAYS
    return Stop(
        asked_on=begins_on,
        until_on=until_on,
        days=calendar.working_days_between(begins_on, until_on) if by_days else (until_on - begins_on).days,
        unit=Unit.WORKING_DAYS if by_days else Unit.CALENDAR_DAYS,
        waits=question.waits,
        from_on=due.due_on,
        counted_on=max(strict_end(due), begins_on),
    )


def due_after_transfer(
    regime: Regime,
    calendar: Calendar,
    first_received_on: date,
    received_by_next_on: date | None,
    registered_on: date | None = None,
) -> Due:
    """The answer date once another body has the duty. `registered_on`: by the first body.

    A regime may start the term again when the next body has it (Law 213 art. 10, likely), or set a longer one from the
    first receipt (Albania, Law 119/2014 art. 15). Where nothing is known, the first clock runs on.
    """
    if regime.restarts_clock and received_by_next_on is not None:
        return answer_due(regime, calendar, received_by_next_on)
    term = regime.term(TermName.ANSWER_AFTER_TRANSFER)
    if not term.is_known or term.value is None or term.unit is None:
        return answer_due(regime, calendar, first_received_on, registered_on)
    found = count(calendar, first_received_on, term.value, term.unit)
    because = (
        started(Start.RECEIPT, first_received_on),
        *counted(regime, TermName.ANSWER_AFTER_TRANSFER, term, term.value, found),
        *reading_of_calendar(calendar, first_received_on, found, term.unit),
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
        *reading_of_calendar(calendar, complained_on, found, term.unit),
    )
    return Due(Clock.REMEDY, found.due_on, term.status, because)


def day_that_counts(known_on: date, claimed_on: date | None, shown: bool) -> date:
    """A claimed day of answer stands beside our own; it counts with evidence or agreement, and never for later."""
    return min(known_on, claimed_on) if claimed_on is not None and shown else known_on
