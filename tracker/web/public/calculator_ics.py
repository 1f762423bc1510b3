"""The dates of the calculator as a calendar file (RFC 5545): one event for each date, in the reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from tracker import clock
from tracker.cases.letters import demonstration_mark
from tracker.i18n import current_language, t
from tracker.law.calculator import CaseDates
from tracker.law.codes import Route
from tracker.law.deadlines import Due, Outer
from tracker.law.remedies import OpenRoute
from tracker.lawbook import words
from tracker.lawbook.labels import ROUTES
from tracker.mail.building import DEMONSTRATION_MARK
from tracker.web.shared.case_shown import sentences

PRODUCT = "-//Environmental requests//Count the days//EN"


def calendar_file(dates: CaseDates, typed: Mapping[str, str], link: str) -> bytes:
    """Who saves the same dates again, also in another language, updates the same events: their UIDs stay."""
    import icalendar  # only here

    file = icalendar.Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    mark = demonstration_mark()
    for name, on, title, due in _events(dates):
        event = icalendar.Event()
        event.add("uid", _uid(name, typed, link))
        event.add("dtstamp", clock.now())
        event.add("dtstart", on)
        event.add("summary", f"[{t(DEMONSTRATION_MARK)}] {title}" if mark else title, parameters={"LANGUAGE": current_language()})
        event.add("description", "\n".join((*([mark] if mark else []), *sentences(due), link)))
        event.add("url", link)
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    return file.to_ical()  # type: ignore[no-any-return]


def has_dates(dates: CaseDates) -> bool:
    """There is something to save: a calendar file without an event is none."""
    return any(True for _ in _events(dates))


def _events(dates: CaseDates) -> Iterator[tuple[str, date, str, Due | Outer]]:
    """An unknown term makes no date, so no event."""
    for name, due in (("registration", dates.registration), ("answer", dates.answer)):
        if due.due_on is not None:
            yield name, due.due_on, words.summary(due), due
    if dates.convention is not None:
        yield "convention", dates.convention.strict_on, words.summary_of_limit(dates.convention), dates.convention
    for way in _dated_ways(dates):
        title = t("%(route)s: %(until)s", route=t(ROUTES[way.route]), until=words.summary(way.due))
        yield f"remedy-{way.route}", way.shown_on, title, way.due


def _dated_ways(dates: CaseDates) -> list[OpenRoute]:
    """Each way once: only with a confirmed last day, and with the earlier one where a refusal and an answer differ."""
    dated = [way for way in (*dates.after_refusal, *dates.after_answer) if way.shown_on is not None]
    found: dict[Route, OpenRoute] = {}
    for way in sorted(dated, key=lambda way: way.shown_on):
        found.setdefault(way.route, way)
    return list(found.values())


def _uid(name: str, typed: Mapping[str, str], link: str) -> str:
    """The same letter and the same duty are the same event, whatever is added about the answer later."""
    about = [typed.get(key, "") for key in ("kind", "received_on", "dispatched_on")]
    digest = hashlib.sha256("|".join([name, *about]).encode()).hexdigest()[:32]
    return f"{digest}@{urlsplit(link).hostname or 'localhost'}"
