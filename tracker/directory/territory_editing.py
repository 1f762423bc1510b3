"""New places, and places that end: dated, with a successor to which what lay in them passes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.directory.codes import Level
from tracker.directory.editing import refresh_place
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.history import KEEPERS, allow, found, note, set_field
from tracker.directory.models import Territory
from tracker.people.actor import Actor

CODE = re.compile(r"417\d{11}")
ENDED = "ended"
NAMES = frozenset({"name_ky", "name_ru", "name_en", "former_names"})
INSIDE: Mapping[Level, tuple[Level, ...]] = {
    Level.RAION: (Level.OBLAST,),
    Level.OBLAST_CITY: (Level.OBLAST,),
    Level.RAION_CITY: (Level.RAION, Level.OBLAST),
    Level.CITY_DISTRICT: (Level.REPUBLICAN_CITY, Level.OBLAST_CITY),
    Level.AIYL_AIMAK: (Level.RAION, Level.OBLAST_CITY),
    Level.VILLAGE: (
        Level.AIYL_AIMAK,
        Level.RAION,
        Level.RAION_CITY,
        Level.OBLAST_CITY,
        Level.REPUBLICAN_CITY,
        Level.CITY_DISTRICT,
    ),
}
"""In what a place of each level may lie. Oblasts and the two great cities are not added on a screen."""


def add_territory(
    session: Session, code: str, level: Level, parent_code: str, names: Mapping[str, str], *,
    from_day: date | None, source: str, by: Actor, now: datetime,
) -> Territory:  # fmt: skip
    """A new place in another one."""
    allow(by, KEEPERS)
    if not CODE.fullmatch(code):
        raise DirectoryError(Problem.VALUE_WRONG, field="code", value=code[:40])
    if session.get(Territory, code) is not None:
        raise DirectoryError(Problem.ID_TAKEN, key=code)
    if not source.strip():
        raise DirectoryError(Problem.SOURCE_MISSING)
    parent: Territory = found(session, Territory, parent_code)
    if level not in INSIDE or Level(parent.level) not in INSIDE[level]:
        raise DirectoryError(Problem.VALUE_WRONG, field="parent_code", value=parent.name_ru)
    given = {name: names.get(name, "").strip() for name in NAMES}
    if not (given["name_ky"] and given["name_ru"]):
        raise DirectoryError(Problem.NAME_MISSING)
    place = Territory(
        code=code, level=level.value, kind=level.value, parent_code=parent.code, **given, valid_from=from_day,
        oblast_code=_above(parent, Level.OBLAST, parent.oblast_code), raion_code=_above(parent, Level.RAION, parent.raion_code),
        name_ky_guess="", source=source.strip(),
    )  # fmt: skip
    session.add(place)
    session.flush()
    refresh_place(session, place)
    note(session, place, "created", None, place.name_ru, by=by, now=now, reason=source.strip())
    return place


def _above(parent: Territory, level: Level, known: str | None) -> str | None:
    """The code a place inherits: that of the place it lies in, or what that one lies in."""
    top = (Level.OBLAST, Level.REPUBLICAN_CITY) if level is Level.OBLAST else (level,)
    return parent.code if parent.level in top else known


def end_territory(
    session: Session, code: str, last_day: date, *, successor_code: str | None, act: str, by: Actor, now: datetime
) -> int:
    """The place exists for the last time on `last_day`; the places in it pass to the successor. Returns how many did.

    Without a successor nothing may lie in it. Bodies and cases that name the place keep naming it.
    """
    allow(by, KEEPERS)
    place: Territory = found(session, Territory, code)
    if not act.strip():
        raise DirectoryError(Problem.SOURCE_MISSING)
    if successor_code == code:
        raise DirectoryError(Problem.PLACE_IN_ITSELF)
    if place.valid_from is not None and last_day < place.valid_from:
        raise DirectoryError(Problem.DATES_WRONG)
    inside = session.scalars(select(Territory).where(Territory.parent_code == code, Territory.valid_to.is_(None))).all()
    successor: Territory | None = found(session, Territory, successor_code) if successor_code else None
    for below in inside:
        if successor is None:
            raise DirectoryError(Problem.VALUE_WRONG, field="successor", value="")
        _move(session, below, successor, act, by, now)
    for field, value in (("successor_code", successor_code), ("valid_to", last_day), ("status", ENDED)):
        set_field(session, place, field, value, by=by, now=now, reason=act.strip())
    return len(inside)


def _move(session: Session, place: Territory, parent: Territory, act: str, by: Actor, now: datetime) -> None:
    if Level(parent.level) not in INSIDE.get(Level(place.level), ()):
        raise DirectoryError(Problem.VALUE_WRONG, field="successor", value=parent.name_ru)
    above = {
        "parent_code": parent.code,
        "raion_code": _above(parent, Level.RAION, parent.raion_code),
        "oblast_code": _above(parent, Level.OBLAST, parent.oblast_code),
    }
    for field, value in above.items():
        set_field(session, place, field, value, by=by, now=now, reason=act.strip())
