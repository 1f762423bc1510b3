"""Which message is read next. As in the outbox: one UPDATE takes it with a lease, so that two workers never read the same
one, and a worker that dies leaves the lease to run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update

from tracker.files.models import StoredFile
from tracker.mail.incoming.codes import State
from tracker.mail.incoming.models import IncomingMail

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is ours to read until the lease ends."""

    mail_id: int
    key: str
    lease: str
    attempt: int
    envelope_to: tuple[str, ...]


def claim(session: Any, now: datetime, lease: str) -> Claim | None:
    """The oldest unread one, or None. Commits: from here on no transaction is open."""
    free = or_(IncomingMail.lease_until.is_(None), IncomingMail.lease_until < now)
    oldest = (
        select(IncomingMail.id).where(IncomingMail.state == State.NEW, free).order_by(IncomingMail.id).limit(1)
        .with_for_update(skip_locked=True)
    )  # fmt: skip
    taken = (
        update(IncomingMail).where(IncomingMail.id == oldest.scalar_subquery()).returning(IncomingMail.id)
        .values(lease_owner=lease, lease_until=now + LEASE, attempts=IncomingMail.attempts + 1)
    )  # fmt: skip
    mail_id = session.scalar(taken, execution_options={"synchronize_session": False})
    found = _read(session, mail_id, lease) if mail_id else None
    session.commit()
    return found


def _read(session: Any, mail_id: int, lease: str) -> Claim:
    wanted = select(StoredFile.key, IncomingMail.attempts, IncomingMail.envelope_to).join(
        StoredFile, StoredFile.id == IncomingMail.file_id
    )
    row = session.execute(wanted.where(IncomingMail.id == mail_id)).one()
    return Claim(mail_id, row.key, lease, row.attempts, tuple(row.envelope_to))


def locked(session: Any, claimed: Claim) -> IncomingMail | None:
    """The row for writing, if it is still ours and unread."""
    ours = and_(
        IncomingMail.id == claimed.mail_id, IncomingMail.lease_owner == claimed.lease, IncomingMail.state == State.NEW
    )
    return session.scalar(  # type: ignore[no-any-return]
        select(IncomingMail).where(ours).with_for_update().execution_options(populate_existing=True)
    )


def put_off(session: Any, claimed: Claim, now: datetime) -> None:
    """Something of ours is not there at the moment (scanner, storage): that is not the message's fault. Commits."""
    ours = and_(IncomingMail.id == claimed.mail_id, IncomingMail.lease_owner == claimed.lease)
    later = {"lease_owner": None, "lease_until": now + LEASE, "attempts": claimed.attempt - 1}
    session.execute(update(IncomingMail).where(ours).values(later), execution_options={"synchronize_session": False})
    session.commit()


def set_aside(session: Any, claimed: Claim, error: str) -> None:
    """It cannot be read: kept with its error, out of the way of the next one. Commits."""
    ours = and_(
        IncomingMail.id == claimed.mail_id, IncomingMail.lease_owner == claimed.lease, IncomingMail.state == State.NEW
    )
    values = {"state": State.SET_ASIDE, "error": error[:300], "lease_until": None}
    session.execute(update(IncomingMail).where(ours).values(values), execution_options={"synchronize_session": False})
    session.commit()
