"""Whether what a duty was counted by is known better since, and by which law or version it would be counted today.

A leg keeps its version: nothing moves by itself. What is found here is only offered beside the count by the calendar, as an
act with a reason (`recomputing`). It may be another law, where the first day of one is known better. A law that replaced
another one later is no correction: it governs what comes after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.models import Case, Leg
from tracker.cases.reckoning import origin_of
from tracker.law.codes import RuleName
from tracker.law.regimes import Regime, regime_by_id
from tracker.law.versions import corrected


@dataclass(frozen=True, slots=True)
class Correction:
    """The version that is kept for a kind of letter, and the one that governs the day of receipt by what is known now."""

    kind: str
    kept: Regime
    now: Regime

    @property
    def is_other_law(self) -> bool:
        """Not only a term or a rule of the same one."""
        return self.kept.family != self.now.family


def corrections(session: Session, case: Case, leg: Leg) -> tuple[Correction, ...]:
    """Of the kind that governs and, after a re-qualification, of the kind as filed; empty where nothing was corrected."""
    origin, rows = origin_of(session, leg), lawbook.regimes(session)
    if origin.received_on is None:
        return ()
    kept = [(origin.regime_id, case.kind), (origin.filed_regime_id, case.filed_kind)]
    found = []
    for regime_id, kind in kept:
        regime = regime_by_id(regime_id, rows, kind) if regime_id and kind else None
        now = corrected(regime, kind, origin.received_on, rows) if regime and kind else None
        if kind and regime and now and (leg.from_leg_id is None or _differ_after_transfer(regime, now)):
            found.append(Correction(kind, regime, now))
    return tuple(found)


def _differ_after_transfer(kept: Regime, now: Regime) -> bool:
    """What passing on does to the clock was asked when the letter was passed on: that rule alone corrects nothing any more."""
    rules = [{name: rule for name, rule in row.rules.items() if name is not RuleName.TRANSFER} for row in (kept, now)]
    return (kept.terms, rules[0]) != (now.terms, rules[1])


def instead(found: Sequence[Correction]) -> dict[str, str]:
    """By which version to count, kind by kind."""
    return {one.kind: one.now.id for one in found}


def keep_corrected(case: Case, legs: Sequence[Leg], by: Mapping[str, str]) -> None:
    """The duty keeps the corrected version from now on; its rows by the one before stay."""
    for leg in legs:
        leg.regime_id = by.get(case.kind, leg.regime_id)
        if leg.filed_regime_id is not None:
            leg.filed_regime_id = by.get(case.filed_kind or "", leg.filed_regime_id)
