"""Which date an act would lead to, said on its page before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases import labels
from tracker.cases.corrected_terms import Correction, corrections, instead
from tracker.cases.kind_change import KindAhead
from tracker.cases.models import Case, Leg
from tracker.cases.reckoning import NOTHING
from tracker.cases.recomputing import would_be_due_on
from tracker.i18n import long_date, t
from tracker.law.errors import LawError
from tracker.law.regimes import Term
from tracker.lawbook import changes
from tracker.lawbook.labels import TERMS
from tracker.lawbook.models import LawChange
from tracker.lawbook.words import length_words, status_words

KEPT = "kept"


def kind_choices(ahead: tuple[KindAhead, ...]) -> list[tuple[str, str]]:
    """Each kind with the date that would count then."""
    return [(one.kind.value, _choice(one)) for one in ahead]


def _choice(one: KindAhead) -> str:
    kind = t(labels.KINDS[one.kind])
    return t("%(kind)s: answer by %(on)s", kind=kind, on=long_date(one.due_on)) if one.due_on else kind


def recount_facts(session: Session, case: Case, leg: Leg) -> list[tuple[str, str]]:
    """The date now, and counted again; and each term of the law that was corrected since, with the reason."""
    found = corrections(session, case, leg)
    dates = [(t("The date for the answer now"), _day(leg.answer_due_on)), (t("Counted again"), _day(_again(session, case, leg)))]
    made = changes.by_number(session) if found else {}
    return [*dates, *(row for one in found for row in _corrected(one, made))]


def recount_choices(session: Session, case: Case, leg: Leg) -> list[tuple[str, str]]:
    """By the term that is kept or by the corrected one, each with its date; one choice only where nothing was corrected."""
    kept = t("By the term that the letter came under: answer by %(on)s", on=_day(_again(session, case, leg)))
    found = corrections(session, case, leg)
    if not found:
        return [(KEPT, kept)]
    on = _day(_again(session, case, leg, instead(found)))
    return [(KEPT, kept), (found[0].now.id, t("By the corrected term: answer by %(on)s", on=on))]


def _again(session: Session, case: Case, leg: Leg, by: Mapping[str, str] = NOTHING) -> date | None:
    try:
        return would_be_due_on(session, case, leg, lawbook.current_calendar(session), by)
    except LawError:
        return None


def _corrected(found: Correction, made: Mapping[int, LawChange]) -> Iterator[tuple[str, str]]:
    for name, term in found.now.terms.items():
        before = found.kept.term(name)
        if term == before:
            continue
        row = made.get(term.change) if term.change is not None else None
        values = {"before": _term(before), "after": _term(term)}
        said = t("%(before)s; corrected: %(after)s", **values)
        why = t("Why: %(reason)s", reason=row.reason) if row else ""
        yield t(TERMS[name]), "\n".join(part for part in (said, why) if part)


def _term(term: Term) -> str:
    """How long, and how sure that is."""
    return f"{length_words(term) or t('not known')} ({status_words(term.status)})"


def _day(on: date | None) -> str:
    return long_date(on) if on else t("none")
