"""Restricted cases as figures: per raion and quarter, small cells merged. The one place where the public meets them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases.views.version import lists_version
from tracker.directory.models import Territory
from tracker.directory.names import display_name
from tracker.directory.places import NAME_COLUMNS
from tracker.i18n import N_, t
from tracker.lawbook.grounds import ground_words
from tracker.lawbook.standing import standing
from tracker.oversight.figures import PublicCounts, public_counts, refusals_by_ground, restricted_cells
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import public_page

QUARTERS = {"1": N_("January to March"), "2": N_("April to June"), "3": N_("July to September"), "4": N_("October to December")}
YEARS_BACK = 1


@bp.get("/figures")
@access(Audience.PUBLIC)
def figures() -> ResponseReturnValue:
    return public_page(_render, lists_version(db.session), standing(db.session).law_token)


def _render() -> str:
    today = clock.today()
    cells = restricted_cells(db.session, date(today.year - YEARS_BACK, 1, 1), today)
    counts: PublicCounts = public_counts(db.session, today)
    return render_template(
        "public/figures.html", counts=counts, rows=rows_of(cells, _names(cells)), years=(today.year - YEARS_BACK, today.year),
        grounds=_grounds(refusals_by_ground(db.session, today)),
    )  # fmt: skip


def _grounds(counts: Mapping[str, int]) -> list[list[str]]:
    """The reasons of refusals in words, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    typed = t("an article that the body typed")
    return [[ground_words(code, db.session) if code else typed, str(count)] for code, count in ordered]


def _names(cells: Mapping[tuple[str, str], int]) -> dict[str, str]:
    codes = {code for code, _ in cells if code}
    rows = db.session.execute(select(*NAME_COLUMNS).where(Territory.code.in_(codes)))
    return {row.code: display_name(row) for row in rows}


def rows_of(cells: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> list[list[str]]:
    """Newest quarter first; what had to be merged comes last in its quarter."""
    ordered = sorted(cells.items(), key=lambda cell: (cell[0][1], cell[0][0] != "", names.get(cell[0][0], "")), reverse=True)
    return [
        [quarter_words(quarter), names.get(code) or t("other places together"), str(count)]
        for (code, quarter), count in ordered
    ]


def quarter_words(quarter: str) -> str:
    year, number = quarter.split("-")
    return t("%(months)s %(year)s", months=t(QUARTERS[number]), year=year)
