"""The draft behind the browser's cookie, and what every step of the form does with it.

Each form carries the tag of its letter: a random word made when the first page was opened and kept in the draft. It tells a
form of this letter from one of another, and it is what another site cannot know. A step saves what was typed whether or
not it is right; only then it says what to correct.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from flask import Response, after_this_request, current_app, g, make_response, redirect, request, url_for

from tracker import clock
from tracker.cases import drafts
from tracker.cases.models import Draft
from tracker.i18n import current_language, t
from tracker.store import db
from tracker.web.public.filing_forms import StepForm
from tracker.web.shared.answers import commit, done
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.security import limiter

COOKIE = "tracker_draft"
Render = Callable[[Any, "Draft | None"], str]


class OtherLetter(Exception):
    """The form belongs to another letter than the one that is being written in this browser."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("form of another letter")
        self.draft = draft


def current() -> Draft | None:
    """The draft of this browser, sent or not. Read once per request."""
    if "draft" not in g:
        cookie = request.cookies.get(COOKIE, "")
        g.draft = drafts.read(db.session, cookie, clock.now()) if 8 <= len(cookie) <= 100 else None
    return g.draft  # type: ignore[no-any-return]


def unsent() -> Draft | None:
    """The letter that is being written in this browser."""
    draft = current()
    return draft if draft is not None and draft.case_id is None else None


def was_sent() -> bool:
    """The last letter of this browser is on its way."""
    draft = current()
    return draft is not None and draft.case_id is not None


def new_tag() -> str:
    return secrets.token_urlsafe(12)


def begin(tag: str) -> Draft:
    """A new letter: the first time that this browser gets a cookie."""
    cookie = drafts.new_cookie()
    draft = g.draft = drafts.start(db.session, cookie, clock.now())
    draft.data = {"tag": tag or new_tag()}
    _set_cookie(cookie)
    return draft


def _set_cookie(cookie: str) -> None:
    @after_this_request
    def put(answer: Response) -> Response:
        answer.set_cookie(
            COOKIE, cookie, max_age=int(drafts.KEPT_FOR.total_seconds()), httponly=True, samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
        return answer


def drop_cookie() -> None:
    """This browser forgets the letter."""

    @after_this_request
    def drop(answer: Response) -> Response:
        answer.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"])
        return answer


def own(form: StepForm) -> Draft:
    """The draft that this form belongs to; a new one when its own is gone. Raises `OtherLetter`."""
    tag = form.tag.data or ""
    draft = current()
    if draft is None:
        g.restarted = request.endpoint != "public.write_save"
        return begin(tag)
    if draft.data.get("tag") == tag:
        return draft
    if draft.case_id is not None:
        return begin(tag)
    raise OtherLetter(draft)


def keep(form: StepForm, draft: Draft) -> bool:
    """Save what stands in the form. False: too long to be kept, it is only shown again."""
    try:
        drafts.save(db.session, draft, form.kept(), clock.now())
    except drafts.DraftTooLong:
        return False
    return True


def opened(form: StepForm) -> StepForm:
    """A stored step, opened again; with its errors where it stopped the letter from being sent."""
    if request.args.get("look"):
        form.validate()
    return form


def save_step(form: StepForm, render: Render, after: Callable[[Draft], str]) -> Response:
    """The whole of a POST of a step: keep what was typed; then go on, change the language, or say what to correct."""
    valid = form.validate_on_submit()
    try:
        draft = own(form)
    except OtherLetter as other:
        return _ask_which(form, render, other.draft)
    kept = keep(form, draft)
    if language_switch_asked() and kept:
        return done(url_for(_page_of(), **{**request.args.to_dict(), "lang": current_language()}))
    if not valid:
        commit()
        return make_response(render(form, draft), 200 if language_switch_asked() else 422)
    if g.get("restarted"):
        return done(url_for("public.write", again=1))
    return done(after(draft))


def _page_of() -> str:
    """The page that belongs to the endpoint of a POST."""
    return str(request.endpoint).removesuffix("_save")


def _ask_which(form: StepForm, render: Render, draft: Draft) -> Response:
    """Nothing is overwritten unasked: the page shows what was typed, and its button puts it into the present letter."""
    form.tag.data = draft.data.get("tag", "")
    g.other_letter = t("You have begun another letter in this browser since. Press the button only if this belongs into it.")
    return make_response(render(form, draft), 409)


def no_letter() -> Response:
    """A step without a letter: back to the receipt where it was just sent (the Back button), else to the beginning."""
    draft = current()
    return go_to("public.new" if draft is None else "public.receipt")


def go_to(endpoint: str, **values: Any) -> Response:
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[return-value]


def _per_letter() -> str:
    """Limits are counted per letter; who has none yet is counted by his address."""
    cookie = request.cookies.get(COOKIE)
    return f"letter:{drafts.digest_of(cookie)[:24]}" if cookie else f"address:{request.remote_addr}"


def _per_address() -> str:
    return f"address:{request.remote_addr}"


def went_through(answer: Response) -> bool:
    """Only what was really sent counts against a limit; a form that has to be corrected does not."""
    return answer.status_code == 303


limit_steps = limiter.limit("120 per hour", key_func=_per_letter)
limit_sending = limiter.limit("40 per hour; 120 per day", key_func=_per_address, deduct_when=went_through)
