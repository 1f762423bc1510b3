"""The forms that propose a change of the law: a term, the certainty of a ground, the days of a law."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, IntegerField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker.cases.kinds import Kind
from tracker.cases.labels import KINDS
from tracker.i18n import N_, lazy, t
from tracker.law.codes import EFFECTS, Effect, RuleName, Start, Status, TermName
from tracker.law.counting import Unit
from tracker.law.kyrgyzstan import starts_of
from tracker.law.regimes import Ground, Regime, Remedy, Rule, Term
from tracker.lawbook.labels import EFFECTS as RULE_EFFECTS
from tracker.lawbook.labels import STARTS, STATUS, UNITS, UNKNOWN_RULE
from tracker.lawbook.law_words import note_words
from tracker.web.admin.body_forms import reason_field
from tracker.web.shared.checks import Length, Needed, NotBefore
from tracker.web.shared.forms import DateField, PageForm, RadioField, SelectField

LONGEST = 400
LAST_DAY = N_("Until which day?")


def _status() -> RadioField:
    return RadioField(
        lazy("How sure is it?"),
        choices=[(status.value, lazy(words)) for status, words in STATUS.items()],
        validators=[Needed(N_("Choose one."))],
    )


def _article() -> StringField:
    return StringField(lazy("Article"), description=lazy("Such as 16 or 21(1)(4)"), validators=[Length(40)])


def _article_confirmed() -> BooleanField:
    return BooleanField(lazy("The article was read in the official text: letters may name it"))


def _source() -> StringField:
    return StringField(
        lazy("Where was it read?"),
        description=lazy("Address of a page, or a newspaper with its day"),
        validators=[Needed(N_("Write where it was read.")), Length(500)],
    )


def _holds_from() -> DateField:
    return DateField(
        lazy("From which day does it hold?"),
        description=lazy("Empty: it was so from the first day of the law, we only know better now"),
    )


class NumberField(IntegerField):
    """A whole number, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and valuelist[0].strip():
            super().process_formdata(valuelist)
        else:
            self.data = None


class _WithArticle(PageForm):
    def validate_article(self, field: Field) -> None:
        if self["article_confirmed"].data and not field.data:
            raise ValidationError(t("Write the article that was read."))


