"""After a day of the calendar was set: the open dates that would be different, and counting them again on confirmation.

An administrator sees dates and bodies. The number of a letter stands there only where everybody may read it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases.acts import Act
from tracker.cases.calendar_effects import Differs, legs_that_would_differ, recompute_listed
from tracker.directory.models import Authority
from tracker.directory.names import display_name
from tracker.i18n import short_date, t
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.forms import PageForm
from tracker.web.shared.signed_in import current_actor

SHOWN = 100


class RecountForm(PageForm):
    """One button; what it confirms stands in the page."""


@bp.get("/calendar/day/<day>/dates")
@access(Audience.ADMINISTRATOR)
def calendar_effects(day: str) -> ResponseReturnValue:
    """The list, at most a hundred at once."""
    on = _day(day)
    found, more = legs_that_would_differ(db.session, on)
    shown = found[:SHOWN]
    names = _names({one.leg.authority_id for one in shown})
    return render_template(
        "admin/calendar_effects.html", day=on, rows=[_row(one, names) for one in shown], form=RecountForm(),
        listed=" ".join(f"{one.leg.id}:{one.to_on.isoformat()}" for one in shown), count=len(found),
        more=more or len(found) > SHOWN, done=_done(request.args.get("done", "")),
    )  # fmt: skip


@bp.post("/calendar/day/<day>/dates")
@access(Audience.ADMINISTRATOR, act=Act.RECOMPUTE)
def calendar_effects_confirm(day: str) -> ResponseReturnValue:
    """Counts again what was on the page, and nothing else."""
    on = _day(day)
    if not RecountForm().validate_on_submit():
        return calendar_effects(day)
    count = recompute_listed(db.session, _listed(request.form.get("listed", "")), by=current_actor(), now=clock.now())
    return done(url_for("admin.calendar_effects", day=on.isoformat(), done=count))


def _day(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        abort(404)


def _listed(typed: str) -> list[tuple[int, date]]:
    """As the page wrote it; whatever does not read so is nobody's confirmation."""
    found = []
    for one in typed.split()[:SHOWN]:
        leg_id, _, on = one.partition(":")
        if not (leg_id.isascii() and leg_id.isdigit() and len(leg_id) < 10):
            abort(400)
        try:
            found.append((int(leg_id), date.fromisoformat(on)))
        except ValueError:
            abort(400)
    return found


def _names(ids: set[str]) -> dict[str, str]:
    bodies = db.session.scalars(select(Authority).where(Authority.id.in_(sorted(ids))))
    return {body.id: display_name(body) for body in bodies}


def _row(one: Differs, names: dict[str, str]) -> dict[str, Any]:
    public = one.case.public_row and not one.case.restricted
    return {
        "url": url_for("public.case", number=one.case.number) if public else "",
        "name": f"№ {one.case.number}" if public else t("a letter that is not public"),
        "pills": [],
        "cells": [
            names.get(one.leg.authority_id, ""),
            short_date(one.leg.answer_due_on) if one.leg.answer_due_on else "",
            short_date(one.to_on),
        ],
    }


def _done(typed: str) -> str:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        return ""
    return t("Counted again: %(count)s. Applicants and bodies are being told.", count=int(typed))
