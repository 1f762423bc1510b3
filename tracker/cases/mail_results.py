"""What the fate of a letter means for the case. Called by the outbox once the result is recorded.

A mail server that takes a letter proves no receipt: it starts the wait of `mailed_not_returned`. A letter in a folder counts
as taken in the demonstration alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases import letter_codes
from tracker.cases.contact_letters import INTRODUCTION
from tracker.cases.delivery import record_send_failed, record_sent
from tracker.cases.kinds import TaskKind
from tracker.cases.letters import LETTER, make_letter
from tracker.cases.models import Case, Leg, Party, Task
from tracker.clock import day_of
from tracker.directory.centres import centre_for
from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.contacts import IN_FORCE, mark_bounced, mark_introduced
from tracker.directory.models import Authority, Contact
from tracker.mail.hooks import fills, makes, on_result, reports_wanted
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.outbox import hold_all
from tracker.mail.replies import Meaning, meaning
from tracker.people.actor import DUTY


def init_app(app: Flask) -> None:
    on_result(app, take_result)
    makes(app, LETTER, make_letter)
    reports_wanted(app, LETTER)
    fills(app, letter_codes.KIND, letter_codes.fill_in)


def take_result(session: Session, mail: OutboxMail, now: datetime) -> None:
    """Sent, or failed for good."""
    if mail.kind == LETTER:
        _letter(session, mail, now)
    elif mail.kind == INTRODUCTION:
        _introduction(session, mail, now)
    elif mail.state == MailState.FAILED:
        if is_permanent(mail):
            _find_another(session, mail.to_address, now)
        if mail.case_ref is not None:
            _notice_failed(session, mail, now)


def _letter(session: Session, mail: OutboxMail, now: datetime) -> None:
    leg = session.get(Leg, mail.leg_ref) if mail.leg_ref else None
    if leg is None:
        return
    if mail.state == MailState.SENT and _only_filed_away(mail):
        record_send_failed(session, leg, code=None, text="", permanent=False, now=now)
        return
    if mail.state == MailState.SENT:
        record_sent(session, leg, at=mail.sent_at or now, means="mail", now=now)
        return
    permanent = is_permanent(mail)
    to_deliver = record_send_failed(
        session, leg, code=_number(mail.result_code), text=mail.result_text, permanent=permanent, now=now
    )
    if permanent and not to_deliver:
        _find_another(session, mail.to_address, now)
    elif permanent:
        for contact in _contacts(session, mail.to_address):
            mark_bounced(session, contact.id, by=DUTY, now=now)
        hold_all(session, mail.to_address, but=LETTER)


def _introduction(session: Session, mail: OutboxMail, now: datetime) -> None:
    for contact in _contacts(session, mail.to_address):
        if contact.state == ContactState.CONFIRMED and mail.state == MailState.SENT:
            mark_introduced(session, contact.id, by=DUTY, now=now)
    if is_permanent(mail):
        _find_another(session, mail.to_address, now)


def _find_another(session: Session, address: str, now: datetime) -> None:
    """Nobody is at a body's address any more: its centre looks for another, and what waits for it is kept back. Letters go
    on and fail one by one: each leads back to a duty that is to be delivered."""
    contacts = _contacts(session, address)
    for contact in contacts:
        mark_bounced(session, contact.id, by=DUTY, now=now)
        _contact_task(session, contact, now)
    if contacts:
        hold_all(session, address, but=LETTER)


def _contact_task(session: Session, contact: Contact, now: datetime) -> None:
    """The centre that confirmed the address has to find another one."""
    authority = session.get_one(Authority, contact.authority_id)
    centre = centre_for(session, authority.territory_code, day_of(now))
    if centre is not None:
        session.add(_task(TaskKind.FIND_CONTACT, centre.id, now, authority_id=authority.id, contact_id=contact.id))


def _notice_failed(session: Session, mail: OutboxMail, now: datetime) -> None:
    """The applicant's own address does not work: he is told another way, in the words that did not arrive."""
    case = session.get(Case, mail.case_ref)
    party = session.scalar(select(Party).where(Party.case_id == mail.case_ref, Party.email == mail.to_address).limit(1))
    if case is None or party is None or not (party.phone or party.address):
        return
    task = _task(TaskKind.TELL_BY_PHONE, case.centre_id, now, case_id=case.id, leg_id=mail.leg_ref, urgent=case.urgent)
    task.text, task.data = without_links(mail.text), {"to": "applicant", "party_id": party.id, "mail_id": mail.id}
    session.add(task)


def without_links(text: str) -> str:
    """For the telephone: a link goes together with the line that introduces it."""
    lines = text.splitlines()
    links = {at for at, line in enumerate(lines) if line.startswith(("http://", "https://"))}
    return "\n".join(line for at, line in enumerate(lines) if at not in links and at + 1 not in links).strip()


def _task(kind: TaskKind, centre_id: str, now: datetime, **values: Any) -> Task:
    return Task(kind=kind, centre_id=centre_id, created_at=now, due_on=day_of(now), **values)


def _only_filed_away(mail: OutboxMail) -> bool:
    """No mail server is set, so the letter lies in a folder: that is a delivery in the demonstration only."""
    return mail.result_code == "folder" and not current_app.config["DEMONSTRATION"]


def is_permanent(mail: OutboxMail) -> bool:
    """The address does not take letters. Not so where we only gave up after days of trying."""
    never = meaning(mail.result_code, mail.result_text) is Meaning.NOT_THIS_ADDRESS
    return mail.state == MailState.FAILED and never


def _number(code: str) -> int | None:
    return int(code) if code.isdigit() else None


def _contacts(session: Session, address: str) -> list[Contact]:
    """Bodies that use this address now."""
    using = select(Contact).where(
        Contact.kind == ContactKind.EMAIL, Contact.value == address, Contact.state.in_(IN_FORCE)
    )
    return list(session.scalars(using.order_by(Contact.id)))
