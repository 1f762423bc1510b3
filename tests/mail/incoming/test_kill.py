"""kill -9 between every two steps of taking a message in and reading it: nothing lost, nothing doubled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.cases.mail_build import PATTERN, a_letter_out, again, raw
from tests.conftest import NOW, settings
from tests.files.build import pdf
from tests.mail.incoming.dying import STEPS
from tests.web.staff.build import events, open_tasks
from tracker.app import create_app
from tracker.cases.kinds import TaskKind
from tracker.cases.models import Case
from tracker.config import ROOT
from tracker.mail.incoming.codes import State
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.store import db

pytestmark = pytest.mark.slow


@pytest.fixture
def service(tmp_path: Path, world_snapshot: bytes) -> Iterator[Flask]:
    """The world in a file, so that several processes can work on it."""
    (tmp_path / "tracker.sqlite3").write_bytes(world_snapshot)
    app = create_app({
        **settings(tmp_path, f"sqlite:///{tmp_path / 'tracker.sqlite3'}"), "STORAGE_URL": f"file://{tmp_path / 'files'}",
        "MAIL_REPLY_ADDRESS": PATTERN,
    })  # fmt: skip
    with app.app_context(), time_machine.travel(NOW, tick=True):
        yield app
        db.session.remove()
        db.engine.dispose()


def work(app: Flask, message: Path, step: str = "") -> Any:
    command = [sys.executable, "-m", "tests.mail.incoming.dying", app.config["SQLALCHEMY_DATABASE_URI"], str(message.parent)]
    return subprocess.run([*command, str(message), step], cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("step", STEPS)
def test_whatever_dies_where(service: Flask, tmp_path: Path, step: str) -> None:
    case, leg, letter = a_letter_out()
    message = tmp_path / "answer.eml"
    message.write_bytes(raw("Тиркелет.", in_reply_to=letter.message_id, files=(("Жооп.pdf", pdf()),)))
    case_id, leg_id = case.id, leg.id
    db.session.remove()

    died = work(service, message, step)
    assert died.returncode == -9, died.stderr
    lived = work(service, message)  # the sender, not told, sends again; the next worker finds what was begun
    assert lived.returncode == 0, lived.stderr
    assert lived.stdout.startswith("accepted")

    [mail] = db.session.scalars(db.select(IncomingMail)).all()
    assert (mail.state, mail.case_ref, mail.leg_ref) == (State.TO_READ, case_id, leg_id)
    assert db.session.query(IncomingFile).filter_by(mail_id=mail.id).count() == 1
    assert events(db.session.get_one(Case, case_id)).count("mail_received") == 1
    assert len(open_tasks(kind=TaskKind.MAIL_TO_READ)) == 1
    assert again(mail.id).error == ""
