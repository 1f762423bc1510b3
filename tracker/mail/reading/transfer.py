"""Content-Transfer-Encoding undone, also where it is broken, wrongly named or not named."""

from __future__ import annotations

import binascii
import re

from tracker.mail.reading.encoded_words import from_base64
from tracker.mail.reading.structure import Part

_PLAIN = {"", "7bit", "8bit", "binary", "none", "7-bit", "8-bit", "utf-8"}
_qp_word = re.compile(rb"(?:=[0-9A-F]{2}){4}")
_base64_only = re.compile(rb"(?:[A-Za-z0-9+/]{40,}={0,2}\r?\n?)+[A-Za-z0-9+/]{0,80}={0,2}\s*")
_soft_with_blanks = re.compile(rb"=[ \t]+\r?\n")
MOST_UUENCODED = 200
_uu_end = re.compile(rb"^end[ \t]*\r?$", re.M)
_uu_begin = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?\n", re.M)


def encoding_of(part: Part) -> str:
    """The encoding by its label, in lower case without comments."""
    return re.sub(r"[(;].*|[\"'\s]", "", part.headers.ascii("content-transfer-encoding")[:100]).lower()


def content(part: Part) -> bytes:
    """The bytes the sender meant. What cannot be decoded is left as it is, with a problem noted."""
    how = encoding_of(part)
    if how in ("base64", "b", "base-64"):
        return _base64(part)
    if how in ("quoted-printable", "q", "qp", "quotedprintable"):
        return _quoted_printable(part.body)
    if how in ("x-uuencode", "uuencode", "x-uue", "uue"):
        found = uudecode(part.body)
        return found[0][1] if found else part.body
    if part.content_type.startswith("text/"):
        return _unlabelled(part)
    return part.body


def _base64(part: Part) -> bytes:
    first_pad = part.raw.find(b"=", part.start, part.end)
    if first_pad < 0 or not part.raw[first_pad : part.end].strip(b"= \t\r\n"):
        try:
            return binascii.a2b_base64(memoryview(part.raw)[part.start : part.end])
        except binascii.Error:
            part.problems.append("base64")
    body = part.body
    if _is_no_base64(body):
        part.problems.append("base64")
        return body
    return b"".join(from_base64(chunk) for chunk in re.split(rb"=+", body))


def _is_no_base64(body: bytes) -> bool:
    """Plain text under the label base64: bytes above ASCII, or blanks inside the lines."""
    sample = body[:4000]
    return not sample.isascii() or len(re.findall(rb"[^\s][ \t][^\s]", sample)) * 20 > len(sample)


def _quoted_printable(body: bytes) -> bytes:
    return binascii.a2b_qp(_soft_with_blanks.sub(b"=\n", body) if b"= " in body or b"=\t" in body else body)


def _unlabelled(part: Part) -> bytes:
    """Text without its label: some programs lose the header and keep the encoding."""
    body = part.body
    if not body.isascii() or encoding_of(part) not in _PLAIN:
        return body
    if len(_qp_word.findall(body[:20_000])) >= 3:
        return _quoted_printable(body)
    head = body[:2000].strip()
    if len(head) >= 60 and b" " not in head and _base64_only.fullmatch(body[:200_000].strip()):
        found = from_base64(body)
        if not re.search(rb"[\0-\x08\x0e-\x1a]", found[:500]):
            return found
    return body


def uudecode(body: bytes) -> list[tuple[bytes, bytes, int, int]]:
    """(name, data, start, end) of each uuencoded file that stands in a text."""
    found: list[tuple[bytes, bytes, int, int]] = []
    position = 0
    while (match := _uu_begin.search(body, position)) and len(found) < MOST_UUENCODED:
        stop = _uu_end.search(body, match.end())
        if not stop:
            break
        data = _uu_lines(body[match.end() : stop.start()])
        if data:
            found.append((match[1].strip(), data, match.start(), stop.end()))
        position = stop.end()
    return found


def _uu_lines(block: bytes) -> bytes | None:
    """The data of the lines between begin and end; None when they are no uuencoded data but a person's words."""
    out = []
    for line in block.splitlines():
        if not line.strip() or line.strip() == b"`":
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            count = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(line[:count]))
            except binascii.Error:
                return None
    return b"".join(out)
