"""Counting the dates of a duty again: an act with its reason, never a thing that happens by itself.

By the calendar of today and the version of the law that the duty keeps or, as a choice of its own, by the corrected version.

New rows supersede the old ones, which stay; the event holds old and new dates; applicant and body are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.acts import Act
from tracker.cases.clocks import count_again
from tracker.cases.corrected_terms import Correction, corrections, instead, keep_corrected
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.models import Case, Leg
from tracker.cases.questions import Questions
from tracker.cases.reckoning import NOTHING, origin_of, reckonings
from tracker.cases.recording import Words, allow, check_fresh, record
from tracker.cases.said_words import DAYS
from tracker.law.calendar import Calendar
from tracker.law.errors import LawError, YearNotLoaded
from tracker.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a duty that a calendar can move."""

    registration_on: date | None
    answer_on: date | None
    convention_on: date | None

    @classmethod
    def of(cls, leg: Leg) -> Dates:
        return cls(leg.registration_due_on, leg.answer_due_on, leg.convention_due_on)


def would_be_due_on(
    session: Session,
    case: Case,
    leg: Leg,
    calendar: Calendar,
    by: Mapping[str, str] = NOTHING,
    questions: Questions | None = None,
) -> date | None:
    """The answer date by this calendar; None where it cannot be counted. Writes nothing. `by`: corrected versions of the law."""
    try:
        found = reckonings(session, case, origin_of(session, leg), calendar, by, questions)
    except LawError:
        return None
    return found[0].due_on if found else None


def recompute(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    edits: Sequence[int] = (),
    days: Sequence[Mapping[str, Any]] = (),
    by_corrected_term: bool = False,
    seen_version: int | None = None,
) -> None:
    """Count the dates again. `edits`, `days`: those set in the calendar that are the reason. Raises `CaseError`.

    The regime stays the one that the leg keeps, unless it is to be counted by what is known better now. What comes
    out the same is refused, so that no empty act is recorded; a term that is surer now is not the same.
    """
    check_fresh(leg, seen_version)
    allow(Act.RECOMPUTE, case, by, leg)
    if not reason.strip():
        raise CaseError(Problem.REASON_NEEDED, "reason")
    found = corrections(session, case, leg) if by_corrected_term else ()
    if by_corrected_term and not found:
        raise CaseError(Problem.NOTHING_CHANGES, "by")
    before = Dates.of(leg)
    keep_corrected(case, (origin_of(session, leg), leg), instead(found))
    try:
        count_again(session, case, leg, now, lawbook.current_calendar(session))
    except YearNotLoaded as missing:
        raise CaseError(Problem.YEAR_MISSING, "reason", year=missing.year) from missing
    after = Dates.of(leg)
    if before == after and not found:
        raise CaseError(Problem.NOTHING_CHANGES, "reason")
    counted_by = {"calendar_revision": leg.calendar_revision, "edits": list(edits) or None, DAYS: list(days) or None}
    data = {**_changes(before, after), **_laws(found, before, after), **counted_by}
    words = Words(MessageKind.RECOMPUTATION, reason.strip())
    record(session, case, EventType.RECOMPUTED, by, now, leg=leg, data=data, words=words)


def _laws(found: Sequence[Correction], before: Dates, after: Dates) -> dict[str, Any]:
    """Old and new version of the law, with both dates for the answer also where they are the same."""
    if not found:
        return {}
    return {
        "from_regime": found[0].kept.id,
        "to_regime": found[0].now.id,
        "from_on": before.answer_on,
        "to_on": after.answer_on,
    }


def _changes(before: Dates, after: Dates) -> dict[str, Any]:
    """Old and new of every date that moved; the answer's own under the names every event uses."""
    pairs = {
        "": (before.answer_on, after.answer_on),
        "registration_": (before.registration_on, after.registration_on),
        "convention_": (before.convention_on, after.convention_on),
    }
    moved = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return {f"{name}{end}": day for name, pair in moved.items() for end, day in zip(("from_on", "to_on"), pair, strict=True)}
