"""A letter being written: a server-side draft behind a random cookie, filed once.

Every step is saved as it was typed, checked or not, so that nothing is lost. The draft's id is the key that makes a second
sending harmless. The secret of the filed case stays sealed in its draft for a while: a reload shows the same receipt.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.cases import filing
from tracker.cases.models import Case, Draft, DraftFile
from tracker.files.intake import Kept, add_row, erase
from tracker.files.models import StoredFile
from tracker.people.actor import Actor

KEPT_FOR = timedelta(days=14)
FILES_AT_MOST = 10
CHARACTERS_AT_MOST = 250_000
DRAFTS_AT_ONCE = 500


class DraftError(Exception):
    """Base of what can be wrong with a draft."""


class AlreadyFiled(DraftError):
    """This letter has been sent: `case_id`."""

    def __init__(self, case_id: int) -> None:
        super().__init__(f"filed as case {case_id}")
        self.case_id = case_id


class TooManyFiles(DraftError):
    """`limit` files are enough for one letter."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} files")
        self.limit = limit


class DraftTooLong(DraftError):
    """More than a letter can hold; the page shows it again, but it is not kept."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Locks the secret of a filed case into its draft, under a key of its own derived from SECRET_KEY."""

    key: bytes

    @classmethod
    def of(cls, secret_key: str) -> Seal:
        derived = HKDF(SHA256(), 32, salt=None, info=b"secrets in drafts").derive(secret_key.encode())
        return cls(_fernet_key(derived))

    def close(self, secret: str) -> str:
        return Fernet(self.key).encrypt(secret.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        return Fernet(self.key).decrypt(sealed.encode("ascii")).decode()


def _fernet_key(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw)


def new_cookie() -> str:
    """What the browser keeps: 192 random bits."""
    return secrets.token_urlsafe(24)


def digest_of(cookie: str) -> str:
    """What we keep of it."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def start(session: Session, cookie: str, now: datetime) -> Draft:
    """A new empty draft behind this cookie."""
    draft = Draft(cookie_digest=digest_of(cookie), data={}, created_at=now, updated_at=now)
    session.add(draft)
    session.flush()
    return draft


def read(session: Session, cookie: str, now: datetime) -> Draft | None:
    """The draft behind a cookie; None when it never was, or was kept long enough."""
    draft = session.scalar(select(Draft).where(Draft.cookie_digest == digest_of(cookie)))
    return draft if draft is not None and draft.updated_at > now - KEPT_FOR else None


def save(session: Session, draft: Draft, values: Mapping[str, Any], now: datetime) -> None:
    """Keep what was typed in a step. Raises `AlreadyFiled`, `DraftTooLong`."""
    check_open(draft)
    data = {**draft.data, **values}
    if sum(len(value) for value in data.values() if isinstance(value, str)) > CHARACTERS_AT_MOST:
        raise DraftTooLong
    draft.data, draft.updated_at = data, now
    session.flush()


def check_open(draft: Draft) -> None:
    """Raises `AlreadyFiled`."""
    if draft.case_id is not None:
        raise AlreadyFiled(draft.case_id)


def files_of(session: Session, draft: Draft) -> Sequence[StoredFile]:
    """The files of a draft, in the order in which they came."""
    query = select(StoredFile).join(DraftFile, DraftFile.file_id == StoredFile.id)
    return session.scalars(query.where(DraftFile.draft_id == draft.id).order_by(DraftFile.id)).all()


def add_file(session: Session, draft: Draft, kept: Kept, now: datetime) -> StoredFile:
    """One more file. The same file sent twice is kept once. Raises `AlreadyFiled`, `TooManyFiles`."""
    check_open(draft)
    present = files_of(session, draft)
    for file in present:
        if (file.sha256, file.name) == (kept.sha256, kept.name):
            return file
    if len(present) >= FILES_AT_MOST:
        raise TooManyFiles(FILES_AT_MOST)
    row = add_row(session, kept, now)
    session.add(DraftFile(draft_id=draft.id, file_id=row.id))
    draft.updated_at = now
    session.flush()
    return row


def remove_file(session: Session, draft: Draft, file_id: int, now: datetime) -> str | None:
    """Take a file out again. The caller discards the bytes under the returned key after its commit."""
    check_open(draft)
    link = session.scalar(select(DraftFile).where(DraftFile.draft_id == draft.id, DraftFile.file_id == file_id))
    if link is None:
        return None
    session.delete(link)
    draft.updated_at = now
    return erase(session, session.get_one(StoredFile, file_id), now)


@dataclass(frozen=True, slots=True)
class Keys:
    """`follow`: for the digest of the secret. `seal`: for the secret inside the draft."""

    follow: str
    seal: Seal


def file_once(
    session: Session,
    draft_id: int,
    make: Callable[[Draft], Sequence[filing.Filing]],
    *,
    by: Actor,
    now: datetime,
    keys: Keys,
) -> Case:
    """File the case of a draft, or give the one it was filed as before. Two at the same time make one.

    A second letter of the same draft (one that asks beside one that reports) is a case of its own, linked to the first.
    On PostgreSQL the row is locked; on SQLite the whole transaction holds the write lock from its first statement.
    """
    draft = session.scalars(
        select(Draft).where(Draft.id == draft_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if draft.case_id is not None:
        return session.get_one(Case, draft.case_id)
    first, *others = make(draft)
    filed = filing.file(session, first, by=by, now=now, key=keys.follow)
    more = [
        filing.file(session, replace(other, linked_case_id=filed.case.id, draft_id=None), by=by, now=now, key=keys.follow)
        for other in others
    ]
    draft.case_id, draft.updated_at = filed.case.id, now
    draft.secret_sealed = keys.seal.close(" ".join(one.secret for one in (filed, *more)))
    draft.data = {"tag": draft.data.get("tag", ""), "more": [one.case.id for one in more]}
    session.flush()
    return filed.case


def sent_cases(session: Session, draft: Draft, seal: Seal) -> list[tuple[Case, str]]:
    """What was sent from a draft, each with its secret ("" when the draft no longer holds it)."""
    ids = [draft.case_id, *draft.data.get("more", ())] if draft.case_id else []
    secrets_kept = seal.open(draft.secret_sealed).split() if draft.secret_sealed else []
    known = dict(zip(ids, secrets_kept, strict=False))
    return [(session.get_one(Case, case_id), known.get(case_id, "")) for case_id in ids]


def forget(session: Session, draft: Draft, now: datetime) -> list[str]:
    """Erase a draft: an unsent one with its files, a sent one only its words and the sealed secret.

    The caller discards the bytes under the returned keys after its commit. The row of a sent draft stays, so that its
    id, which the case carries, is never given to another.
    """
    if draft.case_id is not None:
        draft.data, draft.secret_sealed = {}, None
        draft.cookie_digest = digest_of(new_cookie())
        return []
    keys = [erase(session, file, now) for file in files_of(session, draft)]
    session.execute(delete(DraftFile).where(DraftFile.draft_id == draft.id))
    session.delete(draft)
    session.flush()
    return keys


def erase_old(session: Session, now: datetime) -> list[str]:
    """Forget every draft that nobody touched for 14 days (a duty; at most 500 at once)."""
    unsent = select(Draft).where(Draft.updated_at <= now - KEPT_FOR, Draft.case_id.is_(None))
    sent = select(Draft).where(Draft.updated_at <= now - KEPT_FOR, Draft.secret_sealed.is_not(None))
    keys: list[str] = []
    for query in (unsent, sent):
        for draft in session.scalars(query.order_by(Draft.updated_at).limit(DRAFTS_AT_ONCE)).all():
            keys += forget(session, draft, now)
    return keys
