"""`flask --app wsgi mail fetch | pipe | listen`: the ways in that are not pages."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import click
from flask import Flask, current_app

from tracker import clock
from tracker.mail.incoming import imap, listening
from tracker.mail.incoming.codes import Way
from tracker.mail.incoming.keeping import TooLarge, accept, limit
from tracker.mail.incoming.outline import without_mailbox_line
from tracker.store import db


@click.command("fetch")
def fetch() -> None:
    """Look into the IMAP mailbox once. Exit code 1 where it could not be read."""
    if not imap.is_configured():
        raise click.ClickException("No mailbox is set: IMAP_SERVER, IMAP_USERNAME, IMAP_PASSWORD.")
    try:
        found = imap.fetch(db.session, clock.now)
    except imap.MailboxUnreachable as failure:
        raise click.ClickException(f"The mailbox could not be read ({failure}).") from failure
    click.echo(f"taken {found.taken}, known already {found.again}, too large {found.too_large}, failed {len(found.errors)}")
    if found.errors:
        raise SystemExit(1)


@click.command("pipe")
@click.option("--to", "recipients", multiple=True, help="The address it was delivered to, as the mail server knows it.")
def pipe(recipients: tuple[str, ...]) -> None:
    """Take one message from standard input, for a mail server that hands over to a program.

    Exit codes of sysexits: 0 kept, 66 nothing came, 69 too large, 75 not kept, try again later.
    """
    try:
        raw = without_mailbox_line(sys.stdin.buffer.read(limit() + 1))
        if not raw.strip():
            raise SystemExit(os.EX_NOINPUT)
        accept(db.session, raw, Way.PIPE, clock.now(), envelope_to=recipients)
    except TooLarge:
        raise SystemExit(os.EX_UNAVAILABLE) from None
    except Exception as failure:
        click.echo(f"Not kept: {type(failure).__name__}", err=True)
        raise SystemExit(os.EX_TEMPFAIL) from None


@click.command("listen")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8024, show_default=True)
@click.option("--lmtp/--smtp", default=True, show_default=True)
def listen(host: str, port: int, lmtp: bool) -> None:
    """Take messages from a mail server on this machine, until SIGTERM or Ctrl-C."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    door = listening.Door(app, clock.now)
    try:
        asyncio.run(_until_told(door, host, port, lmtp, limit()))
    except KeyboardInterrupt:
        click.echo("Stopped.")


async def _until_told(door: listening.Door, host: str, port: int, lmtp: bool, size_limit: int) -> None:
    task = asyncio.create_task(
        listening.serve(
            door, host, port, lmtp=lmtp, size_limit=size_limit,
            ready=lambda at: click.echo(f"Listening on {host}:{at} ({'LMTP' if lmtp else 'SMTP'})."),
        )
    )  # fmt: skip
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        click.echo("Stopped.")
