"""The beginning: which kind of letter, and the letter itself."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.cases.kinds import Kind
from tracker.cases.models import Draft
from tracker.i18n import t
from tracker.web.public import filing_draft as letter
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_forms import REPORTS, WriteForm
from tracker.web.public.filing_steps import missing_before, titles
from tracker.web.public.filing_texts import KINDS, hotlines
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import noindex

bp.context_processor(lambda: {"step_titles": titles})

CARRIED = ("body", "topic")
"""What a link «write to this body» brings along."""


@bp.get("/new")
@access(Audience.PUBLIC)
def new() -> ResponseReturnValue:
    """One plain choice; and the way back into a letter that was begun."""
    return render_template(
        "public/filing/new.html", choices=choices(), begun=letter.unsent(), sent=letter.was_sent(),
        again=request.args.get("again"), hotlines=hotlines(),
    )  # fmt: skip


def choices() -> list[dict[str, str]]:
    """The kinds in plain words, as links that carry on what the address brought."""
    carried: dict[str, Any] = {name: request.args[name][:40] for name in CARRIED if request.args.get(name)}
    return [
        {"url": url_for("public.write", kind=kind.value, **carried), "title": t(words.phrase), "text": t(words.about)}
        for kind, words in KINDS.items()
    ]


@bp.get("/new/write")
@access(Audience.PUBLIC)
def write() -> ResponseReturnValue:
    draft = letter.unsent()
    data: dict[str, Any] = dict(draft.data) if draft else {"tag": letter.new_tag()}
    if request.args.get("kind") in set(Kind):
        data["kind"] = request.args["kind"]
    if data.get("kind") not in set(Kind):
        return redirect(url_for("public.new", again=request.args.get("again")), 303)
    return page(letter.opened(WriteForm(data=data)), draft)


def page(form: WriteForm, draft: Draft | None) -> str:
    noindex()
    kind = Kind(form.kind.data) if form.kind.data in set(Kind) else Kind.STATEMENT
    g.again = bool(request.args.get("again"))
    return render_template(
        "public/filing/write.html", form=form, draft=draft, words=KINDS[kind], hotlines=hotlines(),
        is_request=kind is Kind.INFORMATION_REQUEST, may_ask_too=kind in REPORTS, ask_open=bool(request.args.get("ask")),
    )  # fmt: skip


@bp.post("/new/write")
@open_post
@access(Audience.PUBLIC)
@letter.limit_steps
def write_save() -> ResponseReturnValue:
    return letter.save_step(WriteForm(), page, _after)


def _after(draft: Draft) -> str:
    _take_along(draft)
    return url_for("public.place")


def _take_along(draft: Draft) -> None:
    """The body or topic of the link the person came by."""
    brought = {"body": "authority", "topic": "topic"}
    found = {own: request.args[name][:40] for name, own in brought.items() if request.args.get(name)}
    if found:
        draft.data = {**draft.data, **found}


def step_back(endpoint: str, draft: Draft | None) -> ResponseReturnValue | None:
    """A step opened too early leads to the one that comes first; of a letter that was sent, to its receipt."""
    if draft is None:
        return letter.no_letter()
    missing = missing_before(endpoint, draft.data)
    return redirect(url_for(missing), 303) if missing else None
