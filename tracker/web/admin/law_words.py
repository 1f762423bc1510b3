"""What the law and its changes say on the screens of administration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import select

from tracker import lawbook
from tracker.cases.kinds import Kind
from tracker.cases.labels import KINDS
from tracker.cases.law_effects import CasesConcerned
from tracker.i18n import N_, ngettext, short_date, short_instant, t
from tracker.law.codes import Effect, Known, RuleName, Start, Status, TermName
from tracker.law.regimes import Ground, Regime, Rule, Term
from tracker.law.versions import What
from tracker.lawbook.labels import EFFECTS, RULES, STARTS, TERMS, UNKNOWN_RULE
from tracker.lawbook.law_words import note_words
from tracker.lawbook.models import LawChange, State
from tracker.lawbook.words import act_words, length_words_of, status_words, term_words
from tracker.people.models import Account
from tracker.store import db
from tracker.web.admin import law_ground_words, law_way_words
from tracker.web.shared.source_notes import source_note

__all__ = ["act_words"]

TONES = {Status.CONFIRMED: "good", Status.LIKELY: "info", Status.UNKNOWN: "wait"}
STATES = {
    State.PROPOSED: (N_("waits for a second person"), "wait"),
    State.CONFIRMED: (N_("confirmed"), "good"),
    State.REJECTED: (N_("not taken"), "off"),
}

# What a person turns to after an answer; no case here is of these kinds.
REVIEWS = {
    "administrative_complaint": N_("administrative complaint"),
    "akyikatchy_complaint": N_("complaint to the Akyikatchy (Ombudsman)"),
    "court_claim": N_("claim in court"),
}


def name_of(regime_id: str) -> str:
    """What a law is called today: a bill that was put in use is a law with a number."""
    found = [row for row in lawbook.regimes(db.session) if row.family == regime_id]
    return act_words(found[-1]) if found else regime_id


def changed_by(regime: Regime) -> str:
    """That another law has changed this one, and since when: it governs what bodies get since."""
    found = [row for row in lawbook.regimes(db.session) if row.amends == regime.family and row.enabled and not row.superseded]
    first = min(found, key=lambda row: row.valid_from or date.min, default=None)
    if first is None or first.valid_from is None:
        return ""
    day, law = short_date(first.valid_from), act_words(first)
    return t("Since %(day)s letters come under the law that changed it: %(law)s.", day=day, law=law)


def kind_words(kind: str) -> str:
    return t(KINDS[Kind(kind)]) if kind in set(Kind) else t(REVIEWS.get(kind, kind))


def term_name(name: TermName, kind: str) -> str:
    return t(TERMS[name]) + (f" – {kind_words(kind)}" if kind else "")


def value_of(name: TermName, term: Term) -> str:
    said = length_words_of(name, term) or t("not known")
    if term.other_value is None or term.other_unit is None:
        return said
    return t("%(value)s; another source: %(other)s", value=said, other=term_words(term.other_value, term.other_unit))


def rule_name(name: RuleName) -> str:
    return t(RULES[name])


def effect_of(rule: Rule) -> str:
    return t(EFFECTS[rule.effect])


def rule_status(status: Status) -> str:
    """A rule that nobody has seen changes no time: that is said of it, and not that it makes no date."""
    return t(UNKNOWN_RULE) if status is Status.UNKNOWN else status_words(status)


def article_of(one: Term | Rule | Ground) -> str:
    if not one.article:
        return ""
    return one.article if one.article_confirmed else t("%(article)s (not confirmed: not named in letters)", article=one.article)


def when(regime: Regime) -> str:
    first = _first(regime)
    return t("%(first)s, until %(last)s", first=first, last=short_date(regime.valid_to)) if regime.valid_to else first


def when_of_all(versions: Sequence[Regime]) -> str:
    """From the first day of the first version until the last day of the last, whatever a dated change has cut it into."""
    first, last = versions[0], versions[-1]
    return when(replace(last, valid_from=first.valid_from, valid_from_known=first.valid_from_known))


def _first(regime: Regime) -> str:
    day, known = regime.valid_from, regime.valid_from_known
    if day is None:
        return t("the first day is not known") if regime.enabled else t("not in force, as far as is known")
    if known is Known.DAY:
        return t("since %(day)s", day=short_date(day))
    return t(
        "since %(day)s, the exact day is not known",
        day=day.strftime("%m.%Y") if known is Known.MONTH else str(day.year),
    )


def ground_of(regime: Regime, code: str) -> Ground | None:
    return next((ground for ground in regime.grounds if ground.code == code), None)


def unknown_terms(regime: Regime) -> str:
    return ", ".join(t(TERMS[name]) for name, term in regime.terms.items() if not term.is_said)


def subject(row: LawChange) -> str:
    """What a change is about, in one line."""
    if row.what == What.TERM:
        return f"{name_of(row.regime_id)}: {term_name(TermName(row.name), row.kind)}"
    if row.what == What.RULE:
        return f"{name_of(row.regime_id)}: {rule_name(RuleName(row.name))}"
    if row.what == What.ROUTE:
        return f"{name_of(row.regime_id)}: {law_way_words.name_of_key(row.name)}"
    if row.what in law_ground_words.ABOUT_GROUNDS:
        return f"{name_of(row.regime_id)}: {law_ground_words.subject(row)}"
    return t("%(law)s: first and last day", law=name_of(row.regime_id))


def state_shown(row: LawChange) -> list[tuple[str, str]]:
    words, tone = STATES[State(row.state)]
    return [(t(words), tone), *([(t("one person"), "wait")] if row.one_person else [])]


def change_line(row: LawChange) -> dict[str, Any]:
    return {
        "url": url_for("admin.law_change", change_id=row.id),
        "name": subject(row),
        "pills": state_shown(row),
        "cells": [said(row), short_instant(row.proposed_at)],
    }


def history_lines(session: Any, rows: Sequence[LawChange]) -> list[dict[str, Any]]:
    """The same with the days it holds, and who proposed and who decided it, when."""
    names = _names(session, rows)
    return [{**change_line(row), "cells": [said(row), holds(row), _proposed(row, names), _decided(row, names)]} for row in rows]


def holds(row: LawChange) -> str:
    """From when until when, of what holds from a day on; the days of a law itself are what it sets."""
    return _holds(row) if row.what in {What.TERM, What.RULE} or law_ground_words.sets_use(row) else ""


def _proposed(row: LawChange, names: Mapping[int | None, str]) -> str:
    return f"{short_instant(row.proposed_at)}, {names.get(row.proposed_by_id, t('the service'))}"


def _decided(row: LawChange, names: Mapping[int | None, str]) -> str:
    if row.decided_at is None:
        return ""
    return f"{short_instant(row.decided_at)}, {names.get(row.decided_by_id, t('the service'))}"


def said(row: LawChange) -> str:
    """What the change sets."""
    table = row.table
    if row.what == What.ROUTE:
        return law_way_words.said_of_way(table)
    if row.what in law_ground_words.ABOUT_GROUNDS:
        return law_ground_words.said(row, _article(table))
    if row.what == What.LAW:
        days = [
            *([t("First day: %(day)s", day=short_date(row.valid_from))] if row.valid_from else []),
            *([t("Last day: %(day)s", day=short_date(row.valid_to))] if row.valid_to else []),
        ]
        number = [t("Act No. %(number)s", number=table["act_number"])] if table.get("act_number") else []
        act_on = date.fromisoformat(table["act_on"]) if table.get("act_on") else None
        number += [t("Day of the act: %(day)s", day=short_date(act_on))] if act_on else []
        keeps = [t("Terms that it does not name stay.")] if table.get("keeps_other_terms") else []
        compared = [t("The terms were compared with the text of the act.")] if table.get("terms_compared") else []
        return "; ".join([*number, *days, *keeps, *compared])
    if row.what == What.RULE:
        status = rule_status(Status(table["status"]))
        return "; ".join(part for part in (t(EFFECTS[Effect(table["effect"])]), _article(table), status) if part)
    length = term_words(table["value"], table["unit"]) if table.get("value") is not None else ""
    length = length or (t("before the first date") if table.get("until") else "")
    starts = t(STARTS[Start(table["starts"])]) if table.get("starts") else ""
    return "; ".join(part for part in (length, starts, _article(table), status_words(Status(table["status"]))) if part)


def _article(table: dict[str, Any]) -> str:
    if not table.get("article"):
        return ""
    line = t("article %(article)s", article=table["article"])
    return line if table.get("article_confirmed") else t("%(article)s (not confirmed: not named in letters)", article=line)


def facts_of(session: Any, row: LawChange) -> list[tuple[str, str]]:
    """Who proposed what, why, read where, and who decided it."""
    names = _names(session, [row])
    found = [
        (t("Law"), name_of(row.regime_id)),
        (t("What it sets"), said(row)),
        *law_ground_words.facts(row),
        (t("It holds"), holds(row)),
        (t("Source"), source_note(row.table.get("source"))),
        (t("To be known"), note_words(str(row.table.get("note", "")))),
        (t("Why"), row.reason),
        (t("Proposed"), _proposed(row, names)),
    ]
    if row.decided_at:
        found += [(t("Decided"), _decided(row, names)), (t("Note"), row.decided_note)]
    return [(label, value) for label, value in found if value]


def _holds(row: LawChange) -> str:
    first = t("since %(day)s", day=short_date(row.valid_from)) if row.valid_from else t("from the first day of the law")
    return t("%(first)s, until %(last)s", first=first, last=short_date(row.valid_to)) if row.valid_to else first


def _names(session: Any, changes: Sequence[LawChange]) -> dict[int | None, str]:
    ids = {one for row in changes for one in (row.proposed_by_id, row.decided_by_id) if one is not None}
    rows = session.execute(select(Account.id, Account.full_name, Account.email).where(Account.id.in_(sorted(ids))))
    return {found.id: found.full_name or found.email for found in rows}


def effect_lines(effect: CasesConcerned) -> list[str]:
    """How many open cases it concerns; and that they stay as they are."""
    if not effect.open_cases:
        return [t("It concerns no open case. Dates that were counted stay as they are.")]
    count = (
        t("More than %(count)s open cases came under this law.", count=effect.open_cases)
        if effect.more
        else ngettext(
            "%(num)s open case came under this law.", "%(num)s open cases came under this law.", effect.open_cases
        )
    )
    differ = ngettext(
        "By the changed law %(num)s of them would have another answer date.",
        "By the changed law %(num)s of them would have another answer date.",
        effect.differ,
    )
    stays = t("None of their dates moves by itself: a case keeps the law of its start. To count one anew is an act of its own.")
    return [count, differ if effect.differ else t("None of them would have another answer date."), stays]
