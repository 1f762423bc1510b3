"""Addresses of bodies as a centre sees them: which bodies its letters wait for, what waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, exists, func, or_, select
from sqlalchemy.orm import Session

from tracker.cases.kinds import UNDELIVERED, Review
from tracker.cases.lateness import owed, owed_late
from tracker.cases.models import Case, Leg
from tracker.cases.views.names import name_of
from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.models import Authority, CentreTerritory, Contact, Territory
from tracker.directory.queries import dated
from tracker.i18n import current_language
from tracker.people.models import Account

MOST = 50
UNSETTLED = (ContactState.PROPOSED, ContactState.CONFIRMED, ContactState.INTRODUCED, ContactState.BOUNCED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A body without a usable e-mail address, and how many letters of this centre wait for it."""

    body_id: str
    body: str
    letters: int


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address that is on its way to be used, or came back."""

    body_id: str
    body: str
    kind: str
    value: str
    state: str
    one_person: bool
    mine: bool


def bodies_waited_for(session: Session, centre_id: str) -> tuple[Waiting, ...]:
    """Those that cannot be mailed, by the number of letters of this centre that have not reached them."""
    usable = exists().where(
        Contact.authority_id == Leg.authority_id,
        Contact.kind == ContactKind.EMAIL,
        Contact.state == ContactState.USABLE,
    )
    letters = func.count(Leg.id).label("letters")
    counted = (
        select(Leg.authority_id, letters)
        .join(Case, Case.id == Leg.case_id)
        .where(Leg.centre_id == centre_id, Leg.state.in_(sorted(UNDELIVERED)), Case.review == Review.PASSED, ~usable)
        .group_by(Leg.authority_id)
        .order_by(letters.desc(), Leg.authority_id)
        .limit(MOST)
        .subquery()
    )
    rows = session.execute(
        select(counted.c.authority_id, counted.c.letters, name_of(Authority, current_language()).label("body"))
        .join(Authority, Authority.id == counted.c.authority_id)
        .order_by(counted.c.letters.desc(), counted.c.authority_id)
    )
    return tuple(Waiting(row.authority_id, row.body, row.letters) for row in rows)


def addresses_on_the_way(
    session: Session, centre_id: str, account_id: int | None, today: date
) -> tuple[AddressRow, ...]:
    """Proposed by a person, confirmed, introduced or come back: of bodies in the centre's oblasts and of the whole country."""
    oblasts = select(CentreTerritory.territory_code).where(
        CentreTerritory.centre_id == centre_id, dated(CentreTerritory, today)
    )
    mine = or_(
        Territory.code.is_(None),
        Territory.oblast_code.is_(None),
        Territory.oblast_code.in_(oblasts),
        Territory.code.in_(oblasts),
    )
    rows = session.execute(
        select(
            Contact.authority_id,
            Contact.kind,
            Contact.value,
            Contact.state,
            Contact.one_person,
            Contact.proposed_by_id,
            name_of(Authority, current_language()).label("body"),
        )
        .join(Authority, Authority.id == Contact.authority_id)
        .outerjoin(Territory, Territory.code == Authority.territory_code)
        .where(or_(Contact.state.in_(UNSETTLED), Contact.one_person), Contact.state != ContactState.REVOKED)
        .where(Contact.proposed_by_id.is_not(None), mine)
        .order_by(Contact.state != ContactState.PROPOSED, Contact.id.desc())
        .limit(MOST)
    )
    return tuple(
        AddressRow(
            row.authority_id, row.body, row.kind, row.value, row.state, row.one_person, row.proposed_by_id == account_id
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class ContactRow:
    """An address with its whole way, and who went it."""

    contact: Contact
    proposed_by: str
    confirmed_by: str


def contacts_of(session: Session, authority_id: str) -> tuple[ContactRow, ...]:
    """All addresses of a body, the newest first."""
    first, second = Account.__table__.alias("first"), Account.__table__.alias("second")
    rows = session.execute(
        select(Contact, first.c.full_name.label("proposed_by"), second.c.full_name.label("confirmed_by"))
        .outerjoin(first, first.c.id == Contact.proposed_by_id)
        .outerjoin(second, second.c.id == Contact.confirmed_by_id)
        .where(Contact.authority_id == authority_id)
        .order_by(Contact.id.desc())
        .limit(MOST)
    )
    return tuple(ContactRow(row[0], row.proposed_by or "", row.confirmed_by or "") for row in rows)


def open_letters(session: Session, authority_id: str, centre_id: str, today: date) -> Sequence[Row[Any]]:
    """What a body owes in cases of this centre, the oldest date first."""
    return session.execute(
        select(
            Leg.id.label("leg_id"),
            Leg.state,
            Leg.answer_due_on,
            Leg.received_on,
            Case.number,
            Case.kind,
            Case.filed_on,
            owed_late(today).label("is_late"),
        )
        .join(Case, Case.id == Leg.case_id)
        .where(Leg.authority_id == authority_id, Leg.centre_id == centre_id, owed(), Case.review == Review.PASSED)
        .order_by(Leg.answer_due_on.is_(None), Leg.answer_due_on, Leg.id)
        .limit(MOST)
    ).all()
