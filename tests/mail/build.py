"""Letters, a clock that stands still, and transports that say what they are told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from tracker.mail.building import Letter
from tracker.mail.message import Outgoing
from tracker.mail.transport import NotSent, Taken, Unreachable

NOW = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)


def a_letter(**more: Any) -> Outgoing:
    values: dict[str, Any] = {
        "kind": "letter_to_body",
        "to": "aiyl@example.org",
        "language": "ky",
        "subject": "Маалымат суроо-талабы №04-12",
        "text": "Урматтуу айыл өкмөтү!",
        "case_ref": 3,
        "leg_ref": 5,
    }
    return Outgoing(**{**values, **more})


def at(*, minutes: float = 0, hours: float = 0, days: float = 0) -> Callable[[], datetime]:
    """A clock that stands still, so long after NOW."""
    return lambda: NOW + timedelta(minutes=minutes, hours=hours, days=days)


class Says:
    """A transport that answers what it is told, and remembers what it was given."""

    def __init__(self, *answers: Taken | NotSent | Unreachable | Exception) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[Letter, EmailMessage]] = []
        self.closed = 0

    def send(self, letter: Letter, raw: bytes) -> Taken:
        answer = self.answers.pop(0) if self.answers else Taken("250", "queued as 1")
        if isinstance(answer, Exception):
            raise answer
        self.sent.append((letter, message_from_bytes(raw, policy=policy.default)))
        return answer

    def close(self) -> None:
        self.closed += 1
