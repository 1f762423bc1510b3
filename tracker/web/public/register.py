"""The public register: every case that may be known, newest first, narrowed by a form that is an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import HiddenField, StringField

from tracker import clock
from tracker.cases import labels
from tracker.cases.kinds import CaseState, Kind
from tracker.cases.views.register import LateFilter, RegisterFilters, RegisterRow, register_count, register_page
from tracker.cases.views.version import lists_version
from tracker.directory.codes import Level
from tracker.directory.models import Authority
from tracker.directory.names import display_name
from tracker.directory.places import children_of, find_place, place_chain, place_line
from tracker.directory.queries import search_authorities
from tracker.i18n import N_, lazy, short_date, t
from tracker.oversight.figures import ANSWERED_STATES, OPEN_STATES
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.public.lists import oblast_choices, topic_choices
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex, public_page
from tracker.web.shared.case_shown import StateShown, state_shown
from tracker.web.shared.checks import Length, NotBefore
from tracker.web.shared.forms import DateField, SearchForm, SelectField
from tracker.web.shared.paging import with_query
from tracker.web.shared.widgets import Choices

PAGE = 15  # with long Kyrgyz names the page stays under 25 KB
PLACES_AT_MOST = 6
MOST, MOST_LATE = 1_000, 100  # no index finds what was answered late: each row is asked
GROUPS = {"open": OPEN_STATES, "answered": ANSWERED_STATES}
STATES = (
    CaseState.TO_DELIVER, CaseState.DELIVERED, CaseState.IN_WORK, CaseState.WAITING_APPLICANT, CaseState.ANSWERED,
    CaseState.REFUSED, CaseState.WITHDRAWN, CaseState.CLOSED,
)  # fmt: skip
LATE = {LateFilter.LATE: N_("past the date"), LateFilter.PAST_CONVENTION: labels.PAST_CONVENTION}
ANY = ("", lazy("all"))
KIND_CHOICES = Choices([ANY, *((kind.value, lazy(text)) for kind, text in labels.KINDS.items())])
LATE_CHOICES = Choices([ANY, *((late.value, lazy(text)) for late, text in LATE.items())])
STATE_CHOICES = Choices([
    ANY, ("open", lazy("waiting for an answer")), ("answered", lazy("answered, refused or closed")),
    *((state.value, lazy(labels.CASE_STATES[state])) for state in STATES),
])  # fmt: skip


class RegisterForm(SearchForm):
    body = HiddenField(validators=[Length(40)])
    q = StringField(lazy("Public body"), validators=[Length(100)])
    topic = SelectField(lazy("Topic"))
    oblast = SelectField(lazy("Oblast or city"))
    raion = SelectField(lazy("Raion or town"))
    place = StringField(lazy("Raion, town or village"), validators=[Length(80)])
    kind = SelectField(lazy("What was sent"), choices=KIND_CHOICES)
    state = SelectField(lazy("How it stands"), choices=STATE_CHOICES)
    late = SelectField(lazy("Late"), choices=LATE_CHOICES)
    from_on = DateField(lazy("Written from"))
    to_on = DateField(lazy("Written until"), validators=[NotBefore("from_on")])


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, in words."""

    number: str
    title: str
    kind: str
    body: str
    body_id: str | None
    place: str
    topic: str
    filed_on: str
    due_on: str
    state: StateShown


@dataclass(frozen=True, slots=True)
class Bodies:
    """What was found for the words typed as a body."""

    chosen: Any | None
    found: Sequence[Any] = ()


@bp.get("/register")
@access(Audience.PUBLIC)
def register() -> ResponseReturnValue:
    if request.args:
        noindex()
    version = lists_version(db.session)
    return public_page(lambda: _render(version.directory), version)


