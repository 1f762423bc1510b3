"""Who sees what. Pure functions over small facts; each public surface asks here and nowhere else.

Five timelines: public, applicant, body, centre, lawyer. Original and public copy are two things: the public reads a public
copy that staff released, and nothing else. docs/privacy.md maps each rule to its test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.cases.acts import Act
from tracker.cases.events import EventType as E
from tracker.cases.kinds import RESTRICTED_KINDS, Kind, Release, Review
from tracker.cases.permissions import Facts, may
from tracker.people.actor import Actor, ActorKind


class Audience(StrEnum):
    PUBLIC = "public"
    APPLICANT = "applicant"
    BODY = "body"
    CENTRE = "centre"
    LAWYER = "lawyer"


class PublicLevel(StrEnum):
    """What the public may know of a case: nothing but a figure, a bare row, or the released text too."""

    NONE = "none"
    ROW = "row"
    TEXT = "text"


class Copy(StrEnum):
    """Which of the two files somebody is given."""

    ORIGINAL = "original"
    PUBLIC = "public"


P, A, B, C, L = Audience.PUBLIC, Audience.APPLICANT, Audience.BODY, Audience.CENTRE, Audience.LAWYER
ALL = frozenset(Audience)
PRIVATE = ALL - {P}

TIMELINES: Mapping[E, frozenset[Audience]] = {
    E.FILED: ALL,
    E.FILED_ON_BEHALF: ALL,
    E.CONTACT_CONFIRMED: frozenset({A, C}),
    E.REVIEWED: frozenset({A, C}),
    E.NOT_ACCEPTED: frozenset({A, C}),
    E.DECLINED_AS_SENDER: frozenset({A, C}),
    E.ACCEPTED_AGAIN: frozenset({A, C}),
    E.ROUTED: ALL,
    E.REQUALIFIED: ALL,
    E.KIND_OBJECTED: ALL,
    E.KIND_SETTLED: ALL,
    E.LETTER_QUEUED: frozenset({C}),
    E.DISPATCHED: ALL,
    E.DISPATCH_FAILED: frozenset({A, C}),
    E.RECEIVED: ALL,
    E.RECEIPT_ASSERTED: frozenset({A, C}),
    E.RECEIPT_WITHDRAWN: frozenset({A, C, B}),
    E.REGISTERED: ALL,
    E.ASSIGNED: ALL,
    E.CLAIMED: ALL,
    E.NOTED: frozenset({B, C}),
    E.ASKED: ALL,
    E.CLARIFIED: ALL,
    E.EXTENDED: ALL,
    E.DATE_ANNOUNCED: ALL,
    E.FEE_ANNOUNCED: ALL,
    E.FEE_REPLIED: PRIVATE,
    E.RECOMPUTED: ALL,
    E.TRANSFERRED: ALL,
    E.ANSWERED: ALL,
    E.REFUSED: ALL,
    E.ANSWER_CORRECTED: ALL,
    E.APPROVAL_ASKED: frozenset({B}),
    E.APPROVAL_RETURNED: frozenset({B}),
    E.OUTSIDE_ANSWER_CLAIMED: PRIVATE,
    E.OUTSIDE_ANSWER_AGREED: ALL,
    E.OUTSIDE_ANSWER_DISPUTED: PRIVATE,
    E.REMINDED: ALL,
    E.WITHDRAWAL_ASKED: frozenset({A, C}),
    E.WITHDRAWN: ALL,
    E.RATED: frozenset({A, B, C}),
    E.REOPENED: ALL,
    E.APPEALED: PRIVATE,
    E.PUBLISHED: ALL,
    E.KEPT_BACK: ALL,
    E.UNPUBLISHED: ALL,
    E.PUBLICATION_PROPOSED: frozenset({B, C}),
    E.COPY_COVERED: frozenset({C}),
    E.MARKED_URGENT: frozenset({B, C}),
    E.SECRET_RENEWED: frozenset({A, C}),
    E.TOLD: frozenset({C}),
    E.CLOSED: ALL,
    E.BODY_SUCCEEDED: ALL,
    E.MAIL_RECEIVED: ALL,
    E.MAIL_READ: PRIVATE,
    E.APPLICANT_WROTE: PRIVATE,
    E.WORDS_HELD: frozenset({A, C}),
    E.WORDS_RETURNED: frozenset({A, C}),
}

PUBLIC_FIELDS: Mapping[E, frozenset[str]] = {
    E.FILED: frozenset({"kind", "channel"}),
    E.FILED_ON_BEHALF: frozenset({"kind", "channel"}),
    E.ROUTED: frozenset({"authority_id"}),
    E.REQUALIFIED: frozenset({"from_kind", "to_kind", "from_on", "to_on"}),
    E.KIND_OBJECTED: frozenset({"from_on", "to_on"}),
    E.KIND_SETTLED: frozenset({"upheld", "from_on", "to_on"}),
    E.DISPATCHED: frozenset({"authority_id", "means"}),
    E.RECEIVED: frozenset({"received_on", "proof"}),
    E.REGISTERED: frozenset({"registered_on", "incoming_number"}),
    E.ASSIGNED: frozenset({"unit_id"}),
    E.CLAIMED: frozenset({"unit_id"}),
    E.EXTENDED: frozenset({"ground", "from_on", "to_on", "in_time", "breaks_convention"}),
    E.ASKED: frozenset({"from_on", "to_on", "rule"}),
    E.CLARIFIED: frozenset({"from_on", "to_on"}),
    E.DATE_ANNOUNCED: frozenset({"announced_on"}),
    E.FEE_ANNOUNCED: frozenset({"amount"}),
    E.RECOMPUTED: frozenset({"from_on", "to_on", "from_regime", "to_regime"}),
    E.TRANSFERRED: frozenset({"ground", "from_authority_id", "to_authority_id", "from_on", "to_on"}),
    E.ANSWERED: frozenset({"outcome", "grounds", "outgoing_number", "outgoing_on", "answered_on"}),
    E.REFUSED: frozenset({"grounds", "outgoing_number", "outgoing_on", "answered_on"}),
    E.ANSWER_CORRECTED: frozenset({"reason", "from_outcome", "outcome", "outgoing_number", "outgoing_on", "corrected_on"}),
    E.OUTSIDE_ANSWER_AGREED: frozenset({"answered_on", "outcome"}),
    E.REMINDED: frozenset({"reason"}),
    E.KEPT_BACK: frozenset({"reason", "reasons"}),
    E.CLOSED: frozenset({"outcome"}),
    E.BODY_SUCCEEDED: frozenset({"from_authority_id", "to_authority_id"}),
}
"""What of an event's data the public row may say. A type that is not named says only that it happened."""

