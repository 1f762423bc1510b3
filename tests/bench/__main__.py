"""`make bench [CASES=100000]`: what the pages cost, measured the same way each time. Figures go into docs/performance.md.

Without CASES: the demonstration set on SQLite under gunicorn, two workers, each page beside a bare Flask "hello" under the
same server. With CASES: a database filled by bulk insert on SQLite and on PostgreSQL, the slow lists timed in process,
their plans printed.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from tests.bench import fill, load, serving
from tracker import clock, operation
from tracker.store import db

SECONDS = 4.0
BARS = {"home": 1 / 5, "register": 1 / 15, "case": 1 / 20, "sign-in": 1 / 10, "tray": 0.0, "board": 0.0}
MOST_STATEMENTS, MOST_HTML, MOST_MEMORY, MOST_MS = 8, 25 * 1024, 100, 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        if given.cases:
            many(Path(folder), given.cases)
        else:
            pages(Path(folder), given.seconds)


# -- pages under a real server ---------------------------------------------------------------------------------------


def pages(folder: Path, seconds: float) -> None:
    """Requests per second of each page, and as a share of "hello"."""
    environ = _environ(folder, "")
    app = _application(environ)
    from tracker.demo.growing import grow_once

    list(grow_once(app, clock.now()))
    addresses = _addresses(app)
    statements = {name: _statements(app, path, who) for name, (path, who) in addresses.items()}
    with serving.serving("tests.bench.hello:app", {}, folder / "hello.log") as (port, _):
        hello = load.measure(port, "/", seconds=seconds)
    print(f"{'page':<12}{'req/s':>8}{'share':>8}{'bar':>7}{'p95 ms':>8}{'SQL':>5}{'HTML':>8}")
    print(f"{'hello':<12}{hello.per_second:>8.0f}")
    with serving.serving("wsgi:app", environ, folder / "service.log") as (port, parent):
        for name, (path, who) in addresses.items():
            headers = _signed_in(app, who) if who else {}
            measured = load.measure(port, path, seconds=seconds, headers=headers)
            share = measured.per_second / hello.per_second
            count, size = statements[name]
            print(
                f"{name:<12}{measured.per_second:>8.0f}{_fraction(share):>8}{_fraction(BARS[name]):>7}{measured.p95:>8.1f}"
                f"{count:>5}{size:>8}{'' if measured.status == 200 else f'  status {measured.status}'}"
            )
        for name in ("home", "case", "register"):
            _not_modified(app, port, name, addresses[name][0], seconds, hello.per_second)
        print("memory per worker (PSS, MB):", ", ".join(f"{size:.0f}" for size in serving.memory_of_workers(parent)))


def _fraction(share: float) -> str:
    return f"1/{1 / share:.1f}" if share else "-"


def _not_modified(app: Flask, port: int, name: str, path: str, seconds: float, hello: float) -> None:
    etag = app.test_client().get(path).headers.get("ETag", "")
    measured = load.measure(port, path, seconds=seconds, headers={"If-None-Match": etag})
    share = _fraction(measured.per_second / hello)
    print(
        f"{name + ' 304':<12}{measured.per_second:>8.0f}{share:>8}{'1/4.0':>7}{measured.p95:>8.1f}  status {measured.status}"
    )


def _environ(folder: Path, url: str) -> dict[str, str]:
    return {
        "SECRET_KEY": "bench-only", "SECURITY_PASSWORD_SALT": "bench-only", "BASE_URL": "http://127.0.0.1:8000",
        "TRACKER_INSTANCE": str(folder), "TRACKER_DEMO": "1", "RATELIMIT_ENABLED": "0",
        **({"DATABASE_URL": url} if url else {}),
    }  # fmt: skip


def _application(environ: dict[str, str]) -> Flask:
    os.environ.update(environ)
    from tracker.app import create_app

    app = create_app()
    operation.prepare(app, clock.now())
    return app


def _addresses(app: Flask) -> dict[str, tuple[str, str]]:
    """Each page with who opens it. The case is the public one with most events."""
    from tracker.cases.models import Case

    with app.app_context():
        number = db.session.scalar(
            select(Case.number).where(Case.public_row, Case.released).order_by(Case.version.desc()).limit(1)
        )
    return {
        "home": ("/ky/", ""), "register": ("/ky/register", ""), "case": (f"/ky/case/{number}", ""),
        "sign-in": ("/ky/login", ""), "tray": ("/ky/officer", "sets@demo.example"), "board": ("/ky/staff", "bishkek@demo.example"),
    }  # fmt: skip


def _signed_in(app: Flask, email: str) -> dict[str, str]:
    """The cookie of a session that this account has, made with the service's own key."""
    return {"Cookie": "; ".join(f"{cookie.key}={cookie.value}" for cookie in _client(app, email)._cookies.values())}


