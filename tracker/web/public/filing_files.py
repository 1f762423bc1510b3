"""Photos and documents: each is taken, or refused with its own reason; the others stay."""

from __future__ import annotations

from flask import Response, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from tracker import clock
from tracker.cases import drafts
from tracker.cases.kinds import Kind
from tracker.cases.models import Draft
from tracker.files import labels as file_words
from tracker.files import storage
from tracker.i18n import t
from tracker.store import db
from tracker.web.public import filing_draft as letter
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_forms import FilesForm
from tracker.web.public.filing_write import step_back
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import commit, done, noindex
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.uploads import Taken, take


@bp.get("/new/files")
@access(Audience.PUBLIC)
def files() -> ResponseReturnValue:
    draft = letter.unsent()
    early = step_back("public.files", draft)
    if early is not None or draft is None:
        return early or ""
    return page(FilesForm(data={"tag": draft.data["tag"]}), draft)


def page(form: FilesForm, draft: Draft | None) -> str:
    noindex()
    kept = [
        {"id": file.id, "name": file.name, "size": file_words.megabytes(file.size)}
        for file in (drafts.files_of(db.session, draft) if draft else ())
    ]
    return render_template(
        "public/filing/files.html", form=form, draft=draft, kept=kept, most=drafts.FILES_AT_MOST,
        of_access=draft is not None and draft.data.get("kind") == Kind.ACCESS_COMPLAINT,
        taken_words=file_words.taken(current_app.config["MAX_FILE_BYTES"]),
    )  # fmt: skip


@bp.post("/new/files")
@open_post
@access(Audience.PUBLIC)
@letter.limit_steps
def files_save() -> ResponseReturnValue:
    """Files are put away before the transaction opens: no file work inside one."""
    form = FilesForm()
    taken = _take(request.files.getlist("files")) if letter.unsent() is not None else Taken()
    try:
        draft = letter.own(form)
    except letter.OtherLetter:
        return letter.save_step(form, page, lambda draft: url_for("public.files"))
    if g.get("restarted"):
        return done(url_for("public.write", again=1))
    _add(draft, taken)
    return _answer(form, draft, taken)


def _answer(form: FilesForm, draft: Draft, taken: Taken) -> Response:
    if taken.refused:
        for words in taken.refused:
            form.refuse("files", words)
        commit()
        return Response(page(form, draft), 422)
    if language_switch_asked():
        return done(url_for("public.files", lang=g.language))
    stays = bool(taken.kept) or request.form.get("action") == "add"
    return done(url_for("public.files" if stays else "public.check"))


def _take(sent: list[FileStorage]) -> Taken:
    """The draft is read anew afterwards: putting files away ends the transaction in which it was found."""
    g.pop("draft", None)
    return take(sent)


def _add(draft: Draft, taken: Taken) -> None:
    for kept in taken.kept:
        try:
            drafts.add_file(db.session, draft, kept, clock.now())
        except drafts.TooManyFiles as error:
            taken.refused.append(t("No more than %(limit)s files fit into one letter. Remove one first.", limit=error.limit))
            break


@bp.post("/new/files/remove")
@open_post
@access(Audience.PUBLIC)
@letter.limit_steps
def remove_file() -> ResponseReturnValue:
    """One file is taken out again."""
    draft = letter.own(FilesForm())
    wanted = request.form.get("file", "")
    key = drafts.remove_file(db.session, draft, int(wanted), clock.now()) if wanted.isdecimal() and len(wanted) < 15 else None
    commit()
    if key:
        storage.discard(key)
    return letter.go_to("public.files")
