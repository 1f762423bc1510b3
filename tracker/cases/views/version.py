"""How new the whole of what the public may read is, in one cheap statement: for the ETag of a list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.cases.models import CaseEvent
from tracker.directory.models import DirectoryChange


def lists_version(session: Session) -> tuple[Any, ...]:
    """Changes whenever anything happened in any case, or staff changed the directory."""
    events, changes = select(func.max(CaseEvent.id)), select(func.max(DirectoryChange.id))
    return tuple(session.execute(select(events.scalar_subquery(), changes.scalar_subquery())).one())
