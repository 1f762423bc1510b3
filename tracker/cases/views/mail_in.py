"""Mail that arrived, as one centre may read it: of its own cases, and what is nobody's yet. Bounded, by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.views.names import name_of
from tracker.cases.views.paging import Bounded, counting, read_counts
from tracker.directory.models import Authority
from tracker.i18n import current_language
from tracker.mail.incoming.codes import State
from tracker.mail.incoming.models import IncomingFile, IncomingMail

PAGE = 30
COUNT_TO = 99


class Heap(StrEnum):
    """The heaps on the table of a centre."""

    TO_PLACE = "to_place"
    TO_READ = "to_read"
    SPAM = "spam"
    ASIDE = "aside"
    DONE = "done"


_IN: Mapping[Heap, tuple[State, bool | None]] = {
    Heap.TO_PLACE: (State.TO_PLACE, False),
    Heap.TO_READ: (State.TO_READ, None),
    Heap.SPAM: (State.TO_PLACE, True),
    Heap.ASIDE: (State.SET_ASIDE, None),
    Heap.DONE: (State.DONE, None),
}
COUNTED = (Heap.TO_PLACE, Heap.TO_READ, Heap.SPAM)


def readable(centre_id: str) -> ColumnElement[bool]:
    return or_(IncomingMail.centre_ref == centre_id, IncomingMail.centre_ref.is_(None))


def _of(heap: Heap) -> ColumnElement[bool]:
    state, spam = _IN[heap]
    return and_(IncomingMail.state == state, *([IncomingMail.is_spam == spam] if spam is not None else []))


def heap_page(
    session: Session, centre_id: str, heap: Heap, *, before_id: int | None = None, case_id: int | None = None
) -> tuple[Sequence[Row[Any]], int | None]:
    """Newest first, without the texts; and the id before which the next page begins. `case_id`: all of one case instead."""
    columns = (
        IncomingMail.id, IncomingMail.sender, IncomingMail.sender_name, IncomingMail.subject, IncomingMail.received_at,
        IncomingMail.state, IncomingMail.why, IncomingMail.meaning, IncomingMail.error, IncomingMail.is_auto_reply,
        IncomingMail.party, Case.number, Case.restricted,
    )  # fmt: skip
    query = select(*columns).outerjoin(Case, Case.id == IncomingMail.case_ref).where(readable(centre_id))
    query = query.where(IncomingMail.case_ref == case_id) if case_id is not None else query.where(_of(heap))
    if before_id is not None:
        query = query.where(IncomingMail.id < before_id)
    rows = session.execute(query.order_by(IncomingMail.id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def heap_counts(session: Session, centre_id: str) -> dict[Heap, Bounded]:
    """How much waits, up to 99."""
    wanted = [select(IncomingMail.id).where(_of(heap), readable(centre_id)) for heap in COUNTED]
    return dict(zip(COUNTED, read_counts(session, counting(wanted, COUNT_TO), {}, COUNT_TO), strict=True))


def files_of(session: Session, mail_id: int) -> Sequence[IncomingFile]:
    """The files of a message, also those that were not taken over."""
    wanted = select(IncomingFile).where(IncomingFile.mail_id == mail_id)
    return session.scalars(wanted.order_by(IncomingFile.id).limit(200)).all()


def places(session: Session, centre_id: str, leg_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """What a person needs to see of the duties that are proposed; those of this centre."""
    body = name_of(Authority, current_language()).label("body")
    query = (
        select(
            Leg.id, Leg.case_id, Leg.state, Leg.authority_id, Case.number, Case.restricted, CaseContent.subject, body
        )
        .join(Case, Case.id == Leg.case_id)
        .join(Authority, Authority.id == Leg.authority_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .where(Leg.id.in_(list(leg_ids)[:20]), Case.centre_id == centre_id)
    )
    return session.execute(query).all()


def legs_of_number(session: Session, centre_id: str, number: str) -> list[int]:
    """The duties of the case with this number, newest first."""
    query = select(Leg.id).join(Case, Case.id == Leg.case_id).where(Case.number == number, Case.centre_id == centre_id)
    return list(session.scalars(query.order_by(Leg.id.desc()).limit(10)))
