"""More time: once, on a ground of the law, with notice to the applicant."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker import clock, lawbook
from tracker.cases import deciding
from tracker.cases.deciding import ExtensionOffer
from tracker.cases.errors import Problem
from tracker.cases.kinds import Kind
from tracker.cases.problem_labels import PROBLEMS
from tracker.cases.reckoning import outer_limit_of
from tracker.cases.views.case_parts import LegView
from tracker.i18n import t
from tracker.law.deadlines import may_extend
from tracker.law.errors import LawError
from tracker.law.regimes import regime_by_id
from tracker.lawbook.grounds import ground_words
from tracker.lawbook.words import extension_warning
from tracker.store import db
from tracker.web.desk.desk import Desk, again, attempt, page, seen
from tracker.web.desk.forms import ExtendForm
from tracker.web.shared.answers import done


def extend(desk: Desk) -> ResponseReturnValue:
    return _extend_page(desk, ExtendForm(data={"seen_version": str(desk.leg.version)}))


def extend_save(desk: Desk) -> ResponseReturnValue:
    form, now = ExtendForm(), clock.now()
    _offer_grounds(form, _offer(desk))
    if form.validate_on_submit() and attempt(
        form,
        lambda: deciding.extend(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, ground=form.ground.data, reason=form.reason.data or "",
            seen_version=seen(form),
        ),
    ):  # fmt: skip
        return done(desk.url)
    return again(_extend_page(desk, form))


def may_take_time(leg: LegView, kind: Kind) -> bool:
    """Whether the way to it is shown: not a second time, not without a date, not where the law's extra time is unknown."""
    if leg.extended_on is not None or leg.first_due_on is None or leg.regime_id is None:
        return False
    try:
        return may_extend(regime_by_id(leg.regime_id, lawbook.regimes(db.session), kind))
    except LawError:
        return False


def _offer(desk: Desk) -> ExtensionOffer:
    return deciding.offer_extension(db.session, desk.case, desk.leg, clock.today())


def _offer_grounds(form: ExtendForm, offer: ExtensionOffer) -> None:
    form.ground.choices = [(code, ground_words(code, db.session)) for code in offer.grounds]


def _extend_page(desk: Desk, form: ExtendForm) -> str:
    offer = _offer(desk)
    _offer_grounds(form, offer)
    limit = outer_limit_of(db.session, desk.case, desk.leg) if offer.breaks_convention else None
    warning = extension_warning(offer.to_on, limit) if limit and offer.to_on else ""
    why_not = "" if offer.possible else _why_not(desk, offer)
    return page("desk/extend.html", desk, form, offer=offer, warning=warning, why_not=why_not)


def _why_not(desk: Desk, offer: ExtensionOffer) -> str:
    """Why no more time can be taken."""
    if desk.leg.clock_from_leg_id is not None:
        return t(
            "The date was counted for the body that had the letter before you, and it goes on. It cannot be moved."
        )
    if desk.leg.extended_on is not None:
        return t("More time was taken once already. It cannot be taken a second time.")
    if desk.leg.first_due_on is None:
        return t("No date is counted for this letter, so there is none that could be moved.")
    if offer.lacks_ground:
        return t(PROBLEMS[Problem.NO_EXTENSION_GROUND])
    return t("How much more time the law allows here is not verified, so the date stays. Answer as soon as you can.")
