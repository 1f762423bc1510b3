"""One sweep over all duties, and the thread that sweeps inside the one-process server.

Each item has a transaction of its own. What fails is recorded and reported and stops nothing else; it is tried again at the
next run.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask

from tracker import clock
from tracker.duties.arriving import bring_in
from tracker.duties.duty import AT_ONCE, Duty, Item
from tracker.duties.leases import give_back, take
from tracker.duties.table import DUTIES, OUTBOX
from tracker.mail.sending import send_due
from tracker.mail.transport import transport_for
from tracker.store import db, writing

log = logging.getLogger(__name__)
PAUSE_SECONDS = 10
STOP_SECONDS = 30


@dataclass
class Report:
    """What a sweep did: items done per duty, and what failed, without anything of what is in a case."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def add(self, name: str, done: int) -> None:
        if done:
            self.done[name] = self.done.get(name, 0) + done


def run_due(
    app: Flask, now: datetime, duties: Sequence[Duty] = DUTIES, stopping: Callable[[], bool] = lambda: False
) -> Report:
    """Run every duty whose time has come and that no other worker is at."""
    report, owner = Report(), f"{os.getpid()}:{secrets.token_hex(4)}"
    with app.app_context(), writing():
        for duty in duties:
            if not stopping():
                _run(duty, owner, now, report, stopping)
        if not stopping():
            _bring_in(owner, now, report)
        if not stopping():
            _send(app, owner, now, report)
    return report


def _run(duty: Duty, owner: str, now: datetime, report: Report, stopping: Callable[[], bool]) -> None:
    session: Any = db.session
    try:
        if not take(session, duty.name, owner, now):
            return
        done, errors = _items(session, duty, now, stopping)
        next_at = now + duty.every if done < AT_ONCE else now
        give_back(session, duty.name, owner, now, next_at, (done, len(errors)), errors[-1] if errors else "")
        report.add(duty.name, done)
        report.failed.extend(errors)
    except Exception as broken:
        session.rollback()
        log.exception("duty %s could not be run", duty.name)
        report.failed.append(f"{duty.name}: {type(broken).__name__}")
    finally:
        session.remove()


def _items(session: Any, duty: Duty, now: datetime, stopping: Callable[[], bool]) -> tuple[int, list[str]]:
    done = 0
    errors: list[str] = []
    for item in _found(session, duty, now, errors):
        if stopping():
            break
        try:
            after = duty.do(session, item, now)
            session.commit()
            if after:
                after()
            done += 1
        except Exception as broken:
            session.rollback()
            log.exception("duty %s failed for one item", duty.name)
            errors.append(f"{duty.name} {item}: {type(broken).__name__}")
        session.expunge_all()
    return done, errors


def _found(session: Any, duty: Duty, now: datetime, errors: list[str]) -> list[Item]:
    """What is due. Its transaction ends before the first item is touched."""
    try:
        return list(duty.find(session, now))
    except Exception as broken:
        log.exception("duty %s could not look for what is due", duty.name)
        errors.append(f"{duty.name}: {type(broken).__name__}")
        return []
    finally:
        session.rollback()


def _send(app: Flask, owner: str, now: datetime, report: Report) -> None:
    """The outbox leases each letter for itself, so two workers may send side by side."""
    try:
        sent = send_due(db.session, lambda: now, transport_for(app), owner)
        report.add(OUTBOX, sent.sent)
        report.failed.extend(f"{OUTBOX} {error}" for error in sent.errors)
    except Exception as broken:
        db.session.rollback()
        log.exception("the outbox could not be sent")
        report.failed.append(f"{OUTBOX}: {type(broken).__name__}")
    finally:
        db.session.remove()


def _bring_in(owner: str, now: datetime, report: Report) -> None:
    """Before the outbox, so that what follows from a message leaves in the same sweep."""
    try:
        found = bring_in(db.session, lambda: now, owner)
        for name, done in found.done.items():
            report.add(name, done)
        report.failed.extend(found.failed)
    except Exception as broken:
        db.session.rollback()
        log.exception("incoming mail could not be read")
        report.failed.append(f"incoming mail: {type(broken).__name__}")
    finally:
        db.session.remove()


def start_thread(app: Flask, pause: float = PAUSE_SECONDS) -> Callable[[], None]:
    """Sweep beside the web server until the returned function is called; it waits for the item in hand to end."""
    stop = threading.Event()
    thread = threading.Thread(target=loop, args=(app, stop, pause), name="duties", daemon=True)
    thread.start()

    def stop_and_wait() -> None:
        stop.set()
        thread.join(STOP_SECONDS)

    return stop_and_wait


def loop(app: Flask, stop: threading.Event, pause: float = PAUSE_SECONDS) -> None:
    """Sweep, pause, sweep."""
    while not stop.is_set():
        try:
            run_due(app, clock.now(), stopping=stop.is_set)
        except Exception:
            log.exception("a sweep of the duties failed")
        stop.wait(pause)
