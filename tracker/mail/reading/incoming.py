"""What was understood of one letter that came in. Values only: nothing here knows a case, a database or a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

NONE = "none"  # RFC 8601, 2.7: no result was reported


@dataclass(frozen=True)
class Address:
    """One mailbox. `address` is as written, without brackets; the name may be empty."""

    name: str
    address: str


NOBODY = Address("", "")


@dataclass(frozen=True)
class Attachment:
    """A file that came with the letter. `contains`: the names inside, if it is a zip archive."""

    name: str
    content_type: str
    size: int
    sha256: str
    data: bytes = field(repr=False)
    contains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bounce:
    """A letter of ours that did not arrive (RFC 3464). `permanent` is False for a delay or a temporary failure;
    `status` is the enhanced code (RFC 3463), empty when none was given."""

    recipients: tuple[str, ...]
    permanent: bool
    status: str = ""
    original_message_id: str = ""


@dataclass(frozen=True)
class Verdicts:
    """What the trusted receiving host found out about the sender (RFC 8601) and about spam. Headers that anybody else
    wrote count for nothing."""

    host: str = ""
    spf: str = NONE
    dkim: str = NONE
    dmarc: str = NONE
    spam: bool | None = None


@dataclass(frozen=True)
class Incoming:
    """A letter as it was understood.

    `text` is what the person wrote, `quoted` what was folded away: older letters, signatures, the phone's own line.
    `html` is safe to show. `tokens` are those of our reply addresses, `numbers` our case numbers. `problems` are codes of
    what could not be read.
    """

    subject: str = ""
    sender: Address = NOBODY
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    date: datetime | None = None
    text: str = ""
    quoted: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    bounce: Bounce | None = None
    is_auto_reply: bool = False
    is_spam: bool = False
    verdicts: Verdicts = Verdicts()
    tokens: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
