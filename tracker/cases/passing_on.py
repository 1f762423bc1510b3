"""The centre passes on what a hidden person wrote, in its own name and in the words that it read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.handling import clarify
from tracker.cases.hidden import check_held, settle
from tracker.cases.kinds import LegState
from tracker.cases.models import Case, Leg
from tracker.cases.permissions import require
from tracker.cases.recording import Words, facts_of, record
from tracker.people.actor import Actor


def pass_on(
    session: Session, case: Case, leg: Leg, *, by: Actor, now: datetime, text: str, file_ids: tuple[int, ...] = ()
) -> None:
    """A reply where the body asked, else a message to it; with those files alone that the centre chose."""
    require(by, Act.WRITE, facts_of(case, leg))
    check_held(session, case, file_ids)
    if not text.strip() and not file_ids:
        raise CaseError(Problem.EMPTY, "text")
    settle(session, case, by, now)
    if leg.state == LegState.ASKED:
        clarify(session, case, leg, by=by, now=now, text=text, file_ids=file_ids)
        return
    words = Words(MessageKind.APPLICANT_MAIL, text.strip(), file_ids=file_ids)
    record(session, case, EventType.APPLICANT_WROTE, by, now, leg=leg, words=words)
