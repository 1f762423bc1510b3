"""`flask duties run`: the worker beside several web processes, or one sweep for a scheduler."""

from __future__ import annotations

import signal
import threading

import click
from flask import Flask, current_app
from sqlalchemy import select

from tracker import clock
from tracker.duties.models import DutyLease
from tracker.duties.running import Report, loop, run_due
from tracker.store import db


@click.group("duties")
def duties() -> None:
    """What the service does by itself: mail, reminders, tidying up."""


@duties.command("run")
@click.option("--once", is_flag=True, help="One sweep over what is due, then end. Exit code 1 if something failed.")
def run_command(once: bool) -> None:
    """Work until SIGTERM or Ctrl-C. Several workers may run side by side."""
    if not once:
        _work()
        return
    report = run_due(_app(), clock.now())
    _say(report)
    if report.failed:
        raise SystemExit(1)


@duties.command("list")
def list_command() -> None:
    """Each duty: when it ran last, what it did, what failed."""
    for row in db.session.scalars(select(DutyLease).order_by(DutyLease.name)):
        ran = row.ran_at.isoformat(timespec="seconds") if row.ran_at else "never"
        click.echo(f"{row.name:16} {ran:26} done {row.done:4} failed {row.failed:3} {row.last_error}".rstrip())


@click.command("worker")
def worker() -> None:
    """The same as `duties run`."""
    _work()


def _work() -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    click.echo("Working. Ctrl-C stops.")
    loop(_app(), stop)
    click.echo("Stopped.")


def _say(report: Report) -> None:
    for name, count in report.done.items():
        click.echo(f"{name}: {count}")
    for line in report.failed:
        click.echo(f"failed: {line}", err=True)
    if not report.done and not report.failed:
        click.echo("Nothing was due.")


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]
