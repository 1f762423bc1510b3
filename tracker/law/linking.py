"""Puts the laws together: one that changes another keeps the rest of it, a way of review takes its term from the law that governs
it, and the Convention limits all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.law.amending import with_amended
from tracker.law.codes import TermName, Use
from tracker.law.errors import BadLawData
from tracker.law.regimes import Regime, Remedy, Term, first_day


def linked(rows: Sequence[Regime]) -> tuple[Regime, ...]:
    """The rows as each says itself, put together. Raises `BadLawData` where one names a law that is not there."""
    rows = with_amended(rows)
    by_law = _living(rows)
    whole = [_with_filing_terms(row, by_law) for row in rows]
    return tuple(_with_limits(row, whole) for row in whole)


def _living(rows: Sequence[Regime]) -> dict[str, list[Regime]]:
    """The versions in use of each law, the earliest first."""
    found: dict[str, list[Regime]] = {}
    for row in sorted(rows, key=first_day):
        if not row.superseded:
            found.setdefault(row.family, []).append(row)
    return found


def _with_filing_terms(regime: Regime, by_law: Mapping[str, list[Regime]]) -> Regime:
    """A remedy takes the filing term of the law that governs it: another one, or where none is named, the same."""
    unheard = {remedy.law for remedy in regime.remedies if remedy.law and remedy.law not in by_law}
    if unheard:
        raise BadLawData(regime.id, f"no such law: {sorted(unheard)}")
    return replace(
        regime, remedies=tuple(_timed(row, by_law.get(row.law or regime.family, [regime])) for row in regime.remedies)
    )


def _timed(remedy: Remedy, versions: Sequence[Regime]) -> Remedy:
    *before, newest = versions
    earlier: tuple[tuple[date, Term], ...] = tuple(
        (row.valid_to, row.term(TermName.FILING)) for row in before if row.valid_to is not None
    )
    return replace(remedy, term=newest.term(TermName.FILING), earlier=earlier)


def _with_limits(regime: Regime, rows: Sequence[Regime]) -> Regime:
    """The grounds of the Convention stand beside those of each national regime it runs with."""
    if regime.overlay:
        return regime
    overlays = {row.family: row for row in rows if row.overlay and not row.superseded and row.kinds & regime.kinds}
    limits = [ground for row in overlays.values() for ground in row.grounds if ground.use is Use.REFUSAL]
    return replace(regime, grounds=(*regime.grounds, *limits))
