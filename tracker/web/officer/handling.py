"""The body's daily acts: confirm the receipt, register, take, hand to a unit, note, ask. Each is one POST."""

from __future__ import annotations

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases import delivery, handling, publishing
from tracker.cases.acts import Act
from tracker.cases.recording import check_fresh
from tracker.cases.workflow import NotPossibleNow
from tracker.directory.models import Unit
from tracker.directory.names import display_name
from tracker.directory.queries import dated
from tracker.store import db
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.officer.desk import Desk
from tracker.web.officer.forms import AskForm, AssignForm, NoteForm, ReceiptForm, RegisterForm, register_form
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.forms import PageForm
from tracker.web.shared.language import language_switch_asked

MOST_UNITS = 100


def page(template: str, desk: Desk, form: PageForm, **more: object) -> str:
    """A page with one form about one letter."""
    return render_template(f"officer/{template}.html", desk=desk, case=desk.case, leg=desk.leg, form=form, **more)


@bp.get("/<number>/receipt")
@access(Audience.OFFICER)
def receipt(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.CONFIRM_RECEIPT)
    return page(
        "receipt", desk, ReceiptForm(data={"received_on": clock.today(), "seen_version": str(desk.leg.version)})
    )


@bp.post("/<number>/receipt")
@access(Audience.OFFICER, act=Act.CONFIRM_RECEIPT)
def receipt_save(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.CONFIRM_RECEIPT), ReceiptForm(), clock.now()
    if not language_switch_asked():
        check_fresh(desk.leg, desks.seen(form))
    if form.validate_on_submit() and desks.attempt(
        form,
        lambda: delivery.confirm_receipt(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, received_on=form.received_on.data
        ),
    ):
        return done(desk.url)
    return desks.again(page("receipt", desk, form))


@bp.get("/<number>/register")
@access(Audience.OFFICER)
def register(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.REGISTER)
    return page("register", desk, register_form(str(desk.leg.version)))


@bp.post("/<number>/register")
@access(Audience.OFFICER, act=Act.REGISTER)
def register_save(number: str) -> ResponseReturnValue:
    """Registering and taking it are one tap where one person does both."""
    desk, form = desks.at(number), RegisterForm()
    if desk.leg.registered_on is not None:
        raise NotPossibleNow(Act.REGISTER, desk.leg.state)
    if form.validate_on_submit() and desks.attempt(form, lambda: _register(desk, form)):
        return done(desk.url)
    return desks.again(page("register", desk, form))


def _register(desk: Desk, form: RegisterForm) -> None:
    now = clock.now()
    handling.register(
        db.session, desk.case, desk.leg, by=desk.actor, now=now, incoming_number=form.incoming_number.data or "",
        registered_on=form.registered_on.data, received_on=form.received_on.data, seen_version=desks.seen(form),
    )  # fmt: skip
    if form.take.data and desk.leg.post_id != desk.actor.post_id:
        handling.claim(db.session, desk.case, desk.leg, by=desk.actor, now=now)


@bp.post("/<number>/claim")
@access(Audience.OFFICER, act=Act.CLAIM)
def claim(number: str) -> ResponseReturnValue:
    """A second tap changes nothing: it is his already."""
    desk = desks.at(number, Act.CLAIM)
    if desk.leg.post_id == desk.actor.post_id and desk.leg.post_id is not None:
        return redirect(desk.url, 303)
    check_fresh(desk.leg, desks.seen())
    handling.claim(db.session, desk.case, desk.leg, by=desk.actor, now=clock.now())
    return done(desk.url)


@bp.get("/<number>/unit")
@access(Audience.OFFICER)
def assign(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.ASSIGN)
    return page("assign", desk, _assign_form(desk, opened=True))


@bp.post("/<number>/unit")
@access(Audience.OFFICER, act=Act.ASSIGN)
def assign_save(number: str) -> ResponseReturnValue:
    """After it an officer of another unit no longer has the letter, so he is led to his tray."""
    desk, now = desks.at(number, Act.ASSIGN), clock.now()
    form = _assign_form(desk)
    if form.validate_on_submit() and desks.attempt(
        form,
        lambda: handling.assign(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, unit_id=int(form.unit_id.data),
            seen_version=desks.seen(form),
        ),
    ):  # fmt: skip
        keeps = desk.actor.unit_id in {None, desk.leg.unit_id}
        return done(desk.url if keeps else desks.tray_url())
    return desks.again(page("assign", desk, form))


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
    return page("note", desk, NoteForm())


@bp.post("/<number>/note")
@access(Audience.OFFICER, act=Act.NOTE)
def note_save(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.NOTE), NoteForm(), clock.now()
    if form.validate_on_submit() and desks.attempt(
        form,
        lambda: handling.note(db.session, desk.case, desk.leg, by=desk.actor, now=now, text=form.text.data or ""),
    ):
        return done(desk.to("case", _anchor="happened"))
    return desks.again(page("note", desk, form))


@bp.get("/<number>/ask")
@access(Audience.OFFICER)
def ask(number: str) -> ResponseReturnValue:
    desk = desks.at(number, Act.ASK)
    return page(
        "ask", desk, AskForm(data={"seen_version": str(desk.leg.version)}), until_on=clock.today() + handling.ASK_WINDOW
    )


@bp.post("/<number>/ask")
@access(Audience.OFFICER, act=Act.ASK)
def ask_save(number: str) -> ResponseReturnValue:
    desk, form, now = desks.at(number, Act.ASK), AskForm(), clock.now()
    if form.validate_on_submit() and desks.attempt(
        form,
        lambda: handling.ask(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, question=form.question.data or "",
            seen_version=desks.seen(form),
        ),
    ):  # fmt: skip
        return done(desk.url)
    return desks.again(page("ask", desk, form, until_on=clock.today() + handling.ASK_WINDOW))


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
