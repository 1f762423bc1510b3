"""The form for a person who came with paper, told his matter or called: all on one page."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker.cases import labels
from tracker.cases.filing import MAX_BODY, MAX_SUBJECT, ConcernGiven, PartyGiven
from tracker.cases.kinds import Channel, Kind, Sender
from tracker.i18n import LANGUAGES, N_, lazy, t
from tracker.i18n.languages import OWN_NAMES
from tracker.web.shared.checks import Email, Length, Needed, NotInFuture, Phone
from tracker.web.shared.forms import DateField, PageForm, RadioField, SelectField

UNKNOWN, NOBODY = "unknown", "none"
WITH_ADDRESS = frozenset({Kind.PROPOSAL, Kind.STATEMENT, Kind.COMPLAINT})
"""Law 67 asks for the postal address too."""
CHANNELS = {
    Channel.PAPER: lazy("He brought it on paper, or it came by post"),
    Channel.ORAL: lazy("He came and told it"),
    Channel.PHONE: lazy("He called"),
}
SENDERS = {
    Sender.PERSON: lazy("For himself"),
    Sender.ORGANISATION: lazy("For an organisation or a group"),
    Sender.FOR_ANOTHER: lazy("For another person"),
    Sender.CENTRE: lazy("He is afraid: the centre writes in its own name"),
}
CONCERNS = {
    "": lazy("About nobody in particular"),
    "company": lazy("A company"),
    "site": lazy("A site or plant"),
    "official": lazy("An official"),
    "body": lazy("A public body"),
}


class WriteDownForm(PageForm):
    """`key`: the same form makes one case, however often it is sent."""

    key = HiddenField()
    task = HiddenField()
    channel = RadioField(
        lazy("How did it come?"),
        choices=[(code.value, text) for code, text in CHANNELS.items()],
        default=Channel.PAPER.value,
        validators=[Needed(N_("Choose how it came."))],
    )
    received_on = DateField(
        lazy("On which day did the centre get it?"), validators=[Needed(N_("Write the day.")), NotInFuture()]
    )
    kind = SelectField(
        lazy("What is it?"),
        choices=[("", ""), *((code.value, lazy(text)) for code, text in labels.KINDS.items())],
        validators=[Needed(N_("Choose what it is."))],
    )
    language = RadioField(
        lazy("Language of the letter"),
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        validators=[Needed(N_("Choose the language."))],
    )
    subject = StringField(
        lazy("What is it about, in a few words?"),
        validators=[Needed(N_("Write what it is about.")), Length(MAX_SUBJECT)],
    )
    body = TextAreaField(
        lazy("The letter, in his words"), validators=[Needed(N_("Write the letter.")), Length(MAX_BODY)]
    )
    files = MultipleFileField(lazy("Photo of the paper, and what came with it"))
    place = StringField(lazy("Village, town or raion"), validators=[Length(200)])
    territory = StringField(lazy("Which of these places?"), validators=[Length(14)])
    topic = SelectField(lazy("Topic"), validators=[])
    search = StringField(lazy("Find a body by its name"), validators=[Length(100)])
    authority = StringField(lazy("Which body should answer?"), default=UNKNOWN, validators=[Length(40)])
    sender = RadioField(
        lazy("For whom does he write?"),
        choices=[(code.value, text) for code, text in SENDERS.items()],
        default=Sender.PERSON.value,
        validators=[Needed(N_("Choose one."))],
    )
    name = StringField(lazy("Surname and first name"), validators=[Length(200)])
    organisation = StringField(lazy("Name of the organisation or group"), validators=[Length(300)])
    represented = StringField(lazy("For whom: surname and first name"), validators=[Length(200)])
    address = StringField(lazy("Postal address"), validators=[Length(300)])
    phone = StringField(lazy("Phone or WhatsApp"), validators=[Phone()])
    email = StringField(lazy("E-mail"), validators=[Length(254), Email()])
    anonymous = BooleanField(lazy("There is no name or address on it, and he knows that the body may then leave it unexamined"))
    concern_kind = SelectField(lazy("Is it about somebody?"), choices=list(CONCERNS.items()))
    concern_name = StringField(lazy("Name of whom it is about"), validators=[Length(300)])
    concern_authority = StringField(lazy("Which of these bodies is it about?"), validators=[Length(40)])
    urgent = BooleanField(lazy("People are in danger right now"))

    def validate_name(self, field: Field) -> None:
        if not (field.data or self.organisation.data or self.anonymous.data):
            raise ValidationError(t("Write the name, or tick that there is none."))

    def validate_address(self, field: Field) -> None:
        """As on the citizen's own form: Law 67 asks for it, and the centre as sender has one of its own."""
        wanted = self.kind.data in WITH_ADDRESS and self.sender.data != Sender.CENTRE and not self.anonymous.data
        if wanted and not field.data:
            raise ValidationError(t("The law asks for a postal address. Write it, or tick that there is none."))

    def validate_organisation(self, field: Field) -> None:
        if self.sender.data == Sender.ORGANISATION and not field.data:
            raise ValidationError(t("Write the name of the organisation."))

    def validate_represented(self, field: Field) -> None:
        if self.sender.data == Sender.FOR_ANOTHER and not field.data:
            raise ValidationError(t("Write for whom."))

    def validate_concern_name(self, field: Field) -> None:
        if self.concern_kind.data and not field.data:
            raise ValidationError(t("Write the name, or choose that it is about nobody."))

    def parties(self) -> tuple[PartyGiven, ...]:
        """Who stands behind the letter. Whom a centre writes for is never told to a body."""
        sender = Sender(self.sender.data)
        writer = PartyGiven(
            "behind" if sender is Sender.CENTRE else "applicant",
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            address=self.address.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
        )
        if sender is Sender.FOR_ANOTHER:
            return writer, PartyGiven("represented", name=self.represented.data or "")
        return (writer,)

    def concerns(self) -> tuple[ConcernGiven, ...]:
        if not self.concern_kind.data:
            return ()
        about = self.concern_authority.data if self.concern_kind.data == "body" else ""
        return (
            ConcernGiven(
                self.concern_kind.data, self.concern_name.data or "", about if about and about != NOBODY else None
            ),
        )


def blank(**values: Any) -> WriteDownForm:
    """As the page is opened."""
    return WriteDownForm(
        formdata=None,
        data={"authority": UNKNOWN, "channel": Channel.PAPER.value, "sender": Sender.PERSON.value, **values},
    )
