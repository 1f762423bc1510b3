"""The tree of a MIME letter, cut out of the raw bytes.

The standard parser goes down by recursion and compares each line with every open boundary: a letter of a thousand levels
ends it, one of some hundred costs lines times levels. Here each level is found by searching, levels and parts are
bounded, and nothing is copied until it is wanted: a part is a place in the raw letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tracker.mail.reading.parameters import parse_parameters

MAX_DEPTH = 30
MAX_PARTS = 5000
MAX_HEADERS = 2000
MAX_VALUE = 200_000
MAX_HEAD = 2_000_000  # bytes of all header lines; what follows is taken for the body
_name = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_known = re.compile(
    rb"^(from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|received|reply-to|in-reply-to|references)[ \t]*:",
    re.I | re.M,
)
_blank = re.compile(rb"\n[ \t]*\r?(?:\n|\Z)|\A\r?\n")


@dataclass(frozen=True)
class Headers:
    """Header lines in their order: (name in lower case, raw value)."""

    rows: tuple[tuple[str, bytes], ...] = ()

    def first(self, name: str) -> bytes:
        return next((value for key, value in self.rows if key == name), b"")

    def every(self, name: str) -> list[bytes]:
        return [value for key, value in self.rows if key == name]

    def has(self, name: str) -> bool:
        return any(key == name for key, _ in self.rows)

    def ascii(self, name: str) -> str:
        """The first value as plain ASCII on one line, for values that programs write."""
        return re.sub(r"\s+", " ", self.first(name)[:MAX_VALUE].decode("ascii", "replace")).strip()


@dataclass
class Part:
    """A place in the raw letter: its headers, and where its body stands."""

    raw: bytes = field(repr=False)
    headers: Headers
    start: int
    end: int
    default: str = "text/plain"
    children: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    footer: bytes = b""  # plain words below encoded data, found while that was decoded
    epilogue: tuple[int, int] = (0, 0)  # what stands below the closing boundary

    @cached_property
    def _type(self) -> tuple[str, dict[str, str]]:
        kind, parameters = parse_parameters(self.headers.first("content-type"))
        if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind):
            kind = {"text": "text/plain", "html": "text/html"}.get(kind, self.default if not kind else "")
            kind = kind or ("application/octet-stream" if self.is_file else "text/plain")
        return kind, parameters

    @property
    def content_type(self) -> str:
        return self._type[0]

    @property
    def parameters(self) -> dict[str, str]:
        return self._type[1]

    @cached_property
    def disposition(self) -> tuple[str, dict[str, str]]:
        return parse_parameters(self.headers.first("content-disposition"))

    @property
    def is_file(self) -> bool:
        kind, parameters = self.disposition
        return kind == "attachment" or "filename" in parameters

    @property
    def body(self) -> bytes:
        return self.raw[self.start : self.end]

    def walk(self) -> Iterator[Part]:
        """This part and all below, in their order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


def split(raw: bytes) -> Part:
    """The tree of a letter. Never raises."""
    raw = _tidied(raw)
    headers, start = read_headers(raw, 0, len(raw))
    root = Part(raw, headers, start, len(raw))
    budget = MAX_PARTS
    waiting = [(root, 1)]
    while waiting:
        part, depth = waiting.pop()
        if not part.content_type.startswith("multipart/"):
            continue
        if depth > MAX_DEPTH or budget <= 0:
            root.problems.append("too_deep" if depth > MAX_DEPTH else "too_many_parts")
            continue
        part.children = _children(part, root, budget)
        budget -= len(part.children)
        waiting.extend((child, depth + 1) for child in part.children)
    return root


