"""What staff do with a case: each act has a page of its own with one form, and ends on the page of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from tracker.cases import hidden
from tracker.cases.disclosure import MessageKind
from tracker.cases.kind_change import kinds_ahead
from tracker.cases.kinds import Kind, Sender
from tracker.cases.models import Message
from tracker.cases.notice_recipients import Reach, reach_of
from tracker.cases.recording import check_fresh
from tracker.files.intake import Kept
from tracker.i18n import N_, t
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.attempts import again, attempt, seen_version
from tracker.web.shared.dates_ahead import kind_choices, recount_choices, recount_facts
from tracker.web.staff import forms, uploads
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import Desk, at, log_reading
from tracker.web.staff.doing import OF_CASE, OF_LEG, ActPage
from tracker.web.staff.looking import LookShown, look_shown

CASE_NAMES, LEG_NAMES = ",".join(OF_CASE), ",".join(OF_LEG)


@bp.get(f"/<number>/<any({CASE_NAMES}):name>")
@access(Audience.STAFF)
def case_act(number: str, name: str) -> ResponseReturnValue:
    return _show(at(number), name, OF_CASE[name])


@bp.post(f"/<number>/<any({CASE_NAMES}):name>")
@access(Audience.STAFF)
def case_act_do(number: str, name: str) -> ResponseReturnValue:
    return _save(number, None, name, OF_CASE[name])


@bp.get(f"/<number>/of/<int:leg_id>/<any({LEG_NAMES}):name>")
@access(Audience.STAFF)
def leg_act(number: str, leg_id: int, name: str) -> ResponseReturnValue:
    return _show(at(number, leg_id, OF_LEG[name].act), name, OF_LEG[name])


@bp.post(f"/<number>/of/<int:leg_id>/<any({LEG_NAMES}):name>")
@access(Audience.STAFF)
def leg_act_do(number: str, leg_id: int, name: str) -> ResponseReturnValue:
    return _save(number, leg_id, name, OF_LEG[name])


def _show(desk: Desk, name: str, about: ActPage) -> ResponseReturnValue:
    log_reading(desk.case, name)
    form = about.form(formdata=None, data={"seen_version": str(desk.case.version), **_first_values(desk, name)})
    return page(desk, name, about, form)


def _first_values(desk: Desk, name: str) -> dict[str, Any]:
    if name == "pass_on":
        return {"text": "\n\n".join(one.body for one in hidden.held(db.session, desk.case) if one.body)}
    if name == "look":
        return {"decision": "pass", "who_reads": "restricted" if desk.case.restricted else "open"}
    return {}


def _save(number: str, leg_id: int | None, name: str, about: ActPage) -> ResponseReturnValue:
    """Check, put files away outside any transaction, do it once, and lead back to the case."""
    desk = at(number, leg_id, about.act)
    form = _offered(desk, about.form())
    if not form.validate_on_submit():
        return again(page(desk, name, about, form))
    kept = uploads.take(form)
    desk = at(number, leg_id, about.act)
    if form.errors:
        return _refused(desk, name, about, form, kept)
    if name != "note":
        check_fresh(desk.case, seen_version(form.seen_version.data))
    if not attempt(form, lambda: about.do(desk, form, uploads.rows(kept))):
        return _refused(at(number, leg_id, about.act), name, about, form, kept)
    return done(desk.url)


def _refused(desk: Desk, name: str, about: ActPage, form: forms.SeenForm, kept: tuple[Kept, ...]) -> Response:
    uploads.discard(kept)
    return make_response(page(desk, name, about, form), 422)


def _offered(desk: Desk, form: Any) -> Any:
    """With the choices that fit this case."""
    if isinstance(form, forms.LookForm) and desk.case.sender == Sender.CENTRE:
        form.for_centre()
    if isinstance(form, forms.WithdrawForm) and "secret" in form:
        if comes_himself(desk):
            form.of_caller(desk.case.secret_digest)
        else:
            del form.secret
    if isinstance(form, forms.PassOnForm) and "files" in form:
        form.files.choices = [(file.id, file.name) for file in hidden.held_files(db.session, desk.case)]
    if isinstance(form, forms.OutsideForm):
        form.of_kind(Kind(desk.case.kind))
    if isinstance(form, forms.KindForm):
        form.kind.choices = kind_choices(kinds_ahead(db.session, desk.case, desk.body_leg))
    if isinstance(form, forms.RecountForm) and "by" in form:
        form.by.choices = recount_choices(db.session, desk.case, desk.body_leg)
        if len(form.by.choices) < 2:
            del form.by
    return form


COMES_HIMSELF = N_(
    "He left neither a telephone number nor an e-mail, so he calls or comes to you. Ask for the secret code, and whether "
    "anybody presses him. What is late so far stays late."
)


def comes_himself(desk: Desk) -> bool:
    return reach_of(db.session, desk.case) is Reach.NOT_AT_ALL


def page(desk: Desk, name: str, about: ActPage, form: forms.SeenForm) -> str:
    """The page of one act."""
    noindex()
    _offered(desk, form)
    lead = COMES_HIMSELF if name == "withdraw" and comes_himself(desk) else about.lead
    look: LookShown | None = look_shown(desk) if name == "look" else None
    return render_template(
        "staff/act.html",
        form=form,
        number=desk.case.number,
        case_url=desk.url,
        title=t(about.title),
        lead_words=t(lead),
        button=t(about.button),
        tone=about.tone,
        look=look,
        claim=_claim(desk) if name == "agree" else None,
        dates=recount_facts(db.session, desk.case, desk.body_leg) if name == "recount" else [],
        copies_url=desk.to("copies", leg_id=desk.leg.id) if name == "deliver" and desk.leg else "",
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer that is said to have come."""

    on: date | None
    text: str


def _claim(desk: Desk) -> Claim:
    said = db.select(Message.body).where(Message.leg_id == desk.body_leg.id, Message.kind == MessageKind.OUTSIDE_ANSWER)
    return Claim(desk.body_leg.claimed_answer_on, db.session.scalar(said.order_by(Message.id.desc()).limit(1)) or "")
