"""What follows if a date of a duty passes: said with the date while it still can pass, from the law that the duty keeps."""

from __future__ import annotations

from collections.abc import Sequence

from tracker import clock
from tracker.cases.kinds import Kind, LegState
from tracker.cases.views.case_parts import LegView
from tracker.law.errors import LawError
from tracker.law.regimes import Regime, regime_by_id
from tracker.lawbook.way_words import if_answer_is_missing, if_not_registered


def after_answer_date(law: Sequence[Regime], kind: Kind, leg: LegView) -> tuple[str, ...]:
    """The ways after silence, in short; empty where nothing is owed any more, or no date is counted.

    And once the date has passed: then it is late, and the ways are named as open today.
    """
    regime = kept_regime(law, kind, leg)
    if regime is None or leg.answer_due_on is None or leg.answer_due_on < clock.today() or not _is_owed(leg):
        return ()
    return if_answer_is_missing(regime, leg.answer_due_on, leg.superior or "")


def after_registration_date(law: Sequence[Regime], kind: Kind, leg: LegView) -> tuple[str, ...]:
    """That registering late gains nothing, where the law counts the answer from registration."""
    regime = kept_regime(law, kind, leg)
    return if_not_registered(regime) if regime is not None and _is_owed(leg) else ()


def kept_regime(law: Sequence[Regime], kind: Kind, leg: LegView) -> Regime | None:
    """The law that the duty keeps; None where it keeps none."""
    if leg.regime_id is None:
        return None
    try:
        return regime_by_id(leg.regime_id, law, kind)
    except LawError:
        return None


def _is_owed(leg: LegView) -> bool:
    return leg.answered_on is None and leg.ended_on is None and leg.state is not LegState.TRANSFERRED
