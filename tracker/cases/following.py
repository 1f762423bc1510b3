"""Opening one's own case without an account: by number and secret, or by a link. A wrong number and a wrong secret
cost the same time and say the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.links import LinkInvalid, Links, Purpose
from tracker.cases.models import Case
from tracker.cases.reference import digest, read_number, read_secret, same

NOBODY = "0" * 64
"""Compared with where there is no such case."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that somebody holds the key of."""

    case_id: int
    number: str
    fingerprint: str


def open_by_secret(session: Session, number: str, secret: str, key: str) -> Opened | None:
    """The case, where number and secret as typed belong together."""
    row = _row(session, read_number(number) or "")
    typed = digest(read_secret(secret), key)
    fits = same(typed, row.secret_digest if row else NOBODY)
    return Opened(row.id, row.number, fingerprint(row.secret_digest)) if row and fits else None


def open_by_link(
    session: Session, number: str, token: str, links: Links, now: datetime, purpose: Purpose = Purpose.FOLLOW
) -> Opened:
    """The case behind a link of ours. Raises `LinkInvalid`, `LinkExpired`."""
    row = _row(session, read_number(number) or "")
    if row is None:
        raise LinkInvalid
    links.check(row, purpose, token, now)
    return Opened(row.id, row.number, fingerprint(row.secret_digest))


def fingerprint(secret_digest: str) -> str:
    """Kept in the holder's browser; a new secret makes it worthless."""
    return hashlib.sha256(f"held:{secret_digest}".encode()).hexdigest()[:20]


def _row(session: Session, number: str) -> Any:
    return session.execute(select(Case.id, Case.number, Case.secret_digest).where(Case.number == number)).first()
