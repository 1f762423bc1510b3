"""The page of a case: everything its centre may know. For staff of another centre what the public reads, or all for a
stated reason that is written down and told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row, select

from tracker import clock, lawbook
from tracker.cases import access_log, labels, opening, papers
from tracker.cases.disclosure import Audience as Reader
from tracker.cases.kinds import LegState, TaskKind
from tracker.cases.models import Case, Task
from tracker.cases.reference import read_number
from tracker.cases.views.case_files import original_file
from tracker.cases.views.case_page import case_page, find_case
from tracker.cases.views.case_parts import CasePage, LegView, PartyView
from tracker.directory.queries import usable_emails
from tracker.files.serving import file_response
from tracker.i18n import N_, current_language, long_date, t
from tracker.i18n.languages import OWN_NAMES
from tracker.paper.documents import case_pdf
from tracker.people.actor import Actor
from tracker.store import db
from tracker.web.shared import case_shown
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex, pdf, private
from tracker.web.shared.attempts import again, attempt
from tracker.web.shared.case_routes import grievance_of, routes_shown
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import at, log_reading
from tracker.web.staff.forms import ReasonForm
from tracker.web.staff.links import links_shown
from tracker.web.staff.marking import marked
from tracker.web.staff.offers import Offers, offers

TASKS_SHOWN = 20
ROLES = {
    "applicant": N_("The applicant"),
    "behind": N_("Behind the centre; no body may know"),
    "represented": N_("For whom it was written"),
    "co_signer": N_("Co-signer"),
}


@dataclass(frozen=True, slots=True)
class TaskShown:
    title: str
    url: str
    when: str


@bp.get("/<number>")
@access(Audience.STAFF)
def case(number: str) -> ResponseReturnValue:
    noindex()
    known = read_number(number)
    found = find_case(db.session, known) if known else None
    actor = current_actor()
    if found is None or found.centre_id != actor.centre_id:
        return _of_another(number, found, actor, ReasonForm(formdata=None))
    if found.restricted:
        access_log.record(found.id, actor, "case", clock.now())
    return _render(found, actor, own=True)


def _render(found: Row[Any], reader: Actor, own: bool) -> str:
    today = clock.today()
    page = case_page(db.session, found.number, reader, today, found=found)
    if page is None:
        abort(404)
    legs = case_shown.live_legs(page.legs)
    leg = legs[-1] if legs else None
    grievance = grievance_of(page, leg) if leg else None
    file_base = url_for("staff.file", number=page.case.number, file_id=0)[:-1] if own else ""
    addresses = usable_emails(db.session, {each.body_id for each in page.legs})
    mailable = frozenset(addresses)
    return render_template(
        "staff/case.html",
        page=page,
        case=page.case,
        kind=t(labels.KINDS[page.case.kind]),
        own=own,
        state=case_shown.state_shown(page.case.state, page.case.outcome, leg.lateness if leg else None),
        state_lines=_state_lines(leg),
        duties=[_duty(page, each) for each in legs],
        mailable=mailable,
        rows=case_shown.happened(page, file_base),
        letter=marked(page.letter.body if page.letter else ""),
        letter_files=case_shown.files_shown(page.files_of(None), file_base, Reader.CENTRE) if own else (),
        people=[(t(ROLES[one.role]), _person(one)) for one in page.parties],
        facts=_facts(page),
        file_base=file_base,
        routes=routes_shown(db.session, page, leg, grievance, today) if leg and grievance else [],
        offered=offers(page, mailable, today) if own else Offers(),
        tasks=_tasks(page.case.id) if own else [],
        links=links_shown(page.case.id, page.case.number, addresses, clock.now()) if own and _was_mailed(page) else [],
    )


def _was_mailed(page: CasePage) -> bool:
    """Letters on paper carry no link."""
    return any(leg.means != "paper" and leg.state is not LegState.TO_SEND for leg in page.legs)


def _state_lines(leg: LegView | None) -> list[str]:
    if leg is None:
        return []
    owed = leg.ended_on is None
    lines = [
        t("Now it is owed by: %(body)s.", body=case_shown.owes_words(leg))
        if owed
        else t("The body: %(body)s.", body=case_shown.owes_words(leg))
    ]
    lines += case_shown.reading_words(leg)
    late = case_shown.late_words(leg)
    return [*lines, late] if late else lines


def _duty(page: CasePage, leg: LegView) -> dict[str, Any]:
    return {
        "leg": leg,
        "body": case_shown.owes_words(leg),
        "url": url_for("staff.body", body_id=leg.body_id),
        "dates": case_shown.dates_shown(page, leg, lawbook.regimes(db.session)),
        "limit": case_shown.limit_shown(page, leg),
    }


def _person(party: PartyView) -> list[tuple[str, str]]:
    rows = (
        (t("Name"), party.name),
        (t("Organisation"), party.organisation),
        (t("Phone"), party.phone),
        (t("E-mail"), party.email),
        (t("Address"), party.address),
        (t("Language"), OWN_NAMES.get(party.language, party.language)),
    )
    return [(name, value) for name, value in rows if value]


def _facts(page: CasePage) -> list[tuple[str, str]]:
    case = page.case
    rows = [
        (t("Topic"), case.topic),
        (t("Place"), case.where),
        (t("How it came"), t(labels.CHANNELS[case.channel])),
        (t("Language"), OWN_NAMES.get(case.language, case.language)),
        (t("Aarhus Centre"), case.centre),
        (t("Contact"), t("confirmed") if case.contact_confirmed else t("not confirmed")),
        (t("About whom"), ", ".join(one.name for one in page.concerns if one.name)),
        (t("Complaint about"), page.letter.asked if page.letter else ""),
        (t("Belongs to"), case.linked_number or ""),
    ]
    return [(name, value) for name, value in rows if value]


def _tasks(case_id: int) -> list[TaskShown]:
    wanted = select(Task.id, Task.kind, Task.due_on, Task.defer_until_on).where(
        Task.case_id == case_id, Task.done_at.is_(None)
    )
    rows = db.session.execute(wanted.order_by(Task.due_on.is_(None), Task.due_on, Task.id).limit(TASKS_SHOWN))
    return [
        TaskShown(
            t(labels.TASKS[TaskKind(row.kind)]),
            url_for("staff.task", task_id=row.id),
            t("put off until %(day)s", day=long_date(row.defer_until_on))
            if row.defer_until_on and row.defer_until_on > clock.today()
            else long_date(row.due_on)
            if row.due_on
            else "",
        )
        for row in rows
    ]


def _of_another(
    number: str, found: Row[Any] | None, actor: Actor, form: ReasonForm, status: int | None = None
) -> Response:
    """What the public reads. A case without a public row looks like one that does not exist."""
    lent = opening.reader_for_reason(db.session, found.id, found.centre_id, actor, clock.now()) if found else None
    if found is not None and lent is not None and request.method == "GET":
        access_log.record(found.id, actor, "of another centre", clock.now())
        return make_response(_render(found, lent, own=False))
    is_public = found is not None and found.public_row
    shown = render_template(
        "staff/of_another.html",
        form=form,
        number=read_number(number) or "",
        is_public=is_public,
        public_url=url_for("public.case", number=number) if is_public else "",
    )
    return make_response(shown, status or (200 if is_public else 404))


@bp.post("/<number>")
@access(Audience.STAFF)
def case_open(number: str) -> ResponseReturnValue:
    """Read a case of another centre for a reason."""
    noindex()
    actor, form, known = current_actor(), ReasonForm(), read_number(number)
    found = db.session.scalar(select(Case).where(Case.number == known)) if known else None
    row = find_case(db.session, known) if known else None
    if not form.validate_on_submit():
        return again(_of_another(number, row, actor, form).get_data(as_text=True))
    if found is None:
        form.refuse("reason", t("There is no case with this number."))
        return _of_another(number, None, actor, form, 422)
    if found.centre_id != actor.centre_id:
        case = found
        if not attempt(
            form,
            lambda: opening.open_for_reason(db.session, case, by=actor, now=clock.now(), reason=form.reason.data or ""),
        ):
            return _of_another(number, row, actor, form, 422)
    return done(url_for("staff.case", number=found.number))


@bp.get("/<number>/file/<int:file_id>")
@access(Audience.STAFF)
def file(number: str, file_id: int) -> ResponseReturnValue:
    """An original of a case of this centre."""
    desk = at(number)
    stored = original_file(db.session, desk.case.id, min(file_id, 2**31 - 1), Reader.CENTRE)
    if stored is None:
        abort(404)
    log_reading(desk.case, "file")
    return private(file_response(stored))


@bp.get("/<number>/whole.pdf")
@access(Audience.STAFF)
def whole(number: str) -> ResponseReturnValue:
    """All that the centre may read, without the notes."""
    desk = at(number)
    log_reading(desk.case, "whole")
    made = case_pdf(papers.case_file_of(db.session, desk.case, None, Reader.CENTRE, desk.now, current_language()))
    return pdf(made, desk.case.number)
