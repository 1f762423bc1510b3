"""Letters sent in a second: rows of the outbox through the worker to a mail server on this machine.

`python -m tests.bench.mail_out`, or `measure_on(folder, url)` from the bench. What is counted is our part: claiming, making the
PDF, building, signing where asked, keeping the bytes, the conversation with aiosmtpd in another process, recording, telling.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from tests.bench.given import Bench
from tests.cases import notice_build as build
from tests.conftest import settings
from tests.mail.keys import a_key
from tests.mail.servers import smtp_server
from tracker.app import create_app
from tracker.cases import letters
from tracker.cases.kinds import LegState, Review
from tracker.mail import outbox
from tracker.mail.message import Outgoing
from tracker.mail.models import OutboxMail
from tracker.mail.sending import send_due
from tracker.mail.transport import transport_for
from tracker.store import Base, db

NOTICES, LETTERS = 300, 60
WAYS = ("notices", "notices, signed", "letters with their PDF")


def measure(bench: Bench) -> None:
    """For `make bench`."""
    measure_on(bench.folder, bench.url)


def measure_on(folder: Path, url: str = "") -> dict[str, float]:
    """Letters a second, by kind, on SQLite or the given database."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    with serving() as port:
        app = create_app({
            **settings(folder, url or f"sqlite:///{folder / 'outbox.sqlite3'}"), "MAIL_SERVER": "127.0.0.1",
            "MAIL_PORT": port, "MAIL_USE_TLS": False, "MAIL_SUPPRESS_SEND": False, "MAIL_SENDER": "tracker@example.org",
            "MAIL_PER_MINUTE": 0, "STORAGE_URL": f"file://{folder / 'files'}",
        })  # fmt: skip
        with app.app_context():
            Base.metadata.create_all(db.engine)
            build.world(db.session)  # type: ignore[arg-type]
            for way in WAYS:
                found[way] = _measured(app, way)
                sys.stdout.write(f"{found[way]:8.1f} a second  {way}\n")
            db.session.remove()
            db.engine.dispose()
    return found


@contextmanager
def serving() -> Iterator[int]:
    """The mail server in a process of its own: what it costs is not ours."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield int(here.recv())
    finally:
        here.send("stop")
        process.join(10)


def _serve(pipe: Any) -> None:
    with smtp_server() as (_, port):
        pipe.send(port)
        pipe.recv()


def _measured(app: Any, way: str) -> float:
    signed = "signed" in way
    app.config.update(MAIL_DKIM_SELECTOR="s" if signed else "", MAIL_DKIM_DOMAIN="example.org", MAIL_DKIM_KEY=a_key()[0].decode())
    db.session.execute(delete(OutboxMail))
    wanted = _letters() if "PDF" in way else _notices()
    db.session.commit()
    start = time.perf_counter()
    report = send_due(db.session, lambda: build.NOW, transport_for(app), "bench", limit=wanted)
    spent = time.perf_counter() - start
    assert report.sent == wanted, report
    return wanted / spent


def _notices() -> int:
    for n in range(NOTICES):
        text = f"Саламатсызбы,\n\nКайрылууңуз катталды: № {n}.\n\n" + "Жооп күтүү мөөнөтү эсептелди. " * 20
        outbox.queue(db.session, Outgoing("notice", f"a{n}@citizen.example", "ky", "Кайрылуу катталды", text), build.NOW)  # type: ignore[arg-type]
    return NOTICES


def _letters() -> int:
    for _ in range(LETTERS):
        case = build.a_case(db.session)  # type: ignore[arg-type]
        case.review = Review.PASSED
        leg = build.the_leg(db.session, case)  # type: ignore[arg-type]
        leg.state = LegState.SENDING
        letters.queue_letter(db.session, case, leg, "sets-os@body.example", build.NOW)  # type: ignore[arg-type]
    db.session.execute(delete(OutboxMail).where(OutboxMail.kind != letters.LETTER))
    return LETTERS


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as made:
        measure_on(Path(made))
