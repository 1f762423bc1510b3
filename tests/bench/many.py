"""The lists over many cases on both databases: timed in process, their plans printed."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tests.bench import fill, service
from tests.bench.given import Bench
from tests.bench.service import OFFICER, STAFF, Address
from tracker import clock
from tracker.store import db

CASES = 100_000  # unless said otherwise
MOST_MS = 200
MOST_SECONDS = 300
TIMES = 60
DEEP = 40  # pages down the register
BIG = ('"case"', "leg", "task")


def measure(bench: Bench) -> None:
    """Fill one database, ask for each list."""
    bench.folder.mkdir(parents=True, exist_ok=True)
    app = service.application(service.environ(bench.folder, bench.url))
    start = time.perf_counter()
    with app.app_context():
        fill.fill(bench.cases or CASES, clock.today())
        dialect = db.engine.dialect.name
    spent = time.perf_counter() - start
    print(
        f"\n{dialect}: {bench.cases or CASES} cases filled in {spent:.0f} s{'  too slow' if spent > MOST_SECONDS else ''}"
    )
    print(f"{'page':<20}{'p50 ms':>8}{'p95 ms':>8}{'bar':>6}{'SQL':>5}{'bytes':>8}")
    found = {name: _time(app, name, address) for name, address in _lists(app).items()}
    for name, statements in found.items():
        print(f"\n{name}: how {dialect} finds the rows")
        _print_plans(app, statements)


def _lists(app: Flask) -> dict[str, Address]:
    known = service.addresses(app)
    return {
        "board": Address("/ky/staff", STAFF), "board of all": Address("/ky/staff/all", STAFF),
        "tray": Address("/ky/officer", OFFICER),
        "register": Address("/ky/register"), "register, deep": Address(_deep_page(app, "/ky/register")),
        "register, late": Address("/ky/register?late=late"), "home": known["home"], "case": known["case"],
    }  # fmt: skip


def _deep_page(app: Flask, path: str) -> str:
    client = app.test_client()
    for _ in range(DEEP):
        found = re.search(r'href="([^"]*[?&](?:amp;)?after=[^"]*)"', client.get(path).get_data(as_text=True))
        path = unescape(found.group(1)) if found else path
    return path


def _time(app: Flask, name: str, address: Address) -> list[str]:
    """Prints the line of one page. Returns its statements."""
    client = service.client_of(app, address.account)
    for _ in range(3):
        client.get(address.path)
    with service.counted() as statements:
        answer = client.get(address.path)
    spent = sorted(_spent(client, address.path) for _ in range(TIMES))
    p50, p95 = spent[TIMES // 2], spent[int(TIMES * 0.95)]
    note = f"  status {answer.status_code}" if answer.status_code != 200 else "  too slow" if p95 > MOST_MS else ""
    print(f"{name:<20}{p50:>8.1f}{p95:>8.1f}{MOST_MS:>6}{len(statements):>5}{len(answer.data):>8}{note}")
    return statements


def _spent(client: Any, path: str) -> float:
    start = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - start) * 1000


def _print_plans(app: Flask, statements: list[str]) -> None:
    with app.app_context(), db.engine.connect() as connection:
        for statement in statements:
            if any(f"FROM {table}" in statement for table in BIG):
                print("\n".join(f"    {line}" for line in _plan(connection, statement)), end="\n    -\n")


def _plan(connection: Any, statement: str) -> list[str]:
    """How the database would find the rows, whatever the values."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        rows = driver.execute("EXPLAIN QUERY PLAN " + statement, [None] * statement.count("?")).fetchall()
        return [str(row[-1]) for row in rows]
    try:
        rows = connection.exec_driver_sql("EXPLAIN (GENERIC_PLAN) " + _numbered(statement)).all()
    except SQLAlchemyError as error:
        connection.rollback()
        return [f"(no plan: {type(error).__name__})"]
    return [str(row[0]) for row in rows if any(word in row[0] for word in ("Scan", "Index Cond", "Sort", "Limit"))]


def _numbered(statement: str) -> str:
    """psycopg's %(name)s::TYPE as $1::TYPE, for a plan without values."""
    names: dict[str, int] = {}
    return re.sub(r"%\((\w+)\)s", lambda found: f"${names.setdefault(found.group(1), len(names) + 1)}", statement)
