"""A message that arrived, and its files. The raw bytes are a stored file; everything here can be erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.files.models import StoredFile
from tracker.mail.incoming.codes import State
from tracker.people.models import Account
from tracker.store import Base, Erasable, UtcDateTime


class IncomingMail(Erasable, Base):
    """One message. Two deliveries of the same content are one row (`identity`); other content under a Message-ID that was
    seen before is kept and marked (`same_id_as`)."""

    __tablename__ = "incoming_mail"
    __table_args__ = (
        Index("ix_incoming_mail_queue", "state", "is_spam", "id"),
        Index("ix_incoming_mail_case", "case_ref", "id"),
        Index("ix_incoming_mail_leg", "leg_ref", "state", "id"),
        Index("ix_incoming_mail_sender", "sender", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(String(64), unique=True)
    message_key: Mapped[str] = mapped_column(String(64), index=True)  # digest of the Message-ID; "" without one
    same_id_as: Mapped[int | None]
    file_id: Mapped[int] = mapped_column(ForeignKey(StoredFile.id))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    way: Mapped[str] = mapped_column(String(10))
    envelope_to: Mapped[list[str]] = mapped_column(JSON, default=list)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default=State.NEW)
    lease_owner: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(300), default="")

    sender: Mapped[str] = mapped_column(String(320), default="")
    sender_name: Mapped[str] = mapped_column(String(300), default="")
    subject: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    quoted: Mapped[str] = mapped_column(Text, default="")
    is_auto_reply: Mapped[bool] = mapped_column(default=False)
    is_spam: Mapped[bool] = mapped_column(default=False)
    bounce: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    verdicts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    problems: Mapped[list[str]] = mapped_column(JSON, default=list)

    centre_ref: Mapped[str | None] = mapped_column(String(40), index=True)  # None: for any centre to place
    case_ref: Mapped[int | None]
    leg_ref: Mapped[int | None]
    party: Mapped[str | None] = mapped_column(String(10))
    method: Mapped[str | None] = mapped_column(String(10))
    why: Mapped[str] = mapped_column(String(40), default="")  # the code of what keeps it from being placed by itself
    guesses: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    meaning: Mapped[str | None] = mapped_column(String(20))
    placed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class IncomingFile(Erasable, Base):
    """A file that came with a message. `refused`: why it is not handed on; it is still in the raw original."""

    __tablename__ = "incoming_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey(IncomingMail.id), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey(StoredFile.id))
    name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    refused: Mapped[str] = mapped_column(String(40), default="")


class FetchMark(Base):
    """How far a mailbox folder was read, where its server cannot mark messages for us."""

    __tablename__ = "fetch_mark"

    mailbox: Mapped[str] = mapped_column(String(64), primary_key=True)
    last_uid: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
