"""`flask init`, `flask backup`, `flask restore`: setting up and keeping the service from the command line."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from tracker import clock, operation


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (init_command, backup_command, restore_command):
        app.cli.add_command(command)


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]


@click.command("init")
@with_appcontext
def init_command() -> None:
    """Schema by migrations, calendars and reference data. No demonstration data. Can be repeated."""
    operation.prepare(_app(), clock.now())
    click.echo("Ready. The first administrator: flask --app wsgi administrator create EMAIL")


@click.command("backup")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup_command(target: Path) -> None:
    """Everything, database and files, into the archive TARGET (.tar.gz)."""
    counts = operation.back_up(_app(), target, clock.now())
    target.chmod(0o600)
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables in {target}")


@click.command("restore")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore_command(source: Path) -> None:
    """Put the archive SOURCE back into an empty service of the same version."""
    try:
        counts = operation.restore(_app(), source)
    except (operation.NotEmpty, operation.OtherSchema) as refused:
        raise click.ClickException(str(refused)) from refused
    except (tarfile.TarError, zlib.error, EOFError, KeyError, gzip.BadGzipFile) as broken:
        raise click.ClickException(f"{source} is no archive of this service, or it is broken.") from broken
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables restored")
