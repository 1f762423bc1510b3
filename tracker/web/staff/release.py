"""What the public may read: each text of a case read once by staff, then shown as it is or edited, or kept back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases import labels, publishing
from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.kinds import Release
from tracker.cases.models import Message
from tracker.cases.publishing import ANSWERS
from tracker.files import labels as file_words
from tracker.files import storage
from tracker.files.errors import FileError
from tracker.files.intake import Kept, add_row, keep_made
from tracker.files.redaction import public_pdf
from tracker.files.types import PDF
from tracker.i18n import short_date, t
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.attempts import again, attempt
from tracker.web.staff import uploads
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import Desk, at, fresh, log_reading
from tracker.web.staff.marking import marked
from tracker.web.staff.release_form import COVERED, KEEP, WHOLE, FileRow, ReleaseForm, files_of, form_for


@dataclass(frozen=True, slots=True)
class Item:
    """A text of the case and what the public has of it."""

    title: str
    state: str
    url: str
    waits: bool


@bp.get("/<number>/release")
@access(Audience.STAFF)
def release(number: str) -> ResponseReturnValue:
    """All texts of the case that the public may get to read."""
    noindex()
    desk = at(number)
    log_reading(desk.case, "release")
    texts = db.session.scalars(_answers(desk)).all()
    content = desk.case.content
    items = [_item(t("Letter"), content.release, content.kept_reason, desk.to("release_letter"))] if content else []
    items += [
        _item(
            t(
                "%(kind)s, %(when)s",
                kind=t(labels.MESSAGES[MessageKind(text.kind)]),
                when=short_date(clock.day_of(text.created_at)),
            ),
            text.release,
            text.kept_reason,
            desk.to("release_text", message_id=text.id),
        )
        for text in texts
    ]
    return render_template("staff/release.html", desk=desk, case=desk.case, items=items)


def _answers(desk: Desk) -> Any:
    return (
        select(Message).where(Message.case_id == desk.case.id, Message.kind.in_(ANSWERS)).order_by(Message.id).limit(50)
    )


def _item(title: str, state: str, reason: str | None, url: str) -> Item:
    words = t(labels.RELEASES[Release(state)])
    if reason in labels.KEEP_REASONS:
        words = t("%(state)s: %(reason)s", state=words, reason=t(labels.KEEP_REASONS[reason]))
    return Item(title, words, url, state == Release.UNRELEASED)


@bp.get("/<number>/release/letter")
@access(Audience.STAFF)
def release_letter(number: str) -> ResponseReturnValue:
    desk = at(number)
    log_reading(desk.case, "release")
    content = desk.case.content or abort(404)
    form = form_for(files_of(desk, None))(
        formdata=None,
        data={
            "seen_version": str(desk.case.version),
            "decision": _decided(content.release),
            "subject": content.public_subject or content.subject,
            "body": content.public_body or content.body,
        },
    )
    return _page(desk, None, form)


def _decided(state: str) -> str | None:
    """What was decided before; nothing is chosen for whoever has not decided yet."""
    return {Release.UNRELEASED: None, Release.KEPT: "keep"}.get(Release(state), "release")


@bp.post("/<number>/release/letter")
@access(Audience.STAFF, act=Act.PUBLISH)
def release_letter_do(number: str) -> ResponseReturnValue:
    return _save(number, None)


@bp.get("/<number>/release/<int:message_id>")
@access(Audience.STAFF)
def release_text(number: str, message_id: int) -> ResponseReturnValue:
    desk = at(number)
    log_reading(desk.case, "release")
    message = _message(desk, message_id)
    form = form_for(files_of(desk, message))(
        formdata=None,
        data={
            "seen_version": str(desk.case.version),
            "decision": _decided(message.release),
            "body": message.public_body or message.body,
        },
    )
    return _page(desk, message, form)


@bp.post("/<number>/release/<int:message_id>")
@access(Audience.STAFF, act=Act.PUBLISH)
def release_text_do(number: str, message_id: int) -> ResponseReturnValue:
    return _save(number, message_id)


def _message(desk: Desk, message_id: int) -> Message:
    wanted = _answers(desk).where(Message.id == min(message_id, 2**31 - 1))
    return db.session.scalar(wanted) or abort(404)


def _save(number: str, message_id: int | None) -> ResponseReturnValue:
    """Check, make clean copies of documents outside any transaction, and decide once."""
    desk = at(number)
    message = _message(desk, message_id) if message_id is not None else None
    rows = files_of(desk, message)
    form = form_for(rows)()
    if not form.validate_on_submit():
        return again(_page(desk, message, form))
    wanted = (
        {file.row.id: (form[file.field].data, file.stored.id) for file in rows}
        if form.decision.data == "release"
        else {}
    )
    copies = _clean_copies(form, rows, wanted)
    desk = at(number)
    message = _message(desk, message_id) if message_id is not None else None
    if form.errors:
        uploads.discard(tuple(copies.values()))
        return _page(desk, message, form), 422
    fresh(desk)
    if not attempt(form, lambda: _decide(desk, message, form, wanted, copies)):
        uploads.discard(tuple(copies.values()))
        desk = at(number)
        return _page(desk, _message(desk, message_id) if message_id is not None else None, form), 422
    return done(desk.to("release"))


def _clean_copies(form: ReleaseForm, rows: Sequence[FileRow], wanted: Mapping[int, tuple[str, int]]) -> dict[int, Kept]:
    """A PDF that is shown whole still loses its author, its history and its hidden parts."""
    sources = [
        (file.row.id, file.field, file.stored.key, file.stored.name)
        for file in rows
        if wanted.get(file.row.id, ("", 0))[0] == WHOLE and file.stored.content_type == PDF.content_type
    ]
    db.session.rollback()
    made: dict[int, Kept] = {}
    for row_id, field, key, name in sources:
        try:
            copy = public_pdf(name, storage.read(key))
            made[row_id] = keep_made(copy.name, copy.content_type, copy.data)
        except FileError as error:
            form.refuse(field, file_words.explain(error))
    return made


def _decide(
    desk: Desk,
    message: Message | None,
    form: ReleaseForm,
    wanted: Mapping[int, tuple[str, int]],
    copies: Mapping[int, Kept],
) -> None:
    if form.decision.data == "keep":
        _keep(desk, message, form.reason.data)
        return
    files, plain = _chosen(desk, message, wanted, copies)
    kept = {file.row.id: form[file.reason].data for file in files_of(desk, message) if wanted[file.row.id][0] == KEEP}
    who: dict[str, Any] = {"by": desk.actor, "now": desk.now, "files": files, "plain": plain, "kept": kept}
    if message is None:
        publishing.publish_letter(
            db.session, desk.case, public_subject=form.subject.data or "", public_body=form.body.data or "", **who
        )
    else:
        publishing.publish_message(db.session, desk.case, message, public_body=form.body.data or "", **who)


def _keep(desk: Desk, message: Message | None, reason: str) -> None:
    if message is None:
        publishing.keep_letter(db.session, desk.case, by=desk.actor, now=desk.now, reason=reason)
    else:
        publishing.keep_back(db.session, desk.case, message, by=desk.actor, now=desk.now, reason=reason)


def _chosen(
    desk: Desk, message: Message | None, wanted: Mapping[int, tuple[str, int]], copies: Mapping[int, Kept]
) -> tuple[dict[int, int | None], tuple[int, ...]]:
    """Which copy of each file goes out, and which of the copies cover nothing."""
    files: dict[int, int | None] = {}
    for file in files_of(desk, message):
        choice = wanted.get(file.row.id, (KEEP, 0))[0]
        if choice == COVERED and file.has_cover:
            files[file.row.id] = file.row.public_file_id
        elif choice == WHOLE:
            kept = copies.get(file.row.id)
            files[file.row.id] = add_row(db.session, kept, desk.now).id if kept else None
    return files, tuple(copies)


def _page(desk: Desk, message: Message | None, form: ReleaseForm) -> str:
    noindex()
    content = desk.case.content or abort(404)
    names = [part for one in desk.case.parties for part in (one.name, one.organisation) if part]
    files = files_of(desk, message)
    return render_template(
        "staff/release_text.html",
        form=form,
        desk=desk,
        case=desk.case,
        message=message,
        files=files,
        title=t("Release the letter") if message is None else t("Release the answer"),
        original=marked(message.body if message else content.body, names),
        subject=marked(content.subject, names) if message is None else None,
        cover_urls={
            file.row.id: url_for("staff.cover", number=desk.case.number, file_id=file.row.id) for file in files
        },
        file_base=url_for("staff.file", number=desk.case.number, file_id=0)[:-1],
    )
