"""File names: kept as people wrote them, without what could mislead a person or a program."""

from __future__ import annotations

import re
import unicodedata

NAME_LIMIT = 120  # 240 bytes in Cyrillic: what every file system takes
EXTENSION_LIMIT = 8
NAMELESS = "file"
_forbidden = re.compile(r'[<>:"|?*]')
_extension = re.compile(r"[A-Za-z0-9]{1,8}")


def clean_name(name: str) -> str:
    """The name without path, control characters and invisible signs that turn the direction of writing around."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(sign if unicodedata.category(sign)[0] != "Z" else " " for sign in last if _is_visible(sign))
    tidy = " ".join(_forbidden.sub("-", visible).split()).strip(". ")
    return _bounded(tidy) if tidy else NAMELESS


def _is_visible(sign: str) -> bool:
    """Not a control, format (bidi overrides, joiners), surrogate, private or unassigned character."""
    return sign in "\t\n\r" or unicodedata.category(sign)[0] != "C"


def _bounded(name: str) -> str:
    if len(name) <= NAME_LIMIT:
        return name
    extension = extension_of(name)
    tail = f".{extension}" if extension else ""
    return name[: NAME_LIMIT - len(tail)].rstrip(". ") + tail


def extension_of(name: str) -> str:
    """The extension in lower case; empty where the end is no extension ("Ответ от 05.06" ends in a number)."""
    stem, dot, last = name.rpartition(".")
    if not (dot and stem and _extension.fullmatch(last)) or last.isdigit():
        return ""
    return last.lower()


def with_extension(name: str, extension: str) -> str:
    """`name` ending in `extension`; another extension is replaced."""
    known = extension_of(name)
    stem = name[: -len(known) - 1] if known else name
    return _bounded(f"{stem}.{extension}")
