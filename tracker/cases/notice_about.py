"""What the words of a notice may draw on: the case, the event, names in the recipient's language, dates and their reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.disclosure import MessageKind
from tracker.cases.links import Links, Purpose, current
from tracker.cases.models import Case, CaseEvent, Leg, LegClock, Message
from tracker.cases.said_words import text_words
from tracker.clock import day_of
from tracker.directory.models import Authority, Centre
from tracker.directory.names import plain_name
from tracker.i18n import current_language
from tracker.law.calendar import Calendar
from tracker.law.codes import Status
from tracker.law.deadlines import Clock, Due
from tracker.law.errors import LawError
from tracker.law.reasons import Reason
from tracker.law.regimes import Regime, regime_by_id, regime_for


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter's words, already in the recipient's language. `quote` is a text that somebody else wrote."""

    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    sections: tuple[Section, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about. `event` is None where a rule of the calendar speaks and nothing happened."""

    session: Session
    case: Case
    leg: Leg | None
    event: CaseEvent | None
    now: datetime
    quoting: bool = False  # the recipient is known to be who he should be: texts of others may be repeated to him

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def data(self) -> Mapping[str, Any]:
        return self.event.data if self.event else {}

    def day(self, key: str) -> date | None:
        """A date of the event."""
        value = self.data.get(key)
        return date.fromisoformat(value) if value else None

    @property
    def links(self) -> Links:
        return current()

    def follow_url(self) -> str:
        return self.links.follow(self.case, current_language())

    def confirming_url(self, purpose: Purpose) -> str:
        return self.links.confirming(self.case, purpose, current_language(), self.now)

    def body(self, authority_id: str | None = None) -> str:
        """The name of a body, by default of the one that owes."""
        wanted = authority_id or (self.leg.authority_id if self.leg else None)
        row = self.session.get(Authority, wanted) if wanted else None
        return plain_name(row) if row else ""

    def centre(self) -> Centre:
        return self.session.get_one(Centre, self.case.centre_id)

    def centre_name(self) -> str:
        return plain_name(self.centre())

    def quoted(self, kind: MessageKind) -> str:
        """The text that travelled with the event."""
        if self.event is None:
            return ""
        wanted = select(Message.body).where(Message.event_id == self.event.id, Message.kind == kind)
        return text_words(kind, self.session.scalar(wanted) or "", self.data)

    def signatory(self) -> str:
        if self.event is None:
            return ""
        return self.session.scalar(select(Message.signatory).where(Message.event_id == self.event.id)) or ""

    def calendar(self) -> Calendar | None:
        try:
            return lawbook.current_calendar(self.session)
        except LawError:
            return None

    def working_day(self, after: int) -> date | None:
        """The working day that many working days from today; 0: today or the next one. None: the year is not loaded."""
        try:
            calendar = lawbook.current_calendar(self.session)
            if after == 0:
                return calendar.next_working_day_on_or_after(self.today).result
            return calendar.add_working_days(self.today, after).result
        except LawError:
            return None

    def regime(self) -> Regime | None:
        """The law that governs the duty; None where the body is not known to be bound by one."""
        rows = lawbook.regimes(self.session)
        if self.leg is not None:
            if not self.session.get_one(Authority, self.leg.authority_id).bound_by_confirmed:
                return None
            if self.leg.regime_id is not None:
                return regime_by_id(self.leg.regime_id, rows, self.case.kind)
        try:
            return regime_for(self.case.kind, self.today, rows)
        except LawError:
            return None

    def answer_due(self) -> Due | None:
        """The answer date that counts, with its reasons."""
        if self.leg is None or self.leg.answer_due_on is None:
            return None
        rows = select(LegClock).where(
            LegClock.leg_id == (self.leg.clock_from_leg_id or self.leg.id),
            LegClock.clock.in_(("answer", "extended")),
            LegClock.due_on == self.leg.answer_due_on,
            LegClock.superseded_by_id.is_(None),
        )
        row = self.session.scalars(rows.order_by(LegClock.id.desc()).limit(1)).first()
        if row is None:
            return Due(Clock.ANSWER, self.leg.answer_due_on, Status.UNKNOWN, ())
        reasons = tuple(Reason.from_json(reason) for reason in row.because)
        return Due(Clock.ANSWER, row.due_on, Status(row.status), reasons)


Words = Callable[[About], Notice | None]
"""Writes a notice in the language of the moment; None: here there is nothing to tell."""
