"""The commands: `flask --app wsgi …`. Each package with commands of its own brings a click group; here they are joined."""

from __future__ import annotations

import os

from flask import Flask

from tracker.lawbook.commands_line import law
from tracker.mail.commands_line import mail
from tracker.store.base import know_migrations


def init_app(app: Flask) -> None:
    """Register every command."""
    app.cli.add_command(law)
    app.cli.add_command(mail)
    from tracker.reference.commands import reference

    app.cli.add_command(reference)
    from tracker.web.account.commands_line import administrator, people

    app.cli.add_command(administrator)
    app.cli.add_command(people)
    from tracker.duties.commands_line import duties, worker

    app.cli.add_command(duties)
    app.cli.add_command(worker)
    from tracker import operation_commands

    operation_commands.init_app(app)
    if "FLASK_RUN_FROM_CLI" in os.environ:  # `flask db …`
        know_migrations(app)
