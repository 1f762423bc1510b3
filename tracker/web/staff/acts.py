"""What staff do with a case: each act has a page of its own with one form, and ends on the page of the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from tracker.cases import closing, deciding, delivery, handling, publishing, reviewing
from tracker.cases.acts import Act
from tracker.cases.deciding import Given
from tracker.cases.disclosure import MessageKind
from tracker.cases.kinds import Kind, Outcome, Proof, TaskKind
from tracker.cases.models import Message
from tracker.cases.recording import check_fresh, finish_tasks
from tracker.files.intake import Kept
from tracker.i18n import N_, t
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.staff import forms, uploads
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import Desk, again, at, attempt, log_reading, seen
from tracker.web.staff.looking import LookShown, look_shown

Do = Callable[[Desk, Any, tuple[int, ...]], None]


@dataclass(frozen=True, slots=True)
class ActPage:
    """`act`: for a page about one duty, what its state must allow."""

    act: Act
    form: type[forms.SeenForm]
    do: Do
    title: str
    lead: str
    button: str
    tone: str = "main"


def _look(desk: Desk, form: forms.LookForm, _files: tuple[int, ...]) -> None:
    if form.decision.data == "not_accept":
        reviewing.not_accept(db.session, desk.case, by=desk.actor, now=desk.now, reason=form.reason.data or "")
    else:
        restricted = form.who_reads.data == "restricted"
        reviewing.review(db.session, desk.case, by=desk.actor, now=desk.now, restricted=restricted)
    finish_tasks(db.session, desk.case, TaskKind.CENTRE_AS_SENDER, desk.actor, desk.now)


def _note(desk: Desk, form: forms.NoteForm, _files: tuple[int, ...]) -> None:
    handling.note(db.session, desk.case, desk.leg, by=desk.actor, now=desk.now, text=form.text.data or "")


def _withdraw(desk: Desk, form: forms.WithdrawForm, _files: tuple[int, ...]) -> None:
    if form.confirmed.data == "yes":
        closing.withdraw(
            db.session,
            desk.case,
            by=desk.actor,
            now=desk.now,
            reason=form.reason.data or "",
            pressure=form.pressure.data,
        )
        return
    finish_tasks(db.session, desk.case, TaskKind.CONFIRM_WITHDRAWAL, desk.actor, desk.now)
    said = t("Called: the applicant does not withdraw.")
    text = f"{said}\n{form.reason.data}" if form.reason.data else said
    handling.note(db.session, desk.case, None, by=desk.actor, now=desk.now, text=text)


def _close(desk: Desk, form: forms.CloseForm, _files: tuple[int, ...]) -> None:
    closing.close(db.session, desk.case, by=desk.actor, now=desk.now)


def _unpublish(desk: Desk, form: forms.UnpublishForm, _files: tuple[int, ...]) -> None:
    publishing.unpublish(db.session, desk.case, by=desk.actor, now=desk.now, reason=form.reason.data)


def _deliver(desk: Desk, form: forms.DeliverForm, files: tuple[int, ...]) -> None:
    assert form.received_on.data is not None
    delivery.deliver_on_paper(
        db.session,
        desk.case,
        desk.body_leg,
        by=desk.actor,
        now=desk.now,
        received_on=form.received_on.data,
        proof=Proof(form.proof.data),
        remark=form.remark.data or "",
        file_ids=files,
    )


def _outside(desk: Desk, form: forms.OutsideForm, files: tuple[int, ...]) -> None:
    assert form.answered_on.data is not None
    given = Given(
        form.text.data or "",
        form.outgoing_number.data or "",
        form.outgoing_on.data,
        form.signatory.data or "",
        file_ids=files,
    )
    deciding.record_outside_answer(
        db.session,
        desk.case,
        desk.body_leg,
        by=desk.actor,
        now=desk.now,
        answered_on=form.answered_on.data,
        outcome=Outcome(form.outcome.data),
        given=given,
        channel=form.channel.data,
    )


def _agree(desk: Desk, form: forms.AgreeForm, _files: tuple[int, ...]) -> None:
    agrees = form.agrees.data == "yes"
    deciding.agree_outside_answer(db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, agrees=agrees)


def _clarify(desk: Desk, form: forms.ClarifyForm, files: tuple[int, ...]) -> None:
    handling.clarify(
        db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, text=form.text.data or "", file_ids=files
    )


def _reopen(desk: Desk, form: forms.ReopenForm, _files: tuple[int, ...]) -> None:
    closing.reopen(db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, reason=form.reason.data or "")


def _appeal(desk: Desk, form: forms.AppealForm, _files: tuple[int, ...]) -> None:
    closing.record_appeal(
        db.session,
        desk.case,
        desk.body_leg,
        by=desk.actor,
        now=desk.now,
        to=form.to.data,
        result=form.result.data or "",
    )


OF_CASE: dict[str, ActPage] = {
    "look": ActPage(
        Act.REVIEW,
        forms.LookForm,
        _look,
        N_("First look"),
        N_("Nothing leaves before. You do not judge whether the writer is right."),
        N_("Write it down"),
    ),
    "note": ActPage(
        Act.NOTE,
        forms.NoteForm,
        _note,
        N_("Note"),
        N_("Only your centre reads it: not the applicant, not the body, not the public."),
        N_("Keep the note"),
    ),
    "withdraw": ActPage(
        Act.WITHDRAW,
        forms.WithdrawForm,
        _withdraw,
        N_("Withdrawal after a call"),
        N_("Call the number given with the letter, not another one. What is late so far stays late."),
        N_("Write it down"),
        "danger",
    ),
    "close": ActPage(
        Act.CLOSE,
        forms.CloseForm,
        _close,
        N_("Close the case"),
        N_("Where the body stayed silent past its date, the case stays counted as not answered."),
        N_("Close the case"),
        "danger",
    ),
    "unpublish": ActPage(
        Act.KEEP,
        forms.UnpublishForm,
        _unpublish,
        N_("Take back from the public"),
        N_("All texts and files of the case go; its row with the dates stays."),
        N_("Take back"),
        "danger",
    ),
}
OF_LEG: dict[str, ActPage] = {
    "deliver": ActPage(
        Act.DELIVER_ON_PAPER,
        forms.DeliverForm,
        _deliver,
        N_("Delivered on paper"),
        N_("The body's days count from the day on which it has the letter, and only with a proof."),
        N_("Write it down"),
    ),
    "outside": ActPage(
        Act.RECORD_OUTSIDE_ANSWER,
        forms.OutsideForm,
        _outside,
        N_("An answer that came another way"),
        N_("With a scan or photo it counts at once. Without one, the other side is asked first."),
        N_("Write it down"),
    ),
    "agree": ActPage(
        Act.AGREE_OUTSIDE_ANSWER,
        forms.AgreeForm,
        _agree,
        N_("Did this answer come?"),
        N_("Ask the other side, and write down what it says."),
        N_("Write it down"),
    ),
    "clarify": ActPage(
        Act.CLARIFY,
        forms.ClarifyForm,
        _clarify,
        N_("Reply to the question for the applicant"),
        N_("He told you by telephone or came by. The body reads this."),
        N_("Send the reply"),
    ),
    "reopen": ActPage(
        Act.REOPEN,
        forms.ReopenForm,
        _reopen,
        N_("Ask the body again"),
        N_("The applicant is not content. The day of the first answer stays."),
        N_("Ask again"),
    ),
    "appeal": ActPage(
        Act.APPEAL,
        forms.AppealForm,
        _appeal,
        N_("An appeal was made"),
        N_("Past this service: to a superior body, the Ombudsman or a court. It is not public."),
        N_("Write it down"),
    ),
}
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
        check_fresh(desk.case, seen(form.seen_version.data))
    if not attempt(form, lambda: about.do(desk, form, uploads.rows(kept))):
        return _refused(at(number, leg_id, about.act), name, about, form, kept)
    return done(desk.url)


def _refused(desk: Desk, name: str, about: ActPage, form: forms.SeenForm, kept: tuple[Kept, ...]) -> Response:
    uploads.discard(kept)
    return make_response(page(desk, name, about, form), 422)


def _offered(desk: Desk, form: Any) -> Any:
    """With the choices that fit this case."""
    if isinstance(form, forms.OutsideForm):
        form.of_kind(Kind(desk.case.kind))
    return form


def page(desk: Desk, name: str, about: ActPage, form: forms.SeenForm) -> str:
    """The page of one act."""
    noindex()
    _offered(desk, form)
    look: LookShown | None = look_shown(desk) if name == "look" else None
    return render_template(
        "staff/act.html",
        form=form,
        number=desk.case.number,
        case_url=desk.url,
        title=t(about.title),
        lead_words=t(about.lead),
        button=t(about.button),
        tone=about.tone,
        look=look,
        claim=_claim(desk) if name == "agree" else None,
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
