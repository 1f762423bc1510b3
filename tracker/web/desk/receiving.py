"""Confirming the receipt, registering, asking the applicant: a page and its POST for each."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import delivery, handling
from tracker.cases.questions import Window
from tracker.cases.recording import check_fresh
from tracker.cases.stopping import date_if_asked, rule_status, window_for
from tracker.law.codes import Status
from tracker.law.events_of_leg import Question
from tracker.store import db
from tracker.web.desk.desk import Desk, again, attempt, page, seen
from tracker.web.desk.forms import AskForm, ReceiptForm, RegisterForm, register_form
from tracker.web.shared.answers import done
from tracker.web.shared.language import language_switch_asked


def receipt(desk: Desk) -> ResponseReturnValue:
    form = ReceiptForm(data={"received_on": clock.today(), "seen_version": str(desk.leg.version)})
    return page("desk/receipt.html", desk, form)


def receipt_save(desk: Desk) -> ResponseReturnValue:
    form, now = ReceiptForm(), clock.now()
    if not language_switch_asked():
        check_fresh(desk.leg, seen(form))
    if form.validate_on_submit() and attempt(
        form,
        lambda: delivery.confirm_receipt(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, received_on=form.received_on.data
        ),
    ):
        return done(desk.url)
    return again(page("desk/receipt.html", desk, form))


def register(desk: Desk) -> ResponseReturnValue:
    return page("desk/register.html", desk, offered(desk, register_form(str(desk.leg.version))))


def register_save(desk: Desk) -> ResponseReturnValue:
    """Registering and taking it are one tap where one person does both."""
    form = offered(desk, RegisterForm())
    if form.validate_on_submit() and attempt(form, lambda: _register(desk, form)):
        return done(desk.url)
    return again(page("desk/register.html", desk, form))


def offered(desk: Desk, form: RegisterForm) -> RegisterForm:
    """Only who has a seat in the body can take a letter to himself."""
    if not desk.actor.is_of_body:
        del form.take
    return form


def _register(desk: Desk, form: RegisterForm) -> None:
    now = clock.now()
    handling.register(
        db.session, desk.case, desk.leg, by=desk.actor, now=now, incoming_number=form.incoming_number.data or "",
        registered_on=form.registered_on.data, received_on=form.received_on.data, seen_version=seen(form),
    )  # fmt: skip
    if desk.actor.is_of_body and form.take.data and desk.leg.post_id != desk.actor.post_id:
        handling.claim(db.session, desk.case, desk.leg, by=desk.actor, now=now)


def ask(desk: Desk) -> ResponseReturnValue:
    window = _window(desk)
    form = AskForm(data={"seen_version": str(desk.leg.version), "until_on": window.last_on})
    return _ask_page(desk, form.within(window))


def ask_save(desk: Desk) -> ResponseReturnValue:
    form, now = AskForm().within(_window(desk)), clock.now()
    if form.validate_on_submit() and attempt(
        form,
        lambda: handling.ask(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, question=form.question.data or "",
            until_on=None if form.window.by_law else form.until_on.data, seen_version=seen(form),
        ),
    ):  # fmt: skip
        return done(desk.url)
    return again(_ask_page(desk, form))


def _window(desk: Desk) -> Window:
    return window_for(db.session, desk.case, desk.leg, clock.today())


def _ask_page(desk: Desk, form: AskForm) -> str:
    asked = Question(clock.today(), form.window.last_on)
    moved_on = date_if_asked(db.session, desk.case, desk.leg, asked)
    sure = rule_status(db.session, desk.case, desk.leg) is Status.CONFIRMED
    return page("desk/ask.html", desk, form, window=form.window, moved_on=moved_on, sure=sure)
