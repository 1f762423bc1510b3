"""The database floor: the session, the base class, the column types. Knows no domain word."""

from tracker.store.base import Base, Erasable, UtcDateTime, db, upgrade_schema
from tracker.store.transactions import reading, take_turn, writing

__all__ = ["Base", "Erasable", "UtcDateTime", "db", "reading", "take_turn", "upgrade_schema", "writing"]
