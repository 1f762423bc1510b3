"""A text that travelled with an event, where the service puts words around what was typed: in the language of the reader.

What was typed stays as it was typed; rows from before hold the words themselves and are read as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tracker.cases.disclosure import MessageKind
from tracker.i18n import short_date, t

BASIS_LAST, DAYS = "basis_last", "days"
"""In the event of a payment: its text ends with the basis. Of dates counted again by the calendar: the days that were set."""
GAP = "\n\n"


def text_words(kind: str, text: str, data: Mapping[str, Any]) -> str:
    """The text for its reader. `data`: that of its event, as far as this reader may have it."""
    if kind == MessageKind.FEE and data.get(BASIS_LAST) and GAP in text:
        purpose, _, basis = text.rpartition(GAP)
        return GAP.join((purpose, t("On what basis: %(basis)s", basis=basis)))
    if kind == MessageKind.RECOMPUTATION and data.get(DAYS):
        return calendar_changed(data[DAYS])
    return text


def payment_text(purpose: str, basis: str) -> str:
    """What a payment is for and on what basis, as it is kept: in one text, which can be erased."""
    return GAP.join((purpose.strip(), " ".join(basis.split())))


def calendar_changed(days: Sequence[Mapping[str, Any]]) -> str:
    """The days that were set in the calendar of working days, each with its act."""
    return "\n".join([t("The calendar of working days changed."), *(_day_words(day) for day in days)])


def _day_words(day: Mapping[str, Any]) -> str:
    on = short_date(date.fromisoformat(day["on"]))
    said = t("%(day)s: a working day", day=on) if day["working"] else t("%(day)s: a day off", day=on)
    return t("%(said)s. Act: %(act)s. Source: %(source)s", said=said, act=day["act"], source=day["source"] or "–")
