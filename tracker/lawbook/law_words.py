"""What laws and terms are called, in the reader's language. An article is named only where it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tracker.i18n import long_date, ngettext, t
from tracker.law.codes import Start, Status, TermName
from tracker.law.regimes import Regime, Term, family_of
from tracker.lawbook.labels import ACTS, NOTES, STATUS


def status_words(status: Status) -> str:
    return t(STATUS[status])


def act_words(regime: Regime) -> str:
    """What the law is called; one that was put in use here by the number and the day of its act."""
    return act_words_of(regime.id, regime.act_number if regime.enabled else "", regime.act_on, regime.amends)


def act_words_of(regime_id: str, number: str = "", on: date | None = None, amends: str = "") -> str:
    """The same from what a reckoning has kept of it."""
    if not amends or not number:
        law = family_of(regime_id)
        return t(ACTS[law]) if law in ACTS else law
    bare = number.lstrip("№ ")
    name = (
        t("Law No. %(number)s of %(on)s", number=bare, on=long_date(on)) if on else t("Law No. %(number)s", number=bare)
    )
    return t("%(law)s, which changed: %(other)s", law=name, other=act_words_of(amends))


def law_words(regime: Regime, article: str | None = None) -> str:
    """The law, with the article where it may be cited."""
    return with_article(act_words(regime), article)


def law_words_of(law_id: str, article: str | None = None) -> str:
    """The same of a law that ships, by its id."""
    return with_article(act_words_of(law_id), article)


def with_article(law: str, article: str | None) -> str:
    """A law in words, and the article where there is one to cite."""
    return t("%(law)s, article %(article)s", law=law, article=article) if article else law


def note_words(note: str) -> str:
    """A remark that came with the service is translated; one that was typed here stands as it was typed."""
    return t(note) if note in NOTES else note


def term_words(value: int, unit: str) -> str:
    """10 working days."""
    return _UNITS[unit](value)


def length_words(term: Term) -> str:
    """How long a term is, or before what the act has to be done; empty where it is not known."""
    if term.value is not None and term.unit is not None:
        return term_words(term.value, term.unit)
    return t("before the first date") if term.until is Start.ORIGINAL_DATE and term.is_said else ""


def length_words_of(name: TermName, term: Term) -> str:
    """The same of a term with this name: extra time that is counted from the letter is the whole time, not so much more."""
    said = length_words(term)
    in_all = name is TermName.EXTENSION and term.starts in {Start.RECEIPT, Start.SUBMISSION}
    return t("%(term)s in all", term=said) if said and in_all else said


def _working_days(value: int) -> str:
    return ngettext("%(num)s working day", "%(num)s working days", value)


def _calendar_days(value: int) -> str:
    return ngettext("%(num)s calendar day", "%(num)s calendar days", value)


def _weeks(value: int) -> str:
    return ngettext("%(num)s week", "%(num)s weeks", value)


def _months(value: int) -> str:
    return ngettext("%(num)s month", "%(num)s months", value)


_UNITS: dict[str, Callable[[int], str]] = {
    "working_days": _working_days,
    "calendar_days": _calendar_days,
    "weeks": _weeks,
    "months": _months,
}
