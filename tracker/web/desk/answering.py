"""Answering, refusing and correcting: written in a draft on the server, seen as the applicant will see it, then sent once.

Every step saves what was typed, right or wrong, and every file at once, so nothing is lost by an error, a slow line or a
closed window. A second tap on the last button finds the letter answered and leads to it.
"""

from __future__ import annotations

from datetime import datetime

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import answer_drafts, approving, correcting, deciding, drafts
from tracker.cases.acts import Act
from tracker.cases.kinds import Kind, LegState
from tracker.cases.models import Draft
from tracker.files import storage
from tracker.people.actor import ActorKind
from tracker.store import db
from tracker.web.desk.answer_forms import AnswerForm, CorrectForm, DecisionForm, RefuseForm, as_sent
from tracker.web.desk.answer_page import ahead_of, form_page
from tracker.web.desk.desk import Desk, Finder, again, attempt, seen
from tracker.web.desk.grounds import object_to, offer_grounds
from tracker.web.shared.answers import commit, done
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.uploads import Taken, take

ACTS = {"answer": Act.ANSWER, "refuse": Act.REFUSE, "correct": Act.CORRECT_ANSWER}
IN_FORM = {"grounds": "national"}


def write(at: Finder, what: str) -> ResponseReturnValue:
    """The form, with what was written so far. What waits for the head's signature is read there."""
    desk = at(ACTS[what])
    if desk.leg.head_act is not None:
        return redirect(desk.url, 303)
    draft = draft_of(desk, what)
    desk.log_reading(what)
    return form_page(desk, what, decision_form(desk, what, draft.data if draft else None), draft)


def save(at: Finder, what: str) -> ResponseReturnValue:
    """Keeps everything; then adds files, changes the language, or goes on to the preview."""
    taken = _take_files(at, what)
    desk = at(ACTS[what])
    form = decision_form(desk, what)
    draft = _keep(desk, what, form, taken)
    if draft is not None and language_switch_asked():
        return done(desk.to("decide", what=what))
    if taken.refused:
        for words in taken.refused:
            form.refuse("files", words)
    elif draft is not None and request.form.get("action") == "add":
        return done(desk.to("decide", what=what, _anchor="files"))
    elif is_right(desk, what, form, draft) and draft is not None:
        return done(desk.to("decide_check", what=what))
    commit()
    return again(form_page(desk, what, form, draft))


def remove(at: Finder, what: str) -> ResponseReturnValue:
    """One file is taken out again."""
    desk = at(ACTS[what])
    draft, wanted, key = draft_of(desk, what), request.form.get("file", ""), None
    if draft is not None and wanted.isdecimal() and len(wanted) < 15:
        key = drafts.remove_file(db.session, draft, int(wanted), clock.now())
    answer = done(desk.to("decide", what=what, _anchor="files"))
    if key:
        storage.discard(key)
    return answer


def check(at: Finder, what: str) -> ResponseReturnValue:
    """The letter as the applicant will get it."""
    desk = at(ACTS[what])
    draft = draft_of(desk, what)
    form = decision_form(desk, what, draft.data if draft else {}, token=False)
    if draft is None or not is_right(desk, what, form, draft):
        return redirect(desk.to("decide", what=what), 303)
    desk.log_reading(what)
    return render_template(
        "desk/check.html", desk=desk, case=desk.case, what=what, letter=ahead_of(desk, form, clock.now()),
        files=answer_drafts.files_of(db.session, draft), stamp=stamp_of(draft), changed=bool(request.args.get("changed")),
        to_head=_head_signs(desk),
    )  # fmt: skip


def _head_signs(desk: Desk) -> bool:
    """An officer's letter goes to the head first, where the body has asked for that; the official mailbox is the body."""
    wanted = desk.actor.kind is ActorKind.OFFICER
    return wanted and approving.head_signs(db.session, desk.leg.authority_id, clock.today())


