"""What can be said of the mail settings before anybody is called: what is missing, and whether the key signs."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from tracker.mail.message import domain_of
from tracker.mail.signing import Key, KeyUnusable, key_of, sign

IMPLICIT_TLS, SUBMISSION = 465, 587
Settings = Mapping[str, Any]


class Level(StrEnum):
    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One step: what is so, and what to set."""

    level: Level
    what: str
    advice: str = ""


class Stop(Exception):
    """The conversation cannot go on."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.finding = Finding(Level.BAD, what, advice)


def server_is_set(settings: Settings) -> Iterator[Finding]:
    if settings["DEMONSTRATION"]:
        raise Stop("This is a demonstration: it never mails outside.", "Unset TRACKER_DEMO for a real service.")
    if not settings["MAIL_SERVER"]:
        raise Stop(
            "No mail server is set: letters are files in a folder, and no body gets them.",
            "Set MAIL_SERVER, MAIL_PORT, MAIL_USERNAME, MAIL_PASSWORD and MAIL_SENDER.",
        )
    yield Finding(Level.GOOD, f"Server {settings['MAIL_SERVER']}, port {settings['MAIL_PORT']}, {_how(settings)}.")
    if settings["MAIL_PORT"] == IMPLICIT_TLS and not settings["MAIL_USE_SSL"]:
        yield Finding(Level.NOTE, "Port 465 speaks TLS from the first byte.", "Set MAIL_USE_SSL=1, or MAIL_PORT=587.")
    if settings["MAIL_PORT"] == SUBMISSION and settings["MAIL_USE_SSL"]:
        yield Finding(
            Level.NOTE, "Port 587 begins in the clear.", "Set MAIL_USE_SSL=0 (MAIL_USE_TLS is on by default)."
        )


def _how(settings: Settings) -> str:
    if settings["MAIL_USE_SSL"]:
        return "TLS from the first byte"
    return "STARTTLS" if settings["MAIL_USE_TLS"] else "without TLS"


def sender_is_set(settings: Settings) -> Iterator[Finding]:
    address = parseaddr(settings["MAIL_SENDER"])[1]
    if "@" not in address or domain_of(address) in {"localhost", ""}:
        raise Stop(
            f"The sender is {settings['MAIL_SENDER']!r}: no server outside takes that.",
            "Set MAIL_SENDER to the address of the mailbox, like: Aarhus Centres <centre@example.org>.",
        )
    yield Finding(Level.GOOD, f"Sender {address}.")
    if "{token}" not in settings["MAIL_REPLY_ADDRESS"]:
        yield Finding(
            Level.NOTE, f"Replies come to {settings['MAIL_REPLY_ADDRESS']}, one address for all letters.",
            "They are placed by thread and number. Where the provider allows name+anything@, set "
            "MAIL_REPLY_ADDRESS=name+{token}@… and each letter has its own.",
        )  # fmt: skip


def key_is_readable(settings: Settings) -> Key | None:
    try:
        return key_of(settings)
    except KeyUnusable as error:
        raise Stop(
            f"The DKIM key cannot be read: {error}.", "Point MAIL_DKIM_KEY_FILE to a private key in PEM."
        ) from error


def signature_works(settings: Settings, key: Key | None) -> Iterator[Finding]:
    if key is None:
        yield Finding(
            Level.NOTE, "Letters are not signed here (no DKIM key).",
            "A provider usually signs them itself. With a server of your own set MAIL_DKIM_DOMAIN, MAIL_DKIM_SELECTOR "
            "and MAIL_DKIM_KEY_FILE.",
        )  # fmt: skip
        return
    try:
        sign(b"From: a@example.org\r\nSubject: x\r\n\r\nx\r\n", key)
    except KeyUnusable as error:
        raise Stop(f"The DKIM key does not sign: {error}.", "It must be an RSA private key in PEM.") from error
    yield Finding(
        Level.GOOD, f"Letters are signed by {key.domain} (DKIM).",
        f"Its public half must stand in DNS as TXT of {key.selector}._domainkey.{key.domain}: {public_record(key)}",
    )  # fmt: skip
    sender = domain_of(parseaddr(settings["MAIL_SENDER"])[1])
    if sender != key.domain and not sender.endswith("." + key.domain):
        yield Finding(
            Level.NOTE, f"The sender's domain {sender} is not the signature's {key.domain}.",
            "DMARC counts only a signature of the sender's own domain.",
        )  # fmt: skip


def public_record(key: Key) -> str:
    """The TXT record that belongs to the key (RFC 6376, 3.6.1)."""
    try:
        public = load_pem_private_key(key.pem, None).public_key()
    except (ValueError, TypeError) as error:
        return f"(cannot be computed: {type(error).__name__})"
    shown = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return "v=DKIM1; k=rsa; p=" + base64.b64encode(shown).decode("ascii")