def _client(app: Flask, email: str) -> Any:
    client = app.test_client()
    if email:
        from tracker.people.models import Account

        with app.app_context():
            mark = db.session.scalar(select(Account.fs_uniquifier).where(Account.email == email))
        with client.session_transaction() as session:
            session.update(_user_id=mark, _fresh=True, fs_cc="set", fs_paa=time.time(), identity_provider="bench")
    return client


def _statements(app: Flask, path: str, email: str) -> tuple[int, int]:
    client = _client(app, email)
    client.get(path)
    with counted() as found:
        answer = client.get(path)
    return len(found), len(answer.data)


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


# -- many cases --------------------------------------------------------------------------------------------------------


def many(folder: Path, cases: int) -> None:
    """The lists over many cases, on both databases."""
    from tests import postgres

    for name in ("sqlite", "postgresql"):
        if name == "sqlite":
            _many_on(folder / name, cases, "")
        else:
            with postgres.cluster() as server:
                _many_on(folder / name, cases, postgres.new_database(server))


def _many_on(folder: Path, cases: int, url: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    app = _application(_environ(folder, url))
    from tracker.demo.growing import grow_once

    list(grow_once(app, clock.now()))
    start = time.perf_counter()
    with app.app_context():
        fill.fill(cases, clock.today())
        dialect = db.engine.dialect.name
    print(f"\n{dialect}: {cases} cases filled in {time.perf_counter() - start:.0f} s")
    print(f"{'page':<18}{'p50 ms':>8}{'p95 ms':>8}{'bar':>6}{'SQL':>5}")
    for label, (path, who) in _lists(app).items():
        _time(app, label, path, who)


def _lists(app: Flask) -> dict[str, tuple[str, str]]:
    client = app.test_client()
    deep = "/ky/register"
    for _ in range(20):
        deep = _next_page(client.get(deep).get_data(as_text=True)) or deep
    return {
        "board": ("/ky/staff", "bishkek@demo.example"), "tray": ("/ky/officer", "sets@demo.example"),
        "register": ("/ky/register", ""), "register, late": ("/ky/register?late=late", ""), "register, deep": (deep, ""),
        **{name: where for name, where in _addresses(app).items() if name in {"home", "case"}},
    }  # fmt: skip


def _next_page(html: str) -> str | None:
    import re
    from html import unescape

    found = re.search(r'href="([^"]*[?&](?:amp;)?after=[^"]*)"', html)
    return unescape(found.group(1)) if found else None


def _time(app: Flask, label: str, path: str, email: str) -> None:
    client = _client(app, email)
    for _ in range(3):
        client.get(path)
    with counted() as found:
        answer = client.get(path)
    spent = []
    gc.disable()
    for _ in range(40):
        start = time.perf_counter()
        client.get(path)
        spent.append((time.perf_counter() - start) * 1000)
    gc.enable()
    spent.sort()
    note = "" if answer.status_code == 200 else f"  status {answer.status_code}"
    print(f"{label:<18}{spent[20]:>8.1f}{spent[37]:>8.1f}{MOST_MS:>6}{len(found):>5}{note}")
    _plans(app, found)


def _plans(app: Flask, statements: list[str]) -> None:
    """How the database finds the rows of the biggest tables."""
    with app.app_context(), db.engine.connect() as connection:
        for statement in statements:
            if not any(f"FROM {table}" in statement for table in ('"case"', "leg", "task")):
                continue
            for line in _explain(connection, statement):
                print(f"    {line}")


def _explain(connection: Any, statement: str) -> list[str]:
    prefix = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN (GENERIC_PLAN) "
    text = statement if connection.dialect.name == "sqlite" else _dollar(statement)
    try:
        rows = (
            connection.exec_driver_sql(prefix + text).all()
            if connection.dialect.name != "sqlite"
            else (connection.connection.driver_connection.execute(prefix + text, [None] * text.count("?")).fetchall())
        )
    except Exception as error:
        connection.rollback()
        return [f"(no plan: {type(error).__name__})"]
    last = -1 if connection.dialect.name == "sqlite" else 0
    return [str(row[last]) for row in rows][:12]


def _dollar(statement: str) -> str:
    """psycopg's %(name)s::TYPE as $1::TYPE, for a generic plan."""
    import re

    names: dict[str, int] = {}
    return re.sub(r"%\((\w+)\)s", lambda found: f"${names.setdefault(found.group(1), len(names) + 1)}", statement)


if __name__ == "__main__":
    main()
