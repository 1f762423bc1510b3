"""Taking a file in: check, scan, put away; then, in the caller's transaction, the row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from tracker.files import checking, scanning, storage
from tracker.files.models import StoredFile
from tracker.files.names import clean_name


@dataclass(frozen=True)
class Kept:
    """Bytes that are in the storage and wait for their row."""

    key: str
    name: str
    content_type: str
    size: int
    sha256: str


def take_in(name: str, data: bytes) -> Kept:
    """Check a file that somebody sent, and put it away. Raises a `FileRefused`. Call it outside a transaction."""
    accepted = checking.accept(name, data, current_app.config["MAX_FILE_BYTES"])
    scanning.scan(accepted.name, data)
    return keep_made(accepted.name, accepted.content_type, accepted.data)


def keep_made(name: str, content_type: str, data: bytes) -> Kept:
    """Put away a file that the service made itself (a letter as PDF, a redacted copy)."""
    digest = hashlib.sha256(data).hexdigest()
    return Kept(storage.keep(data), clean_name(name), content_type, len(data), digest)


def add_row(session: Session, kept: Kept, now: datetime) -> StoredFile:
    """The row of kept bytes. Flushes, does not commit."""
    row = StoredFile(
        key=kept.key,
        name=kept.name,
        content_type=kept.content_type,
        size=kept.size,
        sha256=kept.sha256,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def put_public_copy(session: Session, original: StoredFile, kept: Kept, now: datetime) -> StoredFile:
    """Lay a copy for the public beside an original. An earlier copy stays as a row, no longer pointed at."""
    copy = add_row(session, kept, now)
    original.public_copy_id = copy.id
    return copy


def erase(session: Session, file: StoredFile, now: datetime) -> str:
    """Blank the row. The caller discards the bytes under the returned key (`storage.discard`) after its commit."""
    file.name = ""
    file.erased_at = now
    return file.key
