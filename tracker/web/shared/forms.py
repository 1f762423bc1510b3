"""The base of every form: our words in three languages, clean input, and lengths that are never unlimited.

    class ExtendForm(PageForm):
        reason = TextAreaField(lazy("Why is more time needed?"), validators=[Needed(N_("Write the reason")), Length(max=2000)])
        until = DateField(lazy("New date"), validators=[Needed(), NotInPast()])

Fields: DateField, RadioField, SelectField, CheckboxesField, SomField of this module; the others straight from wtforms and
flask_wtf.file. Checks: tracker.web.shared.checks.

WTForms and email-validator speak no Kyrgyz, so every message is ours. Fields without `Needed` are marked "optional"
by the field macro. `validate_on_submit()` is False when the person only pressed another language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField as PlainDateField
from wtforms import DecimalField, Field, Form, PasswordField, SelectMultipleField, StringField, TextAreaField
from wtforms import RadioField as PlainRadioField
from wtforms import SelectField as PlainSelectField
from wtforms.validators import Length as PlainLength
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.i18n import N_, t
from tracker.web.shared.checks import Length
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.widgets import Choices, QuickSelect

LINE, TEXT = 300, 20_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

# What WTForms itself may say, in our words.
BUILT_IN = {
    "Not a valid choice.": N_("Choose one of the answers."),
    "Not a valid choice": N_("Choose one of the answers."),
    "Invalid Choice: could not coerce.": N_("Choose one of the answers."),
    "This field is required.": N_("Fill this in."),
    "Not a valid integer value.": N_("Write a whole number in digits."),
    "Not a valid decimal value.": N_("Write a number in digits."),
    "Not a valid float value.": N_("Write a number in digits."),
    "Not a valid date value.": N_("This is not a date. Write it like 07.12.2026."),
    "Not a valid datetime value.": N_("This is not a date and time."),
    "Not a valid time value.": N_("This is not a time. Write it like 14:05."),
}


class _Words:
    """What WTForms asks for its messages."""

    def gettext(self, text: str) -> str:
        return t(BUILT_IN.get(text, text))

    def ngettext(self, one: str, many: str, n: int) -> str:
        return t("Choose only from the answers shown.")


def clean(value: str | None) -> str | None:
    """Typed text as we keep it: one form per letter, no control or direction characters, no space around."""
    if value is None:
        return None
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text).strip()


class PageForm(FlaskForm):
    """Every form of a page."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Form) -> Any:
            return _Words()

        def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:
            bound: Field = unbound_field.bind(form=form, **options)
            if isinstance(bound, StringField) and not isinstance(bound, PasswordField):
                bound.filters = (clean, *bound.filters)
                if not any(isinstance(check, PlainLength | Length) for check in bound.validators):
                    bound.validators = (*bound.validators, Length(max=TEXT if isinstance(bound, TextAreaField) else LINE))
            return bound

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        if language_switch_asked():
            return False
        return bool(super().validate_on_submit(extra_validators))

    def refuse(self, field: str, text: str) -> None:
        """Put an error that the law or a command found beside the field it is about. `text` is already translated."""
        self[field].errors = [*self[field].errors, text]


class OpenForm(PageForm):
    """A POST form on a public page (`@open_post`): no token, so that reading the page starts no session."""

    class Meta(PageForm.Meta):
        csrf = False


class SearchForm(OpenForm):
    """A GET form: filters and searches. Reads the query of the address."""

    def __init__(self, formdata: Any = None, **kwargs: Any) -> None:
        super().__init__(request.args if formdata is None else formdata, **kwargs)


class RadioField(PlainRadioField):
    """One of a few answers. Without `Needed` it may stay unanswered."""

    def pre_validate(self, form: Form) -> None:
        if self.data not in (None, ""):
            super().pre_validate(form)


class SelectField(PlainSelectField):
    """One of many answers. Put ("", …) first; without `Needed` it may stay there. `Choices` are kept as they are."""

    widget = QuickSelect()

    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices is not None:
            self.choices = choices if isinstance(choices, Choices) else list(choices)

    def pre_validate(self, form: Form) -> None:
        if self.data not in (None, ""):
            super().pre_validate(form)


class CheckboxesField(SelectMultipleField):
    """Several of a few answers."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DateField(PlainDateField):
    """A legal date. Phones send 2026-12-07 from their date picker; people type 07.12.2026."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = clean(valuelist[0]) if valuelist else ""
        if not typed:
            self.data = None
            return
        try:
            super().process_formdata([typed])
        except ValueError:
            raise ValueError(t("This is not a date. Write it like 07.12.2026.")) from None
        if self.data and not 1990 <= self.data.year <= 2100:
            self.data = None
            raise ValueError(t("Check the year."))


def errors_of(form: Form) -> list[tuple[str, str]]:
    """(id of the field, message) in the order of the form, for the summary at the top. Two alike name their fields."""
    found = [(field, str(message)) for field in form for message in _messages(field)]
    often = Counter(message for _, message in found)
    return [(field.id, f"{field.label.text}: {said}" if often[said] > 1 else said) for field, said in found]


def _messages(field: Field) -> list[Any]:
    found: list[Any] = []
    for error in field.errors if not isinstance(field.errors, dict) else field.errors.values():
        found.extend(error if isinstance(error, list | tuple) else [error])
    return found


def has_file(form: Form) -> bool:
    """The form must be sent as multipart."""
    return any(field.type in {"FileField", "MultipleFileField"} for field in form)


class SomField(DecimalField):
    """Money as people write it: 1 250,50 is a number too."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(["".join(typed.split()).replace(",", ".") for typed in valuelist])
