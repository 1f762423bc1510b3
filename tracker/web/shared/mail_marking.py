"""The one screen on which a body's e-mail is read and its meaning marked: for staff, and for an officer of that body.

Every meaning is a form of its own that unfolds beside the message; the one that the letter looks like stands open and filled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import request
from sqlalchemy import select

from tracker import clock
from tracker.cases import deciding, labels, mail_marking
from tracker.cases.acts import Act
from tracker.cases.correcting import outcomes_after
from tracker.cases.errors import CaseError
from tracker.cases.kinds import ANSWERS, OPEN, Kind, LegState, Outcome
from tracker.cases.mail_marking import Reading
from tracker.cases.mail_meaning import Meaning, Proposal, propose
from tracker.cases.models import Concern
from tracker.cases.reason_words import reason_words
from tracker.cases.reckoning import outer_limit_of
from tracker.cases.views.mail_in import files_of
from tracker.cases.workflow import possible
from tracker.directory import queries, suggesting
from tracker.directory.models import Authority
from tracker.directory.names import display_name
from tracker.i18n import long_date, t
from tracker.law.grounds import refusal_grounds
from tracker.lawbook.grounds import ground_line
from tracker.lawbook.words import extension_warning
from tracker.store import db
from tracker.web.shared.case_errors import problem_words
from tracker.web.shared.forms import PageForm
from tracker.web.shared.mail_forms import (
    BUTTONS,
    FORMS,
    ORDER,
    TITLES,
    AnsweredForm,
    CorrectedForm,
    RefusedForm,
)

ALWAYS = (Meaning.NOTE, Meaning.AUTO_REPLY)


@dataclass(frozen=True, slots=True)
class MeaningShown:
    """One thing that the letter may mean."""

    code: str
    title: str
    button: str
    form: PageForm
    fields: tuple[str, ...]
    is_open: bool
    why_not: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    proposal: str
    meanings: tuple[MeaningShown, ...]


def screen(reading: Reading, sent: tuple[Meaning, PageForm] | None = None) -> Screen:
    """`sent`: the form that comes back, with what was typed."""
    found = proposal_of(reading)
    shown = [_shown(reading, meaning, found, sent) for meaning in offered(reading)]
    first = sent[0] if sent else found.meaning
    return Screen(words_of(found), tuple(sorted(shown, key=lambda one: one.code != first)))


def offered(reading: Reading) -> list[Meaning]:
    """What fits the state of the duty."""
    leg = reading.leg
    if LegState(leg.state) not in OPEN:
        corrects = possible(Act.CORRECT_ANSWER, LegState(leg.state)) and leg.answered_on is not None
        return [*([Meaning.CORRECTION] if corrects else []), *ALWAYS]
    return [
        meaning for meaning in FORMS
        if meaning is not Meaning.CORRECTION and not (meaning is Meaning.REGISTERED and leg.registered_on)
    ]  # fmt: skip


def proposal_of(reading: Reading) -> Proposal:
    mail = reading.mail
    has_files = any(one.file_id for one in files_of(db.session, mail.id))
    answered = reading.leg.answered_on is not None and LegState(reading.leg.state) not in OPEN
    found = propose(mail.subject, mail.text, reading.came_on, has_files=has_files, answered=answered)
    return found if found.meaning in offered(reading) else Proposal(Meaning.NOTE)


def words_of(found: Proposal) -> str:
    """«Looks like a registration: № 04-12/345 of 24 November 2026»."""
    what = t(labels.MEANINGS[found.meaning])
    if found.meaning is Meaning.DAY and found.on:
        return t("Looks like: %(what)s, %(on)s", what=what, on=long_date(found.on))
    if found.amount is not None:
        return t("Looks like: %(what)s, %(amount)s som", what=what, amount=f"{found.amount.normalize():f}")
    if found.number and found.on:
        return t("Looks like: %(what)s, № %(number)s of %(on)s", what=what, number=found.number, on=long_date(found.on))
    if found.number:
        return t("Looks like: %(what)s, № %(number)s", what=what, number=found.number)
    return t("Looks like: %(what)s", what=what)


def form_of(reading: Reading, meaning: Meaning, found: Proposal | None = None) -> PageForm:
    """`found`: filled with what the letter seems to say; None: with what was sent."""
    kind = FORMS[meaning]
    prefix = f"{meaning.value}-"
    opened = {} if found is None else {"formdata": None, "data": _first_values(reading, meaning, found)}
    form = kind(prefix=prefix, **opened)
    _offer(reading, form)
    return form  # type: ignore[no-any-return]


def _shown(reading: Reading, meaning: Meaning, found: Proposal, sent: tuple[Meaning, PageForm] | None) -> MeaningShown:
    mine = sent is not None and sent[0] is meaning
    form = sent[1] if sent is not None and mine else form_of(reading, meaning, found)
    return MeaningShown(
        meaning.value, t(TITLES[meaning]), t(BUTTONS[meaning]), form, ORDER[meaning],
        mine if sent else meaning is found.meaning, _why_not(reading, meaning), _dates_ahead(reading, meaning),
    )  # fmt: skip


def _why_not(reading: Reading, meaning: Meaning) -> str:
    if meaning is not Meaning.EXTENSION or mail_marking.grounds_for_time(db.session, reading):
        return ""
    if reading.leg.extended_on is not None:
        return t("More time was taken once already. It cannot be taken a second time.")
    return t("How much more time the law allows here is not verified, so the date cannot be moved. Mark the message as a note.")


def _dates_ahead(reading: Reading, meaning: Meaning) -> tuple[str, ...]:
    """More time: the date now, the date then, and whether that passes the Convention's limit."""
    if meaning is not Meaning.EXTENSION:
        return ()
    offer = deciding.offer_extension(db.session, reading.case, reading.leg, reading.came_on)  # type: ignore[arg-type]
    if offer.from_on is None or offer.to_on is None:
        return ()
    dates = ((t("The date now"), offer.from_on), (t("With more time"), offer.to_on))
    limit = outer_limit_of(db.session, reading.case, reading.leg) if offer.breaks_convention else None  # type: ignore[arg-type]
    warning = (extension_warning(offer.to_on, limit),) if limit else ()
    return (*(f"{label}: {long_date(on)}" for label, on in dates), *warning)


