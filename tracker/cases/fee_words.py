"""What a person reads about money: how much, and what the law says, with how sure that is. Articles only where confirmed."""

from __future__ import annotations

from decimal import Decimal

from tracker.i18n import t
from tracker.law.codes import Status
from tracker.law.fees import FREE_PAGES, FeeCode, FeeRule, fee_rules


def amount_words(amount: str) -> str:
    """`1250.50` as people write it here."""
    value = Decimal(amount)
    whole = f"{int(value):,}".replace(",", "\u00a0")
    rest = f",{int(value % 1 * 100):02d}" if value % 1 else ""
    return t("%(amount)s som", amount=whole + rest)


def law_on_fees(kind: str) -> tuple[str, ...]:
    """The rules for this kind of letter, a line each."""
    found = tuple(_line(rule) for rule in fee_rules(kind))
    return found or (t("No rule that lets the body take money is known to us. Ask the centre."),)


def _line(rule: FeeRule) -> str:
    line = {
        FeeCode.ANSWERING_IS_FREE: t("By the law on access to information a request is handled and answered free of charge."),
        FeeCode.COPIES_ABOVE: t(
            "Only copying above %(pages)s pages may cost something: what it really costs, by a price list that the "
            "Cabinet of Ministers sets.",
            pages=FREE_PAGES,
        ),
        FeeCode.REASONABLE_CHARGE: t(
            "By the Aarhus Convention a charge must not be more than a reasonable amount, and its price list must be public."
        ),
        FeeCode.APPEALS_ARE_FREE: t("By the law on appeals an appeal is examined free of charge."),
    }[rule.code]
    if rule.cited_article:
        line = t("%(line)s Article %(article)s.", line=line, article=rule.cited_article)
    return line if rule.status is Status.CONFIRMED else t("%(line)s A lawyer is still checking this rule.", line=line)
