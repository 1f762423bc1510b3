"""From when until when a law or a change holds. No first day is as early as can be, no last day as late as can be."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.law.regimes import Regime

ONE_DAY = timedelta(days=1)


def later(one: date | None, other: date | None) -> date | None:
    """The later of two first days."""
    return max(filter(None, (one, other)), default=None)


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two last days."""
    return min(filter(None, (one, other)), default=None)


def overlap(regime: Regime, first: date | None, last: date | None) -> bool:
    """Is there a day on which both hold?"""
    begins, ends = later(regime.valid_from, first), earlier(regime.valid_to, last)
    return begins is None or ends is None or begins <= ends
