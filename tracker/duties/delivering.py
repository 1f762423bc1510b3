"""Letters: presume a receipt when nothing came back; introduce an address and then use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from tracker.cases.contact_letters import INTRODUCTION, queue_introduction
from tracker.cases.delivery import presume_received, send_what_waits
from tracker.cases.kinds import LegState, Review, TaskKind
from tracker.cases.models import Case, Leg
from tracker.cases.recording import finish_tasks
from tracker.clock import day_of
from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.contacts import mark_usable
from tracker.directory.models import Contact
from tracker.duties.calendar_days import end_of, passed
from tracker.duties.duty import AT_ONCE
from tracker.mail.models import OutboxMail
from tracker.people.actor import DUTY

BY_MAIL = "mail"


def find_mailed(session: Any, now: datetime) -> Sequence[int]:
    """Accepted by a mail server, and the whole next working day passed without a bounce."""
    before = end_of(passed(session, day_of(now), 1))
    mailed = select(Leg.id).where(Leg.state == LegState.SENT, Leg.means == BY_MAIL, Leg.dispatched_at < before)
    return session.scalars(mailed.order_by(Leg.id).limit(AT_ONCE)).all()  # type: ignore[no-any-return]


def presume(session: Any, leg_id: int, now: datetime) -> None:
    """Received on the day of dispatch: our reading, and said so."""
    presume_received(session, session.get_one(Leg, leg_id), now=now)


def find_to_introduce(session: Any, now: datetime) -> Sequence[int]:
    """Confirmed addresses to which no introduction was written since."""
    written = exists().where(
        OutboxMail.kind == INTRODUCTION, OutboxMail.to_address == Contact.value, OutboxMail.created_at >= Contact.confirmed_at
    )
    waiting = select(Contact.id).where(
        Contact.kind == ContactKind.EMAIL, Contact.state == ContactState.CONFIRMED, ~written
    )
    return session.scalars(waiting.order_by(Contact.id).limit(AT_ONCE)).all()  # type: ignore[no-any-return]


def introduce(session: Any, contact_id: int, now: datetime) -> None:
    queue_introduction(session, session.get_one(Contact, contact_id), now)


def find_introduced(session: Any, now: datetime) -> Sequence[int]:
    """One whole working day passed since the introduction left, and it did not come back."""
    before = end_of(passed(session, day_of(now), 1))
    ready = select(Contact.id).where(
        Contact.kind == ContactKind.EMAIL, Contact.state == ContactState.INTRODUCED, Contact.introduced_at < before
    )
    return session.scalars(ready.order_by(Contact.id).limit(AT_ONCE)).all()  # type: ignore[no-any-return]


def use(session: Any, contact_id: int, now: datetime) -> None:
    """From now on letters of cases go there; those that waited for it go now."""
    contact = mark_usable(session, contact_id, by=DUTY, now=now)
    session.flush()
    waiting = select(Leg, Case).join(Case, Case.id == Leg.case_id).where(
        Leg.authority_id == contact.authority_id, Leg.state == LegState.TO_SEND, Case.review == Review.PASSED
    )  # fmt: skip
    for leg, case in session.execute(waiting.order_by(Leg.id).limit(AT_ONCE)).all():
        send_what_waits(session, case, now)
        if leg.state == LegState.SENDING:
            finish_tasks(session, case, TaskKind.DELIVER, DUTY, now, leg=leg)
