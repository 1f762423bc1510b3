"""Letters that gather: once a week to each body what it owes, each working day to a centre what waits for a first look.

They hold numbers and dates, no names and no texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select

from tracker.cases.contact_letters import service_lines
from tracker.cases.kinds import PROVEN, WITH_BODY, TaskKind
from tracker.cases.links import current
from tracker.cases.models import Case, Leg, Task
from tracker.cases.notice_about import Notice, Section
from tracker.cases.notice_mail import compose, part_without_case
from tracker.cases.notice_recipients import Person
from tracker.clock import day_of
from tracker.directory.models import Authority
from tracker.directory.names import display_name
from tracker.directory.posts import Post, PostRole
from tracker.directory.queries import usable_email
from tracker.duties.duty import AT_ONCE
from tracker.duties.leases import once
from tracker.duties.models import DutyDone
from tracker.i18n import current_language, in_language, long_date, ngettext, short_date, t
from tracker.law.deadlines import is_late
from tracker.mail import lists, outbox
from tracker.mail.message import Outgoing
from tracker.people.models import Account

LINES = 50
BODY_LANGUAGES = ("ky", "ru")


@dataclass(frozen=True, slots=True)
class Owed:
    """One line of a body's digest."""

    number: str
    received_on: date | None
    due_on: date | None


def week_of(today: date) -> date:
    """The Monday of this week: a digest belongs to it, whatever day it goes out."""
    return today - timedelta(days=today.weekday())


def find_bodies(session: Any, now: datetime) -> Sequence[str]:
    """Bodies that owe something and have not had this week's digest."""
    monday = week_of(day_of(now))
    had = exists().where(
        DutyDone.rule == "digest", DutyDone.subject == Leg.authority_id, DutyDone.about_on == monday
    )
    owing = select(Leg.authority_id).where(_owing(), ~had).group_by(Leg.authority_id).order_by(Leg.authority_id)
    return session.scalars(owing.limit(AT_ONCE)).all()  # type: ignore[no-any-return]


def send_digest(session: Any, authority_id: str, now: datetime) -> None:
    """To the official mailbox in both languages, and to those of the body who sign in, each in his own."""
    today = day_of(now)
    once(session, "digest", authority_id, week_of(today), now)
    authority = session.get_one(Authority, authority_id)
    owed, count = _owed(session, authority_id)

    def words(link: str) -> Notice:
        return _digest(display_name(authority), owed, count, today, link)

    for person in people(session, today, (PostRole.OFFICER, PostRole.HEAD), authority_id=authority_id):
        with in_language(person.language):
            notice = words(current().tray(person.language))
        _queue(session, "digest", person.email, ((person.language, notice),), now)
    mailbox = usable_email(session, authority_id)
    if mailbox:
        _queue(session, "digest", mailbox, tuple(_in(language, words) for language in BODY_LANGUAGES), now)


def _in(language: str, words: Callable[[str], Notice]) -> tuple[str, Notice]:
    with in_language(language):
        return language, words("")


def _owing() -> Any:
    return (Leg.state.in_(sorted(WITH_BODY))) & (Leg.ended_on.is_(None)) & (Leg.proof.in_(sorted(PROVEN)))


def _owed(session: Any, authority_id: str) -> tuple[list[Owed], int]:
    rows = (
        select(Case.number, Leg.received_on, Leg.answer_due_on)
        .join(Case, Case.id == Leg.case_id)
        .where(_owing(), Leg.authority_id == authority_id)
    )
    count = session.scalar(select(func.count()).select_from(Leg).where(_owing(), Leg.authority_id == authority_id))
    found = session.execute(rows.order_by(Leg.answer_due_on.is_(None), Leg.answer_due_on, Leg.id).limit(LINES))
    return [Owed(*row) for row in found], int(count or 0)


