"""Mail as rows: what goes out, and the addresses to which people answer. Knows nothing of cases: the `_ref` columns
are plain numbers that the caller understands."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store import Base, Erasable, UtcDateTime


class MailState(StrEnum):
    """Where a letter stands. `held` waits for somebody's decision; only `queued` is ever taken up by a worker."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"


class OutboxMail(Erasable, Base):
    """One letter to one address, written in the transaction of the event that caused it."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_mail_due", "state", "next_attempt_at"),
        Index("ix_outbox_mail_unreported", "reported_at", "state"),
        Index("ix_outbox_mail_pace", "tried_at", "to_domain"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    case_ref: Mapped[int | None] = mapped_column(index=True)
    leg_ref: Mapped[int | None] = mapped_column(index=True)
    event_ref: Mapped[int | None] = mapped_column(index=True)
    to_address: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    in_reply_to: Mapped[str] = mapped_column(String(200), default="")
    references: Mapped[str] = mapped_column(Text, default="")
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    headers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[MailState] = mapped_column(String(10), default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result_code: Mapped[str] = mapped_column(String(40), default="")
    result_text: Mapped[str] = mapped_column(String(500), default="")
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    to_domain: Mapped[str] = mapped_column(String(254), default="", server_default="")
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when a worker last took it up
    sent_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))  # the bytes that the server took


class Subscription(Erasable, Base):
    """An address and a list of letters that are no legal notices. `ended_at`: its reader does not want them."""

    __tablename__ = "mail_subscription"
    __table_args__ = (UniqueConstraint("address", "list_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    list_name: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Party(StrEnum):
    """Who answers to a reply address. Each party of a case has an address of its own."""

    BODY = "body"
    APPLICANT = "applicant"


class ReplyAddress(Erasable, Base):
    """A secret in an address: mail that arrives there belongs to this case, until the address is revoked."""

    __tablename__ = "reply_address"
    __table_args__ = (Index("ix_reply_address_owner", "case_ref", "leg_ref", "party"),)

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_ref: Mapped[int]
    leg_ref: Mapped[int | None]
    party: Mapped[Party] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
