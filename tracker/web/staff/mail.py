"""Mail that arrived: what waits for its place, what waits to be read, and one message with everything that can be done."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField

from tracker import clock
from tracker.cases import access_log, labels, mail_by_hand
from tracker.cases.models import Case
from tracker.cases.reference import read_number
from tracker.cases.views.mail_in import Heap, files_of, heap_counts, heap_page
from tracker.files.models import StoredFile
from tracker.files.serving import file_response
from tracker.i18n import N_, lazy, short_instant, t
from tracker.mail.incoming import labels as words
from tracker.mail.incoming.codes import State, Way
from tracker.mail.incoming.keeping import TooLarge, accept, limit
from tracker.mail.incoming.models import IncomingMail
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex, private
from tracker.web.shared.attempts import again
from tracker.web.shared.checks import Needed
from tracker.web.shared.forms import PageForm
from tracker.web.shared.paging import with_query
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp

TITLES = {
    Heap.TO_PLACE: N_("To place"),
    Heap.TO_READ: N_("To read"),
    Heap.SPAM: N_("Looks like spam"),
    Heap.ASIDE: N_("Put aside"),
    Heap.DONE: N_("Done"),
}
HINTS = {
    Heap.TO_PLACE: N_("These found no case by themselves, or their sender may not write for the body. Nothing is thrown away."),
    Heap.TO_READ: N_("A body answered by e-mail. Say what it means: until then nothing counts, and no clock stops."),
    Heap.SPAM: N_("The mail server thinks that this is spam. Look through it: a real letter may be among it."),
    Heap.ASIDE: N_("Has nothing to do with us, or could not be read. It can be taken back."),
    Heap.DONE: N_("Read, passed on, or noted."),
}


@dataclass(frozen=True, slots=True)
class Line:
    url: str
    subject: str
    sender: str
    when: str
    why: str
    number: str


class AddForm(PageForm):
    file = FileField(lazy("The message as a file (.eml)"), validators=[Needed(N_("Choose the file."))])


def found(incoming_id: int, *, lock: bool = False) -> IncomingMail:
    """A message that this centre may read; any other is the page that does not exist."""
    mail_id = min(incoming_id, 2**31 - 1)
    return mail_by_hand.of_centre(db.session, mail_id, current_actor(), lock=lock) or abort(404)  # type: ignore[arg-type]


def log_reading(mail: IncomingMail) -> None:
    """Every reading of a restricted case is written down before it is shown."""
    case = db.session.get(Case, mail.case_ref) if mail.case_ref else None
    if case is not None and case.restricted:
        access_log.record(case.id, current_actor(), "mail", clock.now())


@bp.get("/mail")
@access(Audience.STAFF)
def mail_in() -> ResponseReturnValue:
    noindex()
    centre, typed, before = current_actor().centre_id or "", request.args.get("heap", ""), request.args.get("after", "")
    heap = Heap(typed) if typed in set(Heap) else Heap.TO_PLACE
    number = read_number(request.args.get("case", ""))
    case_id = db.session.scalar(db.select(Case.id).where(Case.number == number, Case.centre_id == centre)) if number else None
    before_id = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    rows, after = heap_page(db.session, centre, heap, before_id=before_id, case_id=(case_id or 0) if number else None)  # type: ignore[arg-type]
    return render_template(
        "staff/mail.html", lines=[_line(row) for row in rows], tabs=_tabs(centre, heap, bool(number)), number=number or "",
        hint="" if number else t(HINTS[heap]), next_url=with_query(after=str(after)) if after else "",
        first_url=with_query(after="") if before else "",
    )  # fmt: skip


def _tabs(centre: str, heap: Heap, of_case: bool) -> list[dict[str, object]]:
    counts = heap_counts(db.session, centre)  # type: ignore[arg-type]
    return [
        {
            "text": t(TITLES[each]), "url": url_for("staff.mail_in", heap=each.value), "current": each is heap and not of_case,
            "count": counts.get(each),
        }
        for each in Heap
    ]  # fmt: skip


def _line(row: db.Row) -> Line:  # type: ignore[name-defined]
    """Of a restricted case neither sender nor subject: opening it does, and that reading is written down."""
    state = t(labels.MEANINGS[row.meaning]) if row.meaning in labels.MEANINGS else t(words.STATES[State(row.state)])
    why = t(words.WHYS[row.why]) if row.state == State.TO_PLACE and row.why in words.WHYS else state
    return Line(
        url_for("staff.mail_one", incoming_id=row.id),
        t("(open it to read)") if row.restricted else row.subject or t("(no subject)"),
        "" if row.restricted else row.sender_name or row.sender,
        short_instant(row.received_at),
        t(words.ERRORS.get(row.error, words.BROKEN)) if row.error else why,
        row.number or "",
    )


@bp.get("/mail/<int:incoming_id>/original")
@access(Audience.STAFF)
def mail_original(incoming_id: int) -> ResponseReturnValue:
    """The message as it came, byte for byte. Never shown in a page."""
    mail = found(incoming_id)
    log_reading(mail)
    return _download(found(incoming_id).file_id)


@bp.get("/mail/<int:incoming_id>/file/<int:part_id>")
@access(Audience.STAFF)
def mail_file(incoming_id: int, part_id: int) -> ResponseReturnValue:
    """A file that came with it, as it was taken over."""
    mail = found(incoming_id)
    log_reading(mail)
    part = next((one for one in files_of(db.session, incoming_id) if one.id == part_id), None)  # type: ignore[arg-type]
    return _download(part.file_id if part else None)


def _download(file_id: int | None) -> Response:
    stored = db.session.get(StoredFile, file_id) if file_id else None
    if stored is None or stored.erased_at is not None:
        abort(404)
    return private(file_response(stored))


@bp.post("/mail/<int:incoming_id>/<any(aside,back):what>")
@access(Audience.STAFF)
def mail_move(incoming_id: int, what: str) -> ResponseReturnValue:
    """Away from the queue, or into it again."""
    mail, actor = found(incoming_id, lock=True), current_actor()
    if what == "aside":
        mail_by_hand.put_aside(db.session, mail, by=actor, now=clock.now())  # type: ignore[arg-type]
        return done(url_for("staff.mail_in"))
    mail_by_hand.take_back(db.session, mail, by=actor)  # type: ignore[arg-type]
    return done(url_for("staff.mail_one", incoming_id=incoming_id))


@bp.get("/mail/add")
@access(Audience.STAFF)
def mail_add() -> ResponseReturnValue:
    return _add_page(AddForm(formdata=None))


def _add_page(form: AddForm) -> str:
    noindex()
    return render_template("staff/mail_add.html", form=form, limit=limit() // (1024 * 1024))


@bp.post("/mail/add")
@access(Audience.STAFF)
def mail_add_save() -> ResponseReturnValue:
    """The same way as everything that arrives: kept first, read by the service in its turn."""
    form = AddForm()
    if not form.validate_on_submit():
        return again(_add_page(form))
    raw = form.file.data.read(limit() + 1)
    db.session.rollback()
    if not _is_message(raw):
        form.refuse("file", t("This is not a message. In your mail program choose “Save as” or “Download”, and take that file."))
        return again(_add_page(form))
    try:
        accepted = accept(db.session, raw, Way.UPLOAD, clock.now())
    except TooLarge as large:
        form.refuse("file", t("The message is too large. Up to %(size)s MB are taken.", size=large.limit // (1024 * 1024)))
        return again(_add_page(form))
    return done(url_for("staff.mail_one", incoming_id=accepted.mail_id))


def _is_message(raw: bytes) -> bool:
    """It begins with headers."""
    head = raw[:4000].lstrip(b"\xef\xbb\xbf").lower()
    return any(head.startswith(name) or b"\n" + name in head for name in (b"from:", b"received:", b"message-id:", b"date:"))
