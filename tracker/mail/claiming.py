"""Taking one letter out of the queue for one worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from tracker.files.models import StoredFile
from tracker.mail.building import Enclosure, Letter
from tracker.mail.models import MailState, OutboxMail

MINUTE = timedelta(minutes=1)
LEASE = timedelta(minutes=15)  # longer than every time limit of one conversation with a mail server together


@dataclass(frozen=True)
class Claim:
    """A letter that is ours until the lease ends. `unmade`: positions of files that are still to be made."""

    letter: Letter
    lease: str
    attempt: int
    unmade: tuple[int, ...]


def claim(session: Any, now: datetime, lease: str, per_minute: int = 0) -> Claim | None:
    """The letter that has waited longest, or None. Commits: from here on no transaction is open.

    `per_minute`: to how many letters a minute one domain is entitled; what is above it waits, and the letters to other
    domains go past it. Two workers may overstep it by one letter.
    """
    due = or_(
        and_(OutboxMail.state == MailState.QUEUED, OutboxMail.next_attempt_at <= now),
        and_(OutboxMail.state == MailState.SENDING, OutboxMail.lease_until < now),
    )
    oldest = (
        select(OutboxMail.id).where(due, *_not_too_fast(now, per_minute))
        .order_by(OutboxMail.next_attempt_at, OutboxMail.id).limit(1).with_for_update(skip_locked=True)
    )
    taken = (
        update(OutboxMail).where(OutboxMail.id == oldest.scalar_subquery()).returning(OutboxMail.id)
        .values(
            state=MailState.SENDING, lease_owner=lease, lease_until=now + LEASE, attempts=OutboxMail.attempts + 1,
            tried_at=now,
        )
    )
    mail_id = session.scalar(taken, execution_options={"synchronize_session": False})
    claimed = _read(session, mail_id, lease) if mail_id else None
    session.commit()
    return claimed


def _not_too_fast(now: datetime, per_minute: int) -> list[Any]:
    if not per_minute:
        return []
    busy = (
        select(OutboxMail.to_domain).where(OutboxMail.tried_at > now - MINUTE, OutboxMail.to_domain != "")
        .group_by(OutboxMail.to_domain).having(func.count() >= per_minute)
    )  # fmt: skip
    return [OutboxMail.to_domain.not_in(busy)]


def _read(session: Any, mail_id: int, lease: str) -> Claim:
    mail = session.get(OutboxMail, mail_id, populate_existing=True)
    unmade = tuple(at for at, item in enumerate(mail.files) if not item.get("file_id"))
    return Claim(letter_of(session, mail), lease, mail.attempts, unmade)


def letter_of(session: Any, mail: OutboxMail) -> Letter:
    """The row as a value. Files that are still to be made are not in it yet."""
    return Letter(
        id=mail.id,
        created_at=mail.created_at,
        to=mail.to_address,
        language=mail.language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        reply_to=mail.reply_to,
        headers=dict(mail.headers),
        enclosures=_enclosures(session, mail),
        kind=mail.kind,
    )


def _enclosures(session: Any, mail: OutboxMail) -> tuple[Enclosure, ...]:
    named = {item["file_id"]: item["name"] for item in mail.files if item.get("file_id")}
    if not named:
        return ()
    rows = {row.id: row for row in session.scalars(select(StoredFile).where(StoredFile.id.in_(named)))}
    return tuple(Enclosure(name or rows[at].name, rows[at].content_type, rows[at].key) for at, name in named.items())
