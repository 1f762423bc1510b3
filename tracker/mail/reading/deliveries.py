"""Reports that a letter of ours arrived (RFC 3464): "delivered" into the mailbox, or "relayed" to a server that writes no
reports. Not a bounce, and no answer either."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.mail.reading.bounces import LIMIT, original_of, reports_of
from tracker.mail.reading.structure import split

ARRIVED = ("delivered", "relayed")
SUCCESS = "2"


@dataclass(frozen=True)
class Delivery:
    """`message_id`: of our letter, out of the copy that the server gives back; without it the report proves nothing."""

    recipients: tuple[str, ...]
    message_id: str


def delivery_of(raw: bytes) -> Delivery | None:
    """Never raises, whatever the bytes are. A report in which anything failed or waits is not one of success."""
    root = split(raw)
    reports = list(reports_of(root))
    if not reports or not all(one.says(ARRIVED, SUCCESS) and one.status[:1] in {"", SUCCESS} for one in reports):
        return None
    original = original_of(root)
    found = original.ascii("message-id").strip()[:LIMIT] if original else ""
    if not (found.startswith("<") and found.endswith(">")):
        return None
    return Delivery(tuple(dict.fromkeys(one.recipient.lower() for one in reports)), found)
