"""The worker's half of the outbox: claim, send outside any transaction, record.

A letter is claimed with a lease by one UPDATE, so that two workers never send the same one. A worker that dies between
the claim and the record leaves the lease to run out; then the letter is sent again with the same Message-ID: at least
once, and recognisable as one.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import and_, or_, select, update

from tracker.files.intake import Kept
from tracker.mail.claiming import Claim, claim
from tracker.mail.hooks import hooks
from tracker.mail.keeping import as_bytes, put_away, row_of, take_back
from tracker.mail.making import make_missing
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.outbox import one_line
from tracker.mail.transport import NotSent, Taken, Transport, Unreachable

log = logging.getLogger(__name__)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BACK_OFF = (MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 16 * HOUR, 24 * HOUR)
MAX_ATTEMPTS = len(BACK_OFF) + 1
TEXT_LIMIT = 500


@dataclass
class Report:
    """What one run did. `errors` names letters whose handling broke unexpectedly; they are tried again."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    lost: int = 0
    unreachable: str = ""
    errors: list[str] = field(default_factory=list)


def send_due(session: Any, clock: Callable[[], datetime], transport: Transport, owner: str, limit: int = 50) -> Report:
    """Send what is due, at most `limit` letters. Opens, commits and closes its own transactions."""
    report, per_minute = Report(), current_app.config["MAIL_PER_MINUTE"]
    _tell_what_was_not_told(session, clock(), report)
    try:
        for _ in range(limit):
            claimed = claim(session, clock(), f"{owner}:{secrets.token_hex(4)}", per_minute)
            if claimed is None:
                break
            try:
                result, kept = _attempt(session, claimed, transport, clock, report)
            except Unreachable as nobody:
                report.unreachable = str(nobody)
                _record(session, claimed, _unclaimed(claimed, clock()))
                session.commit()
                break
            _finish(session, claimed, result, kept, clock(), report)
    finally:
        transport.close()
    return report


def _attempt(
    session: Any, claimed: Claim, transport: Transport, clock: Callable[[], datetime], report: Report
) -> tuple[Taken | NotSent, Kept | None]:
    """The result, and the bytes that were put away if the server took them."""
    if claimed.attempt > MAX_ATTEMPTS:  # it was claimed again and again, and no worker lived to tell
        return NotSent("interrupted", "", permanent=True), None
    kept = None
    try:
        letter = make_missing(session, claimed, clock())
        raw = as_bytes(session, letter, clock())
        kept = put_away(letter, raw)
        return transport.send(letter, raw), kept
    except NotSent as refusal:
        take_back(kept)
        return refusal, None
    except Unreachable:
        take_back(kept)
        raise
    except Exception as broken:
        session.rollback()
        log.exception("outbox letter %s could not be handled", claimed.letter.id)
        report.errors.append(f"{claimed.letter.id}: {type(broken).__name__}")
        return NotSent("broken", type(broken).__name__, permanent=False), None


def _finish(
    session: Any, claimed: Claim, result: Taken | NotSent, kept: Kept | None, now: datetime, report: Report
) -> None:
    values = _values(claimed, result, now)
    if not _record(session, claimed, {**values, "sent_file_id": row_of(session, kept, now)}):
        session.rollback()
        report.lost += 1
        return
    session.commit()  # first of all that it went: whatever follows can be done again, and sending it cannot
    match values["state"]:
        case MailState.SENT:
            report.sent += 1
        case MailState.FAILED:
            report.failed += 1
        case _:
            report.put_off += 1
            return
    _tell(session, claimed.letter.id, now, report)


def _values(claimed: Claim, result: Taken | NotSent, now: datetime) -> dict[str, Any]:
    known = {"result_code": result.code, "result_text": one_line(result.text)[:TEXT_LIMIT], "lease_until": None}
    if isinstance(result, Taken):
        return {**known, "state": MailState.SENT, "sent_at": now}
    if result.permanent or claimed.attempt >= MAX_ATTEMPTS:
        return {**known, "state": MailState.FAILED}
    return {**known, "state": MailState.QUEUED, "next_attempt_at": now + BACK_OFF[claimed.attempt - 1]}


def _unclaimed(claimed: Claim, now: datetime) -> dict[str, Any]:
    """Back into the queue as if it had not been tried: the server's absence is not the letter's failure."""
    return {
        "state": MailState.QUEUED, "attempts": claimed.attempt - 1, "next_attempt_at": now + MINUTE, "lease_until": None,
        "result_code": "unreachable",
    }


def _record(session: Any, claimed: Claim, values: dict[str, Any]) -> bool:
    """Write the result, if the lease is still ours."""
    ours = and_(
        OutboxMail.id == claimed.letter.id,
        OutboxMail.lease_owner == claimed.lease,
        OutboxMail.state == MailState.SENDING,
    )
    done = session.execute(update(OutboxMail).where(ours).values(values), execution_options={"synchronize_session": False})
    return bool(done.rowcount)


def _tell(session: Any, mail_id: int, now: datetime, report: Report) -> bool:
    """Tell everybody who asked, once, and commit with what they did. False: somebody broke, nothing was written."""
    try:
        if _mark_told(session, mail_id, now):
            mail = session.get(OutboxMail, mail_id, populate_existing=True)
            for callback in hooks().results:
                callback(session, mail, now)
        session.commit()
    except Exception as broken:
        session.rollback()
        log.exception("the result of outbox letter %s could not be passed on", mail_id)
        report.errors.append(f"{mail_id}: {type(broken).__name__}")
        return False
    return True


def _mark_told(session: Any, mail_id: int, now: datetime) -> bool:
    """False when another worker has told it."""
    untold = and_(OutboxMail.id == mail_id, OutboxMail.reported_at.is_(None))
    done = session.execute(
        update(OutboxMail).where(untold).values(reported_at=now), execution_options={"synchronize_session": False}
    )
    return bool(done.rowcount)


def _tell_what_was_not_told(session: Any, now: datetime, report: Report) -> None:
    untold = select(OutboxMail.id).where(
        OutboxMail.reported_at.is_(None), or_(OutboxMail.state == MailState.SENT, OutboxMail.state == MailState.FAILED)
    )
    found = session.scalars(untold.order_by(OutboxMail.id).limit(50)).all()
    session.commit()
    for mail_id in found:
        _tell(session, mail_id, now, report)
