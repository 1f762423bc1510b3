"""The board: what is lost if it is not done today, first. Of one centre, or of all as this reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import labels
from tracker.cases.kinds import TaskKind
from tracker.cases.views import BoardSection, Bounded, Section, section_page, task_counts
from tracker.cases.views import board as read_board
from tracker.cases.views.board import BoardRow
from tracker.cases.views.mail_in import Heap, heap_counts
from tracker.i18n import N_, t
from tracker.people.actor import Actor, ActorKind
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex
from tracker.web.shared.paging import with_query
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp, coordinator
from tracker.web.staff.words import NO_LEG_ACT, SECTIONS, why_here

ROWS = (5, 4, 3, 2)
"""Of a section. Full sections show fewer, so that the board is one page of a phone's few kilobytes: `MOST_ROWS` in all."""
MOST_ROWS = 24
SECTION_ROWS = 30
CALLS = (
    TaskKind.TELL_BY_PHONE,
    TaskKind.CALL_BACK,
    TaskKind.CONFIRM_WITHDRAWAL,
    TaskKind.CENTRE_AS_SENDER,
    TaskKind.CONFIRM_CONTACT,
    TaskKind.CONFIRM_AGAIN,
    TaskKind.THIRD_TRANSFER,
    TaskKind.CONCERNED_BODY,
    TaskKind.CALENDAR_YEAR,
    TaskKind.OPENED_BY_OTHER,
    TaskKind.FEE_CONTESTED,
    TaskKind.PASS_ON,
    TaskKind.KIND_OBJECTED,
)
"""Work by hand that has no section of its own on the board."""
INSIDE = frozenset(
    {Section.DANGER, Section.RIGHT_ENDING, Section.FIRST_LOOK, Section.BOUNCED, Section.TO_RELEASE, Section.TO_AGREE}
)
"""What only the responsible centre knows of its cases: of all centres only how many there are."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the board."""

    number: str
    url: str
    title: str
    under: str
    why: str
    urgent: bool
    restricted: bool
    act: str = ""
    act_url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A section of the board."""

    section: Section
    title: str
    why: str
    tone: str
    count: Bounded
    hidden: Bounded
    lines: tuple[Line, ...]
    all_url: str


@bp.get("")
@access(Audience.STAFF)
def board() -> ResponseReturnValue:
    noindex()
    actor, today = current_actor(), clock.today()
    found = _shown(read_board(db.session, actor.centre_id, today, size=max(ROWS)), actor, own=True)
    counts = task_counts(db.session, actor.centre_id or "", today)
    by_hand = [
        (t(labels.TASKS[kind]), counts[kind], url_for("staff.tasks", kind=kind.value))
        for kind in CALLS
        if kind in counts
    ]
    by_hand += [(t(text), count, url_for("staff.mail_in", heap=heap.value)) for text, heap, count in _mail(actor)]
    return render_template("staff/board.html", found=found, by_hand=by_hand, own=True)


def _mail(actor: Actor) -> list[tuple[str, Heap, Bounded]]:
    """Mail that waits: to be read first, then to be placed."""
    counts = heap_counts(db.session, actor.centre_id or "")
    shown = ((N_("E-mail of bodies to read"), Heap.TO_READ), (N_("E-mail to place"), Heap.TO_PLACE))
    return [(text, heap, counts[heap]) for text, heap in shown if counts[heap].value]


@bp.get("/all")
@access(Audience.STAFF)
def all_centres() -> ResponseReturnValue:
    return _all(current_actor())


@coordinator.get("")
@access(Audience.COORDINATOR)
def coordinator_board() -> ResponseReturnValue:
    return _all(current_actor())


def _all(actor: Actor) -> str:
    """Public rows of all centres; of restricted cases of others only how many there are."""
    noindex()
    found = read_board(db.session, None, clock.today(), viewer_centre_id=actor.centre_id, size=max(ROWS))
    return render_template("staff/board.html", found=_shown(found, actor, own=False), by_hand=[], own=False)


@bp.get("/section/<name>")
@access(Audience.STAFF)
def section(name: str) -> ResponseReturnValue:
    """One section of the own board in full, or of all centres (`?all=1`)."""
    actor = current_actor()
    return _section(name, actor, own=not request.args.get("all"))


@coordinator.get("/section/<name>")
@access(Audience.COORDINATOR)
def coordinator_section(name: str) -> ResponseReturnValue:
    return _section(name, current_actor(), own=False)


def _section(name: str, actor: Actor, own: bool) -> str:
    if name not in set(Section) or (not own and Section(name) in INSIDE):
        abort(404)
    noindex()
    which = Section(name)
    page = section_page(
        db.session,
        which,
        actor.centre_id if own else None,
        clock.today(),
        request.args.get("after", "")[:30] or None,
        viewer_centre_id=actor.centre_id,
        size=SECTION_ROWS,
    )
    return render_template(
        "staff/section.html",
        about=SECTIONS[which],
        lines=_lines(which, page.rows, actor, own),
        own=own,
        next_url=with_query(after=page.after) if page.after else "",
        first_url=with_query(after="") if request.args.get("after") else "",
        back=_home(actor, own),
    )


def _home(actor: Actor, own: bool) -> str:
    if actor.kind is ActorKind.COORDINATOR:
        return url_for("coordinator.coordinator_board")
    return url_for("staff.board" if own else "staff.all_centres")


def _shown(sections: Iterable[BoardSection], actor: Actor, own: bool) -> list[Shown]:
    """In the order of what is lost first."""
    by_section = {each.section: each for each in sections}
    most = _rows_of_each([each for each in by_section.values() if own or each.section not in INSIDE])
    return [_one(by_section[section], actor, own, most) for section in SECTIONS]


def _rows_of_each(sections: Iterable[BoardSection]) -> int:
    lengths = [len(each.page.rows) for each in sections]
    return next((most for most in ROWS if sum(min(most, length) for length in lengths) <= MOST_ROWS), min(ROWS))


def _one(found: BoardSection, actor: Actor, own: bool, most: int) -> Shown:
    about = SECTIONS[found.section]
    endpoint = "coordinator.coordinator_section" if actor.kind is ActorKind.COORDINATOR else "staff.section"
    more = {} if own or actor.kind is ActorKind.COORDINATOR else {"all": 1}
    if not own and found.section in INSIDE:
        total = Bounded(found.count.value + found.hidden.value, found.count.more or found.hidden.more)
        return Shown(found.section, t(about.title), t(about.why), about.tone, total, Bounded(0), (), "")
    return Shown(
        found.section,
        t(about.title),
        t(about.why),
        about.tone,
        found.count,
        found.hidden,
        tuple(_lines(found.section, found.page.rows[:most], actor, own)),
        url_for(endpoint, name=found.section.value, **more) if found.page.after or len(found.page.rows) > most else "",
    )


def _lines(section: Section, rows: Iterable[BoardRow], actor: Actor, own: bool) -> list[Line]:
    return [_line(section, row, actor, own) for row in rows]


def _line(section: Section, row: BoardRow, actor: Actor, own: bool) -> Line:
    """Of all centres no subject is shown: it is not public before its release."""
    case, about = row.case, SECTIONS[section]
    title = (case.subject if own else "") or case.topic or t(labels.KINDS[case.kind])
    under = [t(labels.KINDS[case.kind])] if title != t(labels.KINDS[case.kind]) else []
    under += [text for text in (row.leg.body if row.leg else "", case.place) if text]
    public = actor.kind is ActorKind.COORDINATOR
    url = url_for("public.case" if public else "staff.case", number=case.number)
    return Line(
        case.number,
        url,
        title,
        " · ".join(under),
        why_here(section, row),
        case.urgent and own,
        case.restricted,
        t(about.act) if own and about.act else "",
        _act_url(about.endpoint, row) if own and about.act else "",
    )


def _act_url(endpoint: str, row: BoardRow) -> str:
    number = row.case.number
    if endpoint == "body":
        return url_for("staff.body", body_id=row.leg.body_id) if row.leg else url_for("staff.case", number=number)
    if endpoint in NO_LEG_ACT or row.leg is None:
        return (
            url_for("staff.case_act", number=number, name="look")
            if endpoint == "look"
            else url_for(f"staff.{endpoint if endpoint in NO_LEG_ACT else 'case'}", number=number)
        )
    return url_for("staff.leg_act", number=number, leg_id=row.leg.leg_id, name=endpoint)
