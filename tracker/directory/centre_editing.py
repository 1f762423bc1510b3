"""Changing the centres: their details, the places they care for, their deputies. All dated, with history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.history import KEEPERS, allow, found, note, set_field
from tracker.directory.models import Centre, CentreDeputy, CentreTerritory, Territory
from tracker.people.actor import Actor

FIELDS = frozenset(
    {"name_ky", "name_ru", "name_en", "active", "website", "phone", "email", "address", "note", "valid_from", "valid_to"}
)  # fmt: skip


def add_centre(
    session: Session, centre_id: str, values: Mapping[str, Any], territory_code: str, *, by: Actor, now: datetime
) -> Centre:
    """A new centre; the places it cares for are given to it by `set_centre_territory`."""
    allow(by, KEEPERS)
    _known(values)
    if session.get(Centre, centre_id) is not None:
        raise DirectoryError(Problem.ID_TAKEN, key=centre_id)
    found(session, Territory, territory_code)
    centre = Centre(id=centre_id, territory_code=territory_code, **values)
    _require_names(centre)
    session.add(centre)
    session.flush()
    note(session, centre, "created", None, centre.name_ru, by=by, now=now)
    return centre


def edit_centre(session: Session, centre_id: str, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Centre:
    """Change a centre; `active` False sends its cases to its deputy."""
    allow(by, KEEPERS)
    _known(values)
    centre: Centre = found(session, Centre, centre_id)
    for field, value in values.items():
        set_field(session, centre, field, value, by=by, now=now)
    _require_names(centre)
    return centre


def set_centre_territory(
    session: Session, territory_code: str, centre_id: str, *, from_day: date, by: Actor, now: datetime
) -> CentreTerritory:
    """From `from_day` this centre cares for the oblast or city; who did before, did until the day before."""
    allow(by, KEEPERS)
    found(session, Territory, territory_code)
    centre: Centre = found(session, Centre, centre_id)
    query = select(CentreTerritory).where(
        CentreTerritory.territory_code == territory_code, CentreTerritory.valid_to.is_(None)
    )
    for row in session.scalars(query):
        if row.centre_id == centre_id:
            return row
        _end(row, from_day)
    row = CentreTerritory(centre_id=centre_id, territory_code=territory_code, valid_from=from_day)
    session.add(row)
    note(session, centre, "territory", None, territory_code, by=by, now=now)
    return row


def set_deputy(
    session: Session, centre_id: str, deputy_id: str | None, *, from_day: date, by: Actor, now: datetime
) -> CentreDeputy | None:
    """Who takes this centre's cases while it is not active, from `from_day`; None: nobody any more."""
    allow(by, KEEPERS)
    centre: Centre = found(session, Centre, centre_id)
    if deputy_id == centre_id:
        raise DirectoryError(Problem.CENTRE_FOR_ITSELF)
    query = select(CentreDeputy).where(CentreDeputy.centre_id == centre_id, CentreDeputy.valid_to.is_(None))
    for row in session.scalars(query):
        _end(row, from_day)
    note(session, centre, "deputy", None, deputy_id, by=by, now=now)
    if deputy_id is None:
        return None
    found(session, Centre, deputy_id)
    deputy = CentreDeputy(centre_id=centre_id, deputy_id=deputy_id, valid_from=from_day)
    session.add(deputy)
    return deputy


def _end(row: CentreTerritory | CentreDeputy, from_day: date) -> None:
    if row.valid_from is not None and row.valid_from >= from_day:
        raise DirectoryError(Problem.DATES_WRONG)
    row.valid_to = from_day - timedelta(days=1)


def _known(values: Mapping[str, Any]) -> None:
    for field in values:
        if field not in FIELDS:
            raise DirectoryError(Problem.FIELD_UNKNOWN, field=field)


def _require_names(centre: Centre) -> None:
    if not (centre.name_ky and centre.name_ru and centre.name_en):
        raise DirectoryError(Problem.NAME_MISSING)
