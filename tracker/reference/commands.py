"""`flask --app wsgi reference update [--apply]`: what newer reference data would change, and then the change itself."""

from __future__ import annotations

from collections import Counter

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.directory.models import DirectoryChange
from tracker.directory.queries import directory_counts
from tracker.reference.loader import Changes, Difference, apply, changes, load
from tracker.store import db

SHOWN_AT_MOST = 50

reference = AppGroup("reference", help="Places, topics, bodies and centres that come with the service.")


@reference.command("load")
def load_command() -> None:
    """Load the reference data into an empty directory."""
    written = load(db.session, clock.today())
    db.session.commit()
    click.echo(f"{written} rows written." if written else "Already loaded: see `reference update`.")


@reference.command("update")
@click.option("--apply", "do_it", is_flag=True, help="Write the changes. Without it they are only shown.")
def update_command(do_it: bool) -> None:
    """Show what this version's reference data would change; with --apply, change it."""
    found = changes(db.session)
    _show(found)
    if not do_it:
        db.session.rollback()
        click.echo("Nothing was written. Add --apply to write it." if found else "Nothing to write.")
        return
    written = apply(db.session, found, clock.today())
    _note(written)
    db.session.commit()
    click.echo(f"{written} rows written.")


@reference.command("counts")
def counts_command() -> None:
    """How many bodies there are, told apart."""
    counts = directory_counts(db.session, clock.today())
    click.echo(f"{counts.named} bodies named one by one")
    for category, number in sorted(counts.per_place.items()):
        click.echo(f"{number:5} of category {category}, one per place")
    click.echo(f"{counts.unconfirmed} of all these are not confirmed; {counts.with_usable_email} can be mailed")


def _note(written: int) -> None:
    """One line in the history of the directory: pages and lists that were kept are made anew."""
    mark = DirectoryChange(table="reference", key="shipped", field="updated", new=str(written), at=clock.now(), reason="")
    db.session.add(mark)


def _show(found: Changes) -> None:
    added = Counter(row.table for row in found.add)
    for table, number in added.items():
        click.echo(f"add {number} to {table}")
    _show_some([f"change {_line(one)}" for one in found.change])
    _show_some([f"end {table} {key}" for table, key in found.end])
    _show_some([f"CONFLICT ({one.conflict}), left as it is: {_line(one)}" for one in found.conflicts])


def _show_some(lines: list[str]) -> None:
    for line in lines[:SHOWN_AT_MOST]:
        click.echo(line)
    if len(lines) > SHOWN_AT_MOST:
        click.echo(f"… and {len(lines) - SHOWN_AT_MOST} more of these")


def _line(one: Difference) -> str:
    fields = "; ".join(f"{name}: {old!r} → {new!r}" for name, (old, new) in one.fields.items())
    return f"{one.row.table} {one.row.key}: {fields}"
