"""Posts: who sits where, from when to when. Roles come from posts, so a person who moves loses one and gains another."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.directory.models import BodyId, Dated, Name, Short
from tracker.store import Base, UtcDateTime


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
