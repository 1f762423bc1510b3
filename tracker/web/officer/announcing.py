"""What a body announces: the day of its answer, a payment, another kind of letter. None of them moves a date later."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import announcing, labels, requalifying
from tracker.cases.acts import Act
from tracker.cases.fee_words import law_on_fees
from tracker.cases.kind_change import kinds_ahead
from tracker.cases.kinds import Kind
from tracker.i18n import t
from tracker.store import db
from tracker.web.desk.desk import Desk, again, attempt, page, seen
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.officer.forms import AnnounceDateForm, FeeForm, RequalifyForm
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.dates_ahead import kind_choices


def _opened(desk: Desk) -> dict[str, Any]:
    return {"seen_version": str(desk.leg.version)}


@bp.get("/<number>/day-of-answer")
@access(Audience.OFFICER)
def announce_date(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.ANNOUNCE_DATE)
    return page("officer/announce_date.html", desk, AnnounceDateForm(data=_opened(desk)))


@bp.post("/<number>/day-of-answer")
@access(Audience.OFFICER, act=Act.ANNOUNCE_DATE)
def announce_date_save(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.ANNOUNCE_DATE), AnnounceDateForm(), clock.now()
    if form.validate_on_submit() and attempt(
        form,
        lambda: announcing.announce_date(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, announced_on=form.announced_on.data,
            text=form.text.data or "", seen_version=seen(form),
        ),
    ):  # fmt: skip
        return done(desk.url)
    return again(page("officer/announce_date.html", desk, form))


@bp.get("/<number>/payment")
@access(Audience.OFFICER)
def fee(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.ANNOUNCE_FEE)
    return _fee_page(desk, FeeForm(data=_opened(desk)))


@bp.post("/<number>/payment")
@access(Audience.OFFICER, act=Act.ANNOUNCE_FEE)
def fee_save(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.ANNOUNCE_FEE), FeeForm(), clock.now()
    if form.validate_on_submit() and attempt(
        form,
        lambda: announcing.announce_fee(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, amount=form.amount.data or Decimal(0),
            purpose=form.purpose.data or "", basis=form.basis.data or "", seen_version=seen(form),
        ),
    ):  # fmt: skip
        return done(desk.url)
    return again(_fee_page(desk, form))


def _fee_page(desk: Desk, form: FeeForm) -> str:
    return page("officer/fee.html", desk, form, law=law_on_fees(desk.case.kind))


@bp.get("/<number>/kind")
@access(Audience.OFFICER)
def requalify(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.REQUALIFY)
    return _kind_page(desk, RequalifyForm(data=_opened(desk)))


@bp.post("/<number>/kind")
@access(Audience.OFFICER, act=Act.REQUALIFY)
def requalify_save(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.REQUALIFY), RequalifyForm(), clock.now()
    form.kind.choices = kind_choices(kinds_ahead(db.session, desk.case, desk.leg))
    if form.validate_on_submit() and attempt(
        form,
        lambda: requalifying.requalify(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, kind=Kind(form.kind.data),
            reason=form.reason.data or "", seen_version=seen(form),
        ),
    ):  # fmt: skip
        return done(desk.url)
    return again(_kind_page(desk, form))


def _kind_page(desk: Desk, form: RequalifyForm) -> str:
    form.kind.choices = kind_choices(kinds_ahead(db.session, desk.case, desk.leg))
    return page("officer/requalify.html", desk, form, kind=t(labels.KINDS[Kind(desk.case.kind)]))