def _tidied(raw: bytes) -> bytes:
    """Without a byte order mark and blank lines before the first header; old line ends made new."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    if raw[:1] in b" \t\r\n" and raw[:1]:
        raw = raw.lstrip()
    return raw


def read_headers(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The header lines from `start`, and where the body begins."""
    rows: list[tuple[str, list[bytes]]] = []
    position, stray_until = start, -1
    while position < min(end, start + MAX_HEAD):
        newline = raw.find(b"\n", position, end)
        after = end if newline < 0 else newline + 1
        line = raw[position : min(after, position + MAX_VALUE)].rstrip(b"\r\n")
        if not line.strip(b" \t"):
            return _done(rows), after
        found = _name.match(line)
        if line[:1] in (b" ", b"\t") and rows:
            rows[-1][1].append(line)
        elif found and not (position == start and line.startswith((b"From ", b">From "))):
            if len(rows) < MAX_HEADERS:
                rows.append((found[1].decode("ascii").lower(), [line[found.end() :]]))
        elif not (position == start and line.startswith((b"From ", b">From "))):
            if stray_until < position:
                stray_until = _last_known(raw, position, end)
            if stray_until < position or not rows:
                return _done(rows), position
            rows[-1][1].append(b" " + line)
        position = after
    return _done(rows), min(position, end)


def _last_known(raw: bytes, position: int, end: int) -> int:
    """Where the last line stands that surely is a header, before the next blank line; -1 when there is none. A line
    without a colon between headers belongs to the one above; after the last header it begins the body."""
    blank = _blank.search(raw, position, min(end, position + MAX_VALUE))
    stop = blank.start() if blank else min(end, position + MAX_VALUE)
    return max((match.start() for match in _known.finditer(raw, position, stop)), default=-1)


def _done(rows: list[tuple[str, list[bytes]]]) -> Headers:
    return Headers(tuple((name, b"\n".join(lines)[:MAX_VALUE].strip()) for name, lines in rows))


def _children(part: Part, root: Part, budget: int) -> list[Part]:
    boundary = part.parameters.get("boundary", "").rstrip()
    marks = _delimiters(part, boundary.encode("utf-8", "replace"), budget) if boundary else []
    if not marks:
        guessed = _guessed_boundary(part)
        marks = _delimiters(part, guessed, budget) if guessed else []
        root.problems.append("multipart")
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    children = []
    for index, (_, after, is_last) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else part.end
        if is_last and (index + 1 == len(marks) or not part.raw[after:stop].strip()):
            part.epilogue = (after, stop)
            continue
        if index + 1 == len(marks) and not part.raw[after:stop].strip():
            continue
        headers, start = read_headers(part.raw, after, stop)
        children.append(Part(part.raw, headers, start, stop, default))
    return children


def _delimiters(part: Part, boundary: bytes, budget: int) -> list[tuple[int, int, bool]]:
    """(end of the part before, start of the next, is the closing one) of each delimiter line."""
    raw, mark = part.raw, b"--" + boundary
    found: list[tuple[int, int, bool]] = []
    position = raw.find(mark, part.start, part.end)
    while position >= 0 and len(found) <= budget:
        after = position + len(mark)
        newline = raw.find(b"\n", after, min(after + 1000, part.end))
        stop = newline + 1 if newline >= 0 else min(after + 1000, part.end)
        rest = raw[after:stop].strip()
        begins = position == part.start or raw[position - 1 : position] == b"\n"
        if begins and rest in (b"", b"--"):
            found.append((_before(raw, position, part.start), stop, rest == b"--"))
        position = raw.find(mark, after, part.end)
    return found


def _before(raw: bytes, position: int, start: int) -> int:
    """RFC 2046, 5.1.1: the line end before a delimiter belongs to the delimiter."""
    if position > start and raw[position - 1 : position] == b"\n":
        position -= 1
        if position > start and raw[position - 1 : position] == b"\r":
            position -= 1
    return position


def _guessed_boundary(part: Part) -> bytes:
    """The boundary a body uses when its header names none, or another one."""
    found = re.compile(rb"^--([!-~]{4,80}?)[ \t]*\r?\n(?=content-)", re.I | re.M).search(
        part.raw, part.start, min(part.end, part.start + MAX_VALUE)
    )
    return found[1] if found else b""
