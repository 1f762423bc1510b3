"""Accounts: people who sign in. An account does not know its employer; a dated post (directory) says who sits where.

The columns `tf_*`, `mf_*` and `fs_uniquifier` belong to Flask-Security-Too, which reads and writes them.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from flask_security import UserMixin
from sqlalchemy import JSON, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store import Base, UtcDateTime


def new_uniquifier() -> str:
    """What sessions and links are bound to; a new one ends all of them."""
    return uuid4().hex


class Account(UserMixin, Base):  # type: ignore[misc]
    """A person who signs in. Never deleted while rows point to it; `active` false ends every access at once."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    full_name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="ky")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=new_uniquifier)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_sign_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON()))
    tf_last_counter: Mapped[int | None]

    @property
    def roles(self) -> tuple[()]:
        """Flask-Security reads this name; here roles come from posts."""
        return ()

    @property
    def has_second_factor(self) -> bool:
        return bool(self.tf_primary_method and self.tf_totp_secret)

    def verify_auth_token(self, tdata: dict[str, object]) -> bool:
        """Signing in is by session only: a token in an address or a header is never accepted."""
        return False
