"""The one door for everything that arrives: nothing is accepted before its bytes are stored and its row is committed.

Bytes first, row second: a crash between the two leaves bytes that nobody refers to, and the sender, who was not told that
we have the message, sends it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker.files import storage
from tracker.files.intake import Kept, add_row, keep_made
from tracker.mail.incoming.codes import State, Way
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.incoming.outline import Outline, outline_of

RAW = "message/rfc822"
TOO_LARGE = "too_large"


class TooLarge(Exception):
    """More than we take. The ways in that can refuse do so with this."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} bytes, at most {limit} are taken")
        self.size, self.limit = size, limit


@dataclass(frozen=True, slots=True)
class Accepted:
    """`again`: this very message was here before; nothing was added."""

    mail_id: int
    again: bool = False


def limit() -> int:
    return int(current_app.config["MAIL_IN_LIMIT"])


def accept(
    session: Any, raw: bytes, way: Way, now: datetime, *, envelope_to: Sequence[str] = (), problem: str = ""
) -> Accepted:
    """Keep a message for good. Commits. Raises `TooLarge`; whatever else it raises, nothing was accepted.

    `problem`: it is kept for people only and not read by the service (a stub of what was too large to fetch).
    """
    if len(raw) > limit():
        raise TooLarge(len(raw), limit())
    outline = outline_of(raw)
    if (known := _known(session, outline.identity)) is not None:
        return known
    kept = keep_made("message.eml", RAW, raw)
    storage.make_durable(kept.key)
    try:
        mail_id = _written(session, outline, kept, way, now, list(envelope_to), problem)
    except IntegrityError:  # another process took the same message at this moment
        session.rollback()
        storage.discard(kept.key)
        known = _known(session, outline.identity)
        if known is None:
            raise
        return known
    _make_durable(session)
    return Accepted(mail_id)


def _known(session: Any, identity: str) -> Accepted | None:
    found = session.scalar(select(IncomingMail.id).where(IncomingMail.identity == identity))
    session.rollback()
    return Accepted(found, again=True) if found is not None else None


def _written(
    session: Any, outline: Outline, kept: Kept, way: Way, now: datetime, envelope_to: list[str], problem: str
) -> int:
    file = add_row(session, kept, now)
    mail = IncomingMail(
        identity=outline.identity, message_key=outline.message_key, same_id_as=_same_id(session, outline.message_key),
        file_id=file.id, sha256=kept.sha256, size=kept.size, way=way, envelope_to=envelope_to[:50], received_at=now,
        sender=outline.sender[:320], subject=outline.subject[:500], error=problem,
        state=State.SET_ASIDE if problem else State.NEW,
    )  # fmt: skip
    session.add(mail)
    session.flush()
    mail_id = int(mail.id)
    session.commit()
    return mail_id


def _same_id(session: Any, key: str) -> int | None:
    if not key:
        return None
    earlier = select(IncomingMail.id).where(IncomingMail.message_key == key).order_by(IncomingMail.id).limit(1)
    return session.scalar(earlier)  # type: ignore[no-any-return]


def _make_durable(session: Any) -> None:
    """SQLite in WAL mode syncs at checkpoints only (synchronous=NORMAL): before a server is told that we have its message,
    one is asked for. Not inside a transaction, so past SQLAlchemy."""
    engine = session.get_bind()
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        connection.close()
