"""Who is sending: what the law wants and no more, and who will see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.cases.disclosure import restricted_by_default
from tracker.cases.kinds import Kind
from tracker.cases.models import Draft
from tracker.directory.models import Topic
from tracker.i18n import N_, t
from tracker.store import db
from tracker.web.public import filing_draft as letter
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_forms import SenderForm
from tracker.web.public.filing_write import step_back
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import noindex

SEEN_BY = {
    "open": N_(
        "The body that answers and the Aarhus Centre see your name. "
        "The public sees your question and the answer, without your name."
    ),
    "closed": N_("The body that answers and the Aarhus Centre see your name. The public does not see your letter."),
    "centre": N_("Only the Aarhus Centre sees your name. The body gets the letter in the name of the centre."),
}  # fmt: skip


@bp.get("/new/sender")
@access(Audience.PUBLIC)
def sender() -> ResponseReturnValue:
    draft = letter.unsent()
    early = step_back("public.sender", draft)
    if early is not None or draft is None:
        return early or ""
    return page(letter.opened(SenderForm(data=draft.data, kind=draft.data["kind"])), draft)


def page(form: SenderForm, draft: Draft | None) -> str:
    noindex()
    form.of_kind = draft.data.get("kind", "") if draft else ""
    return render_template(
        "public/filing/sender.html", form=form, draft=draft, seen_by=who_sees(draft.data if draft else {}),
        by_centre=t(SEEN_BY["centre"]),
        ask_anonymous=form.anonymous.data or (form.is_submitted() and form.lacks_identity),
    )  # fmt: skip


def who_sees(data: Mapping[str, Any]) -> str:
    """One line, before anything is sent."""
    if data.get("kind") not in set(Kind):
        return t(SEEN_BY["closed"])
    topic = db.session.get(Topic, data.get("topic") or "")
    restricted = restricted_by_default(Kind(data["kind"]), bool(topic and topic.restricted_by_default))
    return t(SEEN_BY["closed" if restricted else "open"])


@bp.post("/new/sender")
@open_post
@access(Audience.PUBLIC)
@letter.limit_steps
def sender_save() -> ResponseReturnValue:
    draft = letter.current()
    form = SenderForm(kind=draft.data.get("kind", "") if draft else "")
    return letter.save_step(form, page, lambda draft: url_for("public.files"))