def _first_values(reading: Reading, meaning: Meaning, found: Proposal) -> dict[str, Any]:
    mail = reading.mail
    if meaning is Meaning.REGISTERED:
        return {"incoming_number": found.number, "registered_on": found.on or reading.came_on}
    ids = [one.file_id for one in files_of(db.session, mail.id) if one.file_id]
    if meaning is Meaning.NOTE:
        return {"text": mail.text.strip()[:5_000], "files": ids}
    if meaning is Meaning.QUESTION:
        return {"question": mail.text.strip(), "files": ids}
    if meaning in {Meaning.EXTENSION, Meaning.TRANSFER}:
        return {"reason": mail.text.strip(), "files": ids}
    if meaning is Meaning.DAY:
        named = {"announced_on": found.on} if found.meaning is Meaning.DAY else {}
        return {"text": mail.text.strip(), "files": ids, **named}
    if meaning is Meaning.PAYMENT:
        return {"purpose": mail.text.strip(), "files": ids, "amount": found.amount}
    if meaning is Meaning.CORRECTION:
        return {"text": mail.text.strip(), "files": ids, "outcome": reading.leg.outcome}
    if meaning in {Meaning.ANSWER, Meaning.REFUSAL}:
        signed = found.meaning in {Meaning.ANSWER, Meaning.REFUSAL}
        number = {"outgoing_number": found.number, "outgoing_on": found.on} if signed else {}
        return {"text": mail.text.strip(), "files": ids, **number}
    return {}


def _offer(reading: Reading, form: Any) -> None:
    """The choices that fit this case."""
    if "files" in form:
        form.files.choices = [(one.file_id, one.name) for one in files_of(db.session, reading.mail.id) if one.file_id]
    if isinstance(form, AnsweredForm):
        form.outcome.choices = [(one.value, t(labels.OUTCOMES[one])) for one in ANSWERS[Kind(reading.case.kind)]]
    elif isinstance(form, CorrectedForm):
        outcomes = outcomes_after(reading.case, reading.leg)
        form.outcome.choices = [(one.value, t(labels.OUTCOMES[one])) for one in outcomes]
    elif isinstance(form, RefusedForm):
        regime = mail_marking.law_of(db.session, reading)
        form.grounds.choices = [(one.code, ground_line(one, regime)) for one in refusal_grounds(regime)] if regime else []
    elif "to_authority_id" in form:
        codes = deciding.transfer_codes(mail_marking.law_of(db.session, reading))
        form.ground.choices = [(code, reason_words(code, db.session)) for code in codes]
        form.to_authority_id.choices = _bodies(reading, (form.search.data or "").strip(), form.to_authority_id.data or "")
    elif "ground" in form:
        codes = mail_marking.grounds_for_time(db.session, reading)
        form.ground.choices = [(code, reason_words(code, db.session)) for code in codes]


