"""The receipt: number and secret code, what comes next, and what to do where the letter goes on paper.

It is shown as often as it is opened in the same browser, until the writer lets it go or two weeks have passed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import drafts
from tracker.cases.expecting import expected
from tracker.cases.handing_in import copies_pdf, to_print_apart
from tracker.cases.kinds import Kind
from tracker.cases.labels import KINDS
from tracker.cases.models import Case, Draft
from tracker.cases.reference import spell_secret
from tracker.directory.models import Centre
from tracker.directory.names import display_name
from tracker.i18n import t
from tracker.store import db
from tracker.web.public import filing_draft as letter
from tracker.web.public import holder_words, slips
from tracker.web.public.blueprint import bp
from tracker.web.public.delivery_form import DeliveryForm, may_deliver, record, take_photo
from tracker.web.public.filing_forms import SendForm
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import done, noindex, pdf


def sent() -> Draft | None:
    """The letter that this browser sent last."""
    draft = letter.current()
    return draft if draft is not None and draft.case_id is not None else None


def cases_of(draft: Draft) -> list[tuple[Case, str]]:
    return drafts.sent_cases(db.session, draft, drafts.Seal.of(current_app.config["SECRET_KEY"]))


@bp.get("/receipt")
@access(Audience.PUBLIC)
def receipt() -> ResponseReturnValue:
    draft = sent()
    if draft is None:
        return redirect(url_for("public.new"), 303)
    return page(draft, DeliveryForm(data={"tag": draft.data.get("tag", "")}))


def page(draft: Draft, form: DeliveryForm) -> str:
    noindex()
    found = cases_of(draft)
    case = found[0][0]
    ahead = slips.ahead_of(db.session, case, case.current_leg)
    now = clock.now()
    centre = db.session.get_one(Centre, case.centre_id)
    tickets = [_ticket(place, one, secret, now) for place, (one, secret) in enumerate(found)]
    return render_template(
        "public/filing/receipt.html", case=case, tickets=tickets, form=form, centre=centre, centre_name=display_name(centre),
        body=display_name(ahead.authority) if ahead.authority else "", confirms=slips.email_unconfirmed(db.session, case),
        by_hand=may_deliver(case.current_leg) and not ahead.mailed, waits=ahead.waits_for_confirmation,
        tag=draft.data.get("tag", ""),
        senders=holder_words.senders(case.parties),
        apart=to_print_apart(db.session, case),
    )  # fmt: skip


def _ticket(place: int, case: Case, secret: str, now: datetime) -> dict[str, Any]:
    """One letter on the receipt. `place` 0 is the letter itself, 1 the second one that asks."""
    values = {"n": place} if place else {}
    return {
        "number": case.number, "secret": spell_secret(secret), "follow": slips.follow_path(case),
        "title": t(KINDS[Kind(case.kind)]), "slip": url_for("public.slip", **values) if secret else "",
        "copies": url_for("public.copies", **values),
        "steps_ahead": expected(db.session, slips.ahead_of(db.session, case, case.current_leg), now),
    }  # fmt: skip


@bp.get("/receipt/slip.pdf")
@access(Audience.PUBLIC)
def slip() -> ResponseReturnValue:
    case, secret = _wanted()
    if not secret:
        abort(404)
    return pdf(slips.slip(db.session, case, secret, clock.now()), case.number)


@bp.get("/receipt/copies.pdf")
@access(Audience.PUBLIC)
def copies() -> ResponseReturnValue:
    case, _ = _wanted()
    if case.current_leg is None:
        abort(404)
    return pdf(copies_pdf(db.session, case, case.current_leg, clock.now()), f"{case.number}-2")


def _wanted() -> tuple[Case, str]:
    """The letter that the address names: the first, or the second with n=1."""
    draft = sent()
    found = cases_of(draft) if draft else []
    place = 1 if request.args.get("n") == "1" else 0
    if place >= len(found):
        abort(404)
    return found[place]


@bp.post("/receipt")
@open_post
@access(Audience.PUBLIC)
@letter.limit_steps
def receipt_save() -> ResponseReturnValue:
    """The writer handed the letter in himself."""
    form = DeliveryForm()
    photo = take_photo(form)
    draft = sent()
    if draft is None or draft.data.get("tag") != form.tag.data:
        return redirect(url_for("public.receipt"), 303)
    leg = cases_of(draft)[0][0].current_leg
    if leg is None or not may_deliver(leg):
        return redirect(url_for("public.receipt"), 303)
    if not form.validate_on_submit():
        return page(draft, form), 422
    if not record(form, leg.case, leg, photo):
        return page(sent() or draft, form), 422
    return done(url_for("public.receipt"))


@bp.post("/receipt/forget")
@open_post
@access(Audience.PUBLIC)
def forget() -> ResponseReturnValue:
    """A shared phone: from now on the letter opens only with number and secret code."""
    draft = sent()
    if draft is None or draft.data.get("tag") != SendForm().tag.data:
        return redirect(url_for("public.home"), 303)
    drafts.forget(db.session, draft, clock.now())
    letter.drop_cookie()
    return done(url_for("public.home"))
