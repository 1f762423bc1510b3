"""Looking into the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tracker.mail.models import MailState, OutboxMail


def newest(session: Any, before_id: int | None = None, state: MailState | None = None, limit: int = 50) -> Sequence[OutboxMail]:
    """A page of the outbox, newest first; the next one begins before the last id of this one."""
    chosen = select(OutboxMail).order_by(OutboxMail.id.desc()).limit(limit)
    if before_id is not None:
        chosen = chosen.where(OutboxMail.id < before_id)
    if state is not None:
        chosen = chosen.where(OutboxMail.state == state)
    return list(session.scalars(chosen))


def of_case(session: Any, case_ref: int, limit: int = 200) -> Sequence[OutboxMail]:
    """The letters of one case, oldest first."""
    chosen = select(OutboxMail).where(OutboxMail.case_ref == case_ref).order_by(OutboxMail.id).limit(limit)
    return list(session.scalars(chosen))


def waiting(session: Any, now: datetime) -> int:
    """How many letters are due and not sent: the health page's figure."""
    due = (OutboxMail.state == MailState.QUEUED) & (OutboxMail.next_attempt_at <= now)
    return int(session.scalar(select(func.count()).select_from(OutboxMail).where(due)))
