"""To whom: topic, body, and whom the letter is about."""

from __future__ import annotations

from flask import Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases.models import Draft
from tracker.i18n import t
from tracker.store import db
from tracker.web.public import addressees
from tracker.web.public import filing_draft as letter
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_forms import UNKNOWN, ToForm
from tracker.web.public.filing_write import step_back
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import noindex

NOBODY_OF_THESE = "none"


@bp.get("/new/to")
@access(Audience.PUBLIC)
def to() -> ResponseReturnValue:
    draft = letter.unsent()
    early = step_back("public.to", draft)
    if early is not None or draft is None:
        return early or ""
    return page(letter.opened(ToForm(data=draft.data)), draft)


def page(form: ToForm, draft: Draft | None) -> str:
    noindex()
    data, today = (draft.data if draft else {}), clock.today()
    text = f"{data.get('subject', '')}. {data.get('body', '')}"[:6000]
    search = (form.search.data or request.args.get("q", "")).strip()[:100]
    topics = addressees.topics(db.session, today, text, form.topic.data or "")
    about = (form.concern_authority.data or "") if form.concern_kind.data == "body" else ""
    chosen = form.authority.data or ""
    found = addressees.bodies(
        db.session, today, topic=topics.chosen, territory=data.get("territory", ""), about=about, search=search,
        chosen="" if chosen == UNKNOWN else chosen,
    )  # fmt: skip
    return render_template(
        "public/filing/to.html", form=form, draft=draft, topics=topics, found=found, search=search, unknown=UNKNOWN,
        which=g.get("which_bodies", ()), none_of_these=NOBODY_OF_THESE,
    )  # fmt: skip


@bp.post("/new/to")
@open_post
@access(Audience.PUBLIC)
@letter.limit_steps
def to_save() -> ResponseReturnValue:
    form = ToForm()
    if request.form.get("action") in {"topic", "search"}:
        return _look_again(form)
    if not form.topic.data:
        form.topic.data = request.form.get("likely", "")[:40]
    _say_which_body(form)
    return letter.save_step(form, page, lambda draft: url_for("public.sender"))


def _look_again(form: ToForm) -> Response:
    """Another topic, or another body by its name: what was chosen so far is kept, the page comes again."""
    try:
        draft = letter.own(form)
    except letter.OtherLetter:
        return letter.save_step(form, page, lambda draft: url_for("public.to"))
    letter.keep(form, draft)
    return letter.done(url_for("public.to", q=form.search.data or None))


def _say_which_body(form: ToForm) -> None:
    """A letter about a public body: which one, so that it does not go to that body."""
    if form.concern_kind.data != "body" or not form.concern_name.data:
        form.concern_authority.data = ""
        return
    chosen = request.form.get("concern_authority", "")
    which = addressees.named_bodies(db.session, form.concern_name.data, clock.today())
    if chosen == NOBODY_OF_THESE or not which:
        form.concern_authority.data = ""
        return
    if chosen not in {code for code, _ in which}:
        g.which_bodies = which
        form.late_problem = ("concern_authority", t("Which of these bodies is the letter about?"))
