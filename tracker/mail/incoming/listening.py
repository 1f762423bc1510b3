"""A door for those who run a mail server: it hands messages over by LMTP or SMTP. Answers only after our commit.

Ours not being able (database, disk) is 4xx: the server keeps the message and tries again. Too large is 552 (RFC 5321).
Nothing is relayed and nobody is asked for a password: it listens on the machine itself, behind the server.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask

from tracker.mail.incoming.codes import Way
from tracker.mail.incoming.keeping import TooLarge, accept
from tracker.store import db

log = logging.getLogger(__name__)
TAKEN = "250 2.0.0 Kept"
LATER = "451 4.3.0 Not kept, please try again later"
LARGE = "552 5.3.4 Message too large"
RECIPIENTS_AT_MOST = 100


class Door:
    """What aiosmtpd asks when a message is there."""

    def __init__(self, app: Flask, clock: Callable[[], datetime], way: Way = Way.LMTP) -> None:
        self.app, self.clock, self.way = app, clock, way

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if len(envelope.rcpt_tos) >= RECIPIENTS_AT_MOST:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, self.keep, envelope.content, tuple(envelope.rcpt_tos))

    def keep(self, raw: bytes, recipients: tuple[str, ...]) -> str:
        """In a thread of its own, with a transaction of its own."""
        with self.app.app_context():
            try:
                accept(db.session, raw, self.way, self.clock(), envelope_to=recipients)
            except TooLarge:
                return LARGE
            except Exception:
                db.session.rollback()
                log.exception("a message that was handed over could not be kept")
                return LATER
            finally:
                db.session.remove()
        return TAKEN


def protocol(door: Door, *, lmtp: bool, size_limit: int) -> Callable[[], Any]:
    """Makes the protocol of a connection."""
    from aiosmtpd.lmtp import LMTP
    from aiosmtpd.smtp import SMTP

    class Lenient:
        """A line longer than the 1000 octets of RFC 5321 is no reason to lose a letter: some programs write such. LMTP
        answers for each recipient (RFC 2033, 4.2), also where the library itself refuses the data."""

        line_length_limit = size_limit + 1024
        answers = 0  # how many are owed for the data in hand

        async def smtp_DATA(self, arg: str) -> None:
            envelope: Any = getattr(self, "envelope", None)
            self.answers = len(envelope.rcpt_tos) if envelope and lmtp else 1
            try:
                await super().smtp_DATA(arg)  # type: ignore[misc]
            finally:
                self.answers = 0

        async def push(self, status: Any) -> None:
            text = status.decode() if isinstance(status, bytes) else str(status)
            if self.answers and text.startswith(("500 Line too long", "552")):
                text = LARGE
            if text in {TAKEN, LATER, LARGE}:
                text = "\r\n".join([text] * self.answers)
            await super().push(text)  # type: ignore[misc]

    class SmtpDoor(Lenient, SMTP):
        pass

    class LmtpDoor(Lenient, LMTP):
        pass

    made: Any = LmtpDoor if lmtp else SmtpDoor
    return lambda: made(door, data_size_limit=size_limit, enable_SMTPUTF8=True, ident="tracker", hostname="localhost")


async def serve(door: Door, host: str, port: int, *, lmtp: bool, size_limit: int, ready: Callable[[int], None]) -> None:
    """Listen until the task is cancelled. `ready` hears the port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol(door, lmtp=lmtp, size_limit=size_limit), host, port)
    async with server:
        ready(server.sockets[0].getsockname()[1])
        await server.serve_forever()
