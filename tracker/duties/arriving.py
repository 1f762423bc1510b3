"""Mail that arrives: look into the mailbox once a minute, then read what is new. Both have transactions of their own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tracker.cases.mail_reading import read_due
from tracker.duties.duty import MINUTE
from tracker.duties.leases import give_back, take
from tracker.mail.incoming import imap

log = logging.getLogger(__name__)
FETCH, READ = "fetch_mail", "read_mail"


@dataclass
class Arrived:
    """Items done per step, and what failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def bring_in(session: Any, clock: Callable[[], datetime], owner: str) -> Arrived:
    """One round of both steps."""
    report = Arrived()
    if imap.is_configured():
        _fetch(session, clock, owner, report)
    read = read_due(session, clock, owner)
    report.done[READ] = read.read
    report.failed.extend(f"{READ} {error}" for error in read.errors)
    return report


def _fetch(session: Any, clock: Callable[[], datetime], owner: str, report: Arrived) -> None:
    """Two workers never look into the same mailbox at once. A mailbox that is not there is tried again in a minute."""
    now = clock()
    if not take(session, FETCH, owner, now):
        return
    taken, error = 0, ""
    try:
        found = imap.fetch(session, clock)
        taken = found.taken
        report.failed.extend(f"{FETCH} {one}" for one in found.errors)
    except imap.MailboxUnreachable as failure:
        error = f"{FETCH}: {failure}"
        log.warning("the mailbox could not be read: %s", failure)
        report.failed.append(error)
    report.done[FETCH] = taken
    give_back(session, FETCH, owner, now, now + MINUTE, (taken, 1 if error else 0), error)
