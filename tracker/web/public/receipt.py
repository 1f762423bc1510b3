"""The receipt: number and secret code, what comes next, and what to do where the letter goes on paper.

It is shown as often as it is opened in the same browser, until the writer lets it go or two weeks have passed.
"""

from __future__ import annotations

from flask import Response, abort, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import drafts
from tracker.cases.expecting import expected
from tracker.cases.models import Case, Draft
from tracker.cases.reference import spell_secret
from tracker.directory.models import Centre
from tracker.directory.names import display_name
from tracker.store import db
from tracker.web.public import filing_draft as letter
from tracker.web.public import slips
from tracker.web.public.blueprint import bp
from tracker.web.public.delivery_form import DeliveryForm, may_deliver, record, take_photo
from tracker.web.public.filing_forms import SendForm
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import done, noindex


def sent() -> tuple[Draft, Case] | None:
    """The letter that this browser sent last."""
    draft = letter.current()
    if draft is None or draft.case_id is None:
        return None
    return draft, db.session.get_one(Case, draft.case_id)


def secret_of(draft: Draft) -> str | None:
    return drafts.secret_of(draft, drafts.Seal.of(current_app.config["SECRET_KEY"]))


@bp.get("/receipt")
@access(Audience.PUBLIC)
def receipt() -> ResponseReturnValue:
    found = sent()
    if found is None:
        return redirect(url_for("public.new"), 303)
    return page(*found, DeliveryForm(data={"tag": found[0].data.get("tag", "")}))


def page(draft: Draft, case: Case, form: DeliveryForm) -> str:
    noindex()
    leg, secret = case.current_leg, secret_of(draft)
    ahead = slips.ahead_of(db.session, case, leg)
    centre = db.session.get_one(Centre, case.centre_id)
    return render_template(
        "public/filing/receipt.html", case=case, secret=spell_secret(secret) if secret else "", form=form,
        body=display_name(ahead.authority) if ahead.authority else "", centre=centre, centre_name=display_name(centre),
        steps_ahead=expected(db.session, ahead, clock.now()), follow=slips.follow_path(case),
        by_hand=may_deliver(leg) and not ahead.mailed, waits=ahead.waits_for_confirmation, tag=draft.data.get("tag", ""),
    )  # fmt: skip


@bp.get("/receipt/slip.pdf")
@access(Audience.PUBLIC)
def slip() -> ResponseReturnValue:
    found = sent()
    secret = secret_of(found[0]) if found else None
    if found is None or secret is None:
        abort(404)
    return _pdf(slips.slip(db.session, found[1], secret, clock.now()), found[1].number)


@bp.get("/receipt/copies.pdf")
@access(Audience.PUBLIC)
def copies() -> ResponseReturnValue:
    found = sent()
    if found is None or found[1].current_leg is None:
        abort(404)
    return _pdf(slips.two_copies(db.session, found[1], found[1].current_leg, clock.now()), f"{found[1].number}-2")


def _pdf(data: bytes, name: str) -> Response:
    noindex()
    answer = make_response(data)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@bp.post("/receipt")
@open_post
@access(Audience.PUBLIC)
@letter.limit_steps
def receipt_save() -> ResponseReturnValue:
    """The writer handed the letter in himself."""
    form = DeliveryForm()
    photo = take_photo(form)
    found = sent()
    if found is None or found[0].data.get("tag") != form.tag.data:
        return redirect(url_for("public.receipt"), 303)
    draft, case = found
    if not may_deliver(case.current_leg):
        return redirect(url_for("public.receipt"), 303)
    if not form.validate_on_submit():
        return page(draft, case, form), 422
    assert case.current_leg is not None
    if not record(form, case, case.current_leg, photo):
        return page(*(sent() or (draft, case)), form), 422
    return done(url_for("public.receipt"))


@bp.post("/receipt/forget")
@open_post
@access(Audience.PUBLIC)
def forget() -> ResponseReturnValue:
    """A shared phone: from now on the letter opens only with number and secret code."""
    found = sent()
    if found is None or found[0].data.get("tag") != SendForm().tag.data:
        return redirect(url_for("public.home"), 303)
    drafts.forget(db.session, found[0], clock.now())
    letter.drop_cookie()
    return done(url_for("public.home"))
