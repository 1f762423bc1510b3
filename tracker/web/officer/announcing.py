"""What a body announces: the day of its answer, a payment (`tracker.web.desk.announcing`), another kind of letter. None of
them moves a date later."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import labels, requalifying
from tracker.cases.acts import Act
from tracker.cases.kind_change import kinds_ahead
from tracker.cases.kinds import Kind
from tracker.i18n import t
from tracker.store import db
from tracker.web.desk import announcing
from tracker.web.desk.desk import Desk, again, attempt, page, seen
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.officer.forms import RequalifyForm
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.dates_ahead import kind_choices


@bp.get("/<number>/day-of-answer")
@access(Audience.OFFICER)
def announce_date(number: str) -> ResponseReturnValue:
    return announcing.announce_date(desks.at(number, Act.ANNOUNCE_DATE))


@bp.post("/<number>/day-of-answer")
@access(Audience.OFFICER, act=Act.ANNOUNCE_DATE)
def announce_date_save(number: str) -> ResponseReturnValue:
    return announcing.announce_date_save(desks.at(number, Act.ANNOUNCE_DATE))


@bp.get("/<number>/payment")
@access(Audience.OFFICER)
def fee(number: str) -> ResponseReturnValue:
    return announcing.fee(desks.at(number, Act.ANNOUNCE_FEE))


@bp.post("/<number>/payment")
@access(Audience.OFFICER, act=Act.ANNOUNCE_FEE)
def fee_save(number: str) -> ResponseReturnValue:
    return announcing.fee_save(desks.at(number, Act.ANNOUNCE_FEE))


@bp.get("/<number>/kind")
@access(Audience.OFFICER)
def requalify(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.REQUALIFY)
    return _kind_page(desk, RequalifyForm(data={"seen_version": str(desk.leg.version)}))


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
