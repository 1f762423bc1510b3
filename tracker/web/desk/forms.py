"""The forms of a body's daily work on a letter. What the law wants of an answer or a refusal stands in `answer_forms`."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker import clock
from tracker.cases.questions import Window
from tracker.i18n import N_, lazy, long_date, t
from tracker.web.shared.checks import Length, Needed, NotInFuture, NotInPast
from tracker.web.shared.forms import DateField, PageForm, RadioField, SomField


class SeenForm(PageForm):
    """Knows what its writer saw: a form made for an older state is refused."""

    seen_version = HiddenField()


class ReceiptForm(SeenForm):
    received_on = DateField(
        lazy("On which day did you get the letter?"), validators=[Needed(N_("Write the day.")), NotInFuture()]
    )


class RegisterForm(SeenForm):
    incoming_number = StringField(
        lazy("Your incoming number"),
        validators=[Needed(N_("Write the number under which you registered it.")), Length(80)],
    )
    registered_on = DateField(lazy("Day of registration"), validators=[Needed(N_("Write the day.")), NotInFuture()])
    received_on = DateField(lazy("Day on which you got it, if it was earlier"), validators=[NotInFuture()])
    take = BooleanField(lazy("I take it to work on it myself"))


class AskForm(SeenForm):
    question = TextAreaField(
        lazy("What do you want to ask?"), validators=[Needed(N_("Write your question.")), Length(5_000)]
    )
    until_on = DateField(lazy("Reply by"), validators=[Needed(N_("Write the day."))])
    window: Window

    def within(self, window: Window) -> AskForm:
        """The form for this window: a day that the law sets is not asked for."""
        self.window = window
        if window.by_law:
            del self.until_on
        return self

    def validate_until_on(self, field: Field) -> None:
        if field.data and not self.window.holds(field.data, clock.today()):
            raise ValidationError(t("Choose a day after today and not later than %(on)s.", on=long_date(self.window.last_on)))


class ExtendForm(SeenForm):
    ground = RadioField(lazy("Why does it need more time?"), validators=[Needed(N_("Choose a reason."))])
    reason = TextAreaField(
        lazy("Explain it to the applicant"),
        validators=[Needed(N_("Write the reason in your own words.")), Length(5_000)],
    )


class AnnounceDateForm(SeenForm):
    announced_on = DateField(
        lazy("On which day do you mean to answer?"), validators=[Needed(N_("Write the day.")), NotInPast()]
    )
    text = TextAreaField(lazy("What the applicant should know about it"), validators=[Length(5_000)])


class FeeForm(SeenForm):
    amount = SomField(lazy("How much, in soms?"), validators=[Needed(N_("Write the amount in soms."))])
    purpose = TextAreaField(
        lazy("What is it for?"), validators=[Needed(N_("Write what the money is for.")), Length(2_000)]
    )
    basis = StringField(
        lazy("On what basis?"),
        validators=[Needed(N_("Write the article of the law or the price list.")), Length(300)],
    )


class TransferForm(SeenForm):
    """`authority` is checked by the command; `search` finds a body that is not proposed."""

    search = StringField(lazy("Find another body by its name"), validators=[Length(100)])
    to_authority_id = StringField(lazy("Which body can answer?"), validators=[Needed(N_("Choose a body."))])
    ground = RadioField(lazy("On what ground?"), validators=[Needed(N_("Choose a ground."))])
    reason = TextAreaField(
        lazy("Explain it to the applicant and to the next body"),
        validators=[Needed(N_("Write why the other body is the right one.")), Length(5_000)],
    )


def register_form(version: str = "", **data: Any) -> RegisterForm:
    """As it stands on a page that is opened: today, and whoever registers takes it."""
    values = {"registered_on": clock.today(), "take": True, "seen_version": version, **data}
    return RegisterForm(formdata=None, data=values)
