"""The texts and files of one case, cut for their reader. For the public the originals are not even among the columns."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, literal, or_, select
from sqlalchemy.orm import Session

from tracker.cases.disclosure import MESSAGES, Audience, MessageKind
from tracker.cases.kinds import Release
from tracker.cases.models import CaseFile, Leg, Message
from tracker.cases.views.case_parts import FileView, MessageView
from tracker.files.models import StoredFile
from tracker.people.actor import Actor
from tracker.store.rows import among, read_rows

SHOWN = (Release.RELEASED, Release.REDACTED)
MANY_TEXTS = 500
MANY_FILES = 300


def _kinds(audience: Audience) -> list[MessageKind]:
    return [kind for kind, readers in MESSAGES.items() if audience in readers]


def _own_notes(audience: Audience) -> list[Any]:
    """Notes inside a body are read in that body alone."""
    if audience is not Audience.BODY:
        return []
    own = select(Leg.id).where(Leg.id == Message.leg_id, Leg.authority_id == bindparam("reader_body"))
    return [or_(Message.kind.not_in((MessageKind.BODY_NOTE, MessageKind.HEAD_NOTE)), own.exists())]


@lru_cache(maxsize=8)
def _messages_query(audience: Audience) -> Select[Any]:
    public = audience is Audience.PUBLIC
    nothing = literal("")
    query = select(
        Message.id, Message.leg_id, Message.event_id, Message.kind, Message.release, Message.kept_reason,
        Message.created_at, Message.public_body,
        *(column.label(name) for name, column in {
            "shown": nothing if public else Message.body,
            "signatory": nothing if public else Message.signatory,
            "executor": nothing if public else Message.executor,
        }.items()),
    )  # fmt: skip
    query = query.where(Message.case_id == bindparam("case_id"), among(Message.kind, _kinds(audience)))
    if public:
        query = query.where(among(Message.release, SHOWN))
    return query.where(*_own_notes(audience)).order_by(Message.id).limit(MANY_TEXTS)


def messages(session: Session, case_id: int, audience: Audience, actor: Actor) -> tuple[MessageView, ...]:
    """For the public the copies alone: the originals are not among the columns."""
    values = {"case_id": case_id, "reader_body": actor.authority_id}
    public, centre = audience is Audience.PUBLIC, audience is Audience.CENTRE
    return tuple(
        MessageView(
            id=row.id, leg_id=row.leg_id, event_id=row.event_id, kind=MessageKind(row.kind),
            body=(row.public_body or "") if public else row.shown, signatory=row.signatory, executor=row.executor,
            release=Release(row.release), kept_reason=row.kept_reason, created_at=row.created_at, is_public_copy=public,
            public_body=(row.public_body or "") if centre else "",
        )
        for row in read_rows(session, _messages_query(audience), values)
    )  # fmt: skip


@lru_cache(maxsize=8)
def _files_query(audience: Audience) -> Select[Any]:
    public = audience is Audience.PUBLIC
    query = (
        select(
            CaseFile.id, CaseFile.message_id, CaseFile.kind, CaseFile.release, CaseFile.kept_reason,
            CaseFile.public_file_id, StoredFile.name, StoredFile.content_type, StoredFile.size,
        )
        .join(StoredFile, StoredFile.id == (CaseFile.public_file_id if public else CaseFile.file_id))
        .outerjoin(Message, Message.id == CaseFile.message_id)
        .where(CaseFile.case_id == bindparam("case_id"), among(CaseFile.kind, _kinds(audience)))
        .where(StoredFile.erased_at.is_(None), *(or_(Message.id.is_(None), rule) for rule in _own_notes(audience)))
    )  # fmt: skip
    if public:
        query = query.where(among(CaseFile.release, SHOWN), or_(Message.id.is_(None), among(Message.release, SHOWN)))
    return query.order_by(CaseFile.id).limit(MANY_FILES)


def files(session: Session, case_id: int, audience: Audience, actor: Actor) -> tuple[FileView, ...]:
    """The public gets files that have a public copy and were released, under the name of that copy."""
    values = {"case_id": case_id, "reader_body": actor.authority_id}
    return tuple(
        FileView(
            id=row.id, message_id=row.message_id, kind=MessageKind(row.kind), name=row.name,
            content_type=row.content_type, size=row.size, release=Release(row.release), kept_reason=row.kept_reason,
            has_public_copy=row.public_file_id is not None,
        )
        for row in read_rows(session, _files_query(audience), values)
    )  # fmt: skip
