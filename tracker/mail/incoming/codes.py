"""The codes of a message that arrived. Pure; their words are in `labels.py`."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How a message came in."""

    IMAP = "imap"
    LMTP = "lmtp"
    PIPE = "pipe"
    UPLOAD = "upload"


class State(StrEnum):
    """Where a message stands. Nothing leaves `to_place` or `to_read` without a person."""

    NEW = "new"  # kept, not yet read by the service
    TO_PLACE = "to_place"  # waits for staff: to which case does it belong, and may this sender write?
    TO_READ = "to_read"  # on its leg: what does it mean?
    DONE = "done"  # marked, or its consequences are drawn
    SET_ASIDE = "set_aside"  # could not be read, or staff put it away: kept, and out of the queue


class Method(StrEnum):
    """How a message found its case."""

    TOKEN = "token"  # noqa: S105 - the reply address of a leg or an applicant
    THREAD = "thread"  # In-Reply-To or References name a letter of ours, or a message that was placed
    SUBJECT = "subject"  # our number in the subject
    BODY = "body"  # our number in the text
    GUESS = "guess"
    HAND = "hand"
