"""One line of a letter while it is decided what was written by whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a line is."""

    OWN = "own"  # written by this sender
    QUOTE = "quote"  # an older letter's line, marked as such
    OPENING = "opening"  # "on that day somebody wrote:"
    CUT = "cut"  # from here to the end all is older
    FORWARD = "forward"  # from here on follows a letter that is passed on
    SIGNATURE = "signature"  # below "-- ", or what the program puts for it
    DEVICE = "device"  # "Sent from my phone"
    ASIDE = "aside"  # what no mail program shows: a report for programs, words below the closing boundary


@dataclass(frozen=True)
class Line:
    text: str
    mark: Mark = Mark.OWN
