"""Marks in place of everything private, so that one search through an answer finds whatever should not be there.

`write_marks` replaces each private value of the database by a word of its own (`zq17x`) and says what stood there. Every
column of text in the tables below is named: what the public may read is in OPEN, all else in PRIVATE. A test fails on a
column that is in neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, String, select, update
from sqlalchemy.orm import Session

from tracker.cases.asked_models import AskedBefore
from tracker.cases.kinds import Release
from tracker.cases.link_models import LetterCode, LetterLink, LetterLinkUse
from tracker.cases.models import (
    AccessLog,
    Case,
    CaseContent,
    CaseEvent,
    CaseFile,
    Concern,
    Draft,
    Leg,
    Message,
    Party,
    Task,
)
from tracker.directory.models import Contact
from tracker.directory.posts import Invitation, Post
from tracker.files.models import StoredFile
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.mail.models import OutboxMail, ReplyAddress, Subscription
from tracker.people.models import Account

MARK = re.compile(r"zq\d+x")
SHOWN = {Release.RELEASED, Release.REDACTED}

PRIVATE: Mapping[type[Any], frozenset[str]] = {
    Case: frozenset({"secret_digest"}),
    CaseContent: frozenset({"subject", "body", "place", "form_wanted"}),
    AskedBefore: frozenset({"number", "body"}),
    Party: frozenset({"name", "organisation", "address", "email", "phone"}),
    Concern: frozenset({"name"}),
    Message: frozenset({"body", "signatory", "executor"}),
    CaseEvent: frozenset({"data"}),
    CaseFile: frozenset(),
    StoredFile: frozenset({"name"}),
    Leg: frozenset(),
    Task: frozenset({"text", "data"}),
    AccessLog: frozenset({"reason"}),
    Draft: frozenset({"cookie_digest", "data", "secret_sealed"}),
    OutboxMail: frozenset(
        {"to_address", "subject", "text", "html", "message_id", "in_reply_to", "references", "reply_to", "headers",
         "files", "result_text", "lease_owner", "to_domain"}
    ),
    LetterLink: frozenset({"address"}),
    LetterLinkUse: frozenset(),
    LetterCode: frozenset({"digest"}),
    Subscription: frozenset({"address"}),
    ReplyAddress: frozenset({"token"}),
    IncomingMail: frozenset({"sender", "sender_name", "subject", "text", "quoted", "envelope_to", "bounce", "lease_owner"}),
    IncomingFile: frozenset({"name"}),
    Account: frozenset({"email", "full_name", "password", "tf_totp_secret", "mf_recovery_codes", "fs_uniquifier"}),
    Post: frozenset({"title_ky", "title_ru", "title_en"}),
    Invitation: frozenset({"email", "token_hash"}),
    Contact: frozenset({"value", "source", "call_back_note", "revoke_reason"}),
}  # fmt: skip
OPEN: Mapping[type[Any], frozenset[str]] = {
    Case: frozenset(
        {"number", "kind", "filed_kind", "kind_standing", "channel", "sender", "language", "topic_code", "topic2_code",
         "territory_code", "oblast_code", "raion_code", "centre_id", "review", "state", "outcome", "rating"}
    ),
    CaseContent: frozenset({"public_subject", "public_body", "release", "kept_reason"}),
    AskedBefore: frozenset({"way"}),
    Party: frozenset({"role", "language"}),
    Concern: frozenset({"kind", "authority_id"}),
    Message: frozenset({"kind", "public_body", "release", "kept_reason"}),
    CaseEvent: frozenset({"type", "actor_kind", "authority_id", "centre_id"}),
    CaseFile: frozenset({"kind", "release", "kept_reason"}),
    StoredFile: frozenset({"key", "content_type", "sha256"}),
    Leg: frozenset(
        {"centre_id", "authority_id", "state", "outcome", "regime_id", "filed_regime_id", "means", "proof", "incoming_number",
         "outgoing_number", "head_act"}
    ),
    Task: frozenset({"kind", "centre_id", "authority_id"}),
    AccessLog: frozenset({"what"}),
    LetterLink: frozenset(),
    LetterLinkUse: frozenset({"what"}),
    LetterCode: frozenset(),
    Subscription: frozenset({"list_name"}),
    Draft: frozenset(),
    OutboxMail: frozenset({"kind", "language", "state", "result_code"}),
    ReplyAddress: frozenset({"party"}),
    IncomingMail: frozenset(
        {"identity", "message_key", "sha256", "way", "state", "error", "verdicts", "problems", "centre_ref", "party", "method",
         "why", "guesses", "meaning"}
    ),
    IncomingFile: frozenset({"content_type", "refused"}),
    Account: frozenset({"language", "tf_primary_method"}),
    Post: frozenset({"role", "authority_id", "centre_id"}),
    Invitation: frozenset({"language"}),
    Contact: frozenset({"authority_id", "kind", "state"}),
}  # fmt: skip
KEPT_AS_THEY_ARE = frozenset({"fs_uniquifier", "tf_totp_secret", "mf_recovery_codes", "lease_owner", "files", "headers"})
"""Private, but the service reads them: they are looked for as they are, or are empty in the demonstration."""
UNHEARD = ("public_subject", "public_body")
"""Copies for the public that are not released, or no more."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a mark stands for."""

    table: str
    column: str
    key: Any
    case_id: int | None = None


