"""Finds personal data in what somebody wrote: telephone numbers, e-mails, personal numbers, passports. Pure.

It only points. The writer is shown what was found before sending, staff before publication; nothing is taken out by
itself, because a number may be the very thing the letter is about. A miss is worse than a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Data(StrEnum):
    """What kind of personal data was found."""

    EMAIL = "email"
    PERSONAL_NUMBER = "personal_number"
    PASSPORT = "passport"
    CARD = "card"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a text: `text[start:end] == value`."""

    kind: Data
    value: str
    start: int
    end: int


# Between the digits of one number people put spaces, hyphens, dots and brackets, but no more than two in a row.
BETWEEN = r"[ \u00a0().\-\u2010-\u2013]{0,2}"
DIGITS = re.compile(rf"(?<![\d\w+])\+?\(?\d(?:{BETWEEN}\d){{4,19}}(?!\d)")
EMAIL = re.compile(r"[\w.+%\-]+@[\w\-]+(?:\.[\w\-]+)+")
# ID 1234567, AN1234567, АС 1234567 (the letters are often typed in Cyrillic).
PASSPORT = re.compile(r"(?<![^\W\d_])(?:ID|[AА][A-ZА-Я])[ \u00a0№\-]{0,3}\d{7}(?!\d)", re.IGNORECASE)
ASKED_FOR_PHONE = re.compile(r"(?:тел|телефон|факс|whatsapp|ватсап|вотсап|phone|номер)\w*[.:\s№\-]*$", re.IGNORECASE)
DATE = re.compile(r"^\d{1,2}[.\-]\d{1,2}[.\-]\d{4}$|^\d{4}-\d{1,2}-\d{1,2}$")
COUNTRY, SHORTEST_LOCAL = "996", 5


def find(text: str) -> tuple[Found, ...]:
    """Everything that looks like personal data, in the order of the text, without overlaps."""
    taken: list[Found] = []
    for found in (*_emails(text), *_passports(text), *_numbers(text)):
        if not any(found.start < other.end and other.start < found.end for other in taken):
            taken.append(found)
    return tuple(sorted(taken, key=lambda one: one.start))


def _emails(text: str) -> Iterator[Found]:
    for match in EMAIL.finditer(text):
        value = match.group().rstrip(".-")
        yield Found(Data.EMAIL, value, match.start(), match.start() + len(value))


def _passports(text: str) -> Iterator[Found]:
    for match in PASSPORT.finditer(text):
        yield Found(Data.PASSPORT, match.group(), match.start(), match.end())


def _numbers(text: str) -> Iterator[Found]:
    for match in DIGITS.finditer(text):
        kind = _kind_of(match.group(), text[: match.start()])
        if kind is not None:
            yield Found(kind, match.group(), match.start(), match.end())


def _kind_of(value: str, before: str) -> Data | None:
    digits = re.sub(r"\D", "", value)
    if len(digits) == 14:
        return Data.PERSONAL_NUMBER
    if len(digits) == 16:
        return Data.CARD
    return Data.PHONE if _is_phone(value, digits, before) else None


def _is_phone(value: str, digits: str, before: str) -> bool:
    """+996 555 123 456, 996555123456, 0555 123 456, 0312 54-05-79, 555 123 456; shorter ones after a word like «тел.»."""
    if DATE.match(value):
        return False
    if value.startswith("+"):
        return 9 <= len(digits) <= 15
    if digits.startswith(COUNTRY) and len(digits) == 12:
        return True
    if digits.startswith("0") and 9 <= len(digits) <= 10:
        return True
    if len(digits) == 9 and digits[0] in "235679":
        return True
    return len(digits) >= SHORTEST_LOCAL and len(digits) <= 12 and bool(ASKED_FOR_PHONE.search(before[-20:]))
