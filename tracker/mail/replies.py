"""What a mail server's refusal means: try later, this letter not, or nobody is at this address. Pure.

Codes: RFC 5321, 4.2; enhanced codes: RFC 3463 and the IANA registry. A letter refused as spam or as too large says nothing
about its address, and a full mailbox may be emptied: neither may cost a body its confirmed address.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Meaning(StrEnum):
    """What follows from a refusal."""

    LATER = "later"
    NOT_THIS_LETTER = "not_this_letter"
    NOT_THIS_ADDRESS = "not_this_address"


ENHANCED = re.compile(r"^\s*#?([245])\.(\d{1,3})\.(\d{1,3})\b")
POLICY = re.compile(r"spam|black ?list|block ?list|\bblocked|reputation|policy|dmarc|\bspf\b|dkim|спам|политик", re.IGNORECASE)
NOBODY_THERE = re.compile(
    r"no such (?:user|mailbox|recipient)|user (?:unknown|not found)|unknown (?:user|recipient)|recipient not found|"
    r"(?:invalid|no) mailbox|mailbox (?:not found|does not exist)",
    re.IGNORECASE,
)
"""Yandex says "550 5.7.1 No such user!": the words count more than the code."""
OUR_OWN = {"address": Meaning.NOT_THIS_ADDRESS}
"""Codes that are ours: no server was asked."""

FULL, TOO_LONG = (2, 2), (2, 3)
OF_THE_SENDER = frozenset({(1, 7), (1, 8), (1, 9)})
UNROUTABLE = frozenset({(4, 1), (4, 4)})
NOBODY = frozenset({521, 550, 551, 553, 556})


def meaning(code: str, text: str) -> Meaning:
    """From the three digits and what the server said; a code without digits is ours."""
    if not (code.isascii() and code.isdigit()):
        return OUR_OWN.get(code, Meaning.NOT_THIS_LETTER)
    if not 500 <= int(code) < 600:
        return Meaning.LATER
    if NOBODY_THERE.search(text):
        return Meaning.NOT_THIS_ADDRESS
    found = ENHANCED.match(text)
    return _enhanced(int(found[2]), int(found[3])) if found else _plain(int(code), text)


def _enhanced(subject: int, detail: int) -> Meaning:
    if (subject, detail) == FULL:
        return Meaning.LATER
    if (subject, detail) in OF_THE_SENDER | {TOO_LONG}:
        return Meaning.NOT_THIS_LETTER
    return Meaning.NOT_THIS_ADDRESS if subject in {1, 2} or (subject, detail) in UNROUTABLE else Meaning.NOT_THIS_LETTER


def _plain(code: int, text: str) -> Meaning:
    if code == 552:
        return Meaning.LATER
    return Meaning.NOT_THIS_ADDRESS if code in NOBODY and not POLICY.search(text) else Meaning.NOT_THIS_LETTER
