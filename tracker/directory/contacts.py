"""Addresses of bodies: proposed by one person, confirmed by another after a call back, introduced, then usable.

A forged address would collect complainants, so every step is a command of its own and only `usable` gets letters of
cases. A new address for a body that has one is proposed with `replaces_id`; confirming it ends the old one and returns
it, so that the caller can tell the old address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.history import OF_CENTRE, allow, found, note
from tracker.directory.models import Authority, Contact
from tracker.people.actor import Actor

LIVING = (ContactState.CONFIRMED, ContactState.INTRODUCED, ContactState.USABLE, ContactState.BOUNCED)
IN_FORCE = (ContactState.CONFIRMED, ContactState.INTRODUCED, ContactState.USABLE)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmed address, and the old ones that ended with it and must be told."""

    contact: Contact
    told: tuple[str, ...]


def propose_contact(
    session: Session,
    authority_id: str,
    kind: ContactKind,
    value: str,
    *,
    source: str,
    by: Actor,
    now: datetime,
    replaces_id: int | None = None,
) -> Contact:
    """The first person's step. An address that came with the service is taken up as this person's proposal."""
    allow(by, OF_CENTRE)
    found(session, Authority, authority_id)
    clean = clean_address(kind, value)
    if not source.strip():
        raise DirectoryError(Problem.SOURCE_MISSING)
    contact = _same_address(session, authority_id, kind, clean)
    if contact is None:
        contact = Contact(authority_id=authority_id, kind=kind.value, value=clean, state=ContactState.PROPOSED.value)
        session.add(contact)
    elif contact.proposed_by_id is not None or contact.state != ContactState.PROPOSED:
        raise DirectoryError(Problem.ALREADY_PROPOSED)
    if replaces_id is not None:
        contact.replaces_id = _of_body(session, replaces_id, authority_id).id
    contact.source, contact.proposed_by_id, contact.proposed_at = source.strip(), by.account_id, now
    session.flush()
    note(session, contact, "state", None, ContactState.PROPOSED, by=by, now=now, reason=source.strip())
    return contact


def clean_address(kind: ContactKind, value: str) -> str:
    """The address as it is kept; an e-mail address must be one (its domain is not asked for)."""
    text = " ".join(value.split())
    if not text:
        raise DirectoryError(Problem.ADDRESS_MISSING)
    if kind != ContactKind.EMAIL:
        return text
    try:
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise DirectoryError(Problem.EMAIL_WRONG, value=text[:80]) from error


def _same_address(session: Session, authority_id: str, kind: ContactKind, value: str) -> Contact | None:
    query = select(Contact).where(
        Contact.authority_id == authority_id, Contact.kind == kind, Contact.value == value,
        Contact.state != ContactState.REVOKED,
    )  # fmt: skip
    return session.scalars(query.order_by(Contact.id.desc()).limit(1)).first()


def _of_body(session: Session, contact_id: int, authority_id: str) -> Contact:
    contact: Contact = found(session, Contact, contact_id)
    if contact.authority_id != authority_id:
        raise DirectoryError(Problem.NOT_FOUND, key=contact_id)
    return contact


def confirm_contact(
    session: Session, contact_id: int, *, call_back_note: str, by: Actor, now: datetime, one_person: bool = False
) -> Confirmed:
    """The second person's step, after calling the body back. `one_person`: nobody else exists yet, so it is marked.

    Older addresses of the same kind that the new one replaces end now; the caller tells them.
    """
    allow(by, OF_CENTRE)
    contact: Contact = found(session, Contact, contact_id)
    _in_state(contact, ContactState.PROPOSED)
    if contact.proposed_by_id is None:
        raise DirectoryError(Problem.NOT_PROPOSED_BY_PERSON)
    if not call_back_note.strip():
        raise DirectoryError(Problem.CALL_BACK_MISSING)
    contact.one_person = _second_person(contact.proposed_by_id, by, one_person)
    contact.confirmed_by_id, contact.confirmed_at = by.account_id, now
    contact.call_back_note = call_back_note.strip()
    _to_state(session, contact, ContactState.CONFIRMED, by=by, now=now)
    return Confirmed(contact, _end_replaced(session, contact, by, now))


