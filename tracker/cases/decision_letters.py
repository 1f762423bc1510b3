"""The letters with which a body decides, as values: what it gives, on which grounds it keeps something back, and how both
stand in the text that the applicant reads.

A refusal names its grounds. An answer in part is a refusal of the rest: what was left out, and on which ground, Aarhus
Convention 4(6) and 4(7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.cases.errors import CaseError, Problem, check_day
from tracker.cases.kinds import Kind, Outcome
from tracker.cases.models import Case, Leg
from tracker.cases.reckoning import regime_of
from tracker.i18n import N_, in_language, t
from tracker.law.grounds import check_refusal

MAX_ANSWER = 50_000


@dataclass(frozen=True, slots=True)
class Given:
    """What an officer gives the applicant. `outgoing_on` is the body's own date and moves nothing.

    `came_on`: the day on which it came by mail, whoever wrote it down here later; then it counts on that day.
    """

    text: str
    outgoing_number: str = ""
    outgoing_on: date | None = None
    signatory: str = ""
    executor: str = ""
    file_ids: tuple[int, ...] = ()
    came_on: date | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not. A national ground, coded or by its article typed, carries it; the Convention only limits it."""

    grounds: tuple[str, ...] = ()
    typed_article: str = ""
    weighing: str = ""
    emissions: bool = False
    where_to_apply: str = ""
    left_out: str = ""  # of an answer in part: what is not given


def data_of_answer(
    outcome: Outcome, given: Given, answered_on: date | None, withheld: Refusal | None = None
) -> dict[str, object]:
    """What the event of an answer holds; the preview of its letter is made from the same."""
    why = _grounds_of(withheld) if withheld else {}
    return {"outcome": outcome, **why, **data_of_letter(given), "answered_on": answered_on}


def data_of_refusal(refusal: Refusal, given: Given, answered_on: date | None) -> dict[str, object]:
    """What the event of a refusal holds; the preview of its letter is made from the same."""
    return {**_grounds_of(refusal), **data_of_letter(given), "answered_on": answered_on}


def _grounds_of(refusal: Refusal) -> dict[str, object]:
    return {
        "grounds": list(refusal.grounds),
        "article": refusal.typed_article.strip() or None,
        "emissions": refusal.emissions or None,
    }


LEFT_OUT = N_("What is left out")
WEIGHING = N_("On the public interest")
WHERE_TO_APPLY = N_("Which body you can turn to")


def text_of_refusal(refusal: Refusal, given: Given, language: str) -> str:
    """The letter with the weighing and with the body to turn to, each under its own heading."""
    return text_of_answer(given, refusal, language)


def text_of_answer(given: Given, withheld: Refusal | None, language: str) -> str:
    """The letter, and of a part that is kept back what it is and why; the headings in the language of the letter."""
    if withheld is None:
        return given.text.strip()
    parts = ((LEFT_OUT, withheld.left_out), (WEIGHING, withheld.weighing), (WHERE_TO_APPLY, withheld.where_to_apply))
    with in_language(language):
        said = [f"{t(heading)}:\n{text.strip()}" for heading, text in parts if text.strip()]
    return "\n\n".join(part for part in (given.text.strip(), *said) if part)


def check_grounds(session: Session, case: Case, leg: Leg, refusal: Refusal) -> None:
    """Raises `CaseError` where the grounds do not carry the refusal."""
    regime = regime_of(session, case, leg)
    if regime is None:
        if not refusal.typed_article.strip():
            raise CaseError(Problem.GROUNDS_INCOMPLETE, "typed_article", objections=())
        return
    objections = check_refusal(
        regime, refusal.grounds, refusal.typed_article, refusal.weighing, refusal.emissions, refusal.where_to_apply
    )
    if objections:
        raise CaseError(Problem.GROUNDS_INCOMPLETE, "grounds", objections=tuple(objections))


def needs_grounds(kind: Kind, outcome: Outcome) -> bool:
    """An answer in part to a request for information keeps something back, and that needs what a refusal needs."""
    return kind is Kind.INFORMATION_REQUEST and outcome is Outcome.PARTIAL


def check_withheld(session: Session, case: Case, leg: Leg, withheld: Refusal | None) -> None:
    """What is left out is named, with its grounds. Raises `CaseError`."""
    if withheld is None or not withheld.left_out.strip():
        raise CaseError(Problem.REASON_NEEDED, "left_out")
    check_grounds(session, case, leg, withheld)


def check_given(given: Given, today: date) -> None:
    """A text or a file, not too long, with a day that has come. Raises `CaseError`."""
    if not given.text.strip() and not given.file_ids:
        raise CaseError(Problem.EMPTY, "text")
    if len(given.text) > MAX_ANSWER:
        raise CaseError(Problem.TOO_LONG, "text", limit=MAX_ANSWER)
    if given.outgoing_on is not None:
        check_day(given.outgoing_on, today, field="outgoing_on", early=Problem.BEFORE_RECEIPT)


def data_of_letter(given: Given) -> dict[str, object]:
    """The body's own number and date."""
    return {"outgoing_number": given.outgoing_number.strip() or None, "outgoing_on": given.outgoing_on}
