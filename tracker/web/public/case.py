"""The page of one case for everybody. A case without a public row looks like one that does not exist."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, lawbook
from tracker.cases import labels
from tracker.cases.disclosure import Audience as Reader
from tracker.cases.disclosure import PublicLevel
from tracker.cases.kinds import LegState
from tracker.cases.reference import read_number
from tracker.cases.views.case_files import public_file
from tracker.cases.views.case_page import case_page, find_case
from tracker.cases.views.case_parts import CasePage, LegView
from tracker.files.serving import file_response
from tracker.i18n import long_date, t
from tracker.people.actor import PUBLIC
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.shared import case_shown
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex, public_page
from tracker.web.shared.case_routes import grievance_of, refusal_shown, routes_shown
from tracker.web.shared.language import absolute_url

FILES_KEPT_SECONDS = 300


@bp.get("/case/<number>")
@access(Audience.PUBLIC)
def case(number: str) -> ResponseReturnValue:
    """What was asked, of whom, how it stands, how each date was counted, what came back."""
    known = read_number(number) or ""
    found = find_case(db.session, known) if known else None
    if found is None or not found.public_row:
        abort(404)
    if not (found.released and not found.restricted):
        noindex()
    return public_page(lambda: _render(known, found), found.id, found.version, found.law_token)


def _render(number: str, found: object) -> str:
    today = clock.today()
    page = case_page(db.session, number, PUBLIC, today, as_public=True, found=found)  # type: ignore[arg-type]
    if page is None:
        abort(404)
    legs = case_shown.live_legs(page.legs)
    leg = legs[-1] if legs else None
    grievance = grievance_of(page, leg) if leg else None
    return render_template(
        "public/case.html", page=page, case=page.case, kind=t(labels.KINDS[page.case.kind]),
        state=case_shown.state_shown(page.case.state, page.case.outcome, leg.lateness if leg else None),
        state_lines=state_lines(page, leg), duties=[duty_shown(page, each) for each in legs],
        rows=case_shown.happened(page, url_for("public.case_file", number=number, file_id=0)[:-1]),
        letter_files=case_shown.files_shown(
            page.files_of(None), url_for("public.case_file", number=number, file_id=0)[:-1], Reader.PUBLIC
        ),
        routes=routes_shown(db.session, page, leg, grievance, today) if leg and grievance else [],
        refusal=refusal_shown(db.session, page, leg) if leg else [],
        share=share_links(page), has_text=page.level is PublicLevel.TEXT,
    )  # fmt: skip


def state_lines(page: CasePage, leg: LegView | None) -> list[str]:
    """Who owes, since when, and by how much it is late."""
    if leg is None:
        return [t("The centre looks for the right body.")]
    if leg.ended_on is None and leg.state is not LegState.ANSWERED:
        line = t("Now it is owed by: %(body)s.", body=case_shown.owes_words(leg))
    else:
        line = t("The body: %(body)s.", body=case_shown.owes_words(leg))
    again = t("The applicant asked again on %(on)s.", on=long_date(leg.reopened_on)) if leg.reopened_on else ""
    return [each for each in (line, again, *case_shown.reading_words(leg), case_shown.late_words(leg)) if each]


def duty_shown(page: CasePage, leg: LegView) -> dict[str, object]:
    """One body's duty with its dates."""
    return {
        "body": case_shown.owes_words(leg), "body_id": leg.body_id,
        "dates": case_shown.dates_shown(page, leg, lawbook.regimes(db.session)), "limit": case_shown.limit_shown(page, leg),
    }  # fmt: skip


def share_links(page: CasePage) -> list[tuple[str, str]]:
    """Plain links that hand a text to a messenger. A restricted case is shared without number or address."""
    case = page.case
    if case.restricted:
        text = t("I wrote to a state body about our environment and wait for the answer. Everybody may ask.")
        return [("WhatsApp", f"https://wa.me/?text={quote(text)}")]
    address = absolute_url("public.case", number=case.number)
    leg = page.current_leg
    values = {"kind": t(labels.KINDS[case.kind]), "body": leg.body if leg else "", "on": long_date(case.filed_on)}
    text = t("%(kind)s of %(on)s, %(body)s: see how it stands.", **values)
    return [
        ("WhatsApp", f"https://wa.me/?text={quote(text + ' ' + address)}"),
        ("Telegram", f"https://t.me/share/url?url={quote(address, safe='')}&text={quote(text)}"),
    ]


@bp.get("/case/<number>/file/<int:file_id>")
@access(Audience.PUBLIC)
def case_file(number: str, file_id: int) -> ResponseReturnValue:
    """The public copy of a file that was released; for anything else the page that does not exist."""
    known = read_number(number)
    stored = public_file(db.session, known, file_id) if known and file_id < 2**31 else None
    if stored is None:
        abort(404)
    answer: Response = file_response(stored)
    noindex()
    answer.headers["Cache-Control"] = f"public, max-age={FILES_KEPT_SECONDS}, must-revalidate"
    return answer
