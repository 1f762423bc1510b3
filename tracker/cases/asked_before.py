"""A complaint about access names the request it is about: by its number here, or as one that was sent outside this service.

Convention, art. 9(1): who was ignored, refused or inadequately answered. Whoever types a number learns nothing by it: it is
taken if its form is right, and linked in silence where such a case exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.asked_models import AskedBefore
from tracker.cases.models import Case
from tracker.i18n import N_, long_date, t

WAYS = {
    "email": N_("by e-mail"),
    "post": N_("by post"),
    "hand": N_("handed in on paper"),
    "spoken": N_("spoken, in the office or by telephone"),
    "online": N_("through a website or an application"),
}
"""How a request was sent that did not go through this service."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The earlier request in its writer's words. `number`: of a case here; the rest: of a request sent elsewhere."""

    number: str = ""
    body: str = ""
    asked_on: date | None = None
    way: str = ""

    def __bool__(self) -> bool:
        return bool(self.number or self.body)


def keep_asked(session: Session, case: Case, asked: Asked) -> None:
    """The row that may be erased, and the link where the number is of a case here."""
    session.add(
        AskedBefore(case_id=case.id, number=asked.number, body=asked.body, asked_on=asked.asked_on, way=asked.way)
    )
    if asked.number:
        case.linked_case_id = session.scalar(select(Case.id).where(Case.number == asked.number))


def asked_of(session: Session, case_id: int) -> Asked:
    """What stands of it; empty where nothing does."""
    row = session.get(AskedBefore, case_id)
    return Asked(row.number, row.body, row.asked_on, row.way) if row else Asked()


def asked_line(asked: Asked) -> str:
    """One line for the letter and for every page of those who may read it."""
    said = []
    if asked.number:
        said.append(t("The complaint is about the request № %(number)s, sent through this service.", number=asked.number))
    if asked.body:
        said.append(t("The complaint is about a request to: %(body)s.", body=asked.body.rstrip(".")))
        said += [t("Day of the request: %(day)s.", day=long_date(asked.asked_on))] if asked.asked_on else []
        said += [t("How it was sent: %(way)s.", way=t(WAYS[asked.way]))] if asked.way in WAYS else []
    return " ".join(said)
