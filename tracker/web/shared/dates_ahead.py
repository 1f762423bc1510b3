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
from tracker.law.codes import RuleName, Status, TermName
from tracker.law.errors import LawError
from tracker.law.regimes import Rule, Term
from tracker.lawbook import changes
from tracker.lawbook.labels import EFFECTS, RULES, STARTS, TERMS, UNKNOWN_RULE
from tracker.lawbook.models import LawChange
from tracker.lawbook.words import act_words, length_words_of, status_words

KEPT = "kept"


def kind_choices(ahead: tuple[KindAhead, ...]) -> list[tuple[str, str]]:
    """Each kind with the date that would count then."""
    return [(one.kind.value, _choice(one)) for one in ahead]


def _choice(one: KindAhead) -> str:
    kind = t(labels.KINDS[one.kind])
    return t("%(kind)s: answer by %(on)s", kind=kind, on=long_date(one.due_on)) if one.due_on else kind


def recount_facts(session: Session, case: Case, leg: Leg) -> list[tuple[str, str]]:
    """The date now, and counted again; and what of the law is known better since: another law, terms, rules, with the reason."""
    found = corrections(session, case, leg)
    dates = [(t("The date for the answer now"), _day(leg.answer_due_on)), (t("Counted again"), _day(_again(session, case, leg)))]
    made = changes.by_number(session) if found else {}
    return [*dates, *(row for one in found for row in _corrected(one, made, leg))]


def recount_choices(session: Session, case: Case, leg: Leg) -> list[tuple[str, str]]:
    """By the term that is kept or by the corrected one, each with its date; one choice only where nothing was corrected."""
    kept = t("By the term that the letter came under: answer by %(on)s", on=_day(_again(session, case, leg)))
    found = corrections(session, case, leg)
    if not found:
        return [(KEPT, kept)]
    on = _day(_again(session, case, leg, instead(found)))
    other = next((one.now for one in found if one.is_other_law), None)
    said = (
        t("By another law, %(law)s: answer by %(on)s", law=act_words(other), on=on)
        if other
        else t("By the corrected term: answer by %(on)s", on=on)
    )
    return [(KEPT, kept), (found[0].now.id, said)]


def _again(session: Session, case: Case, leg: Leg, by: Mapping[str, str] = NOTHING) -> date | None:
    try:
        return would_be_due_on(session, case, leg, lawbook.current_calendar(session), by)
    except LawError:
        return None


def _corrected(found: Correction, made: Mapping[int, LawChange], leg: Leg) -> Iterator[tuple[str, str]]:
    kept, now = found.kept, found.now
    if found.is_other_law:
        yield t("Law"), _said(act_words(kept), act_words(now), None)
    for name in dict.fromkeys((*now.terms, *kept.terms)):
        before, after = kept.term(name), now.term(name)
        if _means(before) != _means(after):
            starts = before.starts is not after.starts
            yield t(TERMS[name]), _said(_term(name, before, starts), _term(name, after, starts), made.get(after.change or 0))
    for rule in dict.fromkeys((*now.rules, *kept.rules)):
        was, becomes = _rule(kept.rule(rule)), _rule(now.rule(rule))
        asked_already = rule is RuleName.TRANSFER and leg.from_leg_id is not None
        if was != becomes and not asked_already:
            yield t(RULES[rule]), _said(was, becomes, made.get(now.rule(rule).change or 0))


def _said(before: str, after: str, change: LawChange | None) -> str:
    """What it was and what it is, and why."""
    why = t("Why: %(reason)s", reason=change.reason) if change else ""
    return "\n".join(filter(None, (t("%(before)s; corrected: %(after)s", before=before, after=after), why)))


def _rule(rule: Rule) -> str:
    """What an act does to the clock, and how sure that is."""
    if rule.status is Status.UNKNOWN:
        return t(UNKNOWN_RULE)
    return f"{t(EFFECTS[rule.effect])} ({status_words(rule.status)})"


def _means(term: Term) -> tuple[object, ...]:
    """What of a term makes a date: not by which article, nor where it was read."""
    return (term.value, term.unit, term.until, term.starts, term.status)


def _term(name: TermName, term: Term, with_start: bool) -> str:
    """How long, counted from what where that is not the same any more, and how sure that is."""
    starts = f", {t(STARTS[term.starts])}" if with_start and term.starts else ""
    return f"{length_words_of(name, term) or t('not known')}{starts} ({status_words(term.status)})"


def _day(on: date | None) -> str:
    return long_date(on) if on else t("none")
