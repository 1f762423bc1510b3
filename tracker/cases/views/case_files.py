"""One file of a case, fetched by its id: who may have it, and which copy, is asked again each time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from tracker.cases.disclosure import MESSAGES, Audience, MessageKind
from tracker.cases.kinds import Release
from tracker.cases.models import Case, CaseFile, Message
from tracker.files.models import StoredFile

SHOWN = (Release.RELEASED, Release.REDACTED)


def public_file(session: Session, number: str, case_file_id: int) -> StoredFile | None:
    """The public copy, where both the file and the text it came with were released and the case shows its texts."""
    found = _file(case_file_id, CaseFile.public_file_id, Audience.PUBLIC).join(Case, Case.id == CaseFile.case_id)
    return session.scalar(  # type: ignore[no-any-return]
        found.where(
            Case.number == number, Case.public_row.is_(True), Case.released.is_(True), Case.restricted.is_(False),
            CaseFile.release.in_(SHOWN), or_(Message.id.is_(None), Message.release.in_(SHOWN)),
        )
    )  # fmt: skip


def original_file(session: Session, case_id: int, case_file_id: int, audience: Audience) -> StoredFile | None:
    """The original, for those who read the case itself. Files of notes are fetched by no address."""
    if audience is Audience.PUBLIC:
        return None
    found = _file(case_file_id, CaseFile.file_id, audience)
    wanted = found.where(CaseFile.case_id == case_id, CaseFile.kind.not_in((MessageKind.BODY_NOTE, MessageKind.HEAD_NOTE)))
    return session.scalar(wanted)  # type: ignore[no-any-return]


def _file(case_file_id: int, copy: Any, audience: Audience) -> Select[Any]:
    kinds = [kind for kind, readers in MESSAGES.items() if audience in readers]
    return (
        select(StoredFile)
        .join(CaseFile, copy == StoredFile.id)
        .outerjoin(Message, Message.id == CaseFile.message_id)
        .where(CaseFile.id == case_file_id, CaseFile.kind.in_(kinds), StoredFile.erased_at.is_(None))
    )
