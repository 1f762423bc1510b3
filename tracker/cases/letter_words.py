"""The letter to a body, as words in one language. The preview, the mail, the PDF and the two paper copies are all made from it.

What the law wants of the sender and no more: Law 217 a name and one contact, Law 67 name, address and contact. The contact is
the reply address of the case. Of a person behind a centre nothing is ever in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.cases.kinds import Kind, Sender
from tracker.i18n import N_, current_language, long_date, t
from tracker.law.codes import Start, Status, TermName
from tracker.law.regimes import Regime
from tracker.lawbook import words
from tracker.paper.values import Letter

TITLES = {
    Kind.INFORMATION_REQUEST: N_("Request for information"),
    Kind.PROPOSAL: N_("Proposal"),
    Kind.STATEMENT: N_("Statement"),
    Kind.COMPLAINT: N_("Complaint"),
    Kind.ACCESS_COMPLAINT: N_("Complaint about access to information"),
}
"""What the letter is called in the offices, by the law's own words."""

ADDRESS_ASKED = frozenset({Kind.PROPOSAL, Kind.STATEMENT, Kind.COMPLAINT})
"""Law 67 wants the postal address too."""


class PartyLike(Protocol):
    """A person or organisation, stored or only typed so far."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CentreLines:
    """A centre that sends in its own name."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All that the letter is made from. `number` is empty while it is only a preview."""

    kind: Kind
    sender: Sender
    parties: Sequence[PartyLike]
    body_name: str
    body_address: str
    subject: str
    text: str
    filed_on: date
    made_on: date
    number: str = ""
    contact: str = ""
    place: str = ""
    form_wanted: str = ""
    asked: str = ""
    attachments: tuple[str, ...] = ()
    names_somebody: bool = False
    centre: CentreLines | None = None
    regime: Regime | None = None
    runs_until: date | None = None
    qr: str = ""
    mark: str = ""


def letter_words(facts: LetterFacts) -> Letter:
    """To be called in the language of the letter."""
    return Letter(
        language=current_language(),
        made_on=facts.made_on,
        title=t(TITLES[facts.kind]),
        number_line=t("No. %(number)s", number=facts.number) if facts.number else t("The number is given when you send it"),
        date_line=long_date(facts.filed_on),
        to=_lines(facts.body_name, facts.body_address),
        sender=sender_lines(facts),
        subject=facts.subject,
        paragraphs=(*_about(facts), *_paragraphs(facts.text)),
        requests=tuple(_requests(facts)),
        attachments_title=t("Attached"),
        attachments=facts.attachments,
        signature=_signature(facts),
        qr=facts.qr,
        qr_line=t("Number of the appeal: %(number)s", number=facts.number) if facts.number else "",
        mark=facts.mark,
    )


def _about(facts: LetterFacts) -> tuple[str, ...]:
    """What stands before the applicant's own words: the earlier request of a complaint, and the place."""
    return _lines(facts.asked, t("Place: %(place)s", place=facts.place) if facts.place else "")


def sender_lines(facts: LetterFacts) -> tuple[str, ...]:
    """Who writes, as the law wants it."""
    contact = t("Contact: %(contact)s", contact=facts.contact) if facts.contact else ""
    if facts.sender is Sender.CENTRE and facts.centre:
        return _lines(facts.centre.name, facts.centre.address, contact)
    applicant = _first(facts, "applicant")
    if applicant is None:
        return _lines(contact)
    address = applicant.address if facts.kind in ADDRESS_ASKED else ""
    return _lines(applicant.organisation, applicant.name, *_others(facts), address, contact)


def _others(facts: LetterFacts) -> list[str]:
    """For whom he writes, and who signs with him: names alone."""
    lines = [t("for: %(name)s", name=_called(party)) for party in facts.parties if party.role == "represented"]
    signers = [_called(party) for party in facts.parties if party.role == "co_signer"]
    return [*lines, *([t("signed together with: %(names)s", names=", ".join(signers))] if signers else [])]


def _signature(facts: LetterFacts) -> str:
    if facts.sender is Sender.CENTRE and facts.centre:
        return facts.centre.name
    applicant = _first(facts, "applicant")
    return _called(applicant) if applicant else ""


def _called(party: PartyLike) -> str:
    return party.name or party.organisation


def _first(facts: LetterFacts, role: str) -> PartyLike | None:
    return next((party for party in facts.parties if party.role == role), None)


def _requests(facts: LetterFacts) -> list[str]:
    wanted = [t("Please register this letter and tell us the number under which you registered it.")]
    if facts.form_wanted:
        wanted.append(t("Please give the information in this form: %(form)s", form=facts.form_wanted))
    wanted.append(_by_when(facts.regime, facts.runs_until))
    if facts.kind == Kind.INFORMATION_REQUEST:
        wanted.append(t("If you do not have the information, please pass the letter on or say who has it."))
        wanted.append(t("If you cannot give all of it, please give the part that you can, and the reasons in writing."))
    if facts.names_somebody:
        wanted.append(t("Please do not pass the name of the sender to those whom this letter is about."))
    if facts.contact:
        wanted.append(t("Please send the answer to this address: %(contact)s", contact=facts.contact))
    return wanted


def _by_when(regime: Regime | None, runs_until: date | None) -> str:
    """What the law asks; an article only where it is confirmed, a term that is being checked as our reading.

    `runs_until`: the date of the body that passed the letter on, which runs on.
    """
    if runs_until is not None:
        on = long_date(runs_until)
        return t("The letter was passed on to you, and the time of the first body runs on: until %(on)s.", on=on)
    term = regime.term(TermName.ANSWER) if regime else None
    if regime is None or term is None or term.value is None or term.unit is None or not term.is_known:
        return t("Please answer within the time that the law gives.")
    values = {
        "time": words.term_words(term.value, term.unit),
        "law": words.law_words(regime, term.cited_article),
    }
    if term.status is not Status.CONFIRMED:
        if term.starts is Start.REGISTRATION:
            return t("By our reading of the law you have time to answer, after registering it: %(time)s (%(law)s).", **values)
        return t("By our reading of the law you have time to answer, from receipt: %(time)s (%(law)s).", **values)
    if term.starts is Start.REGISTRATION:
        return t("The law gives you time to answer, after registering it: %(time)s (%(law)s).", **values)
    return t("The law gives you time to answer, from receipt: %(time)s (%(law)s).", **values)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())


def _lines(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