def send(at: Finder, what: str) -> ResponseReturnValue:
    """Once: a second tap finds the letter answered and leads to it."""
    desk = at()
    draft = draft_of(desk, what)
    if draft is None:
        sent = desk.leg.state == LegState.ANSWERED or desk.leg.head_act is not None
        return redirect(desk.url if sent else desk.to("decide", what=what), 303)
    if request.form.get("stamp") != stamp_of(draft):
        return redirect(desk.to("decide_check", what=what, changed=1), 303)
    form = decision_form(desk, what, draft.data)
    now = clock.now()
    if is_right(desk, what, form, draft) and attempt(form, lambda: carry_out(desk, form, draft, now), IN_FORM):
        answer_drafts.spend(db.session, draft)
        return done(desk.to("case", sent=1))
    return form_page(desk, what, form, draft_of(desk, what)), 422


def give_to_head(at: Finder, what: str) -> ResponseReturnValue:
    """Written and looked at: now the head signs."""
    desk = at(ACTS[what])
    draft = draft_of(desk, what)
    if draft is None:
        return redirect(desk.url if desk.leg.head_act else desk.to("decide", what=what), 303)
    if request.form.get("stamp") != stamp_of(draft):
        return redirect(desk.to("decide_check", what=what, changed=1), 303)
    form, now, version = decision_form(desk, what, draft.data), clock.now(), seen()
    if is_right(desk, what, form, draft) and attempt(
        form,
        lambda: approving.ask_approval(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, act=ACTS[what], draft=draft, seen_version=version
        ),
    ):
        return done(desk.url)
    return form_page(desk, what, form, draft_of(desk, what)), 422


def carry_out(desk: Desk, form: DecisionForm, draft: Draft, now: datetime) -> None:
    """The one command of this letter, with the files of its draft."""
    files = tuple(file.id for file in answer_drafts.files_of(db.session, draft))
    seen_version = seen()
    if isinstance(form, CorrectForm):
        correcting.correct_answer(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, reason=form.reason.data, outcome=form.chosen,
            given=form.given(files), seen_version=seen_version,
        )  # fmt: skip
    elif isinstance(form, AnswerForm):
        deciding.answer(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, outcome=form.chosen, given=form.given(files),
            withheld=form.refusal, seen_version=seen_version,
        )  # fmt: skip
    elif isinstance(form, RefuseForm):
        deciding.refuse(
            db.session, desk.case, desk.leg, by=desk.actor, now=now, refusal=form.refusal, given=form.given(files),
            seen_version=seen_version,
        )  # fmt: skip


def decision_form(desk: Desk, what: str, stored: dict[str, object] | None = None, *, token: bool = True) -> DecisionForm:
    """From what was sent, or from the draft. A form that is only looked at carries no token."""
    values = as_sent(stored) if stored is not None else None
    given = {"formdata": values, "meta": {"csrf": token}} if values is not None or request.method == "GET" else {}
    if what == "correct":
        return CorrectForm(**given).offer_after(desk.case, desk.leg)
    if what == "answer":
        return offer_grounds(db.session, desk.case, desk.leg, AnswerForm(**given).offer(Kind(desk.case.kind)))
    return offer_grounds(db.session, desk.case, desk.leg, RefuseForm(**given))


def is_right(desk: Desk, what: str, form: DecisionForm, draft: Draft | None) -> bool:
    """Could it go? Everything that keeps it from going stands in the form."""
    form.has_files = bool(answer_drafts.files_of(db.session, draft))
    valid = not language_switch_asked() and form.validate()
    if isinstance(form, RefuseForm) or (isinstance(form, AnswerForm) and form.keeps_back):
        return object_to(db.session, desk.case, desk.leg, form) and valid
    return valid


def draft_of(desk: Desk, what: str) -> Draft | None:
    return answer_drafts.find(db.session, desk.leg, ACTS[what], desk.actor, clock.now())


def stamp_of(draft: Draft) -> str:
    """Changes with every saving: only what was looked at is sent."""
    return str(draft.updated_at.timestamp())


def _take_files(at: Finder, what: str) -> Taken:
    """Before the transaction that writes: no file work inside one."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    if not sent:
        return Taken()
    at(ACTS[what])
    return take(sent)


def _keep(desk: Desk, what: str, form: DecisionForm, taken: Taken) -> Draft | None:
    """None: too long to be kept; the form says so and shows it again."""
    now = clock.now()
    try:
        draft = answer_drafts.keep(db.session, desk.leg, ACTS[what], desk.actor, form.kept(), now)
    except drafts.DraftTooLong:
        return None
    taken.add_to(draft, now)
    return draft
