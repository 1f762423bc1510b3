"""Which cases this browser has opened by their secret. The session is signed, so nobody can add a case to it.

With each case stands a fingerprint of the secret: when the centre gives a new secret, the old key stops working. The
caller compares the fingerprint with the case's present one.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import session

NAME = "case_keys"
MOST = 20


@dataclass(frozen=True, slots=True)
class Key:
    """`confirmed`: the holder also proved the contact (withdrawal, publication, consent to a lawyer)."""

    case_id: int
    fingerprint: str
    confirmed: bool = False


def hold(key: Key) -> None:
    """Remember the key of a case; the oldest goes when there are too many."""
    held = {name: value for name, value in session.get(NAME, {}).items() if name != str(key.case_id)}
    held[str(key.case_id)] = [key.fingerprint, key.confirmed]
    session[NAME] = dict(list(held.items())[-MOST:])


def key_of(case_id: int) -> Key | None:
    """The key this browser holds for a case."""
    value = session.get(NAME, {}).get(str(case_id))
    return Key(case_id, value[0], value[1]) if value else None


def drop(case_id: int) -> None:
    """Forget the key of one case (a shared phone)."""
    session[NAME] = {name: value for name, value in session.get(NAME, {}).items() if name != str(case_id)}


def holds_any() -> bool:
    return bool(session.get(NAME))
