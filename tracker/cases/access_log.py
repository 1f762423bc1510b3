"""Who read a restricted case. Written in a short transaction of its own, because the page that is read writes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from tracker.cases.models import AccessLog
from tracker.people.actor import Actor
from tracker.store import db, writing


def record(case_id: int, by: Actor, what: str, now: datetime, reason: str = "") -> None:
    """Write down that `by` read the case. Whoever has no account (the applicant, a letter's link) reads his own case.

    Called before the page is made: what could not be written down is not shown.
    """
    if by.account_id is None:
        return
    row = {
        "at": now, "account_id": by.account_id, "post_id": by.post_id, "case_id": case_id, "what": what,
        "reason": reason,
    }  # fmt: skip
    with writing(), db.engine.begin() as connection:
        connection.execute(insert(AccessLog), [row])
