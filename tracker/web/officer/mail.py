"""An e-mail of the officer's own body: he says himself what it means, on the same screen as the centre."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import mail_marking
from tracker.cases.acts import Act
from tracker.cases.mail_meaning import Meaning
from tracker.cases.views.mail_in import files_of
from tracker.files.models import StoredFile
from tracker.files.serving import file_response
from tracker.mail.incoming.codes import State
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.models import Party
from tracker.store import db
from tracker.web.desk.desk import Desk, again
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.shared import mail_marking as marking
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex, private
from tracker.web.shared.forms import PageForm
from tracker.web.shared.mail_shown import message_shown

MEANINGS = ",".join(meaning.value for meaning in Meaning)


def _of_leg(desk: Desk, incoming_id: int, *, lock: bool = False) -> IncomingMail:
    """A message of this body on this very duty."""
    wanted = db.select(IncomingMail).where(
        IncomingMail.id == min(incoming_id, 2**31 - 1), IncomingMail.leg_ref == desk.leg.id,
        IncomingMail.party == Party.BODY, IncomingMail.state.in_([State.TO_READ, State.DONE]),
    )  # fmt: skip
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(wanted) or abort(404)


@bp.get("/<number>/mail/<int:incoming_id>")
@access(Audience.OFFICER)
def mail(number: str, incoming_id: int) -> ResponseReturnValue:
    desk = desks.at(number)
    found = _of_leg(desk, incoming_id)
    desk.log_reading("mail")
    return _page(desk, found)


def _page(desk: Desk, found: IncomingMail, sent: tuple[Meaning, PageForm] | None = None) -> str:
    noindex()
    url = desk.to("mail", incoming_id=found.id)
    reading = mail_marking.begin(db.session, found, desk.actor) if found.state == State.TO_READ else None  # type: ignore[arg-type]
    return render_template(
        "officer/mail.html", desk=desk, case=desk.case, url=url, **({"form": sent[1]} if sent else {}),
        message=message_shown(found, f"{url}/file/", "", desk.leg.authority_id),
        screen=marking.screen(reading, sent) if reading else None,
    )  # fmt: skip


@bp.get("/<number>/mail/<int:incoming_id>/file/<int:part_id>")
@access(Audience.OFFICER)
def mail_file(number: str, incoming_id: int, part_id: int) -> ResponseReturnValue:
    desk = desks.at(number)
    found = _of_leg(desk, incoming_id)
    part = next((one for one in files_of(db.session, found.id) if one.id == part_id and one.file_id), None)  # type: ignore[arg-type]
    stored = db.session.get(StoredFile, part.file_id) if part else None
    if stored is None or stored.erased_at is not None:
        abort(404)
    desk.log_reading("file")
    return private(file_response(stored))


@bp.post(f"/<number>/mail/<int:incoming_id>/<any({MEANINGS}):meaning>")
@access(Audience.OFFICER, act=Act.MARK_MAIL)
def mail_mark(number: str, incoming_id: int, meaning: str) -> ResponseReturnValue:
    desk, what = desks.at(number), Meaning(meaning)
    reading = mail_marking.begin(db.session, _of_leg(desk, incoming_id, lock=True), desk.actor)  # type: ignore[arg-type]
    form = marking.form_of(reading, what)
    if marking.looks_for_a_body(what):
        return _page(desk, reading.mail, (what, form))
    if not form.validate_on_submit():
        return again(_page(desk, reading.mail, (what, form)))
    if not marking.mark(reading, what, form, clock.now()):
        return again(_page(desks.at(number), _of_leg(desks.at(number), incoming_id), (what, form)))
    return done(desk.url if what is not Meaning.TRANSFER else desks.tray_url())
