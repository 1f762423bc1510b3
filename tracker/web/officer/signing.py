"""The head's part: what his people have written and waits for his signature. He signs what he saw, or sends it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import answer_drafts, approving
from tracker.cases.acts import Act
from tracker.cases.models import Draft
from tracker.cases.permissions import may
from tracker.cases.recording import allow, check_fresh, facts_of
from tracker.directory.posts import Post
from tracker.store import db
from tracker.web.desk.answer_forms import DecisionForm
from tracker.web.desk.answer_page import ahead_of
from tracker.web.desk.answering import ACTS, IN_FORM, carry_out, decision_form, is_right, stamp_of
from tracker.web.desk.desk import Desk, again, attempt, seen
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.officer.forms import SendBackForm
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done

WHAT = {act.value: what for what, act in ACTS.items()}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, as the form it was written in."""

    what: str
    draft: Draft
    form: DecisionForm


def _waiting(desk: Desk) -> Waiting | None:
    """None: nothing waits any more."""
    draft = approving.waiting(db.session, desk.leg)
    if draft is None or desk.leg.head_act is None:
        return None
    what = WHAT[desk.leg.head_act]
    form = decision_form(desk, what, draft.data, token=request.method == "POST")
    form.signatory_post.data = form.signatory_post.data or ("" if form.signatory.data else _title(desk))
    return Waiting(what, draft, form)


def _title(desk: Desk) -> str:
    """The head's post in the language of the letter: where nobody else is named, he is who signed."""
    post = db.session.get(Post, desk.actor.post_id) if desk.actor.post_id else None
    return "" if post is None else str(getattr(post, f"title_{desk.case.language}", "") or post.title_ru or post.title_ky or "")


@bp.get("/<number>/sign")
@access(Audience.OFFICER)
def sign(number: str) -> ResponseReturnValue:
    """The letter as the applicant would get it."""
    desk = desks.at(number)
    waits = _waiting(desk) if may(desk.actor, Act.DECIDE_DRAFT, facts_of(desk.case, desk.leg)) else None
    if waits is None:
        return redirect(desk.url, 303)
    desk.log_reading("sign")
    return _page(desk, waits, _back_form(desk))


@bp.post("/<number>/sign")
@access(Audience.OFFICER, act=Act.DECIDE_DRAFT)
def sign_save(number: str) -> ResponseReturnValue:
    """It goes as his, exactly as he saw it."""
    desk, now = desks.at(number, Act.DECIDE_DRAFT), clock.now()
    allow(Act.DECIDE_DRAFT, desk.case, desk.actor, desk.leg)
    waits = _waiting(desk)
    if waits is None:
        return redirect(desk.url, 303)
    check_fresh(desk.leg, seen())
    if request.form.get("stamp") != stamp_of(waits.draft):
        return redirect(desk.to("sign", changed=1), 303)
    if is_right(desk, waits.what, waits.form, waits.draft) and _carried_out(desk, waits, now):
        answer_drafts.spend(db.session, waits.draft)
        return done(desk.to("case", sent=1))
    still = _waiting(desk)
    return (_page(desk, still, _back_form(desk), waits.form), 422) if still else redirect(desk.url, 303)


def _carried_out(desk: Desk, waits: Waiting, now: datetime) -> bool:
    return attempt(waits.form, lambda: carry_out(desk, waits.form, waits.draft, now), IN_FORM)


@bp.post("/<number>/sign/back")
@access(Audience.OFFICER, act=Act.DECIDE_DRAFT)
def send_back(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.DECIDE_DRAFT), SendBackForm(), clock.now()
    if form.validate_on_submit() and attempt(
        form,
        lambda: approving.send_back(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, note=form.note.data or "", seen_version=seen(form)
        ),
    ):
        return done(desk.url)
    waits = _waiting(desk) if may(desk.actor, Act.DECIDE_DRAFT, facts_of(desk.case, desk.leg)) else None
    return again(_page(desk, waits, form)) if waits else redirect(desk.url, 303)


@bp.post("/<number>/take-back")
@access(Audience.OFFICER, act=Act.ASK_APPROVAL)
def take_back(number: str) -> ResponseReturnValue:
    """The officer changes it once more; a second tap finds nothing to take."""
    desk = desks.at(number, Act.ASK_APPROVAL)
    if desk.leg.head_act is None:
        return redirect(desk.url, 303)
    check_fresh(desk.leg, seen())
    what = WHAT[desk.leg.head_act]
    approving.take_back(db.session, desk.case, desk.leg, by=desk.actor, now=clock.now())
    return done(desk.to("decide", what=what))


def _back_form(desk: Desk) -> SendBackForm:
    return SendBackForm(formdata=None, data={"seen_version": str(desk.leg.version)})


def _page(desk: Desk, waits: Waiting, back: SendBackForm, refused: DecisionForm | None = None) -> str:
    errors = [str(error) for field in refused for error in field.errors] if refused else []
    return render_template(
        "officer/sign.html", desk=desk, case=desk.case, what=waits.what, form=back, errors=errors,
        letter=ahead_of(desk, waits.form, clock.now()), files=answer_drafts.files_of(db.session, waits.draft),
        stamp=stamp_of(waits.draft), changed=bool(request.args.get("changed")),
    )  # fmt: skip
