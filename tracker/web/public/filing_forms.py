"""The forms of the letter, one per step. What they check is asked again of the stored draft before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from wtforms import BooleanField, Field, Form, HiddenField, MultipleFileField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker import clock
from tracker.cases.filing import MAX_BODY, MAX_SUBJECT
from tracker.cases.kinds import Kind, Sender
from tracker.cases.letter_words import ADDRESS_ASKED
from tracker.cases.reference import read_number
from tracker.directory.models import Authority
from tracker.directory.places import place_chain
from tracker.directory.queries import concerned_scope
from tracker.i18n import N_, lazy, t
from tracker.store import db
from tracker.web.public.filing_texts import ASKED_WAYS, CONCERNS, FORMS_WANTED, SENDERS
from tracker.web.shared.checks import Email, Length, Needed, NotInFuture, Phone
from tracker.web.shared.forms import DateField, OpenForm, RadioField, SelectField

UNKNOWN = "unknown"
"""The writer does not know the body: the centre finds it."""

REPORTS = frozenset({Kind.STATEMENT, Kind.COMPLAINT})
"""Letters beside which a second one may ask for information."""


class InWords:
    """There are letters in it: a row of dots or pictures is no letter that a body could answer."""

    def __init__(self, letters: int, text: str) -> None:
        self.letters, self.text = letters, text

    def __call__(self, form: Form, field: Field) -> None:
        if field.data and sum(character.isalpha() for character in field.data) < self.letters:
            raise ValidationError(t(self.text))


class StepForm(OpenForm):
    """A step of the letter. `tag` says which letter it belongs to."""

    tag = HiddenField()

    not_kept: frozenset[str] = frozenset({"tag"})
    late_problem: tuple[str, str] | None = None

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Also what the view found out: (field, what to do)."""
        valid = super().validate_on_submit(extra_validators)
        if valid and self.late_problem:
            self.refuse(*self.late_problem)
            return False
        return valid

    def kept(self) -> dict[str, Any]:
        """What of it goes into the draft, right or wrong."""
        return {field.short_name: field.data for field in self if field.short_name not in self.not_kept}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> StepForm:
        """The form as the draft holds it, whatever this request sent."""
        return cls(formdata=None, data=dict(data))


