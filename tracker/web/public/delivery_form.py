"""The writer took the letter to the body himself: the day, the proof, a photo of the stamp or the receipt."""

from __future__ import annotations

from datetime import date

from flask import request
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from tracker import clock
from tracker.cases import delivery
from tracker.cases.errors import CaseError, Problem
from tracker.cases.kinds import UNDELIVERED, LegState, Proof
from tracker.cases.models import Case, Leg
from tracker.files import labels as file_words
from tracker.files.errors import FileError
from tracker.files.intake import Kept, add_row, take_in
from tracker.i18n import N_, lazy, long_date, t
from tracker.people.actor import Actor, ActorKind
from tracker.store import db
from tracker.web.shared.checks import Length, Needed, NotInFuture
from tracker.web.shared.forms import DateField, OpenForm, RadioField

PROOFS = {
    Proof.STAMPED_COPY.value: lazy("They stamped my copy (add a photo of it)"),
    Proof.POSTAL_RECEIPT.value: lazy("I sent it by post (write the number of the receipt, or add a photo)"),
    Proof.ASSERTED.value: lazy("I have no paper to show"),
}


class DeliveryForm(OpenForm):
    tag = HiddenField()
    received_on = DateField(
        lazy("On which day did you hand it in?"), validators=[Needed(N_("Write the day.")), NotInFuture()]
    )
    proof = RadioField(
        lazy("What do you have to show it?"), choices=list(PROOFS.items()), validators=[Needed(N_("Choose one."))]
    )
    remark = StringField(lazy("Number of the postal receipt, or who took it"), validators=[Length(300)])
    photo = FileField(lazy("Photo of the stamp or the receipt"))

    problem_file: str = ""

    def validate_photo(self, field: FileField) -> None:
        if self.problem_file:
            raise ValidationError(self.problem_file)


def take_photo(form: DeliveryForm) -> Kept | None:
    """Put the photo away, before any transaction opens. What is wrong with it is said by the form."""
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        return None
    db.session.rollback()
    try:
        return take_in(sent.filename, sent.read())
    except FileError as error:
        form.problem_file = file_words.explain(error)
        return None
    finally:
        sent.close()


def may_deliver(leg: Leg | None) -> bool:
    """The letter is still on its way."""
    return leg is not None and LegState(leg.state) in UNDELIVERED


def record(form: DeliveryForm, case: Case, leg: Leg, photo: Kept | None) -> bool:
    """Write the delivery down. False: the form says what to correct."""
    now = clock.now()
    files = (add_row(db.session, photo, now).id,) if photo else ()
    try:
        delivery.deliver_on_paper(
            db.session, case, leg, by=Actor(ActorKind.SECRET_HOLDER, case_id=case.id), now=now,
            received_on=form.received_on.data, proof=Proof(form.proof.data), remark=form.remark.data or "", file_ids=files,
        )  # fmt: skip
    except CaseError as error:
        db.session.rollback()
        form.refuse(error.field if error.field in form else "received_on", _words(error))
        return False
    return True


def _words(error: CaseError) -> str:
    if error.problem is Problem.BEFORE_FILING:
        day = error.values.get("not_before")
        written_on = long_date(day) if isinstance(day, date) else ""
        return t("The letter was written on %(day)s. It cannot have been handed in before.", day=written_on)
    return t("Check this.")
