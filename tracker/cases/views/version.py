"""How new the whole of what the public may read is, in one cheap statement: for the ETag of a list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.cases.models import CaseEvent
from tracker.directory.models import DirectoryChange
from tracker.store.rows import read_rows

EVENTS, CHANGES = select(func.max(CaseEvent.id)), select(func.max(DirectoryChange.id))
NEWEST = select(EVENTS.scalar_subquery(), CHANGES.scalar_subquery())  # built once: that costs more than running it


def lists_version(session: Session) -> tuple[Any, ...]:
    """Changes whenever anything happened in any case, or staff changed the directory."""
    return tuple(read_rows(session, NEWEST)[0])
