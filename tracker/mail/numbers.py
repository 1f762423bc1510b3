"""The public number of a case: its form, its check digit, and finding it in what people write. Pure.

It stands with mail, below the cases, because a letter is placed by it. `26-4837-1950` is the year, seven random digits and a
check digit (H. M. Damm, 2004: catches every single wrong digit and every swap of neighbours).
"""

from __future__ import annotations

import re

_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_SEARCHED = 300_000  # signs
_gap = r"[ \u00a0\u2009\u202f]?[-\u00ad\u2010-\u2015\u2212][ \u00a0\u2009\u202f]?|[ \u00a0\u2009\u202f]"
_spelt = re.compile(rf"(?<![\d/.,+-])(\d\d)(?:{_gap})(\d{{4}})(?:{_gap})(\d{{4}})(?![\d/]|[-.]\d)")
_glued = re.compile(r"(?:№|N[oº°]?\.?|#|номер\w*|номуру?|саны)[:\s]{0,3}(\d{10})(?!\d)", re.I)


def check_digit(digits: str) -> str:
    """The digit that makes the Damm sum of `digits` plus itself zero."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def spell_number(digits: str) -> str:
    return f"{digits[:2]}-{digits[2:6]}-{digits[6:]}"


def read_number(typed: str) -> str | None:
    """The number as stored, from whatever a person typed; None when it cannot be one."""
    digits = re.sub(r"\D", "", typed)
    if len(digits) != 10 or check_digit(digits[:-1]) != digits[-1]:
        return None
    return spell_number(digits)


def find_numbers(text: str) -> tuple[str, ...]:
    """Every case number in a text, once, in order. Ten digits in one piece count only where a word announces a number:
    telephone numbers look the same."""
    searched = text[:_SEARCHED]
    found = [(match.start(), "".join(match.groups())) for match in _spelt.finditer(searched)]
    found += [(match.start(), match[1]) for match in _glued.finditer(searched)]
    read = (read_number(digits) for _, digits in sorted(found))
    return tuple(dict.fromkeys(number for number in read if number))
