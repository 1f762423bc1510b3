"""A mail server on a bad day: away for an hour, hanging up with 421, silent in the middle of a letter."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from flask import Flask

from tests.mail.build import a_letter, at
from tests.mail.servers import OnAnyPort, Postmaster, certificate, smtp_server
from tests.mail.test_transport import queued, set_up
from tracker.mail import outbox, transport
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.sending import send_due
from tracker.mail.transport import transport_for

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:asyncio")


def run(app: Flask, session: Any, minutes: float = 0) -> Any:
    return send_due(session, at(minutes=minutes), transport_for(app), "worker")


def test_an_hour_without_a_server_costs_nothing(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One connection is tried each minute, not one for each letter; then everything goes, in its order."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    set_up(app, monkeypatch, MAIL_PORT=port, MAIL_PER_MINUTE=0)
    waiting = [queued(session, f"aiyl{n}@example.org") for n in range(5)]
    tried: list[str] = []
    real = transport.VerifiedConnection.configure_host
    monkeypatch.setattr(
        transport.VerifiedConnection, "configure_host", lambda self: tried.append("once") or real(self)
    )
    for minute in range(60):
        assert run(app, session, minute).unreachable == "ConnectionRefusedError"
    assert {(mail.state, mail.attempts) for mail in waiting} == {(MailState.QUEUED, 0)}
    assert len(tried) <= 60
    postmaster = Postmaster()
    controller = OnAnyPort(postmaster, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        assert run(app, session, 61).sent == 5
    finally:
        controller.stop()
    assert [one.rcpt_tos[0] for one in postmaster.taken] == [mail.to_address for mail in waiting]


class HangsUp(Postmaster):
    """Takes one letter in each conversation, then says 421 and closes, as providers do that count."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        self.connections.add(id(session))
        if getattr(session, "had_one", False):
            return "421 4.7.0 too many letters, closing"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        session.had_one = True
        self.taken.append(envelope)
        return "250 OK"


def test_after_a_421_the_next_letter_has_a_new_connection(
    app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with smtp_server(postmaster=HangsUp()) as (postmaster, port):
        set_up(app, monkeypatch, MAIL_PORT=port, MAIL_SENDER="tracker@example.org")
        mails = [queued(session, f"aiyl{n}@example.org") for n in range(3)]
        report = run(app, session)
        assert (report.sent, report.put_off) == (2, 1)
        assert [(mail.state, mail.result_code) for mail in mails] == [
            (MailState.SENT, "250"), (MailState.QUEUED, "421"), (MailState.SENT, "250"),
        ]  # fmt: skip
        assert run(app, session, 2).sent == 1
    assert len(postmaster.taken) == 3


class Sleeps(Postmaster):
    """Takes the letter and says nothing for longer than anybody waits."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(envelope)
        await asyncio.sleep(1)
        return "250 OK"


def test_a_server_that_falls_silent_at_the_end(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can know whether it has the letter: it is sent again, recognisable by its Message-ID."""
    monkeypatch.setattr(transport, "TIMEOUT_SECONDS", 0.2)
    with smtp_server(postmaster=Sleeps()) as (postmaster, port):
        set_up(app, monkeypatch, MAIL_PORT=port, MAIL_SENDER="tracker@example.org")
        mail = queued(session)
        assert run(app, session).put_off == 1
        assert (mail.state, mail.result_code, mail.attempts) == (MailState.QUEUED, "dropped", 1)
        assert mail.sent_file_id is None
        run(app, session, 2)
    assert {mail.message_id.encode() in one.content for one in postmaster.taken} == {True}
    assert len(postmaster.taken) == 2


def test_a_password_that_was_changed(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Our trouble, not the letters': they wait, and go when the setting is right."""
    good = [b"old"]

    def authenticator(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password in good, handled=False)

    known, context = certificate(tmp_path)
    with smtp_server(context, authenticator=authenticator) as (postmaster, port):
        set_up(
            app, monkeypatch, MAIL_PORT=port, MAIL_USE_TLS=True, MAIL_CA_FILE=str(known), MAIL_USERNAME="centre",
            MAIL_PASSWORD="new", MAIL_SENDER="tracker@example.org",
        )  # fmt: skip
        mail = queued(session)
        assert run(app, session).unreachable == "SMTPAuthenticationError"
        assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)
        good.append(b"new")
        assert run(app, session, 1).sent == 1
    assert len(postmaster.taken) == 1


def test_a_domain_in_other_letters_goes_in_its_ascii_form(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with smtp_server() as (postmaster, port):
        set_up(app, monkeypatch, MAIL_PORT=port, MAIL_SENDER="tracker@example.org")
        mail = outbox.queue(session, a_letter(to="kense@айыл.example"), at()())
        session.commit()
        assert run(app, session).sent == 1
    (envelope,) = postmaster.taken
    assert envelope.rcpt_tos == ["kense@xn--80asg7d.example"]
    assert b"To: kense@xn--80asg7d.example" in envelope.content
    assert mail.state == MailState.SENT
    assert session.query(OutboxMail).count() == 1
