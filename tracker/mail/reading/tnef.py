"""winmail.dat: what Outlook packs into TNEF comes out as the files and the text it was."""

from __future__ import annotations

import logging
import mimetypes
from dataclasses import dataclass

from tracker.mail.reading.charsets import decode

LIMIT = 40_000_000


@dataclass(frozen=True)
class Unpacked:
    files: tuple[tuple[str, str, bytes], ...]  # (name, type, data)
    text: str = ""
    html: str = ""


def unpack(data: bytes) -> Unpacked | None:
    """The content, or None when it cannot be read (the packet then stays a file of its own)."""
    if not data.startswith(b"\x78\x9f\x3e\x22") or len(data) > LIMIT:
        return None
    try:
        return _unpack(data)
    except Exception:  # the library trusts its input; a hostile packet may raise anything
        return None


def _unpack(data: bytes) -> Unpacked:
    from tnefparse import TNEF  # type: ignore[import-untyped]

    logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)
    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)
    packet = TNEF(data, do_checksum=False)
    files = []
    for each in packet.attachments:
        name = _text(each.long_filename() or each.name or b"")
        content = bytes(each.data or b"")
        files.append((name, mimetypes.guess_type(name)[0] or "application/octet-stream", content))
    return Unpacked(tuple(files), _text(packet.body or b""), _text(packet.htmlbody or b""))


def _text(value: object) -> str:
    found = decode(value) if isinstance(value, bytes) else str(value or "")
    return found.rstrip("\0")
