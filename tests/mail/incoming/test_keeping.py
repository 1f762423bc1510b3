"""Nothing is accepted before it is kept; the same message twice is one; what cannot be read steps aside for the next."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from tests.cases.mail_build import LATER, NOW, again, raw, read
from tracker.cases import mail_reading
from tracker.files import storage
from tracker.files.errors import ScannerUnreachable
from tracker.files.models import StoredFile
from tracker.mail.incoming import keeping
from tracker.mail.incoming.claiming import LEASE, MAX_ATTEMPTS, claim
from tracker.mail.incoming.codes import State, Way
from tracker.mail.incoming.keeping import TooLarge, accept
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.store import db

LETTER = raw("Саламатсыздарбы! Катыңыз катталды.")


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(IncomingMail)) or 0


def take(message: bytes = LETTER) -> int:
    return accept(db.session, message, Way.PIPE, NOW).mail_id


def test_the_bytes_are_there_as_they_came(any_app: Flask) -> None:
    mail = again(take())
    file = db.session.get_one(StoredFile, mail.file_id)
    assert storage.read(file.key) == LETTER
    assert (mail.state, mail.size, mail.sha256) == (State.NEW, len(LETTER), file.sha256)


def test_the_same_message_twice_is_one(any_app: Flask) -> None:
    first = accept(db.session, LETTER, Way.LMTP, NOW)
    second = accept(db.session, b"Received: by mx.example\r\n" + LETTER, Way.IMAP, LATER)
    assert (second.mail_id, second.again, rows()) == (first.mail_id, True, 1)


def test_other_content_under_a_known_message_id_is_kept_and_marked(any_app: Flask) -> None:
    first, second = take(), take(raw("Такыр башка кат."))
    assert second != first
    assert (again(first).same_id_as, again(second).same_id_as) == (None, first)


def test_two_processes_at_the_same_moment(any_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one commits between our look and our writing."""
    real, looks = keeping._known, []

    def blind_once(session: Any, identity: str) -> Any:
        looks.append(identity)
        return None if len(looks) == 1 else real(session, identity)

    first = take()
    monkeypatch.setattr(keeping, "_known", blind_once)
    assert accept(db.session, LETTER, Way.LMTP, NOW) == keeping.Accepted(first, again=True)
    assert rows() == 1


def test_more_than_the_limit_is_refused_and_leaves_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_IN_LIMIT", 200)
    with pytest.raises(TooLarge) as refused:
        accept(db.session, LETTER, Way.LMTP, NOW)
    assert (refused.value.limit, rows()) == (200, 0)


def test_where_the_row_cannot_be_written_nothing_was_accepted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    full = OperationalError("INSERT", {}, OSError("disk full"))
    monkeypatch.setattr(keeping, "add_row", lambda *_: (_ for _ in ()).throw(full))
    with pytest.raises(OperationalError):
        accept(db.session, LETTER, Way.LMTP, NOW)
    db.session.rollback()
    assert rows() == 0


def test_a_poisoned_message_is_set_aside_and_the_next_one_flows(any_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    poison, good = take(raw("Уу", message_id="<p@x.example>")), take()
    real = mail_reading.parse

    def breaks(data: bytes, **more: Any) -> Any:
        if b"<p@x.example>" in data:
            raise RecursionError("a thousand parts in each other")
        return real(data, **more)

    monkeypatch.setattr(mail_reading, "parse", breaks)
    report = read()
    assert (report.set_aside, report.read) == (1, 1)
    assert (again(poison).state, again(poison).error) == (State.SET_ASIDE, "RecursionError")
    assert again(good).state == State.TO_PLACE
    assert read().read == 0, "and stays aside"


def test_what_kills_every_worker_is_set_aside_too(any_app: Flask) -> None:
    """Three workers took it, and none lived to say anything."""
    mail_id = take()
    for _ in range(MAX_ATTEMPTS):
        at = LATER + LEASE * (2 + again(mail_id).attempts) * 2
        assert claim(db.session, at, "dies")
    report = read(LATER + LEASE * 100)
    assert (report.set_aside, again(mail_id).error) == (1, "interrupted")


@pytest.mark.parametrize("ours", [ScannerUnreachable(), OperationalError("SELECT", {}, OSError("gone")), OSError("storage")])
def test_what_is_our_own_fault_is_tried_again_and_costs_no_attempt(
    app: Flask, monkeypatch: pytest.MonkeyPatch, ours: Exception
) -> None:
    mail_id = take()
    with monkeypatch.context() as broken:
        broken.setattr(mail_reading, "parse", lambda *_, **__: (_ for _ in ()).throw(ours))
        for day in range(MAX_ATTEMPTS + 2):
            assert read(LATER + LEASE * 2 * day).put_off == 1
    assert again(mail_id).state == State.NEW
    assert read(LATER + LEASE * 100).read == 1


def test_two_workers_never_read_the_same_one(any_app: Flask) -> None:
    take()
    assert claim(db.session, LATER, "one") is not None
    assert claim(db.session, LATER, "two") is None
    assert claim(db.session, LATER + LEASE * 2, "two") is not None, "when the first is dead"


def test_files_go_through_the_checks_of_uploads_and_nothing_is_dropped(any_app: Flask) -> None:
    from tests.files.build import pdf

    files = (("Жооп.pdf", pdf()), ("программа.exe", b"MZ\x90\x00" + b"\0" * 100), ("бош.txt", b""))
    mail_id = take(raw("Тиркелет.", files=files))
    read()
    kept = list(db.session.scalars(select(IncomingFile).where(IncomingFile.mail_id == mail_id).order_by(IncomingFile.id)))
    assert [(one.name, bool(one.file_id), one.refused) for one in kept][:2] == [
        ("Жооп.pdf", True, ""), ("программа.exe", False, "FileTypeRefused"),
    ]  # fmt: skip
    assert all(one.refused for one in kept if one.file_id is None)
