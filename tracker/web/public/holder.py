"""The page of the holder of a letter: everything the applicant may see, what comes next, and what he can do."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import labels, letters, papers
from tracker.cases.disclosure import Audience as Reader
from tracker.cases.handing_in import copies_pdf
from tracker.cases.models import Case, Leg
from tracker.cases.views.case_files import original_file
from tracker.cases.views.case_page import case_page
from tracker.cases.views.case_parts import CasePage, LegView
from tracker.files.serving import file_response
from tracker.i18n import t
from tracker.paper.documents import case_pdf, letter_pdf
from tracker.store import db
from tracker.web.public import holder_words
from tracker.web.public.blueprint import bp
from tracker.web.public.case import duty_shown, share_links, state_lines
from tracker.web.public.holding import held, held_case, holder
from tracker.web.shared import case_shown, keys
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex, pdf, private
from tracker.web.shared.case_routes import grievance_of, refusal_shown, routes_shown


@bp.get("/my/<number>")
@access(Audience.CITIZEN)
def my(number: str) -> ResponseReturnValue:
    noindex()
    row, today = held(number), clock.today()
    page = case_page(db.session, row.number, holder(row.id), today, found=row)
    if page is None:
        abort(404)
    legs = case_shown.live_legs(page.legs)
    leg = legs[-1] if legs else None
    grievance = grievance_of(page, leg) if leg else None
    files = url_for("public.my_file", number=row.number, file_id=0)[:-1]
    return render_template(
        "public/my.html", page=page, case=page.case, kind=t(labels.KINDS[page.case.kind]), leg=leg,
        state=case_shown.state_shown(page.case.state, page.case.outcome, leg.lateness if leg else None),
        state_lines=[*_owes(page, leg), *holder_words.next_words(page, leg)],
        done=t(holder_words.DONE[request.args["done"]]) if request.args.get("done") in holder_words.DONE else "",
        offers=holder_words.offers(page.case, leg, today), question=holder_words.open_question(page, leg),
        duties=[duty_shown(page, each) for each in legs], rows=case_shown.happened(page, files),
        letter_files=case_shown.files_shown(page.files_of(None), files, Reader.APPLICANT),
        routes=routes_shown(db.session, page, leg, grievance, today) if leg and grievance else [],
        senders=holder_words.senders(page.parties),
        refusal=refusal_shown(db.session, page, leg) if leg else [],
        is_public=row.public_row, share=share_links(page) if row.public_row or row.restricted else [],
    )  # fmt: skip


def _owes(page: CasePage, leg: LegView | None) -> list[str]:
    return state_lines(page, leg) if leg else []


@bp.post("/my/<number>/leave")
@access(Audience.CITIZEN)
def leave(number: str) -> ResponseReturnValue:
    """A shared phone: whoever comes next does not see the letter."""
    keys.drop(held(number).id)
    return redirect(url_for("public.follow"), 303)


@bp.get("/my/<number>/file/<int:file_id>")
@access(Audience.CITIZEN)
def my_file(number: str, file_id: int) -> ResponseReturnValue:
    """A file as it was sent; only of this letter, and only what its applicant may read."""
    row = held(number)
    stored = original_file(db.session, row.id, file_id, Reader.APPLICANT) if file_id < 2**31 else None
    if stored is None:
        abort(404)
    return private(file_response(stored))


@bp.get("/my/<number>/letter.pdf")
@access(Audience.CITIZEN)
def my_letter(number: str) -> ResponseReturnValue:
    """The letter as the body gets it."""
    case, leg = _with_leg(number)
    return pdf(letter_pdf(letters.letter_of(db.session, case, leg, clock.now())), case.number)


@bp.get("/my/<number>/copies.pdf")
@access(Audience.CITIZEN)
def my_copies(number: str) -> ResponseReturnValue:
    """Two copies to hand in, one of them to be stamped."""
    case, leg = _with_leg(number)
    return pdf(copies_pdf(db.session, case, leg, clock.now()), f"{case.number}-2")


@bp.get("/my/<number>/case.pdf")
@access(Audience.CITIZEN)
def my_whole(number: str) -> ResponseReturnValue:
    """The whole case on paper, for a complaint or a lawyer."""
    case = held_case(number)
    made = papers.case_file_of(db.session, case, None, Reader.APPLICANT, clock.now())
    return pdf(case_pdf(made), f"{case.number}-all")


def _with_leg(number: str) -> tuple[Case, Leg]:
    case = held_case(number)
    if case.current_leg is None:
        abort(404)
    return case, case.current_leg
