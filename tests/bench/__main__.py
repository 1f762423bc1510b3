"""`make bench [CASES=100000] [ONLY=pages]`: what things cost, measured the same way each time, for docs/performance.md.

A section is a module with `measure(bench)` that prints its lines. Without CASES all of them run but the one over many
cases; with CASES that one and the law, unless ONLY says otherwise.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests import postgres
from tests.bench import machine
from tests.bench.given import Bench

SECONDS = 6.0
BOTH = ("sqlite", "postgresql")


class Section(NamedTuple):
    """`on_databases`: measured on each of them; else once, without one."""

    name: str
    module: str
    on_databases: bool = True


SECTIONS = (
    Section("pages", "tests.bench.pages"),  # under gunicorn, beside a bare Flask "hello"
    Section("cases", "tests.bench.many"),  # a database filled by bulk insert, the slow lists, their plans
    Section("mail", "tests.bench.mail", on_databases=False),  # messages understood per second; memory of a large one
    Section("mail-in", "tests.bench.mail_in"),  # messages accepted, read and placed per second
    Section("mail-out", "tests.bench.mail_out"),  # letters sent per second
    Section("law", "tests.bench.law"),  # due dates per second; lateness of all cases in one statement
)
NAMES = [section.name for section in SECTIONS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each page")
    parser.add_argument("--on", choices=BOTH, action="append", help="one database only")
    parser.add_argument("--only", choices=NAMES, action="append", help="these sections only")
    given = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    print(machine.words())
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        for section in SECTIONS:
            if section.name in (given.only or _asked_for(given.cases)):
                _run(section, Path(folder) / section.name, given)
    print(machine.load())


def _asked_for(cases: int) -> list[str]:
    return ["cases", "law"] if cases else [name for name in NAMES if name != "cases"]


def _run(section: Section, folder: Path, given: argparse.Namespace) -> None:
    measure = import_module(section.module).measure
    if not section.on_databases:
        measure(Bench(folder, "", given.cases, given.seconds))
        return
    for name in given.on or BOTH:
        for url in _databases(name):
            measure(Bench(folder / name, url, given.cases, given.seconds))


def _databases(name: str) -> Iterator[str]:
    """The address of a fresh database, "" for SQLite in the folder; it is gone afterwards."""
    if name == "sqlite":
        yield ""
        return
    with postgres.cluster() as server:
        yield postgres.new_database(server)


if __name__ == "__main__":
    main()
