"""What this sender wrote, and what is folded away: older letters, signatures, the phone's own line. Pure.

Nothing is deleted: each line goes into the one or the other, in its order. A line between two quoted ones stays where the
sender put his answer. A letter that is passed on is content. An answer is never folded away whole: where nothing else was
written, what stands below the older letter without quote signs is the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from tracker.mail.reading import quote_patterns as patterns
from tracker.mail.reading.line import Line, Mark
from tracker.mail.reading.signatures import closed, signed

MOST_LINES = 30_000  # that are looked at; the rest of a longer body stays as it is
_quoted = re.compile(r"\s{0,3}(?:[A-ZА-ЯЁӨҮҢ][A-Za-zА-Яа-яЁёӨөҮүҢң]{0,3})?>")
_FOLDED = {Mark.QUOTE, Mark.OPENING, Mark.CUT, Mark.SIGNATURE, Mark.DEVICE, Mark.ASIDE}


@dataclass(frozen=True)
class Folded:
    """`written`: of `text` what the sender wrote himself, without letters that he passed on."""

    text: str
    quoted: str
    written: str = ""


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain text."""
    lines = text.split("\n")
    rest = "\n".join(lines[MOST_LINES:])
    read = [Line(line.rstrip(), Mark.QUOTE if _quoted.match(line) else Mark.OWN) for line in lines[:MOST_LINES]]
    return [*read, Line(rest)] if rest.strip() else read


def fold(
    lines: list[Line],
    is_forward: bool = False,
    is_reply: bool = True,
    ours: tuple[str, ...] = (),
    has_documents: bool = False,
) -> Folded:
    """`is_forward`: the subject says that a letter is passed on. `is_reply`: it answers another one. `ours`: addresses it
    went to; what they wrote is older and no content. `has_documents`: the answer may be in a file and the text empty."""
    first, rest = lines[:MOST_LINES], lines[MOST_LINES:]
    marked = signed(_openings(first, is_forward, frozenset(map(_plain_address, ours))))
    if not _has_own(marked):
        marked = _nothing_else(first, marked, is_forward or not is_reply, has_documents)
    marked = closed(marked) + [line if line.mark is Mark.ASIDE else replace(line, mark=Mark.OWN) for line in rest]
    own = [line for line in marked if line.mark is Mark.OWN]
    return Folded(_text(marked, folded=False), _text(marked, folded=True), _text(own, folded=False))


def _has_own(lines: list[Line]) -> bool:
    return any(line.mark is Mark.OWN and line.text.strip() for line in lines)


