"""A body corrects an answer that it gave. The first answer stays with its day; the correction has a day of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.approving import check_signed, release
from tracker.cases.decision_letters import Given, check_given, data_of_letter
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.kinds import ANSWERS, Kind, Outcome, TaskKind
from tracker.cases.models import Case, Leg
from tracker.cases.recording import Words, add_task, allow, check_fresh, record
from tracker.cases.workflow import NotPossibleNow
from tracker.clock import day_of
from tracker.people.actor import Actor

REASONS = ("wrong_file", "wrong_figure", "misprint", "more_given", "other")
"""Why an answer is corrected; everybody reads it."""


def correct_answer(
    session: Session,
    case: Case,
    leg: Leg,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    outcome: Outcome,
    given: Given,
    seen_version: int | None = None,
) -> None:
    """What is right, with its reason. The day of the answer does not move, its outcome may. Raises `CaseError`.

    Nothing becomes a refusal this way: that needs its grounds. The public reads the correction when staff release it.
    """
    check_fresh(leg, seen_version)
    allow(Act.CORRECT_ANSWER, case, by, leg)
    check_signed(session, leg, by, now)
    if leg.answered_on is None:
        raise NotPossibleNow(Act.CORRECT_ANSWER, leg.state)
    if reason not in REASONS:
        raise CaseError(Problem.REASON_NEEDED, "reason")
    if outcome not in outcomes_after(case, leg):
        raise CaseError(Problem.OUTCOME_UNKNOWN, "outcome")
    check_given(given, day_of(now))
    data = data_of_correction(leg, reason, outcome, given, now)
    release(session, leg)
    leg.corrected_on = given.came_on or day_of(now)
    if leg.outcome != Outcome.WITHDRAWN:  # who withdrew after the answer stays withdrawn, and reads what was corrected
        leg.outcome = outcome
    words = Words(
        MessageKind.CORRECTION, given.text.strip(), given.signatory.strip(), given.executor.strip(), given.file_ids
    )
    record(session, case, EventType.ANSWER_CORRECTED, by, now, leg=leg, data=data, words=words)
    if not case.restricted:
        add_task(session, case, TaskKind.RELEASE, now, leg_id=leg.id)


def outcomes_after(case: Case, leg: Leg) -> tuple[Outcome, ...]:
    """What a corrected answer can come to: as before, or any answer that fits this kind of letter."""
    fitting = ANSWERS[Kind(case.kind)]
    return fitting if leg.outcome is None or leg.outcome in fitting else (Outcome(leg.outcome), *fitting)


def data_of_correction(leg: Leg, reason: str, outcome: Outcome, given: Given, now: datetime) -> dict[str, object]:
    """What the event of a correction holds; the preview of its letter is made from the same."""
    return {
        "reason": reason,
        "from_outcome": leg.outcome,
        "outcome": outcome,
        **data_of_letter(given),
        "answered_on": leg.answered_on,
        "corrected_on": given.came_on or day_of(now),
    }