def _digest(body: str, owed: Sequence[Owed], count: int, today: date, link: str) -> Notice:
    late = [row for row in owed if is_late(row.due_on, None, today)]
    rest = [row for row in owed if row not in late]
    sections = (
        Section(t("Past the date we counted"), tuple(_line(row) for row in late)),
        Section(t("Waiting for an answer"), tuple(_line(row) for row in rest)),
    )
    more = (t("The list shows the first %(num)s.", num=LINES),) if count > LINES else ()
    return Notice(
        t("Appeals that wait for an answer"),
        (
            ngettext(
                "%(num)s appeal waits for an answer of this body: %(body)s.",
                "%(num)s appeals wait for an answer of this body: %(body)s.",
                count, body=body,
            ),
            *more,
        ),
        sections=tuple(section for section in sections if section.lines),
        links=((t("Open the list"), link),) if link else (),
    )  # fmt: skip


def _line(row: Owed) -> str:
    received = short_date(row.received_on) if row.received_on else ""
    if row.due_on is None:
        return t("No. %(number)s, received on %(on)s; no date is counted", number=row.number, on=received)
    return t(
        "No. %(number)s, received on %(on)s; answer due by %(due)s", number=row.number, on=received, due=short_date(row.due_on)
    )


def find_centres(session: Any, now: datetime) -> Sequence[str]:
    """Centres where a first look was due before today and is not done."""
    today = day_of(now)
    had = exists().where(DutyDone.rule == "first_look", DutyDone.subject == Task.centre_id, DutyDone.about_on == today)
    waiting = select(Task.centre_id).where(_unseen(today), ~had).group_by(Task.centre_id)
    return session.scalars(waiting.order_by(Task.centre_id).limit(AT_ONCE)).all()  # type: ignore[no-any-return]


def _unseen(today: date) -> Any:
    undeferred = or_(Task.defer_until_on.is_(None), Task.defer_until_on <= today)
    return (Task.kind == TaskKind.FIRST_LOOK) & (Task.done_at.is_(None)) & (Task.due_on < today) & undeferred


def remind_centre(session: Any, centre_id: str, now: datetime) -> None:
    """To the centre's own people: the target is the same working day."""
    today = day_of(now)
    once(session, "first_look", centre_id, today, now)
    waiting = select(func.count(), func.min(Task.due_on)).where(_unseen(today), Task.centre_id == centre_id)
    count, oldest = session.execute(waiting).one()
    for person in people(session, today, (PostRole.STAFF,), centre_id=centre_id):
        with in_language(person.language):
            notice = _first_looks(count, oldest)
        _queue(session, "first_look", person.email, ((person.language, notice),), now)


def _first_looks(count: int, oldest: date) -> Notice:
    return Notice(
        t("Appeals wait for the first look"),
        (
            ngettext(
                "%(num)s appeal waits for the first look longer than a day.",
                "%(num)s appeals wait for the first look longer than a day.",
                count,
            ),
        ),
        facts=((t("The oldest since"), long_date(oldest)),),
        links=((t("Open the board"), current().board(current_language())),),
    )


def people(session: Any, today: date, roles: Sequence[str], **place: str) -> list[Person]:
    """Who sits in these posts today."""
    wanted = select(Account.email, Account.language).join(Post, Post.account_id == Account.id).where(
        Post.role.in_(roles), Account.active,
        or_(Post.valid_from.is_(None), Post.valid_from <= today), or_(Post.valid_to.is_(None), Post.valid_to >= today),
        *(getattr(Post, name) == value for name, value in place.items()),
    )  # fmt: skip
    found = session.execute(wanted.group_by(Account.email, Account.language).order_by(Account.email).limit(LINES))
    return [Person(row.email, row.language) for row in found]


def _queue(session: Any, kind: str, to: str, notices: Sequence[tuple[str, Notice]], now: datetime) -> None:
    """No legal notice, so whoever does not want it does not get it. The kind of the letter is the name of its list."""
    place = lists.place(session, to, kind, notices[0][0], now)
    if place is None:
        return
    parts = []
    for language, notice in notices:
        with in_language(language):
            parts.append(part_without_case(notice, language, (*service_lines(), place.line())))
    subject, text, html = compose(parts)
    outbox.queue(session, Outgoing(kind, to, notices[0][0], subject, text, html, headers=place.headers()), now)
