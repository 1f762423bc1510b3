"""One worker at a time per duty. Taken and given back by single UPDATEs, so that it holds on every database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, update
from sqlalchemy.exc import IntegrityError

from tracker.duties.models import DutyDone, DutyLease

LEASE = timedelta(minutes=30)  # longer than any run; a worker that died blocks its duty for no longer


def take(session: Any, name: str, owner: str, now: datetime) -> bool:
    """Is this duty ours now? Commits."""
    if session.get(DutyLease, name) is None:
        _first(session, name, now)
    free = or_(DutyLease.owner.is_(None), DutyLease.lease_until < now)
    ours = (
        update(DutyLease).where(DutyLease.name == name, DutyLease.next_at <= now, free)
        .values(owner=owner, lease_until=now + LEASE)
    )  # fmt: skip
    taken = session.execute(ours, execution_options={"synchronize_session": False}).rowcount
    session.commit()
    return bool(taken)


def _first(session: Any, name: str, now: datetime) -> None:
    session.add(DutyLease(name=name, next_at=now))
    try:
        session.commit()
    except IntegrityError:  # another worker was faster
        session.rollback()


def give_back(session: Any, name: str, owner: str, now: datetime, next_at: datetime, counts: tuple[int, int], error: str) -> None:
    """The run is over. A lease that somebody else took meanwhile is left alone. Commits."""
    done, failed = counts
    session.execute(
        update(DutyLease).where(DutyLease.name == name, DutyLease.owner == owner)
        .values(owner=None, lease_until=None, next_at=next_at, ran_at=now, done=done, failed=failed, last_error=error),
        execution_options={"synchronize_session": False},
    )  # fmt: skip
    session.commit()


def once(session: Any, rule: str, subject: str, about_on: Any, now: datetime) -> None:
    """Write down that a rule spoke. In the caller's transaction; a second writer fails there and says nothing twice."""
    session.add(DutyDone(rule=rule, subject=subject, about_on=about_on, at=now))
    session.flush()
