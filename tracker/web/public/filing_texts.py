"""The words of the form: plain words for the kinds of letter, hints, who sees what. Translated where they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from tracker.cases.asked_before import WAYS
from tracker.cases.kinds import Kind, Sender
from tracker.cases.labels import CHOICES
from tracker.i18n import N_, lazy


@dataclass(frozen=True, slots=True)
class KindWords:
    """How a person calls this kind of letter, what it is for, and what makes it a good one."""

    phrase: str
    about: str
    hints: tuple[str, ...]
    example: str


KINDS: dict[Kind, KindWords] = {
    Kind.INFORMATION_REQUEST: KindWords(
        CHOICES[Kind.INFORMATION_REQUEST],
        N_("Ask for documents, measurements, decisions, plans. You need not say why."),
        (
            N_("Name the documents or facts that you want: measurements, permits, an assessment, a protocol of a hearing."),
            N_("Say for which place and which time."),
            N_("Number your questions. Few and exact questions are answered best."),
        ),
        N_("Please give me the results of the drinking water tests in our village for the past year."),
    ),
    Kind.STATEMENT: KindWords(
        CHOICES[Kind.STATEMENT],
        N_("Smoke, waste, felled trees, dirty water: something is wrong and somebody has to check it."),
        (
            N_("Say what happens, where and since when."),
            N_("Say what you ask for: to check, to stop it, to tell you the result."),
            N_("Photos help. You can add them later."),
        ),
        N_("For a week waste has been burning beside the school. Please check it and have it put out."),
    ),
    Kind.COMPLAINT: KindWords(
        CHOICES[Kind.COMPLAINT],
        N_("A body or a person harmed you or decided wrongly, and you ask to put it right."),
        (
            N_("Say who did what, and when."),
            N_("Say which right of yours it touches, in your own words."),
            N_("Say how it should be put right."),
        ),
        N_("The trees in front of our house were felled without telling us. Please explain why and plant new ones."),
    ),
    Kind.PROPOSAL: KindWords(
        CHOICES[Kind.PROPOSAL],
        N_("You know how something could be done better."),
        (N_("Say what should be done, where and by whom."), N_("Say what gets better by it.")),
        N_("I propose to put containers for plastic beside the bazaar."),
    ),
    Kind.ACCESS_COMPLAINT: KindWords(
        CHOICES[Kind.ACCESS_COMPLAINT],
        N_("You asked a body for information and it refused, was silent or answered badly."),
        (
            N_("Say which body you asked, on which day and how: by letter, by e-mail, in person."),
            N_("Say what you asked for and what came back, if anything."),
            N_("Add a copy of your request if you have one."),
        ),
        N_("On 3 March I asked for the results of air measurements. Nobody has answered me."),
    ),
}

FORMS_WANTED = {
    "": lazy("Any form is fine"),
    "email": lazy("By e-mail, as files"),
    "paper": lazy("On paper"),
    "look": lazy("I want to look at the documents in the office"),
}
FORM_IN_LETTER = {
    "email": N_("by e-mail, as files"),
    "paper": N_("on paper"),
    "look": N_("access to the documents in the office"),
}

ASKED_WAYS = {code: lazy(words) for code, words in WAYS.items()}

CONCERNS = {
    "company": lazy("A company"),
    "site": lazy("A site or plant"),
    "official": lazy("An official"),
    "body": lazy("A public body"),
}

SENDERS = {
    Sender.PERSON.value: lazy("I write for myself"),
    Sender.ORGANISATION.value: lazy("An organisation, a group or a body"),
    Sender.FOR_ANOTHER.value: lazy("I write for another person"),
    Sender.CENTRE.value: lazy("I am afraid to write: let the Aarhus Centre write in its own name"),
}

@dataclass(frozen=True, slots=True)
class Hotline:
    """A number that people can call in danger, and how we know it. None is shown as confirmed that nobody confirmed."""

    number: str
    whose: str
    reported: str


HOTLINES = (
    Hotline("118", N_("environmental hotline"), N_("reported by the press")),
    Hotline("0312 540579", N_("environmental supervision service"), N_("reported in April 2022")),
)
"""Reported numbers only: nobody has confirmed them for this service yet, and the page says so."""
HOTLINES_OF_DEMONSTRATION = (Hotline("0000 000 000", N_("environmental hotline"), N_("made up for the demonstration")),)


def hotlines() -> tuple[Hotline, ...]:
    """Whom to call. A demonstration leads nobody to a real one."""
    return HOTLINES_OF_DEMONSTRATION if current_app.config["DEMONSTRATION"] else HOTLINES
