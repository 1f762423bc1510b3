"""How fast the law counts: due dates per second in the engine, and lateness of every case in one statement."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from tests.bench import fill, service
from tests.bench.given import Bench
from tracker import clock
from tracker.cases import lateness
from tracker.cases.models import Leg
from tracker.law.calculator import case_dates
from tracker.law.deadlines import answer_due
from tracker.law.regimes import regime_for
from tracker.lawbook import current_calendar, regimes
from tracker.store import db

DATES, TIMES, CASES = 20_000, 7, 100_000
KINDS = ("information_request", "statement")


def measure(bench: Bench) -> None:
    """The engine on one core, then the database with `cases` cases."""
    cases = bench.cases or CASES
    bench.folder.mkdir(parents=True, exist_ok=True)
    app = service.application(service.environ(bench.folder, bench.url))
    with app.app_context():
        _engine()
        db.session.rollback()
        fill.fill(cases, clock.today())
        _lateness(cases)


def _engine() -> None:
    calendar, rows = current_calendar(db.session), regimes(db.session)
    first = date(2024, 2, 1)
    days = [first + timedelta(days=number % 900) for number in range(DATES)]
    law = {kind: regime_for(kind, first, rows) for kind in KINDS}
    for kind in KINDS:
        _say(f"answer date of a {kind}", DATES, _spent(lambda kind=kind: [answer_due(law[kind], calendar, on) for on in days]))  # type: ignore[misc]
    _say("all dates of a case", DATES, _spent(lambda: [case_dates(rows, calendar, KINDS[0], on) for on in days]))


def _lateness(cases: int) -> None:
    today = clock.today()
    late = select(func.count()).select_from(Leg).where(lateness.late(today))
    working = select(func.max(lateness.working_days_late(today))).where(lateness.owed_late(today))
    for name, statement in (("late, all cases", late), ("working days late, all that are owed", working)):
        spent = _spent(lambda statement=statement: db.session.scalar(statement))  # type: ignore[misc]
        print(f"{db.engine.dialect.name:<12}{name:<40}{spent * 1000:>9.1f} ms for {cases} cases")


def _spent(work: Callable[[], Any]) -> float:
    """The median of some runs, in seconds."""
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return sorted(found)[TIMES // 2]


def _say(name: str, count: int, spent: float) -> None:
    print(f"{'engine':<12}{name:<40}{count / spent:>9,.0f} a second")
