"""What a lawyer still has to look up, and what would stop dates from being counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.law.codes import Known
from tracker.law.regimes import Regime
from tracker.lawbook import calendars, changes, terms
from tracker.lawbook.models import CalendarDay, LawChange
from tracker.lawbook.terms import RuleRow, TermRow


@dataclass(frozen=True, slots=True)
class Report:
    """The state of the law in the service."""

    years: list[int]
    missing_year: int | None
    unknown: list[TermRow]
    unconfirmed: list[TermRow]
    unknown_rules: list[RuleRow]
    disabled: list[Regime]
    undated: list[Regime]
    estimated: list[date]
    terms: int
    changed: list[str]
    waiting: int

    @property
    def faults(self) -> list[str]:
        """What stops dates from being counted; an unknown term is a gap in knowledge, not a fault."""
        return [f"the calendar of {self.missing_year} is not loaded"] if self.missing_year else []


def check(session: Session, today: date) -> Report:
    """Everything that a person who answers for the law wants to see at once."""
    regimes = [regime for regime in terms.regimes(session) if not regime.superseded]
    made = changes.by_number(session)
    estimated = select(CalendarDay.date).where(CalendarDay.estimated, CalendarDay.to_revision.is_(None))
    return Report(
        years=calendars.years_loaded(session),
        missing_year=calendars.missing_year(session, today),
        unknown=terms.unknown(regimes),
        unconfirmed=terms.unconfirmed(regimes),
        unknown_rules=terms.unknown_rules(regimes),
        disabled=[regime for regime in regimes if not regime.enabled],
        undated=[regime for regime in regimes if regime.valid_from is None or regime.valid_from_known != "day"],
        estimated=list(session.scalars(estimated.order_by(CalendarDay.date))),
        terms=len(list(terms.newest_rows(regimes))),
        changed=[f"{_subject(row)} ({provenance(number, made)})" for number, row in sorted(made.items())],
        waiting=len(changes.waiting(session)),
    )


def lines(report: Report) -> Iterator[str]:
    """The report for the console."""
    years = f"{report.years[0]}-{report.years[-1]}" if report.years else "none"
    yield f"Years loaded: {years}"
    yield from (f"FAULT: {fault}" for fault in report.faults)
    yield f"Terms: {report.terms}, of them unknown {len(report.unknown)}, not confirmed {len(report.unconfirmed)}"
    yield from (f"Changed here: {line}" for line in report.changed)
    if report.waiting:
        yield f"Changes that wait for a second person: {report.waiting}"
    yield from (f"Estimated day: {day.isoformat()}" for day in report.estimated)
    yield from (f"Not enabled: {regime.id}" for regime in report.disabled)
    yield from (f"First day not known exactly: {regime.id}" for regime in report.undated)
    yield from (f"Unknown term: {_name(row)}" for row in report.unknown)
    yield from (f"Unknown rule: {row.regime.id} {row.name.value} (the clock runs on)" for row in report.unknown_rules)
    yield from (f"Article not confirmed: {_name(row)} ({row.term.status.value})" for row in report.unconfirmed)


def _name(row: TermRow) -> str:
    return " ".join(filter(None, [row.regime.id, row.kind, row.name.value]))


def provenance(number: int | None, made: Mapping[int, LawChange]) -> str:
    """Where a term comes from: as shipped, or set here, when and by whom, and who confirmed it."""
    row = made.get(number) if number is not None else None
    if row is None:
        return "as shipped"
    second = "one person, to be confirmed again" if row.one_person else f"confirmed by administrator {row.decided_by_id}"
    on = day_of(row.decided_at or row.proposed_at)
    return f"set {on.isoformat()} by administrator {row.proposed_by_id}, {second}"


def period(regime: Regime) -> str:
    """From when until when, as far as it is known."""
    first = regime.valid_from.isoformat() if regime.valid_from else "?"
    known = "" if regime.valid_from_known is Known.DAY or not regime.valid_from else f" ({regime.valid_from_known} only)"
    return f"{first}{known} – {regime.valid_to.isoformat() if regime.valid_to else ''}".rstrip()


def _subject(row: LawChange) -> str:
    return " ".join(filter(None, [row.regime_id, row.kind, row.name or row.what]))
