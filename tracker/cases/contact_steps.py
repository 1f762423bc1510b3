"""Addresses of bodies as a centre works with them: the steps of the directory, and the tasks that follow from each.

Proposed by one person, confirmed by another (of any centre) after a call back. While there is only one person, he may do
both: it is marked, and stays a task until a second one looked again. The introduction goes out by a duty; a body whose
address changed hears of it at the old one.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.orm import Session

from tracker.cases.contact_letters import tell_old_address
from tracker.cases.kinds import TaskKind
from tracker.cases.models import Task
from tracker.clock import day_of
from tracker.directory import contacts
from tracker.directory.codes import ContactKind
from tracker.directory.models import Contact, DirectoryChange
from tracker.directory.posts import Post, PostRole, in_force
from tracker.people.actor import DUTY, Actor
from tracker.people.models import Account

MAY_CONFIRM = (PostRole.STAFF, PostRole.ADMINISTRATOR, PostRole.COORDINATOR)
FINDING = (TaskKind.FIND_CONTACT,)


def others_who_may_confirm(
    session: Session, by: Actor, today: date, roles: tuple[PostRole, ...] = MAY_CONFIRM, *, since: datetime | None = None
) -> bool:
    """Whether anybody else could be the second person, or could have been on any day since then.

    Who is switched off, or whose post was ended, after the proposal was there when it was made: it is for him to look at it, and
    nobody becomes alone by sending the others away. Who stays alone for good proposes again.
    """
    there = and_(in_force(today), Account.active) if since is None else _there_since(since, today)
    people = (
        select(Post.id)
        .join(Account, Account.id == Post.account_id)
        .where(Post.role.in_(roles), Account.id != by.account_id, there)
    )
    return session.scalar(people.limit(1)) is not None


def _there_since(since: datetime, today: date) -> ColumnElement[bool]:
    """The post held on a day since then, or was ended since then with an earlier last day; the account was let in meanwhile."""
    ended = select(DirectoryChange.id).where(
        DirectoryChange.table == Post.__tablename__, DirectoryChange.key == cast(Post.id, String),
        DirectoryChange.field == "valid_to", DirectoryChange.at >= since,
    )  # fmt: skip
    begun = or_(Post.valid_from.is_(None), Post.valid_from <= today)
    held = or_(Post.valid_to.is_(None), Post.valid_to >= day_of(since), ended.exists())
    return and_(begun, held, or_(Account.active, Account.deactivated_at >= since))


def propose(
    session: Session, authority_id: str, kind: ContactKind, value: str, *, source: str, by: Actor, now: datetime
) -> Contact:
    """The first person's step; the second one finds it among the centre's tasks. Raises `DirectoryError`."""
    replaced = _living(session, authority_id, kind)
    contact = contacts.propose_contact(
        session, authority_id, kind, value, source=source, by=by, now=now, replaces_id=replaced.id if replaced else None
    )
    _add(session, TaskKind.CONFIRM_CONTACT, contact, by, now)
    return contact


def _living(session: Session, authority_id: str, kind: ContactKind) -> Contact | None:
    query = select(Contact).where(
        Contact.authority_id == authority_id, Contact.kind == kind, Contact.state.in_(contacts.LIVING)
    )
    return session.scalars(query.order_by(Contact.id.desc()).limit(1)).first()


def confirm(session: Session, contact: Contact, *, call_back_note: str, by: Actor, now: datetime) -> Contact:
    """The second person's step. Old addresses that end with it are told. Raises `DirectoryError`."""
    alone = not others_who_may_confirm(session, by, day_of(now), since=contact.proposed_at)
    confirmed = contacts.confirm_contact(
        session, contact.id, call_back_note=call_back_note, by=by, now=now, one_person=alone
    )
    if contact.kind == ContactKind.EMAIL:
        for old in confirmed.told:
            tell_old_address(session, contact.authority_id, old, now)
    else:
        contacts.mark_usable(session, contact.id, by=DUTY, now=now)
    _finish(session, contact, (TaskKind.CONFIRM_CONTACT, *FINDING), by, now)
    if contact.one_person:
        _add(session, TaskKind.CONFIRM_AGAIN, contact, by, now)
    return contact


def confirm_again(session: Session, contact: Contact, *, call_back_note: str, by: Actor, now: datetime) -> None:
    """A second person looked at what one confirmed alone."""
    contacts.confirm_again(session, contact.id, call_back_note=call_back_note, by=by, now=now)
    _finish(session, contact, (TaskKind.CONFIRM_AGAIN,), by, now)


def revoke(session: Session, contact: Contact, *, reason: str, by: Actor, now: datetime) -> None:
    """No letter goes there any more; an address that was in use hears of it."""
    alone = not others_who_may_confirm(session, by, day_of(now))
    was_used = contact.state in contacts.IN_FORCE and contact.kind == ContactKind.EMAIL
    value = contacts.revoke_contact(session, contact.id, reason=reason, by=by, now=now, one_person=alone)
    if was_used:
        tell_old_address(session, contact.authority_id, value, now)
    _finish(session, contact, (TaskKind.CONFIRM_CONTACT, TaskKind.CONFIRM_AGAIN), by, now)


def _add(session: Session, kind: TaskKind, contact: Contact, by: Actor, now: datetime) -> None:
    if by.centre_id is None:
        return
    session.add(
        Task(
            kind=kind,
            centre_id=by.centre_id,
            authority_id=contact.authority_id,
            contact_id=contact.id,
            created_at=now,
            due_on=day_of(now),
        )
    )


def _finish(session: Session, contact: Contact, kinds: tuple[TaskKind, ...], by: Actor, now: datetime) -> None:
    """Tasks of any centre about this address; those that asked to find one, about this body."""
    open_ones = select(Task).where(
        Task.done_at.is_(None), Task.kind.in_(kinds), Task.authority_id == contact.authority_id
    )
    for task in session.scalars(open_ones):
        if task.kind in FINDING or task.contact_id == contact.id:
            task.done_at, task.done_by_id = now, by.account_id
