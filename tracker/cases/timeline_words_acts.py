"""The sentences of a timeline about questions, announced days and payments, kinds of letter, dates counted again, corrections.

As in `timeline_words`: a value that this audience may not have is absent, and the sentence is the shorter one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tracker.cases import labels
from tracker.cases.events import EventType as E
from tracker.cases.fee_words import amount_words
from tracker.cases.kinds import Kind, Outcome
from tracker.cases.timeline import TimelineRow
from tracker.i18n import N_, long_date, t
from tracker.law.codes import Status
from tracker.law.regimes import family_of

OTHER_LAW = N_(
    "The dates were counted again, by another law: as is known now, it was in force when the letter came."
)


def day(row: TimelineRow, key: str) -> str:
    """A date of the event in words; empty where there is none."""
    value = row.values.get(key)
    return long_date(date.fromisoformat(value)) if value else ""


def _asked(row: TimelineRow) -> str:
    until, to_on = day(row, "until_on"), day(row, "to_on")
    if to_on:
        stands = (
            t("The body asked the applicant a question. By the law its time stands still until the reply.")
            if row.values.get("rule") == Status.CONFIRMED
            else t(
                "The body asked the applicant a question. As far as we know, by the law its time stands still until the reply."
            )
        )
        return t("%(stands)s The date is now %(to_on)s at the latest.", stands=stands, to_on=to_on)
    if not until:
        return t("The body asked the applicant a question. The time to answer runs on.")
    return t(
        "The body asked the applicant a question and waits for a reply until %(until)s. The time to answer runs on.",
        until=until,
    )


def _clarified(row: TimelineRow) -> str:
    to_on = day(row, "to_on")
    if not to_on:
        return t(labels.EVENTS[row.code])
    return t("The applicant replied. The time of the body runs on: the date is now %(to_on)s.", to_on=to_on)


def _date_announced(row: TimelineRow) -> str:
    on = day(row, "announced_on")
    if not on:
        return t("The body named a day on which it means to answer. This moves no date.")
    return t("The body announced that it means to answer on %(on)s. This moves no date.", on=on)


def _fee_announced(row: TimelineRow) -> str:
    amount = row.values.get("amount")
    if not amount:
        return t("The body wants a payment. No date moves by it.")
    return t("The body wants a payment of %(amount)s. No date moves by it.", amount=amount_words(amount))


def _fee_replied(row: TimelineRow) -> str:
    if row.values.get("agrees"):
        return t("The applicant agrees to the payment.")
    return t("The applicant contests the payment.")


def _kind(row: TimelineRow, key: str) -> str:
    value = row.values.get(key)
    return t(labels.KINDS[Kind(value)]) if value else ""


def with_dates(row: TimelineRow, said: str) -> str:
    """What was said, and the date for the answer, old and new, where it moved."""
    before, after = day(row, "from_on"), day(row, "to_on")
    if after and before == after:
        return t("%(said)s The date for the answer stays: %(on)s.", said=said, on=after)
    if after and before:
        return t("%(said)s Answer by %(after)s instead of %(before)s.", said=said, after=after, before=before)
    return t("%(said)s Answer by %(after)s.", said=said, after=after) if after else said


def _requalified(row: TimelineRow) -> str:
    before, after = _kind(row, "from_kind"), _kind(row, "to_kind")
    if not before or not after:
        return with_dates(row, t("The letter is treated as another kind of letter."))
    said = t("Treated as another kind of letter: “%(after)s” instead of “%(before)s”.", before=before, after=after)
    return with_dates(row, said)


def _kind_objected(row: TimelineRow) -> str:
    said = t("The applicant objects: the kind that he chose holds until the centre decides.")
    return with_dates(row, said)


def _kind_settled(row: TimelineRow) -> str:
    said = (
        t("The centre decided: the other kind of letter holds.")
        if row.values.get("upheld")
        else t("The centre decided: the kind that the applicant chose holds.")
    )
    return with_dates(row, said)


def _recomputed(row: TimelineRow) -> str:
    before, after = row.values.get("from_regime"), row.values.get("to_regime")
    if before and after and family_of(before) != family_of(after):
        return with_dates(row, t(OTHER_LAW))
    if after:
        return with_dates(row, t("The dates were counted again, by the corrected term of the law."))
    return with_dates(row, t("The dates were counted again."))


def _answer_corrected(row: TimelineRow) -> str:
    reason, outcome = row.values.get("reason"), row.values.get("outcome")
    if reason not in labels.CORRECTIONS or not outcome:
        return t("The body corrected its answer.")
    return t(
        "The body corrected its answer: %(said)s. Why: %(reason)s. The day of the first answer stays.",
        said=t(labels.OUTCOMES[Outcome(outcome)]),
        reason=t(labels.CORRECTIONS[reason]),
    )


def _approval_asked(row: TimelineRow) -> str:
    return t("An answer is written and waits for the head's signature. It is not given yet.")


def _approval_returned(row: TimelineRow) -> str:
    if row.values.get("taken_back"):
        return t("The officer took the answer back before the head signed.")
    return t("The head sent the answer back without signing.")


SAYINGS: dict[E, Callable[[TimelineRow], str]] = {
    E.ASKED: _asked,
    E.CLARIFIED: _clarified,
    E.DATE_ANNOUNCED: _date_announced,
    E.FEE_ANNOUNCED: _fee_announced,
    E.FEE_REPLIED: _fee_replied,
    E.REQUALIFIED: _requalified,
    E.KIND_OBJECTED: _kind_objected,
    E.KIND_SETTLED: _kind_settled,
    E.RECOMPUTED: _recomputed,
    E.ANSWER_CORRECTED: _answer_corrected,
    E.APPROVAL_ASKED: _approval_asked,
    E.APPROVAL_RETURNED: _approval_returned,
}
