"""`flask mail check`: would mail work? And `flask mail sent`: a letter as the server took it."""

from __future__ import annotations

import click
from flask import current_app

from tracker import clock
from tracker.files import storage
from tracker.files.models import StoredFile
from tracker.mail.checking import check
from tracker.mail.checking_settings import Level
from tracker.mail.models import OutboxMail
from tracker.store import db

MARKS = {Level.GOOD: "ok   ", Level.NOTE: "note ", Level.BAD: "FAIL "}


@click.command("check")
@click.option("--to", metavar="ADDRESS", help="Also send one letter to this address.")
def check_command(to: str | None) -> None:
    """Try the configured mail server and say in plain words what is wrong. Exit code 1 if letters would not go."""
    failed = False
    for finding in check(current_app.config, to or "", clock.now()):
        failed = failed or finding.level is Level.BAD
        click.echo(MARKS[finding.level] + finding.what)
        if finding.advice:
            click.echo("     " + finding.advice)
    click.echo("Letters would not go." if failed else "Letters can go.")
    if failed:
        raise SystemExit(1)


@click.command("sent")
@click.argument("mail_id", type=int)
def sent_command(mail_id: int) -> None:
    """Print a letter byte for byte as the server took it. Its links open what they opened for its reader."""
    mail = db.session.get(OutboxMail, mail_id)
    file = db.session.get(StoredFile, mail.sent_file_id) if mail and mail.sent_file_id else None
    if file is None or file.erased_at is not None:
        raise click.ClickException("This letter was not sent, carried a code that is not kept, or was erased.")
    click.get_binary_stream("stdout").write(storage.read(file.key))
