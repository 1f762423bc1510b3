"""Public bodies: finding one by name or by place, and what each owes and how fast it answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from tracker import clock
from tracker.cases.views.body import body_profile
from tracker.cases.views.register import Owing, RegisterFilters, register_page
from tracker.cases.views.version import lists_version
from tracker.directory.codes import BodyStatus, BoundBy
from tracker.directory.labels import BODY_STATUS, BOUND_BY, PRE_REFORM_NOTE
from tracker.directory.names import display_name
from tracker.directory.places import find_place, place_chain
from tracker.directory.queries import authorities_page, bodies_serving, search_authorities
from tracker.i18n import lazy, ngettext, t
from tracker.oversight.figures import ANSWERED_STATES, OPEN_STATES, BodyFigures, authority_figures
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.public.lists import oblast_choices
from tracker.web.public.places import Option, options
from tracker.web.public.register import line_of
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex, public_page
from tracker.web.shared.checks import Length
from tracker.web.shared.forms import SearchForm, SelectField
from tracker.web.shared.paging import with_query

PAGE = 40
CASES = 8


class BodiesForm(SearchForm):
    q = StringField(lazy("Name of the body"), validators=[Length(100)])
    place = StringField(lazy("Which bodies answer for my village or town?"), validators=[Length(80)])
    oblast = SelectField(lazy("Oblast or city"))


@bp.get("/bodies")
@access(Audience.PUBLIC)
def bodies() -> ResponseReturnValue:
    """Search by name or by place; without one, all of them in the order of the alphabet."""
    if request.args:
        noindex()
    version = lists_version(db.session)
    return public_page(lambda: _render_list(version.directory), version)


def _render_list(directory: int | None) -> str:
    today = clock.today()
    form = BodiesForm()
    form.oblast.choices = oblast_choices(directory, today)
    form.validate()
    code = request.args.get("at", "")[:14]
    places = options(db.session, find_place(db.session, form.place.data, today)) if form.place.data and not code else ()
    if len(places) == 1:
        code = places[0].code
    chain = place_chain(db.session, code) if code else []
    rows, after = _rows(form, chain, today) if not (places and not chain) else ([], None)
    return render_template(
        "public/bodies.html", form=form, place=display_name(chain[0]) if chain else "",
        places=[] if chain else [(_place_words(one), with_query(at=one.code, after="")) for one in places],
        rows=[(display_name(row), row.id, row.status != BodyStatus.CURRENT) for row in rows],
        next_url=with_query(after=after) if after else "", first_url=with_query(after="") if request.args.get("after") else "",
        guess=any(display_name(row).endswith("*") for row in rows), base=url_for("public.body", body_id="0")[:-1],
        plain=not (form.q.data or form.place.data or form.oblast.data or chain),
    )  # fmt: skip


def _place_words(one: Option) -> str:
    return ", ".join(part for part in (one.name, one.level, one.around) if part)


def _rows(form: BodiesForm, chain: Sequence[Any], today: date) -> tuple[Sequence[Any], str | None]:
    if form.q.data:
        return search_authorities(db.session, form.q.data[:100], today), None
    if chain:
        return bodies_serving(db.session, [row.code for row in chain], today), None
    if form.place.data:
        return (), None
    oblast = form.oblast.data if not form.oblast.errors else None
    page = authorities_page(
        db.session, today, category=None if oblast else "", oblast_code=oblast or None, after=_mark(), size=PAGE
    )
    return page.rows, page.after


def _mark() -> str | None:
    return request.args.get("after", "")[:400] or None


@bp.get("/body/<body_id>")
@access(Audience.PUBLIC)
def body(body_id: str) -> ResponseReturnValue:
    """What one body owes, how fast it answers, its public cases."""
    return public_page(lambda: _render_body(body_id[:40]), lists_version(db.session))


def _render_body(body_id: str) -> str:
    today = clock.today()
    profile = body_profile(db.session, body_id, today)
    if profile is None:
        abort(404)
    figures = authority_figures(db.session, profile.body.id, today)
    found = {
        owing: register_page(
            db.session, RegisterFilters(body_id=profile.body.id, states=states, owing=owing), None, today, CASES
        )
        for owing, states in ((Owing.WAITING, OPEN_STATES), (Owing.OVER, (*OPEN_STATES, *ANSWERED_STATES)))
    }
    return render_template(
        "public/body.html", profile=profile, body=profile.body, figures=figures, speed=speed_words(figures),
        bound=t(BOUND_BY[BoundBy(profile.body.bound_by)]), bound_confirmed=profile.body.bound_by_confirmed,
        status=t(BODY_STATUS[BodyStatus(profile.body.status)]) if profile.body.status != BodyStatus.CURRENT else "",
        pre_reform=t(PRE_REFORM_NOTE) if profile.body.status == BodyStatus.PRE_REFORM else "",
        open_lines=[line_of(row) for row in found[Owing.WAITING].rows],
        answered_lines=[line_of(row) for row in found[Owing.OVER].rows],
        more_url=url_for("public.register", body=profile.body.id)
        if figures.not_delivered or any(page.after for page in found.values()) else "",
    )  # fmt: skip


def speed_words(figures: BodyFigures) -> list[str]:
    """How fast it answers, and of how many letters that was counted."""
    median = figures.median
    if median is None or median.value is None:
        return [t("No letter has yet reached this body through us, so there is nothing to count.")] if median else []
    days = f"{median.value:g}"
    said = (
        t("Half of the letters waited at least %(days)s working days.", days=days)
        if median.at_least
        else t("Half of the letters were answered within %(days)s working days.", days=days)
    )
    counted = ngettext("Counted of %(num)s letter", "Counted of %(num)s letters", median.of)
    if median.open_ones:
        waiting = ngettext(
            "%(num)s of them is still without an answer and counts with its age today",
            "%(num)s of them are still without an answer and count with their age today", median.open_ones,
        )  # fmt: skip
        return [said, f"{counted}; {waiting}."]
    return [said, f"{counted}."]
