"""What can be wrong with an act, in domain words. The words for people are in `labels.py`; pages are made at the edge."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Problem(StrEnum):
    IN_THE_FUTURE = "in_the_future"
    IN_THE_PAST = "in_the_past"
    BEFORE_FILING = "before_filing"
    BEFORE_RECEIPT = "before_receipt"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_USABLE_ADDRESS = "no_usable_address"
    COMPLAINED_OF = "complained_of"
    SAME_BODY = "same_body"
    NOT_IN_FORCE = "not_in_force"
    NOT_AN_ADDRESSEE = "not_an_addressee"
    UNKNOWN_TERM = "unknown_term"
    NO_EXTENSION_GROUND = "no_extension_ground"
    NO_CLOCK = "no_clock"
    ALREADY_EXTENDED = "already_extended"
    GROUND_UNKNOWN = "ground_unknown"
    GROUNDS_INCOMPLETE = "grounds_incomplete"
    OUTCOME_UNKNOWN = "outcome_unknown"
    NOT_OF_THIS_BODY = "not_of_this_body"
    NO_CLAIM = "no_claim"
    OWN_CLAIM = "own_claim"
    PROOF_NEEDED = "proof_needed"
    REASON_NEEDED = "reason_needed"
    NOTHING_TO_RELEASE = "nothing_to_release"
    RESTRICTED = "restricted"
    CENTRE_NEEDED = "centre_needed"
    AMOUNT_WRONG = "amount_wrong"
    NO_FEE = "no_fee"
    SAME_KIND = "same_kind"
    KIND_CHANGED_ONCE = "kind_changed_once"
    SEVERAL_BODIES = "several_bodies"
    NOTHING_OBJECTED = "nothing_objected"
    NOTHING_CHANGES = "nothing_changes"
    YEAR_MISSING = "year_missing"
    HEAD_SIGNS = "head_signs"
    NO_HEAD = "no_head"
    NOTHING_WAITS = "nothing_waits"


class CaseError(Exception):
    """An act that the procedure refuses, with its reason and, for a form, the field it belongs to."""

    def __init__(self, problem: Problem, field: str | None = None, **values: object) -> None:
        super().__init__(f"{problem}: {values}" if values else str(problem))
        self.problem, self.field, self.values = problem, field, values


class StaleForm(Exception):
    """The case moved since the page was opened."""

    def __init__(self, seen: int, now: int) -> None:
        super().__init__(f"form saw version {seen}, the case is at {now}")
        self.seen, self.now = seen, now


def check_day(day: date, today: date, *, not_before: date | None = None, field: str, early: Problem) -> None:
    """A claimed day lies neither in the future nor before what it follows."""
    if day > today:
        raise CaseError(Problem.IN_THE_FUTURE, field, day=day)
    if not_before and day < not_before:
        raise CaseError(early, field, day=day, not_before=not_before)
