"""The acts that have a page of their own: the form, what it does, and the words of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tracker.cases import (
    announcing,
    closing,
    deciding,
    delivery,
    handling,
    hidden,
    passing_on,
    publishing,
    recomputing,
    requalifying,
    reviewing,
)
from tracker.cases.acts import Act
from tracker.cases.decision_letters import Given
from tracker.cases.kinds import Kind, Outcome, Proof, TaskKind
from tracker.cases.recording import finish_tasks
from tracker.i18n import N_, t
from tracker.store import db
from tracker.web.shared.dates_ahead import KEPT
from tracker.web.staff import forms
from tracker.web.staff.desk import Desk

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
    elif form.decision.data == "decline":
        reviewing.decline_as_sender(db.session, desk.case, by=desk.actor, now=desk.now, reason=form.reason.data or "")
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


def _pass_on(desk: Desk, form: forms.PassOnForm, _files: tuple[int, ...]) -> None:
    if form.decision.data == "back":
        hidden.give_back(db.session, desk.case, by=desk.actor, now=desk.now, reason=form.reason.data or "")
        return
    passing_on.pass_on(
        db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, text=form.text.data or "",
        file_ids=tuple(form.files.data or ()),
    )  # fmt: skip


def _fee(desk: Desk, form: forms.FeeForm, _files: tuple[int, ...]) -> None:
    announcing.reply_to_fee(
        db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, agrees=form.agrees.data == "yes",
        text=form.text.data or "",
    )  # fmt: skip


def _kind(desk: Desk, form: forms.KindForm, _files: tuple[int, ...]) -> None:
    requalifying.requalify(
        db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, kind=Kind(form.kind.data),
        reason=form.reason.data or "",
    )  # fmt: skip


def _object(desk: Desk, form: forms.ObjectForm, _files: tuple[int, ...]) -> None:
    requalifying.object_to_kind(
        db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, reason=form.reason.data or ""
    )


def _settle(desk: Desk, form: forms.SettleForm, _files: tuple[int, ...]) -> None:
    requalifying.settle_kind(
        db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, upheld=form.decision.data == "other",
        reason=form.reason.data or "",
    )  # fmt: skip


def _recount(desk: Desk, form: forms.RecountForm, _files: tuple[int, ...]) -> None:
    recomputing.recompute(
        db.session, desk.case, desk.body_leg, by=desk.actor, now=desk.now, reason=form.reason.data or "",
        by_corrected_term="by" in form and form.by.data != KEPT,
    )  # fmt: skip


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
    "pass_on": ActPage(
        Act.NOTE,
        forms.PassOnForm,
        _pass_on,
        N_("What the person behind the centre wrote"),
        N_("The body must not learn who he is. It reads only what you leave here."),
        N_("Write it down"),
    ),
    "payment": ActPage(
        Act.REPLY_TO_FEE,
        forms.FeeForm,
        _fee,
        N_("Reply about the payment for the applicant"),
        N_("He told you by telephone or came by. No date moves by it."),
        N_("Write it down"),
    ),
    "kind": ActPage(
        Act.REQUALIFY,
        forms.KindForm,
        _kind,
        N_("Treat it as another kind of letter"),
        N_("Applicant and body are told. No date moves later: the earlier date counts, even where it has passed already."),
        N_("Treat it so"),
    ),
    "object": ActPage(
        Act.OBJECT_TO_KIND,
        forms.ObjectForm,
        _object,
        N_("The applicant objects to the other kind"),
        N_("He told you by telephone or came by. The kind that he chose holds until you decide."),
        N_("Write it down"),
    ),
    "settle": ActPage(
        Act.SETTLE_KIND,
        forms.SettleForm,
        _settle,
        N_("Decide on the kind of letter"),
        N_("The applicant objected. Read his reason in what happened, and the reason he objects to."),
        N_("Decide"),
    ),
    "recount": ActPage(
        Act.RECOMPUTE,
        forms.RecountForm,
        _recount,
        N_("Count the dates again"),
        N_("By the calendar of today. The old dates stay written down; applicant and body are told of the new ones."),
        N_("Count again"),
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
