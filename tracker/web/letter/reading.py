"""Opening the link, and the letter itself. The link leaves the address bar at once; reading changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, lawbook
from tracker.cases import labels, letter_links
from tracker.cases.acts import Act
from tracker.cases.disclosure import Audience as Reader
from tracker.cases.kinds import Kind
from tracker.cases.letter_links import Ended, LinkEnded, Used
from tracker.cases.models import Leg
from tracker.cases.views.by_letter import cut_for_link
from tracker.cases.views.case_files import original_file
from tracker.cases.views.case_page import case_page
from tracker.cases.views.case_parts import CasePage, LegView
from tracker.cases.workflow import possible
from tracker.files.serving import file_response
from tracker.i18n import N_, t
from tracker.people.actor import ActorKind
from tracker.store import db
from tracker.web.desk.desk import Desk
from tracker.web.desk.extending import may_take_time
from tracker.web.desk.forms import RegisterForm, register_form
from tracker.web.desk.receiving import offered
from tracker.web.desk.words import answer_date, duty_words, late_by
from tracker.web.letter import desk as desks
from tracker.web.letter.blueprint import bp
from tracker.web.letter.words import ended_words
from tracker.web.shared import case_shown, letter_keys
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex
from tracker.web.shared.security import limiter

BY_LINK: tuple[tuple[Act, str, str], ...] = (
    (Act.CONFIRM_RECEIPT, "receipt", N_("We have it, register later")),
    (Act.ASK, "ask", N_("Ask the applicant")),
)
WITH_CODE: tuple[tuple[Act, str, dict[str, str], str], ...] = (
    (Act.ANSWER, "decide", {"what": "answer"}, N_("Answer")),
    (Act.EXTEND, "extend", {}, N_("Take more time")),
    (Act.ANNOUNCE_DATE, "announce_date", {}, N_("Name the day of the answer")),
    (Act.ANNOUNCE_FEE, "fee", {}, N_("Ask for a payment")),
    (Act.TRANSFER, "transfer", {}, N_("Pass on to another body")),
    (Act.REFUSE, "decide", {"what": "refuse"}, N_("Refuse")),
)
SHOWN_AS_DONE = frozenset({Ended.ANSWERED, Ended.PASSED_ON})


@dataclass(frozen=True, slots=True)
class Doings:
    """What can be done now: with the link alone, and with the code."""

    register: RegisterForm | None
    by_link: tuple[tuple[str, str], ...]
    with_code: tuple[tuple[str, str], ...]
    has_code: bool


@bp.get("/<number>/<token>")
@access(Audience.PUBLIC)
@limiter.limit("60 per hour", key_func=lambda: f"letter-from:{request.remote_addr}")
def open_letter(number: str, token: str) -> ResponseReturnValue:
    """From the mail or from the code on the paper. It only opens: a mail scanner that follows it changes nothing."""
    noindex()
    known, now = desks.known_number(number), clock.now()
    link = letter_links.open_link(db.session, known, token)
    link_id, leg = link.id, db.session.get_one(Leg, link.leg_id)
    why = letter_links.ended(db.session, link, leg, now, answered_too=True)
    letter_links.log_use(link_id, Used.TURNED_AWAY if why else Used.OPENED, now)
    if why is not None:
        letter_links.must_be_good(db.session, link, db.session.get_one(Leg, link.leg_id), now)
    letter_keys.hold(known, link_id, now)
    answer: Response = redirect(url_for("letter.case", number=known), 303)  # type: ignore[assignment]
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/<number>")
@access(Audience.LETTER)
def case(number: str) -> ResponseReturnValue:
    """The letter; or, once it is answered or passed on, that this was done."""
    noindex()
    try:
        desk = desks.at(number)
    except LinkEnded as over:
        if over.why not in SHOWN_AS_DONE:
            raise
        return _over(over, desks.known_number(number))
    known, actor, leg_id = desk.case.number, desk.actor, desk.leg.id
    page = case_page(db.session, known, actor, clock.today())
    if page is None or page.audience is not Reader.BODY:
        abort(404)
    return _show(desk, cut_for_link(page, leg_id), next(leg for leg in page.legs if leg.id == leg_id))


def _over(over: LinkEnded, number: str) -> str:
    """An answer can still be put right, by the same link and its code."""
    words = ended_words(over)
    corrects = letter_links.ended(db.session, over.link, over.leg, clock.now(), answered_too=True) is None  # type: ignore[arg-type]
    return render_template(
        "letter/ended.html", title=words.title, lines=words.lines, number=number,
        correct_url=url_for("letter.decide", number=number, what="correct") if corrects and over.leg.answered_on else "",
    )  # fmt: skip


def _show(desk: Desk, page: CasePage, leg: LegView) -> str:
    today = clock.today()
    has_code = desk.actor.kind is ActorKind.LETTER_CODE
    base = url_for("letter.file", number=page.case.number, file_id=0)[:-1] if has_code else ""
    shown = page if has_code else _without_files(page)
    return render_template(
        "letter/case.html", page=page, case=page.case, leg=leg, desk=desk, kind=t(labels.KINDS[page.case.kind]),
        state=case_shown.state_shown(page.case.state, page.case.outcome, leg.lateness),
        duty=duty_words(leg.duty, leg.lateness, today) if leg.duty else "",
        due=answer_date(leg.duty, leg.lateness) if leg.duty else "", late=late_by(leg.lateness, leg.working_days_late),
        doings=_doings(desk, leg, has_code),
        dates=case_shown.dates_shown(page, leg, lawbook.regimes(db.session)),
        limit=case_shown.limit_shown(page, leg),
        letter_files=case_shown.files_shown(page.files_of(None), base, Reader.BODY) if has_code else (),
        file_names=[file.name for file in page.files_of(None)], rows=case_shown.happened(shown, base),
    )  # fmt: skip


def _without_files(page: CasePage) -> CasePage:
    return replace(page, files=())


def _doings(desk: Desk, leg: LegView, has_code: bool) -> Doings:
    registers = leg.registered_on is None and possible(Act.REGISTER, leg.state)
    return Doings(
        offered(desk, register_form(str(leg.version))) if registers else None,
        tuple((t(words), desk.to(endpoint)) for act, endpoint, words in BY_LINK if possible(act, leg.state)),
        tuple(
            (t(words), desk.to(endpoint, **values)) for act, endpoint, values, words in WITH_CODE
            if possible(act, leg.state) and (act is not Act.EXTEND or may_take_time(leg, Kind(desk.case.kind)))
        ),
        has_code,
    )  # fmt: skip


@bp.get("/<number>/file/<int:file_id>")
@access(Audience.LETTER)
def file(number: str, file_id: int) -> ResponseReturnValue:
    """A file of the letter, for who typed the code: with the link alone the page names the files and does not give them."""
    desk = desks.at(number, goal="case", what="file")
    stored = original_file(db.session, desk.case.id, file_id, Reader.BODY) if file_id < 2**31 else None
    if stored is None:
        abort(404)
    return file_response(stored)


@bp.post("/<number>/leave")
@access(Audience.LETTER)
def leave(number: str) -> ResponseReturnValue:
    """On a computer that others use too."""
    letter_keys.drop(desks.held(number)[0])
    return redirect(url_for("public.home"), 303)
