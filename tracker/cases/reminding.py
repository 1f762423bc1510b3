"""Reminding a body of several letters at once: one mail, and one event in each case.

The mail holds numbers and dates, no names and no texts. Few at a time, chosen one by one: nothing is reminded by the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.acts import Act
from tracker.cases.contact_letters import LANGUAGES_OF_BODIES, service_lines
from tracker.cases.errors import CaseError, Problem
from tracker.cases.events import EventType
from tracker.cases.kinds import TaskKind
from tracker.cases.links import current
from tracker.cases.models import Case, CaseEvent, Leg, Task
from tracker.cases.notice_about import Notice, Section
from tracker.cases.notice_mail import compose, part_without_case, spoken
from tracker.cases.notice_recipients import Person, mailbox_of, officers_of
from tracker.cases.recording import allow, record
from tracker.clock import BISHKEK, day_of
from tracker.directory.models import Authority
from tracker.directory.names import plain_name
from tracker.i18n import in_language, ngettext, short_date, t
from tracker.mail import outbox
from tracker.mail.message import Outgoing
from tracker.people.actor import Actor

TOGETHER = "by_staff_together"
AT_MOST = 20


def reminded_on(session: Session, leg_ids: Sequence[int], day: date) -> frozenset[int]:
    """Which of these duties the body was reminded of on that day, by staff or by a rule: once a day is enough."""
    since = datetime.combine(day, time.min, BISHKEK)
    found = select(CaseEvent.leg_id).where(CaseEvent.type == EventType.REMINDED, CaseEvent.at >= since)
    return frozenset(leg_id for leg_id in session.scalars(found.where(CaseEvent.leg_id.in_(leg_ids))) if leg_id)


def remind_together(session: Session, authority_id: str, leg_ids: Sequence[int], *, by: Actor, now: datetime) -> int:
    """One letter to the body about these of its duties; a task to call where it cannot be mailed. Returns how many.

    What it was reminded of today is left out: a second press writes nothing.
    """
    if not leg_ids or len(leg_ids) > AT_MOST:
        raise CaseError(Problem.EMPTY if not leg_ids else Problem.TOO_LONG, "legs", limit=AT_MOST)
    legs = list(
        session.scalars(select(Leg).where(Leg.id.in_(leg_ids), Leg.authority_id == authority_id).order_by(Leg.id))
    )
    if not legs:
        raise CaseError(Problem.EMPTY, "legs")
    for leg in legs:
        allow(Act.REMIND, leg.case, by, leg)
    done = reminded_on(session, [leg.id for leg in legs], day_of(now))
    legs = [leg for leg in legs if leg.id not in done]
    if not legs:
        return 0
    for leg in legs:
        data = {"reason": TOGETHER, "due_on": leg.answer_due_on}
        record(session, leg.case, EventType.REMINDED, by, now, leg=leg, data=data)
    _tell(session, session.get_one(Authority, authority_id), legs, by, now)
    return len(legs)


def _tell(session: Session, authority: Authority, legs: Sequence[Leg], by: Actor, now: datetime) -> None:
    people = {person.email: person for leg in legs for person in officers_of(session, leg, day_of(now), heads=True)}
    for person in people.values():
        _mail_person(session, authority, legs, person, now)
    mailbox = mailbox_of(session, authority.id)
    if mailbox is not None:
        _queue(
            session,
            mailbox,
            [(lang, _in(lang, authority, legs, lambda _lang: "")) for lang in LANGUAGES_OF_BODIES],
            now,
        )
    elif not people:
        _task_to_call(session, authority, legs, by, now)


def _mail_person(session: Session, authority: Authority, legs: Sequence[Leg], person: Person, now: datetime) -> None:
    notice = _in(person.language, authority, legs, current().tray)
    _queue(session, person.email, [(person.language, notice)], now)


def _in(language: str, authority: Authority, legs: Sequence[Leg], link: Callable[[str], str]) -> Notice:
    with in_language(language):
        return _words(plain_name(authority), legs, link(language))


def _words(body: str, legs: Sequence[Leg], link: str) -> Notice:
    return Notice(
        t("Reminder: appeals wait for your answer"),
        (
            ngettext(
                "%(num)s appeal waits for an answer of this body: %(body)s.",
                "%(num)s appeals wait for an answer of this body: %(body)s.",
                len(legs),
                body=body,
            ),
        ),
        sections=(Section(t("Waiting for an answer"), tuple(_line(leg.case, leg) for leg in legs)),),
        links=((t("Open the list"), link),) if link else (),
    )


def _line(case: Case, leg: Leg) -> str:
    received = short_date(leg.received_on) if leg.received_on else ""
    if leg.answer_due_on is None:
        return t("No. %(number)s, received on %(on)s; no date is counted", number=case.number, on=received)
    due = short_date(leg.answer_due_on)
    return t("No. %(number)s, received on %(on)s; answer due by %(due)s", number=case.number, on=received, due=due)


def _queue(session: Session, to: str, notices: Sequence[tuple[str, Notice]], now: datetime) -> None:
    parts = []
    for language, notice in notices:
        with in_language(language):
            parts.append(part_without_case(notice, language, service_lines()))
    subject, text, html = compose(parts)
    outbox.queue(session, Outgoing("reminder", to, notices[0][0], subject, text, html), now)


def _task_to_call(session: Session, authority: Authority, legs: Sequence[Leg], by: Actor, now: datetime) -> None:
    text = spoken(_in(LANGUAGES_OF_BODIES[0], authority, legs, lambda _lang: ""))
    session.add(
        Task(
            kind=TaskKind.TELL_BY_PHONE,
            centre_id=by.centre_id or legs[0].centre_id,
            authority_id=authority.id,
            text=text,
            data={"to": "body"},
            created_at=now,
            due_on=day_of(now),
        )
    )