NOT_OF_RESTRICTED = frozenset({"unit_id", "incoming_number", "outgoing_number"})
"""Not even these, of a restricted case: with the body's own number its journal names who wrote."""

CENTRE_FIELDS = frozenset({"pressure"})
"""Told to the centre alone, whatever the event."""


def timeline_has(audience: Audience, event: E, data: Mapping[str, Any]) -> bool:
    """Whether a timeline has a row for this event. A note is seen by the side that wrote it alone."""
    if event is E.NOTED:
        return data.get("side") == audience.value
    return audience in TIMELINES[event]


def fields_for(audience: Audience, event: E, data: Mapping[str, Any], restricted: bool = False) -> dict[str, Any]:
    """The part of an event's data that this timeline may show."""
    if audience is Audience.CENTRE:
        return dict(data)
    if audience is not Audience.PUBLIC:
        return {key: value for key, value in data.items() if key not in CENTRE_FIELDS}
    allowed = PUBLIC_FIELDS.get(event, frozenset()) - (NOT_OF_RESTRICTED if restricted else frozenset())
    return {key: value for key, value in data.items() if key in allowed}


def audience_of(actor: Actor, facts: Facts) -> Audience:
    """Which timeline and which copy this actor gets of a case."""
    if actor.kind is ActorKind.LAWYER and actor.case_id == facts.case_id and actor.case_id is not None:
        return Audience.LAWYER
    if not may(actor, Act.READ, facts):
        return Audience.PUBLIC
    if actor.is_applicant:
        return Audience.APPLICANT
    return Audience.CENTRE if actor.kind is ActorKind.STAFF else Audience.BODY


def restricted_by_default(kind: Kind, topic_restricted: bool) -> bool:
    """Statements and complaints, and the topics in which people are afraid."""
    return kind in RESTRICTED_KINDS or topic_restricted


BELOW_RAION = frozenset({"aiyl_aimak", "raion_city", "city_district", "village", "aiyl"})
"""Levels at which naming the body would point at the village."""


@dataclass(frozen=True, slots=True)
class Publicity:
    """What decides how much of a case is public. `body_levels`: territory levels of all bodies that ever had a leg."""

    review: Review
    restricted: bool
    dispatched: bool
    released: bool
    body_levels: frozenset[str] = frozenset()


