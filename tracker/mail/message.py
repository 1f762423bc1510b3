"""A letter as a value, and how letters find each other: Message-ID, threads, reply addresses. Pure."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

TOKEN_BYTES = 15  # 120 bits: cannot be guessed, and 24 letters without padding
REFERENCES_LIMIT = 12


@dataclass(frozen=True)
class Attached:
    """A file that goes with a letter: one that is kept (`file_id`), or one that the worker makes before the first
    attempt (`make` names the maker, see `mail.making`)."""

    name: str
    file_id: int | None = None
    make: str = ""

    def __post_init__(self) -> None:
        if (self.file_id is None) == (not self.make):
            raise ValueError("an attachment is either a kept file or one to be made")


@dataclass(frozen=True)
class Outgoing:
    """A letter ready to be queued. Texts are already in the recipient's language.

    `html` is a whole document; left empty, a simple one is made of `text`.
    """

    kind: str
    to: str
    language: str
    subject: str
    text: str
    html: str = ""
    case_ref: int | None = None
    leg_ref: int | None = None
    event_ref: int | None = None
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Attached, ...] = ()


def make_token(random: bytes) -> str:
    """The secret part of a reply address: lower-case base32, because mail servers may fold the case of an address."""
    if len(random) < TOKEN_BYTES:
        raise ValueError(f"a reply token needs {TOKEN_BYTES} random bytes")
    return base64.b32encode(random[:TOKEN_BYTES]).decode("ascii").lower().rstrip("=")


def make_message_id(random: bytes, domain: str) -> str:
    """A Message-ID. It is fixed when the letter is queued, so that a letter sent twice is recognised as one."""
    return f"<{make_token(random)}@{domain}>"


def domain_of(address: str) -> str:
    """The part after the last @."""
    return address.rpartition("@")[2].strip().rstrip(">").lower()


def reply_address(pattern: str, token: str) -> str:
    """Where the recipient answers. `pattern` is a plain mailbox (then the number in the subject has to do), or holds
    {token}: "centre+{token}@example.org", "{token}@reply.example.org"."""
    return pattern.replace("{token}", token)


def token_in(pattern: str, address: str) -> str | None:
    """The token in an address made by `reply_address`, or None."""
    before, mark, after = pattern.lower().partition("{token}")
    folded = address.strip().lower()
    if not mark or not folded.startswith(before) or not folded.endswith(after):
        return None
    token = folded[len(before) : len(folded) - len(after)]
    return token if token.isalnum() and token.isascii() else None


def thread(earlier: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """In-Reply-To and References of a letter that follows `earlier` (Message-IDs, oldest first, without repeats).

    A long thread keeps its first letter, on which programs group, and the newest ones (RFC 5322, 3.6.4).
    """
    known = tuple(dict.fromkeys(earlier))
    if not known:
        return "", ()
    if len(known) <= REFERENCES_LIMIT:
        return known[-1], known
    return known[-1], (known[0], *known[1 - REFERENCES_LIMIT :])
