"""Lists to choose from that are the same for every reader: read once for each state of the directory, language and day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from flask import current_app

from tracker.directory.codes import Level
from tracker.directory.names import display_name
from tracker.directory.places import COUNTRY, children_of
from tracker.directory.queries import topic_names
from tracker.i18n import current_language, t
from tracker.store import db
from tracker.web.shared.widgets import Choices

TOP = {Level.OBLAST, Level.REPUBLICAN_CITY}


def topic_choices(directory: int | None, today: date) -> Choices:
    """All topics in force. `directory`: the newest change of it (`lists_version`)."""
    return _kept("topics", directory, today, _topics)


def oblast_choices(directory: int | None, today: date) -> Choices:
    """The oblasts and the two cities beside them."""
    return _kept("oblasts", directory, today, _oblasts)


def _topics(today: date) -> Iterable[tuple[str, str]]:
    return ((row.code, display_name(row)) for row in topic_names(db.session, today))


def _oblasts(today: date) -> Iterable[tuple[str, str]]:
    return ((row.code, display_name(row)) for row in children_of(db.session, COUNTRY, today) if row.level in TOP)


def _kept(name: str, directory: int | None, today: date, read: Callable[[date], Iterable[tuple[str, str]]]) -> Choices:
    """Tests share a process and take their changes back, so there each page reads anew."""
    kept = current_app.extensions.setdefault("lists", {})
    place, state = (name, current_language()), (directory, today)
    if place not in kept or kept[place][0] != state or current_app.testing:
        kept[place] = (state, Choices([("", t("all")), *read(today)]))
    found: Choices = kept[place][1]
    return found
