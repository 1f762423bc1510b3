"""An answer or a refusal while it is being written: what was typed and the files, kept on the server until it goes.

It uses the drafts of letters, under a key that no cookie can have: a cookie is looked up by its SHA-256. One draft for each
post, leg and act; kept as long as a letter's draft; it dies when the answer has gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.cases import drafts
from tracker.cases.acts import Act
from tracker.cases.models import Draft, DraftFile, Leg
from tracker.files.models import StoredFile
from tracker.people.actor import Actor


def key_of(leg: Leg, act: Act, by: Actor) -> str:
    """Never 64 hexadecimal digits, so no cookie leads here."""
    return f"{act}:{leg.id}:{by.account_id}:{by.post_id}"


def find(session: Session, leg: Leg, act: Act, by: Actor, now: datetime) -> Draft | None:
    """What this officer has begun to write; None when there is nothing, or it is too old."""
    draft = session.scalar(select(Draft).where(Draft.cookie_digest == key_of(leg, act, by)))
    return draft if draft is not None and draft.updated_at > now - drafts.KEPT_FOR else None


def keep(session: Session, leg: Leg, act: Act, by: Actor, values: Mapping[str, Any], now: datetime) -> Draft:
    """Write down what was typed, right or wrong. Raises `DraftTooLong`."""
    key = key_of(leg, act, by)
    draft = session.scalar(select(Draft).where(Draft.cookie_digest == key))
    if draft is None:
        draft = Draft(cookie_digest=key, data={}, created_at=now, updated_at=now)
        session.add(draft)
        session.flush()
    drafts.save(session, draft, values, now)
    return draft


def files_of(session: Session, draft: Draft | None) -> Sequence[StoredFile]:
    """In the order in which they were added."""
    return drafts.files_of(session, draft) if draft is not None else ()


def spend(session: Session, draft: Draft) -> None:
    """The answer has gone, and its files with it: the draft is no longer needed."""
    session.execute(delete(DraftFile).where(DraftFile.draft_id == draft.id))
    session.delete(draft)
    session.flush()
