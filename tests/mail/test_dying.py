"""kill -9 of the worker after every step of sending: nothing lost; twice only where SMTP leaves no other way, and then with one
Message-ID. The case hears of it once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from tests import postgres
from tests.cases import notice_build as build
from tests.mail.dying import STEPS, TWICE, configured
from tests.mail.servers import smtp_server
from tracker.cases import letters
from tracker.cases.events import EventType
from tracker.cases.kinds import LegState, Review
from tracker.cases.models import CaseEvent, Leg
from tracker.config import ROOT
from tracker.files import storage
from tracker.files.models import StoredFile
from tracker.mail.claiming import LEASE
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.sending import send_due
from tracker.mail.transport import transport_for
from tracker.store import Base, db

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning:asyncio")]
LATER = build.NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def post() -> Iterator[tuple[Any, int]]:
    with smtp_server() as found:
        yield found


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.both_databases)])
def app(request: pytest.FixtureRequest, tmp_path: Path, post: tuple[Any, int]) -> Iterator[Flask]:
    url = f"sqlite:///{tmp_path / 'outbox.sqlite3'}"
    if request.param == "postgresql":
        url = postgres.new_database(request.getfixturevalue("postgres_server"))
    made = configured(url, str(tmp_path), post[1])
    with made.app_context():
        Base.metadata.create_all(db.engine)
        build.world(db.session)  # type: ignore[arg-type]
        yield made
        db.session.remove()
        db.engine.dispose()


def on_its_way() -> int:
    """One letter to a body, and nothing else in the outbox."""
    case = build.a_case(db.session)  # type: ignore[arg-type]
    case.review = Review.PASSED
    leg = build.the_leg(db.session, case)  # type: ignore[arg-type]
    leg.state = LegState.SENDING
    db.session.execute(delete(OutboxMail))
    letters.queue_letter(db.session, case, leg, "sets-os@body.example", build.NOW)  # type: ignore[arg-type]
    db.session.commit()
    return leg.id


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_dies_after(app: Flask, post: tuple[Any, int], tmp_path: Path, step: str) -> None:
    postmaster, port = post
    if "postgresql" in app.config["SQLALCHEMY_DATABASE_URI"] and step not in TWICE | {"claimed", "result recorded"}:
        pytest.skip("the steps that do not touch the database are tried on one")
    leg_id = on_its_way()
    db.session.remove()
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    command = [sys.executable, "-m", "tests.mail.dying", url, str(tmp_path), str(port), step]
    died = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()

    report = send_due(db.session, lambda: LATER, transport_for(app), "next")
    assert report.errors == []
    taken = [one for one in postmaster.taken if one.rcpt_tos == ["sets-os@body.example"]]
    assert len(taken) == (2 if step in TWICE else 1)
    assert len({message_from_bytes(one.content)["Message-ID"] for one in taken}) == 1
    db.session.expire_all()
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "letter")).one()
    assert (mail.state, mail.reported_at is not None) == (MailState.SENT, True)
    told = select(func.count()).select_from(CaseEvent).where(CaseEvent.type == EventType.DISPATCHED)
    assert db.session.scalar(told) == 1
    assert db.session.get_one(Leg, leg_id).state == LegState.SENT
    kept = storage.read(db.session.get_one(StoredFile, mail.sent_file_id).key)
    assert kept == taken[-1].content
    assert all(item["file_id"] for item in mail.files)
