"""What happens next with a letter, with days and reasons: for the preview, and for the receipt.

The days of the centre are its own targets. The answer is counted as an example from the day on which the letter usually
reaches the body: the real date begins with the proof of receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.kinds import Kind
from tracker.cases.letters import regime_for_letter
from tracker.clock import day_of
from tracker.directory.models import Authority
from tracker.i18n import N_, t
from tracker.law.calendar import Calendar
from tracker.law.deadlines import Due, answer_due
from tracker.law.errors import LawError
from tracker.law.reasons import ReasonCode
from tracker.lawbook import words

ANSWERS = N_("The body answers. Its days count from the day on which it has your letter.")
NOT_BOUND = N_("It is not confirmed which law binds this body, so no date is counted. You can ask the centre.")
NOT_VERIFIED = N_(
    "The time the law gives for the answer is not verified, so no date is counted. You can ask the centre."
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known of a letter that has not reached its body. `mailed`: the body has a confirmed e-mail address."""

    kind: Kind
    authority: Authority | None
    mailed: bool
    waits_for_confirmation: bool  # leaves at once when the writer confirms his e-mail
    centre_writes: bool = False  # the centre decides whether it sends the letter in its own name


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that will happen: what, usually by when, and why then."""

    what: str
    by: date | None = None
    why: tuple[str, ...] = ()


def expected(session: Session, ahead: Ahead, now: datetime) -> tuple[Expected, ...]:
    """The next steps in their order, in the reader's language."""
    today = day_of(now)
    calendar = _calendar(session)
    look_on, sent_on = _working(calendar, today, 0), _working(calendar, today, 1)
    answer = _answer(session, ahead.kind, ahead.authority, calendar, sent_on) if ahead.authority else Expected(t(ANSWERS))
    return _look(ahead, look_on), _sending(ahead, sent_on), answer


def _look(ahead: Ahead, by: date | None) -> Expected:
    if ahead.waits_for_confirmation:
        text = t(
            "Open the link in our e-mail and press the button: then your letter leaves at once. "
            "Otherwise the centre reads it first."
        )
        return Expected(text, by)
    why = (t("This is the centre's own target: the same working day."),)
    if ahead.centre_writes:
        return Expected(t("The Aarhus Centre decides whether it sends the letter in its own name, and tells you."), by, why)
    return Expected(t("The Aarhus Centre looks at your letter."), by, why)


def _sending(ahead: Ahead, by: date | None) -> Expected:
    why = (t("This is the centre's own target: one working day."),)
    if ahead.authority is None:
        return Expected(t("The centre finds the right body and sends your letter there. You are told which one."), by, why)
    if ahead.mailed:
        return Expected(t("Your letter goes to the body by e-mail."), by, why)
    return Expected(t("Your letter goes to the body on paper: the centre takes it there, or you do."), by, why)


def _answer(
    session: Session, kind: Kind, authority: Authority, calendar: Calendar | None, received_on: date | None
) -> Expected:
    what = t(ANSWERS)
    if not authority.bound_by_confirmed:
        return Expected(what, None, (t(NOT_BOUND),))
    due = _example(session, kind, authority, calendar, received_on)
    if due is None or due.due_on is None or received_on is None:
        return Expected(what, None, (t(NOT_VERIFIED),))
    reasons = tuple(words.sentence(reason) for reason in due.because if reason.code is not ReasonCode.CALENDAR)
    return Expected(what, due.due_on, (t("An example, as if the body had your letter on that day:"), *reasons))


def _example(
    session: Session, kind: Kind, authority: Authority, calendar: Calendar | None, received_on: date | None
) -> Due | None:
    if calendar is None or received_on is None:
        return None
    regime = regime_for_letter(session, authority, kind, received_on)
    try:
        return answer_due(regime, calendar, received_on) if regime else None
    except LawError:
        return None


def _calendar(session: Session) -> Calendar | None:
    try:
        return lawbook.current_calendar(session)
    except LawError:
        return None


def _working(calendar: Calendar | None, today: date, after: int) -> date | None:
    """The working day that many after today; None where the year is not loaded."""
    if calendar is None:
        return None
    try:
        if after == 0:
            return calendar.next_working_day_on_or_after(today).result
        return calendar.add_working_days(today, after).result
    except LawError:
        return None
