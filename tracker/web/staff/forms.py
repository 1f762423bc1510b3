"""The forms of a centre's daily work with a case. Each knows what its writer saw."""

from __future__ import annotations

from flask import current_app
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker.cases import labels
from tracker.cases.kinds import ANSWERS, Kind, Outcome, Proof
from tracker.cases.labels_of_forms import ANSWER_CHANNELS
from tracker.cases.reference import digest, read_secret, same
from tracker.i18n import N_, lazy, t
from tracker.lawbook.labels import ROUTES
from tracker.web.shared.checks import Length, Needed, NotInFuture
from tracker.web.shared.forms import CheckboxesField, DateField, PageForm, RadioField, SelectField

LONG = 20_000
KEEP_CHOICES = [("", ""), *((code, lazy(text)) for code, text in labels.KEEP_REASONS.items())]


class SeenForm(PageForm):
    """A form made for an older state is refused."""

    seen_version = HiddenField()


class LookForm(SeenForm):
    PASS = ("pass", lazy("It can go to the body"))
    NOT_ACCEPT = ("not_accept", lazy("Not accepted: spam, or nothing is asked of anybody"))
    decision = RadioField(
        lazy("What do you say?"),
        choices=[PASS, NOT_ACCEPT],
        validators=[Needed(N_("Choose one."))],
    )
    who_reads = RadioField(
        lazy("Who may read it later?"),
        choices=[
            ("open", lazy("Open: everybody, without the name, after you release it")),
            ("restricted", lazy("Restricted: only the body and the centre")),
        ],
        validators=[Needed(N_("Choose one."))],
    )
    reason = TextAreaField(lazy("Why not; the writer reads this"), validators=[Length(4000)])

    def for_centre(self) -> LookForm:
        """The centre is asked to be the sender: it may say no to that without saying no to the letter."""
        decline = ("decline", t("The centre does not send it in its own name. The writer can send it in his own."))
        self.decision.choices = [self.PASS, decline, self.NOT_ACCEPT]
        return self

    def validate_reason(self, field: Field) -> None:
        if self.decision.data in {"not_accept", "decline"} and not field.data:
            raise ValidationError(t("Write why, in a few words. The writer reads it."))


class NoteForm(SeenForm):
    text = TextAreaField(lazy("Note for your colleagues"), validators=[Needed(N_("Write the note.")), Length(5000)])


class DeliverForm(SeenForm):
    received_on = DateField(
        lazy("On which day did the body get it?"), validators=[Needed(N_("Write the day.")), NotInFuture()]
    )
    proof = RadioField(
        lazy("How do we know?"),
        choices=[
            (Proof.STAMPED_COPY.value, lazy("They stamped our copy")),
            (Proof.POSTAL_RECEIPT.value, lazy("A receipt of the post office")),
            (Proof.ASSERTED.value, lazy("Only somebody's word: no paper to show")),
        ],
        validators=[Needed(N_("Choose one."))],
    )
    remark = StringField(
        lazy("Number of the stamp or of the postal receipt, and who took it"), validators=[Length(300)]
    )
    file = FileField(lazy("Photo of the stamp or the receipt"))

    def validate_remark(self, field: Field) -> None:
        if self.proof.data == Proof.POSTAL_RECEIPT and not field.data:
            raise ValidationError(t("Write the number of the postal receipt."))


class OutsideForm(SeenForm):
    answered_on = DateField(
        lazy("On which day was it answered?"), validators=[Needed(N_("Write the day.")), NotInFuture()]
    )
    channel = RadioField(
        lazy("How did the answer go?"),
        choices=[(code, lazy(text)) for code, text in ANSWER_CHANNELS.items()],
        validators=[Needed(N_("Choose one."))],
    )
    outcome = RadioField(lazy("What did it say?"), validators=[Needed(N_("Choose one."))])
    text = TextAreaField(lazy("What the answer said, in short"), validators=[Length(LONG)])
    outgoing_number = StringField(lazy("Number on the answer"), validators=[Length(80)])
    outgoing_on = DateField(lazy("Date on the answer"), validators=[NotInFuture()])
    signatory = StringField(lazy("Signed by"), validators=[Length(200)])
    file = FileField(lazy("A scan or photo of the answer"))

    def of_kind(self, kind: Kind) -> None:
        """With the results that this kind of letter can have."""
        fitting = (*ANSWERS[kind], Outcome.REFUSED)
        self.outcome.choices = [(outcome.value, t(labels.OUTCOMES[outcome])) for outcome in fitting]


class AgreeForm(SeenForm):
    agrees = RadioField(
        lazy("What does the other side say?"),
        choices=[("yes", lazy("Yes, this answer came")), ("no", lazy("No, it did not come"))],
        validators=[Needed(N_("Choose one."))],
    )


class ClarifyForm(SeenForm):
    text = TextAreaField(lazy("His reply, in his words"), validators=[Needed(N_("Write the reply.")), Length(LONG)])
    file = FileField(lazy("Photo or document"))


