"""The forms about a body. Each asks where the news is from: that is kept with the change."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker.directory.codes import BodyStatus, BoundBy, Level
from tracker.directory.labels import BODY_KINDS, BODY_STATUS, BOUND_BY, LEVELS
from tracker.directory.models import Authority
from tracker.i18n import N_, lazy, t
from tracker.web.admin import picking
from tracker.web.shared.checks import Length, Needed, NotInFuture
from tracker.web.shared.forms import DateField, PageForm, RadioField, SelectField

SOURCE_HINT = N_("A decision with number and day, a page, a call: kept with the change")
FACTS = (
    "name_ky",
    "name_ru",
    "name_en",
    "acronym_ky",
    "acronym_ru",
    "kind",
    "level",
    "bound_by",
    "bound_by_confirmed",
    "bound_by_source",
    "status",
    "addressee",
    "valid_from",
    "predecessors",
    "note",
)


def source_field(label: Any = None) -> StringField:
    return StringField(
        label or lazy("Where is this known from?"),
        description=lazy(SOURCE_HINT),
        validators=[Needed(N_("Write where this is known from.")), Length(500)],
    )


def reason_field(label: Any) -> StringField:
    return StringField(label, validators=[Needed(N_("Write the reason for the change.")), Length(500)])


class FactsForm(PageForm):
    name_ky = StringField(lazy("Name in Kyrgyz"), validators=[Length(300)])
    name_ru = StringField(lazy("Name in Russian"), validators=[Needed(N_("Write the name in Russian.")), Length(300)])
    name_en = StringField(lazy("Name in English"), validators=[Length(300)])
    acronym_ky = StringField(lazy("Abbreviation in Kyrgyz"), validators=[Length(120)])
    acronym_ru = StringField(lazy("Abbreviation in Russian"), validators=[Length(120)])
    kind = SelectField(lazy("Kind of body"))
    level = SelectField(lazy("Level"), validators=[Needed(N_("Choose the level."))])
    bound_by = SelectField(lazy("What is it in the eyes of the law?"), validators=[Needed(N_("Choose one."))])
    bound_by_confirmed = BooleanField(
        lazy("A law was seen that binds it"), description=lazy("Without this no date of the law is counted for it.")
    )
    bound_by_source = StringField(lazy("Which law, and where it was read"), validators=[Length(500)])
    status = SelectField(lazy("How sure are we that it exists?"), validators=[Needed(N_("Choose one."))])
    addressee = BooleanField(lazy("People may write to it"))
    valid_from = DateField(lazy("First day"), description=lazy("Empty: it always was"))
    predecessors = StringField(
        lazy("Former names"), description=lazy("It is found by them too"), validators=[Length(500)]
    )
    note = TextAreaField(lazy("Note"), validators=[Length(1000)])
    reason = source_field()

    def fill_choices(self, body: Authority | None = None) -> None:
        kinds = dict(BODY_KINDS) | (
            {body.kind: body.kind} if body and body.kind and body.kind not in BODY_KINDS else {}
        )
        self.kind.choices = [("", t("Not said")), *((code, t(words)) for code, words in kinds.items())]
        self.level.choices = [(code.value, t(LEVELS[code])) for code in Level]
        self.bound_by.choices = [(code.value, t(BOUND_BY[code])) for code in BoundBy]
        ended = body is not None and body.status == BodyStatus.ENDED
        self.status.choices = [
            (code.value, t(BODY_STATUS[code])) for code in BodyStatus if code is not BodyStatus.ENDED or ended
        ]

    def validate_bound_by_source(self, field: Field) -> None:
        if self.bound_by_confirmed.data and not field.data:
            raise ValidationError(t("Write which law binds it, and where you read that."))

    def values(self) -> dict[str, Any]:
        return {name: "" if self[name].data is None and name != "valid_from" else self[name].data for name in FACTS}


class NewBodyForm(FactsForm):
    """The number comes first; the seat is the first place it answers for."""

    id = StringField(
        lazy("Number of the body here"),
        description=lazy("Latin capital letters, digits and hyphens, such as SETS-CH. It never changes."),
        validators=[Needed(N_("Write a number for the body.")), Length(40)],
        filters=[lambda typed: typed.upper() if typed else typed],
    )
    place = picking.text_field(lazy("Where is its seat?"), Needed(N_("Write the place.")), Length(80))
    place_pick = picking.pick_field()


class ContactsForm(PageForm):
    phone = StringField(lazy("Telephone"), validators=[Length(300)])
    website = StringField(
        lazy("Website"), description=lazy("Begins with https:// or http://"), validators=[Length(300)]
    )
    postal_address = StringField(lazy("Postal address"), validators=[Length(300)])
    reason = source_field()

    def validate_website(self, field: Field) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(t("The address of a website begins with https:// or http://."))


class SuperiorForm(PageForm):
    body = picking.text_field(lazy("Which body hears complaints about it?"), Needed(N_("Write the body.")), Length(120))
    body_pick = picking.pick_field()
    from_day = DateField(lazy("Since which day?"), validators=[Needed(N_("Write the day."))])
    source = source_field()


class HeadSignsForm(PageForm):
    head_signs = RadioField(
        lazy("Who sends answers and refusals?"),
        choices=[("no", lazy("The officer who wrote them")), ("yes", lazy("The head, after reading them"))],
        validators=[Needed(N_("Choose one."))],
    )
    reason = reason_field(lazy("Why is it changed?"))


class ServesForm(PageForm):
    """One place more, or some less, from one day on."""

    place = picking.text_field(lazy("A place to add"), Length(80))
    place_pick = picking.pick_field()
    from_day = DateField(lazy("From which day?"), validators=[Needed(N_("Write the day."))])
    act = source_field(lazy("By which decision?"))


class EndForm(PageForm):
    last_day = DateField(lazy("Last day"), validators=[Needed(N_("Write the last day."))])
    act = source_field(lazy("By which decision?"))


class UnitForm(PageForm):
    name_ky = StringField(lazy("Name in Kyrgyz"), validators=[Needed(N_("Write the name in Kyrgyz.")), Length(300)])
    name_ru = StringField(lazy("Name in Russian"), validators=[Needed(N_("Write the name in Russian.")), Length(300)])
    name_en = StringField(lazy("Name in English"), validators=[Length(300)])
    valid_from = DateField(lazy("First day"), description=lazy("Empty: it always was"))
    valid_to = DateField(lazy("Last day"), description=lazy("Empty: it still exists"))


class MergeForm(PageForm):
    act = source_field(lazy("By which decision?"))
    on_date = DateField(
        lazy("From which day does the successor answer?"),
        validators=[Needed(N_("Write the day.")), NotInFuture()],
        description=lazy("Do this on that day or later, not before: open letters move at once."),
    )
