"""The name of a row in the reader's language."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from tracker.directory.naming import GUESS_MARK
from tracker.i18n import N_, current_language

GUESS_NOTE = N_("* The Kyrgyz spelling of this name has not been checked yet.")


class Named(Protocol):
    """Anything with names in three languages: an entity or a row of a query."""

    @property
    def name_ky(self) -> str: ...
    @property
    def name_ru(self) -> str: ...
    @property
    def name_en(self) -> str: ...


class NameParts(NamedTuple):
    """A name and whether it is a guess, which a page must mark."""

    text: str
    guess: bool


def name_parts(row: Named, language: str | None = None) -> NameParts:
    """The name in `language` (or the reader's). No Kyrgyz name and no guess: the Russian one, as a guess."""
    language = language or current_language()
    if language == "ky":
        if row.name_ky:
            return NameParts(row.name_ky, False)
        return NameParts(getattr(row, "name_ky_guess", "") or row.name_ru, True)
    chosen = row.name_en if language == "en" else row.name_ru
    return NameParts(chosen or row.name_ru or row.name_ky, False)


def plain_name(row: Named, language: str | None = None) -> str:
    """The name without a mark: for letters, mails and papers, which carry no footnote."""
    return name_parts(row, language).text


def display_name(row: Named, language: str | None = None) -> str:
    """The name as shown in a line of text; a guess ends in an asterisk, explained by GUESS_NOTE."""
    text, guess = name_parts(row, language)
    return text + GUESS_MARK if guess else text
