"""The name of an attachment: as it was written, safe, and never empty."""

from __future__ import annotations

import mimetypes
import re

from tracker.files.names import NAMELESS, clean_name
from tracker.mail.reading.encoded_words import header_text
from tracker.mail.reading.structure import Part, read_headers
from tracker.mail.reading.transfer import PLAIN, content, encoding_of

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
    for given in sorted(filter(str.strip, _given(part)), key=is_mangled):
        return readable(given, ".eml" if part.content_type == "message/rfc822" else "")
    if part.content_type == "message/rfc822":
        return readable(_subject_within(part) or "message", ".eml")
    stem = _STEMS.get(part.content_type.partition("/")[0], NAMELESS)
    return f"{stem}-{number}{ending_of(part.content_type)}"


def _given(part: Part) -> list[str]:
    named = [part.disposition[1].get("filename", ""), part.parameters.get("name", "")]
    if part.content_type == "message/rfc822":
        named.append(header_text(part.headers.first("content-description")[:500]))
    return named


def is_mangled(name: str) -> bool:
    """A program that could not write Cyrillic put question marks or lines for the letters."""
    stem = name.rpartition(".")[0] or name
    lost = len(re.findall(r"[?_\ufffd]", stem))
    return lost > 1 and lost > sum(map(str.isalnum, stem))


def readable(name: str, ending: str = "") -> str:
    """A safe name; `ending` is added unless it is there."""
    tidy = re.sub(r"(?<=\d)/(?=\d)", "-", re.sub(r"[\r\n\t]+", " ", name))  # № 04-12/345 is a number, not a path
    if re.match(r"[A-Za-z]:\\|\\\\|/", tidy) is None and ending:
        tidy = re.sub(r"[/\\]", "-", tidy)
    if ending and not tidy.lower().endswith(ending):
        tidy = tidy[:100].rstrip(". ") + ending
    return clean_name(tidy[-1000:])


def _subject_within(part: Part) -> str:
    """The subject of a letter that is attached, also of one that was encoded against the standard."""
    raw, start, end = (part.raw, part.start, part.end) if encoding_of(part) in PLAIN else (content(part), 0, None)
    headers, _ = read_headers(raw, start, len(raw) if end is None else end)
    return header_text(headers.first("subject")[:2000])


def ending_of(content_type: str) -> str:
    return _ENDINGS.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"
