"""`flask mail …`: the group that the commands of mail join, each from a module of its own."""

from __future__ import annotations

import click

from tracker.mail.checking_line import check_command, sent_command
from tracker.mail.incoming.commands_line import fetch, listen, pipe
from tracker.mail.reading.commands_line import parse_command


@click.group("mail")
def mail() -> None:
    """Mail that goes out and comes in."""


mail.add_command(parse_command)
mail.add_command(check_command)
mail.add_command(sent_command)
for way_in in (fetch, pipe, listen):
    mail.add_command(way_in)
