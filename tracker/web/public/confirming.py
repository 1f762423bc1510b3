"""Links that confirm something through the contact: a page with a button; only the button does it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import closing, links, reviewing
from tracker.cases.following import Opened, open_by_link
from tracker.cases.links import LinkExpired, LinkInvalid, Purpose
from tracker.cases.models import Case
from tracker.i18n import long_date, t
from tracker.people.actor import Actor, ActorKind
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.public.follow import go_on
from tracker.web.public.holder_forms import ConfirmWithdrawalForm
from tracker.web.shared.access import Audience, KeyMissing, access, open_post
from tracker.web.shared.answers import commit, noindex
from tracker.web.shared.errors import Words, error_page

GONE = frozenset({"withdrawn", "closed", "not_accepted", "declined"})


def _open(number: str, token: str, purpose: Purpose) -> tuple[Opened, Case]:
    noindex()
    opened = open_by_link(db.session, number, token, links.current(), clock.now(), purpose)
    return opened, db.session.get_one(Case, opened.case_id)


def _by(case: Case) -> Actor:
    return Actor(ActorKind.CONFIRMED_APPLICANT, case_id=case.id)


@bp.get("/confirm/<number>/<token>")
@access(Audience.PUBLIC)
def confirm(number: str, token: str) -> ResponseReturnValue:
    _, case = _open(number, token, Purpose.CONFIRM_CONTACT)
    return render_template("public/confirm.html", case=case, token=token)


@bp.post("/confirm/<number>/<token>")
@open_post
@access(Audience.PUBLIC)
def confirm_do(number: str, token: str) -> ResponseReturnValue:
    opened, case = _open(number, token, Purpose.CONFIRM_CONTACT)
    reviewing.confirm_contact(db.session, case, by=_by(case), now=clock.now())
    commit()
    return go_on(opened, done="confirmed")


@bp.get("/withdraw/<number>/<token>")
@access(Audience.PUBLIC)
def withdraw(number: str, token: str) -> ResponseReturnValue:
    opened, case = _open(number, token, Purpose.CONFIRM_WITHDRAWAL)
    if case.state in GONE:
        return go_on(opened)
    return render_template("public/withdraw.html", case=case, token=token, form=ConfirmWithdrawalForm(formdata=None))


@bp.post("/withdraw/<number>/<token>")
@open_post
@access(Audience.PUBLIC)
def withdraw_do(number: str, token: str) -> ResponseReturnValue:
    opened, case = _open(number, token, Purpose.CONFIRM_WITHDRAWAL)
    form = ConfirmWithdrawalForm()
    if case.state in GONE:
        return redirect(url_for("public.follow", number=case.number), 303)
    if not form.validate_on_submit():
        return render_template("public/withdraw.html", case=case, token=token, form=form), 422
    closing.withdraw(
        db.session, case, by=_by(case), now=clock.now(), reason=form.reason.data or "", pressure=bool(form.pressure.data)
    )
    commit()
    return go_on(opened, done="withdrawn")


def _invalid(_error: LinkInvalid) -> Words:
    return Words(
        t("This link opens nothing"),
        [
            t("Perhaps it was cut off on the way: copy the whole line. Or a newer secret code was given since."),
            t("With the number and the secret code you get in without a link."),
        ],
        links=[(t("Follow my letter"), url_for("public.follow"))],
    )


def _expired(error: LinkExpired) -> Words:
    return Words(
        t("This link has grown old"),
        [
            t("It could be used until %(day)s.", day=long_date(clock.day_of(error.expired_at))),
            t("Open your letter with the number and the secret code, or ask the centre."),
        ],
        links=[(t("Follow my letter"), url_for("public.follow"))],
    )


def _key_missing(_error: KeyMissing) -> Words:
    return Words(
        t("Your letter is not open in this browser any more"),
        [
            t("You left it, or the browser was closed. What you typed is still below; copy it."),
            t("Open the letter again with the number and the secret code, and send it once more."),
        ],
        links=[(t("Follow my letter"), url_for("public.follow"))],
    )


error_page(LinkInvalid, 404, _invalid)
error_page(LinkExpired, 410, _expired)
error_page(KeyMissing, 403, _key_missing)
