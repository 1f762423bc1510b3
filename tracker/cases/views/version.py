"""How new the whole of what the public may read is, in one cheap statement: for the ETag of a list."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.cases.models import CaseEvent
from tracker.directory.models import DirectoryChange
from tracker.store.rows import read_rows

EVENTS, CHANGES = select(func.max(CaseEvent.id)), select(func.max(DirectoryChange.id))
NEWEST = select(EVENTS.scalar_subquery(), CHANGES.scalar_subquery())  # built once: that costs more than running it


class ListsVersion(NamedTuple):
    """The newest event of any case, and the newest change of places, topics, bodies and centres."""

    events: int | None
    directory: int | None


def lists_version(session: Session) -> ListsVersion:
    """Changes whenever anything happened in any case, or the directory was changed."""
    return ListsVersion(*read_rows(session, NEWEST)[0])
