"""Reminders by rule: to the body before and after its date, to the applicant when his date has passed. Each speaks once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from tracker.cases import notice_texts, notice_texts_body
from tracker.cases.handling import remind
from tracker.cases.kinds import PROVEN, WITH_BODY, LegState
from tracker.cases.lateness import due_soon, due_today, owed_late
from tracker.cases.models import Leg, Notified
from tracker.cases.notice_about import About, Notice
from tracker.cases.notices import tell_applicant, tell_body
from tracker.cases.views.inside import soon_until
from tracker.clock import day_of
from tracker.duties.calendar_days import passed
from tracker.duties.duty import AT_ONCE
from tracker.mail import lists
from tracker.people.actor import DUTY

REGISTRATION_TARGET = 3
"""Working days after which an unregistered letter is asked about, where no law is known to set a day. A service target."""


def find_due_soon(session: Any, now: datetime) -> Sequence[int]:
    """The date is near, or today."""
    today = day_of(now)
    near = or_(due_today(today), due_soon(today, soon_until(session, today)))
    return _legs(session, and_(near, _with_body()), "due_soon", Leg.answer_due_on)


def remind_before(session: Any, leg_id: int, now: datetime) -> None:
    """To the officer: by mail or in the official mailbox. Nobody is called for it, and who does not want it does not get it."""
    leg = session.get_one(Leg, leg_id)
    code = "due_today" if leg.answer_due_on == day_of(now) else "due_soon"
    _said(session, leg, "due_soon", leg.answer_due_on, now)
    tell_body(_about(session, leg, now), lambda a: notice_texts_body.reminder(a, code), by_phone=False, list_name=lists.BEFORE)


def find_unregistered(session: Any, now: datetime) -> Sequence[int]:
    """Past the law's day to register, or past the service's own target where the law's day is not known."""
    today = day_of(now)
    past = or_(
        Leg.registration_due_on < today,
        and_(Leg.registration_due_on.is_(None), Leg.received_on <= passed(session, today, REGISTRATION_TARGET)),
    )
    waiting = and_(Leg.state == LegState.RECEIVED, Leg.registered_on.is_(None), Leg.reopened_on.is_(None), _with_body())
    return _legs(session, and_(waiting, past), "register", Leg.received_on)


def remind_to_register(session: Any, leg_id: int, now: datetime) -> None:
    """The duty to register stays visible."""
    leg = session.get_one(Leg, leg_id)
    _said(session, leg, "register", leg.received_on, now)
    tell_body(_about(session, leg, now), _not_registered, by_phone=False)


def _not_registered(a: About) -> Notice:
    known = a.leg is not None and a.leg.registration_due_on is not None
    return notice_texts_body.reminder(a, "register" if known else "register_target")


def find_late(session: Any, now: datetime) -> Sequence[int]:
    """The date has passed, and the body that has the letter did not answer."""
    return _legs(session, and_(owed_late(day_of(now)), _with_body()), "late", Leg.answer_due_on)


def remind_after(session: Any, leg_id: int, now: datetime) -> None:
    """To the officer and the head, as an event that everybody can see."""
    leg = session.get_one(Leg, leg_id)
    _said(session, leg, "late", leg.answer_due_on, now)
    remind(session, leg.case, leg, by=DUTY, now=now, reason="by_rule")


def find_to_tell(session: Any, now: datetime) -> Sequence[int]:
    """The same date, for the applicant: also while the letter is between two bodies."""
    return _legs(session, owed_late(day_of(now)), "overdue", Leg.answer_due_on)


def tell_of_lateness(session: Any, leg_id: int, now: datetime) -> None:
    """With the ways open to him that day."""
    leg = session.get_one(Leg, leg_id)
    _said(session, leg, "overdue", leg.answer_due_on, now)
    tell_applicant(_about(session, leg, now), notice_texts.overdue)


def _with_body() -> ColumnElement[bool]:
    return and_(Leg.state.in_(sorted(WITH_BODY)), Leg.proof.in_(sorted(PROVEN)))


def _legs(session: Any, condition: ColumnElement[bool], rule: str, about: Any) -> Sequence[int]:
    """Legs of which this rule has not yet spoken about this date."""
    spoken = exists().where(Notified.leg_id == Leg.id, Notified.rule == rule, Notified.about_on == about)
    found = select(Leg.id).where(condition, ~spoken).order_by(Leg.id).limit(AT_ONCE)
    return session.scalars(found).all()  # type: ignore[no-any-return]


def _said(session: Any, leg: Leg, rule: str, about_on: date | None, now: datetime) -> None:
    """Written first: a second writer fails here, before anything is said twice."""
    assert about_on is not None
    session.add(Notified(leg_id=leg.id, rule=rule, about_on=about_on, at=now))
    session.flush()


def _about(session: Any, leg: Leg, now: datetime) -> About:
    return About(session, leg.case, leg, None, now)
