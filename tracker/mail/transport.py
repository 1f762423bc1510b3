"""The edge to the outside: a mail server through Flask-Mail, or a folder with one .eml per letter.

The folder is used where no server is set, and always in the demonstration, whatever else is set.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Protocol

from flask import Flask, current_app
from flask_mail import Connection, Mail

from tracker.mail.building import Letter
from tracker.mail.hooks import hooks
from tracker.mail.recipients import Unwritable, ascii_address
from tracker.mail.replies import Meaning, meaning

TIMEOUT_SECONDS = 20
GOING_AWAY = 421


@dataclass(frozen=True)
class Taken:
    """The letter was taken over. `text` is what the other side said (its queue number, or the file)."""

    code: str
    text: str


class NotSent(Exception):
    """This letter was not taken. `permanent`: trying again is of no use."""

    def __init__(self, code: str, text: str, permanent: bool) -> None:
        super().__init__(code)
        self.code, self.text, self.permanent = code, text, permanent


class Unreachable(Exception):
    """No letter can be sent now: no connection, no valid certificate, or our sign-in was refused."""


class Transport(Protocol):
    def send(self, letter: Letter, raw: bytes) -> Taken: ...

    def close(self) -> None: ...


def transport_for(app: Flask) -> Transport:
    """How this application sends."""
    settings = app.config
    if settings["DEMONSTRATION"] or not settings["MAIL_SERVER"]:
        return FolderTransport(Path(settings["MAIL_FOLDER"] or Path(settings["INSTANCE"]) / "mail"))
    return SmtpTransport(app)


class FolderTransport:
    """One .eml per letter. The name is the letter's own, so that a second attempt overwrites and does not double."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: Letter, raw: bytes) -> Taken:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{letter.created_at:%Y%m%d-%H%M%S}-{letter.id:06d}.eml"
        unfinished = self.folder / f".{name}.part"
        unfinished.write_bytes(raw)
        os.replace(unfinished, self.folder / name)
        return Taken("folder", name)

    def close(self) -> None:
        return


class RecordingSmtp(smtplib.SMTP):
    """Remembers what the server said when it took the letter: its queue number helps a postmaster to find it."""

    last_reply = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, text = super().data(msg)
        self.last_reply = text.decode("utf-8", "replace")
        return code, text


class RecordingSmtpSsl(RecordingSmtp, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class VerifiedConnection(Connection):
    """Flask-Mail's connection with a time limit and a certificate check, which its own lacks."""

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        context = ssl.create_default_context(cafile=current_app.config["MAIL_CA_FILE"] or None)
        server, port = self.mail.server, self.mail.port
        host: smtplib.SMTP
        if self.mail.use_ssl:
            host = RecordingSmtpSsl(server, port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            host = RecordingSmtp(server, port, timeout=TIMEOUT_SECONDS)
        try:
            if self.mail.use_tls and not self.mail.use_ssl:
                host.starttls(context=context)
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
        except BaseException:
            host.close()
            raise
        return host


class SmtpTransport:
    """Keeps one connection for the letters of a run; a broken one is replaced for the next letter."""

    def __init__(self, app: Flask) -> None:
        self.mail = Mail(app).state
        self.sender = parseaddr(app.config["MAIL_SENDER"])[1]
        self.connection: Connection | None = None

    def send(self, letter: Letter, raw: bytes) -> Taken:
        """The very bytes: what is kept as sent is what the server took."""
        try:
            address = ascii_address(letter.to)
        except Unwritable as why:
            raise NotSent("address", str(why), permanent=True) from why
        host = self._connected().host
        if host is None:  # a test that lets nothing out
            return Taken("250", "suppressed")
        try:
            host.sendmail(self.sender, [address], raw, *_report_options(host, letter.kind))
        except (smtplib.SMTPException, OSError) as failure:
            raise self._explained(failure) from failure
        return Taken("250", getattr(host, "last_reply", ""))

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is None:
            return
        try:
            connection.__exit__(None, None, None)  # type: ignore[arg-type]
        except (smtplib.SMTPException, OSError):
            connection.host.close()  # type: ignore[union-attr]

    def _connected(self) -> Connection:
        if self.connection is None:
            connection = VerifiedConnection(self.mail)  # type: ignore[arg-type]
            try:
                self.connection = connection.__enter__()
            except (smtplib.SMTPException, OSError) as failure:
                raise Unreachable(type(failure).__name__) from failure
        return self.connection

    def _explained(self, failure: Exception) -> NotSent:
        """What a failure means for the letter. Whatever is our own fault (sign-in, sender) is not the letter's."""
        if isinstance(failure, smtplib.SMTPRecipientsRefused):
            code, text = next(iter(failure.recipients.values()))
            return self._refusal(code, text)
        if isinstance(failure, smtplib.SMTPSenderRefused):
            self.close()
            return NotSent(str(failure.smtp_code), _readable(failure.smtp_error), permanent=False)
        if isinstance(failure, smtplib.SMTPResponseException):
            return self._refusal(failure.smtp_code, failure.smtp_error)
        self.close()
        return NotSent("dropped", type(failure).__name__, permanent=False)

    def _refusal(self, code: int, text: bytes | str) -> NotSent:
        """After a 421 the server has gone, so the next letter needs a new connection (RFC 5321, 3.8)."""
        if code == GOING_AWAY:
            self.close()
        said = _readable(text)
        return NotSent(str(code), said, permanent=meaning(str(code), said) is not Meaning.LATER)


def _report_options(host: Any, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For MAIL and RCPT: a report also of success, with our headers only. The sooner of two proofs of a receipt (RFC 3461)."""
    if kind not in hooks().reported:
        return (), ()
    host.ehlo_or_helo_if_needed()
    return (("RET=HDRS",), ("NOTIFY=SUCCESS,FAILURE,DELAY",)) if host.has_extn("dsn") else ((), ())


def _readable(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
