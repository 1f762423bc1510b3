"""A worker in a process of its own: `python -m tests.mail.worker <database> <folder> <log> [dies]`.

Its transport writes one line per letter into the log. With "dies" it kills itself, as hard as one can, while sending.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.conftest import settings
from tests.mail.build import NOW
from tracker.app import create_app
from tracker.mail.claiming import LEASE
from tracker.mail.sending import send_due
from tracker.mail.transport import Taken
from tracker.store import db


class Writes:
    def __init__(self, log: Path, dies: bool) -> None:
        self.log, self.dies = log, dies

    def send(self, letter: Any, raw: Any) -> Taken:
        with self.log.open("a") as opened:
            opened.write(f"{letter.id} {letter.message_id}\n")
        if self.dies:
            os.kill(os.getpid(), signal.SIGKILL)
        return Taken("250", str(os.getpid()))

    def close(self) -> None:
        return


def main(url: str, folder: str, log: str, *how: str) -> None:
    app = create_app(settings(folder, url))
    later = LEASE + timedelta(seconds=1) if "later" in how else timedelta()
    with app.app_context():
        report = send_due(db.session, lambda: NOW + later, Writes(Path(log), "dies" in how), f"{os.getpid()}", limit=500)
    sys.stdout.write(f"{report.sent}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
