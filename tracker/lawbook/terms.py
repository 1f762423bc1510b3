"""The regimes as the service uses them, and the list of what in them is still to be verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.law import kyrgyzstan
from tracker.law.regimes import Regime, Term, TermName


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of one regime, of one kind of case where the law sets its own."""

    regime: Regime
    kind: str
    name: TermName
    term: Term


def regimes(_session: Session) -> tuple[Regime, ...]:
    """The regimes in use: those that ship with the service. The session is for dated terms kept in the database."""
    return kyrgyzstan.regimes()


def rows(chosen: Iterable[Regime]) -> Iterator[TermRow]:
    """Every term, also the unknown ones, regime by regime."""
    for regime in chosen:
        yield from (TermRow(regime, "", name, term) for name, term in regime.terms.items())
        for kind, terms in regime.special.items():
            yield from (TermRow(regime, kind, name, term) for name, term in terms.items())


def unknown(chosen: Iterable[Regime]) -> list[TermRow]:
    """The terms that no one has seen: for the lawyer's list."""
    return [row for row in rows(chosen) if not row.term.is_known]


def unconfirmed(chosen: Iterable[Regime]) -> list[TermRow]:
    """The terms that are counted but not confirmed."""
    return [row for row in rows(chosen) if row.term.is_known and not row.term.article_confirmed]
