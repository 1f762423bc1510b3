"""One message: where it belongs, who may write, and what it means, on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from tracker import clock
from tracker.cases import mail_by_hand, mail_marking
from tracker.cases.acts import Act
from tracker.cases.errors import CaseError
from tracker.cases.mail_meaning import Meaning
from tracker.cases.mail_placing import standing
from tracker.cases.models import Case, Leg
from tracker.cases.reference import read_number
from tracker.cases.views.mail_in import legs_of_number, places
from tracker.directory.errors import DirectoryError
from tracker.directory.models import Authority
from tracker.directory.names import display_name
from tracker.i18n import N_, lazy, long_date, t
from tracker.mail.incoming import labels as words
from tracker.mail.incoming.codes import State
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.incoming.senders import Checked, Standing
from tracker.mail.models import Party
from tracker.store import db
from tracker.web.shared import mail_marking as marking
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.attempts import again
from tracker.web.shared.case_errors import problem_words
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.directory_errors import words_of
from tracker.web.shared.forms import PageForm, RadioField
from tracker.web.shared.mail_shown import checked_of, message_shown
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp
from tracker.web.staff.mail import found, log_reading

MEANINGS = ",".join(meaning.value for meaning in Meaning)


class PlaceForm(PageForm):
    number = StringField(lazy("Number of another case"), validators=[Length(40)])
    place = RadioField(
        lazy("Where does it belong?"), validators=[Needed(N_("Choose where it belongs, or find the case by its number."))]
    )


class RememberForm(PageForm):
    source = StringField(
        lazy("How do you know that this is an address of the body?"), validators=[Needed(N_("Write how you know.")), Length(500)]
    )


@dataclass(frozen=True, slots=True)
class Sender:
    """The offer to remember who wrote. `replaces`: the address that would end when this one is confirmed."""

    address: str
    body: str
    form: RememberForm


@bp.get("/mail/<int:incoming_id>")
@access(Audience.STAFF)
def mail_one(incoming_id: int) -> ResponseReturnValue:
    log_reading(found(incoming_id))
    return _page(found(incoming_id), number=request.args.get("number", ""))


def _page(
    mail: IncomingMail, *, number: str = "", place: PlaceForm | None = None, remember: RememberForm | None = None,
    sent: tuple[Meaning, PageForm] | None = None,
) -> str:  # fmt: skip
    noindex()
    leg = db.session.get(Leg, mail.leg_ref) if mail.leg_ref else None
    case = db.session.get(Case, mail.case_ref) if mail.case_ref else None
    authority = leg.authority_id if leg is not None and mail.party == Party.BODY else ""
    url = url_for("staff.mail_one", incoming_id=mail.id)
    reading = mail_marking.begin(db.session, mail, current_actor()) if mail.state == State.TO_READ else None  # type: ignore[arg-type]
    placing = (place or _place_form(mail, number)) if mail.state == State.TO_PLACE else None
    return render_template(
        "staff/mail_one.html",
        message=message_shown(mail, f"{url}/file/", f"{url}/original", authority),
        url=url,
        number=case.number if case else "",
        why=t(words.WHYS[mail.why]) if mail.state == State.TO_PLACE and mail.why in words.WHYS else "",
        place=placing,
        screen=marking.screen(reading, sent) if reading else None,
        sender=_sender(mail, authority, remember),
        may_take_back=mail.state == State.SET_ASIDE,
        is_new=mail.state == State.NEW,
        **_sent_back(sent[1] if sent else place or remember),
    )


def _sent_back(form: PageForm | None) -> dict[str, PageForm]:
    """The form that the page is about, where one came back: its errors stand at the top."""
    return {"form": form} if form is not None else {}


def _sender(mail: IncomingMail, authority_id: str, form: RememberForm | None) -> Sender | None:
    if not authority_id or mail.is_auto_reply or checked_of(mail) is Checked.FAILED:
        return None
    if standing(db.session, mail.sender, authority_id) is not Standing.STRANGER:  # type: ignore[arg-type]
        return None
    day = long_date(clock.day_of(mail.received_at))
    made = form or RememberForm(formdata=None, data={"source": t("E-mail of %(day)s about a case", day=day)})
    return Sender(mail.sender, display_name(db.session.get_one(Authority, authority_id)), made)


# its place


def _place_form(mail: IncomingMail, number: str = "", *, sent: bool = False) -> PlaceForm:
    form = PlaceForm() if sent else PlaceForm(formdata=None, data={"number": number})
    form.place.choices = _choices(mail, form.number.data or "")
    if not sent and mail.leg_ref and mail.party:
        form.place.data = f"{mail.leg_ref}-{mail.party}"
    return form


def _choices(mail: IncomingMail, typed: str) -> list[tuple[str, str]]:
    """What is known of its place, what is guessed with its reasons, and the case that was looked for."""
    centre, known = current_actor().centre_id or "", read_number(typed)
    looked_for = legs_of_number(db.session, centre, known) if known else []  # type: ignore[arg-type]
    reasons = {one["leg_id"]: one for one in mail.guesses if one.get("leg_id")}
    ids = list(dict.fromkeys([*looked_for, *([mail.leg_ref] if mail.leg_ref else []), *reasons]))
    rows = {row.id: row for row in places(db.session, centre, ids)}  # type: ignore[arg-type]
    sides = [(leg_id, Party.BODY) for leg_id in ids]
    first = looked_for[:1] or ([mail.leg_ref] if mail.leg_ref and mail.party == Party.APPLICANT else [])
    of_applicant = [(leg_id, Party.APPLICANT) for leg_id in first]
    sides = of_applicant + sides if mail.party == Party.APPLICANT else sides + of_applicant
    bare = _without_body(centre, known) if known and not looked_for else []
    return bare + [
        (f"{leg_id}-{side}", _choice(rows[leg_id], side, reasons.get(leg_id))) for leg_id, side in sides if leg_id in rows
    ]


def _without_body(centre_id: str, number: str) -> list[tuple[str, str]]:
    """A case that no body has yet: its applicant may have written about it."""
    wanted = db.select(Case.id).where(Case.number == number, Case.centre_id == centre_id)
    case_id = db.session.scalar(wanted)
    return [(f"case{case_id}-{Party.APPLICANT}", f"№ {number} · {t('from the applicant')}")] if case_id else []


def _choice(row: Any, side: Party, guess: dict[str, Any] | None) -> str:
    about = row.subject if row.subject and not row.restricted else ""
    who = t("from the applicant") if side is Party.APPLICANT else t("from %(body)s", body=row.body)
    said = " · ".join(part for part in (f"№ {row.number}", who, about) if part)
    why = [t(words.GUESS_REASONS[code]) for code in (guess or {}).get("why", ()) if code in words.GUESS_REASONS]
    return f"{said} ({'; '.join(why)})" if why and side is Party.BODY else said


@bp.post("/mail/<int:incoming_id>/place")
@access(Audience.STAFF, act=Act.MARK_MAIL)
def mail_place(incoming_id: int) -> ResponseReturnValue:
    """Accepted once, here. Or only: look for another case by its number."""
    mail = found(incoming_id, lock=True)
    form = _place_form(mail, sent=True)
    if request.form.get("action") == "search":
        if form.number.data and not read_number(form.number.data):
            form.refuse("number", t("This is not a number of a case. It looks like 26-4837-1958."))
        elif form.number.data and len(form.place.choices) == len(_choices(mail, "")):
            form.refuse("number", t("Your centre has no case with this number, or no body has it yet."))
        return again(_page(mail, place=form)) if form.errors else _page(mail, place=form)
    if not form.validate_on_submit():
        return again(_page(mail, place=form))
    place, _, side = str(form.place.data).partition("-")
    leg = None if place.startswith("case") else db.session.get(Leg, int(place)) or abort(404)
    case = leg.case if leg else db.session.get(Case, int(place.removeprefix("case"))) or abort(404)
    try:
        mail_by_hand.place(
            db.session, mail, case=case, leg=leg, side=Party(side), by=current_actor(), now=clock.now()  # type: ignore[arg-type]
        )  # fmt: skip
    except CaseError as error:
        db.session.rollback()
        form.refuse("place", problem_words(error))
        return again(_page(found(incoming_id), place=form))
    return done(url_for("staff.mail_one", incoming_id=incoming_id))


@bp.post("/mail/<int:incoming_id>/elsewhere")
@access(Audience.STAFF, act=Act.MARK_MAIL)
def mail_elsewhere(incoming_id: int) -> ResponseReturnValue:
    """It was put on the wrong letter: into the queue again."""
    mail_by_hand.take_off(db.session, found(incoming_id, lock=True), by=current_actor(), now=clock.now())  # type: ignore[arg-type]
    return done(url_for("staff.mail_one", incoming_id=incoming_id))


@bp.post("/mail/<int:incoming_id>/remember")
@access(Audience.STAFF)
def mail_remember(incoming_id: int) -> ResponseReturnValue:
    """Proposes the sender's address for the body; another person calls back and confirms it."""
    mail, form = found(incoming_id), RememberForm()
    leg = db.session.get(Leg, mail.leg_ref) if mail.leg_ref else None
    if leg is None or mail.party != Party.BODY:
        abort(404)
    if not form.validate_on_submit():
        return again(_page(mail, remember=form))
    try:
        mail_by_hand.remember(
            db.session, mail, leg.authority_id, source=form.source.data or "", by=current_actor(), now=clock.now()  # type: ignore[arg-type]
        )  # fmt: skip
    except DirectoryError as error:
        db.session.rollback()
        form.refuse("source", words_of(error))
        return again(_page(found(incoming_id), remember=form))
    return done(url_for("staff.body", body_id=leg.authority_id))


# its meaning


@bp.post(f"/mail/<int:incoming_id>/<any({MEANINGS}):meaning>")
@access(Audience.STAFF, act=Act.MARK_MAIL)
def mail_mark(incoming_id: int, meaning: str) -> ResponseReturnValue:
    mail, what = found(incoming_id, lock=True), Meaning(meaning)
    reading = mail_marking.begin(db.session, mail, current_actor())  # type: ignore[arg-type]
    form = marking.form_of(reading, what)
    if marking.looks_for_a_body(what):
        return _page(mail, sent=(what, form))
    if not form.validate_on_submit():
        return again(_page(mail, sent=(what, form)))
    if not marking.mark(reading, what, form, clock.now()):
        return again(_page(found(incoming_id), sent=(what, form)))
    return done(url_for("staff.case", number=reading.case.number))
