"""`make bench [CASES=100000]`: what the pages cost, measured the same way each time. Figures go into docs/performance.md.

Without CASES: the demonstration set on SQLite and on PostgreSQL under gunicorn, two workers, each page beside a bare Flask
"hello" under the same server; memory per worker. With CASES: a database filled by bulk insert on each, the slow lists timed
in process, their plans printed. With --law: due dates per second, and lateness over the cases in one statement.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests import postgres
from tests.bench import law, many, pages

SECONDS = 4.0
BOTH = ("sqlite", "postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each page")
    parser.add_argument("--law", action="store_true", help="only how fast the law counts")
    parser.add_argument("--on", choices=BOTH, action="append", help="one database only")
    given = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        for name in given.on or BOTH:
            if name == "sqlite":
                _one(Path(folder) / name, "", given)
            else:
                with postgres.cluster() as server:
                    _one(Path(folder) / name, postgres.new_database(server), given)


def _one(folder: Path, url: str, given: argparse.Namespace) -> None:
    if given.law:
        law.measure_on(folder, url, given.cases)
    elif given.cases:
        many.measure_on(folder, url, given.cases)
    else:
        pages.measure_on(folder, url, given.seconds)


if __name__ == "__main__":
    main()
