"""The list of bodies: found by name, narrowed by sort, place and what is not yet sure."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, or_, select
from wtforms import StringField

from tracker import clock
from tracker.directory.codes import BodyStatus, Category, ContactKind, ContactState
from tracker.directory.folding import fold
from tracker.directory.labels import CATEGORIES
from tracker.directory.models import Authority, Contact, Territory
from tracker.directory.names import display_name
from tracker.directory.places import COUNTRY, children_of
from tracker.directory.posts import Post, in_force
from tracker.directory.queries import body_sort, dated
from tracker.i18n import N_, lazy, short_date, t
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.admin.words import status_tone
from tracker.web.shared.access import Audience, access
from tracker.web.shared.checks import Length
from tracker.web.shared.forms import SearchForm, SelectField
from tracker.web.shared.paging import keyset

NAMED = "named"
STANDING = {
    "": N_("Working today"),
    "unsure": N_("Not yet confirmed that they exist"),
    "unbound": N_("No law seen that binds them"),
    "no_mail": N_("Without an address in use"),
    "ended": N_("No longer exist"),
    "all": N_("All of them"),
}
SHORT = {
    BodyStatus.UNCONFIRMED: N_("not confirmed"),
    BodyStatus.PRE_REFORM: N_("before the reform"),
    BodyStatus.ENDED: N_("no longer exists"),
}


class BodiesForm(SearchForm):
    q = StringField(lazy("Name, abbreviation or number"), validators=[Length(100)])
    sort = SelectField(lazy("Sort"))
    oblast = SelectField(lazy("Oblast or city"))
    standing = SelectField(lazy("Which"))


@bp.get("/bodies")
@access(Audience.ADMINISTRATOR)
def bodies() -> ResponseReturnValue:
    today = clock.today()
    form = BodiesForm()
    _fill(form, today)
    form.validate()
    page = keyset(
        db.session, _wanted(form, today), [body_sort(), Authority.id], request.args.get("after", ""), descending=False
    )
    narrowed = any(request.args.get(name) for name in ("q", "sort", "oblast", "standing"))
    return render_template(
        "admin/bodies.html", form=form, page=page, lines=[_line(row) for row in page.rows], narrowed=narrowed
    )


def _fill(form: BodiesForm, today: date) -> None:
    form.sort.choices = [
        ("", t("All")),
        (NAMED, t("Named one by one")),
        *((code.value, t(words)) for code, words in CATEGORIES.items()),
    ]
    form.oblast.choices = [
        ("", t("All")),
        *((row.code, display_name(row)) for row in children_of(db.session, COUNTRY, today)),
    ]
    form.standing.choices = [(code, t(words)) for code, words in STANDING.items()]


def _wanted(form: BodiesForm, today: date) -> Select[Any]:
    query = select(
        Authority.id,
        Authority.name_ky,
        Authority.name_ru,
        Authority.name_en,
        Authority.name_ky_guess,
        Authority.status,
        Authority.bound_by_confirmed,
        Authority.valid_to,
        body_sort(),
        _people(today).label("people"),
        _mail().label("mail"),
    )
    query = _standing(query, form.standing.data or "", today)
    for word in fold(form.q.data or "").split()[:6]:
        query = query.where(
            or_(
                Authority.search_key.contains(word, autoescape=True),
                func.lower(Authority.id) == (form.q.data or "").lower(),
            )
        )
    if form.sort.data == NAMED:
        query = query.where(Authority.category == "")
    elif form.sort.data in set(Category):
        query = query.where(Authority.category == form.sort.data)
    if form.oblast.data and not form.oblast.errors:
        inside = or_(Territory.oblast_code == form.oblast.data, Territory.code == form.oblast.data)
        query = query.where(Authority.territory_code.in_(select(Territory.code).where(inside)))
    return query


def _standing(query: Select[Any], standing: str, today: date) -> Select[Any]:
    if standing == "all":
        return query
    if standing == "ended":
        return query.where(Authority.valid_to < today)
    query = query.where(dated(Authority, today))
    if standing == "unsure":
        return query.where(Authority.status != BodyStatus.CURRENT)
    if standing == "unbound":
        return query.where(~Authority.bound_by_confirmed)
    return query.where(_mail() == 0) if standing == "no_mail" else query


def _people(today: date) -> Any:
    sitting = select(func.count(Post.id)).where(
        Post.authority_id == Authority.id, Post.account_id.is_not(None), in_force(today)
    )
    return sitting.correlate(Authority).scalar_subquery()


def _mail() -> Any:
    usable = (Contact.kind == ContactKind.EMAIL, Contact.state == ContactState.USABLE)
    return (
        select(func.count(Contact.id))
        .where(Contact.authority_id == Authority.id, *usable)
        .correlate(Authority)
        .scalar_subquery()
    )


def _line(row: Any) -> dict[str, Any]:
    pills = []
    if row.status != BodyStatus.CURRENT:
        pills.append((t(SHORT[BodyStatus(row.status)]), status_tone(row.status)))
    if not row.bound_by_confirmed:
        pills.append((t("no law seen that binds it"), "wait"))
    until = t("until %(day)s", day=short_date(row.valid_to)) if row.valid_to else ""
    return {
        "url": url_for("admin.body", body_id=row.id),
        "name": display_name(row),
        "pills": pills,
        "cells": [row.id + (f", {until}" if until else ""), str(row.people), t("yes") if row.mail else t("no")],
    }
