"""The second step of a message that arrived: understand it, find its place, write down that it came. Restartable anywhere.

Understanding and putting files away happen outside any transaction; what follows from the message is one transaction, at
the end of which it is no longer new. A worker that dies in between leaves a message that is read again from the start.
What cannot be read is set aside with its error, and the next one flows.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy.exc import OperationalError

from tracker.cases.links import without_keys
from tracker.cases.mail_arrived import arrived
from tracker.files import storage
from tracker.files.errors import FileMissing, FileRefused, ScannerUnreachable
from tracker.files.intake import Kept, add_row, take_in
from tracker.files.names import clean_name
from tracker.mail.incoming.claiming import MAX_ATTEMPTS, Claim, claim, locked, put_off, set_aside
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.mail.reading import parse
from tracker.mail.reading.incoming import Attachment, Incoming

log = logging.getLogger(__name__)
FILES_AT_MOST = 100
TRANSIENT = (OperationalError, ScannerUnreachable, OSError)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file of the message: kept, or why it is not handed on (then it is only in the raw original)."""

    sent: Attachment
    kept: Kept | None = None
    refused: str = ""


@dataclass
class Report:
    """What one run did. `errors` names messages that broke unexpectedly."""

    read: int = 0
    set_aside: int = 0
    put_off: int = 0
    errors: list[str] = field(default_factory=list)


def read_due(session: Any, clock: Callable[[], datetime], owner: str, limit: int = 50) -> Report:
    """Read what is new, at most `limit` messages. Opens, commits and closes its own transactions."""
    report = Report()
    for _ in range(limit):
        claimed = claim(session, clock(), f"{owner}:{secrets.token_hex(4)}")
        if claimed is None:
            break
        _read_one(session, claimed, clock, report)
    return report


def _read_one(session: Any, claimed: Claim, clock: Callable[[], datetime], report: Report) -> None:
    if claimed.attempt > MAX_ATTEMPTS:  # it was begun again and again, and no worker lived to end it
        set_aside(session, claimed, "interrupted")
        report.set_aside += 1
        return
    taken: list[Taken] = []
    try:
        raw = storage.read(claimed.key)
        incoming = parse(
            raw, reply_pattern=current_app.config["MAIL_REPLY_ADDRESS"], trusted_hosts=current_app.config["MAIL_TRUSTED_HOSTS"]
        )
        taken = [_take(one) for one in incoming.attachments[:FILES_AT_MOST]]
        mail = locked(session, claimed)
        if mail is not None:
            understood(mail, incoming)
            arrived(session, mail, incoming, raw, _files(session, mail, taken, clock()), clock())
        session.commit()
        report.read += 1
    except TRANSIENT as ours:
        _broken(session, taken)
        log.warning("incoming message %s is put off: %s", claimed.mail_id, type(ours).__name__)
        put_off(session, claimed, clock())
        report.put_off += 1
    except Exception as poison:
        _broken(session, taken)
        log.exception("incoming message %s is set aside", claimed.mail_id)
        set_aside(session, claimed, type(poison).__name__ if not isinstance(poison, FileMissing) else "file_missing")
        report.errors.append(f"{claimed.mail_id}: {type(poison).__name__}")
        report.set_aside += 1


def _broken(session: Any, taken: list[Taken]) -> None:
    session.rollback()
    for one in taken:
        if one.kept is not None:
            storage.discard(one.kept.key)


def _take(sent: Attachment) -> Taken:
    """Through the same checks as an upload. What is refused is not lost: the raw original keeps it, and staff are told."""
    try:
        return Taken(sent, take_in(sent.name, sent.data))
    except FileRefused as refused:
        return Taken(sent, refused=type(refused).__name__)


def _files(session: Any, mail: IncomingMail, taken: list[Taken], now: datetime) -> tuple[int, ...]:
    """Rows of the files; the stored ones by their numbers, in their order."""
    ids = []
    for one in taken:
        file_id = add_row(session, one.kept, now).id if one.kept else None
        session.add(
            IncomingFile(
                mail_id=mail.id, file_id=file_id, name=one.kept.name if one.kept else clean_name(one.sent.name)[:200],
                content_type=(one.kept.content_type if one.kept else one.sent.content_type)[:100], size=one.sent.size,
                refused=one.refused,
            )
        )  # fmt: skip
        if file_id is not None:
            ids.append(file_id)
    return tuple(ids)


def understood(mail: IncomingMail, incoming: Incoming) -> None:
    """What the parser made of it, into the row. A reply quotes our letter: its links open nothing for those who read it here;
    they stand in the original alone."""
    said = incoming.verdicts
    mail.sender = incoming.sender.address.strip().lower()[:320]
    mail.sender_name = _clean(incoming.sender.name)[:300]
    mail.subject = _clean(" ".join(incoming.subject.split()))[:500]
    mail.text, mail.quoted = without_keys(_clean(incoming.text)), without_keys(_clean(incoming.quoted))
    mail.is_auto_reply, mail.is_spam = incoming.is_auto_reply, incoming.is_spam
    mail.verdicts = {"host": said.host, "spf": said.spf, "dkim": said.dkim, "dmarc": said.dmarc, "spam": said.spam}
    mail.problems = list(incoming.problems)[:20]
    if (bounce := incoming.bounce) is not None:
        mail.bounce = {
            "recipients": list(bounce.recipients)[:20], "permanent": bounce.permanent, "status": bounce.status[:20],
            "original": bounce.original_message_id[:300],
        }  # fmt: skip
    if len(incoming.attachments) > FILES_AT_MOST:
        mail.problems = [*mail.problems, "many_files"]


def _clean(text: str) -> str:
    """PostgreSQL takes no zero bytes, and no lone surrogates go into either database."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
