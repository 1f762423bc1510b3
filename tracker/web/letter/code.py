"""The one-time code: asked for by a button, sent to the confirmed address of the body, typed here."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField

from tracker import clock
from tracker.cases import letter_codes, letter_links
from tracker.cases.letter_codes import CodeGone, CodeWrong, TooManyCodes
from tracker.cases.letter_links import Used
from tracker.cases.link_models import LetterLink
from tracker.cases.models import Case
from tracker.i18n import N_, current_language, lazy, ngettext, t
from tracker.mail.message import domain_of
from tracker.store import db
from tracker.web.letter import desk as desks
from tracker.web.letter.blueprint import bp
from tracker.web.shared import letter_keys
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import commit, done, noindex
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.forms import PageForm
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.security import limiter

GOALS = {
    "answer": ("letter.decide", {"what": "answer"}), "refuse": ("letter.decide", {"what": "refuse"}),
    "extend": ("letter.extend", {}), "transfer": ("letter.transfer", {}), "case": ("letter.case", {}),
    "day": ("letter.announce_date", {}), "payment": ("letter.fee", {}), "correct": ("letter.decide", {"what": "correct"}),
}  # fmt: skip


class CodeForm(PageForm):
    goal = HiddenField()
    code = StringField(
        lazy("The six digits from the letter"), validators=[Needed(N_("Write the six digits.")), Length(20)]
    )


@bp.get("/<number>/code")
@access(Audience.LETTER)
def code(number: str) -> ResponseReturnValue:
    goal = _goal(request.args.get("goal"))
    case, link = desks.link_of(number, goal)
    return _page(case, link, CodeForm(formdata=None, data={"goal": goal}))


@bp.post("/<number>/code/send")
@access(Audience.LETTER)
@limiter.limit("20 per hour", key_func=lambda: f"letter-code:{request.remote_addr}")
def code_send(number: str) -> ResponseReturnValue:
    """To the address of the link and to no other."""
    now, goal = clock.now(), _goal(request.form.get("goal"))
    case, link = desks.link_of(number, goal)
    try:
        letter_codes.send_code(db.session, case, link, current_language(), now)
    except TooManyCodes:
        db.session.rollback()
        case, link = desks.link_of(number, goal)
        form = CodeForm(formdata=None, data={"goal": goal})
        form.refuse("code", t("Several codes were sent already. Use the newest one, or wait a quarter of an hour."))
        return _page(case, link, form, sent=True), 429
    letter_links.note_use(db.session, link.id, Used.CODE_SENT, now)
    return done(url_for("letter.code", number=case.number, goal=goal, sent=1))


@bp.post("/<number>/code")
@access(Audience.LETTER)
@limiter.limit("40 per hour", key_func=lambda: f"letter-try:{request.remote_addr}")
def code_check(number: str) -> ResponseReturnValue:
    """A wrong try counts as well, so it is committed too."""
    form, now = CodeForm(), clock.now()
    goal = _goal(form.goal.data)
    case, link = desks.link_of(number, goal)
    if not form.validate_on_submit():
        return _page(case, link, form, sent=True), 200 if language_switch_asked() else 422
    try:
        letter_codes.check_code(db.session, link, form.code.data or "", now)
    except (CodeWrong, CodeGone) as error:
        letter_links.note_use(db.session, link.id, Used.CODE_WRONG, now)
        commit()
        case, link = desks.link_of(number, goal)
        form.refuse("code", _refusal(error))
        form.code.data = ""
        return _page(case, link, form, sent=True), 422
    letter_links.note_use(db.session, link.id, Used.CODE_RIGHT, now)
    known, key = desks.held(number)
    commit()
    letter_keys.prove(known, key, now)
    endpoint, values = GOALS[goal]
    return redirect(url_for(endpoint, number=known, **values), 303)


def _refusal(error: CodeWrong | CodeGone) -> str:
    if isinstance(error, CodeWrong) and error.left:
        return ngettext(
            "This is not the code. %(num)s try is left.", "This is not the code. %(num)s tries are left.", error.left
        )
    return t("This code is not good any more: it is too old, was used, or was tried too often. Ask for a new one.")


def _goal(typed: str | None) -> str:
    return typed if typed in GOALS else "case"


def _page(case: Case, link: LetterLink, form: CodeForm, *, sent: bool = False) -> str:
    noindex()
    return render_template(
        "letter/code.html", case=case, form=form, domain=domain_of(link.address),
        sent=sent or bool(request.args.get("sent")),
        back=url_for("letter.case", number=case.number),
    )  # fmt: skip
