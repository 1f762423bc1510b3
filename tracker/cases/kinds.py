"""The codes of the procedure: kinds of case, states, outcomes, proofs. Pure; the words for people are in `labels.py`."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What the citizen sends. Law 217 art. 2(5)(1): a complaint about a breach of Law 217 stays under it."""

    INFORMATION_REQUEST = "information_request"
    PROPOSAL = "proposal"
    STATEMENT = "statement"
    COMPLAINT = "complaint"
    ACCESS_COMPLAINT = "access_complaint"


class Channel(StrEnum):
    """How the case reached the service."""

    WEB = "web"
    PAPER = "paper"
    ORAL = "oral"
    PHONE = "phone"


class Sender(StrEnum):
    """Who stands behind the letter."""

    PERSON = "person"
    ORGANISATION = "organisation"
    FOR_ANOTHER = "for_another"
    CENTRE = "centre"


class Review(StrEnum):
    """The first look: opens dispatch, not publication."""

    WAITING = "waiting"
    PASSED = "passed"
    NOT_ACCEPTED = "not_accepted"
    DECLINED = "declined"  # the centre does not lend its name; the letter itself is not judged


class LegState(StrEnum):
    """Where one authority's duty stands."""

    TO_SEND = "to_send"
    SENDING = "sending"
    SENT = "sent"
    RECEIVED = "received"
    REGISTERED = "registered"
    IN_WORK = "in_work"
    ASKED = "asked"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    CLOSED = "closed"


class CaseState(StrEnum):
    """Derived from the first look and the legs, never stored as a decision of its own."""

    WAITING_FIRST_LOOK = "waiting_first_look"
    NOT_ACCEPTED = "not_accepted"
    DECLINED = "declined"
    TO_ROUTE = "to_route"
    TO_DELIVER = "to_deliver"
    DELIVERED = "delivered"
    IN_WORK = "in_work"
    WAITING_APPLICANT = "waiting_applicant"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What came of a leg. Never the same thing as closed."""

    FULL = "full"
    PARTIAL = "partial"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    TOLD_WHERE = "told_where"
    ALREADY_PUBLIC = "already_public"
    MEASURES_TAKEN = "measures_taken"
    NOT_CONFIRMED = "not_confirmed"
    EXPLAINED = "explained"
    LEFT_UNCONSIDERED = "left_unconsidered"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"
    NOT_ACCEPTED = "not_accepted"


class Proof(StrEnum):
    """How we know that the body has the letter. ASSERTED is a word against a word: no public lateness rests on it."""

    STAMPED_COPY = "stamped_copy"
    POSTAL_RECEIPT = "postal_receipt"
    CONFIRMED_BY_OFFICER = "confirmed_by_officer"
    REGISTERED_BY_BODY = "registered_by_body"
    ANSWERED = "answered"
    DELIVERY_REPORT = "delivery_report"
    MAILED_NOT_RETURNED = "mailed_not_returned"
    ASSERTED = "asserted"


class Rating(StrEnum):
    SATISFIED = "satisfied"
    PARTLY = "partly"
    NOT_SATISFIED = "not_satisfied"


class Release(StrEnum):
    """The second gate: what of a text or a file the public may read."""

    UNRELEASED = "unreleased"
    RELEASED = "released"
    REDACTED = "redacted"
    KEPT = "kept"


class TaskKind(StrEnum):
    """What a centre has to do by hand."""

    FIRST_LOOK = "first_look"
    ROUTE = "route"
    DELIVER = "deliver"
    TELL_BY_PHONE = "tell_by_phone"
    CALL_BACK = "call_back"
    FIND_CONTACT = "find_contact"
    CONFIRM_CONTACT = "confirm_contact"
    CONFIRM_AGAIN = "confirm_again"
    CONFIRM_WITHDRAWAL = "confirm_withdrawal"
    RELEASE = "release"
    THIRD_TRANSFER = "third_transfer"
    CONCERNED_BODY = "concerned_body"
    CALENDAR_YEAR = "calendar_year"
    AGREE_ANSWER = "agree_answer"
    CENTRE_AS_SENDER = "centre_as_sender"
    PUBLICATION = "publication"
    OPENED_BY_OTHER = "opened_by_other"
    FEE_CONTESTED = "fee_contested"
    KIND_OBJECTED = "kind_objected"
    MAIL_TO_READ = "mail_to_read"
    PASS_ON = "pass_on"  # noqa: S105 - the name of a task


ANSWERS: dict[Kind, tuple[Outcome, ...]] = {
    Kind.INFORMATION_REQUEST: (
        Outcome.FULL,
        Outcome.PARTIAL,
        Outcome.NOT_HELD,
        Outcome.TOLD_WHERE,
        Outcome.ALREADY_PUBLIC,
    ),
    Kind.PROPOSAL: (Outcome.MEASURES_TAKEN, Outcome.EXPLAINED, Outcome.PARTIAL),
    Kind.STATEMENT: (Outcome.MEASURES_TAKEN, Outcome.PARTIAL, Outcome.NOT_CONFIRMED, Outcome.EXPLAINED),
    Kind.COMPLAINT: (Outcome.MEASURES_TAKEN, Outcome.PARTIAL, Outcome.NOT_CONFIRMED, Outcome.EXPLAINED),
    Kind.ACCESS_COMPLAINT: (Outcome.MEASURES_TAKEN, Outcome.PARTIAL, Outcome.NOT_CONFIRMED, Outcome.EXPLAINED),
}
"""The outcomes an officer may choose from when he answers, by kind. A refusal is an act of its own."""

OPEN = frozenset(
    {
        LegState.TO_SEND,
        LegState.SENDING,
        LegState.SENT,
        LegState.RECEIVED,
        LegState.REGISTERED,
        LegState.IN_WORK,
        LegState.ASKED,
    }
)
"""A leg in which the authority still owes something, or will once it has the letter."""

UNDELIVERED = frozenset({LegState.TO_SEND, LegState.SENDING, LegState.SENT})
WITH_BODY = OPEN - UNDELIVERED
PROVEN = frozenset(Proof) - {Proof.ASSERTED}
REQUEST_KINDS = frozenset({Kind.INFORMATION_REQUEST})
RESTRICTED_KINDS = frozenset({Kind.STATEMENT, Kind.COMPLAINT, Kind.ACCESS_COMPLAINT})
"""Kinds that are restricted by default: who reports may be afraid of who is reported."""
