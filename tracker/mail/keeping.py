"""What goes out, as bytes: built, signed, and put away before it is sent. "Kept as sent" is a file with its SHA-256; it can
be erased when its time of keeping ends, like any other file.

Letters that carry a secret which is nowhere else at rest (a one-time code) are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any

from flask import current_app

from tracker.files import storage
from tracker.files.intake import Kept, add_row, keep_made
from tracker.files.models import StoredFile
from tracker.mail.building import Letter, build, with_name
from tracker.mail.hooks import hooks
from tracker.mail.models import OutboxMail
from tracker.mail.signing import key_of, sign
from tracker.store import reading

CONTENT_TYPE = "message/rfc822"
SHOWN = (
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Reply-To", "Auto-Submitted", "List-Id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AsSent:
    """What the server took, read back from the kept bytes."""

    headers: tuple[tuple[str, str], ...]
    text: str
    files: tuple[str, ...]
    size: int
    sha256: str


def as_bytes(session: Any, letter: Letter, now: datetime) -> bytes:
    """The letter as the server will get it. No transaction is open when this returns."""
    letter = _filled(session, letter)
    files = [storage.read(enclosure.key) for enclosure in letter.enclosures]
    settings: Mapping[str, Any] = current_app.config
    sender = with_name(settings["MAIL_SENDER"], letter.language)
    built = build(letter, files, sender, settings["BASE_URL"], settings["DEMONSTRATION"], now)
    return sign(built.as_bytes(), key_of(settings))


def put_away(letter: Letter, raw: bytes) -> Kept | None:
    """Before the letter goes: what could not be kept is not sent."""
    if letter.kind in hooks().fillers:
        return None
    return keep_made(f"{letter.created_at:%Y%m%d}-{letter.id}.eml", CONTENT_TYPE, raw)


def take_back(kept: Kept | None) -> None:
    """The letter did not go."""
    if kept is not None:
        storage.discard(kept.key)


def row_of(session: Any, kept: Kept | None, now: datetime) -> int | None:
    """The row, in the transaction that records that the letter went."""
    return add_row(session, kept, now).id if kept is not None else None


def as_sent(session: Any, mail: OutboxMail) -> AsSent | None:
    """None: the letter did not go, is of a kind that is not kept, or its time of keeping has ended."""
    file = session.get(StoredFile, mail.sent_file_id) if mail.sent_file_id else None
    if file is None or file.erased_at is not None:
        return None
    message: Any = message_from_bytes(storage.read(file.key), policy=policy.default)
    text = message.get_body(("plain",))
    return AsSent(
        tuple((name, " ".join(str(message[name]).split())) for name in SHOWN if message[name]),
        str(text.get_content()) if text is not None else "",
        tuple(part.get_filename() or "" for part in message.iter_attachments()),
        file.size,
        file.sha256,
    )


def _filled(session: Any, letter: Letter) -> Letter:
    """Secrets that do not lie in the outbox, put in at the last moment."""
    filler = hooks().fillers.get(letter.kind)
    if filler is None:
        return letter
    with reading():
        try:
            mail = session.get(OutboxMail, letter.id, populate_existing=True)
            text, html = filler(session, mail, letter.text), filler(session, mail, letter.html)
        finally:
            session.rollback()
    return replace(letter, text=text, html=html)
