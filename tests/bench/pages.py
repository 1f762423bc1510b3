"""Each page under gunicorn with two workers, beside a bare Flask "hello" under the same server.

Both servers run side by side and are asked in turns, a slice of time each; the share is the middle one of the rounds. On a
machine shared with others that still says little, so the same share is also counted in processor time of the workers, by
the least that an answer took in any round: what others do on the machine only ever adds to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from flask import Flask

from tests.bench import load, service, serving
from tests.bench.given import Bench
from tests.bench.load import Clients, Measured
from tests.bench.service import Address
from tracker.store import db

ROUNDS = 6
WARMING_SECONDS = 0.4
BARS = {"home": 1 / 5, "register": 1 / 15, "case": 1 / 20, "sign-in": 1 / 10}
BAR_UNCHANGED = 1 / 4
UNCHANGED = ("home", "register", "case")
MOST_STATEMENTS, MOST_HTML, MOST_MEMORY = 8, 25 * 1024, 100
HEADINGS = (
    f"{'page':<16}{'req/s':>7}{'hello':>8}{'share':>8}{'by CPU':>8}{'bar':>7}"
    f"{'CPU ms':>8}{'p95 ms':>8}{'SQL':>5}{'bytes':>8}"
)


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


def measure(bench: Bench) -> None:
    """The demonstration on one database."""
    bench.folder.mkdir(parents=True, exist_ok=True)
    settings = service.environ(bench.folder, bench.url)
    app = service.application(settings)
    pages = list(_pages(app))
    with app.app_context():
        print(f"\n{db.engine.dialect.name}, {serving.WORKERS} workers\n{HEADINGS}")
        db.engine.dispose()
    with serving.serving("wsgi:app", settings, bench.folder / "service.log") as service_at:
        with (
            serving.serving("tests.bench.hello:app", {}, bench.folder / "hello.log") as hello_at,
            load.asking() as clients,
        ):
            for page in pages:
                clients.measure(service_at[0], page.address.path, WARMING_SECONDS, page.headers)
                slice_ = bench.seconds / ROUNDS
                print(_line(page, [_both(clients, page, service_at, hello_at, slice_) for _ in range(ROUNDS)]))
        _print_memory(service_at[1])


def _print_memory(parent: int) -> None:
    sizes = [serving.memory_of(worker) for worker in serving.workers(parent)]
    words = ", ".join(f"{size:.0f} MB" for size in sizes)
    print(
        f"memory per worker (PSS): {words}, and {serving.memory_of(str(parent)):.0f} MB of the process that forks them"
    )
    if max(sizes) > MOST_MEMORY:
        print(f"over {MOST_MEMORY} MB")


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


Server = tuple[int, int]
Round = tuple[Measured, float]


def _both(clients: Clients, page: Page, service_at: Server, hello_at: Server, seconds: float) -> tuple[Round, Round]:
    """A slice of "hello" and one of the page, each with the processor time an answer took."""
    bare = _round(clients, hello_at, "/", seconds, {})
    return bare, _round(clients, service_at, page.address.path, seconds, page.headers)


def _round(clients: Clients, server: Server, path: str, seconds: float, headers: dict[str, str]) -> Round:
    port, parent = server
    before = serving.seconds_of_workers(parent)
    measured = clients.measure(port, path, seconds, headers)
    return measured, (serving.seconds_of_workers(parent) - before) / measured.answers


def _line(page: Page, rounds: list[tuple[Round, Round]]) -> str:
    """A line of the table. Marks what is below its bar."""
    share = median(own.per_second / bare.per_second for (bare, _), (own, _) in rounds)
    spent = min(own for _, (_, own) in rounds)
    by_cpu = min(bare for (_, bare), _ in rounds) / spent
    best = max((own for _, (own, _) in rounds), key=lambda measured: measured.per_second)
    bare = max(bare.per_second for (bare, _), _ in rounds)
    notes = ", ".join(_notes(page, best, max(share, by_cpu)))
    return (
        f"{page.name:<16}{best.per_second:>7.0f}{bare:>8.0f}{_fraction(share):>8}{_fraction(by_cpu):>8}{_fraction(page.bar):>7}"
        f"{spent * 1000:>8.2f}{best.p95:>8.1f}{page.statements:>5}{page.size:>8}  {notes}"
    ).rstrip()


def _notes(page: Page, measured: Measured, share: float) -> list[str]:
    return [
        *(["below the bar"] if share < page.bar else []),
        *([f"over {MOST_STATEMENTS} statements"] if page.statements > MOST_STATEMENTS else []),
        *([f"over {MOST_HTML} bytes"] if page.size > MOST_HTML else []),
        *([f"status {measured.status}"] if measured.status != page.status else []),
    ]


def _fraction(share: float) -> str:
    return f"1/{1 / share:.1f}" if share else "-"
