"""`flask mail check`: each thing that is commonly wrong is named, with the setting that puts it right."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from flask import Flask

from tests.mail.keys import a_key
from tests.mail.servers import certificate, smtp_server
from tracker.mail import transport

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:asyncio")
GOOD = {
    "MAIL_SERVER": "127.0.0.1", "MAIL_USE_TLS": False, "MAIL_USE_SSL": False, "MAIL_SENDER": "Борбор <centre@example.org>",
}  # fmt: skip


@contextmanager
def configured(app: Flask, patch: pytest.MonkeyPatch, **values: Any) -> Iterator[None]:
    with patch.context() as inside:
        for name, value in {**GOOD, **values}.items():
            inside.setitem(app.config, name, value)
        yield


def said(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["mail", "check", *arguments])
    return result.exit_code, result.output


def test_a_good_server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with smtp_server() as (postmaster, port), configured(app, monkeypatch, MAIL_PORT=port):
        code, text = said(app)
        assert (code, postmaster.taken) == (0, []), text
        assert "It sends for centre@example.org." in text
        code, text = said(app, "--to", "aiyl@example.org")
    assert code == 0, text
    assert [one.rcpt_tos for one in postmaster.taken] == [["aiyl@example.org"]]
    assert b"Auto-Submitted: auto-generated" in postmaster.taken[0].content


NO_CONVERSATION = [
    ({"DEMONSTRATION": True}, "never mails outside", "TRACKER_DEMO"),
    ({"MAIL_SERVER": ""}, "No mail server is set", "MAIL_SERVER"),
    ({"MAIL_SENDER": "tracker@localhost"}, "no server outside takes that", "MAIL_SENDER"),
    ({"MAIL_SERVER": "mail.invalid"}, "mail.invalid is not known", "typing mistake"),
    ({"MAIL_DKIM_SELECTOR": "s1", "MAIL_DKIM_DOMAIN": "example.org", "MAIL_DKIM_KEY_FILE": "/no/such.pem"},
     "DKIM key cannot be read", "MAIL_DKIM_KEY_FILE"),
    ({"MAIL_DKIM_SELECTOR": "s1", "MAIL_DKIM_DOMAIN": "example.org", "MAIL_DKIM_KEY": "not a key"},
     "DKIM key does not sign", "RSA private key"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "what", "advice"), NO_CONVERSATION, ids=[row[1] for row in NO_CONVERSATION])
def test_settings_that_cannot_work(
    app: Flask, monkeypatch: pytest.MonkeyPatch, values: dict[str, Any], what: str, advice: str
) -> None:
    with configured(app, monkeypatch, MAIL_PORT=1, **values):
        code, text = said(app)
    assert code == 1
    assert what in text
    assert advice in text
    assert text.endswith("Letters would not go.\n")


def test_nobody_listens(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with configured(app, monkeypatch, MAIL_PORT=free.getsockname()[1]):
            code, text = said(app)
    assert code == 1
    assert "Nobody listens" in text
    assert "587" in text


def test_a_server_that_says_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "TIMEOUT_SECONDS", 0.2)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        configured(app, monkeypatch, MAIL_PORT=silent.getsockname()[1]),
    ):
        code, text = said(app)
    assert code == 1
    assert "MAIL_USE_SSL=1" in text or "firewall" in text


@pytest.mark.parametrize("implicit", [False, True], ids=["starttls", "tls"])
def test_a_certificate_of_ones_own(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, implicit: bool) -> None:
    known, context = certificate(tmp_path)
    how = {"MAIL_USE_SSL": implicit, "MAIL_USE_TLS": not implicit}
    with smtp_server(context, implicit) as (_, port):
        with configured(app, monkeypatch, MAIL_PORT=port, **how):
            code, text = said(app)
        assert code == 1
        assert "not to be trusted" in text
        assert "MAIL_CA_FILE" in text
        with configured(app, monkeypatch, MAIL_PORT=port, MAIL_CA_FILE=str(known), **how):
            code, text = said(app)
        assert code == 0, text
        assert "certificate verified" in text


def test_tls_where_the_server_has_none(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with smtp_server() as (_, port):
        with configured(app, monkeypatch, MAIL_PORT=port, MAIL_USE_TLS=True):
            code, text = said(app)
        assert code == 1
        assert "offers no TLS" in text
        with configured(app, monkeypatch, MAIL_PORT=port, MAIL_USE_SSL=True):
            code, text = said(app)
        assert code == 1
        assert "MAIL_USE_SSL=0" in text


@pytest.mark.parametrize(("password", "code"), [("right", 0), ("wrong", 1)])
def test_signing_in(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, password: str, code: int) -> None:
    def authenticator(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    known, context = certificate(tmp_path)
    with smtp_server(context, authenticator=authenticator) as (_, port):
        values = {"MAIL_PORT": port, "MAIL_USE_TLS": True, "MAIL_CA_FILE": str(known), "MAIL_USERNAME": "centre"}
        with configured(app, monkeypatch, MAIL_PASSWORD=password, **values):
            found, text = said(app)
        assert found == code, text
        assert ("Signed in as centre." if not code else "a password made for programs") in text
        with configured(app, monkeypatch, MAIL_PASSWORD=None, **values):
            found, text = said(app)
        assert found == 1
        assert "wants a sign-in" in text


def test_a_recipient_that_is_refused_in_the_servers_words(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with smtp_server() as (_, port), configured(app, monkeypatch, MAIL_PORT=port):
        code, text = said(app, "--to", "unknown@example.org")
        assert code == 1
        assert "550 5.1.1 no such user" in text
        code, text = said(app, "--to", "айыл@example.org")
        assert code == 1
        assert "no address that servers here take" in text


def test_the_public_half_of_a_key_is_shown_for_the_dns(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    private, record = a_key()
    key = {"MAIL_DKIM_SELECTOR": "s1", "MAIL_DKIM_DOMAIN": "example.com", "MAIL_DKIM_KEY": private.decode()}
    with smtp_server() as (_, port), configured(app, monkeypatch, MAIL_PORT=port, **key):
        code, text = said(app)
    assert code == 0, text
    assert f"s1._domainkey.example.com: {record}" in text
    assert "DMARC counts only" in text, "the sender's domain is another"
