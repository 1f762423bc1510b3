"""A worker that kills itself, as hard as one can, after one step of sending.

`python -m tests.mail.dying DATABASE FOLDER PORT STEP`
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from tests.cases.notice_build import NOW
from tests.conftest import settings
from tracker.app import create_app
from tracker.cases import mail_results
from tracker.mail import sending, transport
from tracker.mail.transport import RecordingSmtp, SmtpTransport
from tracker.store import db

AFTER: dict[str, tuple[Any, str]] = {
    "claimed": (sending, "claim"),
    "files made": (sending, "make_missing"),
    "bytes put away": (sending, "put_away"),
    "connected": (SmtpTransport, "_connected"),
    "taken by the server": (SmtpTransport, "send"),
    "result written": (sending, "_record"),
    "case told": (mail_results, "record_sent"),
}
"""(where, what): the worker dies when this has returned."""
BEFORE = {"result recorded": (sending, "_tell")}
STEPS = (*AFTER, *BEFORE, "half sent")
TWICE = {"taken by the server", "result written"}
"""Between the server's yes and our note of it: SMTP knows no way to take a letter back, so it is sent again."""


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def arm(step: str) -> None:
    if step == "half sent":
        RecordingSmtp.data = _half  # type: ignore[method-assign]
        return
    place, name = (AFTER | BEFORE)[step]
    setattr(place, name, _dying(getattr(place, name), before=step in BEFORE))


def _dying(real: Callable[..., Any], before: bool) -> Callable[..., Any]:
    def stand_in(*args: Any, **kwargs: Any) -> Any:
        if not before:
            real(*args, **kwargs)
        die()

    return stand_in


def _half(self: RecordingSmtp, msg: Any) -> NoReturn:
    """The command, half of the letter, and no end."""
    self.putcmd("data")
    self.getreply()
    self.send(msg[: len(msg) // 2])
    die()


def configured(url: str, folder: str, port: int) -> Any:
    outside = {
        "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_USE_TLS": False, "MAIL_SUPPRESS_SEND": False,
        "MAIL_SENDER": "tracker@example.org", "STORAGE_URL": f"file://{folder}/files",
    }  # fmt: skip
    return create_app({**settings(folder, url), **outside})


def main(url: str, folder: str, port: str, step: str) -> None:
    app = configured(url, folder, int(port))
    arm(step)
    with app.app_context():
        sending.send_due(db.session, lambda: NOW, transport.transport_for(app), "dying")


if __name__ == "__main__":
    main(*sys.argv[1:])
