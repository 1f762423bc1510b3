"""Tests name links, buttons and labels in English, the language of the code; pages are in the reader's language."""

from __future__ import annotations

from functools import cache

from tracker.i18n import catalogues


@cache
def _catalogue(language: str) -> dict[str, str]:
    return {message.id: message.string for message in catalogues.read(language) if isinstance(message.id, str)}


def said(words: str, language: str) -> str:
    """`words` as a page in `language` says them; unchanged where the catalogue does not know them (a name, a date)."""
    if language in {"", "en"}:
        return words
    return _catalogue(language).get(words) or words


def either(words: str, language: str) -> tuple[str, str]:
    """As written in the test, and as the page says it."""
    return words, said(words, language)