def public_level(facts: Publicity) -> PublicLevel:
    """A restricted case addressed below raion level has no public row at all; a restricted one never has its text."""
    if facts.review is not Review.PASSED or not facts.dispatched:
        return PublicLevel.NONE
    if facts.restricted:
        return PublicLevel.NONE if facts.body_levels & BELOW_RAION else PublicLevel.ROW
    return PublicLevel.TEXT if facts.released else PublicLevel.ROW


def text_copy(audience: Audience, level: PublicLevel, release: Release) -> Copy | None:
    """Which copy of a text or a file this audience reads; None: it is not shown."""
    if audience is not Audience.PUBLIC:
        return Copy.ORIGINAL
    if level is PublicLevel.NONE or release in {Release.UNRELEASED, Release.KEPT}:
        return None
    return Copy.PUBLIC


class MessageKind(StrEnum):
    """Texts that travel with an event."""

    LETTER = "letter"
    QUESTION = "question"
    CLARIFICATION = "clarification"
    ANSWER = "answer"
    REFUSAL = "refusal"
    CORRECTION = "correction"
    OUTSIDE_ANSWER = "outside_answer"
    EXTENSION = "extension"
    ANNOUNCEMENT = "announcement"
    FEE = "fee"
    FEE_REPLY = "fee_reply"
    REQUALIFICATION = "requalification"
    OBJECTION = "objection"
    RECOMPUTATION = "recomputation"
    TRANSFER = "transfer"
    BODY_NOTE = "body_note"
    HEAD_NOTE = "head_note"
    CENTRE_NOTE = "centre_note"
    DELIVERY = "delivery"
    WITHDRAWAL = "withdrawal"
    RATING = "rating"
    REASON = "reason"
    APPLICANT_MAIL = "applicant_mail"
    HELD = "held"
    BODY_MAIL = "body_mail"


MESSAGES: Mapping[MessageKind, frozenset[Audience]] = {
    MessageKind.LETTER: ALL,
    MessageKind.QUESTION: PRIVATE,
    MessageKind.CLARIFICATION: PRIVATE,
    MessageKind.ANSWER: ALL,
    MessageKind.REFUSAL: ALL,
    MessageKind.CORRECTION: ALL,
    MessageKind.OUTSIDE_ANSWER: ALL,
    MessageKind.EXTENSION: PRIVATE,
    MessageKind.ANNOUNCEMENT: PRIVATE,
    MessageKind.FEE: PRIVATE,
    MessageKind.FEE_REPLY: PRIVATE,
    MessageKind.REQUALIFICATION: PRIVATE,
    MessageKind.OBJECTION: PRIVATE,
    MessageKind.RECOMPUTATION: PRIVATE,
    MessageKind.TRANSFER: PRIVATE,
    MessageKind.BODY_NOTE: frozenset({B}),
    MessageKind.HEAD_NOTE: frozenset({B}),
    MessageKind.CENTRE_NOTE: frozenset({C}),
    MessageKind.DELIVERY: frozenset({A, C}),
    MessageKind.WITHDRAWAL: frozenset({C}),
    MessageKind.RATING: frozenset({A, B, C}),
    MessageKind.REASON: frozenset({A, C}),
    MessageKind.APPLICANT_MAIL: PRIVATE,
    MessageKind.HELD: frozenset({A, C}),
    MessageKind.BODY_MAIL: PRIVATE,
}
"""Who may read a text at all; the public further needs the release and the level (`text_copy`)."""


def message_copy(audience: Audience, kind: MessageKind, level: PublicLevel, release: Release) -> Copy | None:
    """Which copy of a message this audience reads; None: not shown."""
    if audience not in MESSAGES[kind]:
        return None
    if audience is Audience.PUBLIC and level is not PublicLevel.TEXT:
        return None
    return text_copy(audience, level, release)


def identity_visible(audience: Audience) -> bool:
    """Names and contacts: never the public."""
    return audience is not Audience.PUBLIC


def small_cells_merged(cells: Mapping[tuple[str, str], int], least: int = 5) -> dict[tuple[str, str], int]:
    """Counts per (raion, quarter) with every cell below `least` merged into that quarter's rest (raion '').

    The rest itself is shown only if it reaches `least` (no subtraction brings a small cell back).
    """
    shown: dict[tuple[str, str], int] = {}
    rest: dict[str, int] = {}
    for (raion, quarter), count in cells.items():
        if count >= least:
            shown[(raion, quarter)] = count
        else:
            rest[quarter] = rest.get(quarter, 0) + count
    shown.update({("", quarter): count for quarter, count in rest.items() if count >= least})
    return shown


def quarter_of(day: date) -> str:
    """`2026-4`."""
    return f"{day.year}-{(day.month - 1) // 3 + 1}"
