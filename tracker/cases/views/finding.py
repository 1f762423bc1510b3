"""Finding a case of one's own centre when the person has lost his slip: by his name or telephone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session

from tracker.cases.models import Case, Party

MOST = 20
SHORTEST = 3
DIGITS = 6


def cases_of_person(session: Session, centre_id: str, typed: str) -> Sequence[Row[Any]]:
    """Newest first; nothing for less than three letters or six digits."""
    wanted = _wanted(" ".join(typed.split())[:60])
    if wanted is None:
        return []
    query = (
        select(
            Case.id, Case.number, Case.kind, Case.filed_on, Case.restricted, Party.name, Party.organisation, Party.phone
        )
        .join(Party, Party.case_id == Case.id)
        .where(Case.centre_id == centre_id, wanted)
    )
    return session.execute(query.order_by(Case.filed_on.desc(), Case.id.desc()).limit(MOST)).all()


def _wanted(text: str) -> ColumnElement[bool] | None:
    digits = re.sub(r"\D", "", text)
    if len(digits) >= DIGITS and not re.search(r"[^\W\d_]", text):
        bare: ColumnElement[str] = Party.phone.expression
        for sign in (" ", "-", "(", ")", "+"):
            bare = func.replace(bare, sign, "")
        return bare.like(f"%{digits.removeprefix('996').removeprefix('0')}%")
    if sum(character.isalpha() for character in text) < SHORTEST:
        return None
    spellings = {text, text.lower(), text.upper(), text.title()}
    return or_(
        *(
            column.contains(one, autoescape=True)
            for one in sorted(spellings)
            for column in (Party.name, Party.organisation)
        )
    )
