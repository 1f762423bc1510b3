"""Bodies from a table: sent, looked at line by line, then taken over or given up. Nothing is changed before that."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.validators import StopValidation

from tracker import clock
from tracker.directory import imports
from tracker.directory.csv_import import COLUMNS, NEEDED, FileRefused, Line, Plan, Refused, plan_import
from tracker.directory.errors import DirectoryError
from tracker.directory.imports import BodyImport
from tracker.directory.problem_labels import problem_words
from tracker.i18n import lazy, short_instant, t
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.admin.desk import said
from tracker.web.admin.words import field_words, value_words
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.forms import PageForm
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.signed_in import current_actor

SHOWN = 300


class UploadForm(PageForm):
    table = FileField(lazy("Table of bodies (CSV)"))

    def validate_table(self, field: Any) -> None:
        if not field.data:
            raise StopValidation(t("Choose the file."))


class ConfirmForm(PageForm):
    seen = HiddenField()


@bp.route("/import", methods=["GET", "POST"])
@access(Audience.ADMINISTRATOR)
def import_bodies() -> ResponseReturnValue:
    form = UploadForm()
    if form.validate_on_submit():
        kept = _keep(form)
        if kept is not None:
            return done(url_for("admin.import_look", import_id=kept.id))
    before = [
        (row.name, short_instant(row.imported_at), row) for row in imports.done_before(db.session) if row.imported_at
    ]
    shown = render_template(
        "admin/import.html", form=form, before=before, needed=sorted(NEEDED), columns=sorted(COLUMNS - NEEDED)
    )
    return (shown, 422) if request.method == "POST" and not language_switch_asked() else shown


def _keep(form: UploadForm) -> BodyImport | None:
    """The table kept for its dry run; None, with the reason beside the field, where it cannot be read at all."""
    upload = form.table.data
    data = upload.stream.read(imports.BYTES_AT_MOST + 1)
    upload.close()
    if len(data) > imports.BYTES_AT_MOST:
        form.refuse("table", t("The table is larger than 2 MB. Divide it into several files."))
        return None
    try:
        return imports.keep(db.session, upload.filename or "", data, by=current_actor(), now=clock.now())
    except FileRefused as refused:
        db.session.rollback()
        form.refuse("table", problem_words(refused))
        return None


@bp.get("/import/example.csv")
@access(Audience.ADMINISTRATOR)
def import_example() -> ResponseReturnValue:
    """The first line of a table, to fill in. With a mark at the start, so that spreadsheets read it as UTF-8."""
    head = ";".join(
        [
            "id",
            "name_ky",
            "name_ru",
            "name_en",
            "kind",
            "level",
            "territory_code",
            "bound_by",
            "status",
            "serves",
            "email",
            "phone",
            "website",
            "source",
            "valid_from",
        ]
    )
    made = Response("\ufeff" + head + "\r\n", mimetype="text/csv")
    made.headers["Content-Disposition"] = 'attachment; filename="bodies.csv"'
    return made


@bp.get("/import/<int:import_id>")
@access(Audience.ADMINISTRATOR)
def import_look(import_id: int) -> ResponseReturnValue:
    return _look(_waiting(import_id), request.args.get("moved") is not None)


@bp.post("/import/<int:import_id>")
@access(Audience.ADMINISTRATOR)
def import_confirm(import_id: int) -> ResponseReturnValue:
    row, form = _waiting(import_id), ConfirmForm()
    if not form.validate_on_submit():
        return _look(row, False), 200
    try:
        imports.carry_out(db.session, row, form.seen.data or "", by=current_actor(), now=clock.now())
    except imports.PlanMoved:
        db.session.rollback()
        return _look(_waiting(import_id), True), 409
    return done(url_for("admin.import_done", import_id=import_id))


@bp.post("/import/<int:import_id>/give-up")
@access(Audience.ADMINISTRATOR)
def import_give_up(import_id: int) -> ResponseReturnValue:
    imports.give_up(_waiting(import_id))
    return done(url_for("admin.import_bodies"))


@bp.get("/import/<int:import_id>/done")
@access(Audience.ADMINISTRATOR)
def import_done(import_id: int) -> ResponseReturnValue:
    row = db.session.get(BodyImport, import_id)
    if row is None or row.imported_at is None:
        abort(404)
    return render_template("admin/import_done.html", row=row)


def _waiting(import_id: int) -> BodyImport:
    return imports.waiting(db.session, import_id, current_actor()) or abort(404)


def _look(row: BodyImport, moved: bool) -> str:
    assert row.data is not None
    plan = plan_import(db.session, row.data)
    return render_template(
        "admin/import_look.html",
        form=ConfirmForm(),
        row=row,
        moved=moved,
        seen=imports.digest_of(plan),
        plan=plan,
        add=[_added(line) for line in plan.add[:SHOWN]],
        change=[_changed(line) for line in plan.change[:SHOWN]],
        refuse=[_refused(one) for one in plan.refuse[:SHOWN]],
        read_as=_read_as(plan),
        shown=SHOWN,
    )


def _read_as(plan: Plan) -> str:
    letters = "UTF-8" if plan.encoding.startswith("utf") else t("the old Windows code page")
    return t("Read as %(letters)s, divided by “%(sign)s”.", letters=letters, sign=plan.delimiter)


def _added(line: Line) -> tuple[str, str, str]:
    name = line.values.get("name_ky") or line.values.get("name_ru") or ""
    return str(line.number), line.id, str(name)


def _changed(line: Line) -> tuple[str, str, list[str]]:
    return str(line.number), line.id, [_difference(name, old, new) for name, (old, new) in line.fields.items()]


def _difference(name: str, old: Any, new: Any) -> str:
    values = {"old": value_words(name, _text(old), {}), "new": value_words(name, _text(new), {})}
    return t("%(what)s: %(old)s → %(new)s", what=field_words(name), **values)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _refused(one: Refused) -> tuple[str, str, str]:
    return str(one.number), one.id or "–", _why(one.error)


def _why(error: DirectoryError) -> str:
    return said(error)
