"""What the holder of a letter reads about it: what comes next, what he can do, what he has just done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from tracker.cases.acts import Act
from tracker.cases.closing import silence_is_long
from tracker.cases.disclosure import MessageKind
from tracker.cases.kinds import OPEN, UNDELIVERED, CaseState, Kind, LegState, Outcome
from tracker.cases.requalifying import Standing
from tracker.cases.views.case_parts import CasePage, LegView
from tracker.cases.workflow import possible
from tracker.i18n import N_, long_date, t

OVER = frozenset({CaseState.WITHDRAWN, CaseState.NOT_ACCEPTED, CaseState.DECLINED})
GIVEN = frozenset(Outcome) - {Outcome.WITHDRAWN, Outcome.UNANSWERED, Outcome.NOT_ACCEPTED}


@dataclass(frozen=True, slots=True)
class Offer:
    """An act of the holder: its word in the address, and what it is called."""

    name: str
    title: str
    hint: str = ""


OFFERS = {
    "reply": Offer("reply", N_("Reply to the body"), N_("It asked you a question and waits for your reply.")),
    "agree": Offer("agree", N_("Say whether that answer came"), N_("It is said that you were answered another way.")),
    "payment": Offer("payment", N_("Reply about the payment"), N_("The body wants money. Its time to answer runs on.")),
    "object": Offer(
        "object", N_("Object to the other kind of letter"), N_("Your letter is treated as another kind than you chose.")
    ),
    "delivered": Offer("delivered", N_("I handed the letter in"), N_("The day, and a photo of the stamp or the receipt.")),
    "rate": Offer("rate", N_("Does the answer help?"), N_("One press is enough.")),
    "reopen": Offer("reopen", N_("The answer is not enough: ask again"), N_("The body is asked once more.")),
    "answered": Offer("answered", N_("The answer came another way"), N_("By post, by phone, by word, by another mail.")),
    "appeal": Offer("appeal", N_("I complained further"), N_("To the higher body, the Akyikatchy or a court.")),
    "close": Offer("close", N_("Close the letter"), N_("You expect nothing more.")),
    "withdraw": Offer("withdraw", N_("Withdraw the letter"), N_("We ask you once more, so that nobody does it in your name.")),
}

DONE = {
    "confirmed": N_("Thank you, your e-mail is confirmed."),
    "reply": N_("Your reply is written down. The body reads it."),
    "reply_held": N_("Your reply is with the centre. It reads it first and passes it on in its own name."),
    "agree": N_("What you said is written down."),
    "payment": N_("What you said is written down. The body and the centre read it."),
    "object": N_("Your objection is written down. The kind that you chose holds until the centre decides."),
    "delivered": N_("The delivery is written down."),
    "rate": N_("Thank you. That is written down."),
    "reopen": N_("The letter is open again, and the body is asked once more."),
    "answered": N_("The answer is written down."),
    "appeal": N_("That is written down."),
    "close": N_("The letter is closed."),
    "withdraw": N_(
        "Your wish is written down. Nothing happens until you confirm it: by the link in our e-mail, or when the centre calls."
    ),
    "withdraw_call": N_(
        "Your wish is written down, and the centre knows of it. Nothing happens until you call or visit the centre and say your "
        "number and secret code."
    ),
    "withdrawn": N_("The letter is withdrawn."),
    "other_letter": N_(
        "You have begun another letter in this browser. Send it or throw it away first, so that nothing in it is lost."
    ),
}


def offers(case: Any, leg: Any, today: date) -> list[Offer]:
    """What can be done now. `case` and `leg` are rows or views with the same names; the command decides for good."""
    return [offer for name, offer in OFFERS.items() if offered(name, case, leg, today)]


def offered(name: str, case: Any, leg: Any, today: date) -> bool:
    """Whether the page shows this act today."""
    if CaseState(case.state) in OVER:
        return False
    if name == "withdraw":
        return case.state != CaseState.CLOSED
    if leg is None:
        return False
    state = LegState(leg.state)
    return {
        "reply": state is LegState.ASKED,
        "agree": leg.claimed_answer_on is not None,
        "payment": leg.fee_asked_on is not None and possible(Act.REPLY_TO_FEE, state),
        "object": case.kind_standing == Standing.IN_FORCE and possible(Act.OBJECT_TO_KIND, state),
        "delivered": state in UNDELIVERED,
        "answered": state in OPEN and state is not LegState.SENDING and leg.claimed_answer_on is None,
        "rate": possible(Act.RATE, state) and leg.outcome in GIVEN,
        "reopen": possible(Act.REOPEN, state) and leg.outcome in GIVEN,
        "appeal": possible(Act.APPEAL, state) and (leg.answered_on is not None or silence_is_long(leg, today)),
        "close": state is LegState.ANSWERED or (state in OPEN and silence_is_long(leg, today)),
    }[name]


def next_words(page: CasePage, leg: LegView | None) -> list[str]:
    """What happens next, with its day."""
    case = page.case
    if leg is None and case.state not in {CaseState.WAITING_FIRST_LOOK, CaseState.NOT_ACCEPTED, CaseState.DECLINED}:
        return [t("The centre looks for the right body, usually within one working day.")]
    return [line for line in (_next(case.state, page, leg),) if line]


def _next(state: CaseState, page: CasePage, leg: LegView | None) -> str:
    due = leg.answer_due_on if leg else None
    if state is CaseState.WAITING_FIRST_LOOK:
        return _first_look(page)
    if state is CaseState.TO_DELIVER:
        return _on_its_way(leg)
    if state is CaseState.WAITING_APPLICANT and leg and leg.clarify_until_on:
        return t("The body waits for your reply until %(on)s.", on=long_date(leg.clarify_until_on))
    if state in {CaseState.DELIVERED, CaseState.IN_WORK, CaseState.WAITING_APPLICANT}:
        if leg is not None and leg.lateness.is_late:
            return t("The date has passed. The centre sees this and reminds the body. What you can do is below.")
        return _by(due)
    if state is CaseState.ANSWERED:
        return t("Read the answer below. If you do nothing, the letter closes 30 days after it.")
    if state is CaseState.REFUSED:
        return t("Read the reasons below. What you can do is listed here.")
    if state is CaseState.NOT_ACCEPTED:
        return t("The centre did not pass the letter on. You may ask it why.")
    if state is CaseState.DECLINED:
        return t("Nothing was sent to any body. Its reason is below, and you can send the letter in your own name.")
    return ""


def _by(due: date | None) -> str:
    if due is None:
        return t("The body answers. No date is counted, see below.")
    return t("The body has to answer by %(on)s.", on=long_date(due))


def _first_look(page: CasePage) -> str:
    own = next((party for party in page.parties if party.role == "applicant"), None)
    waits = page.case.kind is Kind.INFORMATION_REQUEST and not page.case.restricted and not page.case.contact_confirmed
    if waits and own and own.email:
        return t("Open the link in our e-mail and press the button: then it leaves at once. Otherwise the centre reads it first.")
    return t("The centre reads it first, usually on the same working day.")


def _on_its_way(leg: LegView | None) -> str:
    if leg and leg.state is LegState.SENT:
        return t("The letter was sent. When it does not come back by the end of the next working day, we count it as received.")
    if leg and leg.state is LegState.SENDING:
        return t("The letter is being sent to the body by e-mail.")
    return t("The centre takes the letter to the body, usually within one working day. You can also hand it in yourself.")


def open_question(page: CasePage, leg: LegView | None) -> str:
    """The question that waits for a reply."""
    if leg is None or leg.state is not LegState.ASKED:
        return ""
    asked = [text.body for text in page.messages if text.kind is MessageKind.QUESTION and text.leg_id == leg.id]
    return asked[-1] if asked else ""


class Named(Protocol):
    """A person or organisation, as stored or as read."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def organisation(self) -> str: ...


def senders(parties: Iterable[Named]) -> list[tuple[str, str]]:
    """In whose name the letter went, and who wrote it where that is somebody else."""
    named = [(party.role, party.organisation or party.name or "–") for party in parties]
    for_others = [(t("Sent in the name of"), name) for role, name in named if role == "represented"]
    labels = {"applicant": t("Written by") if for_others else t("Sent in the name of"), "behind": t("Written for")}
    return [*for_others, *((labels[role], name) for role, name in named if role in labels)]
