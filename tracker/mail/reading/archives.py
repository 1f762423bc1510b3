"""The names inside a zip archive, readable: Windows programs here write them in cp866 and say nothing about it."""

from __future__ import annotations

import io
import zipfile

from tracker.mail.reading.charsets import decode

MOST = 200


def names_in(data: bytes) -> tuple[str, ...]:
    """The names of the files in the archive, in its order; empty when it is none. Nothing is unpacked."""
    if not data.startswith(b"PK\x03\x04"):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()[:MOST]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError, UnicodeError):
        return ()
    return tuple(_name(entry) for entry in entries if not entry.is_dir())


def _name(entry: zipfile.ZipInfo) -> str:
    """Without the UTF-8 flag the library has read cp437: back to bytes, and read again."""
    name = entry.orig_filename
    if entry.flag_bits & 0x800:
        return name[:300]
    try:
        return decode(name.encode("cp437"), "cp866")[:300]
    except UnicodeEncodeError:
        return name[:300]
