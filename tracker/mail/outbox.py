"""Mail is a row before it is a message: queued in the caller's transaction, sent after its commit by a worker."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime

from flask import current_app
from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.mail.message import TOKEN_BYTES, Outgoing, domain_of, make_message_id
from tracker.mail.models import MailState, OutboxMail

SUBJECT_LIMIT = 300


def queue(session: Session, letter: Outgoing, now: datetime, hold: bool = False) -> OutboxMail:
    """Put a letter into the outbox. With `hold` it stays there until `release`. Flushes, does not commit."""
    mail = OutboxMail(
        kind=letter.kind,
        case_ref=letter.case_ref,
        leg_ref=letter.leg_ref,
        event_ref=letter.event_ref,
        to_address=one_line(letter.to),
        to_domain=domain_of(one_line(letter.to)),
        language=letter.language,
        subject=one_line(letter.subject)[:SUBJECT_LIMIT],
        text=letter.text,
        html=letter.html,
        message_id=make_message_id(secrets.token_bytes(TOKEN_BYTES), domain_of(current_app.config["MAIL_SENDER"])),
        in_reply_to=letter.in_reply_to,
        references=" ".join(letter.references),
        reply_to=one_line(letter.reply_to),
        headers={name: one_line(value) for name, value in letter.headers.items()},
        files=[asdict(attached) for attached in letter.files],
        state=MailState.HELD if hold else MailState.QUEUED,
        attempts=0,
        next_attempt_at=now,
        created_at=now,
    )
    session.add(mail)
    session.flush()
    return mail


def hold(mail: OutboxMail) -> bool:
    """Keep a letter back. False when a worker has it already: then it can no longer be stopped."""
    if mail.state != MailState.QUEUED:
        return False
    mail.state = MailState.HELD
    return True


def hold_all(session: Session, address: str, but: str) -> int:
    """Keep back everything that waits for this address, but letters of the kind `but`. Returns how many were stopped."""
    waiting = (OutboxMail.to_address == address) & (OutboxMail.state == MailState.QUEUED) & (OutboxMail.kind != but)
    held = session.execute(update(OutboxMail).where(waiting).values(state=MailState.HELD))
    return int(held.rowcount)  # type: ignore[attr-defined]


def release(mail: OutboxMail, now: datetime) -> bool:
    """Let a held letter go. False when it was not held."""
    if mail.state != MailState.HELD:
        return False
    _queue_again(mail, now)
    return True


def send_again(mail: OutboxMail, now: datetime) -> bool:
    """Try a failed letter once more from the start, with the same Message-ID. False when it had not failed."""
    if mail.state != MailState.FAILED:
        return False
    mail.attempts = 0
    mail.reported_at = None
    _queue_again(mail, now)
    return True


def _queue_again(mail: OutboxMail, now: datetime) -> None:
    mail.state = MailState.QUEUED
    mail.next_attempt_at = now


def one_line(text: str) -> str:
    """A header is one line: a line break in it would let its author write headers of his own."""
    return " ".join(text.split())
