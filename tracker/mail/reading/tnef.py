"""winmail.dat: what Outlook packs into TNEF comes out as the files and the text it was."""

from __future__ import annotations

import logging
import mimetypes
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.mail.reading.charsets import decode

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_WORK = 2_000_000_000  # bytes the library would copy: it cuts off the rest of the packet at every object
_TITLE, _DATA, _RENDERING = 0x8010, 0x800F, 0x9002
_ATTACHMENT_LEVEL = 2


@dataclass(frozen=True)
class Unpacked:
    files: tuple[tuple[str, str, bytes], ...]  # (name, type, data)
    text: str = ""
    html: str = ""


def unpack(data: bytes) -> Unpacked | None:
    """The content, or None when it cannot be read (the packet then stays a file of its own)."""
    if not data.startswith(SIGNATURE):
        return None
    objects = list(_objects(data))
    if len(objects) * len(data) <= MOST_WORK:
        try:
            return _by_library(data)
        except Exception:  # the library trusts its input; a hostile or unusual packet may raise anything
            logging.getLogger(__name__).info("a TNEF packet is read by its outline only")
    return _by_outline(data, objects)


def _by_library(data: bytes) -> Unpacked:
    from tnefparse import TNEF  # type: ignore[import-untyped]

    for name in ("tnefparse", "tnef-decode"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    packet = TNEF(data, do_checksum=False)
    files = tuple(_file(_name(each), bytes(each.data or b"")) for each in packet.attachments)
    return Unpacked(files, _text(packet.body), _text(packet.htmlbody))


def _name(attachment: Any) -> str:
    """Not `attachment.name`: that takes every name for UTF-8."""
    long_names = [each.data for each in attachment.mapi_attrs if each.name == 0x3707]
    return _text(long_names[0] if long_names else attachment._name)


def _file(name: str, content: bytes) -> tuple[str, str, bytes]:
    return name, mimetypes.guess_type(name)[0] or "application/octet-stream", content


def _text(value: object) -> str:
    found = decode(value) if isinstance(value, bytes) else str(value or "")
    return found.strip("\0").strip()


def _objects(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(level, name, start, end) of each object of the packet."""
    offset = 6
    while offset + 11 <= len(data):
        level, name, _, length = struct.unpack_from("<BHHI", data, offset)
        start = offset + 9
        if level not in (1, 2) or start + length > len(data):
            return
        yield level, name, start, start + length
        offset = start + length + 2


def _by_outline(data: bytes, objects: list[tuple[int, int, int, int]]) -> Unpacked | None:
    """Titles and data of the attachments, without their properties."""
    files: list[tuple[str, bytes]] = []
    for level, name, start, end in objects:
        if level != _ATTACHMENT_LEVEL:
            continue
        if name == _RENDERING or not files:
            files.append(("", b""))
        if name == _TITLE:
            files[-1] = (_text(data[start:end]), files[-1][1])
        elif name == _DATA:
            files[-1] = (files[-1][0], data[start:end])
    read = tuple(_file(name, content) for name, content in files if content)
    return Unpacked(read) if read else None
