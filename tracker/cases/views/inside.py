"""Rows for those inside, officers and staff: what the tray, the board and the tasks have in common.

A list never shows the text of a restricted case: opening the case does, and that reading is logged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.duties_of import Duty, LegFacts, next_duty
from tracker.cases.kinds import Kind, LegState
from tracker.cases.lateness import CLOCK_COLUMNS, Lateness, answer_status, lateness_of, working_days_late
from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.views.names import DAY, name_of
from tracker.directory.models import Authority, Territory, Topic
from tracker.i18n import current_language
from tracker.law.errors import YearNotLoaded

SOON_WORKING_DAYS = 3
SOON_WITHOUT_CALENDAR = timedelta(days=5)


def soon_until(session: Session, today: date) -> date:
    """The last day that counts as soon: three working days from today; five days where no calendar is loaded."""
    try:
        return lawbook.current_calendar(session).add_working_days(today, SOON_WORKING_DAYS).result
    except YearNotLoaded:
        return today + SOON_WITHOUT_CALENDAR


def inside_subject() -> ColumnElement[str]:
    """The subject of an open case; empty for a restricted one."""
    return case((Case.restricted.is_(True), ""), else_=func.coalesce(CaseContent.subject, "")).label("subject")


def case_columns(language: str | None = None) -> list[Any]:
    """Wants Topic, Territory (the raion or oblast) and CaseContent joined."""
    language = language or current_language()
    return [
        Case.id.label("case_id"), Case.number, Case.kind, Case.filed_on, Case.restricted, Case.urgent,
        Case.state.label("case_state"), Case.centre_id.label("case_centre_id"), inside_subject(),
        name_of(Topic, language).label("topic"), name_of(Territory, language).label("place"),
    ]  # fmt: skip


def leg_columns(language: str) -> list[Any]:
    """Wants Leg and Authority joined."""
    return [
        Leg.id.label("leg_id"), Leg.authority_id, Leg.unit_id, Leg.post_id, Leg.incoming_number, Leg.opened_at,
        Leg.dispatched_at, Leg.received_on, Leg.registered_on, Leg.registration_due_on, Leg.clarify_until_on,
        Leg.reopened_on, Leg.next_on, *CLOCK_COLUMNS, answer_status().label("answer_status"),
        working_days_late(DAY).label("working_days"), name_of(Authority, language).label("body"),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What a list says of a case."""

    case_id: int
    number: str
    kind: Kind
    filed_on: date
    restricted: bool
    urgent: bool
    subject: str
    topic: str
    place: str


@dataclass(frozen=True, slots=True)
class LegLine:
    """What a list says of one body's duty."""

    leg_id: int
    body: str
    body_id: str
    state: LegState
    incoming_number: str
    unit_id: int | None
    post_id: int | None
    received_on: date | None
    duty: Duty | None
    lateness: Lateness
    working_days_late: int | None


def case_line(row: Row[Any]) -> CaseLine:
    return CaseLine(
        row.case_id, row.number, Kind(row.kind), row.filed_on, row.restricted, row.urgent, row.subject,
        row.topic, row.place,
    )  # fmt: skip


def leg_line(row: Row[Any], today: date, soon_on: date) -> LegLine:
    lateness = lateness_of(row, today, soon_on, row.answer_status)
    return LegLine(
        leg_id=row.leg_id,
        body=row.body,
        body_id=row.authority_id,
        state=LegState(row.state),
        incoming_number=row.incoming_number or "",
        unit_id=row.unit_id,
        post_id=row.post_id,
        received_on=row.received_on,
        duty=next_duty(LegFacts.of(row), today),
        lateness=lateness,
        working_days_late=row.working_days if lateness.is_late else None,
    )
