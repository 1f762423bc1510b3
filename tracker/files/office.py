"""Office documents: which one it is, and whether it carries a program. Nothing is executed or unpacked to disk."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from tracker.files import types
from tracker.files.errors import FileDamaged, FileTypeRefused, MacrosRefused
from tracker.files.types import FileType

ENTRIES_LIMIT = 5_000
UNPACKED_LIMIT = 300 * 1024 * 1024
PART_LIMIT = 4 * 1024 * 1024

_main_part = {
    types.OOXML + "wordprocessingml.document.main+xml": types.DOCX,
    types.OOXML + "spreadsheetml.sheet.main+xml": types.XLSX,
}
_odf = {types.ODT.content_type: types.ODT, types.ODS.content_type: types.ODS}
_programs = re.compile(
    r"vbaproject\.bin$|vbadata\.xml$|/activex/|/macrosheets/|\.(xlsm|xlsb|docm|dotm|xltm|pptm)$", re.I
)
_odf_programs = re.compile(r"^(basic|scripts)/.+", re.I)
_remote_template = re.compile(
    rb"attachedTemplate[^>]*TargetMode=\"External\"|TargetMode=\"External\"[^>]*attachedTemplate"
)
_unreadable = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError,
)


def type_of_zip(name: str, data: bytes) -> FileType:
    """The type of an OOXML or OpenDocument file. Raises `MacrosRefused`, `FileDamaged`, `FileTypeRefused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _inspect(name, package)
    except _unreadable as bad:
        raise FileDamaged(name) from bad


def _inspect(name: str, package: zipfile.ZipFile) -> FileType:
    entries = package.infolist()
    if len(entries) > ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise FileDamaged(name)
    parts = {entry.filename for entry in entries}
    if "mimetype" in parts:
        return _open_document(name, package, parts)
    if "[Content_Types].xml" in parts:
        return _office_open(name, package, parts)
    raise FileTypeRefused(name, "zip")


def _open_document(name: str, package: zipfile.ZipFile, parts: set[str]) -> FileType:
    declared = _part(package, "mimetype").decode("ascii", "replace").strip()
    if declared not in _odf:
        raise FileTypeRefused(name, declared.rpartition(".")[2])
    if any(_odf_programs.match(part) for part in parts):
        raise MacrosRefused(name)
    return _odf[declared]


def _office_open(name: str, package: zipfile.ZipFile, parts: set[str]) -> FileType:
    listed = _part(package, "[Content_Types].xml")
    if b"macroenabled" in listed.lower() or any(_programs.search("/" + part) for part in parts):
        raise MacrosRefused(name)
    for part in parts:
        if part.endswith(".rels") and _remote_template.search(_part(package, part)):
            raise MacrosRefused(name)
        if part.lower().endswith(".bin") and "/embeddings/" in part and has_vba(_part(package, part)):
            raise MacrosRefused(name)
    for main, found in _main_part.items():
        if main.encode() in listed:
            return found
    raise FileTypeRefused(name, "zip")


def _part(package: zipfile.ZipFile, part: str) -> bytes:
    """The beginning of a part; an absurdly long one is cut, not unpacked."""
    with package.open(part) as opened:
        return opened.read(PART_LIMIT)


def type_of_ole(name: str, data: bytes) -> FileType:
    """The type of an old binary Word or Excel file."""
    if has_vba(data):
        raise MacrosRefused(name)
    if _has_entry(data, "WordDocument"):
        return types.DOC
    if _has_entry(data, "Workbook") or _has_entry(data, "Book"):
        if _has_macro_sheet(data):
            raise MacrosRefused(name)
        return types.XLS
    raise FileTypeRefused(name, "ole")


def has_vba(data: bytes) -> bool:
    """Does a compound file hold a VBA project?"""
    return any(_has_entry(data, entry) for entry in ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros"))


def _has_entry(data: bytes, entry: str) -> bool:
    """Directory entries are 128 bytes long and lie on multiples of 128. All are looked at, reachable or not, so that a
    crooked chain of sectors hides nothing."""
    wanted = (entry + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0 and data[at + 64 : at + 66] == len(wanted).to_bytes(2, "little"):
            return True
        at = data.find(wanted, at + 1)
    return False


def _has_macro_sheet(data: bytes) -> bool:
    """An Excel 4.0 macro sheet: a BOUNDSHEET record (0x85) of type 1 whose length agrees with that of its name, with
    the flag for wide letters (BIFF8) or without it (BIFF5)."""
    for found in re.finditer(rb"\x85\x00(.)\x00.{4}[\x00-\x02]\x01(.)(.)", data, re.DOTALL):
        length, signs, wide = found[1][0], found[2][0], found[3][0]
        if signs and length in {7 + signs, 8 + signs * (1 + wide)}:
            return True
    return False
