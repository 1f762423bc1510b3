"""Where it is: proposed from what was written, found by name, or step by step."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases.models import Draft
from tracker.directory.places import COUNTRY
from tracker.store import db
from tracker.web.public import filing_draft as letter
from tracker.web.public import places
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_forms import PlaceForm
from tracker.web.public.filing_texts import hotlines
from tracker.web.public.filing_write import step_back
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import noindex


@bp.get("/new/place")
@access(Audience.PUBLIC)
def place() -> ResponseReturnValue:
    draft = letter.unsent()
    early = step_back("public.place", draft)
    if early is not None or draft is None:
        return early or ""
    return page(letter.opened(PlaceForm(data=draft.data)), draft)


def page(form: PlaceForm, draft: Draft | None) -> str:
    noindex()
    data = draft.data if draft else {}
    texts = (data.get("place_text", ""), f"{data.get('subject', '')}. {data.get('body', '')}"[:2000])
    chosen = form.territory.data or ""
    found = places.choice(
        db.session, clock.today(), query=request.args.get("q", "").strip()[:80], at=request.args.get("at", "")[:14],
        named=texts, chosen="" if chosen == COUNTRY else chosen[:14],
    )  # fmt: skip
    return render_template(
        "public/filing/place.html", form=form, draft=draft, found=found, country=COUNTRY, danger=data.get("danger"),
        hotlines=hotlines(), query=request.args.get("q", ""),
    )  # fmt: skip


@bp.post("/new/place")
@open_post
@access(Audience.PUBLIC)
@letter.limit_steps
def place_save() -> ResponseReturnValue:
    return letter.save_step(PlaceForm(), page, lambda draft: url_for("public.to"))
