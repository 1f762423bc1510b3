"""What a body has to do next in a leg, and by when. Pure.

Commands project the day into `leg.next_on`, the officer's tray sorts by it and shows the reason: both ask here. The day
never depends on today, only the reason may, so a stored day does not grow old overnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from tracker.cases.kinds import OPEN, UNDELIVERED, LegState, Proof

BISHKEK = ZoneInfo("Asia/Bishkek")
CONTEST_FOR = timedelta(days=30)
"""How long the applicant can contest an answer before the case closes by itself: a rule of the service, not of law."""


class DutyCode(StrEnum):
    """The next duty of the body that holds the leg."""

    CONFIRM_RECEIPT = "confirm_receipt"
    REGISTER = "register"
    REGISTER_TARGET = "register_target"  # no term in law is known: the service's own target
    ANSWER = "answer"
    ANSWER_AGAIN = "answer_again"
    ANSWER_NO_TERM = "answer_no_term"  # the law's term is not known: no date is counted
    AWAIT_APPLICANT = "await_applicant"
    WINDOW_PASSED = "window_passed"


UNDATED = frozenset({DutyCode.ANSWER_NO_TERM, DutyCode.CONFIRM_RECEIPT})
"""Their day only says since when: nothing is due by it, nothing is late after it."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is to be done, and the day by which the tray is sorted."""

    code: DutyCode
    on: date
    since_on: date | None = None  # opened again on that day

class LegColumns(Protocol):
    """A leg, as an entity or as a row of its columns."""

    @property
    def state(self) -> str: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def dispatched_at(self) -> datetime | None: ...
    @property
    def received_on(self) -> date | None: ...
    @property
    def proof(self) -> str | None: ...
    @property
    def registered_on(self) -> date | None: ...
    @property
    def registration_due_on(self) -> date | None: ...
    @property
    def answer_due_on(self) -> date | None: ...
    @property
    def clarify_until_on(self) -> date | None: ...
    @property
    def reopened_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class LegFacts:
    """What the next duty depends on."""

    state: LegState
    waiting_since_on: date
    received_on: date | None = None
    proven: bool = False
    registered_on: date | None = None
    registration_due_on: date | None = None
    answer_due_on: date | None = None
    clarify_until_on: date | None = None
    reopened_on: date | None = None

    @classmethod
    def of(cls, leg: LegColumns) -> LegFacts:
        """The facts of a stored leg."""
        since = leg.dispatched_at or leg.opened_at
        return cls(
            LegState(leg.state),
            since.astimezone(BISHKEK).date(),
            leg.received_on,
            leg.proof is not None and leg.proof != Proof.ASSERTED,
            leg.registered_on,
            leg.registration_due_on,
            leg.answer_due_on,
            leg.clarify_until_on,
            leg.reopened_on,
        )


def next_duty(leg: LegFacts, today: date) -> Duty | None:
    """The next duty of the body; None when it owes nothing more here."""
    if leg.state not in OPEN:
        return None
    if leg.state in UNDELIVERED or not leg.proven or leg.received_on is None:
        return Duty(DutyCode.CONFIRM_RECEIPT, leg.waiting_since_on)
    if leg.state is LegState.ASKED and leg.clarify_until_on is not None:
        return _while_asked(leg, leg.clarify_until_on, leg.received_on, today)
    if leg.registered_on is None and leg.reopened_on is None:
        return _register(leg, leg.received_on)
    return _answer(leg, leg.received_on)


def next_on(leg: LegFacts) -> date | None:
    """The day that is stored for sorting. It is the same whatever day it is today."""
    duty = next_duty(leg, leg.waiting_since_on)
    return duty.on if duty else None


def _while_asked(leg: LegFacts, until_on: date, received_on: date, today: date) -> Duty:
    """The question stops no clock: where a date in law of the body's own comes first, that is the duty."""
    own = _answer(leg, received_on)
    if leg.registered_on is None and leg.reopened_on is None and leg.registration_due_on is not None:
        own = _register(leg, received_on)
    if own.code is not DutyCode.ANSWER_NO_TERM and own.on < until_on:
        return own
    passed = today > until_on
    return Duty(DutyCode.WINDOW_PASSED if passed else DutyCode.AWAIT_APPLICANT, until_on)


def _register(leg: LegFacts, received_on: date) -> Duty:
    if leg.registration_due_on is None:
        return Duty(DutyCode.REGISTER_TARGET, received_on)
    return Duty(DutyCode.REGISTER, leg.registration_due_on)


def _answer(leg: LegFacts, received_on: date) -> Duty:
    if leg.reopened_on is not None:
        return Duty(DutyCode.ANSWER_AGAIN, max(leg.reopened_on, leg.answer_due_on or leg.reopened_on), leg.reopened_on)
    if leg.answer_due_on is None:
        return Duty(DutyCode.ANSWER_NO_TERM, received_on)
    return Duty(DutyCode.ANSWER, leg.answer_due_on)
