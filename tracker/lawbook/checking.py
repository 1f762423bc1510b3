"""What a lawyer still has to look up, and what would stop dates from being counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.regimes import Regime
from tracker.lawbook import calendars, terms
from tracker.lawbook.models import CalendarDay
from tracker.lawbook.terms import TermRow


@dataclass(frozen=True, slots=True)
class Report:
    """The state of the law in the service."""

    years: list[int]
    missing_year: int | None
    unknown: list[TermRow]
    unconfirmed: list[TermRow]
    disabled: list[Regime]
    undated: list[Regime]
    estimated: list[date]

    @property
    def faults(self) -> list[str]:
        """What stops dates from being counted; an unknown term is a gap in knowledge, not a fault."""
        return [f"the calendar of {self.missing_year} is not loaded"] if self.missing_year else []


def check(session: Session, today: date) -> Report:
    """Everything that a person who answers for the law wants to see at once."""
    regimes = terms.regimes(session)
    estimated = select(CalendarDay.date).where(CalendarDay.estimated, CalendarDay.to_revision.is_(None))
    return Report(
        years=calendars.years_loaded(session),
        missing_year=calendars.missing_year(session, today),
        unknown=terms.unknown(regimes),
        unconfirmed=terms.unconfirmed(regimes),
        disabled=[regime for regime in regimes if not regime.enabled],
        undated=[regime for regime in regimes if regime.valid_from is None or regime.valid_from_known != "day"],
        estimated=list(session.scalars(estimated.order_by(CalendarDay.date))),
    )


def lines(report: Report) -> Iterator[str]:
    """The report for the console."""
    years = f"{report.years[0]}-{report.years[-1]}" if report.years else "none"
    yield f"Years loaded: {years}"
    yield from (f"FAULT: {fault}" for fault in report.faults)
    yield from (f"Estimated day: {day.isoformat()}" for day in report.estimated)
    yield from (f"Not enabled: {regime.id}" for regime in report.disabled)
    yield from (f"First day not known exactly: {regime.id}" for regime in report.undated)
    yield from (f"Unknown term: {_name(row)}" for row in report.unknown)
    yield from (f"Article not confirmed: {_name(row)} ({row.term.status.value})" for row in report.unconfirmed)


def _name(row: TermRow) -> str:
    return " ".join(filter(None, [row.regime.id, row.kind, row.name.value]))
