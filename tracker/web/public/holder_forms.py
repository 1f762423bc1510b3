"""The forms of the holder of a letter."""

from __future__ import annotations

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from tracker.cases import labels
from tracker.cases.kinds import ANSWERS, Kind, Outcome
from tracker.i18n import N_, lazy, t
from tracker.law.codes import Route
from tracker.lawbook.labels import ROUTES
from tracker.web.public.delivery_form import DeliveryForm
from tracker.web.shared.checks import Length, Needed, NotInFuture
from tracker.web.shared.forms import DateField, OpenForm, PageForm, RadioField, SelectField

LONG = 20_000
CHANNELS = {
    "post": N_("by post"), "email": N_("by e-mail to me"), "phone": N_("by telephone"), "spoken": N_("by word of mouth"),
    "other": N_("in another way"),
}  # fmt: skip


class ActForm(PageForm):
    """`version`: the state the page showed; a form made for an older one is refused."""

    version = HiddenField()

    @property
    def seen(self) -> int | None:
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else None


class ReplyForm(ActForm):
    text = TextAreaField(lazy("Your reply"), validators=[Needed(N_("Write your reply.")), Length(LONG)])
    files = MultipleFileField(lazy("Photos and documents"))


class DeliveredForm(DeliveryForm, ActForm):
    class Meta(PageForm.Meta):
        csrf = True


class AnsweredForm(ActForm):
    answered_on = DateField(
        lazy("When did the answer come?"), validators=[Needed(N_("Write the day on which the answer came.")), NotInFuture()]
    )
    channel = RadioField(
        lazy("How did it come?"), choices=[(code, lazy(text)) for code, text in CHANNELS.items()],
        validators=[Needed(N_("Choose how it came."))],
    )  # fmt: skip
    outcome = RadioField(lazy("What did it say?"), validators=[Needed(N_("Choose what the answer said."))])
    text = TextAreaField(lazy("In short, what does it say?"), validators=[Length(LONG)])
    number = StringField(lazy("Number on the answer"), validators=[Length(100)])
    files = MultipleFileField(lazy("Photo or scan of the answer"))

    def of_kind(self, kind: Kind) -> AnsweredForm:
        """With the results that this kind of letter can have."""
        fitting = (*ANSWERS[kind], Outcome.REFUSED)
        self.outcome.choices = [(outcome.value, t(labels.OUTCOMES[outcome])) for outcome in fitting]
        return self


class AgreeForm(ActForm):
    agrees = RadioField(
        lazy("Did this answer reach you?"),
        choices=[("yes", lazy("Yes, it came")), ("no", lazy("No, I did not get it"))],
        validators=[Needed(N_("Choose one."))],
    )


class FeeForm(ActForm):
    agrees = RadioField(
        lazy("What do you say to the payment?"),
        choices=[("yes", lazy("I agree to it")), ("no", lazy("I contest it"))],
        validators=[Needed(N_("Choose one."))],
    )
    text = TextAreaField(lazy("Why? The body and the centre read this."), validators=[Length(4000)])


class ObjectForm(ActForm):
    reason = TextAreaField(
        lazy("Why is your letter what you chose?"), validators=[Needed(N_("Write why, in a few words.")), Length(4000)]
    )


class RateForm(ActForm):
    rating = RadioField(
        lazy("Does the answer help you?"), choices=[(code.value, lazy(text)) for code, text in labels.RATINGS.items()],
        validators=[Needed(N_("Choose one."))],
    )  # fmt: skip
    remark = TextAreaField(lazy("What is missing, or what was good?"), validators=[Length(4000)])


class ReopenForm(ActForm):
    reason = TextAreaField(
        lazy("What does the answer not say?"), validators=[Needed(N_("Write what is missing in the answer.")), Length(LONG)]
    )


class AppealForm(ActForm):
    to = SelectField(
        lazy("Where did you turn?"), choices=[("", ""), *((route.value, lazy(text)) for route, text in ROUTES.items())],
        validators=[Needed(N_("Choose where you turned."))],
    )  # fmt: skip

    @property
    def route(self) -> Route:
        return Route(self.to.data)


class CloseForm(ActForm):
    pass


class WithdrawForm(ActForm):
    pass


class ConfirmWithdrawalForm(OpenForm):
    """On the page of the link in the mail: its own address is the key, so it carries no token."""

    reason = TextAreaField(lazy("Why? Only the centre reads this."), validators=[Length(4000)])
    pressure = BooleanField(lazy("Somebody pressed me to withdraw"))
