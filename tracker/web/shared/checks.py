"""What a field may contain, in our words. Each is a WTForms validator: `validators=[Needed(N_("Write …")), Length(max=200)]`."""

from __future__ import annotations

import re
from datetime import date

from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError

from tracker import clock
from tracker.i18n import N_, short_date, t


class Needed:
    """Must be filled in. `text` says what to do, not that something is missing."""

    field_flags = {"required": True}

    def __init__(self, text: str = N_("Fill this in.")) -> None:
        self.text = text

    def __call__(self, form: Form, field: Field) -> None:
        typed = [value for value in field.raw_data or () if not isinstance(value, str) or value.strip()]
        if field.errors and typed:
            return
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            field.errors = []
            raise StopValidation(t(self.text))


class Length:
    """Not longer than `max`, not shorter than `min` characters; says how many there are."""

    def __init__(self, max: int, min: int = 0) -> None:
        self.max, self.min = max, min

    def __call__(self, form: Form, field: Field) -> None:
        count = len(field.data or "")
        if count > self.max:
            raise ValidationError(
                t("This is %(count)s characters long. Shorten it to %(max)s.", count=count, max=self.max)
            )
        if 0 < count < self.min:
            raise ValidationError(t("This is too short. Write at least %(min)s characters.", min=self.min))


class Email:
    """Looks like an e-mail address. Nothing is asked of the network."""

    def __call__(self, form: Form, field: Field) -> None:
        from email_validator import EmailNotValidError, validate_email  # heavy, and few pages need it

        if not field.data:
            return
        try:
            field.data = validate_email(field.data, check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError(t("Check the e-mail address. It looks like name@example.kg.")) from None


class Phone:
    """A phone number as people write it: digits, spaces, +, -, brackets; 6 to 15 digits."""

    def __call__(self, form: Form, field: Field) -> None:
        if not field.data:
            return
        digits = re.sub(r"[\s()+\-.]", "", field.data)
        if not (digits.isdecimal() and 6 <= len(digits) <= 15):
            raise ValidationError(t("Check the phone number. It looks like 0555 123 456."))


class NotInFuture:
    """A day that has already come."""

    def __call__(self, form: Form, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(t("This day has not come yet. Today is %(today)s.", today=short_date(clock.today())))


class NotInPast:
    """Today or later."""

    def __call__(self, form: Form, field: Field) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(t("This day has already passed. Today is %(today)s.", today=short_date(clock.today())))


class NotBefore:
    """Not before the day in another field."""

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: Form, field: Field) -> None:
        earlier: date | None = form[self.other].data
        if field.data and earlier and field.data < earlier:
            raise ValidationError(t("This cannot be before %(day)s.", day=short_date(earlier)))