class PassOnForm(SeenForm):
    decision = RadioField(
        lazy("What do you do with it?"),
        choices=[
            ("pass", lazy("Pass it on to the body, in the name of the centre")),
            ("back", lazy("Give it back to the writer, with a reason")),
        ],
        validators=[Needed(N_("Choose one."))],
    )
    text = TextAreaField(
        lazy("What the body reads"), description=lazy("Take out names, addresses and whatever shows who wrote it."),
        validators=[Length(LONG)],
    )  # fmt: skip
    files = CheckboxesField(
        lazy("Files that go along"), description=lazy("Open each on the page of the case first."), coerce=int, choices=[]
    )
    reason = TextAreaField(lazy("Why not; the writer reads this"), validators=[Length(4000)])

    def validate_text(self, field: Field) -> None:
        if self.decision.data == "pass" and not (field.data or self.files.data):
            raise ValidationError(t("Write what the body reads, or choose a file."))

    def validate_reason(self, field: Field) -> None:
        if self.decision.data == "back" and not field.data:
            raise ValidationError(t("Write why, in a few words. The writer reads it."))


class FeeForm(SeenForm):
    agrees = RadioField(
        lazy("What does the applicant say to the payment?"),
        choices=[("yes", lazy("He agrees to it")), ("no", lazy("He contests it"))],
        validators=[Needed(N_("Choose one."))],
    )
    text = TextAreaField(lazy("Why? The body reads this."), validators=[Length(4000)])


class KindForm(SeenForm):
    kind = RadioField(lazy("What kind of letter is it?"), validators=[Needed(N_("Choose one."))])
    reason = TextAreaField(
        lazy("Why? The applicant and the body read this."), validators=[Needed(N_("Write the reason.")), Length(4000)]
    )


class ObjectForm(SeenForm):
    reason = TextAreaField(
        lazy("Why does the applicant object? The body reads this."), validators=[Needed(N_("Write the reason.")), Length(4000)]
    )


class SettleForm(SeenForm):
    decision = RadioField(
        lazy("What do you decide?"),
        choices=[("other", lazy("The other kind holds")), ("filed", lazy("The kind that the applicant chose holds"))],
        validators=[Needed(N_("Choose one."))],
    )
    reason = TextAreaField(
        lazy("Why? The applicant and the body read this."), validators=[Needed(N_("Write the reason.")), Length(4000)]
    )


class RecountForm(SeenForm):
    by = RadioField(lazy("By which term?"), choices=[], validators=[Needed(N_("Choose one."))])
    reason = TextAreaField(
        lazy("Why? The applicant and the body read this."),
        description=lazy("For example: a day off by decree, with its act; a corrected day of receipt, with its proof"),
        validators=[Needed(N_("Write the reason.")), Length(2000)],
    )


class ReopenForm(SeenForm):
    reason = TextAreaField(
        lazy("What does the answer not say? The body reads this."),
        validators=[Needed(N_("Write what is missing.")), Length(LONG)],
    )


class AppealForm(SeenForm):
    to = SelectField(
        lazy("Where did he turn?"),
        choices=[("", ""), *((route.value, lazy(text)) for route, text in ROUTES.items())],
        validators=[Needed(N_("Choose where he turned."))],
    )
    result = SelectField(
        lazy("What came of it?"),
        choices=[
            ("", lazy("Not known yet")),
            ("upheld", lazy("He was right")),
            ("partly", lazy("He was partly right")),
            ("rejected", lazy("Rejected")),
        ],
    )


class WithdrawForm(SeenForm):
    confirmed = RadioField(
        lazy("You called the applicant. What does he say?"),
        choices=[("yes", lazy("Yes, he withdraws")), ("no", lazy("No, the case goes on"))],
        validators=[Needed(N_("Choose one."))],
    )
    secret = StringField(
        lazy("Secret code that he tells you"),
        description=lazy("From his slip, 16 digits. For a lost slip give a new code first."), validators=[Length(60)],
    )  # fmt: skip
    reason = TextAreaField(lazy("Why? Only the centre reads this."), validators=[Length(4000)])
    pressure = BooleanField(lazy("Somebody presses him to withdraw"))

    secret_digest: str = ""

    def of_caller(self, secret_digest: str) -> None:
        """Nobody can call him: whoever calls or comes proves by the code of the slip that the letter is his."""
        self.secret_digest = secret_digest
        self.confirmed.label.text = t("He called or came. What does he say?")

    def validate_secret(self, field: Field) -> None:
        if not self.secret_digest or self.confirmed.data != "yes":
            return
        if not same(digest(read_secret(field.data or ""), current_app.config["SECRET_KEY"]), self.secret_digest):
            raise ValidationError(t("This is not the secret code of this letter. Ask him to read it out once more."))


class CloseForm(SeenForm):
    sure = BooleanField(
        lazy("Nothing more is awaited"), validators=[Needed(N_("Tick this if nothing more is awaited."))]
    )


class SecretForm(SeenForm):
    checked_how = TextAreaField(
        lazy("How did you make sure that it is he?"),
        validators=[
            Needed(N_("Write what you compared: a document, a call back, details of the letter.")),
            Length(1000),
        ],
    )


class UnpublishForm(SeenForm):
    reason = SelectField(
        lazy("Why is it taken back? Everybody reads this."),
        choices=KEEP_CHOICES,
        validators=[Needed(N_("Choose a reason."))],
    )


class ReasonForm(PageForm):
    reason = TextAreaField(
        lazy("Why do you need to read this case?"),
        validators=[Needed(N_("Write the reason: its centre reads it.")), Length(1000)],
    )


class DeferForm(PageForm):
    until_on = DateField(lazy("Show it again on"), validators=[Needed(N_("Write the day."))])
