"""Messages taken in and placed in a second: replies of bodies to letters of the demonstration set, by their thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.message import EmailMessage

from sqlalchemy import select

from tests.bench import service
from tests.bench.given import Bench
from tracker import clock
from tracker.cases.letters import LETTER
from tracker.cases.mail_reading import read_due
from tracker.mail.incoming.codes import Way
from tracker.mail.incoming.keeping import accept
from tracker.mail.models import OutboxMail
from tracker.store import db

MESSAGES, AT_ONCE = 300, 50
TEXT = "Урматтуу Айгүл! Катыңыз катталды: № 04-12/345, 24.11.2026. Жооп мыйзамда белгиленген мөөнөттө берилет.\n\nКеңсе"


def measure(bench: Bench) -> None:
    """Accepted durably, then read, understood and placed by the worker."""
    bench.folder.mkdir(parents=True, exist_ok=True)
    app = service.application(service.environ(bench.folder, bench.url))
    with app.app_context():
        letters = db.session.execute(select(OutboxMail.message_id, OutboxMail.to_address).where(OutboxMail.kind == LETTER)).all()
        db.session.rollback()
        raw = [_reply(*letters[number % len(letters)], number) for number in range(MESSAGES)]
        taken = _spent(lambda: [accept(db.session, each, Way.LMTP, clock.now()) for each in raw])
        placed = _spent(_read_all)
        name = db.engine.dialect.name
        db.session.remove()
    print(f"{name:<12}{MESSAGES / taken:8.1f} messages accepted a second  {MESSAGES / placed:8.1f} read and placed a second")


def _read_all() -> None:
    for _ in range(MESSAGES // AT_ONCE):
        report = read_due(db.session, clock.now, "bench", AT_ONCE)
        assert not report.errors, report.errors


def _reply(message_id: str, sender: str, number: int) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "centre@service.example", "Re: Кат"
    made["Message-ID"], made["In-Reply-To"] = f"<reply{number}@body.example>", message_id
    made["Date"] = "Tue, 24 Nov 2026 12:00:00 +0600"
    made.set_content(TEXT)
    return made.as_bytes()


def _spent(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
