"""Public copies. What is hidden in them is gone, not covered: black is burnt into the pixels, and the metadata of a
PDF is left out. The original is never touched: a public copy is always another file."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.files import types
from tracker.files.checking import Accepted
from tracker.files.errors import FileDamaged, FileTypeRefused, MarksNotBurnt
from tracker.files.images import open_image, write_image

# A rectangle laid over a page as a comment can be lifted off again, and the text under it read.
REMOVABLE_MARKS = frozenset({"/Square", "/Circle", "/Polygon", "/Ink", "/Stamp", "/FreeText", "/Redact", "/Line"})
PAGE_EXTRAS = ("/Metadata", "/PieceInfo", "/AA", "/Thumb", "/LastModified", "/B", "/Annots")


@dataclass(frozen=True)
class Box:
    """A rectangle in parts of the picture's width and height, from its upper left corner (0 to 1)."""

    left: float
    top: float
    width: float
    height: float

    def pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Grown outward to whole pixels, kept inside the picture. Last pixel included."""
        wide, high = size
        right, bottom = self.left + self.width, self.top + self.height
        return (
            max(0, math.floor(self.left * wide)),
            max(0, math.floor(self.top * high)),
            min(wide, math.ceil(right * wide)) - 1,
            min(high, math.ceil(bottom * high)) - 1,
        )

    def is_sound(self) -> bool:
        """Some of the picture lies in it."""
        numbers = (self.left, self.top, self.width, self.height)
        return all(math.isfinite(n) for n in numbers) and self.width > 0 and self.height > 0 and (
            self.left < 1 and self.top < 1 and self.left + self.width > 0 and self.top + self.height > 0
        )


def redact_image(name: str, content_type: str, data: bytes, boxes: Sequence[Box]) -> Accepted:
    """A copy of an image with the boxes blackened. A box outside the picture is an error: nothing would be hidden."""
    from PIL import ImageDraw

    found = next((image for image in types.IMAGES if image.content_type == content_type), None)
    if found is None:
        raise FileTypeRefused(name)
    if not all(box.is_sound() for box in boxes):
        raise ValueError("a box lies outside the picture")
    picture = open_image(name, data)
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        pen.rectangle(box.pixels(picture.size), fill=_black(picture.mode))
    return Accepted(name, content_type, write_image(picture, found))


def _black(mode: str) -> int | tuple[int, ...]:
    shades: dict[str, int | tuple[int, ...]] = {"L": 0, "RGB": (0, 0, 0), "RGBA": (0, 0, 0, 255)}
    return shades[mode]


def public_pdf(name: str, data: bytes) -> Accepted:
    """A PDF with its pages only: no author, title, history of edits, hidden files, scripts, comments.

    Raises `MarksNotBurnt` where something was drawn over a page as a comment: it would not hide what is under it.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise FileDamaged(name)
        for page in reader.pages:
            _refuse_marks(name, page)
            _strip(page)
        written = _written_anew(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as bad:
        raise FileDamaged(name) from bad
    return Accepted(name, types.PDF.content_type, written)


def _refuse_marks(name: str, page: Any) -> None:
    if any(mark.get("/Subtype") in REMOVABLE_MARKS for mark in _annotations(page)):
        raise MarksNotBurnt(name)


def _annotations(page: Any) -> list[Any]:
    return [mark.get_object() for mark in (page.get("/Annots") or [])]


def _strip(page: Any) -> None:
    """Links to addresses stay; links within the document would pull in what they point to."""
    from pypdf.generic import ArrayObject, NameObject

    links = [mark for mark in _annotations(page) if _is_web_link(mark)]
    for extra in PAGE_EXTRAS:
        page.pop(extra, None)
    if links:
        page[NameObject("/Annots")] = ArrayObject(links)


def _is_web_link(mark: Any) -> bool:
    action = mark.get("/A")
    return mark.get("/Subtype") == "/Link" and action is not None and action.get_object().get("/S") == "/URI"


def _written_anew(pages: Iterable[Any]) -> bytes:
    """A new document from the pages: only what they use is carried over, and of that no metadata."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject

    writer = PdfWriter()
    for page in pages:
        writer.add_page(page)
    writer.metadata = None
    for used in writer._objects:  # pictures and forms inside a page may have metadata of their own
        if isinstance(used, DictionaryObject):
            for extra in ("/Metadata", "/PieceInfo", "/LastModified"):
                used.pop(extra, None)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
