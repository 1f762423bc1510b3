"""Is this a file we take? Decided by its content; the name only has to agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.files import office, types
from tracker.files.errors import FileEmpty, FileTooLarge, FileTypeRefused, NameContradictsContent
from tracker.files.images import clean_image
from tracker.files.names import clean_name, extension_of, with_extension
from tracker.files.types import FileType

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_no_text = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_by_content_type = {taken.content_type: taken for taken in (types.JPEG, types.PNG, types.WEBP)}


@dataclass(frozen=True)
class Accepted:
    """A file as it will be kept: its name cleaned, its image metadata gone."""

    name: str
    content_type: str
    data: bytes


def accept(name: str, data: bytes, limit: int) -> Accepted:
    """The file as we keep it, or a `FileRefused` that says why not. `limit` in bytes."""
    name = clean_name(name)
    if not data:
        raise FileEmpty(name)
    if len(data) > limit:
        raise FileTooLarge(name, len(data), limit)
    found = type_of(name, data)
    name = _agreeing(name, found)
    if found in types.IMAGES:
        data = clean_image(name, data, found)
    return Accepted(name, found.content_type, data)


def type_of(name: str, data: bytes) -> FileType:
    """The type by content. The name decides only between plain text and CSV."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return types.PDF
    if data.startswith(b"PK\x03\x04"):
        return office.type_of_zip(name, data)
    if data.startswith(OLE_MAGIC):
        return office.type_of_ole(name, data)
    import filetype

    guess = filetype.guess(data)
    if guess is None and _is_text(data):
        return types.CSV if extension_of(name) == "csv" else types.TEXT
    found = _by_content_type.get(guess.mime) if guess else None
    if found is None:
        raise FileTypeRefused(name, guess.extension if guess else extension_of(name))
    return found


def _is_text(data: bytes) -> bool:
    try:
        return not _no_text.search(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False


def _agreeing(name: str, found: FileType) -> str:
    """The name with an extension of its type: added where there is none, corrected between kinds of image (phones
    name them wrongly), and refused where it says something else."""
    extension = extension_of(name)
    if extension in found.extensions:
        return name
    image = found in types.IMAGES and any(extension in other.extensions for other in types.IMAGES)
    if not extension or image:
        return with_extension(name, found.extensions[0])
    if found is types.TEXT and not any(extension in other.extensions for other in types.TAKEN):
        raise FileTypeRefused(name, extension)
    raise NameContradictsContent(name, found.code)
