"""Letters over a real connection: taken, refused, dropped; verified TLS or nothing; the folder in the demonstration."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.mail.build import NOW, a_letter, at
from tests.mail.servers import Postmaster, certificate, smtp_server
from tracker.mail import outbox, transport
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.sending import send_due
from tracker.mail.transport import FolderTransport, SmtpTransport, transport_for

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:asyncio")


def set_up(app: Flask, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> None:
    usual = {"MAIL_SERVER": "127.0.0.1", "MAIL_USE_TLS": False, "MAIL_USE_SSL": False, "MAIL_SUPPRESS_SEND": False}
    for name, value in {**usual, **settings}.items():
        monkeypatch.setitem(app.config, name, value)


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postmaster]:
    with smtp_server() as (postmaster, port):
        set_up(app, monkeypatch, MAIL_PORT=port, MAIL_SENDER="Сервис <tracker@example.org>")
        yield postmaster


def queued(session: Any, to: str = "aiyl@example.org", **more: Any) -> OutboxMail:
    mail = outbox.queue(session, a_letter(to=to, **more), NOW)
    session.commit()
    return mail


def test_a_letter_arrives_as_it_was_written(app: Flask, session: Any, server: Postmaster) -> None:
    mail = queued(session, headers={"X-Case": "1"})
    assert send_due(session, at(), transport_for(app), "worker").sent == 1
    envelope = server.taken[0]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("tracker@example.org", ["aiyl@example.org"])
    arrived = message_from_bytes(envelope.content, policy=policy.default)
    assert arrived["Subject"] == mail.subject
    assert arrived["Message-ID"] == mail.message_id
    assert mail.result_text == "OK queued as 4XyZ"


ANSWERS = [
    ("unknown@example.org", MailState.FAILED, "550"),
    ("spam@example.org", MailState.FAILED, "554"),
    ("later@example.org", MailState.QUEUED, "451"),
    ("full@example.org", MailState.QUEUED, "552"),
    ("drop@example.org", MailState.QUEUED, "dropped"),
    ("айыл@example.org", MailState.FAILED, "address"),
]


@pytest.mark.parametrize(("to", "state", "code"), ANSWERS)
def test_each_answer_of_the_server_means_something(
    app: Flask, session: Any, server: Postmaster, to: str, state: MailState, code: str
) -> None:
    mail, next_one = queued(session, to), queued(session)
    report = send_due(session, at(), transport_for(app), "worker")
    assert (mail.state, mail.result_code) == (state, code)
    assert (report.sent, next_one.state) == (1, MailState.SENT)


def test_one_connection_carries_a_run(app: Flask, session: Any, server: Postmaster) -> None:
    for _ in range(3):
        queued(session)
    assert send_due(session, at(), transport_for(app), "worker").sent == 3
    assert len(server.connections) == 1


def test_a_server_that_is_away(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        set_up(app, monkeypatch, MAIL_PORT=free.getsockname()[1])
        mail = queued(session)
        report = send_due(session, at(), transport_for(app), "worker")
    assert (report.unreachable, mail.state, mail.attempts) == ("ConnectionRefusedError", MailState.QUEUED, 0)


def test_a_server_that_says_nothing_is_left_after_a_while(
    app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        set_up(app, monkeypatch, MAIL_PORT=silent.getsockname()[1])
        queued(session)
        assert send_due(session, at(), transport_for(app), "worker").unreachable == "SMTPServerDisconnected"


@pytest.mark.parametrize("implicit", [False, True], ids=["starttls", "tls"])
@pytest.mark.parametrize("trusted", [True, False])
def test_a_certificate_is_checked(
    app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, implicit: bool, trusted: bool
) -> None:
    known, context = certificate(tmp_path)
    with smtp_server(context, implicit) as (postmaster, port):
        secured = {"MAIL_USE_SSL": implicit, "MAIL_USE_TLS": not implicit}
        set_up(app, monkeypatch, MAIL_PORT=port, MAIL_CA_FILE=str(known) if trusted else "", **secured)
        queued(session)
        report = send_due(session, at(), transport_for(app), "worker")
    assert (report.sent, len(postmaster.taken)) == ((1, 1) if trusted else (0, 0))
    assert report.unreachable == ("" if trusted else "SSLCertVerificationError")


def test_without_tls_where_tls_is_wanted_nothing_is_sent(
    app: Flask, session: Any, server: Postmaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_USE_TLS", True)
    queued(session)
    assert send_due(session, at(), transport_for(app), "worker").unreachable == "SMTPNotSupportedError"
    assert server.taken == []


def test_a_wrong_password_is_our_trouble_and_not_the_letters(
    app: Flask, session: Any, server: Postmaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_USERNAME", "tracker")
    monkeypatch.setitem(app.config, "MAIL_PASSWORD", "wrong")
    mail = queued(session)
    assert send_due(session, at(), transport_for(app), "worker").unreachable.startswith("SMTP")
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)


def test_the_folder_gets_one_file_per_letter(app: Flask, session: Any, tmp_path: Path) -> None:
    mail = queued(session)
    folder = FolderTransport(tmp_path / "mail")
    assert send_due(session, at(), folder, "worker").sent == 1
    (found,) = (tmp_path / "mail").iterdir()
    assert found.name == mail.result_text == f"20261201-040000-{mail.id:06d}.eml"
    mail.state, mail.next_attempt_at = MailState.QUEUED, NOW
    session.commit()
    send_due(session, at(), folder, "worker")
    assert len(list((tmp_path / "mail").iterdir())) == 1


def test_without_a_server_mail_goes_to_the_folder(app: Flask) -> None:
    assert isinstance(transport_for(app), FolderTransport)


def test_the_demonstration_never_mails_outside(
    app: Flask, session: Any, server: Postmaster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert isinstance(transport_for(app), SmtpTransport)
    monkeypatch.setitem(app.config, "DEMONSTRATION", True)
    monkeypatch.setitem(app.config, "MAIL_FOLDER", "")
    monkeypatch.setitem(app.config, "INSTANCE", str(tmp_path))
    queued(session)
    assert send_due(session, at(), transport_for(app), "worker").sent == 1
    assert server.taken == []
    (found,) = (tmp_path / "mail").iterdir()
    assert b"X-Demonstration: yes" in found.read_bytes()


class Listening:
    """A connection that only writes down what it is asked for."""

    def __init__(self, *extensions: str) -> None:
        self.extensions, self.asked = extensions, []  # type: ignore[var-annotated]

    def ehlo_or_helo_if_needed(self) -> None:
        return

    def has_extn(self, name: str) -> bool:
        return name in self.extensions

    def sendmail(self, sender: str, to: list[str], raw: bytes, *options: tuple[str, ...]) -> None:
        self.asked.append(options)


@pytest.mark.parametrize(
    ("kind", "extensions", "asked"),
    [
        ("letter", ("dsn",), (("RET=HDRS",), ("NOTIFY=SUCCESS,FAILURE,DELAY",))),
        ("letter", (), ((), ())),  # a server that knows no reports is not asked for one
        ("notice:answered", ("dsn",), ((), ())),  # nor about letters whose receipt proves nothing
    ],
)
def test_a_report_of_delivery_is_asked_for_where_it_proves_something(
    app: Any, kind: str, extensions: tuple[str, ...], asked: Any
) -> None:
    transport, host = SmtpTransport(app), Listening(*extensions)
    transport.connection = SimpleNamespace(host=host)  # type: ignore[assignment]
    letter = SimpleNamespace(to="kense@body.example", kind=kind)
    with app.app_context():
        transport.send(letter, b"...")  # type: ignore[arg-type]
    assert host.asked == [asked]
