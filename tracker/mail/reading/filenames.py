"""The name of an attachment: as it was written, safe, and never empty."""

from __future__ import annotations

import mimetypes
import re

from tracker.files.names import NAMELESS, clean_name
from tracker.mail.reading.encoded_words import header_text
from tracker.mail.reading.structure import Part, read_headers

_ENDINGS = {
    "message/rfc822": ".eml", "text/calendar": ".ics", "text/html": ".html", "text/plain": ".txt", "image/jpeg": ".jpg",
    "application/pdf": ".pdf", "application/msword": ".doc", "image/png": ".png", "text/vcard": ".vcf", "image/tiff": ".tif",
    "application/pgp-signature": ".asc", "application/pkcs7-signature": ".p7s", "application/x-pkcs7-signature": ".p7s",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "text/rfc822-headers": ".txt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx", "application/zip": ".zip",
    "message/delivery-status": ".txt",
}  # fmt: skip
_STEMS = {"message": "message", "image": "image", "audio": "audio", "video": "video", "text": "text"}


def name_of(part: Part, number: int) -> str:
    """The name by its headers; a made one where there is none (`number` keeps made ones apart)."""
    for given in (
        part.disposition[1].get("filename", ""),
        part.parameters.get("name", ""),
        header_text(part.headers.first("content-description")[:500]) if part.content_type == "message/rfc822" else "",
    ):
        if given.strip():
            return readable(given, ".eml" if part.content_type == "message/rfc822" else "")
    if part.content_type == "message/rfc822":
        return readable(subject_of(part.raw, part.start, part.end) or "message", ".eml")
    stem = _STEMS.get(part.content_type.partition("/")[0], NAMELESS)
    return f"{stem}-{number}{ending_of(part.content_type)}"


def readable(name: str, ending: str = "") -> str:
    """A safe name; `ending` is added unless it is there."""
    tidy = re.sub(r"(?<=\d)/(?=\d)", "-", re.sub(r"[\r\n\t]+", " ", name))  # № 04-12/345 is a number, not a path
    if re.match(r"[A-Za-z]:\\|\\\\|/", tidy) is None and ending:
        tidy = re.sub(r"[/\\]", "-", tidy)
    if ending and not tidy.lower().endswith(ending):
        tidy = tidy[:100].rstrip(". ") + ending
    return clean_name(tidy[-1000:])


def subject_of(raw: bytes, start: int, end: int) -> str:
    return header_text(read_headers(raw, start, end)[0].first("subject")[:2000])


def ending_of(content_type: str) -> str:
    return _ENDINGS.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"
