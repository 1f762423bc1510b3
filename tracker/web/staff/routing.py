"""Choosing the body: proposed by topic and place with the reason in words, or found by its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from wtforms import StringField, TextAreaField

from tracker import clock
from tracker.cases import reviewing
from tracker.cases.acts import Act
from tracker.cases.kinds import OPEN, LegState
from tracker.cases.models import Case
from tracker.directory import queries, suggesting
from tracker.directory.models import Authority
from tracker.directory.names import display_name
from tracker.i18n import N_, lazy
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.attempts import again, attempt
from tracker.web.shared.checks import Length, Needed
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import Desk, at, fresh, log_reading
from tracker.web.staff.forms import SeenForm


class RouteForm(SeenForm):
    topic = StringField(lazy("Topic"), validators=[Length(40)])
    search = StringField(lazy("Find another body by its name"), validators=[Length(100)])
    authority_id = StringField(lazy("Which body should answer?"), validators=[Needed(N_("Choose a body."))])
    reason = TextAreaField(lazy("Why this body? The writer may read it."), validators=[Length(2000)])


@dataclass(frozen=True, slots=True)
class Choice:
    """A body to choose. `mailed`: it has a confirmed e-mail address."""

    id: str
    name: str
    why: str = ""
    note: str = ""
    mailed: bool = False


@dataclass(frozen=True, slots=True)
class Bodies:
    """What the page offers; `nearer`: why a nearer place would help."""

    proposed: tuple[Choice, ...]
    found: tuple[Choice, ...]
    nearer: tuple[str, ...]


def bodies_for(topic: str, territory: str, search: str, concerned: list[str], today: date) -> Bodies:
    """By topic and place, and by a name."""
    proposed = suggesting.suggest(db.session, topic, territory, today, concerned) if topic and territory else []
    rows = queries.search_authorities(db.session, search, today) if search else []
    mailed = queries.usable_emails(db.session, [row.id for row in rows]) if rows else {}
    return Bodies(
        tuple(
            Choice(one.authority_id, one.full_name, one.words, one.note, one.mailed)
            for one in proposed
            if one.authority_id
        ),
        tuple(Choice(row.id, display_name(row), mailed=row.id in mailed) for row in rows),
        tuple(one.words for one in proposed if one.needs),
    )


def topics_shown(today: date) -> list[tuple[str, str]]:
    """All topics, to propose by another one."""
    return [(row.code, display_name(row)) for row in queries.topics(db.session, today)]


@bp.get("/<number>/route")
@access(Audience.STAFF)
def route(number: str) -> ResponseReturnValue:
    desk = at(number)
    log_reading(desk.case, "route")
    return _page(
        desk,
        RouteForm(formdata=None, data={"seen_version": str(desk.case.version), "topic": desk.case.topic_code or ""}),
    )


@bp.post("/<number>/route")
@access(Audience.STAFF, act=Act.ROUTE)
def route_do(number: str) -> ResponseReturnValue:
    desk, form = at(number), RouteForm()
    if request.form.get("action") == "look":
        return _page(desk, form)
    if not form.validate_on_submit():
        return again(_page(desk, form))
    fresh(desk)
    routed = attempt(
        form,
        lambda: reviewing.route(
            db.session,
            desk.case,
            by=desk.actor,
            now=desk.now,
            authority_id=form.authority_id.data or "",
            reason=form.reason.data or "",
        ),
    )
    return done(desk.url) if routed else (_page(at(number), form), 422)


def _page(desk: Desk, form: RouteForm) -> str:
    noindex()
    case, today = desk.case, clock.day_of(desk.now)
    concerned = [one.authority_id for one in case.concerns if one.authority_id]
    found = bodies_for(form.topic.data or "", case.territory_code or "", form.search.data or "", concerned, today)
    return render_template(
        "staff/route.html",
        form=form,
        number=case.number,
        case_url=desk.url,
        found=found,
        topics=topics_shown(today),
        present=_present(case),
        subject=case.content.subject if case.content else "",
        about=[one.name for one in case.concerns if one.name],
    )


def _present(case: Case) -> list[tuple[str, bool]]:
    """The bodies that have it now, and whether choosing another one replaces them (the letter has not left)."""
    legs = [leg for leg in case.legs if LegState(leg.state) in OPEN]
    names = {
        row.id: display_name(row)
        for row in db.session.scalars(db.select(Authority).where(Authority.id.in_({leg.authority_id for leg in legs})))
    }
    return [
        (names[leg.authority_id], leg.state == LegState.TO_SEND and leg.received_on is None and leg.from_leg_id is None)
        for leg in legs
    ]