Marks = dict[str, Hidden]


def found_in(text: str, marks: Marks) -> set[Hidden]:
    """Everything private that stands in `text`."""
    return {marks[word] for word in set(MARK.findall(text)) if word in marks}


def columns_of_text(model: type[Any]) -> set[str]:
    return {column.name for column in model.__table__.columns if isinstance(column.type, String | JSON)}


def write_marks(session: Session) -> Marks:
    """Put the marks. The rows themselves, their states and what is released stay."""
    marks: Marks = {}
    for model, columns in PRIVATE.items():
        for name in sorted(columns - KEPT_AS_THEY_ARE):
            _mark_column(session, marks, model, name)
    _mark_unheard_copies(session, marks)
    _mark_numbers_of_bodies(session, marks)
    session.commit()
    return marks


def _mark_column(session: Session, marks: Marks, model: type[Any], name: str) -> None:
    for row in session.scalars(select(model)).all():
        if model is Contact and row.kind != "email" and name == "value":
            continue  # a postal address that two persons confirmed is for everybody
        if model is StoredFile and name == "name" and row.name.startswith("public"):
            continue
        _put(session, marks, row, name)


def _put(session: Session, marks: Marks, row: Any, name: str) -> None:
    key, owner = _key(row), _case_of(row)
    word = f"zq{len(marks) + 1}x"
    marks[word] = Hidden(row.__tablename__, name, key, owner)
    old = getattr(row, name)
    new: Any = word
    if isinstance(old, dict):
        new = {**old, "unheard_of": word}
    elif name in {"email", "to_address", "reply_to", "value"}:
        new = f"{word}@private.example"
    where = [column == value for column, value in zip(type(row).__table__.primary_key.columns, key, strict=True)]
    session.execute(update(type(row)).where(*where).values({name: new}))


def _key(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, column.name) for column in type(row).__table__.primary_key.columns)


def _case_of(row: Any) -> int | None:
    if isinstance(row, Case):
        return row.id
    return next((getattr(row, name) for name in ("case_id", "case_ref") if getattr(row, name, None) is not None), None)


def _mark_unheard_copies(session: Session, marks: Marks) -> None:
    """A public copy of a case that is restricted or not released, or of a text that is kept, is private too."""
    for row in _with_copies(session):
        for name in UNHEARD:
            if hasattr(row, name):
                _put(session, marks, row, name)


def _with_copies(session: Session) -> Iterator[Any]:
    for model in (CaseContent, Message):
        for row in session.scalars(select(model)).all():
            case = session.get_one(Case, row.case_id)
            if case.restricted or not case.released or not case.public_row or row.release not in SHOWN:
                yield row


def _mark_numbers_of_bodies(session: Session, marks: Marks) -> None:
    """The body's own number of a letter without a public row would find that letter in its journal."""
    for row in session.scalars(select(Leg).join(Case, Case.id == Leg.case_id).where(Case.public_row.is_(False))).all():
        for name in ("incoming_number", "outgoing_number"):
            _put(session, marks, row, name)
