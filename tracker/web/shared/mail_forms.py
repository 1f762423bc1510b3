"""What a body's e-mail can mean, each as a form of its own on one page, filled with what the letter seems to say."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, StringField, TextAreaField

from tracker.cases import labels
from tracker.cases.decision_letters import MAX_ANSWER, Given, Refusal
from tracker.cases.mail_meaning import Meaning
from tracker.i18n import N_, lazy
from tracker.web.shared.checks import Length, Needed, NotInFuture
from tracker.web.shared.forms import CheckboxesField, DateField, PageForm, RadioField, SomField


class RegisteredForm(PageForm):
    incoming_number = StringField(
        lazy("The body's incoming number"),
        validators=[Needed(N_("Write the number under which the body registered it.")), Length(80)],
    )
    registered_on = DateField(lazy("Day of registration"), validators=[Needed(N_("Write the day.")), NotInFuture()])


class QuestionForm(PageForm):
    question = TextAreaField(
        lazy("What does the body ask the applicant?"), validators=[Needed(N_("Write the question.")), Length(5_000)]
    )
    files = CheckboxesField(lazy("Files that belong to it"), choices=[], coerce=int)


class ExtensionForm(PageForm):
    ground = RadioField(lazy("Why does the body need more time?"), validators=[Needed(N_("Choose a reason."))])
    reason = TextAreaField(
        lazy("How the body explains it; the applicant reads this"), validators=[Needed(N_("Write the reason.")), Length(5_000)]
    )
    files = CheckboxesField(lazy("Files that belong to it"), choices=[], coerce=int)


class DayForm(PageForm):
    announced_on = DateField(lazy("On which day does the body mean to answer?"), validators=[Needed(N_("Write the day."))])
    text = TextAreaField(lazy("What the applicant should know about it"), validators=[Length(5_000)])
    files = CheckboxesField(lazy("Files that belong to it"), choices=[], coerce=int)


class PaymentForm(PageForm):
    amount = SomField(lazy("How much, in soms?"), validators=[Needed(N_("Write the amount in soms."))])
    purpose = TextAreaField(
        lazy("What is it for?"), validators=[Needed(N_("Write what the money is for.")), Length(2_000)]
    )
    basis = StringField(
        lazy("On what basis?"), validators=[Needed(N_("Write the article of the law or the price list.")), Length(300)]
    )
    files = CheckboxesField(lazy("Files that belong to it"), choices=[], coerce=int)


class PassedOnForm(PageForm):
    search = StringField(lazy("Find the body by its name"), validators=[Length(100)])
    to_authority_id = RadioField(lazy("To which body did it pass the letter on?"), validators=[Needed(N_("Choose a body."))])
    ground = RadioField(lazy("On what ground?"), validators=[Needed(N_("Choose a ground."))])
    reason = TextAreaField(
        lazy("How the body explains it; the applicant reads this"), validators=[Needed(N_("Write the reason.")), Length(5_000)]
    )
    files = CheckboxesField(lazy("Files that belong to it"), choices=[], coerce=int)


class DecisionForm(PageForm):
    """What an answer and a refusal have in common."""

    text = TextAreaField(lazy("What the applicant reads"), validators=[Length(MAX_ANSWER)])
    files = CheckboxesField(lazy("Files that belong to it"), choices=[], coerce=int)
    outgoing_number = StringField(lazy("Number on the body's letter"), validators=[Length(80)])
    outgoing_on = DateField(lazy("Date on the body's letter"), validators=[NotInFuture()])
    signatory = StringField(lazy("Signed by"), validators=[Length(200)])
    executor = StringField(lazy("Prepared by, with telephone"), validators=[Length(200)])

    def given(self) -> Given:
        return Given(
            self.text.data or "", self.outgoing_number.data or "", self.outgoing_on.data, self.signatory.data or "",
            self.executor.data or "", tuple(self.files.data or ()),
        )  # fmt: skip


class AnsweredForm(DecisionForm):
    outcome = RadioField(lazy("What did the body answer?"), validators=[Needed(N_("Choose what it answers."))])


class CorrectedForm(DecisionForm):
    reason = RadioField(
        lazy("Why does the body correct it? Everybody reads this."),
        choices=[(code, lazy(text)) for code, text in labels.CORRECTIONS.items()], validators=[Needed(N_("Choose one."))],
    )  # fmt: skip
    outcome = RadioField(lazy("What is the result now?"), validators=[Needed(N_("Choose one."))])


class RefusedForm(DecisionForm):
    grounds = CheckboxesField(lazy("Grounds that the body names"), choices=[])
    typed_article = StringField(lazy("Or another law and its article, as the letter names it"), validators=[Length(300)])
    emissions = BooleanField(lazy("The information is about emissions into the environment"))
    weighing = TextAreaField(lazy("How the body weighs the public interest"), validators=[Length(10_000)])
    where_to_apply = TextAreaField(lazy("Which body it sends the applicant to"), validators=[Length(2_000)])

    @property
    def refusal(self) -> Refusal:
        return Refusal(
            tuple(self.grounds.data or ()), self.typed_article.data or "", self.weighing.data or "",
            bool(self.emissions.data), self.where_to_apply.data or "",
        )  # fmt: skip


class NoteForm(PageForm):
    """Emptied, it shows nothing."""

    text = TextAreaField(lazy("What the applicant reads"), validators=[Length(5_000)])
    files = CheckboxesField(lazy("Files that belong to it"), choices=[], coerce=int)


class NothingForm(PageForm):
    """Only a button."""


FORMS: dict[Meaning, type[Any]] = {
    Meaning.REGISTERED: RegisteredForm,
    Meaning.ANSWER: AnsweredForm,
    Meaning.QUESTION: QuestionForm,
    Meaning.EXTENSION: ExtensionForm,
    Meaning.DAY: DayForm,
    Meaning.PAYMENT: PaymentForm,
    Meaning.TRANSFER: PassedOnForm,
    Meaning.REFUSAL: RefusedForm,
    Meaning.CORRECTION: CorrectedForm,
    Meaning.NOTE: NoteForm,
    Meaning.AUTO_REPLY: NothingForm,
}
ORDER = {
    Meaning.REGISTERED: ("incoming_number", "registered_on"),
    Meaning.ANSWER: ("outcome", "text", "files", "outgoing_number", "outgoing_on", "signatory", "executor"),
    Meaning.QUESTION: ("question", "files"),
    Meaning.EXTENSION: ("ground", "reason", "files"),
    Meaning.DAY: ("announced_on", "text", "files"),
    Meaning.PAYMENT: ("amount", "purpose", "basis", "files"),
    Meaning.TRANSFER: ("search", "to_authority_id", "ground", "reason", "files"),
    Meaning.REFUSAL: (
        "text", "files", "grounds", "typed_article", "weighing", "where_to_apply", "emissions", "outgoing_number",
        "outgoing_on", "signatory", "executor",
    ),
    Meaning.CORRECTION: ("reason", "outcome", "text", "files", "outgoing_number", "outgoing_on", "signatory", "executor"),
    Meaning.NOTE: ("text", "files"),
    Meaning.AUTO_REPLY: (),
}  # fmt: skip
TITLES = {
    Meaning.REGISTERED: N_("It registered the letter"),
    Meaning.ANSWER: N_("It is the answer"),
    Meaning.QUESTION: N_("It asks the applicant something"),
    Meaning.EXTENSION: N_("It takes more time"),
    Meaning.DAY: N_("It names the day of its answer"),
    Meaning.PAYMENT: N_("It wants a payment"),
    Meaning.TRANSFER: N_("It passed the letter on"),
    Meaning.REFUSAL: N_("It refuses"),
    Meaning.CORRECTION: N_("It corrects its answer"),
    Meaning.NOTE: N_("Only a note: nothing that counts"),
    Meaning.AUTO_REPLY: N_("An automatic reply"),
}
BUTTONS = {
    Meaning.REGISTERED: N_("Write down the registration"),
    Meaning.ANSWER: N_("Write down the answer"),
    Meaning.QUESTION: N_("Pass the question to the applicant"),
    Meaning.EXTENSION: N_("Write down the extra time"),
    Meaning.DAY: N_("Write down the day"),
    Meaning.PAYMENT: N_("Pass it on to the applicant"),
    Meaning.TRANSFER: N_("Write down that it was passed on"),
    Meaning.REFUSAL: N_("Write down the refusal"),
    Meaning.CORRECTION: N_("Write down the correction"),
    Meaning.NOTE: N_("It is only a note"),
    Meaning.AUTO_REPLY: N_("It is an automatic reply"),
}
