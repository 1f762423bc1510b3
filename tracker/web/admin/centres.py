"""The Aarhus Centres: details, the oblasts and cities each cares for, deputies, the people who work there."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import aliased
from wtforms import BooleanField, EmailField, StringField, TextAreaField

from tracker import clock
from tracker.directory import commands as directory
from tracker.directory.centres import centres as all_centres
from tracker.directory.models import Centre, CentreDeputy, CentreTerritory, Territory
from tracker.directory.names import display_name
from tracker.i18n import N_, lazy, t
from tracker.store import db
from tracker.web.admin import picking
from tracker.web.admin.blueprint import bp
from tracker.web.admin.desk import Ask, Unclear, ask
from tracker.web.admin.history import history
from tracker.web.admin.post_rows import post_lines, posts_where
from tracker.web.admin.words import dates_words
from tracker.web.shared.access import Audience, access
from tracker.web.shared.checks import Email, Length, Needed
from tracker.web.shared.forms import DateField, PageForm, SelectField
from tracker.web.shared.signed_in import current_actor
from tracker.web.shared.source_notes import in_english, source_note

BOTH = ["GET", "POST"]
TEXTS = ("name_ky", "name_ru", "name_en", "phone", "email", "website", "address", "note")


class CentreForm(PageForm):
    name_ky = StringField(lazy("Name in Kyrgyz"), validators=[Needed(N_("Write the name in Kyrgyz.")), Length(300)])
    name_ru = StringField(lazy("Name in Russian"), validators=[Needed(N_("Write the name in Russian.")), Length(300)])
    name_en = StringField(lazy("Name in English"), validators=[Needed(N_("Write the name in English.")), Length(300)])
    phone = StringField(lazy("Telephone"), validators=[Length(300)])
    email = EmailField(lazy("E-mail"), validators=[Email(), Length(320)])
    website = StringField(lazy("Website"), validators=[Length(300)])
    address = StringField(lazy("Address"), validators=[Length(300)])
    note = TextAreaField(lazy("Note"), validators=[Length(1000)])
    active = BooleanField(lazy("Works today"), description=lazy("Otherwise its cases go to its deputy."))


class NewCentreForm(CentreForm):
    id = StringField(
        lazy("Number of the centre here"),
        description=lazy("Latin capital letters and hyphens, such as AC-TA. It never changes."),
        validators=[Needed(N_("Write a number for the centre.")), Length(40)],
        filters=[lambda typed: typed.upper() if typed else typed],
    )
    place = picking.text_field(lazy("Where does it sit?"), Needed(N_("Write the place.")), Length(80))
    place_pick = picking.pick_field()


class CaresForm(PageForm):
    place = picking.text_field(lazy("Which oblast or city?"), Needed(N_("Write the place.")), Length(80))
    place_pick = picking.pick_field()
    from_day = DateField(
        lazy("From which day?"),
        validators=[Needed(N_("Write the day."))],
        description=lazy("Whoever cared for it before, did until the day before."),
    )


class DeputyForm(PageForm):
    deputy = SelectField(lazy("Who takes over while this centre does not work?"))
    from_day = DateField(lazy("From which day?"), validators=[Needed(N_("Write the day."))])


@bp.get("/centres")
@access(Audience.ADMINISTRATOR)
def centres() -> ResponseReturnValue:
    rows = db.session.scalars(select(Centre).order_by(Centre.valid_to.is_not(None), Centre.id).limit(100)).all()
    lines = [
        {
            "url": url_for("admin.centre", centre_id=row.id),
            "name": display_name(row),
            "pills": _pills(row),
            "cells": [row.id, row.phone, row.email],
        }
        for row in rows
    ]
    return render_template("admin/centres.html", lines=lines)


def _pills(row: Centre) -> list[tuple[str, str]]:
    return [] if row.active else [(t("does not work now"), "wait")]


def _found(centre_id: str) -> Centre:
    return db.session.get(Centre, centre_id[:40]) or abort(404)


@bp.get("/centre/<centre_id>")
@access(Audience.ADMINISTRATOR)
def centre(centre_id: str) -> ResponseReturnValue:
    row, now = _found(centre_id), clock.now()
    cares, deputies = _cares(centre_id), _deputies(centre_id)
    names = {place.code: display_name(place) for _, place in cares} | {
        other.id: display_name(other) for _, other in deputies
    }
    posts = posts_where(db.session, now, centre_id=centre_id)
    today = clock.today()
    return render_template(
        "admin/centre.html",
        centre=row,
        title=display_name(row),
        pills=_pills(row),
        facts=_facts(row),
        cares=[_dated(display_name(place), one, today) for one, place in cares],
        deputies=[_dated(display_name(other), one, today) for one, other in deputies],
        posts=post_lines(posts, now),
        changes=history(("centre", [centre_id]), ("post", [post.id for post in posts]), names=names),
    )


def _facts(row: Centre) -> list[tuple[str, str]]:
    rows = [
        (t("Number"), row.id),
        (t("Name in Kyrgyz"), row.name_ky),
        (t("Name in Russian"), row.name_ru),
        (t("Name in English"), in_english(row.name_en)),
        (t("Telephone"), row.phone),
        (t("E-mail"), row.email),
        (t("Website"), row.website),
        (t("Address"), row.address),
        (t("Note"), source_note(row.note)),
    ]
    return [(term, value) for term, value in rows if value]


def _cares(centre_id: str) -> Any:
    query = select(CentreTerritory, Territory).join(Territory, Territory.code == CentreTerritory.territory_code)
    return db.session.execute(
        query.where(CentreTerritory.centre_id == centre_id)
        .order_by(CentreTerritory.valid_to.is_not(None), Territory.sort_ru)
        .limit(100)
    ).all()


def _deputies(centre_id: str) -> Any:
    other = aliased(Centre)
    query = (
        select(CentreDeputy, other)
        .join(other, other.id == CentreDeputy.deputy_id)
        .where(CentreDeputy.centre_id == centre_id)
    )
    return db.session.execute(query.order_by(CentreDeputy.id.desc()).limit(20)).all()


def _dated(name: str, row: Any, today: date) -> dict[str, Any]:
    when = dates_words(row.valid_from, row.valid_to)
    return {"text": f"{name}, {when}" if when else name, "ended": row.valid_to is not None and row.valid_to < today}


@bp.route("/centres/new", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def centre_new() -> ResponseReturnValue:
    form = NewCentreForm(data={"active": True} if request.method == "GET" else None)
    page = Ask(t("Add a centre"), url_for("admin.centres"), t("Add the centre"))

    def add() -> None:
        place = picking.place(form)
        assert place is not None
        directory.add_centre(db.session, form.id.data, _values(form), place, by=current_actor(), now=clock.now())  # type: ignore[arg-type, attr-defined]

    return ask(form, page, add)


def _values(form: CentreForm) -> dict[str, Any]:
    return {name: form[name].data or "" for name in TEXTS} | {"active": bool(form.active.data)}


@bp.route("/centre/<centre_id>/facts", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def centre_edit(centre_id: str) -> ResponseReturnValue:
    row = _found(centre_id)
    form = CentreForm(obj=row)
    page = _page(row, t("Change the details of the centre"))

    def save() -> None:
        if not form.active.data and row.active and not _has_deputy(centre_id):
            raise Unclear("active", t("First name a deputy: otherwise its cases belong to nobody."))
        directory.edit_centre(db.session, centre_id, _values(form), by=current_actor(), now=clock.now())

    return ask(form, page, save)


def _has_deputy(centre_id: str) -> bool:
    query = select(CentreDeputy.id).where(CentreDeputy.centre_id == centre_id, CentreDeputy.valid_to.is_(None))
    return db.session.scalar(query.limit(1)) is not None


def _page(row: Centre, title: str, lead: str = "") -> Ask:
    return Ask(title, url_for("admin.centre", centre_id=row.id), t("Save"), back_text=display_name(row), lead=lead)


@bp.route("/centre/<centre_id>/places", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def centre_cares(centre_id: str) -> ResponseReturnValue:
    row, form = _found(centre_id), CaresForm()
    page = _page(
        row,
        t("A place to care for"),
        t("New cases of the place come to this centre. Cases that are open stay where they are."),
    )

    def save() -> None:
        code = picking.place(form)
        assert code is not None
        assert form.from_day.data is not None
        directory.set_centre_territory(
            db.session, code, centre_id, from_day=form.from_day.data, by=current_actor(), now=clock.now()
        )

    return ask(form, page, save)


@bp.route("/centre/<centre_id>/deputy", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def centre_deputy(centre_id: str) -> ResponseReturnValue:
    row, form = _found(centre_id), DeputyForm()
    others = [other for other in all_centres(db.session, clock.today()) if other.id != centre_id]
    form.deputy.choices = [("", t("Nobody")), *((other.id, display_name(other)) for other in others)]

    def save() -> None:
        assert form.from_day.data is not None
        if not form.deputy.data and not row.active:
            raise Unclear("deputy", t("The centre does not work now: somebody must take its cases."))
        directory.set_deputy(
            db.session,
            centre_id,
            form.deputy.data or None,
            from_day=form.from_day.data,
            by=current_actor(),
            now=clock.now(),
        )

    return ask(form, _page(row, t("Deputy of the centre")), save)
