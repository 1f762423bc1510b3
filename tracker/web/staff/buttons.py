"""Acts that need no form: one button on the page of the case."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from tracker.cases import delivery, handling, reviewing
from tracker.cases.acts import Act
from tracker.cases.handing_in import copies_pdf
from tracker.cases.reminding import reminded_on
from tracker.clock import day_of
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, pdf
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import Desk, at, fresh, log_reading


def _leg_id() -> int:
    typed = request.form.get("leg_id", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else abort(404)


def _opened(number: str, act: Act | None = None, leg_id: int | None = None) -> Desk:
    desk = at(number, leg_id, act)
    fresh(desk)
    return desk


@bp.post("/<number>/urgent")
@access(Audience.STAFF, act=Act.MARK_URGENT)
def urgent(number: str) -> ResponseReturnValue:
    desk = _opened(number)
    wanted = bool(request.form.get("urgent"))
    reviewing.mark_urgent(db.session, desk.case, by=desk.actor, now=desk.now, urgent=wanted)
    return done(desk.url)


@bp.post("/<number>/accept-again")
@access(Audience.STAFF, act=Act.ACCEPT_AGAIN)
def accept_again(number: str) -> ResponseReturnValue:
    desk = _opened(number)
    reviewing.accept_again(db.session, desk.case, by=desk.actor, now=desk.now)
    return done(desk.url)


@bp.post("/<number>/dispatch")
@access(Audience.STAFF, act=Act.DISPATCH)
def dispatch(number: str) -> ResponseReturnValue:
    """To the confirmed address of the body."""
    desk = _opened(number, Act.DISPATCH, _leg_id())
    delivery.dispatch(db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now)
    return done(desk.url)


@bp.post("/<number>/remind")
@access(Audience.STAFF, act=Act.REMIND)
def remind(number: str) -> ResponseReturnValue:
    """Pressed twice in a second it is one reminder, and no page about an old state."""
    desk = at(number, _leg_id(), Act.REMIND)
    if reminded_on(db.session, [desk.body_leg.id], day_of(desk.now)):
        return done(desk.url)
    fresh(desk)
    handling.remind(db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now)
    return done(desk.url)


@bp.get("/<number>/of/<int:leg_id>/copies.pdf")
@access(Audience.STAFF)
def copies(number: str, leg_id: int) -> ResponseReturnValue:
    """The letter twice, addressed: one to hand in, one to be stamped."""
    desk = at(number, leg_id)
    log_reading(desk.case, "copies")
    return pdf(copies_pdf(db.session, desk.case, desk.body_leg, desk.now), f"{desk.case.number}-2")
