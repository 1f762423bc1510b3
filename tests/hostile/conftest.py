"""The demonstration set with a mark in place of everything private, and somebody of every role in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests import conftest as base
from tests.conftest import NOW
from tests.hostile.marks import Marks, write_marks
from tests.people.build import with_phone
from tracker.cases.kinds import Release
from tracker.cases.models import AccessLog, Case, CaseFile, Draft, Leg, Message
from tracker.directory.posts import Invitation, Post
from tracker.files.intake import add_row, keep_made
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.people.models import Account
from tracker.store import db

ORIGINAL = b"%PDF-1.4 the original that nobody but the applicant may read"
PUBLIC_COPY = b"%PDF-1.4 the copy for everybody"


@pytest.fixture(scope="session")
def marked_snapshot(seeded_app: Flask, demo_snapshot: bytes) -> tuple[bytes, Marks]:
    """The demonstration set once more, with files, and with marks for whatever is private."""
    with seeded_app.app_context(), time_machine.travel(NOW, tick=True):
        db.session.remove()
        base._raw().deserialize(demo_snapshot)
        _more_rows(seeded_app)
        marks = write_marks(db.session)
        db.session.remove()
        return bytes(base._raw().serialize()), marks


@pytest.fixture
def marked(seeded_app: Flask, marked_snapshot: tuple[bytes, Marks]) -> Iterator[Flask]:
    with seeded_app.app_context(), time_machine.travel(NOW, tick=True):
        db.session.remove()
        base._raw().deserialize(marked_snapshot[0])
        yield seeded_app
        db.session.remove()


@pytest.fixture(scope="session")
def marks(marked_snapshot: tuple[bytes, Marks]) -> Marks:
    return marked_snapshot[1]


def _more_rows(app: Flask) -> None:
    """What the demonstration lacks: files at every release, cases that were restricted after their texts were released, a
    draft, an invitation, a written-down reading."""
    _restrict_after_release()
    for message in db.session.scalars(select(Message).order_by(Message.id)).all():
        _file(message.case_id, message.id, message.kind, message.release)
    for case in db.session.scalars(select(Case).order_by(Case.id)).all():
        _file(case.id, None, "letter", Release.UNRELEASED)
        _mail(case)
    for account in db.session.scalars(select(Account)).all():
        with_phone(app, account)
    account = db.session.scalars(select(Account).limit(1)).one()
    case = db.session.scalars(select(Case).where(Case.restricted).limit(1)).one()
    post = db.session.scalars(select(Post).limit(1)).one()
    db.session.add_all([
        Draft(cookie_digest="d", data={"name": "n"}, created_at=NOW, updated_at=NOW, secret_sealed="s"),
        Invitation(post_id=post.id, email="i", token_hash="h", created_at=NOW, expires_at=NOW + timedelta(days=9)),
        AccessLog(at=NOW, account_id=account.id, case_id=case.id, what="case", reason="r"),
    ])  # fmt: skip
    db.session.commit()


def _mail(case: Case) -> None:
    """An e-mail of the body that waits to be read, with a file."""
    if case.current_leg_id is None:
        return
    kept = add_row(db.session, keep_made("message.eml", "message/rfc822", b"From: a@b\n\n"), NOW)
    mail = IncomingMail(
        identity=str(case.id), message_key="", file_id=kept.id, sha256=kept.sha256, size=kept.size, way="imap",
        received_at=NOW, state="to_read", sender="s", subject="s", text="t", centre_ref=case.centre_id, case_ref=case.id,
        leg_ref=case.current_leg_id, party="body", method="token", verdicts={},
    )  # fmt: skip
    db.session.add(mail)
    db.session.flush()
    file = add_row(db.session, keep_made("original.pdf", "application/pdf", ORIGINAL), NOW)
    db.session.add(IncomingFile(mail_id=mail.id, file_id=file.id, name="f", content_type="application/pdf", size=file.size))
    db.session.get_one(Leg, case.current_leg_id).mail_waits = True


def _restrict_after_release() -> None:
    """Everything about them says that it is released; only the case itself says that it is restricted."""
    answered = select(Case).join(Message, Message.case_id == Case.id).where(Case.restricted, Message.kind == "answer")
    cases = list(db.session.scalars(answered.where(Case.public_row).limit(2)))
    assert cases
    for case in cases:
        case.released = True
        for row in (case.content, *db.session.scalars(select(Message).where(Message.case_id == case.id))):
            row.release, row.public_body = Release.RELEASED, "once for everybody"


def _file(case_id: int, message_id: int | None, kind: str, release: str) -> None:
    """Original and copy, whatever the release: a copy that lies there is not for everybody yet."""
    original = add_row(db.session, keep_made("original.pdf", "application/pdf", ORIGINAL), NOW)
    copy = add_row(db.session, keep_made("public.pdf", "application/pdf", PUBLIC_COPY), NOW)
    db.session.add(
        CaseFile(case_id=case_id, message_id=message_id, kind=kind, release=release, file_id=original.id, public_file_id=copy.id)
    )
