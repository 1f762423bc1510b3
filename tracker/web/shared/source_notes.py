"""Notes that came with the reference data are in English. A page in another language says so, and marks them for readers of it.

WCAG 2.2, 3.1.2: the language of a part that differs from the page's.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from tracker.i18n import current_language, t

ADDRESS = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?|\S+@\S+")
LATIN, CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[Ѐ-ӿ]")
WORD = re.compile(r"[A-Za-z]{3,}")


def is_english(text: str) -> bool:
    """Words of English, and more of them than of ours. Addresses of pages and mailboxes are of no language."""
    words = ADDRESS.sub(" ", text)
    return bool(WORD.search(words)) and len(LATIN.findall(words)) > len(CYRILLIC.findall(words))


def source_note(text: str | None) -> str:
    """The text itself; where it is English and the page is not, after a word that says so."""
    if not text or current_language() == "en" or not is_english(text):
        return text or ""
    mark = Markup('<span class="quiet">{}</span> <span lang="en">{}</span>')
    return mark.format(t("Source note, in English:"), text)


def source_notes(*texts: str | None) -> str:
    """Several, each on a line of its own."""
    return Markup("\n").join(source_note(text) for text in texts if text)


def in_english(name: str) -> str:
    """A name that is English whatever the page's language is."""
    return Markup('<span lang="en">{}</span>').format(name) if name else ""
