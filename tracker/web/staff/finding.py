"""Finding a case: by its number of any centre, or one's own by the person's name or telephone."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import access_log, labels
from tracker.cases.kinds import Kind
from tracker.cases.reference import read_number
from tracker.cases.views.finding import cases_of_person
from tracker.i18n import long_date, t
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp


@bp.get("/find")
@access(Audience.STAFF)
def find() -> ResponseReturnValue:
    """A name on a restricted case is shown only after it was written down who looked."""
    noindex()
    typed, actor = request.args.get("q", "").strip()[:100], current_actor()
    number = read_number(typed)
    if number:
        return redirect(url_for("staff.case", number=number), 303)
    rows = cases_of_person(db.session, actor.centre_id or "", typed)
    for case_id in {row.id for row in rows if row.restricted}:
        access_log.record(case_id, actor, "found by name", clock.now())
    found = [
        (
            row.number,
            t(labels.KINDS[Kind(row.kind)]),
            long_date(row.filed_on),
            ", ".join(part for part in (row.name, row.organisation, row.phone) if part),
        )
        for row in rows
    ]
    return render_template("staff/find.html", typed=typed, found=found)
