"""More time, another body, and an answer that went past the service."""

from __future__ import annotations

from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from tracker import clock
from tracker.cases import deciding
from tracker.cases.acts import Act
from tracker.cases.decision_letters import Given
from tracker.cases.kinds import ANSWERS, Kind, Outcome
from tracker.cases.recording import check_fresh
from tracker.i18n import t
from tracker.store import db
from tracker.web.desk import extending, passing
from tracker.web.desk.desk import Desk, again, attempt, page, seen
from tracker.web.desk.words import REFUSED, outcome_choices
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.officer.forms import OutsideForm
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.uploads import Taken, take


@bp.get("/<number>/more-time")
@access(Audience.OFFICER)
def extend(number: str) -> ResponseReturnValue:
    return extending.extend(desks.at(number, Act.EXTEND))


@bp.post("/<number>/more-time")
@access(Audience.OFFICER, act=Act.EXTEND)
def extend_save(number: str) -> ResponseReturnValue:
    return extending.extend_save(desks.at(number, Act.EXTEND))


@bp.get("/<number>/pass-on")
@access(Audience.OFFICER)
def transfer(number: str) -> ResponseReturnValue:
    return passing.transfer(desks.at(number, Act.TRANSFER))


@bp.post("/<number>/pass-on")
@access(Audience.OFFICER, act=Act.TRANSFER)
def transfer_save(number: str) -> ResponseReturnValue:
    return passing.transfer_save(desks.at(number, Act.TRANSFER))


@bp.get("/<number>/answered-elsewhere")
@access(Audience.OFFICER)
def outside(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.RECORD_OUTSIDE_ANSWER)
    return page("officer/outside.html", desk, _outside_form(desk, opened=True))


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
    if valid and not taken.refused and attempt(form, lambda: _record(desk, form, taken)):
        return done(desk.url)
    return again(page("officer/outside.html", desk, form))


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
        given=given, channel=form.channel.data, seen_version=seen(form),
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
    check_fresh(desk.leg, seen())
    deciding.agree_outside_answer(
        db.session, desk.case, desk.leg, by=desk.actor, now=clock.now(), agrees=request.form.get("agrees") == "yes"
    )
    return done(desk.url)
