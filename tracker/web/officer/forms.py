"""The forms of those who signed in; what a letter's link may do too is in `tracker.web.desk.forms`."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField

from tracker.cases.labels_of_forms import ANSWER_CHANNELS
from tracker.i18n import N_, lazy
from tracker.web.desk.forms import SeenForm
from tracker.web.shared.checks import Email, Length, Needed, NotInFuture
from tracker.web.shared.forms import DateField, PageForm, RadioField, SelectField


class AssignForm(SeenForm):
    unit_id = RadioField(lazy("To which unit?"), coerce=str, validators=[Needed(N_("Choose a unit."))])


class NoteForm(PageForm):
    text = TextAreaField(lazy("Note for your colleagues"), validators=[Needed(N_("Write the note.")), Length(5_000)])


class RequalifyForm(SeenForm):
    kind = RadioField(lazy("What kind of letter is it?"), validators=[Needed(N_("Choose one."))])
    reason = TextAreaField(
        lazy("Explain it to the applicant"),
        validators=[Needed(N_("Write the reason in your own words.")), Length(5_000)],
    )


class SendBackForm(SeenForm):
    note = TextAreaField(
        lazy("What should be changed? Only your body reads this."),
        validators=[Needed(N_("Write what should be changed.")), Length(5_000)],
    )


class OutsideForm(SeenForm):
    answered_on = DateField(
        lazy("On which day did you answer?"), validators=[Needed(N_("Write the day.")), NotInFuture()]
    )
    channel = RadioField(
        lazy("How did the answer go?"), choices=[(code, lazy(text)) for code, text in ANSWER_CHANNELS.items()],
        validators=[Needed(N_("Choose one."))],
    )  # fmt: skip
    outcome = RadioField(lazy("What did you answer?"), validators=[Needed(N_("Choose one."))])
    text = TextAreaField(lazy("What the answer said, in short"), validators=[Length(20_000)])
    outgoing_number = StringField(lazy("Your outgoing number"), validators=[Length(80)])
    outgoing_on = DateField(lazy("Date of the letter"), validators=[NotInFuture()])
    signatory = StringField(lazy("Signed by"), validators=[Length(200)])
    file = FileField(lazy("A scan or photo of the answer"))


class FindForm(PageForm):
    """Only for its field: it reads the address and carries no token."""

    class Meta(PageForm.Meta):
        csrf = False

    number = StringField(lazy("Find a letter by its number, ours or yours"), validators=[Length(80)])


class InviteForm(PageForm):
    email = StringField(lazy("E-mail address"), validators=[Needed(N_("Write the address.")), Email()])
    title_ky = StringField(
        lazy("Post, in Kyrgyz"), validators=[Needed(N_("Write what the post is called.")), Length(200)]
    )
    title_ru = StringField(lazy("Post, in Russian"), validators=[Length(200)])
    unit_id = SelectField(lazy("Unit"), coerce=str)
    language = RadioField(
        lazy("Language of the invitation"), choices=[("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")],
        validators=[Needed()],
    )  # fmt: skip
