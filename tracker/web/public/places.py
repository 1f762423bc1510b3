"""Choosing a place without a script: what the writer named, what a search found, or step by step from oblast to village."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.directory.codes import Level
from tracker.directory.labels import LEVELS
from tracker.directory.models import Territory
from tracker.directory.names import display_name, name_parts
from tracker.directory.places import COUNTRY, NAME_COLUMNS, children_of, find_place, place_chain, propose_places
from tracker.i18n import t

LEAVES = frozenset({Level.VILLAGE, Level.CITY_DISTRICT})
OBLASTS = frozenset({Level.OBLAST, Level.REPUBLICAN_CITY})
WIDER = OBLASTS | {Level.RAION}
PROPOSED_AT_MOST, LOOKED_AT = 8, 20


@dataclass(frozen=True, slots=True)
class Option:
    """A place to choose. `level` is empty where the name says it; `around` says where the place lies; `opens` that there
    are places in it."""

    code: str
    name: str
    level: str
    around: str
    opens: bool
    guess: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What the page shows: places to choose from, how they came here, and the way down from the country."""

    options: tuple[Option, ...]
    heading: str
    path: tuple[Option, ...] = ()
    oblasts: tuple[Option, ...] = ()

    @property
    def has_guess(self) -> bool:
        return any(option.guess for option in (*self.options, *self.path, *self.oblasts))


def choice(session: Session, today: date, *, query: str, at: str, named: Iterable[str], chosen: str) -> Choice:
    """The places of this page. `named` are texts that may name one, the likeliest first."""
    if query:
        found = options(session, find_place(session, query, today))
        heading = t("Found for “%(words)s”", words=query) if found else t("Nothing found for “%(words)s”", words=query)
        return Choice(found, heading, oblasts=_oblasts(session, today))
    if at and at != COUNTRY:
        return _inside(session, at, today)
    found = _proposed(session, named, today, chosen)
    return Choice(found, t("Is it one of these?") if found else "", oblasts=_oblasts(session, today))


def _inside(session: Session, at: str, today: date) -> Choice:
    chain = place_chain(session, at)
    if not chain:
        return Choice((), "", oblasts=_oblasts(session, today))
    here, *above = options(session, chain)
    below = tuple(replace(option, around="") for option in options(session, children_of(session, at, today)))
    path = tuple(option for option in reversed(above) if option.code != COUNTRY)
    return Choice((here, *below), t("In this place: %(place)s", place=here.name), path=(*path, here))


def _proposed(session: Session, named: Iterable[str], today: date, chosen: str) -> tuple[Option, ...]:
    """What was chosen before; then the places named in the texts, those first whose raion or oblast is named too."""
    kept = list(place_chain(session, chosen)[:1]) if chosen else []
    rows: dict[str, Any] = {}
    for text in named:
        if len(rows) < PROPOSED_AT_MOST and text:
            rows.update({row.code: row for row in propose_places(session, text, today, LOOKED_AT) if row.code not in rows})
    wider = {code for code, row in rows.items() if row.level in WIDER}
    ranked = sorted(rows.values(), key=lambda row: _rank(row, wider))
    return options(session, [*kept, *(row for row in ranked if row.code != chosen)][:PROPOSED_AT_MOST])


def _rank(row: Any, wider: set[str]) -> int:
    if wider & {row.raion_code, row.oblast_code} - {row.code}:
        return 0
    return 1 if row.code in wider else 2


def _oblasts(session: Session, today: date) -> tuple[Option, ...]:
    return options(session, [row for row in children_of(session, COUNTRY, today) if row.level in OBLASTS])


def options(session: Session, rows: Sequence[Any]) -> tuple[Option, ...]:
    """Rows of places as options, each with the names of what lies around it: one more statement for all."""
    codes = {code for row in rows for code in (row.raion_code, row.oblast_code) if code and code != row.code}
    query = select(*NAME_COLUMNS).where(Territory.code.in_(codes))
    names = {row.code: display_name(row) for row in session.execute(query)} if codes else {}
    return tuple(_option(row, names) for row in rows)


def _option(row: Any, names: dict[str, str]) -> Option:
    around = [names[code] for code in (row.raion_code, row.oblast_code) if code in names and code != row.code]
    name, level = display_name(row), t(LEVELS[Level(row.level)])
    told = level.casefold() in name.casefold()
    return Option(
        row.code, name, "" if told else level, ", ".join(around), row.level not in LEAVES, name_parts(row).guess
    )
