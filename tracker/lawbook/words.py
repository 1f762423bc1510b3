"""What the law's codes say to a person, in the reader's language. An article is named only where it is confirmed.

Dates in one line and the ways that are open, here; how a date was reckoned, in `reason_words`; what laws, terms and grounds are
called, in `law_words`.
"""

from __future__ import annotations

from datetime import date

from tracker.i18n import N_, long_date, t
from tracker.law.codes import Status
from tracker.law.deadlines import Clock, Due, Outer
from tracker.lawbook.law_words import (
    act_words,
    law_words,
    law_words_of,
    length_words,
    length_words_of,
    status_words,
    term_words,
)
from tracker.lawbook.reason_words import OTHER_UNKNOWN_TERM, STARTED, UNKNOWN_TERM, explain, sentence

__all__ = [
    "NO_SUMMARY",
    "OTHER_UNKNOWN_TERM",
    "STARTED",
    "SUMMARY",
    "UNKNOWN_TERM",
    "act_words",
    "explain",
    "extension_warning",
    "law_words",
    "law_words_of",
    "length_words",
    "length_words_of",
    "sentence",
    "status_words",
    "summary",
    "summary_of_limit",
    "term_words",
]

SUMMARY = {
    Clock.REGISTRATION: N_("To be registered by %(on)s"),
    Clock.ANSWER: N_("Answer due by %(on)s"),
    Clock.EXTENSION: N_("Answer due by %(on)s, with extra time"),
    Clock.CONVENTION: N_("The outer limit of the Convention is %(on)s"),
    Clock.REMEDY: N_("Open until %(on)s"),
}
NO_SUMMARY = {
    Clock.REGISTRATION: N_("No date to register: the term is not verified"),
    Clock.ANSWER: N_("No answer date: the term is not verified"),
    Clock.EXTENSION: N_("No extra time: the term is not verified"),
    Clock.CONVENTION: N_("No date: the term is not verified"),
    Clock.REMEDY: N_("Not verified: act now, ask the centre"),
}


def summary(due: Due) -> str:
    """One line: the date, and that its term is being checked where it is."""
    if due.due_on is None:
        return t(NO_SUMMARY[due.clock])
    line = t(SUMMARY[due.clock], on=long_date(due.due_on))
    return line if due.status is Status.CONFIRMED else t("%(line)s (term being checked)", line=line)


def summary_of_limit(limit: Outer) -> str:
    """One line for the Convention's limit, by the strict view."""
    return t(SUMMARY[Clock.CONVENTION], on=long_date(limit.strict_on))


def extension_warning(extended_on: date, limit: Outer) -> str:
    """What an officer reads before an extension that would pass the Convention's limit."""
    return t(
        "The answer date, %(on)s, is after the outer limit of the Convention, %(limit)s. The Convention allows this only "
        "where there is much information and it is complex.",
        on=long_date(extended_on),
        limit=long_date(limit.strict_on),
    )
