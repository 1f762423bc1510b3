"""More time, another body, an answer that went past the service."""

from __future__ import annotations

from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from tracker import clock
from tracker.cases import deciding
from tracker.cases.acts import Act
from tracker.cases.clocks import outer_limit_of
from tracker.cases.deciding import ExtensionOffer, Given
from tracker.cases.kinds import ANSWERS, Kind, Outcome
from tracker.cases.recording import check_fresh
from tracker.i18n import t
from tracker.lawbook.words import extension_warning, ground_words
from tracker.store import db
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.officer.desk import Desk
from tracker.web.officer.forms import ExtendForm, OutsideForm
from tracker.web.officer.handling import page
from tracker.web.officer.uploads import Taken, take
from tracker.web.officer.words import REFUSED, outcome_choices
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done


@bp.get("/<number>/more-time")
@access(Audience.OFFICER)
def extend(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.EXTEND)
    return _extend_page(desk, ExtendForm(data={"seen_version": str(desk.leg.version)}))


@bp.post("/<number>/more-time")
@access(Audience.OFFICER, act=Act.EXTEND)
def extend_save(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.EXTEND), ExtendForm(), clock.now()
    _offer_grounds(form, _offer(desk))
    if form.validate_on_submit() and desks.attempt(
        form,
        lambda: deciding.extend(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, ground=form.ground.data, reason=form.reason.data or "",
            seen_version=desks.seen(form),
        ),
    ):  # fmt: skip
        return done(desk.url)
    return desks.again(_extend_page(desk, form))


def _offer(desk: Desk) -> ExtensionOffer:
    return deciding.offer_extension(db.session, desk.case, desk.leg, clock.today())


def _offer_grounds(form: ExtendForm, offer: ExtensionOffer) -> None:
    form.ground.choices = [(code, ground_words(code)) for code in offer.grounds]


def _extend_page(desk: Desk, form: ExtendForm) -> str:
    offer = _offer(desk)
    _offer_grounds(form, offer)
    limit = outer_limit_of(db.session, desk.case, desk.leg) if offer.breaks_convention else None
    warning = extension_warning(offer.to_on, limit) if limit and offer.to_on else ""
    return page("extend", desk, form, offer=offer, warning=warning, why_not="" if offer.possible else _why_not(desk))


def _why_not(desk: Desk) -> str:
    """Why no more time can be taken."""
    if desk.leg.clock_from_leg_id is not None:
        return t(
            "The date was counted for the body that had the letter before you, and it goes on. It cannot be moved."
        )
    if desk.leg.extended_on is not None:
        return t("More time was taken once already. It cannot be taken a second time.")
    if desk.leg.first_due_on is None:
        return t("No date is counted for this letter, so there is none that could be moved.")
    return t("How much more time the law allows here is not verified, so the date stays. Answer as soon as you can.")


@bp.get("/<number>/answered-elsewhere")
@access(Audience.OFFICER)
def outside(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.RECORD_OUTSIDE_ANSWER)
    return page("outside", desk, _outside_form(desk, opened=True))


@bp.post("/<number>/answered-elsewhere")
@access(Audience.OFFICER, act=Act.RECORD_OUTSIDE_ANSWER)
def outside_save(number: str) -> ResponseReturnValue:
    """With a file that shows it the answer counts; the body's word alone waits for the applicant."""
    taken = _photo(number, request.files.get("file"))
    desk = desks.at(number, Act.RECORD_OUTSIDE_ANSWER)
    form = _outside_form(desk)
    valid = form.validate_on_submit()
    for words in taken.refused:
        form.refuse("file", words)
    if valid and not taken.refused and desks.attempt(form, lambda: _record(desk, form, taken)):
        return done(desk.url)
    return desks.again(page("outside", desk, form))


def _photo(number: str, sent: FileStorage | None) -> Taken:
    if sent is None or not sent.filename:
        return Taken()
    desks.at(number, Act.RECORD_OUTSIDE_ANSWER)
    return take([sent])


def _record(desk: Desk, form: OutsideForm, taken: Taken) -> None:
    now = clock.now()
    given = Given(
        form.text.data or "", form.outgoing_number.data or "", form.outgoing_on.data, form.signatory.data or "",
        file_ids=taken.rows(now),
    )  # fmt: skip
    answered_on: date = form.answered_on.data
    deciding.record_outside_answer(
        db.session, desk.case, desk.leg, by=desk.actor, now=now, answered_on=answered_on, outcome=Outcome(form.outcome.data),
        given=given, channel=form.channel.data, seen_version=desks.seen(form),
    )  # fmt: skip


def _outside_form(desk: Desk, *, opened: bool = False) -> OutsideForm:
    form = OutsideForm(data={"seen_version": str(desk.leg.version)}) if opened else OutsideForm()
    kind = Kind(desk.case.kind)
    form.outcome.choices = [*outcome_choices(kind, ANSWERS[kind]), (Outcome.REFUSED.value, t(REFUSED))]
    return form


@bp.post("/<number>/answered-elsewhere/agree")
@access(Audience.OFFICER, act=Act.AGREE_OUTSIDE_ANSWER)
def agree(number: str) -> ResponseReturnValue:
    """The centre wrote down that the body answered another way: is it so?"""
    desk = desks.at(number, Act.AGREE_OUTSIDE_ANSWER)
    check_fresh(desk.leg, desks.seen())
    deciding.agree_outside_answer(
        db.session, desk.case, desk.leg, by=desk.actor, now=clock.now(), agrees=request.form.get("agrees") == "yes"
    )
    return done(desk.url)
