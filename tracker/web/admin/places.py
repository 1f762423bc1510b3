"""Places: found by name or code, their names, new ones, and those that end with a successor."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, or_, select
from wtforms import StringField, TextAreaField

from tracker import clock
from tracker.directory.codes import Level
from tracker.directory.commands import edit_territory
from tracker.directory.models import Authority, AuthorityServes, Territory
from tracker.directory.names import display_name
from tracker.directory.places import COUNTRY, children_of, find_place, place_chain
from tracker.directory.queries import dated
from tracker.directory.territory_editing import INSIDE, add_territory, end_territory
from tracker.i18n import N_, lazy, t
from tracker.store import db
from tracker.web.admin import picking
from tracker.web.admin.blueprint import bp
from tracker.web.admin.body_forms import source_field
from tracker.web.admin.desk import Ask, ask
from tracker.web.admin.history import history
from tracker.web.admin.words import dates_words, level_words
from tracker.web.shared.access import Audience, access
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.forms import DateField, PageForm, SearchForm, SelectField
from tracker.web.shared.signed_in import current_actor
from tracker.web.shared.source_notes import in_english, source_note

BOTH = ["GET", "POST"]


class PlacesForm(SearchForm):
    q = StringField(lazy("Name or code of a place"), validators=[Length(80)])


class NamesForm(PageForm):
    name_ky = StringField(lazy("Name in Kyrgyz"), validators=[Length(300)])
    name_ru = StringField(lazy("Name in Russian"), validators=[Needed(N_("Write the name in Russian.")), Length(300)])
    name_en = StringField(lazy("Name in English"), validators=[Length(300)])
    former_names = TextAreaField(
        lazy("Former names"),
        description=lazy("Divided by semicolons; the place is found by them too"),
        validators=[Length(1000)],
    )
    note = TextAreaField(lazy("Note"), validators=[Length(1000)])
    reason = source_field()


class NewPlaceForm(PageForm):
    code = StringField(
        lazy("Code (SOATE)"),
        description=lazy("14 digits, beginning with 417"),
        validators=[Needed(N_("Write the code.")), Length(20)],
    )
    level = SelectField(lazy("What is it?"), validators=[Needed(N_("Choose one."))])
    parent = picking.text_field(lazy("In what does it lie?"), Needed(N_("Write the place it lies in.")), Length(80))
    parent_pick = picking.pick_field()
    name_ky = StringField(lazy("Name in Kyrgyz"), validators=[Needed(N_("Write the name in Kyrgyz.")), Length(300)])
    name_ru = StringField(lazy("Name in Russian"), validators=[Needed(N_("Write the name in Russian.")), Length(300)])
    name_en = StringField(lazy("Name in English"), validators=[Length(300)])
    former_names = StringField(
        lazy("Former names"),
        description=lazy("Divided by semicolons; the place is found by them too"),
        validators=[Length(1000)],
    )
    from_day = DateField(lazy("First day"), description=lazy("Empty: it always was"))
    source = source_field()


class EndPlaceForm(PageForm):
    successor = picking.text_field(
        lazy("What takes its place?"),
        Length(80),
        hint=lazy("Code or name. Needed when other places lie in it: they pass over."),
    )
    successor_pick = picking.pick_field()
    last_day = DateField(lazy("Last day"), validators=[Needed(N_("Write the last day."))])
    act = source_field(lazy("By which decision?"))


@bp.get("/places")
@access(Audience.ADMINISTRATOR)
def places() -> ResponseReturnValue:
    """Search; without one, the oblasts to go down from."""
    form, today = PlacesForm(), clock.today()
    form.validate()
    typed = form.q.data or ""
    rows = _found_rows(typed, today) if typed else children_of(db.session, COUNTRY, today)
    return render_template("admin/places.html", form=form, lines=[line(row) for row in rows], searched=bool(typed))


def _found_rows(typed: str, today: Any) -> Any:
    if typed.isdigit():
        return db.session.scalars(select(Territory).where(Territory.code == typed)).all()
    return find_place(db.session, typed, today)


def line(row: Any) -> dict[str, Any]:
    guess = [] if row.name_ky else [(t("Kyrgyz name is a guess"), "wait")]
    return {
        "url": url_for("admin.place", code=row.code),
        "name": display_name(row),
        "pills": guess,
        "cells": [level_words(row.level), row.name_ru, row.code],
    }


def found(code: str) -> Territory:
    return db.session.get(Territory, code[:14]) or abort(404)


@bp.get("/place/<code>")
@access(Audience.ADMINISTRATOR)
def place(code: str) -> ResponseReturnValue:
    row, today = found(code), clock.today()
    chain, inside = place_chain(db.session, code)[1:], children_of(db.session, code, today)
    serving = (
        db.session.execute(
            select(Authority)
            .join(AuthorityServes, AuthorityServes.authority_id == Authority.id)
            .where(AuthorityServes.territory_code == code, dated(AuthorityServes, today))
            .order_by(Authority.sort_ru)
            .limit(30)
        )
        .scalars()
        .all()
    )
    successor = db.session.get(Territory, row.successor_code) if row.successor_code else None
    names = {one.code: display_name(one) for one in chain} | (
        {successor.code: display_name(successor)} if successor else {}
    )
    return render_template(
        "admin/place.html",
        place=row,
        title=display_name(row),
        facts=_facts(row, successor),
        chain=[(display_name(one), url_for("admin.place", code=one.code)) for one in reversed(chain)],
        inside=[line(one) for one in inside],
        ended=row.valid_to is not None and row.valid_to < today,
        serving=[(display_name(one), url_for("admin.body", body_id=one.id)) for one in serving],
        changes=history(("territory", [code]), names=names),
    )


def _facts(row: Territory, successor: Territory | None) -> list[tuple[str, str]]:
    kyrgyz = row.name_ky or (t("%(name)s (a guess)", name=row.name_ky_guess) if row.name_ky_guess else t("not known"))
    rows = [
        (t("Code"), row.code),
        (t("What it is"), level_words(row.level)),
        (t("Name in Kyrgyz"), kyrgyz),
        (t("Name in Russian"), row.name_ru),
        (t("Name in English"), in_english(row.name_en)),
        (t("Former names"), row.former_names),
        (t("Exists"), dates_words(row.valid_from, row.valid_to)),
        (t("Successor"), display_name(successor) if successor else ""),
        (t("Source"), source_note(row.source)),
        (t("Note"), source_note(row.note)),
    ]
    return [(term, value) for term, value in rows if value]


@bp.route("/place/<code>/names", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def place_edit(code: str) -> ResponseReturnValue:
    row = found(code)
    form = NamesForm(obj=row)
    hint = (
        [t("Our guess at the Kyrgyz name: %(name)s", name=row.name_ky_guess)]
        if row.name_ky_guess and not row.name_ky
        else []
    )
    page = Ask(
        t("Names of the place"),
        url_for("admin.place", code=code),
        t("Save"),
        back_text=display_name(row),
        lines=hint,
        lead=t("Bodies that are named after the place follow."),
    )

    def save() -> None:
        values = {name: form[name].data or "" for name in ("name_ky", "name_ru", "name_en", "former_names", "note")}
        edit_territory(db.session, code, values, by=current_actor(), now=clock.now(), reason=form.reason.data or "")

    return ask(form, page, save)


@bp.route("/places/new", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def place_new() -> ResponseReturnValue:
    form = NewPlaceForm(data={"parent": request.args.get("in", "")[:14]} if request.method == "GET" else None)
    form.level.choices = [("", t("Choose…")), *((level.value, level_words(level)) for level in reversed(INSIDE))]
    page = Ask(t("Add a place"), url_for("admin.places"), t("Add the place"))

    def add() -> None:
        parent = picking.place(form, "parent")
        assert parent is not None
        names = {name: form[name].data or "" for name in ("name_ky", "name_ru", "name_en", "former_names")}
        add_territory(
            db.session,
            form.code.data or "",
            Level(form.level.data),
            parent,
            names,
            from_day=form.from_day.data,
            source=form.source.data or "",
            by=current_actor(),
            now=clock.now(),
        )

    return ask(form, page, add, lambda: url_for("admin.place", code=form.code.data))


@bp.route("/place/<code>/end", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def place_end(code: str) -> ResponseReturnValue:
    row, form = found(code), EndPlaceForm()
    page = Ask(
        t("This place ends"),
        url_for("admin.place", code=code),
        t("End it"),
        back_text=display_name(row),
        tone="danger",
        lead=t("Cases and bodies that name it keep naming it."),
        parts=[(t("Places that lie in it"), str(_inside(code)))],
    )

    def end() -> None:
        successor = picking.place(form, "successor")
        assert form.last_day.data is not None
        end_territory(
            db.session,
            code,
            form.last_day.data,
            successor_code=successor,
            act=form.act.data or "",
            by=current_actor(),
            now=clock.now(),
        )

    return ask(form, page, end)


def _inside(code: str) -> int:
    query = select(func.count(Territory.code)).where(Territory.parent_code == code, or_(Territory.valid_to.is_(None)))
    return db.session.scalar(query) or 0
