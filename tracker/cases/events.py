"""What can have happened: past tense, append-only.

An event holds ids, codes, dates and checksums only. Names, contacts, texts and files live in erasable rows beside it,
so that erasing them leaves a valid chronology.
"""

from __future__ import annotations

from enum import StrEnum


class EventType(StrEnum):
    FILED = "filed"
    FILED_ON_BEHALF = "filed_on_behalf"
    CONTACT_CONFIRMED = "contact_confirmed"
    REVIEWED = "reviewed"
    NOT_ACCEPTED = "not_accepted"
    ACCEPTED_AGAIN = "accepted_again"
    ROUTED = "routed"
    REQUALIFIED = "requalified"
    KIND_OBJECTED = "kind_objected"
    KIND_SETTLED = "kind_settled"
    LETTER_QUEUED = "letter_queued"
    DISPATCHED = "dispatched"
    DISPATCH_FAILED = "dispatch_failed"
    RECEIVED = "received"
    RECEIPT_ASSERTED = "receipt_asserted"
    RECEIPT_WITHDRAWN = "receipt_withdrawn"
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    CLAIMED = "claimed"
    NOTED = "noted"
    ASKED = "asked"
    CLARIFIED = "clarified"
    EXTENDED = "extended"
    DATE_ANNOUNCED = "date_announced"
    FEE_ANNOUNCED = "fee_announced"
    FEE_REPLIED = "fee_replied"
    RECOMPUTED = "recomputed"
    TRANSFERRED = "transferred"
    ANSWERED = "answered"
    REFUSED = "refused"
    ANSWER_CORRECTED = "answer_corrected"
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_RETURNED = "approval_returned"
    OUTSIDE_ANSWER_CLAIMED = "outside_answer_claimed"
    OUTSIDE_ANSWER_AGREED = "outside_answer_agreed"
    OUTSIDE_ANSWER_DISPUTED = "outside_answer_disputed"
    REMINDED = "reminded"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    WITHDRAWN = "withdrawn"
    RATED = "rated"
    REOPENED = "reopened"
    APPEALED = "appealed"
    PUBLISHED = "published"
    KEPT_BACK = "kept_back"
    UNPUBLISHED = "unpublished"
    PUBLICATION_PROPOSED = "publication_proposed"
    COPY_COVERED = "copy_covered"
    MARKED_URGENT = "marked_urgent"
    SECRET_RENEWED = "secret_renewed"  # noqa: S105 - the name of an event
    TOLD = "told"
    CLOSED = "closed"
    BODY_SUCCEEDED = "body_succeeded"
