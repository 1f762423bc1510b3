"""The service under measure: its settings, its pages, who opens them, the SQL of one."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from tracker import clock, operation
from tracker.store import db

OFFICER, STAFF = "sets@demo.example", "bishkek@demo.example"


class Address(NamedTuple):
    """A page and the account that opens it ("": nobody)."""

    path: str
    account: str = ""


def environ(folder: Path, url: str) -> dict[str, str]:
    """What the service is started with. Limits of requests off: one address asks for everything here."""
    return {
        "SECRET_KEY": "bench-only", "SECURITY_PASSWORD_SALT": "bench-only", "BASE_URL": "http://127.0.0.1:8000",
        "TRACKER_INSTANCE": str(folder), "TRACKER_DEMO": "1", "RATELIMIT_ENABLED": "0", "DATABASE_URL": url,
    }  # fmt: skip


def application(settings: dict[str, str]) -> Flask:
    """The service in this process, its database set up and the demonstration grown."""
    logging.getLogger("tracker").addHandler(logging.NullHandler())  # no line for each request on the console
    os.environ.update(settings)
    from tracker.app import create_app
    from tracker.demo.growing import grow_once

    app = create_app()
    operation.prepare(app, clock.now())
    list(grow_once(app, clock.now()))
    return app


def addresses(app: Flask) -> dict[str, Address]:
    """Each page of the bench. The case is the public one with most events."""
    from tracker.cases.models import Case

    with app.app_context():
        number = db.session.scalar(
            select(Case.number).where(Case.public_row, Case.released).order_by(Case.version.desc()).limit(1)
        )
    return {
        "home": Address("/ky/"), "register": Address("/ky/register"), "case": Address(f"/ky/case/{number}"),
        "sign-in": Address("/ky/login"), "tray": Address("/ky/officer", OFFICER), "board": Address("/ky/staff", STAFF),
    }  # fmt: skip


def client_of(app: Flask, account: str) -> FlaskClient:
    """A browser that this account is signed in with, by a session made with the service's own key."""
    client = app.test_client()
    if account:
        from tracker.people.models import Account

        with app.app_context():
            mark = db.session.scalar(select(Account.fs_uniquifier).where(Account.email == account))
        with client.session_transaction() as session:
            session.update(_user_id=mark, _fresh=True, fs_cc="set", fs_paa=time.time(), identity_provider="bench")
    return client


def cookie_of(app: Flask, account: str) -> dict[str, str]:
    """The header that such a browser sends."""
    if not account:
        return {}
    cookies = client_of(app, account)._cookies.values()
    return {"Cookie": "; ".join(f"{cookie.key}={cookie.value}" for cookie in cookies)}


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL that runs within it, without the opening of transactions."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
