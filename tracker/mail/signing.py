"""DKIM (RFC 6376): our domain's signature on each letter, where a key is set. Without one the letter goes unsigned and the
provider's server may sign it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Key:
    """A private key in PEM, the domain it speaks for, and where its public half stands: `<selector>._domainkey.<domain>`."""

    domain: str
    selector: str
    pem: bytes


class KeyUnusable(Exception):
    """The key of MAIL_DKIM_KEY_FILE cannot be read, or is no private key. No letter goes: nobody would see that it is bare."""


SIGNED = (
    b"from", b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"in-reply-to", b"references",
    b"auto-submitted", b"content-language", b"mime-version", b"content-type", b"content-transfer-encoding",
    b"list-id", b"list-unsubscribe", b"list-unsubscribe-post",
)  # fmt: skip
"""A header that is not in the letter is signed as missing, so that nobody adds one; From twice, so that nobody adds a second.
The library's own choice lacks List-Unsubscribe-Post, without which one press does not count (RFC 8058, 4)."""


def key_of(settings: Mapping[str, Any]) -> Key | None:
    """The key of this service; None where none is set. Raises `KeyUnusable`."""
    if not settings["MAIL_DKIM_SELECTOR"]:
        return None
    given = settings["MAIL_DKIM_KEY"]
    pem = given.replace("\\n", "\n").encode() if given else _read(settings["MAIL_DKIM_KEY_FILE"])
    return Key(settings["MAIL_DKIM_DOMAIN"], settings["MAIL_DKIM_SELECTOR"], pem)


@lru_cache(maxsize=4)
def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise KeyUnusable(f"{path}: {type(error).__name__}") from error


def sign(raw: bytes, key: Key | None) -> bytes:
    """The letter with its signature before it. Raises `KeyUnusable`."""
    if key is None:
        return raw
    import dkim  # 6 MB that only the worker needs, and only with a key

    try:
        header: bytes = dkim.sign(
            raw, key.selector.encode(), key.domain.encode(), key.pem, canonicalize=(b"relaxed", b"relaxed"),
            include_headers=list(SIGNED),
        )
    except (dkim.DKIMException, ValueError) as error:
        raise KeyUnusable(type(error).__name__) from error
    return header + raw
