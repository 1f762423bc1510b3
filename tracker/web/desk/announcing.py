"""What a body announces: the day of its answer, a payment that it wants. Neither moves a date or stops a clock."""

from __future__ import annotations

from decimal import Decimal

from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import announcing
from tracker.cases.fee_words import law_on_fees
from tracker.store import db
from tracker.web.desk.desk import Desk, again, attempt, page, seen
from tracker.web.desk.forms import AnnounceDateForm, FeeForm
from tracker.web.shared.answers import done


def announce_date(desk: Desk) -> ResponseReturnValue:
    return page("desk/announce_date.html", desk, AnnounceDateForm(data={"seen_version": str(desk.leg.version)}))


def announce_date_save(desk: Desk) -> ResponseReturnValue:
    form, now = AnnounceDateForm(), clock.now()
    if form.validate_on_submit() and attempt(
        form,
        lambda: announcing.announce_date(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, announced_on=form.announced_on.data,
            text=form.text.data or "", seen_version=seen(form),
        ),
    ):  # fmt: skip
        return done(desk.url)
    return again(page("desk/announce_date.html", desk, form))


def fee(desk: Desk) -> ResponseReturnValue:
    return _fee_page(desk, FeeForm(data={"seen_version": str(desk.leg.version)}))


def fee_save(desk: Desk) -> ResponseReturnValue:
    form, now = FeeForm(), clock.now()
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
    return page("desk/fee.html", desk, form, law=law_on_fees(desk.case.kind))
