"""Which of the sender's lines are his signature. Pure; it follows `folding`, which has marked what is older."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.mail.reading import quote_patterns as patterns
from tracker.mail.reading.line import Line, Mark
from tracker.mail.reading.signature_patterns import is_closing, is_of_signature

SIGNATURE_LINES = 20
CLOSING_LINES = 6  # below "with respect,"


def signed(lines: list[Line]) -> list[Line]:
    """Marks what stands below "-- " up to the next folded line, and the lines of phones."""
    out = list(lines)
    for index, line in enumerate(lines):
        if line.mark is Mark.OWN and len(line.text) < 200 and patterns.DEVICE.fullmatch(line.text):
            out[index] = replace(line, mark=Mark.DEVICE)
        if out[index].mark is Mark.OWN and patterns.SIGNATURE.fullmatch(line.text):
            stop = _signature_end(lines, index)
            out[index:stop] = [replace(each, mark=Mark.SIGNATURE) for each in lines[index:stop]]
    return out


def _signature_end(lines: list[Line], index: int) -> int:
    """Where the signature that begins at `index` ends: at the next folded line or the end of the letter. What is longer
    than a signature is none: somebody drew a line above his table."""
    written = 0
    for at in range(index + 1, len(lines)):
        if lines[at].mark is not Mark.OWN:
            return at
        written += bool(lines[at].text.strip())
        if written > SIGNATURE_LINES or at > index + 5 * SIGNATURE_LINES:
            return index
    return len(lines)


def closed(lines: list[Line]) -> list[Line]:
    """Marks "with respect, name, post" at the end of what the sender wrote, unless nothing else would remain."""
    last = max((at for at, line in enumerate(lines) if line.mark is Mark.OWN and line.text.strip()), default=-1)
    start = _closing_start(lines, last)
    if start < 0 or not any(line.mark is Mark.OWN and re.search(r"\w", line.text) for line in lines[:start]):
        return lines
    folded = [replace(line, mark=Mark.SIGNATURE) for line in lines[start : last + 1]]
    return [*lines[:start], *folded, *lines[last + 1 :]]


def _closing_start(lines: list[Line], last: int) -> int:
    """Where the closing words stand that end at `last`; -1 when there are none, or more than a name stands below them."""
    below = 0
    for at in range(last, -1, -1):
        text = lines[at].text.strip()
        if lines[at].mark is not Mark.OWN or below > CLOSING_LINES:
            return -1
        if is_closing(text):
            return at
        if text and not is_of_signature(text):
            return -1
        below += bool(text)
    return -1
