"""In which letters a text is written: what tells Kyrgyz and Russian from English at a glance."""

from __future__ import annotations

FIRST, LAST = "\u0400", "\u04ff"


def has_cyrillic(text: str) -> bool:
    """A Kyrgyz or Russian sentence always has such a letter, an English one never."""
    return any(FIRST <= letter <= LAST for letter in text)
