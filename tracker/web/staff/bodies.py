"""Bodies as a centre works with them: their addresses by two persons, what they owe, and one reminder of it all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from tracker import clock
from tracker.cases import contact_steps, labels, reminding
from tracker.cases.kinds import WITH_BODY, Kind, LegState
from tracker.cases.views.addresses import addresses_on_the_way, bodies_waited_for, contacts_of, open_letters
from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.contacts import LIVING
from tracker.directory.errors import DirectoryError
from tracker.directory.labels import CONTACT_KIND, CONTACT_STATE
from tracker.directory.models import Authority, Contact
from tracker.directory.names import display_name
from tracker.directory.queries import search_authorities
from tracker.i18n import N_, lazy, long_date, short_date, short_instant, t
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.attempts import again, attempt
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.directory_errors import words_of
from tracker.web.shared.forms import CheckboxesField, PageForm, RadioField
from tracker.web.shared.signed_in import current_actor
from tracker.web.shared.source_notes import source_note
from tracker.web.staff.blueprint import bp

TONES = {
    ContactState.PROPOSED: "wait",
    ContactState.CONFIRMED: "calm",
    ContactState.INTRODUCED: "calm",
    ContactState.USABLE: "good",
    ContactState.BOUNCED: "late",
    ContactState.REVOKED: "off",
}


class ProposeForm(PageForm):
    kind = RadioField(
        lazy("What kind of address?"),
        choices=[(kind.value, lazy(text)) for kind, text in CONTACT_KIND.items()],
        default=ContactKind.EMAIL.value,
        validators=[Needed(N_("Choose one."))],
    )
    value = StringField(lazy("Address"), validators=[Needed(N_("Write the address.")), Length(300)])
    source = TextAreaField(
        lazy("Where is it from?"),
        validators=[Needed(N_("Write where it is from: a page with the day, a letter, a call.")), Length(1000)],
    )


class StepForm(PageForm):
    """What the second person writes, or why an address ends."""

    text = TextAreaField(
        lazy("Whom did you call, at which number, and when?"),
        validators=[Needed(N_("Write whom you called, and when.")), Length(1000)],
    )


class RemindForm(PageForm):
    legs = CheckboxesField(lazy("Which letters?"), coerce=int, validators=[Needed(N_("Choose at least one letter."))])


@bp.get("/contacts")
@access(Audience.STAFF)
def contacts() -> ResponseReturnValue:
    """Bodies that letters wait for, the most waited for first; addresses on their way; any body by its name."""
    noindex()
    actor, today = current_actor(), clock.today()
    typed = request.args.get("q", "").strip()[:100]
    found = [(row.id, display_name(row)) for row in search_authorities(db.session, typed, today)] if typed else []
    rows = addresses_on_the_way(db.session, actor.centre_id or "", actor.account_id, today)
    return render_template(
        "staff/contacts.html",
        waiting=bodies_waited_for(db.session, actor.centre_id or ""),
        typed=typed,
        found=found,
        on_the_way=[(row, t(CONTACT_STATE[ContactState(row.state)]), TONES[ContactState(row.state)]) for row in rows],
    )


def _body(body_id: str) -> Authority:
    return db.session.get(Authority, body_id[:40]) or abort(404)


@bp.get("/body/<body_id>")
@access(Audience.STAFF)
def body(body_id: str) -> ResponseReturnValue:
    return _page(_body(body_id), ProposeForm(formdata=None, data={"kind": ContactKind.EMAIL.value}))


def _page(found: Authority, form: FlaskForm, remind: RemindForm | None = None) -> str:
    noindex()
    actor, today = current_actor(), clock.today()
    letters = open_letters(db.session, found.id, actor.centre_id or "", today)
    owing, done_today = _to_remind(letters, today)
    rows = contacts_of(db.session, found.id)
    return render_template(
        "staff/body.html",
        body=found,
        name=display_name(found),
        phone=source_note(found.phone),
        form=form,
        remind=_offer(remind, owing),
        owing=owing,
        reminded=[row.number for row in done_today],
        letters=[_letter(row) for row in letters],
        contacts=[_contact(row, actor.account_id) for row in rows],
        alone=not contact_steps.others_who_may_confirm(db.session, actor, today),
    )


def _to_remind(letters: Sequence[Any], today: date) -> tuple[list[Any], list[Any]]:
    """Of what the body has, what it was not reminded of today; and the rest."""
    owing = [row for row in letters if LegState(row.state) in WITH_BODY]
    done = reminding.reminded_on(db.session, [row.leg_id for row in owing], today)
    return [row for row in owing if row.leg_id not in done], [row for row in owing if row.leg_id in done]


def _offer(form: RemindForm | None, owing: Any) -> RemindForm:
    """Those that are late stand ticked."""
    made = form or RemindForm(
        formdata=None, data={"legs": [row.leg_id for row in owing if row.is_late][: reminding.AT_MOST]}
    )
    made.legs.choices = [(row.leg_id, _owing_words(row)) for row in owing]
    return made


def _owing_words(row: Any) -> str:
    if row.answer_due_on is None:
        return t("No. %(number)s, no date is counted", number=row.number)
    due = short_date(row.answer_due_on)
    return (
        t("No. %(number)s, late since %(due)s", number=row.number, due=due)
        if row.is_late
        else t("No. %(number)s, due by %(due)s", number=row.number, due=due)
    )


def _letter(row: Any) -> dict[str, str]:
    return {
        "number": row.number,
        "kind": t(labels.KINDS[Kind(row.kind)]),
        "state": t(labels.LEG_STATES[LegState(row.state)]),
        "due": long_date(row.answer_due_on) if row.answer_due_on else "",
        "late": "late" if row.is_late else "",
    }


def _contact(row: Any, account_id: int | None) -> dict[str, Any]:
    """An address with its way and what can be done with it now."""
    contact: Contact = row.contact
    state = ContactState(contact.state)
    steps = [
        (t("Where it is from"), source_note(contact.source)),
        (t("Proposed by"), _by(row.proposed_by, contact.proposed_at)),
        (t("Confirmed by"), _by(row.confirmed_by, contact.confirmed_at)),
        (t("The call back"), contact.call_back_note),
        (t("Introduction sent"), short_instant(contact.introduced_at) if contact.introduced_at else ""),
        (t("Came back"), short_instant(contact.bounced_at) if contact.bounced_at else ""),
        (
            t("Why it ended"),
            contact.revoke_reason if contact.revoke_reason != "replaced" else t("replaced by another one"),
        ),
    ]
    proposed = state is ContactState.PROPOSED and contact.proposed_by_id is not None
    return {
        "id": contact.id,
        "kind": t(CONTACT_KIND[ContactKind(contact.kind)]),
        "value": contact.value,
        "state": t(CONTACT_STATE[state]),
        "tone": TONES[state],
        "one_person": contact.one_person,
        "steps": [step for step in steps if step[1]],
        "may_confirm": proposed,
        "mine": contact.proposed_by_id == account_id,
        "may_again": contact.one_person and state in LIVING,
        "may_revoke": state in {ContactState.PROPOSED, *LIVING},
        "shipped": state is ContactState.PROPOSED and contact.proposed_by_id is None,
    }


def _by(name: str, at: Any) -> str:
    return t("%(name)s, %(when)s", name=name, when=short_instant(at)) if at and name else ""


@bp.post("/body/<body_id>")
@access(Audience.STAFF)
def body_propose(body_id: str) -> ResponseReturnValue:
    """The first person's step."""
    found, form = _body(body_id), ProposeForm()
    if not form.validate_on_submit():
        return again(_page(found, form))
    try:
        contact_steps.propose(
            db.session,
            found.id,
            ContactKind(form.kind.data),
            form.value.data or "",
            source=form.source.data or "",
            by=current_actor(),
            now=clock.now(),
        )
    except DirectoryError as error:
        db.session.rollback()
        form.refuse("value", words_of(error))
        return _page(_body(body_id), form), 422
    return done(url_for("staff.body", body_id=found.id))


