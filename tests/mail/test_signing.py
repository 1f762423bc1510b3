"""DKIM: what leaves verifies against the public half of the key, as a receiving server verifies it."""

from __future__ import annotations

from typing import Any

import dkim
import pytest
from flask import Flask

from tests.mail.build import NOW, Says, a_letter, at
from tests.mail.keys import a_key
from tracker.config import SettingMissing, load
from tracker.files import storage
from tracker.files.models import StoredFile
from tracker.mail import outbox
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.sending import send_due
from tracker.mail.signing import KeyUnusable, key_of
from tracker.mail.transport import Taken

LISTED = {"List-Unsubscribe": "<https://o.kg/ky/unsubscribe/1~a>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


class Keeps(Says):
    """The bytes, as they would go over the wire."""

    def __init__(self) -> None:
        super().__init__()
        self.raw: list[bytes] = []

    def send(self, letter: Any, raw: bytes) -> Taken:
        self.raw.append(raw)
        return super().send(letter, raw)


def sent(app: Flask, session: Any, patch: pytest.MonkeyPatch, pem: bytes) -> tuple[OutboxMail, bytes]:
    for name, value in {"DOMAIN": "example.org", "SELECTOR": "s1", "KEY": pem.decode()}.items():
        patch.setitem(app.config, f"MAIL_DKIM_{name}", value)
    mail = outbox.queue(session, a_letter(headers=LISTED), NOW)
    session.commit()
    keeps = Keeps()
    assert send_due(session, at(), keeps, "worker").errors == []
    return mail, keeps.raw[0]


@pytest.mark.parametrize("style", ["TraditionalOpenSSL", "PKCS8"])
def test_a_letter_verifies(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch, style: str) -> None:
    pem, record = a_key(style)
    asked: list[bytes] = []

    def dns(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return record.encode()

    mail, raw = sent(app, session, monkeypatch, pem)
    assert dkim.verify(raw, dnsfunc=dns)
    assert asked == [b"s1._domainkey.example.org."]
    for forged in (raw.replace(b"Subject: ", b"Subject: RE "), b"Reply-To: other@example.com\r\n" + raw):
        assert not dkim.verify(forged, dnsfunc=dns)
    signature = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b"").lower()
    for name in (b"from", b"to", b"message-id", b"list-unsubscribe", b"list-unsubscribe-post"):
        assert name in signature.partition(b"h=")[2].partition(b";")[0].replace(b" ", b"").split(b":"), name
    file = session.get_one(StoredFile, mail.sent_file_id)
    assert storage.read(file.key) == raw, "kept as sent, with the signature"


def test_a_key_that_does_not_sign_lets_nothing_out(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare letter would be taken for forged where DMARC asks for a signature."""
    for name, value in {"DOMAIN": "example.org", "SELECTOR": "s1", "KEY": "junk"}.items():
        monkeypatch.setitem(app.config, f"MAIL_DKIM_{name}", value)
    mail = outbox.queue(session, a_letter(), NOW)
    session.commit()
    says = Says()
    assert send_due(session, at(), says, "worker").errors == [f"{mail.id}: KeyUnusable"]
    assert (says.sent, mail.state, mail.result_text) == ([], MailState.QUEUED, "KeyUnusable")


def test_a_key_file_that_is_not_there() -> None:
    settings = {"MAIL_DKIM_SELECTOR": "s", "MAIL_DKIM_DOMAIN": "d", "MAIL_DKIM_KEY": "", "MAIL_DKIM_KEY_FILE": "/no/such"}
    with pytest.raises(KeyUnusable, match="FileNotFoundError"):
        key_of(settings)


def test_half_a_signature_stops_the_start() -> None:
    given = {"SECRET_KEY": "a", "SECURITY_PASSWORD_SALT": "b", "BASE_URL": "https://o.kg", "MAIL_DKIM_DOMAIN": "o.kg"}
    with pytest.raises(SettingMissing, match="MAIL_DKIM_SELECTOR, MAIL_DKIM_KEY_FILE"):
        load(given)
