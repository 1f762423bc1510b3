"""The words of the law as codes: how sure a fact is, which terms there are, what an act does to a clock, grounds and ways."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """How sure a fact of law is."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    UNKNOWN = "unknown"


class Start(StrEnum):
    """The event after which a term starts."""

    RECEIPT = "receipt"
    REGISTRATION = "registration"
    LAST_DAY_TO_REGISTER = "last_day_to_register"
    SUBMISSION = "submission"
    ORIGINAL_DATE = "original_date"
    DECISION = "decision"
    QUESTION = "question"


class TermName(StrEnum):
    """The terms a regime may set."""

    REGISTRATION = "registration"
    ANSWER = "answer"
    ANSWER_AFTER_TRANSFER = "answer_after_transfer"
    URGENT_ANSWER = "urgent_answer"
    EXTENSION = "extension"
    EXTENSION_NOTICE = "extension_notice"
    TRANSFER = "transfer"
    CLARIFICATION = "clarification"
    FILING = "filing"
    DECISION = "decision"


LETTER_TERMS = (
    TermName.REGISTRATION, TermName.ANSWER, TermName.ANSWER_AFTER_TRANSFER, TermName.URGENT_ANSWER, TermName.EXTENSION,
    TermName.EXTENSION_NOTICE, TermName.TRANSFER, TermName.CLARIFICATION,
)  # fmt: skip
"""What a law on letters may set."""

LIMIT_TERMS = (TermName.ANSWER, TermName.EXTENSION)
"""What the Convention sets beside it."""

REVIEW_TERMS = (TermName.FILING, TermName.DECISION)
"""What a law on a way of review may set."""

STARTS: Mapping[TermName, tuple[Start, ...]] = {
    TermName.REGISTRATION: (Start.RECEIPT,),
    TermName.ANSWER: (Start.RECEIPT, Start.REGISTRATION),
    TermName.ANSWER_AFTER_TRANSFER: (Start.RECEIPT,),
    TermName.URGENT_ANSWER: (Start.RECEIPT, Start.REGISTRATION),
    TermName.EXTENSION: (Start.ORIGINAL_DATE, Start.RECEIPT),  # so much more, or so much in all
    TermName.EXTENSION_NOTICE: (Start.RECEIPT,),
    TermName.TRANSFER: (Start.RECEIPT, Start.REGISTRATION),
    TermName.CLARIFICATION: (Start.QUESTION,),
    TermName.FILING: (Start.DECISION,),
    TermName.DECISION: (Start.RECEIPT,),
}
"""From what each term can be counted here. Any other start would stand in the data and not in the date."""

LIMIT_STARTS = (Start.SUBMISSION,)
"""The terms of the Convention run from the day the request was submitted."""

ONLY_LISTED = frozenset({TermName.URGENT_ANSWER, TermName.TRANSFER, TermName.DECISION})
"""Terms that are kept for the reader of the law: no date of a case is counted from them."""


class Known(StrEnum):
    """How exactly the first day of a regime is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class RuleName(StrEnum):
    """What may act on a clock that runs."""

    TRANSFER = "transfer"
    QUESTION = "question"


class Effect(StrEnum):
    """What it does to the clock. A transfer may start it again; a question to the applicant may stop it for a while."""

    KEEPS_CLOCK = "keeps_clock"
    RESTARTS = "restarts"
    STOPS_CLOCK = "stops_clock"


EFFECTS = {
    RuleName.TRANSFER: (Effect.KEEPS_CLOCK, Effect.RESTARTS),
    RuleName.QUESTION: (Effect.KEEPS_CLOCK, Effect.STOPS_CLOCK),
}
"""What each may do."""


class Origin(StrEnum):
    """A national ground carries a refusal; a paragraph of the Convention only limits it."""

    NATIONAL = "national"
    CONVENTION = "convention"


class Need(StrEnum):
    """What must accompany a ground."""

    WEIGHING = "weighing"
    WHERE_TO_APPLY = "where_to_apply"
    NOT_FOR_EMISSIONS = "not_for_emissions"
    WEIGH_EMISSIONS = "weigh_emissions"


class Use(StrEnum):
    """For which act a ground is given."""

    REFUSAL = "refusal"
    EXTENSION = "extension"
    TRANSFER = "transfer"


class Route(StrEnum):
    """Where a person can go after a refusal, silence or a bad answer."""

    SUPERIOR_BODY = "superior_body"
    ADMINISTRATIVE_COMPLAINT = "administrative_complaint"
    AKYIKATCHY = "akyikatchy"
    COURT = "court"


class Grievance(StrEnum):
    """What happened to the person."""

    REFUSAL = "refusal"
    SILENCE = "silence"
    BAD_ANSWER = "bad_answer"
