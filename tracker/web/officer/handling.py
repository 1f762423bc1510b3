"""The body's daily acts: confirm the receipt, register, take, hand to a unit, note, ask. Each is one POST."""

from __future__ import annotations

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases import handling, publishing
from tracker.cases.acts import Act
from tracker.cases.recording import check_fresh
from tracker.cases.workflow import NotPossibleNow
from tracker.directory.models import Unit
from tracker.directory.names import display_name
from tracker.directory.queries import dated
from tracker.store import db
from tracker.web.desk import receiving
from tracker.web.desk.desk import Desk, again, attempt, page, seen
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.officer.forms import AssignForm, NoteForm
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done

MOST_UNITS = 100


@bp.get("/<number>/receipt")
@access(Audience.OFFICER)
def receipt(number: str) -> ResponseReturnValue:
    return receiving.receipt(desks.at(number, Act.CONFIRM_RECEIPT))


@bp.post("/<number>/receipt")
@access(Audience.OFFICER, act=Act.CONFIRM_RECEIPT)
def receipt_save(number: str) -> ResponseReturnValue:
    return receiving.receipt_save(desks.at(number, Act.CONFIRM_RECEIPT))


@bp.get("/<number>/register")
@access(Audience.OFFICER)
def register(number: str) -> ResponseReturnValue:
    return receiving.register(desks.at(number, Act.REGISTER))


@bp.post("/<number>/register")
@access(Audience.OFFICER, act=Act.REGISTER)
def register_save(number: str) -> ResponseReturnValue:
    return receiving.register_save(desks.at(number))


@bp.post("/<number>/claim")
@access(Audience.OFFICER, act=Act.CLAIM)
def claim(number: str) -> ResponseReturnValue:
    """A second tap changes nothing: it is his already."""
    desk = desks.at(number, Act.CLAIM)
    if desk.leg.post_id == desk.actor.post_id and desk.leg.post_id is not None:
        return redirect(desk.url, 303)
    check_fresh(desk.leg, seen())
    handling.claim(db.session, desk.case, desk.leg, by=desk.actor, now=clock.now())
    return done(desk.url)


@bp.get("/<number>/unit")
@access(Audience.OFFICER)
def assign(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.ASSIGN)
    return page("officer/assign.html", desk, _assign_form(desk, opened=True))


@bp.post("/<number>/unit")
@access(Audience.OFFICER, act=Act.ASSIGN)
def assign_save(number: str) -> ResponseReturnValue:
    """After it an officer of another unit no longer has the letter, so he is led to his tray."""
    desk, now = desks.at(number, Act.ASSIGN), clock.now()
    form = _assign_form(desk)
    if form.validate_on_submit() and attempt(
        form,
        lambda: handling.assign(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, unit_id=int(form.unit_id.data),
            seen_version=seen(form),
        ),
    ):  # fmt: skip
        keeps = desk.actor.unit_id in {None, desk.leg.unit_id}
        return done(desk.url if keeps else desks.tray_url())
    return again(page("officer/assign.html", desk, form))


def _assign_form(desk: Desk, *, opened: bool = False) -> AssignForm:
    values = {"unit_id": str(desk.leg.unit_id or ""), "seen_version": str(desk.leg.version)}
    form = AssignForm(data=values) if opened else AssignForm()
    units = select(Unit).where(Unit.authority_id == desk.leg.authority_id, dated(Unit, clock.today())).order_by(Unit.id)
    form.unit_id.choices = [(str(unit.id), display_name(unit)) for unit in db.session.scalars(units.limit(MOST_UNITS))]
    return form


@bp.get("/<number>/note")
@access(Audience.OFFICER)
def note(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.NOTE)
    return page("officer/note.html", desk, NoteForm())


@bp.post("/<number>/note")
@access(Audience.OFFICER, act=Act.NOTE)
def note_save(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.NOTE), NoteForm(), clock.now()
    if form.validate_on_submit() and attempt(
        form,
        lambda: handling.note(db.session, desk.case, desk.leg, by=desk.actor, now=now, text=form.text.data or ""),
    ):
        return done(desk.to("case", _anchor="happened"))
    return again(page("officer/note.html", desk, form))


@bp.get("/<number>/ask")
@access(Audience.OFFICER)
def ask(number: str) -> ResponseReturnValue:
    return receiving.ask(desks.at(number, Act.ASK))


@bp.post("/<number>/ask")
@access(Audience.OFFICER, act=Act.ASK)
def ask_save(number: str) -> ResponseReturnValue:
    return receiving.ask_save(desks.at(number, Act.ASK))


@bp.post("/<number>/publication")
@access(Audience.OFFICER)
def propose(number: str) -> ResponseReturnValue:
    """Officers propose, the centre decides what the public reads."""
    desk = desks.at(number)
    if desk.leg.answered_on is None:
        raise NotPossibleNow(Act.PUBLISH, desk.leg.state)
    if not desks.was_proposed(desk):
        publishing.propose_publication(
            db.session, desk.case, by=desk.actor, now=clock.now(), leg_authority_id=desk.leg.authority_id
        )
    return done(desk.url)
