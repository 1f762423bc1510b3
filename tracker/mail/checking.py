"""The configured mail server tried step by step, as sending does it, with the cause of each failure in plain words.

For whoever sets the service up: in English, like every command. Each step stands on the one before, so the first failure
of the conversation ends it.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

from tracker.mail import transport
from tracker.mail.checking_settings import (
    Finding,
    Level,
    Settings,
    Stop,
    key_is_readable,
    sender_is_set,
    server_is_set,
    signature_works,
)
from tracker.mail.message import domain_of
from tracker.mail.recipients import Unwritable, ascii_address
from tracker.mail.signing import Key, sign

WANTED_SIZE = 20 * 1024 * 1024


def check(settings: Settings, to: str, now: datetime) -> Iterator[Finding]:
    """Every step until one fails. With `to`, one letter is sent at the end."""
    try:
        yield from server_is_set(settings)
        yield from sender_is_set(settings)
        key = key_is_readable(settings)
        yield from signature_works(settings, key)
        yield from _conversation(settings, key, to, now)
    except Stop as stop:
        yield stop.finding


def _conversation(settings: Settings, key: Key | None, to: str, now: datetime) -> Iterator[Finding]:
    yield _resolved(settings)
    host = _connected(settings)
    try:
        yield Finding(Level.GOOD, "Connected.")
        yield from _secured(host, settings)
        yield from _greeted(host)
        yield from _signed_in(host, settings)
        yield from _sender_taken(host, settings)
        if to:
            yield _sent(host, settings, key, to, now)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            host.quit()


def _resolved(settings: Settings) -> Finding:
    name = settings["MAIL_SERVER"]
    try:
        found = socket.getaddrinfo(name, settings["MAIL_PORT"], type=socket.SOCK_STREAM)
    except OSError as error:
        raise Stop(
            f"The name {name} is not known ({error}).",
            "Check MAIL_SERVER for a typing mistake, and this machine's DNS.",
        ) from error
    return Finding(Level.GOOD, f"{name} is {', '.join(sorted({str(one[4][0]) for one in found}))}.")


def _connected(settings: Settings) -> smtplib.SMTP:
    server, port, seconds = settings["MAIL_SERVER"], settings["MAIL_PORT"], transport.TIMEOUT_SECONDS
    try:
        if settings["MAIL_USE_SSL"]:
            return smtplib.SMTP_SSL(server, port, timeout=seconds, context=_context(settings))
        return smtplib.SMTP(server, port, timeout=seconds)
    except ssl.SSLCertVerificationError as error:
        raise _certificate(settings, error) from error
    except ssl.SSLError as error:
        raise Stop(
            f"The server does not speak TLS on this port ({error.reason}).", "Set MAIL_USE_SSL=0 for port 587 or 25."
        ) from error
    except ConnectionRefusedError as error:
        raise Stop(f"Nobody listens on port {port}.", "Usual ports: 587 (STARTTLS), 465 (MAIL_USE_SSL=1).") from error
    except TimeoutError as error:
        raise Stop(
            f"No answer within {seconds} seconds.",
            "A firewall or the hosting company may block this port: try 587 or 465.",
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Stop(
            f"The server hung up before its greeting ({_said(error)}).",
            "If the port is 465, set MAIL_USE_SSL=1. Else the server may refuse this machine's address.",
        ) from error


def _context(settings: Settings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings["MAIL_CA_FILE"] or None)
    except OSError as error:
        advice = "Point it to a file of certificates in PEM, or unset it."
        raise Stop(f"MAIL_CA_FILE cannot be read ({error}).", advice) from error


def _certificate(settings: Settings, error: ssl.SSLCertVerificationError) -> Stop:
    return Stop(
        f"The certificate of {settings['MAIL_SERVER']} is not to be trusted: {error.verify_message}",
        "Check that MAIL_SERVER is the name that the provider gives. For a server of your own set MAIL_CA_FILE to its "
        "certificate authority. It is never skipped: the password would go to whoever answers.",
    )


def _secured(host: smtplib.SMTP, settings: Settings) -> Iterator[Finding]:
    if settings["MAIL_USE_SSL"]:
        yield Finding(Level.GOOD, "TLS, certificate verified.")
    elif settings["MAIL_USE_TLS"]:
        try:
            host.starttls(context=_context(settings))
        except ssl.SSLCertVerificationError as error:
            raise _certificate(settings, error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Stop(
                f"The server offers no TLS here ({_said(error)}).",
                "Use port 587 or 465 of the provider. Only for a server on this very machine: MAIL_USE_TLS=0.",
            ) from error
        yield Finding(Level.GOOD, "STARTTLS, certificate verified.")
    else:
        yield Finding(
            Level.NOTE, "No TLS: letters and the password go in the clear.", "Only for a server on this machine."
        )


def _greeted(host: smtplib.SMTP) -> Iterator[Finding]:
    try:
        host.ehlo_or_helo_if_needed()
    except (smtplib.SMTPException, OSError) as error:
        raise Stop(
            f"The server does not greet back ({_said(error)}).", "Ask the provider whether it takes mail here."
        ) from error
    size = host.esmtp_features.get("size", "")
    yield Finding(Level.GOOD, "The server greets back.")
    if size.isdigit() and 0 < int(size) < WANTED_SIZE:
        yield Finding(
            Level.NOTE, f"It takes letters up to {int(size) // 1024 // 1024} MB only; larger ones will be refused."
        )


def _signed_in(host: smtplib.SMTP, settings: Settings) -> Iterator[Finding]:
    user, password = settings["MAIL_USERNAME"], settings["MAIL_PASSWORD"]
    if not user or not password:
        missing = "MAIL_USERNAME" if not user else "MAIL_PASSWORD"
        if host.has_extn("auth"):
            yield Finding(Level.NOTE, f"Not signed in: {missing} is not set, though the server offers it.")
        return
    try:
        host.login(user, password)
    except smtplib.SMTPAuthenticationError as error:
        raise Stop(
            f"The server refuses user and password ({_said(error)}).",
            "Many providers want a password made for programs (Yandex, mail.ru, Gmail: in the account's security "
            "settings), and SMTP switched on in the mailbox.",
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Stop(f"Signing in is not possible ({_said(error)}).", "Most servers offer it only after TLS.") from error
    yield Finding(Level.GOOD, f"Signed in as {user}.")


def _sender_taken(host: smtplib.SMTP, settings: Settings) -> Iterator[Finding]:
    """Asked and taken back: no letter begins."""
    sender = parseaddr(settings["MAIL_SENDER"])[1]
    try:
        code, text = host.mail(sender)
        host.rset()
    except (smtplib.SMTPException, OSError) as error:
        raise Stop(f"The server hung up at the sender's address ({_said(error)}).", "Try again later.") from error
    if code != 250:
        said = f"{code} {text.decode('utf-8', 'replace')}"
        if code == 530:
            raise Stop(f"The server wants a sign-in ({said}).", "Set MAIL_USERNAME and MAIL_PASSWORD.")
        raise Stop(
            f"The server does not send for {sender} ({said}).",
            "MAIL_SENDER must be the address of the mailbox that signs in, or one that it may send for.",
        )
    yield Finding(Level.GOOD, f"It sends for {sender}.")


def _sent(host: smtplib.SMTP, settings: Settings, key: Key | None, to: str, now: datetime) -> Finding:
    sender = parseaddr(settings["MAIL_SENDER"])[1]
    try:
        host.sendmail(sender, [ascii_address(to)], sign(_test_letter(settings, to, now).as_bytes(), key))
    except Unwritable as error:
        raise Stop(f"{to} is no address that servers here take ({error}).", "Give another one.") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Stop(
            f"The test letter was refused ({_said(error)}).", "The code and the words are the server's own."
        ) from error
    return Finding(
        Level.GOOD, f"A test letter to {to} was taken.", "Look whether it arrives, also among unwanted mail."
    )


def _test_letter(settings: Settings, to: str, now: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings["MAIL_SENDER"], ascii_address(to), "Test letter"
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=domain_of(parseaddr(settings["MAIL_SENDER"])[1]))
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        f"A test of the mail settings of {settings['BASE_URL']}. Nothing has to be done.\n", cte="quoted-printable"
    )
    return mail


def _said(error: BaseException) -> str:
    """What the server said, else what happened."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {said.decode('utf-8', 'replace')}"
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return f"{error.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
    return str(error) or type(error).__name__
