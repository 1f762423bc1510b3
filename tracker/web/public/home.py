"""The first page: one plain choice, the way back to one's letter, and a few figures."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases.kinds import Kind
from tracker.i18n import t
from tracker.oversight.figures import PublicCounts, public_counts
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_texts import KINDS
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import public_page

ON_HOME = (Kind.INFORMATION_REQUEST, Kind.STATEMENT, Kind.COMPLAINT, Kind.PROPOSAL)
FRESH_SECONDS = 300


@dataclass(slots=True)
class _Kept:
    """The figures of the last few minutes, in this process."""

    figures: PublicCounts
    until: float


@bp.get("/")
@access(Audience.PUBLIC)
def home() -> ResponseReturnValue:
    now = recent_figures()
    return public_page(lambda: _render(now), now)


def _render(now: PublicCounts) -> str:
    choices = [
        {"url": url_for("public.write", kind=kind.value), "title": t(KINDS[kind].phrase), "text": t(KINDS[kind].about)}
        for kind in ON_HOME
    ]
    choices.append({
        "url": url_for("public.call"), "title": t("Call me and help me write"),
        "text": t("Leave your number. Somebody from the Aarhus Centre calls you."),
    })  # fmt: skip
    return render_template("public/home.html", choices=choices, figures=now)


def recent_figures() -> PublicCounts:
    """Counted at most once in five minutes: the first page must stay cheap with a million letters."""
    kept: _Kept | None = current_app.extensions.get("home_figures")
    if kept is None or kept.until < time.monotonic() or current_app.testing:
        kept = _Kept(public_counts(db.session, clock.today()), time.monotonic() + FRESH_SECONDS)
        current_app.extensions["home_figures"] = kept
    return kept.figures
