"""The slip with number and secret code: printed for a person who filed through the centre, or who lost the old one.

The code is in the clear only here, for a day, and only for the person who made it: it lies sealed in a draft of its own.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases import closing, drafts, papers
from tracker.cases.acts import Act
from tracker.cases.events import EventType
from tracker.cases.models import Case, CaseEvent, Draft
from tracker.cases.reference import digest, read_number, same, spell_secret
from tracker.paper.documents import slip_pdf
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex, pdf
from tracker.web.shared.attempts import again, attempt
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import Desk, at, fresh, log_reading
from tracker.web.staff.forms import SecretForm

SHOWN_FOR = timedelta(days=1)
MADE_BY = (EventType.FILED_ON_BEHALF, EventType.SECRET_RENEWED)


def keys() -> drafts.Keys:
    key = current_app.config["SECRET_KEY"]
    return drafts.Keys(key, drafts.Seal.of(key))


@bp.get("/<number>/secret")
@access(Audience.STAFF)
def secret(number: str) -> ResponseReturnValue:
    """Before a new code is made: who asks, and how that was checked."""
    desk = at(number)
    log_reading(desk.case, "secret")
    return _page(desk, SecretForm(formdata=None, data={"seen_version": str(desk.case.version)}))


def _page(desk: Desk, form: SecretForm) -> str:
    noindex()
    return render_template(
        "staff/secret.html", form=form, number=desk.case.number, case_url=desk.url, people=desk.case.parties
    )


@bp.post("/<number>/secret")
@access(Audience.STAFF, act=Act.RENEW_SECRET)
def secret_do(number: str) -> ResponseReturnValue:
    """The old code dies, the new one is shown once for printing."""
    desk, form = at(number), SecretForm()
    if not form.validate_on_submit():
        return again(_page(desk, form))
    fresh(desk)
    if not attempt(form, lambda: _renew(desk, form.checked_how.data or "")):
        return _page(at(number), form), 422
    return done(desk.to("slip"))


def _renew(desk: Desk, checked_how: str) -> None:
    new = closing.renew_secret(
        db.session, desk.case, by=desk.actor, now=desk.now, key=keys().follow, checked_how=checked_how
    )
    for old in db.session.scalars(select(Draft).where(Draft.case_id == desk.case.id)):
        old.secret_sealed = None
    draft = drafts.start(db.session, drafts.new_cookie(), desk.now)
    draft.case_id, draft.secret_sealed = desk.case.id, keys().seal.close(new)


def _sealed(number: str) -> tuple[Case, str]:
    """The case and its code, for whoever made it a moment ago."""
    actor, known, now = current_actor(), read_number(number), clock.now()
    case = db.session.scalar(select(Case).where(Case.number == known)) if known else None
    if case is None:
        abort(404)
    last = (
        select(CaseEvent)
        .where(CaseEvent.case_id == case.id, CaseEvent.type.in_(MADE_BY))
        .order_by(CaseEvent.seq.desc())
    )
    event = db.session.scalar(last.limit(1))
    if event is None or event.account_id != actor.account_id or event.at < now - SHOWN_FOR:
        abort(404)
    sealed = select(Draft).where(Draft.case_id == case.id, Draft.secret_sealed.is_not(None)).order_by(Draft.id.desc())
    draft = db.session.scalar(sealed.limit(1))
    found = keys().seal.open(draft.secret_sealed) if draft and draft.secret_sealed else None
    if found is None or not same(digest(found, keys().follow), case.secret_digest):
        abort(404)
    return case, found


@bp.get("/<number>/slip")
@access(Audience.STAFF)
def slip(number: str) -> ResponseReturnValue:
    """Number and code to hand over, and what to do next."""
    noindex()
    case, found = _sealed(number)
    own = case.centre_id == current_actor().centre_id
    return render_template("staff/slip.html", case=case, secret=spell_secret(found), own=own, leg=case.current_leg)


@bp.get("/<number>/slip.pdf")
@access(Audience.STAFF)
def slip_print(number: str) -> Response:
    case, found = _sealed(number)
    return pdf(slip_pdf(papers.slip_of(db.session, case, found, clock.now())), case.number)


@bp.post("/<number>/slip")
@access(Audience.STAFF)
def slip_forget(number: str) -> ResponseReturnValue:
    """Handed over: nobody here can read the code any more."""
    case, _ = _sealed(number)
    for draft in db.session.scalars(select(Draft).where(Draft.case_id == case.id)):
        draft.secret_sealed = None
    return done(Desk(case, current_actor(), clock.now()).url)
