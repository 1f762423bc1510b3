"""Posts: who sits where, from when to when. Roles come from posts: a person who moves loses one, gains another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, ForeignKey, Index, Row, Select, String, and_, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.directory.models import Authority, BodyId, Centre, Dated, Name, Short, Unit
from tracker.people.actor import Actor, ActorKind, Seat
from tracker.store import Base, UtcDateTime
from tracker.store.rows import read_rows


class PostRole(StrEnum):
    """What a post lets its holder do."""

    OFFICER = "officer"
    HEAD = "head"
    STAFF = "staff"
    LAWYER = "lawyer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Post(Dated, Base):
    """A seat in a body (`authority_id`, perhaps in one `unit_id`), in a centre, or in the service itself.

    `account_id` None: vacant. Whoever leaves ends the post (`valid_to`, the last day); a successor gets a new row.
    """

    __tablename__ = "post"
    __table_args__ = (Index("ix_post_account_valid_to", "account_id", "valid_to"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(Short)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    authority_id: Mapped[str | None] = mapped_column(BodyId, ForeignKey("authority.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    centre_id: Mapped[str | None] = mapped_column(BodyId, ForeignKey("centre.id"), index=True)
    title_ky: Mapped[str] = mapped_column(Name, default="")
    title_ru: Mapped[str] = mapped_column(Name, default="")
    title_en: Mapped[str] = mapped_column(Name, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Invitation(Base):
    """An invitation to a post, sent to one address. Only a hash of its token is kept; one use, for fourteen days."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    language: Mapped[str] = mapped_column(String(2), default="ky")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PostError(Exception):
    """Something about a post that cannot be."""


class PostTaken(PostError):
    """Somebody else sits there."""

    def __init__(self, post: Post) -> None:
        super().__init__(post.id)
        self.post = post


class PostOver(PostError):
    """The post has ended."""

    def __init__(self, post: Post) -> None:
        super().__init__(post.id, post.valid_to)
        self.post, self.ended_on = post, post.valid_to


class PostMisplaced(PostError):
    """A post of a body needs a body, one of a centre needs a centre, one of the service needs neither."""

    def __init__(self, role: PostRole) -> None:
        super().__init__(str(role))
        self.role = role


OF_BODY = frozenset({PostRole.OFFICER, PostRole.HEAD})
OF_CENTRE = frozenset({PostRole.STAFF, PostRole.LAWYER})


def is_placed_rightly(role: PostRole, authority_id: str | None, unit_id: int | None, centre_id: str | None) -> bool:
    """Whether a post of this role may stand here."""
    if role in OF_BODY:
        return authority_id is not None and centre_id is None
    if authority_id is not None or unit_id is not None:
        return False
    return centre_id is not None if role in OF_CENTRE else True


def open_post(
    session: Session, role: PostRole, by: Actor, now: datetime, *,
    valid_from: date, authority_id: str | None = None, unit_id: int | None = None, centre_id: str | None = None,
    title_ky: str = "", title_ru: str = "", title_en: str = "", account_id: int | None = None,
) -> Post:  # fmt: skip
    """A new seat, vacant unless `account_id` is given. Raises `PostMisplaced`."""
    if not is_placed_rightly(role, authority_id, unit_id, centre_id):
        raise PostMisplaced(role)
    post = Post(
        role=role, account_id=account_id, authority_id=authority_id, unit_id=unit_id, centre_id=centre_id,
        title_ky=title_ky, title_ru=title_ru, title_en=title_en,
        valid_from=valid_from, created_at=now, created_by_id=by.account_id,
    )  # fmt: skip
    session.add(post)
    session.flush()
    return post


def end_post(post: Post, last_day: date, by: Actor) -> None:
    """`last_day` is the last on which the post still holds. Cases stay where they are."""
    post.valid_to = last_day
    post.ended_by_id = by.account_id


def seat_of(post: Post) -> Seat:
    """A post as permissions see it."""
    return Seat(post.id, ActorKind(post.role), post.authority_id, post.unit_id, post.centre_id)


def in_force(today: Any) -> ColumnElement[bool]:
    """SQL for `Post.in_force`."""
    return and_(
        or_(Post.valid_from.is_(None), Post.valid_from <= today), or_(Post.valid_to.is_(None), Post.valid_to >= today)
    )


def seats_of(session: Session, account_id: int, today: date) -> list[Seat]:
    """Where this person sits today, oldest seat first."""
    posts = read_rows(session, _seats(), {"account_id": account_id, "today": today})
    return [Seat(row.id, ActorKind(row.role), row.authority_id, row.unit_id, row.centre_id) for row in posts]


@cache
def _seats() -> Select[Any]:
    """The statement, built once: every page of work asks it."""
    return (
        select(Post.id, Post.role, Post.authority_id, Post.unit_id, Post.centre_id)
        .where(Post.account_id == bindparam("account_id"), in_force(bindparam("today", type_=Date)))
        .order_by(Post.id)
        .limit(50)
    )


def last_ended(session: Session, account_id: int, today: date) -> Post | None:
    """The post that ended last, to tell its holder since when it is over."""
    return session.scalar(
        select(Post)
        .where(Post.account_id == account_id, Post.valid_to < today)
        .order_by(Post.valid_to.desc(), Post.id.desc())
        .limit(1)
    )


def posts_of(session: Session, account_id: int, today: date) -> Sequence[Row[tuple[Post, Authority, Unit, Centre]]]:
    """The posts of this person today with the body, unit and centre they are in, for showing."""
    return session.execute(
        select(Post, Authority, Unit, Centre)
        .outerjoin(Authority, Authority.id == Post.authority_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .outerjoin(Centre, Centre.id == Post.centre_id)
        .where(Post.account_id == account_id, in_force(today))
        .order_by(Post.id)
        .limit(50)
    ).all()