class WriteForm(StepForm):
    kind = HiddenField()
    subject = StringField(
        lazy("What is it about, in a few words?"),
        validators=[
            Needed(N_("Write in a few words what it is about.")),
            Length(MAX_SUBJECT),
            InWords(3, N_("Write in words what it is about.")),
        ],
    )
    body = TextAreaField(
        lazy("Your letter"),
        validators=[
            Needed(N_("Write your letter. A few sentences are enough.")),
            Length(MAX_BODY),
            InWords(10, N_("Write in words what you want. A few sentences are enough.")),
        ],
    )
    place_text = StringField(lazy("Where is it?"), validators=[Length(200)])
    form_wanted = RadioField(lazy("How do you want to get the information?"), choices=list(FORMS_WANTED.items()), default="")
    ask_too = TextAreaField(
        lazy("What do you want to know?"),
        validators=[Length(5000), InWords(10, N_("Write in words what you want to know."))],
    )
    danger = BooleanField(lazy("People are in danger right now"))

    def validate_kind(self, field: Field) -> None:
        if field.data not in set(Kind):
            raise ValidationError(t("Choose first what you want to write."))


    asked_number = StringField(lazy("Number of your request, if you sent it through this service"), validators=[Length(40)])
    asked_body = StringField(lazy("Which body did you ask?"), validators=[Length(300)])
    asked_on = DateField(lazy("On which day?"), validators=[NotInFuture()])
    asked_way = SelectField(lazy("How did you send it?"), choices=[("", ""), *ASKED_WAYS.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The draft keeps the day as a word of JSON."""
        data = dict(kwargs.pop("data", None) or {})
        day = data.get("asked_on")
        super().__init__(*args, data={**data, "asked_on": date.fromisoformat(day) if day else None}, **kwargs)

    def kept(self) -> dict[str, Any]:
        day = self.asked_on.data
        return {**super().kept(), "asked_on": day.isoformat() if day else ""}

    @property
    def of_access(self) -> bool:
        """A complaint about access to information: it names the request it is about."""
        return bool(self.kind.data == Kind.ACCESS_COMPLAINT)

    def validate_asked_number(self, field: Field) -> None:
        """Only the form of the number is looked at: whether there is such a letter is told to nobody."""
        if self.of_access and field.data and read_number(field.data) is None:
            raise ValidationError(t("Check the number: it looks like 26-4837-1950. If you have none, leave this empty."))

    def validate_asked_body(self, field: Field) -> None:
        if self.of_access and not field.data and not self.asked_number.data:
            raise ValidationError(t("Write which request it is about: its number here, or the body that you asked."))

    def validate_asked_on(self, field: Field) -> None:
        missing = not field.data and not field.errors and not self.asked_number.data
        if self.of_access and self.asked_body.data and missing:
            raise ValidationError(t("Write the day on which you asked. If you do not remember it, the nearest one."))


class PlaceForm(StepForm):
    territory = StringField(
        lazy("The place"), validators=[Needed(N_("Choose the place. If it is not in the list, choose the raion."))]
    )

    def validate_territory(self, field: Field) -> None:
        if field.data and not place_chain(db.session, field.data[:14]):
            raise ValidationError(t("Choose the place from the list."))


class ToForm(StepForm):
    topic = StringField(lazy("Topic"), validators=[Length(40)])
    authority = StringField(lazy("To whom"), validators=[Needed(N_("Choose who should answer, or “I do not know”."))])
    search = StringField(lazy("Find another body by its name"), validators=[Length(100)])
    concern_kind = SelectField(lazy("Is the letter about somebody?"), choices=[("", ""), *CONCERNS.items()])
    concern_name = StringField(lazy("Name"), validators=[Length(300)])
    concern_authority = StringField(validators=[Length(40)])

    not_kept = frozenset({"tag", "search"})

    def validate_authority(self, field: Field) -> None:
        if not field.data or field.data == UNKNOWN:
            return
        body = db.session.execute(_addressee(field.data)).first()
        if body is None or (body.valid_to and body.valid_to < clock.today()):
            raise ValidationError(t("This body cannot be written to here. Choose another one, or “I do not know”."))
        about = self.concern_authority.data if self.concern_kind.data == "body" else ""
        if about and field.data in concerned_scope(db.session, [about]):
            raise ValidationError(
                t("Your letter is about this body or one above it. Choose another one, or “I do not know”.")
            )

    def validate_concern_name(self, field: Field) -> None:
        if self.concern_kind.data and not field.data:
            raise ValidationError(t("Write the name, or choose that it is about nobody."))


def _addressee(authority_id: str) -> Any:
    wanted = Authority.id == authority_id[:40]
    return select(Authority.id, Authority.valid_to).where(wanted, Authority.addressee)


class SenderForm(StepForm):
    sender = RadioField(
        lazy("Who is writing?"), choices=list(SENDERS.items()), validators=[Needed(N_("Choose who is writing."))]
    )
    name = StringField(lazy("Surname and first name"), validators=[Length(200)])
    organisation = StringField(lazy("Name of the organisation or group"), validators=[Length(300)])
    represented = StringField(lazy("For whom do you write? Surname and first name"), validators=[Length(200)])
    address = StringField(lazy("Postal address"), validators=[Length(300)])
    phone = StringField(lazy("Phone or WhatsApp"), validators=[Phone()])
    email = StringField(lazy("E-mail"), validators=[Length(254), Email()])
    anonymous = BooleanField(lazy("I understand. Send it without my name or address."))
    website = StringField(lazy("Leave this field empty"), validators=[Length(100)])

    not_kept = frozenset({"tag", "website"})

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_kind = kind

    def validate_website(self, field: Field) -> None:
        if field.data:
            raise ValidationError(t("Leave this field empty: it is there to stop machines."))

    def validate_organisation(self, field: Field) -> None:
        if self.sender.data == Sender.ORGANISATION and not field.data:
            raise ValidationError(t("Write the name of the organisation."))

    def validate_represented(self, field: Field) -> None:
        if self.sender.data == Sender.FOR_ANOTHER and not field.data:
            raise ValidationError(t("Write for whom you write."))

    def validate_phone(self, field: Field) -> None:
        if self.sender.data == Sender.CENTRE and not (field.data or self.email.data):
            raise ValidationError(t("The centre has to talk to you first: leave a phone number or an e-mail."))

    def validate_name(self, field: Field) -> None:
        if field.data or (self.needs_address and self.anonymous.data):
            return
        if self.needs_address and self.sender.data != Sender.CENTRE:
            raise ValidationError(t("The law asks for a name. Without it the body may leave the letter unexamined."))
        if self.sender.data == Sender.CENTRE:
            raise ValidationError(t("Write your name. Only the centre sees it; it is not sent on."))
        raise ValidationError(t("The law asks for a name. If you do not want to give it, the centre can write for you."))

    def validate_address(self, field: Field) -> None:
        if field.data or not self.needs_address or self.anonymous.data or self.sender.data == Sender.CENTRE:
            return
        raise ValidationError(t("The law asks for a postal address. Without it the body may leave the letter unexamined."))

    @property
    def needs_address(self) -> bool:
        """Law 67 asks for name and address; Law 217 for a name."""
        return self.of_kind in ADDRESS_ASKED

    @property
    def lacks_identity(self) -> bool:
        """Offer to send it anonymously: only where the law lets the body decide."""
        return self.needs_address and self.sender.data != Sender.CENTRE and not (self.name.data and self.address.data)


class FilesForm(StepForm):
    files = MultipleFileField(lazy("Photos and documents"))

    not_kept = frozenset({"tag", "files"})


class SendForm(StepForm):
    """The last button. Nothing is typed here."""
