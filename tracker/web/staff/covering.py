"""The covered copy of a file: a copy made elsewhere is uploaded, or rectangles of an image are blackened here.

Without a script: the boxes are numbers in percent, read off a preview that shows the picture under a grid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from sqlalchemy import select
from wtforms import StringField

from tracker.cases import publishing
from tracker.cases.acts import Act
from tracker.cases.disclosure import MESSAGES
from tracker.cases.disclosure import Audience as Reader
from tracker.cases.models import CaseFile
from tracker.files import labels as file_words
from tracker.files import storage
from tracker.files.errors import FileError
from tracker.files.intake import Kept, add_row, keep_made, take_in
from tracker.files.models import StoredFile
from tracker.files.preview import gridded
from tracker.files.redaction import Box, public_pdf, redact_image
from tracker.files.types import IMAGE_CONTENT_TYPES, PDF
from tracker.i18n import lazy, t
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.attempts import again, attempt
from tracker.web.shared.checks import Length
from tracker.web.staff import uploads
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import Desk, at, fresh, log_reading
from tracker.web.staff.forms import SeenForm

BOXES = 6
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?%?")
BETWEEN = re.compile(r"[\s,;]+")
WHOLE = 100.0


class CoverForm(SeenForm):
    """Each box: «left, top, width, height», in percent."""

    box1 = StringField(lazy("Box 1"), validators=[Length(40)])
    box2 = StringField(lazy("Box 2"), validators=[Length(40)])
    box3 = StringField(lazy("Box 3"), validators=[Length(40)])
    box4 = StringField(lazy("Box 4"), validators=[Length(40)])
    box5 = StringField(lazy("Box 5"), validators=[Length(40)])
    box6 = StringField(lazy("Box 6"), validators=[Length(40)])
    file = FileField(lazy("A copy that you covered yourself"))

    def boxes(self) -> list[Box]:
        """What was typed. What cannot be a box is said beside it."""
        found = []
        for place in range(1, BOXES + 1):
            typed = self[f"box{place}"].data
            if not typed:
                continue
            box = read_box(typed)
            if box is None:
                self.refuse(
                    f"box{place}",
                    t("Write four numbers from 0 to 100: left, top, width, height. For example 10, 25, 40, 8."),
                )
            else:
                found.append(box)
        return found


def read_box(text: str) -> Box | None:
    """Four numbers in percent, apart by commas or spaces; None where they are no box inside the picture."""
    parts = BETWEEN.split(text.strip(" ,;"))
    if len(parts) != 4 or not all(NUMBER.fullmatch(part) for part in parts):
        return None
    numbers = [float(part.rstrip("%")) for part in parts]
    if any(number > WHOLE for number in numbers):
        return None
    box = Box(*(number / WHOLE for number in numbers))
    return box if box.is_sound() else None


def _file(desk: Desk, file_id: int) -> tuple[CaseFile, StoredFile]:
    """A file that a centre may read, not erased."""
    kinds = [kind for kind, readers in MESSAGES.items() if Reader.PUBLIC in readers]
    query = (
        select(CaseFile, StoredFile)
        .join(StoredFile, StoredFile.id == CaseFile.file_id)
        .where(
            CaseFile.id == min(file_id, 2**31 - 1),
            CaseFile.case_id == desk.case.id,
            CaseFile.kind.in_(kinds),
            StoredFile.erased_at.is_(None),
        )
    )
    found = db.session.execute(query).first()
    return (found[0], found[1]) if found else abort(404)


@bp.get("/<number>/file/<int:file_id>/cover")
@access(Audience.STAFF)
def cover(number: str, file_id: int) -> ResponseReturnValue:
    desk = at(number)
    log_reading(desk.case, "file")
    return _page(desk, file_id, CoverForm(formdata=None, data={"seen_version": str(desk.case.version)}), [])


def _page(desk: Desk, file_id: int, form: CoverForm, boxes: Sequence[Box]) -> str:
    noindex()
    row, stored = _file(desk, file_id)
    back = desk.to("release_text", message_id=row.message_id) if row.message_id else desk.to("release_letter")
    places = [f"{100 * box.left:g}-{100 * box.top:g}-{100 * box.width:g}-{100 * box.height:g}" for box in boxes]
    return render_template(
        "staff/cover.html",
        form=form,
        name=stored.name,
        number=desk.case.number,
        back_url=back,
        is_image=stored.content_type in IMAGE_CONTENT_TYPES,
        boxes=[form[f"box{place}"] for place in range(1, BOXES + 1)],
        preview_url=url_for("staff.preview", number=desk.case.number, file_id=row.id, box=places),
        covered=len(boxes),
        original_url=url_for("staff.file", number=desk.case.number, file_id=row.id),
    )


@bp.get("/<number>/file/<int:file_id>/preview")
@access(Audience.STAFF)
def preview(number: str, file_id: int) -> ResponseReturnValue:
    """The picture under a grid, with the boxes of the address covered."""
    desk = at(number)
    _, stored = _file(desk, file_id)
    if stored.content_type not in IMAGE_CONTENT_TYPES:
        abort(404)
    log_reading(desk.case, "file")
    typed = (read_box(text.replace("-", " ")) for text in request.args.getlist("box")[:BOXES])
    made = gridded(stored.name, storage.read(stored.key), [box for box in typed if box])
    answer: Response = make_response(made)
    answer.mimetype = "image/png"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/<number>/file/<int:file_id>/cover")
@access(Audience.STAFF, act=Act.REDACT)
def cover_do(number: str, file_id: int) -> ResponseReturnValue:
    """Look at the boxes first, or make the copy."""
    desk, form = at(number), CoverForm()
    row, stored = _file(desk, file_id)
    if not form.validate_on_submit():
        return again(_page(desk, file_id, form, []))
    boxes = form.boxes()
    if request.form.get("action") == "look" or form.errors:
        return _page(desk, file_id, form, boxes), 422 if form.errors else 200
    source = (stored.key, stored.name, stored.content_type)
    db.session.rollback()
    copy = _copy(form, boxes, *source)
    desk = at(number)
    if copy is None:
        return _page(desk, file_id, form, boxes), 422
    fresh(desk)
    row, _ = _file(desk, file_id)
    if not attempt(form, lambda: _put(desk, row, copy)):
        uploads.discard((copy,))
        return _page(at(number), file_id, form, boxes), 422
    return done(desk.to("release_text", message_id=row.message_id) if row.message_id else desk.to("release_letter"))


def _put(desk: Desk, row: CaseFile, copy: Kept) -> None:
    stored = add_row(db.session, copy, desk.now)
    publishing.redact_file(db.session, desk.case, row, by=desk.actor, now=desk.now, public_file_id=stored.id)


def _copy(form: CoverForm, boxes: Sequence[Box], key: str, name: str, content_type: str) -> Kept | None:
    """The uploaded copy, cleaned; else the image with its boxes. None: the form says what is missing."""
    sent = request.files.get("file")
    try:
        if sent is not None and sent.filename:
            return _cleaned(take_in(sent.filename, sent.read()))
        if content_type in IMAGE_CONTENT_TYPES and boxes:
            made = redact_image(name, content_type, storage.read(key), boxes)
            return keep_made(made.name, made.content_type, made.data)
    except FileError as error:
        form.refuse("file", file_words.explain(error))
        return None
    form.refuse(
        "box1" if content_type in IMAGE_CONTENT_TYPES else "file",
        t("Write at least one box, or add a copy that you covered yourself."),
    )
    return None


def _cleaned(kept: Kept) -> Kept:
    """Of a PDF only its pages: a mark that only lies over a page is refused."""
    if kept.content_type != PDF.content_type:
        return kept
    made = public_pdf(kept.name, storage.read(kept.key))
    storage.discard(kept.key)
    return keep_made(made.name, made.content_type, made.data)
