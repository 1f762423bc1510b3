"""`Content-Type` and `Content-Disposition`: a value and its parameters, RFC 2231 and all that is sent in its place."""

from __future__ import annotations

import re
from itertools import groupby
from urllib.parse import unquote_to_bytes

from tracker.mail.reading.charsets import codec_of, decode
from tracker.mail.reading.encoded_words import words_of

LIMIT = 16_000  # bytes of a header that are looked at
_numbered = re.compile(r"([^*]+)\*(\d{1,4})(\*?)")
_announced = re.compile(r"([A-Za-z0-9_.-]{1,40})'[A-Za-z0-9-]{0,20}'(.+)", re.S)
_percent = re.compile(r"%[0-9A-Fa-f]{2}")


def parse_parameters(value: bytes, charset: str = "") -> tuple[str, dict[str, str]]:
    """("text/plain", {"charset": "koi8-r", …}); names and the first value in lower case."""
    pieces = _pieces(re.sub(r"[\r\n]+", "", value[:LIMIT].decode("latin-1")))
    first = re.sub(r"\([^()]*\)", "", pieces[0]).strip().strip('"').lower() if pieces else ""
    pairs = [
        (name.strip().lower(), text.strip()) for name, mark, text in (p.partition("=") for p in pieces[1:]) if mark
    ]
    plain: dict[str, str] = {}
    parts: dict[str, list[tuple[int, bool, str]]] = {}
    for name, text in pairs:
        _sort_in(name, _unquoted(text), plain, parts, charset)
    extended = {name: _assembled(found, charset) for name, found in parts.items()}
    return first, plain | {name: text for name, text in extended.items() if text}


def _pieces(line: str) -> list[str]:
    """Split at semicolons outside quotes."""
    out, start, quoted, position = [], 0, False, 0
    for match in re.finditer(r'[\\";]', line):
        position = match.start()
        if match[0] == '"' and not (quoted and line[position - 1 : position] == "\\"):
            quoted = not quoted
        elif match[0] == ";" and not quoted:
            out.append(line[start:position])
            start = position + 1
    out.append(line[start:])
    return out


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", text[1:-1])
    return text.strip("\"'") if text[:1] in "\"'" and text[:1] else text


def _sort_in(
    name: str, text: str, plain: dict[str, str], parts: dict[str, list[tuple[int, bool, str]]], charset: str
) -> None:
    numbered = _numbered.fullmatch(name)
    if numbered:
        parts.setdefault(numbered[1], []).append((int(numbered[2]), bool(numbered[3]), text))
    elif name.endswith("*"):
        parts.setdefault(name[:-1], []).append((0, True, text))
    elif name not in plain:
        plain[name] = _words(text, charset)


def _words(text: str, charset: str) -> str:
    """A plain value: encoded words, raw bytes, or RFC 2231 without the star that announces it."""
    found = words_of(text, charset)
    announced = _announced.fullmatch(found)
    if announced and codec_of(announced[1]):
        return decode(unquote_to_bytes(announced[2]), announced[1])
    if len(_percent.findall(found)) >= 2 and found.isascii():
        data = unquote_to_bytes(found)
        if not data.isascii():
            return decode(data, "utf-8")
    return found


def _assembled(found: list[tuple[int, bool, str]], charset: str) -> str:
    """RFC 2231, 3 and 4: pieces in the order of their numbers; the first one names the charset. A piece may end inside a
    letter, also inside the three signs that stand for a byte."""
    ordered = sorted(found, key=lambda piece: piece[0])
    label, data = "", b""
    if ordered[0][1] and ordered[0][2].count("'") >= 2:
        label, _, first = ordered[0][2].split("'", 2)
        ordered[0] = (ordered[0][0], True, first)
    for is_extended, pieces in groupby(ordered, key=lambda piece: piece[1]):
        text = "".join(piece[2] for piece in pieces)
        data += unquote_to_bytes(text.encode("latin-1")) if is_extended else text.encode("latin-1", "replace")
    if b"=?" in data:
        return words_of(data.decode("latin-1"), label or charset)
    return decode(data, label or charset or "utf-8").strip()
