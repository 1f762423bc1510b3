"""The page on which an answer or a refusal is written, and the letter that it will be."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, render_template

from tracker import clock
from tracker.cases import answer_drafts, correcting
from tracker.cases.answer_preview import LetterAhead, letter_ahead
from tracker.cases.decision_letters import (
    data_of_answer,
    data_of_refusal,
    needs_grounds,
    text_of_answer,
    text_of_refusal,
)
from tracker.cases.events import EventType
from tracker.cases.kinds import Kind, Outcome
from tracker.cases.models import CaseContent, Draft
from tracker.cases.notice_about import About
from tracker.cases.notice_law import routes
from tracker.cases.views.by_letter import covered
from tracker.clock import day_of
from tracker.files import labels as file_words
from tracker.i18n import long_date, t
from tracker.law.codes import Grievance
from tracker.store import db
from tracker.web.desk.answer_forms import AnswerForm, CorrectForm, DecisionForm, RefuseForm
from tracker.web.desk.desk import Desk


def form_page(desk: Desk, what: str, form: DecisionForm, draft: Draft | None) -> str:
    """The form beside the letter that it answers."""
    kept = [
        {"id": file.id, "name": file.name, "size": file_words.megabytes(file.size)}
        for file in answer_drafts.files_of(db.session, draft)
    ]
    content = db.session.get(CaseContent, desk.case.id)
    shown = str if desk.actor.is_of_body else covered
    return render_template(
        f"desk/{what}.html", desk=desk, case=desk.case, what=what, form=form, kept=kept, draft=draft,
        letter_subject=shown(content.subject) if content else desk.case.number,
        letter_text=shown(content.body) if content else "",
        taken_words=file_words.taken(current_app.config["MAX_FILE_BYTES"]), due=_due(desk),
        ways=_ways(desk) if what == "refuse" else (),
        asks_grounds=what == "answer" and needs_grounds(Kind(desk.case.kind), Outcome.PARTIAL),
    )  # fmt: skip


def _due(desk: Desk) -> str:
    on = desk.leg.answer_due_on if desk.leg.answered_on is None else None
    return t("Answer due by %(on)s", on=long_date(on)) if on else ""


def _ways(desk: Desk) -> tuple[str, ...]:
    """Where the applicant can turn to: the letter names it by itself."""
    about = About(db.session, desk.case, desk.leg, None, clock.now())
    return tuple(line for section in routes(about, Grievance.REFUSAL, "") for line in section.lines)


def ahead_of(desk: Desk, form: DecisionForm, now: datetime) -> LetterAhead:
    """The letter to the applicant as it will go."""
    answered_on = day_of(now)
    given = form.given(())
    if isinstance(form, RefuseForm):
        data = data_of_refusal(form.refusal, given, answered_on)
        text, event = text_of_refusal(form.refusal, given, desk.case.language), EventType.REFUSED
    elif isinstance(form, CorrectForm):
        data = correcting.data_of_correction(desk.leg, form.reason.data, form.chosen, given, now)
        text, event = given.text, EventType.ANSWER_CORRECTED
    else:
        assert isinstance(form, AnswerForm)
        withheld = form.refusal if needs_grounds(Kind(desk.case.kind), form.chosen) else None
        data = data_of_answer(form.chosen, given, answered_on, withheld)
        text, event = text_of_answer(given, withheld, desk.case.language), EventType.ANSWERED
    return letter_ahead(db.session, desk.case, desk.leg, event, data, text.strip(), given.signatory, now)
