"""Which letters of bodies this browser has opened by their link. It signs nobody in, and opens nothing else.

The session is signed, so nobody can add a letter to it; whether the link is still good is asked of its row every time. A
typed code counts for two hours and for its own link alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import session

NAME = "letter_links"
MOST = 20
LASTS = timedelta(hours=12)
CODE_LASTS = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class LetterKey:
    """`opened` and `proven` are seconds since 1970; `proven` 0: no code was typed."""

    link_id: int
    opened: int
    proven: int = 0

    def has_code(self, now: datetime) -> bool:
        return 0 <= now.timestamp() - self.proven < CODE_LASTS.total_seconds()

    def is_old(self, now: datetime) -> bool:
        return now.timestamp() - self.opened > LASTS.total_seconds()


def hold(number: str, link_id: int, now: datetime) -> None:
    """Remember that this letter was opened by this link. A code that was typed for the same link stays good."""
    known = _all().get(number)
    proven = known[2] if known and known[0] == link_id else 0
    _keep(number, LetterKey(link_id, int(now.timestamp()), proven))


def prove(number: str, key: LetterKey, now: datetime) -> None:
    """The code was right."""
    _keep(number, replace(key, proven=int(now.timestamp())))


def key_of(number: str, now: datetime) -> LetterKey | None:
    """The key this browser holds for a letter, unless it was opened too long ago."""
    value = _all().get(number)
    key = LetterKey(*value) if value else None
    return key if key is not None and not key.is_old(now) else None


def drop(number: str) -> None:
    """Forget one letter (a shared computer)."""
    session[NAME] = {name: value for name, value in _all().items() if name != number}


def holds_any() -> bool:
    return bool(session.get(NAME))


def _all() -> dict[str, list[int]]:
    return dict(session.get(NAME, {}))


def _keep(number: str, key: LetterKey) -> None:
    held = {name: value for name, value in _all().items() if name != number}
    held[number] = [key.link_id, key.opened, key.proven]
    session[NAME] = dict(list(held.items())[-MOST:])
