"""What everybody may know of a public body: who it is, what came before and after it, its units, how it can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import literal, or_, outerjoin, select, union_all
from sqlalchemy.orm import Session

from tracker.cases.views.names import name_columns, read_name
from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.models import Authority, Contact, Territory, Unit
from tracker.directory.names import display_name
from tracker.directory.queries import dated

LINES_AT_MOST = 100
AROUND_AT_MOST = 60
CONFIRMED = (ContactState.CONFIRMED, ContactState.INTRODUCED, ContactState.USABLE)


@dataclass(frozen=True, slots=True)
class Named:
    """Another body, to be linked."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class BodyProfile:
    """One body. `post_address` only where two persons confirmed it; e-mail addresses are never shown."""

    body: Authority
    name: str
    place: str
    parent: Named | None
    superior: Named | None
    successor: Named | None
    predecessors: tuple[Named, ...]
    units: tuple[str, ...]
    has_email: bool
    post_address: str

    @property
    def is_over(self) -> bool:
        return self.successor is not None or self.body.status == "ended"


def body_profile(session: Session, authority_id: str, today: date) -> BodyProfile | None:
    """Three statements. None: there is no such body."""
    place = outerjoin(Authority, Territory, Territory.code == Authority.territory_code)
    row = session.execute(
        select(Authority, *name_columns(Territory, "place")).select_from(place).where(Authority.id == authority_id)
    ).first()
    if row is None:
        return None
    body: Authority = row[0]
    units, contacts = _units_and_contacts(session, body.id, today)
    others = _others(session, body)
    named = {row.id: Named(row.id, display_name(row)) for row in others}
    return BodyProfile(
        body=body,
        name=display_name(body),
        place=read_name(row, "place"),
        parent=named.get(body.parent_id or ""),
        superior=named.get(body.superior_id or ""),
        successor=named.get(body.successor_id or ""),
        predecessors=tuple(named[row.id] for row in others if row.successor_id == body.id),
        units=units,
        has_email=any(kind == ContactKind.EMAIL and state == ContactState.USABLE for kind, state, _ in contacts),
        post_address=next((value for kind, _, value in contacts if kind == ContactKind.POST), ""),
    )


def _others(session: Session, body: Authority) -> Sequence[Any]:
    """The bodies around this one, in one statement."""
    around = [code for code in (body.parent_id, body.superior_id, body.successor_id) if code]
    columns = (
        Authority.id, Authority.successor_id, Authority.name_ky, Authority.name_ru, Authority.name_en, Authority.name_ky_guess,
    )  # fmt: skip
    wanted = select(*columns).where(or_(Authority.id.in_(around), Authority.successor_id == body.id))
    return session.execute(wanted.order_by(Authority.id).limit(AROUND_AT_MOST)).all()


def _units_and_contacts(
    session: Session, authority_id: str, today: date
) -> tuple[tuple[str, ...], list[tuple[str, str, str]]]:
    """Two short lists in one statement."""
    units = select(
        literal("unit").label("what"), Unit.id, Unit.name_ky.label("n_ky"), Unit.name_ru.label("n_ru"),
        Unit.name_en.label("n_en"), literal("").label("n_guess"),
    ).where(Unit.authority_id == authority_id, dated(Unit, today))  # fmt: skip
    contacts = select(
        literal("contact"), Contact.id, Contact.kind, Contact.state, Contact.value, literal("")
    ).where(Contact.authority_id == authority_id, Contact.state.in_(CONFIRMED))  # fmt: skip
    rows = session.execute(union_all(units, contacts).order_by("what", "id").limit(LINES_AT_MOST)).all()
    named = tuple(read_name(row, "n") for row in rows if row.what == "unit")
    return named, [(row.n_ky, row.n_ru, row.n_en) for row in rows if row.what == "contact"]
