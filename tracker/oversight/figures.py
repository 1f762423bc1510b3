"""Figures that everybody may read: of a body, of the whole register, and of restricted cases by raion and quarter.

They count public rows and proven receipts only. A restricted case without a public row is in no figure but the last one,
where small cells are merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, extract, false, func, literal, or_, select, true
from sqlalchemy import case as when
from sqlalchemy.orm import Session

from tracker.cases.disclosure import quarter_of, small_cells_merged
from tracker.cases.events import EventType
from tracker.cases.kinds import OPEN, PROVEN, CaseState, LegState, Outcome, Review
from tracker.cases.lateness import answer_status, late, owed, owed_late, past_convention
from tracker.cases.models import Case, CaseEvent, Leg
from tracker.cases.views.names import DAY
from tracker.cases.views.paging import Bounded, counting, read_counts
from tracker.clock import BISHKEK
from tracker.law.codes import Status
from tracker.lawbook.calendars import ordinal_of
from tracker.oversight.measures import Median, Share, median_days

PERIOD = timedelta(days=365)
MOST = 10_000
OPEN_STATES = (CaseState.TO_DELIVER, CaseState.DELIVERED, CaseState.IN_WORK, CaseState.WAITING_APPLICANT)
ANSWERED_STATES = (CaseState.ANSWERED, CaseState.REFUSED, CaseState.CLOSED)


@dataclass(frozen=True, slots=True)
class BodyFigures:
    """What one body owes and how fast it answers: letters proven to have arrived in the year before, or still open.

    `median` is in working days from receipt to answer; None where the calendar is not loaded. `checking`: some of the late
    ones are counted by a term that nobody has confirmed yet.
    """

    owes: int
    late: int
    past_convention: int
    answered: int
    answered_late: int
    refused: int
    passed_on: int
    not_delivered: int
    checking: int
    asked_again: int
    since_on: date
    median: Median | None

    @property
    def answered_in_time(self) -> Share:
        """Of the letters answered, those answered by their date."""
        return Share(self.answered - self.answered_late, self.answered)


def authority_figures(session: Session, authority_id: str, today: date) -> BodyFigures:
    """The public figures of a body."""
    since_on = today - PERIOD
    counted = session.execute(_counts(authority_id, today, since_on)).one()
    return BodyFigures(*(number or 0 for number in counted), since_on, _median(session, authority_id, today, since_on))


def _counts(authority_id: str, today: date, since_on: date) -> Select[Any]:
    proven = Leg.proof.in_(sorted(PROVEN))
    recent = and_(proven, or_(Leg.received_on >= since_on, owed()))
    answered = and_(recent, Leg.answered_on.is_not(None))
    sent = and_(Leg.proof.is_(None), Leg.dispatched_at.is_not(None), owed())
    wanted = (
        and_(proven, owed()),
        owed_late(today),
        and_(owed(), past_convention(today)),
        answered,
        and_(answered, late(today)),
        and_(answered, Leg.outcome == Outcome.REFUSED),
        and_(recent, Leg.state == LegState.TRANSFERRED),
        sent,
        and_(or_(owed_late(today), and_(answered, late(today))), answer_status() != Status.CONFIRMED.value),
        and_(Leg.reopened_on.is_not(None), Leg.state.in_(sorted(OPEN))),
    )
    return _of_body(select(*(func.sum(when((condition, 1), else_=0)) for condition in wanted)), authority_id)


def _of_body(query: Select[Any], authority_id: str) -> Select[Any]:
    legs = query.select_from(Leg).join(Case, Case.id == Leg.case_id)
    return legs.where(Leg.authority_id == authority_id, Case.public_row == true())


def _median(session: Session, authority_id: str, today: date, since_on: date) -> Median | None:
    open_now = Leg.answered_on.is_(None)
    until: ColumnElement[date] = func.coalesce(Leg.answered_on, literal(today))
    days = (ordinal_of(until) - ordinal_of(Leg.received_on)).label("days")  # type: ignore[arg-type]
    inner = _of_body(select(days, when((open_now, 1), else_=0).label("open_now")), authority_id).where(
        Leg.proof.in_(sorted(PROVEN)),
        Leg.state != LegState.TRANSFERRED,
        or_(Leg.outcome.is_(None), Leg.outcome != Outcome.WITHDRAWN),
        or_(Leg.received_on >= since_on, open_now),
    )
    grouped = inner.subquery()
    rows = session.execute(
        select(grouped.c.days, grouped.c.open_now, func.count()).group_by(grouped.c.days, grouped.c.open_now)
    ).all()
    if any(row[0] is None for row in rows):
        return None
    return median_days({d: n for d, is_open, n in rows if not is_open}, {d: n for d, is_open, n in rows if is_open})


@dataclass(frozen=True, slots=True)
class PublicCounts:
    """What the home page says in one line. Bounded: «10,000+»."""

    cases: Bounded
    open_ones: Bounded
    answered: Bounded
    late: Bounded


def public_counts(session: Session, today: date, most: int = MOST) -> PublicCounts:
    """Counts of public rows, in one statement."""
    return PublicCounts(*read_counts(session, _public_counts(most), {"today": today}, most))


@lru_cache(maxsize=4)
def _public_counts(most: int) -> Select[Any]:
    public = select(Case.id).where(Case.public_row == true())
    late_ones = select(Leg.id).join(Case, Case.id == Leg.case_id).where(owed_late(DAY), Case.public_row == true())
    wanted = (public, public.where(Case.state.in_(OPEN_STATES)), public.where(Case.state.in_(ANSWERED_STATES)), late_ones)
    return counting(wanted, most)


def restricted_cells(session: Session, from_on: date, to_on: date) -> Mapping[tuple[str, str], int]:
    """Restricted cases without a public row, per (raion, quarter); cells under five are merged into the quarter's rest.

    Whole quarters only, the same on every surface: cut ones could be told apart by subtraction. And only those that are
    over: a number that grows by one from one day to the next would say when, and from where, somebody wrote.
    """
    place = func.coalesce(Case.raion_code, Case.oblast_code, "").label("place")
    year, month = extract("year", Case.filed_on).label("year"), extract("month", Case.filed_on).label("month")
    had_it = or_(Leg.dispatched_at.is_not(None), Leg.received_on.is_not(None))
    sent = select(Leg.id).where(Leg.case_id == Case.id, had_it).exists()
    rows = session.execute(
        select(place, year, month, func.count())
        .where(Case.public_row == false(), Case.restricted.is_(True), Case.review == Review.PASSED, sent)
        .where(Case.filed_on >= _quarter_start(from_on), Case.filed_on < _quarter_start(to_on))
        .group_by(place, year, month)
    )
    cells: Counter[tuple[str, str]] = Counter()
    for code, in_year, in_month, count in rows:
        cells[code, quarter_of(date(int(in_year), int(in_month), 1))] += count
    return small_cells_merged(cells)


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def refusals_by_ground(session: Session, today: date) -> Counter[str]:
    """How often each ground was given in the refusals of the year before. A refusal may name several.

    Of public rows that are not restricted: each of them can be read one by one, so a small number shows nobody.

    The codes are those of the officer's form; "" counts refusals on an article that the body typed.
    """
    since = datetime.combine(today - PERIOD, time.min, BISHKEK)
    given = (
        select(CaseEvent.data)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.type == EventType.REFUSED, CaseEvent.at >= since, Case.public_row, ~Case.restricted)
        .order_by(CaseEvent.at.desc())
        .limit(MOST)
    )
    return Counter(code for data in session.scalars(given) for code in data.get("grounds") or [""])
