"""The answer date of a leg from what happened to it: receipt, registration, questions, extra time, passing on.

A pure function over days. One place puts the rules together, so that a case, a look ahead and a test count alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.codes import Start, TermName
from tracker.law.deadlines import Due, answer_due, extended_from
from tracker.law.events_of_leg import Question, due_after_transfer, is_notice_in_time, with_questions
from tracker.law.regimes import Regime


@dataclass(frozen=True, slots=True)
class Happened:
    """What the answer clock needs to know. `extended_on`: the day of the notice; `passed_on`: another body has the duty now."""

    received_on: date
    registered_on: date | None = None
    questions: tuple[Question, ...] = ()
    extended_on: date | None = None
    passed_on: bool = False


@dataclass(frozen=True, slots=True)
class AnswerClock:
    """`extended`: with the extra time that was taken, None where none was. `in_time`: whether its notice came in time."""

    first: Due
    extended: Due | None = None
    in_time: bool = False

    @property
    def counts(self) -> Due:
        """The one that counts: extra time that was taken too late, or that no law is known to give, moves nothing."""
        later = self.extended and self.extended.due_on and (not self.first.due_on or self.extended.due_on > self.first.due_on)
        return self.extended if self.extended and self.in_time and later else self.first


def answer_clock(regime: Regime, calendar: Calendar, what: Happened) -> AnswerClock:
    """The first date and the extended one. Raises `YearNotLoaded`.

    Extra time is counted from the first date as questions moved it; a question in the extra time moves the extended date alone.
    Extra time that is given in all, from receipt, is moved by every question. None stops a clock before it runs.
    """
    questions = [replace(one, asked_on=max(one.asked_on, what.received_on)) for one in what.questions]
    first = with_questions(regime, calendar, _first(regime, calendar, what), questions)
    if what.extended_on is None:
        return AnswerClock(first)
    extended = extended_from(regime, calendar, what.received_on, first)
    if first.due_on is None:
        return AnswerClock(first, extended)
    in_all = regime.term(TermName.EXTENSION).starts is Start.RECEIPT
    later = [one for one in questions if in_all or one.asked_on > first.due_on]
    in_time = is_notice_in_time(regime, calendar, what.received_on, first.due_on, what.extended_on)
    return AnswerClock(first, with_questions(regime, calendar, extended, later), in_time)


def _first(regime: Regime, calendar: Calendar, what: Happened) -> Due:
    if what.passed_on:
        return due_after_transfer(regime, calendar, what.received_on, None, what.registered_on)
    return answer_due(regime, calendar, what.received_on, what.registered_on)
