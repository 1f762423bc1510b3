"""A text in pieces, with the personal data in it marked: shown to staff before anything is released."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.cases.labels_of_forms import PERSONAL_DATA
from tracker.cases.personal_data import Found, find
from tracker.i18n import t


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. `kind`: what personal data it looks like; empty for the rest."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what was found in it."""

    pieces: tuple[Piece, ...]
    found: tuple[tuple[str, str], ...]


def marked(text: str, names: Iterable[str] = ()) -> Marked:
    """`names`: of the people behind the case, which a program cannot know from the text alone."""
    found = _with_names(text, names)
    pieces: list[Piece] = []
    end = 0
    for start, stop, kind in found:
        pieces += [Piece(text[end:start]), Piece(text[start:stop], kind)]
        end = stop
    pieces.append(Piece(text[end:]))
    return Marked(tuple(piece for piece in pieces if piece.text), tuple((kind, text[a:b]) for a, b, kind in found))


def _with_names(text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
    spans = [_span(found) for found in find(text)]
    lower = text.lower()
    for word in {part for name in names for part in name.split() if len(part) > 3}:
        at = lower.find(word.lower())
        while at >= 0:
            spans.append((at, at + len(word), t("a name")))
            at = lower.find(word.lower(), at + len(word))
    return _apart(sorted(spans))


def _span(found: Found) -> tuple[int, int, str]:
    return found.start, found.end, t(PERSONAL_DATA[found.kind])


def _apart(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without overlaps: the first one stands."""
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
