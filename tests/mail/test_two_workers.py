"""Two workers on one outbox never send the same letter; a killed one loses none."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.mail.build import NOW, Says, a_letter, at
from tracker.config import ROOT
from tracker.mail import outbox
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.sending import Report, send_due
from tracker.store import db

LETTERS = 24


def fill_outbox() -> None:
    for _ in range(LETTERS):
        outbox.queue(db.session, a_letter(), NOW)
    db.session.commit()


def test_two_threads_send_each_letter_once(shared_app: Flask) -> None:
    fill_outbox()
    start, reports, sent = threading.Barrier(2), list[Report](), Says()

    def work(owner: str) -> None:
        with shared_app.app_context():
            start.wait()
            reports.append(send_due(db.session, at(), sent, owner))
            db.session.remove()

    threads = [threading.Thread(target=work, args=(owner,)) for owner in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(report.sent for report in reports) == len(sent.sent) == LETTERS
    assert all(not report.errors and not report.lost for report in reports)
    assert len({letter.message_id for letter, _ in sent.sent}) == LETTERS


def _start(app: Flask, log: Path, *how: str) -> Any:
    url, folder = app.config["SQLALCHEMY_DATABASE_URI"], app.config["INSTANCE"]
    command = [sys.executable, "-m", "tests.mail.worker", url, folder, str(log), *how]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_two_processes_send_each_letter_once(file_app: Flask, tmp_path: Path) -> None:
    fill_outbox()
    log = tmp_path / "log"
    workers = [_start(file_app, log), _start(file_app, log)]
    sent = [int(worker.communicate(timeout=120)[0]) for worker in workers]
    assert sum(sent) == LETTERS
    assert set(Counter(log.read_text().splitlines()).values()) == {1}


@pytest.mark.slow
def test_a_letter_in_the_hands_of_a_killed_worker_is_sent_by_the_next(file_app: Flask, tmp_path: Path) -> None:
    fill_outbox()
    log = tmp_path / "log"
    killed = _start(file_app, log, "dies")
    killed.communicate(timeout=120)
    assert killed.returncode == -9
    in_hand = log.read_text().splitlines()
    sent, _ = _start(file_app, log, "later").communicate(timeout=120)
    assert int(sent) == LETTERS
    counted = Counter(log.read_text().splitlines())
    assert {line for line, times in counted.items() if times > 1} == set(in_hand)
    assert {mail.state for mail in db.session.query(OutboxMail)} == {MailState.SENT}