def _plain_address(address: str) -> str:
    """Without the token that our reply addresses carry."""
    local, _, domain = address.lower().partition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _text(lines: list[Line], folded: bool) -> str:
    """The lines of one kind; where others were taken out between, a blank line stays."""
    out: list[str] = []
    gap = False
    for line in lines:
        if (line.mark in _FOLDED) is not folded:
            gap = True
            continue
        if gap and out and out[-1].strip() and line.text.strip():
            out.append("")
        gap = False
        out.append(line.text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n")


def _openings(lines: list[Line], is_forward: bool, ours: frozenset[str]) -> list[Line]:
    """Marks openings of older letters, and all below an opening that has no quote signs."""
    out: list[Line] = []
    index = 0
    while index < len(lines):
        length, mark = (1, Mark.CUT) if lines[index].mark is Mark.CUT else _opening(lines, index)
        if mark in (Mark.CUT, Mark.FORWARD):
            mark = _older_or_content(lines, index, Mark.FORWARD if is_forward else mark, ours)
            return out + [line if line.mark is Mark.ASIDE else replace(line, mark=mark) for line in lines[index:]]
        if length:
            _include_heading(out)
            out += [replace(line, mark=Mark.OPENING) for line in lines[index : index + length]]
        elif _passes_on(lines, index, out):
            length = len(list(takewhile(_is_quoted_or_blank, lines[index:])))
            mark = _older_or_content(lines, index, Mark.FORWARD, ours)
            out += [replace(line, mark=mark) for line in lines[index : index + length]]
        else:
            out.append(lines[index])
        index += length or 1
    return out


def _is_quoted_or_blank(line: Line) -> bool:
    return line.mark is Mark.QUOTE or not line.text.strip()


def _older_or_content(lines: list[Line], index: int, mark: Mark, ours: frozenset[str]) -> Mark:
    """A letter of our own that comes back is older, also where the program calls it passed on."""
    if mark is Mark.FORWARD:
        for line in lines[index : index + 8]:
            found = patterns.MAILBOX.search(line.text[: patterns.LONGEST])
            if found and (patterns.header_kind(line.text) == "from" or line.text.rstrip().endswith(":")):
                return Mark.CUT if _plain_address(found[0].strip("[]()\"',;")) in ours else mark
    return mark


def _passes_on(lines: list[Line], index: int, above: list[Line]) -> bool:
    """Apple quotes the letter that it passes on, with the heading of that inside."""
    if lines[index].mark is not Mark.QUOTE or (above and above[-1].mark in (Mark.QUOTE, Mark.OPENING)):
        return False
    return bool(patterns.FORWARD.fullmatch(lines[index].text[: patterns.LONGEST]))


def _include_heading(out: list[Line]) -> None:
    """Yandex writes a rule, "to" and "subject" above the line that opens the older letter: they belong to it."""
    at = len(out)
    while at and len(out) - at < 6 and (patterns.header_kind(out[at - 1].text) or not out[at - 1].text.strip()):
        at -= 1
    if at and patterns.DASHES.fullmatch(out[at - 1].text) and any(patterns.header_kind(line.text) for line in out[at:]):
        out[at - 1 :] = [replace(line, mark=Mark.OPENING) for line in out[at - 1 :]]


def _opening(lines: list[Line], index: int) -> tuple[int, Mark]:
    """(how many lines, what they open) when an opening begins at `index`; (0, OWN) otherwise."""
    line = lines[index]
    if line.mark is Mark.QUOTE or not line.text.strip():
        return 0, Mark.OWN
    text = line.text[: patterns.LONGEST]
    if patterns.FORWARD.fullmatch(text) or line.mark is Mark.FORWARD:
        return 1, Mark.FORWARD
    if patterns.ORIGINAL.fullmatch(text):
        return 1, Mark.CUT
    if patterns.header_kind(text) and _is_header_block(lines, index):
        return 1, Mark.CUT
    if patterns.RULE.fullmatch(text):
        below = _next_written(lines, index + 1)
        if below is not None and patterns.header_kind(lines[below].text) and _is_header_block(lines, below):
            return 1, Mark.CUT
        return 0, Mark.OWN
    return _attribution(lines, index)


def _next_written(lines: list[Line], index: int) -> int | None:
    return next((i for i in range(index, min(index + 6, len(lines))) if lines[i].text.strip()), None)


def _is_header_block(lines: list[Line], index: int) -> bool:
    """From, date, to, subject of an older letter, one below the other; sender, date and at least one more. A form that a
    person fills in has such lines too: an address, a time of day or quoted lines prove that a program wrote them."""
    kinds: set[str] = set()
    misses = 0
    is_proven = False
    for line in lines[index : index + 14]:
        kind = patterns.header_kind(line.text)
        if kind:
            kinds.add(kind)
            misses = 0
            is_proven = is_proven or _proves(kind, line.text[: patterns.LONGEST])
        elif line.mark is Mark.QUOTE:
            is_proven = True
        elif line.text.strip():
            misses += 1
            if misses > 2:
                break
    return is_proven and {"from", "date"} <= kinds and len(kinds - {"reply"}) >= 3


def _proves(kind: str, text: str) -> bool:
    if kind == "date":
        return bool(patterns.DATE.search(text) and patterns.TIME.search(text))
    return kind in ("from", "to") and bool(patterns.MAILBOX.search(text))


def _attribution(lines: list[Line], index: int) -> tuple[int, Mark]:
    """ "On Monday somebody wrote:", on up to three lines. Before quoted lines it needs little to be believed; without
    them, all of date, time and who, because a person also writes "we answer to your letter of 23.11.2026 as follows:"."""
    starts = bool(patterns.STARTS.match(lines[index].text[: patterns.LONGEST]) or lines[index].mark is Mark.OPENING)
    joined = ""
    for length in range(1, 5 if starts else 2):
        if index + length > len(lines) or lines[index + length - 1].mark is Mark.QUOTE:
            break
        piece = lines[index + length - 1].text.strip()
        if not piece and length > 1:
            break
        joined = f"{joined} {piece}".strip()[: patterns.LONGEST]
        if piece.endswith((":", ":*", "-----")) or patterns.VERB.search(joined):
            return _judged(lines, index, length, joined, starts)
    return (1, Mark.OPENING) if lines[index].mark is Mark.OPENING else (0, Mark.OWN)


def _judged(lines: list[Line], index: int, length: int, joined: str, starts: bool) -> tuple[int, Mark]:
    who = bool(patterns.MAILBOX.search(joined)) + bool(patterns.VERB.search(joined))
    when = bool(patterns.DATE.search(joined)) + bool(patterns.TIME.search(joined))
    below = _next_written(lines, index + length)
    if below is not None and lines[below].mark is Mark.QUOTE:
        believed = when == 2 or (who and (starts or when)) or patterns.GREETING_OF_THE_BAT.fullmatch(joined)
        return (length, Mark.OPENING) if believed else (0, Mark.OWN)
    if lines[index].mark is Mark.OPENING:
        return length, Mark.OPENING
    return (length, Mark.CUT) if starts and who and when == 2 else (0, Mark.OWN)


def _nothing_else(lines: list[Line], marked: list[Line], is_content: bool, has_documents: bool) -> list[Line]:
    """Where nothing stands in the sender's own name: a letter passed on is the content; so is a body in which no older
    letter was announced, or that answers none; a signature alone is better than nothing."""
    has_forward = any(line.mark is Mark.FORWARD for line in marked)
    opened = any(line.mark in (Mark.OPENING, Mark.CUT) for line in marked)
    has_quotes = any(line.mark is Mark.QUOTE and line.text.strip() for line in marked)
    if is_content or not opened:
        kept = {Mark.DEVICE, Mark.ASIDE, Mark.FORWARD} | ({Mark.SIGNATURE} if has_forward or has_quotes else set())
        return [line if line.mark in kept else replace(line, mark=Mark.OWN) for line in marked]
    if has_forward or has_quotes:
        return marked
    return _answer_below(lines, marked, has_documents)


def _answer_below(lines: list[Line], marked: list[Line], has_documents: bool) -> list[Line]:
    """All stands below a heading: lines without quote signs below those that have them are the answer. Where no line has
    them, nobody can tell what is older, so all of it is shown, unless the answer is in a file."""
    start = next((at for at, line in enumerate(marked) if line.mark is Mark.CUT), len(marked))
    first = next((at for at in range(start, len(lines)) if not _is_heading(lines, at)), len(lines))
    if first < len(lines) and lines[first].mark is Mark.QUOTE:
        back = [
            replace(line, mark=Mark.OWN) if at > first and lines[at].mark is Mark.OWN else line
            for at, line in enumerate(marked)
        ]
        return signed(back)
    if has_documents:
        return marked
    return [replace(line, mark=Mark.FORWARD) if line.mark in (Mark.OPENING, Mark.CUT) else line for line in marked]


def _is_heading(lines: list[Line], at: int) -> bool:
    text = lines[at].text[: patterns.LONGEST]
    is_rule = patterns.ORIGINAL.fullmatch(text) or patterns.RULE.fullmatch(text) or patterns.header_kind(text)
    return not text.strip() or (lines[at].mark is not Mark.QUOTE and bool(is_rule))
