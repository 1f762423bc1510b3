"""What laws, terms and grounds are called, in the reader's language. An article is named only where it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tracker.i18n import long_date, ngettext, t
from tracker.law.grounds import Objection
from tracker.law.kyrgyzstan import CONVENTION, regimes
from tracker.law.regimes import Ground, Need, Origin, Regime, Start, Status, Term, family_of
from tracker.lawbook.labels import ACTS, GROUNDS, NEEDS, PROBLEMS, STATUS


def status_words(status: Status) -> str:
    return t(STATUS[status])


def act_words(regime: Regime) -> str:
    """What the law is called; one that was put in use here by the number and the day of its act."""
    return _act_words(regime.id, regime.act_number if regime.enabled else "", regime.act_on, regime.amends)


def _act_words(regime_id: str, number: str = "", on: date | None = None, amends: str = "") -> str:
    if not amends or not number:
        law = family_of(regime_id)
        return t(ACTS[law]) if law in ACTS else law
    bare = number.lstrip("№ ")
    name = (
        t("Law No. %(number)s of %(on)s", number=bare, on=long_date(on)) if on else t("Law No. %(number)s", number=bare)
    )
    return t("%(law)s, which changed: %(other)s", law=name, other=_act_words(amends))


def law_words(regime: Regime, article: str | None = None) -> str:
    """The law, with the article where it may be cited."""
    return _with_article(act_words(regime), article)


def _with_article(law: str, article: str | None) -> str:
    return t("%(law)s, article %(article)s", law=law, article=article) if article else law


def term_words(value: int, unit: str) -> str:
    """10 working days."""
    return _UNITS[unit](value)


def length_words(term: Term) -> str:
    """How long a term is, or before what the act has to be done; empty where it is not known."""
    if term.value is not None and term.unit is not None:
        return term_words(term.value, term.unit)
    return t("before the first date") if term.until is Start.ORIGINAL_DATE and term.is_said else ""


def ground_words(code: str) -> str:
    """What a ground says; a ground that is coded elsewhere keeps its code."""
    return t(GROUNDS[code]) if code in GROUNDS else code


def ground_line(ground: Ground, regime_id: str) -> str:
    """A ground with its law, and its article where confirmed: for letters and pages.

    A law that only changes a term has the grounds of the law that it changes.
    """
    law = CONVENTION if ground.origin is Origin.CONVENTION else _AMENDED.get(family_of(regime_id), regime_id)
    return t("%(ground)s (%(law)s)", ground=ground_words(ground.code), law=_with_article(_act_words(law), ground.cited_article))


def need_words(need: Need) -> str:
    return t(NEEDS[need])


def objection_words(objection: Objection) -> str:
    """What to do about a problem in a refusal, with the ground it is about."""
    advice = t(PROBLEMS[objection.problem])
    return t("%(ground)s: %(advice)s", ground=ground_words(objection.code), advice=advice) if objection.code else advice


def _working_days(value: int) -> str:
    return ngettext("%(num)s working day", "%(num)s working days", value)


def _calendar_days(value: int) -> str:
    return ngettext("%(num)s calendar day", "%(num)s calendar days", value)


def _weeks(value: int) -> str:
    return ngettext("%(num)s week", "%(num)s weeks", value)


def _months(value: int) -> str:
    return ngettext("%(num)s month", "%(num)s months", value)


_AMENDED = {row.id: row.amends for row in regimes() if row.amends}

_UNITS: dict[str, Callable[[int], str]] = {
    "working_days": _working_days,
    "calendar_days": _calendar_days,
    "weeks": _weeks,
    "months": _months,
}
