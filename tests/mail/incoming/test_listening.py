"""Real sockets: a mail server hands over by LMTP and SMTP, and hears the truth."""

from __future__ import annotations

import smtplib
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cases.mail_build import raw
from tests.conftest import settings
from tests.mail.lmtp import door
from tracker.app import create_app
from tracker.config import ROOT
from tracker.mail.incoming import listening
from tracker.mail.incoming.models import IncomingMail
from tracker.store import Base, db

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:asyncio")
LIMIT = 20_000


@pytest.fixture
def file_app(tmp_path: Path) -> Iterator[Flask]:
    """The application on a database that several threads can use."""
    values = settings(tmp_path, f"sqlite:///{tmp_path / 'mail.sqlite3'}")
    app = create_app({**values, "STORAGE_URL": f"file://{tmp_path / 'files'}"})
    app.config["MAIL_IN_LIMIT"] = LIMIT
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


def kept() -> list[IncomingMail]:
    """As the database has them; the transaction is over, so that the door can write."""
    db.session.rollback()
    found = list(db.session.scalars(select(IncomingMail).order_by(IncomingMail.id)))
    db.session.expunge_all()
    db.session.rollback()
    return found


def test_lmtp_says_yes_for_each_recipient_after_the_commit(file_app: Flask) -> None:
    with door(file_app) as port, smtplib.LMTP("127.0.0.1", port) as client:
        to = ["centre+a@service.example", "centre+b@service.example"]
        refused = client.sendmail("sets-ch@body.example", to, raw("Катталды."))
        assert refused == {}
        assert client.getreply() == (250, b"2.0.0 Kept"), "the second recipient's answer, which smtplib leaves unread"
        assert client.noop() == (250, b"OK")
    [mail] = kept()
    assert mail.envelope_to == ["centre+a@service.example", "centre+b@service.example"]


def test_smtp_and_the_same_message_twice(file_app: Flask) -> None:
    with door(file_app, lmtp=False) as port:
        for _ in range(2):
            with smtplib.SMTP("127.0.0.1", port) as client:
                client.sendmail("sets-ch@body.example", ["centre@service.example"], raw("Катталды."))
    assert len(kept()) == 1


def test_long_lines_and_raw_bytes_lose_no_letter(file_app: Flask) -> None:
    message = "From: a@body.example\r\nSubject: Жооп\r\n\r\n".encode("cp1251") + b"\xe0" * 5000 + b"\r\n"
    with door(file_app) as port, smtplib.LMTP("127.0.0.1", port) as client:
        client.sendmail("a@body.example", ["centre@service.example"], message)
    assert kept()[0].size == len(message)


def test_too_large_is_552_for_each_recipient_and_the_next_one_is_taken(file_app: Flask) -> None:
    to = ["one@service.example", "two@service.example"]
    with door(file_app) as port, smtplib.LMTP("127.0.0.1", port) as client:
        client.ehlo_or_helo_if_needed()
        client.does_esmtp = False  # a client that does not announce the size
        client.mail("a@body.example")
        for one in to:
            client.rcpt(one)
        code, _ = client.data(raw("а" * LIMIT))
        assert code == 552
        assert client.getreply()[0] == 552
        client.rset()
        client.sendmail("a@body.example", to[:1], raw("Катталды."))
    assert len(kept()) == 1


def test_an_announced_size_is_refused_before_a_byte_is_sent(file_app: Flask) -> None:
    with door(file_app) as port, smtplib.LMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPSenderRefused) as refused:
        client.sendmail("a@body.example", ["centre@service.example"], raw("а" * LIMIT))
    assert refused.value.smtp_code == 552


def test_what_we_cannot_keep_the_server_keeps(file_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError("No space left on device")

    with door(file_app) as port:
        with monkeypatch.context() as broken, smtplib.LMTP("127.0.0.1", port) as client:
            broken.setattr(listening, "accept", full)
            client.ehlo_or_helo_if_needed()
            client.mail("a@body.example")
            client.rcpt("centre@service.example")
            assert client.data(raw("Катталды."))[0] == 451
        assert kept() == []
        with smtplib.LMTP("127.0.0.1", port) as client:
            client.sendmail("a@body.example", ["centre@service.example"], raw("Катталды."))
    assert len(kept()) == 1


def test_a_line_that_drops_in_the_middle_leaves_nothing(file_app: Flask) -> None:
    with door(file_app) as port:
        with socket.create_connection(("127.0.0.1", port)) as line:
            for said in (b"LHLO mx\r\n", b"MAIL FROM:<a@body.example>\r\n", b"RCPT TO:<c@service.example>\r\n", b"DATA\r\n"):
                line.sendall(said)
                line.recv(2000)
            line.sendall(b"From: a@body.example\r\n\r\nhalf of a lett")
        assert kept() == []


def _pipe(app: Flask, message: bytes, **settings_: str) -> int:
    surroundings = {
        "SECRET_KEY": "test-only", "SECURITY_PASSWORD_SALT": "test-only", "BASE_URL": "http://localhost",
        "TRACKER_INSTANCE": app.config["INSTANCE"], "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], **settings_,
    }  # fmt: skip
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "mail", "pipe", "--to", "centre@service.example"]
    return subprocess.run(command, input=message, cwd=ROOT, env=surroundings, capture_output=True, timeout=60).returncode


@pytest.mark.slow
def test_the_pipe_tells_the_server_by_its_exit_code(file_app: Flask) -> None:
    assert _pipe(file_app, b"From sets-ch@body.example Mon Nov 23\n" + raw("Катталды.")) == 0
    assert len(kept()) == 1
    assert _pipe(file_app, b"") == 66
    assert _pipe(file_app, raw("а" * 700_000), MAIL_IN_LIMIT_MB="1") == 69
    assert _pipe(file_app, raw("Экинчи", message_id="<2@x>"), DATABASE_URL="sqlite:////nowhere/at/all.sqlite3") == 75