STEPS = {
    "confirm": (
        N_("Confirm the address"),
        N_("Call the body at a number that you found yourself, not one that came with the address."),
    ),
    "again": (N_("Confirm again, as the second person"), N_("One person alone confirmed it. Call the body once more.")),
    "revoke": (N_("End the address"), N_("No letter goes there any more. An address that was in use is told.")),
}


def _contact_of(contact_id: int) -> Contact:
    return db.session.get(Contact, min(contact_id, 2**31 - 1)) or abort(404)


@bp.get("/contact/<int:contact_id>/<any(confirm,again,revoke):step>")
@access(Audience.STAFF)
def contact(contact_id: int, step: str) -> ResponseReturnValue:
    return _step_page(_contact_of(contact_id), step, _step_form(step, formdata=None))


def _step_form(step: str, **values: Any) -> StepForm:
    form = StepForm(**values)
    if step == "revoke":
        form.text.label.text = t("Why does it end?")
    return form


def _step_page(found: Contact, step: str, form: StepForm) -> str:
    noindex()
    actor = current_actor()
    since = found.proposed_at if step == "confirm" else None
    alone = step != "again" and not contact_steps.others_who_may_confirm(db.session, actor, clock.today(), since=since)
    return render_template(
        "staff/contact_step.html",
        form=form,
        contact=found,
        source=source_note(found.source),
        title=t(STEPS[step][0]),
        lead_words=t(STEPS[step][1]),
        step=step,
        body_name=display_name(_body(found.authority_id)),
        body_url=url_for("staff.body", body_id=found.authority_id),
        alone=alone,
        mine=found.proposed_by_id == actor.account_id,
    )


