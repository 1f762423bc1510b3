"""The outbox as one centre may read it: letters about its own cases, and those that belong to no case and no person.

Letters about accounts (invitations, new passwords) are in no list: whoever reads them could sign in with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from tracker.cases.models import Case
from tracker.mail.models import MailState, OutboxMail

PAGE = 40
NUMBER = re.compile(r"\b\d{2}-\d{4}-\d{4}\b")
OF_NO_CASE = ("introduction", "address_changed", "digest", "reminder", "first_look")


def letters_sent(
    session: Session,
    centre_id: str,
    *,
    state: MailState | None = None,
    number: str | None = None,
    before_id: int | None = None,
) -> tuple[Sequence[Row[Any]], int | None]:
    """A page, newest first, without the texts; and the id before which the next one begins."""
    columns = (
        OutboxMail.id,
        OutboxMail.kind,
        OutboxMail.to_address,
        OutboxMail.subject,
        OutboxMail.state,
        OutboxMail.attempts,
        OutboxMail.created_at,
        OutboxMail.sent_at,
        OutboxMail.result_code,
        Case.number,
        Case.restricted,
    )
    query = select(*columns).outerjoin(Case, Case.id == OutboxMail.case_ref).where(_readable(centre_id))
    if state is not None:
        query = query.where(OutboxMail.state == state)
    if number is not None:
        query = query.where(Case.number == number)
    if before_id is not None:
        query = query.where(OutboxMail.id < before_id)
    rows = session.execute(query.order_by(OutboxMail.id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def letter_sent(session: Session, mail_id: int, centre_id: str) -> tuple[OutboxMail, Case | None] | None:
    """One letter with its case; None where it is not this centre's to read."""
    query = select(OutboxMail, Case).outerjoin(Case, Case.id == OutboxMail.case_ref)
    found = session.execute(query.where(OutboxMail.id == mail_id, _readable(centre_id))).first()
    return (found[0], found[1]) if found else None


def without_others(session: Session, text: str, centre_id: str) -> str:
    """A list to a body names letters of all centres: numbers that are neither public nor this centre's are left out."""
    numbers = set(NUMBER.findall(text))
    if not numbers:
        return text
    known = or_(Case.centre_id == centre_id, Case.public_row.is_(True))
    shown = set(session.scalars(select(Case.number).where(Case.number.in_(sorted(numbers)), known)))
    return NUMBER.sub(lambda found: found[0] if found[0] in shown else "…", text)


def _readable(centre_id: str) -> ColumnElement[bool]:
    return or_(Case.centre_id == centre_id, and_(OutboxMail.case_ref.is_(None), OutboxMail.kind.in_(OF_NO_CASE)))