def _bodies(reading: Reading, search: str, chosen: str) -> list[tuple[str, str]]:
    """What was searched for, what topic and place propose, what was chosen before."""
    today, case = clock.today(), reading.case
    found = {row.id: display_name(row) for row in queries.search_authorities(db.session, search, today)} if search else {}
    if case.topic_code and case.territory_code:
        about = db.session.scalars(
            select(Concern.authority_id).where(Concern.case_id == case.id, Concern.authority_id.is_not(None))
        ).all()
        proposed = suggesting.suggest(db.session, case.topic_code, case.territory_code, today, [one for one in about if one])
        found |= {one.authority_id: one.full_name for one in proposed if one.authority_id and one.authority_id not in found}
    row = db.session.get(Authority, chosen) if chosen and len(chosen) <= 40 else None
    if row is not None:
        found.setdefault(row.id, display_name(row))
    found.pop(reading.leg.authority_id, None)
    return list(found.items())


def looks_for_a_body(meaning: Meaning) -> bool:
    """The button beside the search was pressed: nothing is to be done yet."""
    return meaning is Meaning.TRANSFER and request.form.get("action") == "search"


def mark(reading: Reading, meaning: Meaning, form: Any, now: datetime) -> bool:
    """Do it. False: the procedure refused, the form says why, and nothing was changed."""
    try:
        _DO[meaning](reading, form, now)
    except CaseError as error:
        db.session.rollback()
        name = error.field if error.field and error.field in form else _first_field(form)
        if name is None:
            raise
        form.refuse(name, problem_words(error))
        return False
    return True


def _first_field(form: PageForm) -> str | None:
    return next((field.short_name for field in form if field.type not in {"HiddenField", "CSRFTokenField"}), None)


def _register(reading: Reading, form: Any, now: datetime) -> None:
    mail_marking.registered(
        db.session, reading, now, number=form.incoming_number.data or "", on=form.registered_on.data
    )  # fmt: skip


def _pass_on(reading: Reading, form: Any, now: datetime) -> None:
    mail_marking.transfer(
        db.session, reading, now, to_authority_id=form.to_authority_id.data or "", ground=form.ground.data or "",
        reason=form.reason.data or "", files=tuple(form.files.data or ()),
    )  # fmt: skip


_DO: dict[Meaning, Callable[[Reading, Any, datetime], None]] = {
    Meaning.REGISTERED: _register,
    Meaning.QUESTION: lambda reading, form, now: mail_marking.question(
        db.session, reading, now, text=form.question.data or "", files=tuple(form.files.data or ())
    ),
    Meaning.EXTENSION: lambda reading, form, now: mail_marking.extension(
        db.session, reading, now, ground=form.ground.data or "", reason=form.reason.data or "",
        files=tuple(form.files.data or ()),
    ),
    Meaning.DAY: lambda reading, form, now: mail_marking.day_of_answer(
        db.session, reading, now, on=form.announced_on.data, text=form.text.data or "", files=tuple(form.files.data or ())
    ),
    Meaning.PAYMENT: lambda reading, form, now: mail_marking.payment(
        db.session, reading, now, amount=form.amount.data or Decimal(0), purpose=form.purpose.data or "",
        basis=form.basis.data or "", files=tuple(form.files.data or ()),
    ),
    Meaning.CORRECTION: lambda reading, form, now: mail_marking.correction(
        db.session, reading, now, reason=form.reason.data, outcome=Outcome(form.outcome.data), given=form.given()
    ),
    Meaning.TRANSFER: _pass_on,
    Meaning.ANSWER: lambda reading, form, now: mail_marking.answer(
        db.session, reading, now, outcome=Outcome(form.outcome.data), given=form.given()
    ),
    Meaning.REFUSAL: lambda reading, form, now: mail_marking.refusal(
        db.session, reading, now, refusal=form.refusal, given=form.given()
    ),
    Meaning.NOTE: lambda reading, form, now: mail_marking.note(
        db.session, reading, now, text=form.text.data or "", files=tuple(form.files.data or ())
    ),
    Meaning.AUTO_REPLY: lambda reading, form, now: mail_marking.automatic(db.session, reading, now),
}  # fmt: skip
