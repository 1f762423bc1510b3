"""Adding a body and changing what is known of one: facts, contacts, who hears complaints, places, units, its end."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms.fields import Field

from tracker import clock
from tracker.cases.succession import open_legs
from tracker.directory import commands as directory
from tracker.directory.models import Authority, AuthorityServes, Territory, Unit
from tracker.directory.names import display_name
from tracker.directory.staffing import end_posts_of
from tracker.i18n import lazy, ngettext, t
from tracker.store import db
from tracker.web.admin import picking
from tracker.web.admin.blueprint import bp
from tracker.web.admin.body_forms import (
    ContactsForm,
    EndForm,
    FactsForm,
    HeadSignsForm,
    NewBodyForm,
    ServesForm,
    SuperiorForm,
    UnitForm,
)
from tracker.web.admin.desk import Ask, Unclear, ask
from tracker.web.admin.words import level_words
from tracker.web.shared.access import Audience, access
from tracker.web.shared.forms import CheckboxesField
from tracker.web.shared.signed_in import current_actor

BOTH = ["GET", "POST"]


def found(body_id: str) -> Authority:
    return db.session.get(Authority, body_id[:40]) or abort(404)


def page_of(body: Authority, title: str, button: str, **more: Any) -> Ask:
    return Ask(title, url_for("admin.body", body_id=body.id), button, back_text=display_name(body), **more)


@bp.route("/bodies/new", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def body_new() -> ResponseReturnValue:
    form = NewBodyForm(data={"addressee": True, "status": "unconfirmed"} if request.method == "GET" else None)
    form.fill_choices()
    first(form, "id", "place", "place_pick")
    page = Ask(t("Add a body"), url_for("admin.bodies"), t("Add the body"))

    def add() -> None:
        place = picking.place(form)
        values = form.values() | {"territory_code": place, "source": form.reason.data}
        directory.add_authority(db.session, form.id.data, values, by=current_actor(), now=clock.now())  # type: ignore[arg-type, attr-defined]

    return ask(form, page, add, lambda: url_for("admin.body", body_id=form.id.data))  # type: ignore[attr-defined]


def first(form: Any, *names: str) -> None:
    """These fields stand before those a form took from its base."""
    form._fields = {
        name: form._fields[name] for name in (*names, *(name for name in form._fields if name not in names))
    }


@bp.route("/body/<body_id>/facts", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def body_edit(body_id: str) -> ResponseReturnValue:
    body = found(body_id)
    form = FactsForm(obj=body)
    form.fill_choices(body)
    page = page_of(body, t("Change names and facts"), t("Save"))

    def save() -> None:
        values = form.values()
        directory.edit_authority(
            db.session, body_id, values, by=current_actor(), now=clock.now(), reason=form.reason.data or ""
        )

    return ask(form, page, save)


@bp.route("/body/<body_id>/contacts", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def body_contacts(body_id: str) -> ResponseReturnValue:
    """What anybody may look up. The addresses to which letters go are confirmed by the centre, with a second person."""
    body = found(body_id)
    form = ContactsForm(obj=body)
    page = page_of(
        body,
        t("Telephone and website"),
        t("Save"),
        lead=t("Addresses to which letters go are not kept here: the centre confirms them, with a second person."),
    )

    def save() -> None:
        source = form.reason.data or ""
        values = {name: form[name].data or "" for name in ("phone", "website", "postal_address")} | {
            "contact_source": source
        }
        directory.edit_authority(db.session, body_id, values, by=current_actor(), now=clock.now(), reason=source)

    return ask(form, page, save)


@bp.route("/body/<body_id>/signature", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def body_signature(body_id: str) -> ResponseReturnValue:
    """Off unless a body asks for it. What was given before stays given."""
    body = found(body_id)
    form = HeadSignsForm(data={"head_signs": "yes" if body.head_signs else "no"} if request.method == "GET" else None)
    lead = t("Where the head signs, an answer waits for him and is not given until then; the time runs on.")
    page = page_of(body, t("The head's signature"), t("Save"), lead=lead)

    def save() -> None:
        values = {"head_signs": form.head_signs.data == "yes"}
        directory.edit_authority(
            db.session, body_id, values, by=current_actor(), now=clock.now(), reason=form.reason.data or ""
        )

    return ask(form, page, save)


@bp.route("/body/<body_id>/superior", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def body_superior(body_id: str) -> ResponseReturnValue:
    body = found(body_id)
    form = SuperiorForm(
        data={"body": body.superior_id or "", "from_day": body.superior_from} if request.method == "GET" else None
    )
    page = page_of(
        body,
        t("Who hears complaints"),
        t("Save"),
        lead=t("Only what was read in a law or a statute. It does not follow from where a body sits."),
    )

    def save() -> None:
        superior = picking.body(form)
        if superior == body_id:
            raise Unclear("body", t("A body cannot hear complaints about itself."))
        assert superior is not None
        assert form.from_day.data is not None
        directory.set_superior(
            db.session,
            body_id,
            superior,
            source=form.source.data or "",
            from_day=form.from_day.data,
            by=current_actor(),
            now=clock.now(),
        )

    return ask(form, page, save)


@bp.route("/body/<body_id>/places", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def body_serves(body_id: str) -> ResponseReturnValue:
    body = found(body_id)
    present = _present(body_id)

    class Form(ServesForm):
        gone = CheckboxesField(lazy("No longer answers for"), choices=present)

    form = Form()
    if not present:
        del form.gone
    page = page_of(
        body, t("Places it answers for"), t("Save"), lead=t("The past stays as it was: a case keeps its body.")
    )

    def save() -> None:
        added, gone = picking.place(form), set(form["gone"].data or ()) if present else set()
        if not added and not gone:
            raise Unclear("place", t("Write a place to add, or choose one that goes."))
        codes = ({code for code, _ in present} | ({added} if added else set())) - gone
        assert form.from_day.data is not None
        directory.set_serves(
            db.session,
            body_id,
            codes,
            from_day=form.from_day.data,
            act=form.act.data or "",
            by=current_actor(),
            now=clock.now(),
        )

    return ask(form, page, save)


def _present(body_id: str) -> list[tuple[str, str]]:
    query = (
        select(Territory)
        .join(AuthorityServes, AuthorityServes.territory_code == Territory.code)
        .where(AuthorityServes.authority_id == body_id, AuthorityServes.valid_to.is_(None))
        .order_by(Territory.sort_ky)
        .limit(200)
    )
    return [(place.code, f"{display_name(place)}, {level_words(place.level)}") for place in db.session.scalars(query)]


@bp.route("/body/<body_id>/end", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def body_end(body_id: str) -> ResponseReturnValue:
    """Only for a body that owes nothing; one with open letters is joined to its successor."""
    body = found(body_id)
    waiting = open_legs(db.session, [body_id]).get(body_id, 0)
    if waiting:
        return render_template(
            "admin/cannot_end.html",
            body=body,
            title=t("This body still owes answers"),
            name=display_name(body),
            waiting=ngettext("%(num)s letter is open there.", "%(num)s letters are open there.", waiting),
        ), 200 if request.method == "GET" else 409
    form = EndForm()
    page = page_of(
        body,
        t("This body ends"),
        t("End it"),
        tone="danger",
        lead=t("Its posts and places end with it. Its cases stay readable."),
    )

    def end() -> None:
        assert form.last_day.data is not None
        act, by, now = form.act.data or "", current_actor(), clock.now()
        directory.end_authority(db.session, body_id, form.last_day.data, act=act, by=by, now=now)
        end_posts_of(db.session, [body_id], form.last_day.data, reason=act, by=by, now=now)

    return ask(form, page, end)


@bp.route("/body/<body_id>/unit", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def unit_new(body_id: str) -> ResponseReturnValue:
    body = found(body_id)
    form = UnitForm()
    del form.valid_to, form.name_en
    page = page_of(body, t("Add a unit"), t("Add the unit"))

    def add() -> None:
        directory.add_unit(
            db.session,
            body_id,
            form.name_ky.data or "",
            form.name_ru.data or "",
            by=current_actor(),
            now=clock.now(),
            valid_from=form.valid_from.data,
        )

    return ask(form, page, add)


@bp.route("/unit/<int:unit_id>", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def unit(unit_id: int) -> ResponseReturnValue:
    row = db.session.get(Unit, unit_id) or abort(404)
    form = UnitForm(obj=row)
    page = page_of(found(row.authority_id), t("Rename or end a unit"), t("Save"))

    def save() -> None:
        values = {field.name: _plain(field) for field in form if field.name != "csrf_token"}
        directory.edit_unit(db.session, unit_id, values, by=current_actor(), now=clock.now())

    return ask(form, page, save)


def _plain(field: Field) -> Any:
    return (field.data or "") if isinstance(field.data, str) or field.type == "StringField" else field.data
