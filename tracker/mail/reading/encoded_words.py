"""Header values → text: RFC 2047 as it is written in real letters, and raw 8-bit headers.

Encoded words come split inside a letter, with blanks inside, with a wrong label, glued to their neighbours and in quoted
strings, where the standard forbids them.
"""

from __future__ import annotations

import binascii
import re

from tracker.mail.reading.charsets import codec_of, decode, scrub

_start = re.compile(r"=\?([A-Za-z0-9_.:+\-]{1,40})(?:\*[A-Za-z0-9-]{0,20})?\?([BbQq])\?")
_line_ends = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029][\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029 ]*")
_unseen = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_hex = re.compile(rb"=([0-9A-Fa-f]{2})")
_not_base64 = re.compile(r"[^A-Za-z0-9+/=]")


def header_text(value: bytes, charset: str = "") -> str:
    """The whole value as one line of text. `charset`: what the letter says elsewhere, for raw 8-bit values."""
    line = (
        re.sub(r"[\r\n\t]+ *", " ", value.decode("latin-1"))
        if b"\n" in value or b"\t" in value
        else value.decode("latin-1")
    )
    return words_of(line, charset)


def words_of(line: str, charset: str = "") -> str:
    """The same of a value that is already a line; its letters above U+007F stand for bytes."""
    out: list[str] = []
    pending: list[tuple[str, str, str]] = []
    position = 0
    for start, end, word in _found(line):
        between = line[position:start]
        if not pending or between.strip(" \t\r\n"):
            out.append(_joined(pending))
            out.append(_raw(between, charset))
            pending = []
        pending.append(word)
        position = end
    out.append(_joined(pending))
    out.append(_raw(line[position:], charset))
    return one_line(scrub("".join(out)))


def one_line(text: str) -> str:
    """Without line ends and signs that are not seen: a subject goes into the header of the next letter, and a sign that
    turns the direction of writing makes a name look like another one."""
    return _unseen.sub("", _line_ends.sub(" ", text)).strip()


def _found(line: str) -> list[tuple[int, int, tuple[str, str, str]]]:
    """(start, end, (charset, how, payload)) of each encoded word, by finding and not by a backtracking pattern."""
    found, position = [], 0
    while match := _start.search(line, position):
        end = line.find("?=", match.end())
        if end < 0:  # cut off with the rest of the header; what is there is read
            rest = line[match.end() :].rstrip("?=")
            if rest and " " not in rest:
                found.append((match.start(), len(line), (match[1], match[2].upper(), rest)))
            break
        found.append((match.start(), end + 2, (match[1], match[2].upper(), line[match.end() : end])))
        position = end + 2
    return found


def _joined(words: list[tuple[str, str, str]]) -> str:
    """Neighbours of the same charset are decoded together: a letter may be split between them."""
    out, data, label = [], b"", ""
    for index, (charset, how, payload) in enumerate(words):
        if data and codec_of(charset) != codec_of(label):
            out.append(decode(data, label))
            data = b""
        label = charset
        if how == "B" and index + 1 < len(words) and words[index + 1][1] == "B" and _is_torn(payload):
            words[index + 1] = (words[index + 1][0], "B", payload + words[index + 1][2])
            continue
        data += _bytes(how, payload)
    if data:
        out.append(decode(data, label))
    return "".join(out)


def _is_torn(payload: str) -> bool:
    """Base64 cut inside a group of four, to be continued in the next word."""
    clean = _not_base64.sub("", payload)
    return bool(clean) and not clean.endswith("=") and len(clean) % 4 != 0 and len(clean) < 4000


def _bytes(how: str, payload: str) -> bytes:
    if how == "B":
        return from_base64(payload.encode("latin-1"))
    data = payload.replace("_", " ").encode("latin-1")
    return _hex.sub(lambda match: bytes([int(match[1], 16)]), data)


def from_base64(data: bytes) -> bytes:
    """Base64 with or without padding, with rubbish between, also several padded pieces in a row; what cannot be read at
    the end of one is left out."""
    data = data.replace(b"-", b"+").replace(b"_", b"/")
    out = bytearray()
    for piece in re.finditer(rb"[^=]+", data):
        out += _piece(piece[0])
    return bytes(out)


def _piece(data: bytes) -> bytes:
    clean = re.sub(rb"[^A-Za-z0-9+/]+", b"", data)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _raw(piece: str, charset: str) -> str:
    return piece if piece.isascii() else decode(piece.encode("latin-1", "replace"), charset)
