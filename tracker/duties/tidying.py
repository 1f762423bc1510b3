"""What comes to its end by the calendar: answered cases, unsent drafts, texts nobody released, years nobody loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, cast, exists, func, or_, select

from tracker import lawbook
from tracker.cases import drafts
from tracker.cases.clocks import count_what_was_missing
from tracker.cases.closing import close
from tracker.cases.events import EventType
from tracker.cases.kinds import PROVEN, CaseState, LegState, Release, Review, TaskKind
from tracker.cases.models import Case, CaseContent, CaseEvent, Draft, Leg, Task
from tracker.cases.recording import add_task, finish_tasks, refresh
from tracker.clock import day_of
from tracker.directory.centres import centre_for
from tracker.duties.calendar_days import ONE_DAY, end_of, passed
from tracker.duties.duty import AT_ONCE
from tracker.duties.leases import once
from tracker.duties.models import DutyDone
from tracker.files import storage
from tracker.people.actor import DUTY

CLOSES_AFTER = timedelta(days=30)
"""Calendar days between the answer and the end of the case: a rule of this service, not of a law."""
RELEASE_TARGET = 5
ANSWERS = (
    EventType.ANSWERED, EventType.REFUSED, EventType.OUTSIDE_ANSWER_AGREED, EventType.ANSWER_CORRECTED,
)  # fmt: skip
CONTESTED = (EventType.APPEALED, EventType.REOPENED)
ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.NOT_ACCEPTED, CaseState.DECLINED)


def find_to_close(session: Any, now: datetime) -> Sequence[int]:
    """Answered 30 days ago, and nobody contested it since."""
    answered_at = select(func.max(CaseEvent.at)).where(CaseEvent.case_id == Case.id, CaseEvent.type.in_(ANSWERS))
    last_at = answered_at.correlate(Case).scalar_subquery()
    contested = exists().where(CaseEvent.case_id == Case.id, CaseEvent.type.in_(CONTESTED), CaseEvent.at >= last_at)
    linked = Case.__table__.alias("linked")
    complaint = exists().where(linked.c.linked_case_id == Case.id, linked.c.state.not_in(ENDED))
    done = select(Case.id).where(
        Case.state.in_((CaseState.ANSWERED, CaseState.REFUSED)),
        last_at < end_of(day_of(now) - CLOSES_AFTER - ONE_DAY),  # thirty whole days were his
        ~contested,
        ~complaint,
    )
    return session.scalars(done.order_by(Case.id).limit(AT_ONCE)).all()  # type: ignore[no-any-return]


def close_answered(session: Any, case_id: int, now: datetime) -> None:
    close(session, session.get_one(Case, case_id), by=DUTY, now=now)


def find_old_drafts(session: Any, now: datetime) -> Sequence[str]:
    """One item, if there is anything to forget."""
    old = select(Draft.id).where(
        Draft.updated_at <= now - drafts.KEPT_FOR, or_(Draft.case_id.is_(None), Draft.secret_sealed.is_not(None))
    )
    return ["drafts"] if session.scalar(old.limit(1)) else []


def erase_drafts(session: Any, _item: str, now: datetime) -> Callable[[], None]:
    """The rows now; the bytes after the commit."""
    keys = drafts.erase_old(session, now)

    def discard() -> None:
        for key in keys:
            storage.discard(key)

    return discard


def find_unreleased(session: Any, now: datetime) -> Sequence[int]:
    """Open to the public since five working days, and its text still waits for somebody to read it."""
    before = end_of(passed(session, day_of(now), RELEASE_TARGET))
    asked = exists().where(DutyDone.rule == "release", DutyDone.subject == cast(Case.id, String))
    waiting = (
        select(Case.id)
        .join(CaseContent, CaseContent.case_id == Case.id)
        .where(
            Case.review == Review.PASSED, Case.restricted.is_(False), Case.public_row, Case.reviewed_at < before,
            CaseContent.release == Release.UNRELEASED, ~asked,
        )
    )  # fmt: skip
    return session.scalars(waiting.order_by(Case.id).limit(AT_ONCE)).all()  # type: ignore[no-any-return]


def ask_for_release(session: Any, case_id: int, now: datetime) -> None:
    case = session.get_one(Case, case_id)
    once(session, "release", str(case_id), day_of(case.reviewed_at), now)
    add_task(session, case, TaskKind.RELEASE, now, due_on=day_of(now))


def find_missing_year(session: Any, now: datetime) -> Sequence[int]:
    """The year that dates will soon run into and that nobody has loaded: asked for months before."""
    year = lawbook.missing_year(session, day_of(now))
    asked = select(DutyDone.id).where(DutyDone.rule == "calendar_year", DutyDone.subject == str(year))
    return [year] if year is not None and session.scalar(asked.limit(1)) is None else []


def ask_for_year(session: Any, year: int, now: datetime) -> None:
    """A task of the centre that cares for the whole country."""
    today = day_of(now)
    centre = centre_for(session, None, today)
    if centre is None:
        return
    once(session, "calendar_year", str(year), date(year, 1, 1), now)
    task = Task(kind=TaskKind.CALENDAR_YEAR, centre_id=centre.id, created_at=now, due_on=today, data={"year": year})
    session.add(task)


def find_uncounted(session: Any, now: datetime) -> Sequence[int]:
    """Legs that got no date because a year was missing, now that it is loaded."""
    years = lawbook.years_loaded(session)
    tasks = select(Task.leg_id, Task.data).join(Leg, Leg.id == Task.leg_id).where(
        Task.kind == TaskKind.CALENDAR_YEAR, Task.done_at.is_(None), Leg.state != LegState.CLOSED, Leg.proof.in_(PROVEN)
    )  # fmt: skip
    rows = session.execute(tasks.order_by(Task.id).limit(AT_ONCE)).all()
    return sorted({row.leg_id for row in rows if row.data.get("year") in years})


def count_again(session: Any, leg_id: int, now: datetime) -> None:
    leg = session.get_one(Leg, leg_id)
    finish_tasks(session, leg.case, TaskKind.CALENDAR_YEAR, DUTY, now, leg=leg)
    count_what_was_missing(session, leg.case, leg, now)
    refresh(session, leg.case)
