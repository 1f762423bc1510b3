"""Content-Transfer-Encoding undone, also where it is broken, wrongly named or not named."""

from __future__ import annotations

import binascii
import re

from tracker.mail.reading.encoded_words import from_base64
from tracker.mail.reading.structure import Part

PLAIN = {"", "7bit", "8bit", "binary", "none", "7-bit", "8-bit", "utf-8"}
_qp_word = re.compile(rb"(?:=[0-9A-F]{2}){4}")
_base64_only = re.compile(rb"(?:[A-Za-z0-9+/]{40,}={0,2}\r?\n?)+[A-Za-z0-9+/]{0,80}={0,2}\s*")
_soft_with_blanks = re.compile(rb"=[ \t]+\r?\n")
_alphabet = re.compile(rb"[A-Za-z0-9+/=\s]*+")
_no_base64 = re.compile(rb"[^A-Za-z0-9+/=]")
_long_run = re.compile(rb"[A-Za-z0-9+/]{40}")
_end_of_data = re.compile(rb"=[ \t]*\r?\n|\n[ \t]*\r?\n")
_between_words = re.compile(rb"[^\s][ \t][^\s]")
_high_byte = re.compile(rb"[\x80-\xff]")
_high_escape = re.compile(rb"=[89A-F][0-9A-F]")
_soft_break = re.compile(rb"=[ \t]{0,20}\r?\n")
_lone_equal_sign = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]{0,20}\r?\n|\Z)")
SHORT = 40
SAMPLE = 4000  # bytes that are judged
TAIL = 2000  # bytes above a footer in which its first words are looked for
MOST_UUENCODED = 200
_uu_end = re.compile(rb"^end[ \t]*\r?$", re.M)
_uu_begin = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?\n", re.M)


def encoding_of(part: Part) -> str:
    """The encoding by its label, in lower case without comments."""
    return re.sub(r"[(;].*|[\"'\s]", "", part.headers.ascii("content-transfer-encoding")[:100]).lower()


def content(part: Part) -> bytes:
    """The bytes the sender meant. What cannot be decoded is left as it is, with a problem noted."""
    part.footer = b""
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
    """The data; `part.footer` gets what a list server or a scanner wrote below it. A body that is no base64 stays as it is."""
    stray = _alphabet.match(part.raw, part.start, part.end).end()  # type: ignore[union-attr]  # it matches nothing, too
    if stray == part.end:
        return _clean_base64(part)
    part.problems.append("base64")
    stop = _data_ends(part.raw, part.start, max(part.start, part.raw.rfind(b"\n", part.start, stray) + 1))
    if _is_mostly_data(part.raw[stop : min(part.end, stop + SAMPLE)]):
        return from_base64(part.body)
    if _is_data(part.raw, part.start, stop):
        part.footer = part.raw[stop : part.end].strip()
        return from_base64(part.raw[part.start : stop])
    return part.body


def _clean_base64(part: Part) -> bytes:
    """Nothing but signs of base64; blanks between words say that it is a plain sentence all the same."""
    raw, start, end = part.raw, part.start, part.end
    sample = raw[start : min(end, start + SAMPLE)]
    if _has_words(sample) or (
        len(sample) < SHORT and len(b"".join(sample.split())) % 4
    ):  # "Thanks" alone is no base64 either
        part.problems.append("base64")
        return part.body
    first_pad = raw.find(b"=", start, end)
    if first_pad < 0 or not raw[first_pad:end].strip(b"= \t\r\n"):
        try:
            return binascii.a2b_base64(memoryview(raw)[start:end])
        except binascii.Error:
            part.problems.append("base64")
    return from_base64(part.body)


def _data_ends(raw: bytes, start: int, stop: int) -> int:
    """Before `stop`, short words of a footer may look like base64: the data end with their padding, or with the line above a
    blank one, when only such words follow."""
    tail = max(start, stop - TAIL)
    for match in _end_of_data.finditer(raw, tail, stop):
        if not _long_run.search(raw, match.end(), stop):
            return match.end()
    return stop


def _is_data(raw: bytes, start: int, stop: int) -> bool:
    """Padded or long, and without blanks between words."""
    sample = raw[start : min(stop, start + SAMPLE)]
    is_padded = raw[max(start, stop - 200) : stop].rstrip().endswith(b"=")
    is_short = stop - start <= SAMPLE
    whole = is_padded and not (is_short and len(b"".join(sample.split())) % 4)
    return (whole or bool(_long_run.search(sample))) and not _has_words(sample)


def _is_mostly_data(sample: bytes) -> bool:
    """Long lines with hardly any sign that is not base64: damaged data, not somebody's words."""
    lines = [line.strip() for line in sample.splitlines() if line.strip()]
    strays = [(len(line), len(_no_base64.findall(line))) for line in lines]
    good = sum(length >= 40 and stray * 16 <= length for length, stray in strays)
    return good > sum(stray * 16 > length for length, stray in strays)


def _has_words(sample: bytes) -> bool:
    return len(_between_words.findall(sample)) * 20 > len(sample)


def _quoted_printable(body: bytes) -> bytes:
    if _is_no_quoted_printable(body[: SAMPLE * 10]):
        return body
    return binascii.a2b_qp(_soft_with_blanks.sub(b"=\n", body) if b"= " in body or b"=\t" in body else body)


def _is_no_quoted_printable(sample: bytes) -> bool:
    """Plain text or bytes under that label: an encoder leaves no equal sign alone, and no byte above ASCII."""
    escapes = len(_high_escape.findall(sample))
    if _soft_break.search(sample):
        return False
    if not sample.isascii():
        return len(_high_byte.findall(sample)) > 3 * escapes
    return not escapes and b"=3D" not in sample and bool(_lone_equal_sign.search(sample))


def _unlabelled(part: Part) -> bytes:
    """Text without its label: some programs lose the header and keep the encoding."""
    body = part.body
    if not body.isascii() or encoding_of(part) not in PLAIN:
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
