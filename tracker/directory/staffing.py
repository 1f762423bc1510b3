"""What an administrator does with posts and accounts, with a line of history for each. Addresses are in no history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.directory import posts
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.history import allow, found, note
from tracker.directory.invitations import revoke_invitations
from tracker.directory.models import Authority, Centre, Unit
from tracker.directory.posts import Post, PostRole
from tracker.people import commands as people
from tracker.people.actor import Actor, ActorKind
from tracker.people.models import Account

ADMINISTRATORS = frozenset({ActorKind.ADMINISTRATOR})
Titles = tuple[str, str, str]


def add_post(
    session: Session, role: PostRole, *, by: Actor, now: datetime, valid_from: date, authority_id: str | None = None,
    unit_id: int | None = None, centre_id: str | None = None, titles: Titles = ("", "", ""),
) -> Post:  # fmt: skip
    """A new vacant post in a body, in a centre or in the service itself."""
    allow(by, ADMINISTRATORS)
    _check_place(session, authority_id, unit_id, centre_id, valid_from)
    ky, ru, en = (title.strip() for title in titles)
    post = posts.open_post(
        session, role, by, now, valid_from=valid_from, authority_id=authority_id, unit_id=unit_id, centre_id=centre_id,
        title_ky=ky, title_ru=ru, title_en=en,
    )  # fmt: skip
    note(session, post, "created", None, role.value, by=by, now=now)
    return post


def _check_place(
    session: Session, authority_id: str | None, unit_id: int | None, centre_id: str | None, valid_from: date
) -> None:
    if authority_id is not None:
        body: Authority = found(session, Authority, authority_id)
        if body.valid_to is not None and body.valid_to < valid_from:
            raise DirectoryError(Problem.BODY_ENDED, key=authority_id)
    if centre_id is not None:
        found(session, Centre, centre_id)
    if unit_id is not None:
        unit: Unit = found(session, Unit, unit_id)
        if unit.authority_id != authority_id:
            raise DirectoryError(Problem.NOT_FOUND, key=unit_id)


def end_post(session: Session, post: Post, last_day: date, *, reason: str, by: Actor, now: datetime) -> None:
    """The post is over after `last_day`, and so is what was still open of its invitations. Cases stay where they are."""
    allow(by, ADMINISTRATORS)
    if not reason.strip():
        raise DirectoryError(Problem.REASON_MISSING)
    if post.valid_from is not None and last_day < post.valid_from:
        raise DirectoryError(Problem.DATES_WRONG)
    if post.role == PostRole.ADMINISTRATOR and post.account_id is not None:
        _keep_one_administrator(session, day_of(now), without_post=post.id)
    revoke_invitations(session, post, now)
    note(session, post, "valid_to", post.valid_to, last_day, by=by, now=now, reason=reason.strip())
    posts.end_post(post, last_day, by)


def end_posts_of(
    session: Session, body_ids: Sequence[str], last_day: date, *, reason: str, by: Actor, now: datetime
) -> int:
    """The bodies end, and every post in them. Returns how many posts."""
    open_still = select(Post).where(
        Post.authority_id.in_(list(body_ids)), or_(Post.valid_to.is_(None), Post.valid_to > last_day)
    )
    rows = session.scalars(open_still.order_by(Post.id)).all()
    for post in rows:
        end_post(session, post, max(last_day, post.valid_from or last_day), reason=reason, by=by, now=now)
    return len(rows)


def note_invitation(session: Session, post: Post, *, by: Actor, now: datetime) -> None:
    """Somebody was invited; who, says the invitation."""
    note(session, post, "invited", None, None, by=by, now=now)


def switch_off(session: Session, account: Account, *, reason: str, by: Actor, now: datetime) -> None:
    """This person is let in nowhere any more. His posts stay his until somebody ends them."""
    allow(by, ADMINISTRATORS)
    if account.id == by.account_id:
        raise DirectoryError(Problem.NOT_YOURSELF)
    if not reason.strip():
        raise DirectoryError(Problem.REASON_MISSING)
    _keep_one_administrator(session, day_of(now), without_account=account.id)
    if account.active:
        people.deactivate(account, now)
        note(session, account, "active", True, False, by=by, now=now, reason=reason.strip())


def switch_on(session: Session, account: Account, *, reason: str, by: Actor, now: datetime) -> None:
    """Let in again, by signing in anew."""
    allow(by, ADMINISTRATORS)
    if not account.active:
        people.reactivate(account)
        note(session, account, "active", False, True, by=by, now=now, reason=reason.strip())


def forget_second_factor(session: Session, account: Account, *, reason: str, by: Actor, now: datetime) -> None:
    """The phone is lost. `reason` says how the person was recognised. Ends every session of this account."""
    allow(by, ADMINISTRATORS)
    if account.id == by.account_id:
        raise DirectoryError(Problem.NOT_YOURSELF)
    if not reason.strip():
        raise DirectoryError(Problem.REASON_MISSING)
    people.forget_second_factor(account)
    note(session, account, "second_factor", None, None, by=by, now=now, reason=reason.strip())


def _keep_one_administrator(session: Session, today: date, without_account: int = 0, without_post: int = 0) -> None:
    """Somebody must be left who can let people in. Losing nobody who is one is always right."""
    sitting = (
        select(func.count(Post.id)).join(Account, Account.id == Post.account_id)
        .where(Post.role == PostRole.ADMINISTRATOR, posts.in_force(today), Account.active)
    )  # fmt: skip
    left = session.scalar(sitting.where(Post.account_id != without_account, Post.id != without_post)) or 0
    if left == 0 and session.scalar(sitting):
        raise DirectoryError(Problem.LAST_ADMINISTRATOR)
