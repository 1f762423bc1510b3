"""A way of review on the screens of administration: what it is called, its order, and what a change of it sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.i18n import t
from tracker.law.codes import Grievance, Route, Status
from tracker.law.regimes import Remedy
from tracker.lawbook.labels import GRIEVANCES, ROUTES
from tracker.lawbook.way_words import way_status


def way_name(way: Remedy) -> str:
    return _name(way.route, way.after)


def name_of_key(key: str) -> str:
    """The same from what names it in a change."""
    route, *after = key.split(".")
    return _name(Route(route), [Grievance(one) for one in after])


def after_words(way: Remedy) -> str:
    return _after(way.after)


def order_words(complaint_first: bool) -> str:
    return t("only after a complaint") if complaint_first else t("at once")


def said_of_way(table: Mapping[str, Any]) -> str:
    """What a change of a way sets."""
    return "; ".join([order_words(bool(table.get("complaint_first"))), way_status(Status(table["status"]))])


def _name(route: Route, after: Iterable[Grievance]) -> str:
    return f"{t(ROUTES[route])} ({_after(after)})"


def _after(after: Iterable[Grievance]) -> str:
    known = frozenset(after)
    return "; ".join(t(GRIEVANCES[one]) for one in Grievance if one in known)
