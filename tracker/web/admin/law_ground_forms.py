"""The forms about a ground: a new one, what one that was added says, and whether it is a ground at all."""

from __future__ import annotations

from typing import Any

from wtforms import Field, TextAreaField
from wtforms.validators import ValidationError

from tracker.i18n import N_, has_cyrillic, lazy, t
from tracker.law.added_grounds import SPOKEN
from tracker.law.codes import Origin, Status, Use
from tracker.law.grounds import refusal_grounds
from tracker.law.regimes import Ground, Regime
from tracker.lawbook.grounds import ground_line
from tracker.lawbook.labels import NEEDS
from tracker.web.admin import law_ground_words
from tracker.web.admin.body_forms import reason_field, source_field
from tracker.web.admin.law_forms import GroundForm, of_ground
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.forms import CheckboxesField, DateField, PageForm, RadioField

LONGEST = 300
QUOTED = N_("As a letter quotes it: one short sentence, without the article")


def _in_one_line(value: str | None) -> str | None:
    return " ".join(value.split()) if value else value


def _words(language: str, missing: str) -> TextAreaField:
    return TextAreaField(
        lazy(law_ground_words.SAYS[language]),
        description=lazy(QUOTED),
        filters=[_in_one_line],
        validators=[Needed(missing), Length(LONGEST)],
    )


def _same(one: str | None, other: str | None) -> bool:
    return (one or "").strip(" .").casefold() == (other or "").strip(" .").casefold()


class _WithWords(PageForm):
    """A sentence in each language in which a letter may quote it, and no two of them the same."""

    words_ky = _words("ky", N_("Write what it says in Kyrgyz."))
    words_ru = _words("ru", N_("Write what it says in Russian."))
    words_en = _words("en", N_("Write what it says in English."))

    def validate_words_ky(self, field: Field) -> None:
        if not has_cyrillic(field.data or ""):
            raise ValidationError(t("This has no Cyrillic letters. Write the sentence in Kyrgyz."))

    def validate_words_ru(self, field: Field) -> None:
        if not has_cyrillic(field.data or ""):
            raise ValidationError(t("This has no Cyrillic letters. Write the sentence in Russian."))
        if _same(field.data, self.words_ky.data):
            raise ValidationError(t("This is the Kyrgyz sentence once more. Write it in Russian."))

    def validate_words_en(self, field: Field) -> None:
        if has_cyrillic(field.data or ""):
            raise ValidationError(t("This has Cyrillic letters. Write the sentence in English."))

    @property
    def words(self) -> dict[str, str]:
        return {language: self[f"words_{language}"].data or "" for language in SPOKEN}


class AddedGroundForm(_WithWords, GroundForm):
    """A ground that was added: what it says, its article, how sure it is. `order`: of the fields on the page."""

    order: tuple[str, ...] = ("words_ky", "words_ru", "words_en", "article", "article_confirmed", "status", "source", "reason")

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._fields = {name: self._fields[name] for name in (*self.order, *(set(self._fields) - set(self.order)))}
        say_status(self)

    def table(self) -> dict[str, Any]:
        return {**super().table(), "words": self.words}


class NewGroundForm(AddedGroundForm):
    """A ground of a national law that is in no list yet."""

    use = RadioField(
        lazy("For what is it a ground?"),
        choices=[(use.value, lazy(words)) for use, words in law_ground_words.USES.items()],
        validators=[Needed(N_("Choose one."))],
    )
    needs = CheckboxesField(
        lazy("What must go with a refusal on it?"), choices=[(need.value, lazy(words)) for need, words in NEEDS.items()]
    )
    limited_by = CheckboxesField(
        lazy("Which paragraphs of the Convention limit it?"),
        description=lazy("Refusing environmental information on it stands only within what is marked here"),
    )
    valid_from = DateField(
        lazy("From which day is it a ground?"),
        description=lazy(
            "Empty: it was one from the first day of the law. With a day: for the letters that a body gets from that day on"
        ),
    )
    reason = reason_field(lazy("Why is it added?"))
    order = (
        "use", "words_ky", "words_ru", "words_en", "article", "article_confirmed", "status", "needs", "limited_by",
        "valid_from", "source", "reason",
    )  # fmt: skip

    def __init__(self, regime: Regime) -> None:
        super().__init__()
        limits = [ground for ground in refusal_grounds(regime) if ground.origin is Origin.CONVENTION]
        self.limited_by.choices = [(ground.code, ground_line(ground, regime)) for ground in limits]
        if not limits:
            del self.limited_by

    def validate_needs(self, field: Field) -> None:
        if field.data and self.use.data not in (None, "", Use.REFUSAL):
            raise ValidationError(t("Only a refusal has something to go with it. Leave this empty."))

    def validate_limited_by(self, field: Field) -> None:
        self.validate_needs(field)

    def table(self) -> dict[str, Any]:
        limits = self.limited_by.data if "limited_by" in self else []
        return {**super().table(), "use": self.use.data, "needs": self.needs.data or [], "limited_by": limits or []}


class GroundUseForm(PageForm):
    """Whether it is a ground of the law, and from when."""

    valid_from = DateField(
        lazy("From which day?"),
        description=lazy("Empty: all along. With a day: for the letters that a body gets from that day on"),
    )
    source = source_field(lazy("Where was it read?"))
    reason = reason_field(lazy("Why is it changed?"))


def form_of(ground: Ground, asked: bool) -> GroundForm:
    """The form of a ground as it stands; `asked`: it was not sent yet."""
    words = {f"words_{language}": said for language, said in ground.words.items()}
    form_class = AddedGroundForm if ground.law else GroundForm
    form = form_class(data={**of_ground(ground), **words} if asked else None)
    say_status(form)
    return form


def say_status(form: GroundForm) -> None:
    """How sure a ground is, without a word on dates: none is counted from it."""
    form.status.choices = [(one.value, law_ground_words.status(one)) for one in Status]
