"""A way of review as it is known better: how sure it is, and whether a complaint has to come before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tracker.law.codes import Status
from tracker.law.errors import BadLawData
from tracker.law.regimes import Regime, Remedy


def way_of(regime: Regime, key: str) -> Remedy | None:
    """The way that is named so in this law; else the first of those into which it was split since."""
    return next(iter(_named(regime, key)), None)


def with_way(regime: Regime, key: str, table: Mapping[str, Any], number: int) -> Regime:
    """The law with this way as the change says it. Raises `BadLawData`."""
    source = str(table.get("source", "")).strip()
    if not source:
        raise BadLawData(f"{regime.id} {key}", "a remedy needs its source")
    status, first = Status(table["status"]), bool(table.get("complaint_first"))

    def known(way: Remedy) -> Remedy:
        return replace(way, status=status, complaint_first=first, source=source, change=number)

    named = _named(regime, key)
    return replace(regime, remedies=tuple(known(way) if way in named else way for way in regime.remedies))


def _named(regime: Regime, key: str) -> list[Remedy]:
    """A change of before names a way that is now two, one after a decision and one after silence: it was said of both."""
    exact = [way for way in regime.remedies if way.key == key]
    route, *after = key.split(".")
    return exact or [way for way in regime.remedies if way.route == route and way.after < set(after)]
