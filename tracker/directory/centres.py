"""Which centre watches over a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.directory.models import Centre, CentreDeputy, CentreTerritory
from tracker.directory.places import COUNTRY, place_chain
from tracker.directory.queries import dated

DEPUTIES_IN_A_ROW = 4


def centre_for(session: Session, territory_code: str | None, today: date) -> Centre | None:
    """The centre of a place; while it is not active, its named deputy. None: nobody is named, and staff must decide.

    A case without a place belongs to the centre of the whole country.
    """
    centre = _named_for(session, territory_code, today)
    for _ in range(DEPUTIES_IN_A_ROW):
        if centre is None or (centre.active and centre.in_force(today)):
            return centre
        centre = _deputy_of(session, centre.id, today)
    return None


def _named_for(session: Session, territory_code: str | None, today: date) -> Centre | None:
    codes = [row.code for row in place_chain(session, territory_code or COUNTRY)] or [COUNTRY]
    query = select(CentreTerritory).where(CentreTerritory.territory_code.in_(codes), dated(CentreTerritory, today))
    rows = sorted(session.scalars(query), key=lambda row: (codes.index(row.territory_code), row.id))
    return session.get(Centre, rows[0].centre_id) if rows else None


def _deputy_of(session: Session, centre_id: str, today: date) -> Centre | None:
    query = select(CentreDeputy).where(CentreDeputy.centre_id == centre_id, dated(CentreDeputy, today))
    row = session.scalars(query.order_by(CentreDeputy.id.desc()).limit(1)).first()
    return session.get(Centre, row.deputy_id) if row else None


def centres(session: Session, today: date) -> Sequence[Centre]:
    """All centres in force."""
    return session.scalars(select(Centre).where(dated(Centre, today)).order_by(Centre.id)).all()


def territories_of(session: Session, centre_id: str, today: date) -> Sequence[CentreTerritory]:
    """The dated rows of the oblasts and cities a centre cares for."""
    query = select(CentreTerritory).where(CentreTerritory.centre_id == centre_id, dated(CentreTerritory, today))
    return session.scalars(query.order_by(CentreTerritory.territory_code)).all()