class TermForm(_WithArticle):
    known_note: str
    for_kind = SelectField(lazy("For which letters?"))
    status = _status()
    value = NumberField(lazy("How long?"), description=lazy("A number; empty where it is not known"))
    unit = SelectField(lazy("In what?"), choices=[("", "–"), *((unit.value, lazy(UNITS[unit])) for unit in Unit)])
    starts = SelectField(
        lazy("Counted from when?"), choices=[("", "–"), *((start.value, lazy(STARTS[start])) for start in Start)]
    )
    until_first_date = BooleanField(lazy("The law gives no number: it has to be done before the first date"))
    article = _article()
    article_confirmed = _article_confirmed()
    valid_from = _holds_from()
    valid_to = DateField(lazy(LAST_DAY), validators=[NotBefore("valid_from")])
    source = _source()
    note = TextAreaField(lazy("What should be known about it?"), validators=[Length(500)])
    reason = reason_field(lazy("Why is it changed?"))

    def of(self, regime: Regime, name: TermName, kind: str) -> TermForm:
        """The form for this term. For which letters it holds is asked where the law is about several kinds."""
        self.for_kind.choices = [("", t("All letters")), *((one, t(KINDS[one])) for one in _kinds(regime))]
        if kind or len(regime.kinds) == 1:
            del self.for_kind
        if name is not TermName.EXTENSION_NOTICE:
            del self.until_first_date
        starts = starts_of(name, regime.overlay)
        self.starts.choices = [("", "–"), *((start.value, t(STARTS[start])) for start in starts)]
        self.known_note = (regime.governing(kind) if kind else regime).term(name).note
        return self

    @property
    def chosen_kind(self) -> str:
        return (self.for_kind.data or "") if "for_kind" in self else ""

    def validate_value(self, field: Field) -> None:
        unknown = self.status.data == Status.UNKNOWN or self.has_no_number
        if unknown and field.data is not None:
            raise ValidationError(t("A term that is not known has no number. Leave it empty."))
        if not unknown and field.data is None and not field.errors:
            raise ValidationError(t("Write how long the term is."))
        if field.data is not None and not 0 <= field.data <= LONGEST:
            raise ValidationError(t("Write a number from 0 to %(most)s.", most=LONGEST))

    @property
    def has_no_number(self) -> bool:
        return "until_first_date" in self and bool(self.until_first_date.data) and self.status.data != Status.UNKNOWN

    def validate_unit(self, field: Field) -> None:
        if self.status.data != Status.UNKNOWN and not self.has_no_number and not field.data:
            raise ValidationError(t("Choose days, weeks or months."))

    def validate_starts(self, field: Field) -> None:
        if self.status.data != Status.UNKNOWN and not self.has_no_number and not field.data:
            raise ValidationError(t("Choose from when it is counted."))

    def table(self) -> dict[str, Any]:
        """As a data file would say it."""
        known = self.status.data != Status.UNKNOWN and not self.has_no_number
        found = {
            "status": self.status.data,
            "value": self.value.data if known else None,
            "unit": self.unit.data if known else None,
            "starts": self.starts.data if known else None,
            "until": Start.ORIGINAL_DATE.value if self.has_no_number else None,
            "article": self.article.data,
            "article_confirmed": bool(self.article_confirmed.data),
            "source": self.source.data,
            "note": self.known_note if self.note.data == note_words(self.known_note) else self.note.data,
        }
        return {key: value for key, value in found.items() if value not in (None, "")}


def _kinds(regime: Regime) -> list[Kind]:
    return [kind for kind in Kind if kind in regime.kinds]


def of_term(term: Term) -> dict[str, Any]:
    """The term as it stands, to be changed. Its source is asked anew."""
    return {
        "status": term.status.value,
        "value": term.value,
        "unit": term.unit.value if term.unit else "",
        "starts": term.starts.value if term.starts else "",
        "article": term.article or "",
        "article_confirmed": term.article_confirmed,
        "until_first_date": term.until is Start.ORIGINAL_DATE,
        "note": note_words(term.note),
    }


class RuleForm(_WithArticle):
    """What an act does to a clock that runs."""

    effect = RadioField(lazy("What happens to the time to answer?"), validators=[Needed(N_("Choose one."))])
    status = _status()
    article = _article()
    article_confirmed = _article_confirmed()
    valid_from = _holds_from()
    valid_to = DateField(lazy(LAST_DAY), validators=[NotBefore("valid_from")])
    source = _source()
    note = TextAreaField(lazy("What should be known about it?"), validators=[Length(500)])
    reason = reason_field(lazy("Why is it changed?"))

    def of(self, name: RuleName) -> RuleForm:
        """The form for this act, with what it can do to a clock."""
        self.effect.choices = [(effect.value, t(RULE_EFFECTS[effect])) for effect in EFFECTS[name]]
        self.status.choices = [(one.value, t(UNKNOWN_RULE if one is Status.UNKNOWN else STATUS[one])) for one in Status]
        return self

    def validate_effect(self, field: Field) -> None:
        if self.status.data == Status.UNKNOWN and field.data and field.data != Effect.KEEPS_CLOCK:
            raise ValidationError(t("What is not known changes no time: choose that it runs on, or say how sure it is."))

    def table(self) -> dict[str, Any]:
        """As a data file would say it."""
        found = {
            "effect": self.effect.data,
            "status": self.status.data,
            "article": self.article.data,
            "article_confirmed": bool(self.article_confirmed.data),
            "source": self.source.data,
            "note": self.note.data,
        }
        return {key: value for key, value in found.items() if value not in (None, "")}