def _render(directory: int | None) -> str:
    today = clock.today()
    form = RegisterForm()
    _fill_choices(form, directory, today)
    valid = form.validate()
    bodies, places = _bodies(form, today), _places(form, today)
    filters = filters_of(form, bodies)
    page = register_page(db.session, filters, _mark(), today, PAGE)
    first = not request.args.get("after")
    return render_template(
        "public/register.html", form=form, valid=valid, lines=[line_of(row) for row in page.rows], bodies=bodies,
        bodies_found=[(display_name(row), with_query(body=row.id, q="", after="")) for row in bodies.found],
        count=register_count(db.session, filters, today, MOST_LATE if filters.late else MOST) if first else None,
        next_url=with_query(after=page.after) if page.after else "", first_url="" if first else with_query(after=""),
        body_name=display_name(bodies.chosen) if bodies.chosen else "", narrowed=any(field.data for field in form),
        places=[(words, with_query(raion=code, oblast="", place="", after="")) for code, words in places],
        without_body=with_query(body="", q="", after=""),
    )  # fmt: skip


def _mark() -> str | None:
    return request.args.get("after", "")[:20] or None


def _fill_choices(form: RegisterForm, directory: int | None, today: Any) -> None:
    """Topics, oblasts, and the raions of the oblast that was chosen; else the one raion that the address names."""
    form.topic.choices = topic_choices(directory, today)
    form.oblast.choices = oblast_choices(directory, today)
    inside = children_of(db.session, form.oblast.data, today) if form.oblast.data else ()
    form.raion.choices = [ANY, *((row.code, display_name(row)) for row in inside if row.level in RAIONS)]
    if not form.oblast.data and form.raion.data:
        chosen = [row for row in place_chain(db.session, form.raion.data[:14])[:1] if row.level in RAIONS]
        form.raion.choices = [ANY, *((row.code, display_name(row)) for row in chosen)]
    if form.raion.data not in {code for code, _ in form.raion.choices}:
        form.raion.data = ""


RAIONS = {Level.RAION, Level.OBLAST_CITY}


def _bodies(form: RegisterForm, today: Any) -> Bodies:
    """Those whose names fit what was typed, one alone is taken; else the body of the address."""
    if form.q.data:
        found = search_authorities(db.session, form.q.data[:100], today)
        return Bodies(found[0]) if len(found) == 1 else Bodies(None, found)
    if not form.body.data:
        return Bodies(None)
    columns = (Authority.id, Authority.name_ky, Authority.name_ru, Authority.name_en, Authority.name_ky_guess)
    return Bodies(db.session.execute(select(*columns).where(Authority.id == form.body.data[:40])).first())


def _places(form: RegisterForm, today: Any) -> list[tuple[str, str]]:
    """The raions and towns that the typed name may mean; one alone is taken. No letter is found by anything smaller."""
    if not form.place.data or form.place.errors:
        return []
    codes = (row.code if row.level in RAIONS else row.raion_code for row in find_place(db.session, form.place.data, today))
    found = [(code, place_line(db.session, code)) for code in list(dict.fromkeys(filter(None, codes)))[:PLACES_AT_MOST]]
    if len(found) == 1:
        form.raion.choices, form.raion.data, form.oblast.data = [ANY, found[0]], found[0][0], ""
        return []
    return found


def filters_of(form: RegisterForm, bodies: Bodies) -> RegisterFilters:
    """What is asked for. A field that says nothing sensible narrows nothing; the page says so beside it."""
    state = _right(form.state)
    return RegisterFilters(
        body_id=bodies.chosen.id if bodies.chosen else None,
        topic_code=_right(form.topic),
        oblast_code=_right(form.oblast),
        raion_code=_right(form.raion),
        kind=Kind(_right(form.kind)) if _right(form.kind) else None,
        state=CaseState(state) if state and state not in GROUPS else None,
        states=GROUPS.get(state or "", ()),
        from_on=_right(form.from_on),
        to_on=_right(form.to_on),
        late=LateFilter(_right(form.late)) if _right(form.late) else None,
    )


def _right(field: Any) -> Any:
    return (field.data or None) if not field.errors else None


def line_of(row: RegisterRow) -> Line:
    kind = t(labels.KINDS[row.kind])
    state = state_shown(row.state, row.outcome, row.lateness)
    if row.answered_on and row.state in OPEN_STATES:
        state = replace(state, words=t("answered, and asked again"))
    return Line(
        number=row.number, title=row.subject or row.topic or kind, kind=kind, body=row.body, body_id=row.body_id,
        place=row.place, topic=row.topic, filed_on=short_date(row.filed_on),
        due_on=short_date(row.lateness.due_on) if row.lateness.due_on else "",
        state=state,
    )  # fmt: skip
