"""One letter with everything an officer needs: what is asked by when, who writes, what happened, what he can do next.

A body that passed the letter on reads its own part of it, see `tracker.cases.views.passed_on`.
"""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, lawbook
from tracker.cases import labels
from tracker.cases.disclosure import Audience as Reader
from tracker.cases.kinds import OPEN, LegState, Review
from tracker.cases.views.case_page import case_page
from tracker.cases.views.case_parts import CasePage, LegView
from tracker.cases.views.passed_on import PassedOn, passed_on
from tracker.i18n import short_instant, t
from tracker.mail.incoming.codes import State
from tracker.mail.incoming.models import IncomingMail
from tracker.people.actor import Actor
from tracker.store import db
from tracker.web.desk.forms import register_form
from tracker.web.desk.words import answer_date, duty_words, late_by
from tracker.web.officer.acts import doings
from tracker.web.officer.blueprint import bp
from tracker.web.officer.desk import known_number, log_reading
from tracker.web.officer.forms import NoteForm
from tracker.web.officer.people_shown import sender_facts, signed_by
from tracker.web.shared import case_shown
from tracker.web.shared.access import Audience, access
from tracker.web.shared.signed_in import current_actor


@bp.get("/<number>")
@access(Audience.OFFICER)
def case(number: str) -> ResponseReturnValue:
    """The letter as its body reads it; or what is left of it here."""
    known, actor, today = known_number(number), current_actor(), clock.today()
    page = case_page(db.session, known, actor, today)
    if page is not None and page.audience is Reader.BODY and page.case.review is Review.PASSED:
        return _show(page, own_leg(page, actor))
    part = passed_on(db.session, known, actor, today)
    if part is None:
        abort(404)
    return _show_part(part)


def own_leg(page: CasePage, actor: Actor) -> LegView:
    """The duty of the actor's body: the newest that it holds."""
    own = [leg for leg in page.legs if leg.body_id == actor.authority_id and leg.state is not LegState.TRANSFERRED]
    return own[-1] if own else abort(404)


def _show(page: CasePage, leg: LegView) -> str:
    log_reading(page.case.id, page.case.restricted, "page")
    today, actor = clock.today(), current_actor()
    base = url_for("officer.file", number=page.case.number, file_id=0)[:-1]
    return render_template(
        "officer/case.html", page=page, case=page.case, leg=leg, kind=t(labels.KINDS[page.case.kind]),
        state=case_shown.state_shown(page.case.state, page.case.outcome, leg.lateness),
        duty=duty_words(leg.duty, leg.lateness, today) if leg.duty else "",
        due=answer_date(leg.duty, leg.lateness) if leg.duty else "", late=late_by(leg.lateness, leg.working_days_late),
        doings=doings(page, leg, actor), register=register_form(str(leg.version)), note=NoteForm(formdata=None),
        sender=sender_facts(page), signed=signed_by(page),
        letter_files=case_shown.files_shown(page.files_of(None), base, Reader.BODY),
        dates=case_shown.dates_shown(page, leg, lawbook.regimes(db.session)),
        limit=case_shown.limit_shown(page, leg),
        rows=case_shown.happened(page, base), sent=bool(request.args.get("sent")),
        taken=_taken(page, leg, actor), mails=_mails(page, leg), reading=case_shown.reading_words(leg),
        others=[each for each in page.legs if each.id != leg.id],
    )  # fmt: skip


def _mails(page: CasePage, leg: LegView) -> list[tuple[str, str]]:
    """E-mails of this body that nobody has read yet."""
    if not leg.mail_waits:
        return []
    wanted = db.select(IncomingMail.id, IncomingMail.subject).where(
        IncomingMail.leg_ref == leg.id, IncomingMail.state == State.TO_READ
    )
    rows = db.session.execute(wanted.order_by(IncomingMail.id).limit(10))
    return [
        (row.subject or t("(no subject)"), url_for("officer.mail", number=page.case.number, incoming_id=row.id)) for row in rows
    ]


def _taken(page: CasePage, leg: LegView, actor: Actor) -> str:
    """Who of the body works on it: a post, never a name. Of a letter that is answered nobody needs to take anything."""
    unit = leg.unit
    if leg.state not in OPEN and leg.post_id in {None, actor.post_id}:
        return ""
    if leg.post_id is None:
        return t("Nobody has taken it yet. Unit: %(unit)s.", unit=unit) if unit else t("Nobody has taken it yet.")
    if leg.post_id == actor.post_id:
        return t("You work on it.")
    post = page.names.posts.get(leg.post_id, "") or t("a colleague")
    return t("Taken by: %(post)s.", post=", ".join(part for part in (post, unit) if part))


def _show_part(part: PassedOn) -> str:
    log_reading(part.case_id, part.restricted, "part")
    rows = [
        case_shown.HappenedShown(
            short_instant(row.at) if row.at else "", row.on.isoformat(), case_shown.sentence(row, part.names),
            case_shown.who_words(row, part.names), case_shown.EVENT_TONES.get(row.code, ""),
            tuple(case_shown.said_shown(text, row, Reader.BODY) for text in part.texts_of(row) if text.body),
        )
        for row in reversed(part.timeline)
    ]  # fmt: skip
    public = url_for("public.case", number=part.number) if part.public_row else ""
    return render_template("officer/part.html", part=part, kind=t(labels.KINDS[part.kind]), rows=rows, public=public)
