"""Which files are taken, by content.

Taken: PDF; photos and scans as JPEG, PNG, WebP; plain text and CSV in UTF-8; Word and Excel documents, new and old, and
the OpenDocument texts and sheets, all without macros. Not taken: video and sound (they carry place and device data that
we cannot remove reliably, and do not fit the size limit), HEIC (needs a decoder that is not everywhere; phones can send
JPEG), archives, web pages, drawings with scripts (SVG), programs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """`extensions`: the first one is given to a file without one."""

    code: str
    content_type: str
    extensions: tuple[str, ...]


OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."

PDF = FileType("pdf", "application/pdf", ("pdf",))
JPEG = FileType("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
PNG = FileType("png", "image/png", ("png",))
WEBP = FileType("webp", "image/webp", ("webp",))
TEXT = FileType("text", "text/plain; charset=utf-8", ("txt",))
CSV = FileType("csv", "text/csv; charset=utf-8", ("csv",))
DOCX = FileType("docx", OOXML + "wordprocessingml.document", ("docx",))
XLSX = FileType("xlsx", OOXML + "spreadsheetml.sheet", ("xlsx",))
ODT = FileType("odt", ODF + "text", ("odt",))
ODS = FileType("ods", ODF + "spreadsheet", ("ods",))
DOC = FileType("doc", "application/msword", ("doc",))
XLS = FileType("xls", "application/vnd.ms-excel", ("xls",))

TAKEN = (PDF, JPEG, PNG, WEBP, TEXT, CSV, DOCX, XLSX, ODT, ODS, DOC, XLS)
IMAGES = (JPEG, PNG, WEBP)
IMAGE_CONTENT_TYPES = frozenset(image.content_type for image in IMAGES)
ACCEPT_ATTRIBUTE = ",".join(f".{extension}" for taken in TAKEN for extension in taken.extensions)
