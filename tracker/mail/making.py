"""Files that go with a letter and are made by the worker, before the first attempt and only once: what was sent at a
second attempt is what would have been sent at the first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tracker.files.intake import Kept, add_row, keep_made
from tracker.mail.building import Letter
from tracker.mail.claiming import Claim, letter_of
from tracker.mail.hooks import hooks
from tracker.mail.models import OutboxMail
from tracker.store import reading


def make_missing(session: Any, claimed: Claim, now: datetime) -> Letter:
    """The letter with all its files. Bytes are put away between the two transactions, never inside one."""
    if not claimed.unmade:
        return claimed.letter
    made = {at: _kept(name, data) for at, name, data in _make(session, claimed)}
    mail = session.get(OutboxMail, claimed.letter.id, populate_existing=True)
    mail.files = [
        {**item, "file_id": add_row(session, made[at], now).id} if at in made else item
        for at, item in enumerate(mail.files)
    ]
    session.flush()
    letter = letter_of(session, mail)
    session.commit()
    return letter


def _kept(name: str, data: bytes) -> Kept:
    return keep_made(name, "application/pdf", data)


def _make(session: Any, claimed: Claim) -> list[tuple[int, str, bytes]]:
    with reading():
        try:
            mail = session.get(OutboxMail, claimed.letter.id, populate_existing=True)
            items = [(at, mail.files[at]) for at in claimed.unmade]
            return [(at, item["name"], hooks().makers[item["make"]](session, mail)) for at, item in items]
        finally:
            session.rollback()