def of_rule(rule: Rule) -> dict[str, Any]:
    """The rule as it stands, to be changed. Its source is asked anew."""
    return {
        "effect": rule.effect.value, "status": rule.status.value, "article": rule.article or "",
        "article_confirmed": rule.article_confirmed, "note": rule.note,
    }  # fmt: skip


class GroundForm(_WithArticle):
    status = _status()
    article = _article()
    article_confirmed = _article_confirmed()
    source = _source()
    reason = reason_field(lazy("Why is it changed?"))

    def table(self) -> dict[str, Any]:
        return {
            "status": self.status.data,
            "article": self.article.data or None,
            "article_confirmed": bool(self.article_confirmed.data),
            "source": self.source.data,
        }


def of_ground(ground: Ground) -> dict[str, Any]:
    return {
        "status": ground.status.value, "article": ground.article or "", "article_confirmed": ground.article_confirmed,
    }  # fmt: skip


class LawDaysForm(PageForm):
    """A law in use: its exact first and last day."""

    valid_from = DateField(lazy("First day in force"))
    valid_to = DateField(lazy("Last day in force"), validators=[NotBefore("valid_from")])
    source = _source()
    reason = reason_field(lazy("Why is it changed?"))

    def validate_valid_from(self, field: Field) -> None:
        if not field.data and not self.valid_to.data and not field.errors:
            raise ValidationError(t("Write the first or the last day."))

    def table(self) -> dict[str, Any]:
        return {"source": self.source.data}


class EnableForm(PageForm):
    """A prepared law is put in use."""

    act_number = StringField(
        lazy("Number of the act"), validators=[Needed(N_("Write the number of the act.")), Length(100)]
    )
    act_on = DateField(
        lazy("Day of the act"),
        description=lazy("The day on which it was signed"),
        validators=[Needed(N_("Write the day of the act."))],
    )
    valid_from = DateField(
        lazy("First day in force"), validators=[Needed(N_("Write the first day in force.")), NotBefore("act_on")]
    )
    terms_compared = BooleanField(
        lazy("I compared the terms above with the text of the act: they hold as they stand"),
        description=lazy("Without this they go on being marked as being checked"),
    )
    keeps_other_terms = BooleanField(lazy("The terms that it does not name stay as in the law that it changes"))
    source = _source()
    reason = reason_field(lazy("Why is it changed?"))

    def table(self) -> dict[str, Any]:
        return {
            "act_number": self.act_number.data,
            "act_on": self.act_on.data.isoformat(),
            "terms_compared": bool(self.terms_compared.data),
            "keeps_other_terms": bool(self.keeps_other_terms.data),
            "source": self.source.data,
        }


class DecideForm(PageForm):
    note = TextAreaField(lazy("What was compared, and what with?"), validators=[Length(500)])


class RejectForm(PageForm):
    note = TextAreaField(lazy("Why not?"), validators=[Needed(N_("Write why.")), Length(500)])


class WayForm(PageForm):
    """A way of review: how sure it is, and its order."""

    status = RadioField(
        lazy("How sure is it?"),
        choices=[
            (Status.CONFIRMED.value, lazy(STATUS[Status.CONFIRMED])),
            (Status.LIKELY.value, lazy(STATUS[Status.LIKELY])),
            (Status.UNKNOWN.value, lazy("unknown: not seen in the text of the law")),
        ],
        validators=[Needed(N_("Choose one."))],
    )
    complaint_first = BooleanField(lazy("A complaint to the body itself or to the higher body has to come first"))
    source = _source()
    reason = reason_field(lazy("Why is it changed?"))

    def table(self) -> dict[str, Any]:
        first = "complaint_first" in self and bool(self.complaint_first.data)
        return {"status": self.status.data, "complaint_first": first, "source": self.source.data}


def of_way(way: Remedy) -> dict[str, Any]:
    return {"status": way.status.value, "complaint_first": way.complaint_first}
