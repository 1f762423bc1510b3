"""What can be said of a message without understanding it: which it is, and how it names itself. Pure, linear, never raises."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

HEAD_LIMIT = 256 * 1024
_blank = re.compile(rb"\r?\n\r?\n|\r\r")
_line = re.compile(rb"\r\n|\n|\r")
NAMED = (b"message-id", b"from", b"to", b"date", b"subject")


@dataclass(frozen=True, slots=True)
class Outline:
    """`identity`: the same for every delivery of one content, whatever servers wrote above it on the way."""

    identity: str
    message_key: str
    sender: str
    subject: str


def outline_of(raw: bytes) -> Outline:
    """Trace headers differ between two deliveries of one message; what its author wrote does not. Where no header of an author
    is found, or no end of the headers, every byte counts: rather one message twice than two taken for one."""
    head, body = _parted(raw)
    named = _headers(head)
    digest = hashlib.sha256()
    for name in NAMED:
        digest.update(b" ".join(named.get(name, b"").split()) + b"\0")
    told = body if body is not None and named else raw
    digest.update(told.replace(b"\r\n", b"\n").rstrip())
    sender, subject = (_text(named.get(name, b"")) for name in (b"from", b"subject"))
    return Outline(digest.hexdigest(), message_key(_text(named.get(b"message-id", b""))), sender, subject)


def message_key(message_id: str) -> str:
    """Under which a Message-ID is looked up, however long it is and however it was folded; "" for none."""
    bare = "".join(message_id.split()).strip("<>")
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest() if bare else ""


def without_mailbox_line(raw: bytes) -> bytes:
    """Programs that hand over by pipe may write the "From " line of a mailbox file first."""
    return raw.split(b"\n", 1)[1] if raw.startswith(b"From ") and b"\n" in raw else raw


def _parted(raw: bytes) -> tuple[bytes, bytes | None]:
    """Headers and body; no body where nothing parts them."""
    found = _blank.search(raw)
    return (raw[: found.start()], raw[found.end() :]) if found else (raw, None)


def _headers(head: bytes) -> dict[bytes, bytes]:
    """The first of each; folded lines put together."""
    found: dict[bytes, bytes] = {}
    name, parts = b"", list[bytes]()
    for line in [*_line.split(head[:HEAD_LIMIT]), b":"]:
        if line[:1] in (b" ", b"\t"):
            parts.append(line)
            continue
        if name in NAMED and name not in found:
            found[name] = b"".join(parts).strip()
        name, _, value = line.partition(b":")
        name, parts = name.strip().lower(), [value]
    return found


def _text(value: bytes) -> str:
    return " ".join(value.decode("utf-8", "replace").replace("\0", "").split())
