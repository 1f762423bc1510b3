"""Terms, grounds, calendar and check as codes and values for programs. Words only of feasts and grounds, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.i18n import LANGUAGES, in_language
from tracker.law.codes import Origin
from tracker.law.regimes import Ground, Regime, Remedy, Rule, Term
from tracker.lawbook.checking import Report, provenance
from tracker.lawbook.grounds import said_by
from tracker.lawbook.models import CalendarDay, LawChange
from tracker.lawbook.terms import TermRow


def regime(one: Regime, made: Mapping[int, LawChange]) -> dict[str, Any]:
    """A version of a law with its terms and grounds; also one that a correction replaced, because a case may keep it."""
    terms = [(name.value, "", term) for name, term in one.terms.items()]
    terms += [(name.value, kind, term) for kind, own in one.special.items() for name, term in own.items()]
    return {
        "id": one.id, "law": one.family, "act_number": one.act_number or None, "act_on": _day(one.act_on),
        "kinds": sorted(one.kinds), "enabled": one.enabled, "superseded": one.superseded, "overlay": one.overlay,
        "status": one.status.value, "source": one.source,
        "valid_from": _day(one.valid_from), "valid_from_known": one.valid_from_known.value, "valid_to": _day(one.valid_to),
        "rules": [{"name": name.value, **_rule(rule, made)} for name, rule in one.rules.items()],
        "terms": [{"name": name, "kind": kind or None, **_term(term, made)} for name, kind, term in terms],
        "grounds": [_ground(ground, made) for ground in one.grounds if one.overlay or ground.origin is Origin.NATIONAL],
        "ways": [_way(way, made) for way in one.remedies],
    }  # fmt: skip


def _way(way: Remedy, made: Mapping[int, LawChange]) -> dict[str, Any]:
    """A way of review; its time is the filing term of its law, of this one where it names none."""
    return {
        "route": way.route.value, "after": sorted(way.after), "law": way.law or None, "complaint_first": way.complaint_first,
        "status": way.status.value, "source": way.source, "set": provenance(way.change, made),
    }  # fmt: skip


def _rule(rule: Rule, made: Mapping[int, LawChange]) -> dict[str, Any]:
    return {
        "effect": rule.effect.value, "status": rule.status.value, "article": rule.article,
        "article_confirmed": rule.article_confirmed, "source": rule.source or None, "change": rule.change,
        "set": provenance(rule.change, made),
    }  # fmt: skip


def _term(term: Term, made: Mapping[int, LawChange]) -> dict[str, Any]:
    return {
        "value": term.value, "unit": term.unit.value if term.unit else None,
        "starts": term.starts.value if term.starts else None, "until": term.until.value if term.until else None,
        "status": term.status.value, "article": term.article, "article_confirmed": term.article_confirmed,
        "source": term.source or None, "said_by": term.law or None, "change": term.change, "set": provenance(term.change, made),
    }  # fmt: skip


def _ground(ground: Ground, made: Mapping[int, LawChange]) -> dict[str, Any]:
    return {
        "code": ground.code, "use": ground.use.value, "words": {one: _said(ground, one) for one in LANGUAGES},
        "status": ground.status.value, "article": ground.article, "article_confirmed": ground.article_confirmed,
        "needs": sorted(need.value for need in ground.needs), "limited_by": list(ground.limited_by), "retired": ground.retired,
        "source": ground.source, "change": ground.change, "set": provenance(ground.change, made),
    }  # fmt: skip


def _said(ground: Ground, language: str) -> str:
    with in_language(language):
        return said_by(ground)


def day(row: CalendarDay) -> dict[str, Any]:
    return {
        "date": row.date.isoformat(), "working": row.working, "estimated": row.estimated, "act": row.act or None,
        "names": {"ky": row.name_ky, "ru": row.name_ru, "en": row.name_en} if row.name_ky else None,
    }  # fmt: skip


def report(found: Report) -> dict[str, Any]:
    return {
        "years": found.years, "faults": found.faults, "missing_year": found.missing_year, "terms": found.terms,
        "unknown_rules": [{"law": row.regime.id, "name": row.name.value} for row in found.unknown_rules],
        "unknown": [_named(row) for row in found.unknown], "unconfirmed": [_named(row) for row in found.unconfirmed],
        "not_enabled": [one.id for one in found.disabled], "first_day_not_exact": [one.id for one in found.undated],
        "estimated": [on.isoformat() for on in found.estimated], "changed": found.changed, "waiting": found.waiting,
    }  # fmt: skip


def _named(row: TermRow) -> dict[str, Any]:
    return {"law": row.regime.id, "kind": row.kind or None, "name": row.name.value, "status": row.term.status.value}


def _day(on: Any) -> str | None:
    return on.isoformat() if on else None
