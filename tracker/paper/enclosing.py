"""Files that go on paper with a letter: pictures and PDFs as sheets behind it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SHEET = (1240, 1754)  # A4 at 150 dots an inch
DOTS = 150
MARGIN = 60
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A stored file."""

    name: str
    content_type: str
    data: bytes


def can_be_printed(content_type: str) -> bool:
    """Other files (texts, sheets) have to be printed by the program that made them."""
    return content_type == PDF or content_type.startswith("image/")


def with_sheets(document: bytes, files: Sequence[Enclosed]) -> bytes:
    """The document and behind it the pictures and PDFs. A file that cannot be opened is left out: it is listed by name."""
    from pypdf import PdfReader, PdfWriter

    sheets = [sheet for file in files if (sheet := _sheet(file)) is not None]
    if not sheets:
        return document
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document)))
    for sheet in sheets:
        writer.append(sheet, import_outline=False)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _sheet(file: Enclosed) -> Any:
    from PIL import Image
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        if file.content_type == PDF:
            read = PdfReader(io.BytesIO(file.data))
            return read if not read.is_encrypted and len(read.pages) else None
        return _picture(Image.open(io.BytesIO(file.data))) if can_be_printed(file.content_type) else None
    except (PyPdfError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _picture(picture: Any) -> Any:
    """One white sheet with the picture on it, as large as it fits."""
    from PIL import Image, ImageOps

    wide, high = SHEET
    shown = picture.convert("RGBA")
    if shown.width > shown.height:
        shown = shown.rotate(90, expand=True)
    fitted = ImageOps.contain(shown, (wide - 2 * MARGIN, high - 2 * MARGIN))
    sheet = Image.new("RGB", SHEET, "white")
    sheet.paste(fitted, ((wide - fitted.width) // 2, (high - fitted.height) // 2), fitted)
    made = io.BytesIO()
    sheet.save(made, "PDF", resolution=DOTS)
    made.seek(0)
    return made