def _second_person(first_id: int | None, by: Actor, one_person: bool) -> bool:
    """True when the same person did both steps because there is no other; a refusal when there is."""
    same = first_id == by.account_id
    if same and not one_person:
        raise DirectoryError(Problem.SAME_PERSON)
    return same


def _end_replaced(session: Session, contact: Contact, by: Actor, now: datetime) -> tuple[str, ...]:
    """An address and its replacement never both stand: every other living one of this kind ends."""
    query = select(Contact).where(
        Contact.authority_id == contact.authority_id, Contact.kind == contact.kind, Contact.id != contact.id,
        Contact.state.in_(LIVING),
    )  # fmt: skip
    old = list(session.scalars(query))
    for other in old:
        _revoke(session, other, "replaced", by, now)
    return tuple(other.value for other in old)


def confirm_again(session: Session, contact_id: int, *, call_back_note: str, by: Actor, now: datetime) -> Contact:
    """A second person looks again at what one person confirmed alone: the mark goes."""
    allow(by, OF_CENTRE)
    contact: Contact = found(session, Contact, contact_id)
    if not contact.one_person or contact.state not in LIVING:
        raise DirectoryError(Problem.WRONG_STATE)
    if contact.proposed_by_id == by.account_id:
        raise DirectoryError(Problem.SAME_PERSON)
    if not call_back_note.strip():
        raise DirectoryError(Problem.CALL_BACK_MISSING)
    contact.one_person, contact.confirmed_by_id, contact.confirmed_at = False, by.account_id, now
    contact.call_back_note = call_back_note.strip()
    note(session, contact, "one_person", True, False, by=by, now=now, reason=contact.call_back_note)
    return contact


def mark_introduced(session: Session, contact_id: int, *, by: Actor, now: datetime) -> Contact:
    """The introduction, which carries no personal data, has left."""
    contact: Contact = found(session, Contact, contact_id)
    _in_state(contact, ContactState.CONFIRMED)
    contact.introduced_at = now
    return _to_state(session, contact, ContactState.INTRODUCED, by=by, now=now)


def mark_usable(session: Session, contact_id: int, *, by: Actor, now: datetime) -> Contact:
    """The introduction was answered, or a working day passed and nothing came back; the caller saw which."""
    contact: Contact = found(session, Contact, contact_id)
    postal = contact.kind == ContactKind.POST and contact.state == ContactState.CONFIRMED
    if not postal:
        _in_state(contact, ContactState.INTRODUCED)
    contact.usable_at = now
    return _to_state(session, contact, ContactState.USABLE, by=by, now=now)


def mark_bounced(session: Session, contact_id: int, *, by: Actor, now: datetime) -> Contact:
    """Mail came back for good: no letter goes there until the address is proposed and confirmed anew."""
    contact: Contact = found(session, Contact, contact_id)
    _in_state(contact, *IN_FORCE)
    contact.bounced_at = now
    return _to_state(session, contact, ContactState.BOUNCED, by=by, now=now)


def revoke_contact(
    session: Session, contact_id: int, *, reason: str, by: Actor, now: datetime, one_person: bool = False
) -> str:
    """End an address. Two people: not by the one who confirmed it. Returns the address, for the caller to tell it."""
    allow(by, OF_CENTRE)
    contact: Contact = found(session, Contact, contact_id)
    _in_state(contact, ContactState.PROPOSED, *LIVING)
    if not reason.strip():
        raise DirectoryError(Problem.REASON_MISSING)
    if contact.confirmed_by_id is not None:
        contact.one_person = _second_person(contact.confirmed_by_id, by, one_person)
    _revoke(session, contact, reason.strip(), by, now)
    return contact.value


def _revoke(session: Session, contact: Contact, reason: str, by: Actor, now: datetime) -> None:
    contact.revoked_by_id, contact.revoked_at, contact.revoke_reason = by.account_id, now, reason
    _to_state(session, contact, ContactState.REVOKED, by=by, now=now, reason=reason)


def _in_state(contact: Contact, *states: ContactState) -> None:
    if contact.state not in states:
        raise DirectoryError(Problem.WRONG_STATE)


def _to_state(
    session: Session, contact: Contact, state: ContactState, *, by: Actor, now: datetime, reason: str = ""
) -> Contact:
    note(session, contact, "state", contact.state, state, by=by, now=now, reason=reason)
    contact.state = state.value
    return contact
