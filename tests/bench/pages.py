"""Each page under gunicorn with two workers, beside a bare Flask "hello" under the same server.

Both servers run side by side and are asked in turns, a slice of time each, so that a machine shared with others slows
both alike; the share is the middle one of the rounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flask import Flask

from tests.bench import load, service, serving
from tests.bench.service import Address
from tracker.store import db

ROUNDS = 3
BARS = {"home": 1 / 5, "register": 1 / 15, "case": 1 / 20, "sign-in": 1 / 10}
BAR_UNCHANGED = 1 / 4
UNCHANGED = ("home", "register", "case")
MOST_STATEMENTS, MOST_HTML, MOST_MEMORY = 8, 25 * 1024, 100
HEADINGS = f"{'page':<14}{'req/s':>8}{'hello':>8}{'share':>8}{'bar':>7}{'p95 ms':>8}{'SQL':>5}{'bytes':>8}"


@dataclass(frozen=True, slots=True)
class Page:
    """What one page costs."""

    name: str
    address: Address
    headers: dict[str, str]
    status: int = 200
    statements: int = 0
    size: int = 0
    bar: float = 0.0


def measure_on(folder: Path, url: str, seconds: float) -> None:
    """The demonstration on one database. `url`: "" for SQLite in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = service.environ(folder, url)
    app = service.application(settings)
    pages = list(_pages(app))
    with app.app_context():
        print(f"\n{db.engine.dialect.name}, {serving.WORKERS} workers\n{HEADINGS}")
        db.engine.dispose()
    with serving.serving("wsgi:app", settings, folder / "service.log") as (port, parent):
        with serving.serving("tests.bench.hello:app", {}, folder / "hello.log") as (hello, _), load.asking() as clients:
            for page in pages:
                print(_measured(clients, page, port, hello, seconds / ROUNDS))
        sizes = serving.memory_of_workers(parent)
    print(f"memory per worker (PSS): {', '.join(f'{size:.0f} MB' for size in sizes)}{_over(max(sizes), MOST_MEMORY)}")


def _pages(app: Flask) -> list[Page]:
    found = [_page(app, name, address) for name, address in service.addresses(app).items()]
    again = [_unchanged(app, page) for page in found if page.name in UNCHANGED]
    return [*found, *again]


def _page(app: Flask, name: str, address: Address) -> Page:
    client = service.client_of(app, address.account)
    client.get(address.path)
    with service.counted() as statements:
        answer = client.get(address.path)
    headers = service.cookie_of(app, address.account)
    return Page(name, address, headers, answer.status_code, len(statements), len(answer.data), BARS.get(name, 0.0))


def _unchanged(app: Flask, page: Page) -> Page:
    """The same page asked for by somebody who has it."""
    etag = app.test_client().get(page.address.path).headers["ETag"]
    with service.counted() as statements:
        app.test_client().get(page.address.path, headers={"If-None-Match": etag})
    return Page(f"{page.name} (304)", page.address, {"If-None-Match": etag}, 304, len(statements), 0, BAR_UNCHANGED)


def _measured(clients: load.Clients, page: Page, port: int, hello: int, seconds: float) -> str:
    """A line of the table. Marks what is below its bar."""
    rounds = [
        (clients.measure(hello, "/", seconds), clients.measure(port, page.address.path, seconds, page.headers))
        for _ in range(ROUNDS)
    ]
    share = median(page.per_second / bare.per_second for bare, page in rounds)
    best = max((page for _, page in rounds), key=lambda measured: measured.per_second)
    bare = max(bare.per_second for bare, _ in rounds)
    notes = [
        *(["below the bar"] if share < page.bar else []),
        *([f"over {MOST_STATEMENTS} statements"] if page.statements > MOST_STATEMENTS else []),
        *([f"over {MOST_HTML} bytes"] if page.size > MOST_HTML else []),
        *([f"status {best.status}"] if best.status != page.status else []),
    ]
    return (
        f"{page.name:<14}{best.per_second:>8.0f}{bare:>8.0f}{_fraction(share):>8}{_fraction(page.bar):>7}{best.p95:>8.1f}"
        f"{page.statements:>5}{page.size:>8}{'  ' + ', '.join(notes) if notes else ''}"
    )


def _fraction(share: float) -> str:
    return f"1/{1 / share:.1f}" if share else "-"


def _over(size: float, most: float) -> str:
    return f"  over {most} MB" if size > most else ""
