"""What a fresh checkout can do without settings and without a database: count dates by the law that ships, read a message.

`flask --app wsgi law …` and `mail parse …` need no secret, so a missing one does not stop them. Everything else does.
"""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from tracker import clock, config, i18n, tables
from tracker.lawbook import load_calendar
from tracker.lawbook.commands_line import law
from tracker.mail.reading.commands_line import parse_command
from tracker.store import Base, db

SHIPPED = "No settings, so no database: counted by the law and the calendar that ship with the service."


class ToolGroup(AppGroup):
    """The commands that need no settings; every other name says which setting is missing."""

    def __init__(self, missing: str) -> None:
        super().__init__("flask")
        self.missing = missing

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            raise click.ClickException(self.missing)
        if cmd_name == law.name:
            click.echo(SHIPPED, err=True)
            _load_what_ships()
        return found


def create_tools(missing: str) -> Flask:
    """An application that serves nothing. `missing`: the sentence that names what the service itself lacks."""
    app = Flask("tracker", root_path=str(config.ROOT / "tracker"), static_folder=None)
    app.config.from_mapping(SQLALCHEMY_DATABASE_URI="sqlite://", MAIL_REPLY_ADDRESS="", MAIL_TRUSTED_HOSTS=())
    assert tables.lawbook  # the metadata is whole
    db.init_app(app)
    i18n.init_app(app)
    app.cli = ToolGroup(missing)
    app.cli.add_command(law)
    mail = click.Group("mail")
    mail.add_command(parse_command)
    app.cli.add_command(mail)
    return app


def _load_what_ships() -> None:
    Base.metadata.create_all(db.engine)
    load_calendar(db.session(), clock.now())
    db.session.commit()
