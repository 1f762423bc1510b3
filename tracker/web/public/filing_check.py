"""The letter as the body will get it, who sees what, what happens next; and the one button that sends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import drafts, personal_data
from tracker.cases.asking import also_asks
from tracker.cases.errors import CaseError, Problem
from tracker.cases.expecting import Ahead, expected
from tracker.cases.kinds import Kind, Sender
from tracker.cases.labels import KINDS as LETTERS
from tracker.cases.labels_of_forms import PERSONAL_DATA
from tracker.cases.models import Case, Draft
from tracker.directory.models import Authority
from tracker.directory.queries import usable_email
from tracker.files import storage
from tracker.i18n import current_language, t
from tracker.people.actor import PUBLIC
from tracker.store import db
from tracker.web.public import filing_draft as letter
from tracker.web.public import filing_letter
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_forms import REPORTS, SendForm
from tracker.web.public.filing_sender import SEEN_BY, who_sees
from tracker.web.public.filing_steps import first_wrong
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.security import limiter


@bp.get("/new/check")
@access(Audience.PUBLIC)
def check() -> ResponseReturnValue:
    draft = letter.unsent()
    if draft is None:
        return letter.no_letter()
    wrong = first_wrong(draft.data)
    if wrong:
        return redirect(url_for(wrong, look=1), 303)
    return page(SendForm(data={"tag": draft.data["tag"]}), draft)


def page(form: SendForm, draft: Draft | None) -> str:
    noindex()
    assert draft is not None
    data, now = draft.data, clock.now()
    return render_template(
        "public/filing/check.html", form=form, draft=draft, found=_found(data),
        letters=filing_letter.previews(db.session, draft, current_language(), clock.day_of(now)),
        ahead=[(t(LETTERS[each.kind]), expected(db.session, each, now)) for each in _ahead(data)],
        also_asks=data["kind"] in REPORTS and not data.get("ask_too") and also_asks(data["body"]),
        seen_by=_seen_by(data),
    )  # fmt: skip


def _seen_by(data: dict[str, Any]) -> list[str]:
    """One line for each letter: a report is not shown to the public, the request beside it is."""
    if data["sender"] == Sender.CENTRE:
        return [t(SEEN_BY["centre"])]
    if not filing_letter.asks_too(data):
        return [who_sees(data)]
    second = who_sees(filing_letter.asking_data(data))
    return [who_sees(data), t("The second letter, which asks for information: %(line)s", line=second)]


def _found(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Personal data in what was written, as (what it is, the words)."""
    text = "\n".join(str(data.get(name) or "") for name in ("subject", "body", "place_text", "ask_too", "asked_body"))
    return [(t(PERSONAL_DATA[one.kind]), one.value) for one in personal_data.find(text)][:20]


def _ahead(data: dict[str, Any]) -> Iterator[Ahead]:
    """Of each letter: a second one that asks has days of its own."""
    chosen = filing_letter.authority_of(data)
    authority = db.session.get(Authority, chosen) if chosen else None
    mailed, by_centre = bool(chosen and usable_email(db.session, chosen)), data["sender"] == Sender.CENTRE
    kinds = [Kind(data["kind"]), *([Kind.INFORMATION_REQUEST] if filing_letter.asks_too(data) else [])]
    for kind in kinds:
        confirms = kind is Kind.INFORMATION_REQUEST and bool(data.get("email") and chosen) and not by_centre
        yield Ahead(kind, authority, mailed, confirms, by_centre)


@bp.post("/new/check")
@open_post
@access(Audience.PUBLIC)
@limiter.limit(
    "10 per day", key_func=lambda: f"email:{_email()}", exempt_when=lambda: not _email(), deduct_when=letter.went_through
)
@letter.limit_sending
def check_save() -> ResponseReturnValue:
    """Send. However often the button is pressed, it is one case."""
    form = SendForm()
    draft = letter.current()
    if draft is None:
        return redirect(url_for("public.new"), 303)
    if draft.data.get("tag") != form.tag.data:
        raise letter.OtherLetter(draft)
    if draft.case_id is not None:
        return redirect(url_for("public.receipt"), 303)
    if language_switch_asked():
        return redirect(url_for("public.check"), 303)
    wrong = first_wrong(draft.data)
    if wrong:
        return redirect(url_for(wrong, look=1), 303)
    return _send(form, draft)


def _send(form: SendForm, draft: Draft) -> ResponseReturnValue:
    try:
        file_draft(draft)
    except CaseError as error:
        db.session.rollback()
        form.refuse("tag", _words(error))
        return page(form, letter.unsent()), 422
    return done(url_for("public.receipt"))


def file_draft(draft: Draft) -> Case:
    """The case of this draft."""
    key = current_app.config["SECRET_KEY"]
    language = current_language()
    return drafts.file_once(
        db.session, draft.id, lambda fresh: filing_letter.filings_of(db.session, fresh, language),
        by=PUBLIC, now=clock.now(), keys=drafts.Keys(key, drafts.Seal.of(key)),
    )  # fmt: skip


def _words(error: CaseError) -> str:
    """Only what the forms cannot have caught: the directory changed between two steps."""
    if error.problem in {Problem.NOT_IN_FORCE, Problem.NOT_AN_ADDRESSEE, Problem.COMPLAINED_OF}:
        return t("This body cannot be written to any more. Go back and choose another one.")
    return t("The letter cannot be sent like this. Go back and look at each step, or ask the centre.")


def _email() -> str:
    draft = letter.current()
    return str(draft.data.get("email") or "").lower() if draft else ""


@bp.post("/new/throw-away")
@open_post
@access(Audience.PUBLIC)
def throw_away() -> ResponseReturnValue:
    """The begun letter and its files are erased at once."""
    draft = letter.unsent()
    if draft is None or draft.data.get("tag") != request.form.get("tag"):
        return redirect(url_for("public.new"), 303)
    keys = drafts.forget(db.session, draft, clock.now())
    letter.drop_cookie()
    answer = done(url_for("public.new"))
    for key in keys:
        storage.discard(key)
    return answer
