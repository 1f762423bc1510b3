"""In how many open cases a change of the law's grounds would be met. Only looked at; nothing of a case changes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.cases.models import Leg
from tracker.law.regimes import Regime


def open_cases(session: Session, now: Iterable[Regime], changed: Iterable[Regime]) -> int:
    """Open cases that keep a version whose grounds to choose from would be others."""
    offered = {row.id: _offered(row) for row in now}
    ids = [row.id for row in changed if row.id in offered and _offered(row) != offered[row.id]]
    query = select(func.count(Leg.case_id.distinct())).where(Leg.regime_id.in_(ids), Leg.ended_on.is_(None))
    return (session.scalar(query) or 0) if ids else 0


def _offered(row: Regime) -> frozenset[str]:
    return frozenset(ground.code for ground in row.grounds if not ground.retired)
