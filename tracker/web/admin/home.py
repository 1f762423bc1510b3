"""The first page of administration: what needs attention first, then how much there is of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from tracker import clock, lawbook
from tracker.cases.kinds import UNDELIVERED
from tracker.cases.lateness import owed, owed_late
from tracker.cases.models import Leg
from tracker.cases.views.paging import counting, read_counts
from tracker.directory.centres import centres
from tracker.directory.codes import BodyStatus, ContactKind, ContactState, Level
from tracker.directory.models import Authority, Centre, Contact, Territory, Topic
from tracker.directory.names import display_name
from tracker.directory.posts import Invitation, Post, in_force
from tracker.directory.queries import dated
from tracker.i18n import ngettext, short_date, t
from tracker.lawbook.models import CalendarDay, LawChange, State
from tracker.lawbook.terms import unknown
from tracker.people.models import Account
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.shared.access import Audience, access

MOST = 1000


@bp.get("")
@access(Audience.ADMINISTRATOR)
def home() -> ResponseReturnValue:
    now = clock.now()
    today = clock.day_of(now)
    counts = db.session.execute(_counts(now, today)).one()
    all_centres = centres(db.session, today)
    return render_template(
        "admin/home.html",
        attention=list(_attention(counts, today)),
        tally=_tally(counts),
        centres=_by_centre(all_centres, today),
    )


def _count(column: Any, *where: Any) -> Any:
    return select(func.count(column)).where(*where).scalar_subquery()


def _counts(now: datetime, today: date) -> Any:
    """Every number of the page in one statement."""
    exists, sitting = dated(Authority, today), in_force(today)
    waits = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now)
    invited = select(Invitation.post_id).where(*waits)
    usable = (Contact.kind == ContactKind.EMAIL, Contact.state == ContactState.USABLE)
    guessed = (Territory.name_ky == "", dated(Territory, today))
    estimated = (CalendarDay.estimated, CalendarDay.to_revision.is_(None), CalendarDay.date >= today)
    held_by_body = (Leg.ended_on.is_(None), Authority.valid_to < today)
    return select(
        _count(Authority.id, exists).label("bodies"),
        _count(Authority.id, exists, Authority.status != BodyStatus.CURRENT).label("unsure"),
        _count(Authority.id, exists, ~Authority.bound_by_confirmed).label("unbound"),
        _count(Contact.authority_id.distinct(), *usable).label("mailboxes"),
        _count(Territory.code, *guessed).label("guessed"),
        _count(Territory.code, dated(Territory, today), Territory.level == Level.VILLAGE).label("villages"),
        _count(Topic.code, dated(Topic, today)).label("topics"),
        _count(Account.id, Account.active).label("people"),
        _count(Post.id, sitting, Post.account_id.is_(None), Post.id.not_in(invited)).label("vacant"),
        _count(Invitation.id, *waits).label("invited"),
        _count(CalendarDay.id, *estimated).label("estimated"),
        select(func.min(CalendarDay.date)).where(*estimated).scalar_subquery().label("next_estimated"),
        select(func.count(Leg.id))
        .join(Authority, Authority.id == Leg.authority_id)
        .where(*held_by_body)
        .scalar_subquery()
        .label("stranded"),
        select(func.count(Post.id))
        .join(Account, Account.id == Post.account_id)
        .where(sitting, ~Account.active)
        .scalar_subquery()
        .label("off"),
        _count(LawChange.id, (LawChange.state == State.PROPOSED) | LawChange.one_person).label("law_changes"),
    )


def _attention(found: Any, today: date) -> Iterator[dict[str, str]]:
    """What is lost if nobody does it, first."""
    missing = lawbook.missing_year(db.session, today)
    if missing:
        yield _line(
            t("Load the calendar of %(year)s", year=missing),
            url_for("admin.calendar", year=missing),
            "late",
            t("Without it no date that runs into that year can be counted."),
        )
    if found.stranded:
        yield _line(
            ngettext(
                "%(num)s letter is with a body that has ended",
                "%(num)s letters are with a body that has ended",
                found.stranded,
            ),
            url_for("admin.bodies", standing="ended"),
            "late",
            t("Join the body to its successor."),
        )
    yield from _of_people(found)
    if found.law_changes:
        yield _line(
            ngettext(
                "%(num)s change of the law waits for a second person",
                "%(num)s changes of the law wait for a second person",
                found.law_changes,
            ),
            url_for("admin.law"),
            "wait",
            t("Compare it with the source, then confirm it or not."),
        )
    if found.estimated:
        yield _line(
            ngettext("%(num)s feast is only estimated", "%(num)s feasts are only estimated", found.estimated),
            url_for("admin.calendar", year=found.next_estimated.year),
            "calm",
            t("The next one: %(day)s. Set it when it is announced.", day=short_date(found.next_estimated)),
        )
    yield from _to_check(found)


def _of_people(found: Any) -> Iterator[dict[str, str]]:
    """Posts in which nobody reads the letters."""
    if found.off:
        yield _line(
            ngettext(
                "%(num)s post is held by a person who is switched off",
                "%(num)s posts are held by people who are switched off",
                found.off,
            ),
            url_for("admin.posts", which="off"),
            "wait",
            t("End the post and open a new one, so that somebody reads the letters."),
        )
    if found.vacant:
        yield _line(
            ngettext("%(num)s post is vacant", "%(num)s posts are vacant", found.vacant),
            url_for("admin.posts", which="vacant"),
            "wait",
            t("Invite somebody, or end it."),
        )


def _to_check(found: Any) -> Iterator[dict[str, str]]:
    terms = len(unknown(lawbook.regimes(db.session)))
    if terms:
        yield _line(
            ngettext("%(num)s term of the law is not known", "%(num)s terms of the law are not known", terms),
            url_for("admin.law"),
            "calm",
            t("A lawyer has to look them up. Until then they make no date."),
        )
    if found.unsure:
        yield _line(
            ngettext("%(num)s body is not yet confirmed", "%(num)s bodies are not yet confirmed", found.unsure),
            url_for("admin.bodies", standing="unsure"),
            "calm",
            t("Most are of the time before the reform of villages."),
        )
    if found.unbound:
        yield _line(
            ngettext(
                "No law is seen that binds %(num)s body", "No law is seen that binds %(num)s bodies", found.unbound
            ),
            url_for("admin.bodies", standing="unbound"),
            "calm",
            t("No date is counted for them."),
        )
    if found.guessed:
        yield _line(
            ngettext(
                "%(num)s Kyrgyz name of a place is a guess", "%(num)s Kyrgyz names of places are a guess", found.guessed
            ),
            url_for("place_names.guesses"),
            "calm",
            t("Raion by raion, two taps a name."),
        )


def _line(title: str, url: str, tone: str, reason: str) -> dict[str, str]:
    words = {"late": t("now"), "wait": t("soon")}.get(tone, "")
    return {"title": title, "url": url, "tone": tone, "reason": reason, "pill": words, "when": "", "note": ""}


def _tally(found: Any) -> list[tuple[str, int, str]]:
    return [
        (t("bodies"), found.bodies, url_for("admin.bodies")),
        (t("of them with an address in use"), found.mailboxes, url_for("admin.bodies")),
        (t("villages"), found.villages, url_for("admin.places")),
        (t("topics"), found.topics, url_for("admin.topics")),
        (t("people who may sign in"), found.people, url_for("admin.people")),
        (t("invitations that wait"), found.invited, url_for("admin.posts", which="invited")),
    ]


def _by_centre(rows: Sequence[Centre], today: date) -> list[list[str]]:
    """Letters that are open, not delivered, late: of each centre. Counted up to a thousand, in one statement."""
    wanted = []
    for row in rows:
        mine = select(Leg.id).where(Leg.centre_id == row.id)
        wanted += [mine.where(owed()), mine.where(Leg.state.in_(sorted(UNDELIVERED))), mine.where(owed_late(today))]
    if not wanted:
        return []
    counts = read_counts(db.session, counting(wanted, MOST), {}, MOST)
    return [
        [display_name(row), *(str(count) for count in counts[3 * place : 3 * place + 3])]
        for place, row in enumerate(rows)
    ]