@bp.post("/contact/<int:contact_id>/<any(confirm,again,revoke):step>")
@access(Audience.STAFF)
def contact_do(contact_id: int, step: str) -> ResponseReturnValue:
    found, form = _contact_of(contact_id), _step_form(step)
    if not form.validate_on_submit():
        return again(_step_page(found, step, form))
    try:
        _do(found, step, form.text.data or "")
    except DirectoryError as error:
        db.session.rollback()
        form.refuse("text", words_of(error))
        return _step_page(_contact_of(contact_id), step, form), 422
    return done(url_for("staff.body", body_id=found.authority_id))


def _do(found: Contact, step: str, text: str) -> None:
    by, now = current_actor(), clock.now()
    if step == "confirm":
        contact_steps.confirm(db.session, found, call_back_note=text, by=by, now=now)
    elif step == "again":
        contact_steps.confirm_again(db.session, found, call_back_note=text, by=by, now=now)
    else:
        contact_steps.revoke(db.session, found, reason=text, by=by, now=now)


@bp.post("/body/<body_id>/remind")
@access(Audience.STAFF)
def body_remind(body_id: str) -> ResponseReturnValue:
    """One letter about all that were chosen; each case has its own event."""
    found, form, actor = _body(body_id), RemindForm(), current_actor()
    letters = open_letters(db.session, found.id, actor.centre_id or "", clock.today())
    owing, done_today = _to_remind(letters, clock.today())
    chosen = set(request.form.getlist("legs"))
    if chosen and chosen <= {str(row.leg_id) for row in done_today}:
        return redirect(url_for("staff.body", body_id=found.id), 303)
    _offer(form, owing)
    if not form.validate_on_submit():
        return again(_page(found, ProposeForm(formdata=None), form))
    legs = form.legs.data or []
    if not attempt(form, lambda: reminding.remind_together(db.session, found.id, legs, by=actor, now=clock.now())):
        return _page(_body(body_id), ProposeForm(formdata=None), form), 422
    return done(url_for("staff.body", body_id=found.id))
