"""An uploaded table of bodies between its dry run and its import, and afterwards the record that it was imported.

One table waits per person; its text is dropped when it was imported, given up, replaced, or not looked at for a day. So
at most one text of `BYTES_AT_MOST` per administrator is ever kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.directory.csv_import import Plan, apply_plan, plan_import
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.history import KEEPERS, allow
from tracker.people.actor import Actor
from tracker.store import Base, UtcDateTime

BYTES_AT_MOST = 2 * 1024 * 1024
KEPT_FOR = timedelta(days=1)


class BodyImport(Base):
    """`data` is there only while the table waits; `imported_at` is set when it was taken over."""

    __tablename__ = "body_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)


class PlanMoved(DirectoryError):
    """The directory changed since the dry run was shown: it has to be looked at again."""

    def __init__(self) -> None:
        super().__init__(Problem.WRONG_STATE)


def keep(session: Session, name: str, data: bytes, *, by: Actor, now: datetime) -> BodyImport:
    """Keep a table for its dry run; an earlier one of this person is given up. Raises `FileRefused`."""
    allow(by, KEEPERS)
    assert by.account_id is not None
    plan_import(session, data)
    _forget_waiting(session, by.account_id, now)
    row = BodyImport(
        account_id=by.account_id, name=name[:200], sha256=hashlib.sha256(data).hexdigest(), data=data, uploaded_at=now
    )
    session.add(row)
    session.flush()
    return row


def waiting(session: Session, import_id: int, by: Actor) -> BodyImport | None:
    """This person's table, while it waits."""
    row = session.get(BodyImport, import_id)
    return row if row is not None and row.account_id == by.account_id and row.data is not None else None


def digest_of(plan: Plan) -> str:
    """What the person saw and agrees to: changes when the directory has moved on underneath."""
    lines = [(line.number, line.id, sorted(line.fields.items(), key=str)) for line in (*plan.add, *plan.change)]
    refused = [(line.number, str(line.error.problem)) for line in plan.refuse]
    return hashlib.sha256(repr((lines, refused)).encode()).hexdigest()[:32]


def carry_out(session: Session, row: BodyImport, seen: str, *, by: Actor, now: datetime) -> BodyImport:
    """Import what the dry run showed. Raises `PlanMoved` when it would be something else by now."""
    assert row.data is not None
    plan = plan_import(session, row.data)
    if digest_of(plan) != seen:
        raise PlanMoved
    apply_plan(session, plan, by=by, now=now)
    row.added, row.changed, row.refused = len(plan.add), len(plan.change), len(plan.refuse)
    row.data, row.imported_at = None, now
    return row


def give_up(row: BodyImport) -> None:
    """The text goes; that there was one stays."""
    row.data = None


def done_before(session: Session, limit: int = 20) -> Sequence[BodyImport]:
    """Imports of before, the newest first."""
    done = select(BodyImport).where(BodyImport.imported_at.is_not(None))
    return session.scalars(done.order_by(BodyImport.id.desc()).limit(limit)).all()


def _forget_waiting(session: Session, account_id: int, now: datetime) -> None:
    old = (BodyImport.account_id == account_id) | (BodyImport.uploaded_at < now - KEPT_FOR)
    session.execute(update(BodyImport).where(old, BodyImport.imported_at.is_(None)).values(data=None))
