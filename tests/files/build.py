"""Small real files of every kind, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

OOXML = "application/vnd.openxmlformats-officedocument."


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **extra: Any) -> bytes:
    from PIL import Image

    image = Image.effect_noise(size, 80).convert("RGB")
    written = io.BytesIO()
    image.save(written, kind, **extra)
    return written.getvalue()


def phone_photo(size: tuple[int, int] = (64, 48), orientation: int = 6) -> bytes:
    """A JPEG that says where, with what and by whom it was taken; lying on its side."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "Камералуу телефон"
    exif[0x0112] = orientation
    exif[0x013B] = "Айгүл"
    exif.get_ifd(0x8825)[2] = (41.0, 25.0, 0.0)
    return picture("JPEG", size, exif=exif.tobytes(), comment=b"taken by the river")


def zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def office(main: str = "wordprocessingml.document.main+xml", **more: bytes) -> bytes:
    types = f'<Types><Override PartName="/main.xml" ContentType="{OOXML}{main}"/></Types>'
    return zipped({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>", **more})


def open_document(kind: str = "text", **more: bytes) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": mimetype, "content.xml": b"<o/>", **more})


def compound(*entries: str, tail: bytes = b"") -> bytes:
    """The head and the directory of an old binary office file."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    return head + b"".join(_entry(name) for name in ("Root Entry", *entries)) + tail


def _entry(name: str) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    return wide.ljust(64, b"\0") + struct.pack("<H", len(wide)) + b"\x02" + bytes(61)


def bound_sheet(name: str, kind: int) -> bytes:
    body = struct.pack("<IBBB", 0, 0, kind, len(name)) + b"\0" + name.encode("latin-1")
    return struct.pack("<HH", 0x85, len(body)) + body


def pdf(mark: str = "", **info: str) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({f"/{key}": value for key, value in info.items()})
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("тиркеме.txt", "жашыруун".encode())
    if mark:
        writer.add_annotation(0, DictionaryObject(_annotation(mark)))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _annotation(kind: str) -> dict[Any, Any]:
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

    link = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://example.org/")}
    return {
        NameObject("/A"): DictionaryObject(link),
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject(kind),
        NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (10, 10, 90, 90)]),
        NameObject("/T"): TextStringObject("Bakyt the clerk"),
    }
