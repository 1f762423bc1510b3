"""The second gate: what of a case the public may read. Original and public copy are two things, with their history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.kinds import Release, TaskKind
from tracker.cases.models import Case, CaseContent, CaseFile, Message, Task
from tracker.cases.recording import add_task, allow, check_fresh, finish_tasks, record
from tracker.clock import day_of
from tracker.people.actor import Actor

KEEP_REASONS = (
    "personal_data",
    "danger_to_applicant",
    "third_party",
    "not_separable",
    "applicant_asked",
    "protected_by_law",
)
"""Coded reasons for keeping an answer back; the applicant and the public read them."""

SHOWN = (Release.RELEASED, Release.REDACTED)
ANSWERS = (MessageKind.ANSWER, MessageKind.REFUSAL, MessageKind.OUTSIDE_ANSWER, MessageKind.CORRECTION)
"""The texts of a body that staff release or keep back."""


def publish_letter(
    session: Session,
    case: Case,
    *,
    by: Actor,
    now: datetime,
    public_subject: str,
    public_body: str,
    files: Mapping[int, int | None] | None = None,
    plain: Collection[int] = (),
    kept: Mapping[int, str] | None = None,
    seen_version: int | None = None,
) -> None:
    """Release the public copy of the applicant's own text, as staff left it. Never for a restricted case.

    `files`, `plain` and `kept` as in `publish_message`, of the files that came with the letter.
    """
    check_fresh(case, seen_version)
    allow(Act.PUBLISH, case, by)
    _not_restricted(case)
    content = session.get_one(CaseContent, case.id)
    if not public_subject.strip() or not public_body.strip():
        raise CaseError(Problem.NOTHING_TO_RELEASE, "public_body")
    same = (public_subject.strip(), public_body.strip()) == (content.subject, content.body)
    content.public_subject, content.public_body = public_subject.strip(), public_body.strip()
    content.release = Release.RELEASED if same else Release.REDACTED
    content.kept_reason = None
    covered, reasons = _release_files(_files_of_letter(session, case), files or {}, plain, kept or {})
    case.released = True
    _after_letter(session, case, by, now)
    record(session, case, EventType.PUBLISHED, by, now, data={"what": "letter", "redacted": covered or not same})
    _tell_of_kept_files(session, case, by, now, reasons)


def keep_letter(
    session: Session, case: Case, *, by: Actor, now: datetime, reason: str, seen_version: int | None = None
) -> None:
    """Keep the applicant's own text from the public; the answers may still be released."""
    check_fresh(case, seen_version)
    allow(Act.KEEP, case, by)
    if reason not in KEEP_REASONS:
        raise CaseError(Problem.REASON_NEEDED, "reason")
    content = session.get_one(CaseContent, case.id)
    content.release, content.kept_reason = Release.KEPT, reason
    content.public_subject = content.public_body = None
    for row in _files_of_letter(session, case):
        row.release, row.kept_reason, row.public_file_id = Release.KEPT, reason, None
    _after_letter(session, case, by, now)
    record(session, case, EventType.KEPT_BACK, by, now, data={"reason": reason, "what": "letter"})


def _after_letter(session: Session, case: Case, by: Actor, now: datetime) -> None:
    """The task to release stays while an answer waits to be read."""
    session.flush()
    waiting = select(Message.id).where(
        Message.case_id == case.id, Message.kind.in_(ANSWERS), Message.release == Release.UNRELEASED
    )
    if session.scalar(waiting.limit(1)) is None:
        finish_tasks(session, case, TaskKind.RELEASE, by, now)


def publish_message(
    session: Session,
    case: Case,
    message: Message,
    *,
    by: Actor,
    now: datetime,
    public_body: str,
    files: Mapping[int, int | None] | None = None,
    plain: Collection[int] = (),
    kept: Mapping[int, str] | None = None,
    seen_version: int | None = None,
) -> None:
    """Release an answer: its text as staff left it, and of its files those named.

    `files`: id of the case file → id of the stored public copy, or None to release it as it is.
    `plain`: of these, the files whose copy covers nothing (it only lost its properties).
    `kept`: id of each other file → the coded reason for which it stays back.
    """
    check_fresh(case, seen_version)
    allow(Act.PUBLISH, case, by)
    _not_restricted(case)
    if message.case_id != case.id:
        raise CaseError(Problem.NOTHING_TO_RELEASE)
    same = public_body.strip() == message.body
    message.public_body = public_body.strip()
    message.release, message.kept_reason = (Release.RELEASED if same else Release.REDACTED), None
    covered, reasons = _release_files(_files(session, message), files or {}, plain, kept or {})
    case.released = True
    finish_tasks(session, case, TaskKind.RELEASE, by, now)
    finish_tasks(session, case, TaskKind.PUBLICATION, by, now)
    data = {"what": "answer", "message_id": message.id, "redacted": covered or not same}
    record(session, case, EventType.PUBLISHED, by, now, data=data)
    _tell_of_kept_files(session, case, by, now, reasons)


