"""What is stored of the links in letters to bodies: each is bound to one duty and one address, and every use is a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store import Base, Erasable, UtcDateTime


class LetterLink(Erasable, Base):
    """A link that went to the confirmed address of the body that has this duty. The link itself is nowhere stored: it is
    signed over what stands here."""

    __tablename__ = "letter_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    leg_id: Mapped[int] = mapped_column(ForeignKey("leg.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class LetterLinkUse(Base):
    """One use of a link: opened, read, a code asked for, right or wrong, an act. No address of the reader is kept."""

    __tablename__ = "letter_link_use"
    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("letter_link.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    what: Mapped[str] = mapped_column(String(40))
    __table_args__ = (Index("ix_letter_link_use_link", "link_id", "at"),)


class LetterCode(Base):
    """A one-time code for a link. The six digits are not here, only a keyed digest of them."""

    __tablename__ = "letter_code"
    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("letter_link.id"))
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    __table_args__ = (Index("ix_letter_code_link", "link_id", "created_at"),)
