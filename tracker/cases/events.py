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
    TRANSFERRED = "transferred"
    ANSWERED = "answered"
    REFUSED = "refused"
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
    MAIL_RECEIVED = "mail_received"
    MAIL_READ = "mail_read"
    APPLICANT_WROTE = "applicant_wrote"
