"""The regimes as the service uses them, and the list of what in them is still to be verified.

What ships, with the confirmed changes of the database over it. Kept in memory per process by the token of the newest
change (`standing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from tracker.law import kyrgyzstan
from tracker.law.codes import RuleName, Status, TermName
from tracker.law.regimes import Regime, Rule, Term
from tracker.law.versions import Change, What, with_changes
from tracker.lawbook.models import LawChange
from tracker.lawbook.standing import AnySession, counts, standing

KEPT_IN_MEMORY = 4

_by_token: dict[str, tuple[Regime, ...]] = {}


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of one regime, of one kind of case where the law sets its own."""

    regime: Regime
    kind: str
    name: TermName
    term: Term


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What an act does to a clock, by one regime."""

    regime: Regime
    name: RuleName
    rule: Rule


def regimes(session: AnySession) -> tuple[Regime, ...]:
    """All versions of all laws, also those that govern nothing new: a leg finds the one it kept by its id."""
    token = standing(session).law_token
    return _of_token(session, token) if token else kyrgyzstan.regimes()


def confirmed(session: AnySession) -> list[Change]:
    """The changes that count, in their order."""
    rows = select(LawChange).where(counts()).order_by(LawChange.number)
    return [value_of(row) for row in session.scalars(rows)]


def value_of(row: LawChange) -> Change:
    """A stored change as the law reads it."""
    return Change(
        row.number or 0, What(row.what), row.regime_id, row.table, row.name, row.kind, row.valid_from, row.valid_to
    )


def _of_token(session: AnySession, token: str) -> tuple[Regime, ...]:
    if token not in _by_token:
        while len(_by_token) >= KEPT_IN_MEMORY:
            _by_token.pop(next(iter(_by_token)), None)
        _by_token[token] = with_changes(kyrgyzstan.shipped(), confirmed(session))
    return _by_token[token]


def rows(chosen: Iterable[Regime]) -> Iterator[TermRow]:
    """Every term, also the unknown ones, regime by regime; not of versions that govern nothing new."""
    for regime in chosen:
        if regime.superseded:
            continue
        yield from (TermRow(regime, "", name, term) for name, term in regime.terms.items())
        for kind, terms in regime.special.items():
            yield from (TermRow(regime, kind, name, term) for name, term in terms.items())


def newest_rows(chosen: Iterable[Regime]) -> Iterable[TermRow]:
    """Each term of a law once, by its newest version in use, however many versions the law has."""
    return {(row.regime.family, row.kind, row.name): row for row in rows(chosen)}.values()


def rule_rows(chosen: Iterable[Regime]) -> Iterator[RuleRow]:
    """Every rule about a running clock, also the unknown ones; not of versions that govern nothing new."""
    yield from (RuleRow(regime, name, rule) for regime in chosen if not regime.superseded for name, rule in regime.rules.items())


def unknown_rules(chosen: Iterable[Regime]) -> list[RuleRow]:
    """The rules that no one has seen, once for a law: the clock runs on."""
    newest = {(row.regime.family, row.name): row for row in rule_rows(chosen)}
    return [row for row in newest.values() if row.rule.status is Status.UNKNOWN]


def unnamed(regime: Regime) -> list[tuple[TermName, str]]:
    """What a law of this sort may set and this one does not name yet, with the kind where it has terms of its own."""
    named = [("", regime.terms), *regime.special.items()]
    return [(name, kind) for kind, own in named for name in regime.nameable if name not in own]


def unknown(chosen: Iterable[Regime]) -> list[TermRow]:
    """The terms that no one has seen: for the lawyer's list."""
    return [row for row in newest_rows(chosen) if not row.term.is_said]


def unconfirmed(chosen: Iterable[Regime]) -> list[TermRow]:
    """The terms that are counted but not confirmed."""
    return [row for row in newest_rows(chosen) if row.term.is_said and not row.term.article_confirmed]
