"""What the law says about money for an answer. Facts with how sure they are; the words stand in `cases/fee_words.py`.

No money passes through the service and no date depends on a payment. No article leaves the service until it is confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.law.codes import Status

FREE_PAGES = 15
"""Law 217 art. 20(2): only copies above this many pages may be charged, at actual cost."""


class FeeCode(StrEnum):
    ANSWERING_IS_FREE = "answering_is_free"
    COPIES_ABOVE = "copies_above"
    APPEALS_ARE_FREE = "appeals_are_free"
    REASONABLE_CHARGE = "reasonable_charge"


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One rule about charges."""

    code: FeeCode
    kinds: frozenset[str]
    article: str
    article_confirmed: bool
    status: Status
    source: str

    @property
    def cited_article(self) -> str | None:
        """The article as it may leave the service: only where confirmed."""
        return self.article if self.article_confirmed else None


_REQUESTS = frozenset({"information_request"})
_APPEALS = frozenset({"statement", "complaint", "proposal"})
RULES = (
    FeeRule(FeeCode.ANSWERING_IS_FREE, _REQUESTS, "20(1)", False, Status.LIKELY, "Law 217 of 29 December 2023"),
    FeeRule(FeeCode.COPIES_ABOVE, _REQUESTS, "20(2)", False, Status.LIKELY, "Law 217 of 29 December 2023"),
    FeeRule(FeeCode.REASONABLE_CHARGE, _REQUESTS, "4(8)", False, Status.UNKNOWN, "Aarhus Convention"),
    FeeRule(FeeCode.APPEALS_ARE_FREE, _APPEALS, "", False, Status.LIKELY, "Law 67 of 4 May 2007"),
)


def fee_rules(kind: str) -> tuple[FeeRule, ...]:
    """The rules that a person with this kind of letter should know when a body wants money."""
    return tuple(rule for rule in RULES if kind in rule.kinds)