def _release_files(
    rows: list[CaseFile], files: Mapping[int, int | None], plain: Collection[int], kept: Mapping[int, str]
) -> tuple[bool, set[str]]:
    """Release those named; each of the others is kept back for a coded reason. Whether a part of any is covered, and the
    reasons that are new."""
    covered, reasons = False, set()
    for row in rows:
        if row.id not in files:
            reasons |= _keep_file(row, kept.get(row.id))
            continue
        row.public_file_id = files[row.id] or row.file_id
        whole = row.public_file_id == row.file_id or row.id in plain
        row.release, row.kept_reason = (Release.RELEASED if whole else Release.REDACTED), None
        covered = covered or not whole
    return covered, reasons


def _keep_file(row: CaseFile, reason: str | None) -> set[str]:
    """The new reason, if it is one. A file that was kept back before stays so for its old one."""
    before = row.kept_reason if row.release == Release.KEPT else None
    reason = reason or before
    if reason not in KEEP_REASONS:
        raise CaseError(Problem.REASON_NEEDED, f"file_{row.id}_reason")
    row.release, row.kept_reason = Release.KEPT, reason
    return {reason} - {before}


def _tell_of_kept_files(session: Session, case: Case, by: Actor, now: datetime, reasons: Collection[str]) -> None:
    """The applicant and the public read why a file is not among what was released."""
    if reasons:
        record(session, case, EventType.KEPT_BACK, by, now, data={"what": "file", "reasons": sorted(reasons)})


def keep_back(
    session: Session,
    case: Case,
    message: Message,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    seen_version: int | None = None,
) -> None:
    """Keep an answer from the public, for a coded reason that the applicant and the public can read."""
    check_fresh(case, seen_version)
    allow(Act.KEEP, case, by)
    if reason not in KEEP_REASONS:
        raise CaseError(Problem.REASON_NEEDED, "reason")
    message.release, message.kept_reason, message.public_body = Release.KEPT, reason, None
    for row in _files(session, message):
        row.release, row.kept_reason, row.public_file_id = Release.KEPT, reason, None
    finish_tasks(session, case, TaskKind.RELEASE, by, now)
    finish_tasks(session, case, TaskKind.PUBLICATION, by, now)
    record(session, case, EventType.KEPT_BACK, by, now, data={"reason": reason, "message_id": message.id})


def redact_file(session: Session, case: Case, row: CaseFile, *, by: Actor, now: datetime, public_file_id: int) -> None:
    """Put a covered copy beside the original. It is shown with its text: at once where that is released, else later."""
    allow(Act.REDACT, case, by)
    _not_restricted(case)
    if row.case_id != case.id:
        raise CaseError(Problem.NOTHING_TO_RELEASE)
    row.public_file_id = public_file_id
    if row.release not in SHOWN:
        record(session, case, EventType.COPY_COVERED, by, now, data={"file_id": row.id})
        return
    row.release = Release.REDACTED
    record(session, case, EventType.PUBLISHED, by, now, data={"what": "file", "file_id": row.id, "redacted": True})


def unpublish(session: Session, case: Case, *, by: Actor, now: datetime, reason: str) -> None:
    """Take everything of a case back from the public; the row stays, the texts go."""
    allow(Act.KEEP, case, by)
    if reason not in KEEP_REASONS:
        raise CaseError(Problem.REASON_NEEDED, "reason")
    content = session.get(CaseContent, case.id)
    if content:
        content.release, content.kept_reason = Release.KEPT, reason
    for message in session.scalars(select(Message).where(Message.case_id == case.id)):
        if message.release in SHOWN:
            message.release, message.kept_reason = Release.KEPT, reason
    for row in session.scalars(select(CaseFile).where(CaseFile.case_id == case.id)):
        if row.release in SHOWN:
            row.release, row.kept_reason = Release.KEPT, reason
    case.released = False
    record(session, case, EventType.UNPUBLISHED, by, now, data={"reason": reason})


def propose_publication(session: Session, case: Case, *, by: Actor, now: datetime, leg_authority_id: str) -> None:
    """An officer proposes that an answer be published; staff decide, from a task. Never for a restricted case."""
    if not by.is_of_body or by.authority_id != leg_authority_id:
        allow(Act.PUBLISH, case, by)
    _not_restricted(case)
    wanted = select(Task.id).where(
        Task.case_id == case.id, Task.kind == TaskKind.PUBLICATION, Task.done_at.is_(None)
    )
    if session.scalar(wanted.limit(1)) is None:
        add_task(session, case, TaskKind.PUBLICATION, now, due_on=day_of(now))
    record(session, case, EventType.PUBLICATION_PROPOSED, by, now)


def _not_restricted(case: Case) -> None:
    if case.restricted:
        raise CaseError(Problem.RESTRICTED)


def _files(session: Session, message: Message) -> list[CaseFile]:
    return list(session.scalars(select(CaseFile).where(CaseFile.message_id == message.id).order_by(CaseFile.id)))


def _files_of_letter(session: Session, case: Case) -> list[CaseFile]:
    own = select(CaseFile).where(
        CaseFile.case_id == case.id, CaseFile.message_id.is_(None), CaseFile.kind == MessageKind.LETTER
    )
    return list(session.scalars(own.order_by(CaseFile.id)))
