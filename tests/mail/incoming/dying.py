"""A worker in a process of its own that takes a message in and reads it, and kills itself at a named step.

`python -m tests.mail.incoming.dying <database> <folder> <message file> <step>`; step "" lives. Prints "accepted" when it
told the sender so.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cases.mail_build import LATER, PATTERN
from tests.conftest import settings
from tracker.app import create_app
from tracker.cases import mail_arrived, mail_reading, recording
from tracker.mail.incoming import keeping
from tracker.mail.incoming.claiming import LEASE
from tracker.mail.incoming.codes import Way
from tracker.store import db


def die() -> None:
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def _after(module: Any, name: str) -> None:
    real: Callable[..., Any] = getattr(module, name)

    def dies(*given: Any, **more: Any) -> Any:
        real(*given, **more)
        die()

    setattr(module, name, dies)


def _before(module: Any, name: str) -> None:
    setattr(module, name, lambda *_, **__: die())


STEPS: dict[str, Callable[[], None]] = {
    "bytes stored": lambda: _after(keeping, "keep_made"),
    "row written, not committed": lambda: _after(keeping, "add_row"),
    "committed, sender not told": lambda: _after(keeping, "_written"),
    "claimed": lambda: _after(mail_reading, "claim"),
    "understood": lambda: _after(mail_reading, "parse"),
    "files put away": lambda: _after(mail_reading, "take_in"),
    "locked": lambda: _after(mail_reading, "locked"),
    "event written": lambda: _after(mail_arrived, "record"),
    "all written, not committed": lambda: _after(mail_reading, "arrived"),
    "notices queued": lambda: _before(recording.notices, "announce"),
}


def main(url: str, folder: str, message: str, step: str) -> None:
    app = create_app({**settings(folder, url), "STORAGE_URL": f"file://{folder}/files", "MAIL_REPLY_ADDRESS": PATTERN})
    if step:
        STEPS[step]()
    with app.app_context():
        accepted = keeping.accept(db.session, Path(message).read_bytes(), Way.LMTP, LATER)
        sys.stdout.write(f"accepted {accepted.again}\n")
        at = LATER if step else LATER + 2 * LEASE
        mail_reading.read_due(db.session, lambda: at, f"{os.getpid()}")
        db.session.remove()


if __name__ == "__main__":
    main(*sys.argv[1:])
