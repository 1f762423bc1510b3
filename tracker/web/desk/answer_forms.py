"""The letters with which a body decides: an answer or a refusal. What is typed goes through a draft on the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker.cases import labels
from tracker.cases.correcting import outcomes_after
from tracker.cases.decision_letters import MAX_ANSWER, Given, Refusal, needs_grounds
from tracker.cases.kinds import ANSWERS, Kind, Outcome
from tracker.cases.models import Case, Leg
from tracker.i18n import N_, lazy, t
from tracker.web.desk.words import outcome_choices
from tracker.web.shared.checks import Length, Needed, NotInFuture
from tracker.web.shared.forms import CheckboxesField, DateField, PageForm, RadioField

NOT_KEPT = frozenset({"csrf_token", "files"})
BOXES = frozenset({"emissions"})


def as_sent(stored: Mapping[str, Any]) -> MultiDict[str, Any]:
    """A draft as a browser would send it: a box that is not ticked is not sent, or it could never be ticked again."""
    return MultiDict({name: value for name, value in stored.items() if value or name not in BOXES})


class DecisionForm(PageForm):
    """What an answer and a refusal have in common."""

    text = TextAreaField(lazy("The answer"), validators=[Length(MAX_ANSWER)])
    outgoing_number = StringField(lazy("Your outgoing number"), validators=[Length(80)])
    outgoing_on = DateField(lazy("Date of your letter"), validators=[NotInFuture()])
    signatory = StringField(lazy("Who signed it"), validators=[Length(150)])
    signatory_post = StringField(lazy("Post of who signed it"), validators=[Length(150)])
    executor = StringField(lazy("Who prepared it, and telephone"), validators=[Length(200)])
    files = MultipleFileField(lazy("Signed scan and other files"))

    has_files: bool = False

    def kept(self) -> dict[str, Any]:
        """What goes into the draft, right or wrong, as it was typed."""
        kept = [field for field in self if field.short_name not in NOT_KEPT]
        several = {field.name: request.form.getlist(field.name) for field in kept if field.type == "CheckboxesField"}
        return {field.name: several.get(field.name, request.form.get(field.name, "")) for field in kept}

    def validate(self, extra_validators: Any = None) -> bool:
        """A text or a file: a signed scan alone is an answer too."""
        valid = bool(super().validate(extra_validators))
        if not (self.text.data or self.has_files):
            self.refuse("text", t("Write it here, or add the signed letter as a file."))
            return False
        return valid

    def given(self, file_ids: tuple[int, ...]) -> Given:
        """As the command wants it."""
        signed = ", ".join(part for part in (self.signatory.data, self.signatory_post.data) if part)
        return Given(
            self.text.data or "", self.outgoing_number.data or "", self.outgoing_on.data, signed,
            self.executor.data or "", file_ids,
        )  # fmt: skip


class GroundsForm(DecisionForm):
    """Why something is kept back: the grounds of a refusal, and those of the part that an answer leaves out."""

    national = CheckboxesField(lazy("Ground in the law of the Kyrgyz Republic"), choices=[])
    typed_article = StringField(lazy("Or another law and its article"), validators=[Length(300)])
    convention = CheckboxesField(lazy("Paragraph of the Aarhus Convention that allows it"), choices=[])
    emissions = BooleanField(lazy("The information is about emissions into the environment"))
    weighing = TextAreaField(
        lazy("Why keeping it back weighs more than the public interest in knowing it"), validators=[Length(10_000)]
    )
    where_to_apply = TextAreaField(lazy("Which body the applicant can turn to"), validators=[Length(2_000)])

    shown: Mapping[str, Any] = {}

    @property
    def refusal(self) -> Refusal:
        """As the command wants it."""
        return Refusal(
            (*(self.national.data or ()), *(self.convention.data or ())), self.typed_article.data or "",
            self.weighing.data or "", bool(self.emissions.data), self.where_to_apply.data or "",
            str(self.data.get("left_out") or ""),
        )  # fmt: skip


class AnswerForm(GroundsForm):
    outcome = RadioField(lazy("What do you answer?"), validators=[Needed(N_("Choose what you answer."))])
    left_out = TextAreaField(lazy("What you leave out"), validators=[Length(4_000)])

    kind: Kind = Kind.INFORMATION_REQUEST

    def offer(self, kind: Kind) -> AnswerForm:
        """The results that fit this kind of letter."""
        self.kind = kind
        self.outcome.choices = outcome_choices(kind, ANSWERS[kind])
        return self

    @property
    def chosen(self) -> Outcome:
        return Outcome(self.outcome.data)

    @property
    def keeps_back(self) -> bool:
        """A part of the information is not given: that needs its grounds."""
        return self.outcome.data == Outcome.PARTIAL and needs_grounds(self.kind, Outcome.PARTIAL)

    def validate_left_out(self, field: Field) -> None:
        if self.keeps_back and not field.data:
            raise ValidationError(t("Write what you do not give. The applicant reads it with the grounds."))


class CorrectForm(DecisionForm):
    outcome = RadioField(lazy("What is the result now?"), validators=[Needed(N_("Choose one."))])
    reason = RadioField(
        lazy("Why do you correct it? Everybody reads this."),
        choices=[(code, lazy(text)) for code, text in labels.CORRECTIONS.items()],
        validators=[Needed(N_("Choose one."))],
    )
    text = TextAreaField(lazy("What is right"), validators=[Length(MAX_ANSWER)])

    @property
    def chosen(self) -> Outcome:
        return Outcome(self.outcome.data)

    def offer_after(self, case: Case, leg: Leg) -> CorrectForm:
        """What a corrected answer can come to; a refusal that stays one is still a refusal."""
        outcomes = outcomes_after(case, leg)
        self.outcome.choices = [(one.value, t(labels.OUTCOMES[one]).capitalize()) for one in outcomes]
        return self


class RefuseForm(GroundsForm):
    text = TextAreaField(lazy("Why you refuse"), validators=[Length(MAX_ANSWER)])
