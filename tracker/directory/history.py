"""Who may change the directory, and the history of its changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.models import DirectoryChange
from tracker.people.actor import Actor, ActorKind

OF_CENTRE = frozenset({ActorKind.STAFF, ActorKind.COORDINATOR, ActorKind.ADMINISTRATOR})
KEEPERS = frozenset({ActorKind.COORDINATOR, ActorKind.ADMINISTRATOR})


def allow(by: Actor, kinds: frozenset[ActorKind]) -> None:
    """Refuse an actor whose post is not among `kinds`."""
    if by.kind not in kinds:
        raise DirectoryError(Problem.NOT_ALLOWED)


def found(session: Session, model: Any, key: Any) -> Any:
    """The row with this key, or a refusal that names it."""
    row = session.get(model, key)
    if row is None:
        raise DirectoryError(Problem.NOT_FOUND, key=key)
    return row


def note(session: Session, row: Any, field: str, old: Any, new: Any, *, by: Actor, now: datetime, reason: str = "") -> None:
    """One line of history about one field of a row; `field` «created» for a new row."""
    change = DirectoryChange(
        table=row.__tablename__, key=str(_key(row)), field=field, old=_text(old), new=_text(new),
        by_account_id=by.account_id, at=now, reason=reason,
    )  # fmt: skip
    session.add(change)


def set_field(session: Session, row: Any, field: str, value: Any, *, by: Actor, now: datetime, reason: str = "") -> bool:
    """Set one field and keep its old value in the history. False when it was so already."""
    old = getattr(row, field)
    if old == value:
        return False
    setattr(row, field, value)
    note(session, row, field, old, value, by=by, now=now, reason=reason)
    return True


def _key(row: Any) -> Any:
    return getattr(row, "code", None) or row.id


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
