"""Plain pages: what this is, who sees what, how to ask. Only what changes comes from the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases.views.version import lists_version
from tracker.directory.centres import centres
from tracker.directory.models import CentreDeputy, CentreTerritory, Territory
from tracker.directory.names import display_name
from tracker.directory.places import NAME_COLUMNS
from tracker.directory.queries import dated
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import public_page


@dataclass(frozen=True, slots=True)
class CentreLine:
    """A centre, where it is, and the places it cares for, also for a centre that does not work at present."""

    name: str
    active: bool
    places: tuple[str, ...]
    address: str
    phone: str
    email: str
    deputy: str


@bp.get("/about")
@access(Audience.PUBLIC)
def about() -> ResponseReturnValue:
    return public_page(
        lambda: render_template("public/about.html", centres=centre_lines(clock.today())), lists_version(db.session)
    )


@bp.get("/privacy")
@access(Audience.PUBLIC)
def privacy() -> ResponseReturnValue:
    return public_page(lambda: render_template("public/privacy.html"))


@bp.get("/help")
@access(Audience.PUBLIC)
def help_page() -> ResponseReturnValue:
    return public_page(lambda: render_template("public/help.html"))


def centre_lines(today: date) -> list[CentreLine]:
    """Every centre in force: three more statements, however many there are."""
    rows = centres(db.session, today)
    names = {row.id: display_name(row) for row in rows}
    places, deputies = _places(today), _deputies(today)
    return [
        CentreLine(
            names[row.id], row.active, tuple(places.get(row.id, ())), row.address, row.phone, row.email,
            names.get(deputies.get(row.id, ""), "") if not row.active else "",
        )
        for row in rows
    ]  # fmt: skip


def _places(today: date) -> Mapping[str, Sequence[str]]:
    query = (
        select(CentreTerritory.centre_id, *NAME_COLUMNS)
        .join(Territory, Territory.code == CentreTerritory.territory_code)
        .where(dated(CentreTerritory, today), Territory.level != "country")
        .order_by(CentreTerritory.centre_id, Territory.code)
    )
    found: dict[str, list[str]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.centre_id, []).append(display_name(row))
    return found


def _deputies(today: date) -> Mapping[str, str]:
    rows = db.session.execute(select(CentreDeputy.centre_id, CentreDeputy.deputy_id).where(dated(CentreDeputy, today)))
    return {row.centre_id: row.deputy_id for row in rows}
