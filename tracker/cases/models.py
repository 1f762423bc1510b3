"""What is stored of a case. Identity, contacts, texts and files are erasable rows apart from the chronology."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint, false
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.store import Base, Erasable, UtcDateTime


class Case(Base):
    """One matter of one applicant, with one public number. State, outcome and clocks belong to its legs."""

    __tablename__ = "case"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    draft_id: Mapped[int | None] = mapped_column(unique=True)  # the same form makes one case
    secret_digest: Mapped[str]
    kind: Mapped[str]  # the kind that governs now
    filed_kind: Mapped[str | None]  # what the applicant sent, where it was re-qualified since
    kind_standing: Mapped[str | None]  # of a re-qualification: in_force, suspended, upheld, set_aside
    channel: Mapped[str]
    sender: Mapped[str]
    language: Mapped[str]
    topic_code: Mapped[str | None] = mapped_column(ForeignKey("topic.code"))
    topic2_code: Mapped[str | None] = mapped_column(ForeignKey("topic.code"))
    territory_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    oblast_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    raion_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"))
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    filed_on: Mapped[date]  # the legal day of filing; earlier than filed_at for paper handed to a centre
    review: Mapped[str]
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    restricted: Mapped[bool]
    urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str]  # projection of workflow.case_state
    outcome: Mapped[str | None]  # of the current leg
    public_row: Mapped[bool] = mapped_column(default=False)  # projection of disclosure.public_level
    released: Mapped[bool] = mapped_column(default=False)
    contact_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    current_leg_id: Mapped[int | None] = mapped_column(ForeignKey("leg.id", use_alter=True))
    linked_case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    closed_on: Mapped[date | None]
    rating: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    legs: Mapped[list[Leg]] = relationship(back_populates="case", foreign_keys="Leg.case_id", order_by="Leg.id")
    current_leg: Mapped[Leg | None] = relationship(foreign_keys=[current_leg_id], post_update=True)
    content: Mapped[CaseContent | None] = relationship(back_populates="case")
    parties: Mapped[list[Party]] = relationship(back_populates="case", order_by="Party.id")
    concerns: Mapped[list[Concern]] = relationship(order_by="Concern.id")

    __table_args__ = (
        Index("ix_case_register", "public_row", "filed_on", "id"),
        Index("ix_case_public_topic", "public_row", "topic_code", "filed_on", "id"),
        Index("ix_case_public_oblast", "public_row", "oblast_code", "filed_on", "id"),
        Index("ix_case_public_raion", "public_row", "raion_code", "filed_on", "id"),
        Index("ix_case_public_state", "public_row", "state", "filed_on", "id"),
        Index("ix_case_centre_state", "centre_id", "state", "filed_on", "id"),
        Index("ix_case_centre_filed", "centre_id", "filed_on", "id"),
        Index("ix_case_linked", "linked_case_id"),
        Index(
            "ix_case_urgent", "centre_id", "filed_on", "id", sqlite_where=sql("urgent = 1"), postgresql_where=sql("urgent")
        ),
        Index(
            "ix_case_unreviewed", "centre_id", "filed_on", "id",
            sqlite_where=sql("review = 'waiting'"), postgresql_where=sql("review = 'waiting'"),
        ),
    )


class CaseContent(Erasable, Base):
    """What the applicant wrote, and the public copy of it."""

    __tablename__ = "case_content"
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    form_wanted: Mapped[str] = mapped_column(Text, default="")  # in what form the information is asked, art. 4(1)(b)
    public_subject: Mapped[str | None] = mapped_column(Text)
    public_body: Mapped[str | None] = mapped_column(Text)
    release: Mapped[str] = mapped_column(default="unreleased")
    kept_reason: Mapped[str | None]
    case: Mapped[Case] = relationship(back_populates="content")


class Party(Erasable, Base):
    """A person or organisation behind a case. `role`: applicant, behind (never sent to a body), represented, co_signer."""

    __tablename__ = "party"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    role: Mapped[str]
    name: Mapped[str] = mapped_column(Text, default="")
    organisation: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str]
    case: Mapped[Case] = relationship(back_populates="parties")


class Concern(Erasable, Base):
    """Whom the case is about: company, site, official, body. Routing to that body stops with a warning."""

    __tablename__ = "concern"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(Text, default="")
    authority_id: Mapped[str | None] = mapped_column(ForeignKey("authority.id"))


class Leg(Base):
    """One authority's duty in a case. The four dates stand apart; `received_on` names its proof."""

    __tablename__ = "leg"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"))
    authority_id: Mapped[str] = mapped_column(ForeignKey("authority.id"))
    from_leg_id: Mapped[int | None] = mapped_column(ForeignKey("leg.id"))
    clock_from_leg_id: Mapped[int | None] = mapped_column(ForeignKey("leg.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))  # who claimed it
    state: Mapped[str]
    outcome: Mapped[str | None]
    regime_id: Mapped[str | None]
    filed_regime_id: Mapped[str | None]  # of the kind as filed, where the case was re-qualified
    calendar_revision: Mapped[int | None]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    dispatched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    means: Mapped[str | None]  # mail, paper
    received_on: Mapped[date | None]
    proof: Mapped[str | None]
    registered_on: Mapped[date | None]
    incoming_number: Mapped[str | None] = mapped_column(Text)
    extended_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    clarify_until_on: Mapped[date | None]
    announced_on: Mapped[date | None]  # by the body; moves nothing
    head_act: Mapped[str | None]  # an act that waits for the head's signature
    head_asked_on: Mapped[date | None]
    fee_asked_on: Mapped[date | None]  # a payment waits for the applicant's reply
    answered_on: Mapped[date | None]
    outgoing_number: Mapped[str | None] = mapped_column(Text)
    outgoing_on: Mapped[date | None]  # claimed by the body; moves nothing
    claimed_answer_on: Mapped[date | None]
    corrected_on: Mapped[date | None]  # the newest correction of the answer
    ended_on: Mapped[date | None]  # answered, transferred, withdrawn or closed: the day the duty stopped running
    reopened_on: Mapped[date | None]
    mail_waits: Mapped[bool] = mapped_column(default=False, server_default=false())  # an e-mail of the body is being read
    # projections of the newest LegClock rows
    registration_due_on: Mapped[date | None]
    first_due_on: Mapped[date | None]  # before any extension
    answer_due_on: Mapped[date | None]
    convention_due_on: Mapped[date | None]
    next_on: Mapped[date | None]  # the day of the next duty, for sorting a tray
    version: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship(back_populates="legs", foreign_keys=[case_id])

    __table_args__ = (
        Index("ix_leg_tray", "authority_id", "next_on", "id"),
        Index("ix_leg_board", "centre_id", "ended_on", "answer_due_on", "id"),
        Index("ix_leg_centre_state", "centre_id", "state", "next_on", "id"),
        Index("ix_leg_state_opened", "state", "opened_at", "id"),
        Index("ix_leg_open_due", "ended_on", "answer_due_on", "id"),
        Index("ix_leg_authority", "authority_id", "opened_at", "id"),
        Index(
            "ix_leg_head",
            "authority_id",
            "head_asked_on",
            "id",
            sqlite_where=sql("head_act IS NOT NULL"),
            postgresql_where=sql("head_act IS NOT NULL"),
        ),
    )


class LegClock(Base):
    """A computed date: append-only. The newest row of a clock is the one that no other supersedes."""

    __tablename__ = "leg_clock"
    id: Mapped[int] = mapped_column(primary_key=True)
    leg_id: Mapped[int] = mapped_column(ForeignKey("leg.id"), index=True)
    clock: Mapped[str]  # registration, answer, extended, other_kind, convention, asserted
    due_on: Mapped[date | None]
    rolled_on: Mapped[date | None]
    status: Mapped[str]
    regime_id: Mapped[str]
    calendar_revision: Mapped[int]
    because: Mapped[list[Any]] = mapped_column(JSON)
    computed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("leg_clock.id"))


class CaseEvent(Base):
    """What happened. Append-only: no row is ever changed or removed."""

    __tablename__ = "case_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    leg_id: Mapped[int | None] = mapped_column(ForeignKey("leg.id"))
    seq: Mapped[int]
    type: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    authority_id: Mapped[str | None] = mapped_column(ForeignKey("authority.id"))
    centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"))
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    __table_args__ = (UniqueConstraint("case_id", "seq"), Index("ix_event_type_at", "type", "at"))


class Message(Erasable, Base):
    """A text that travelled with an event, and its public copy."""

    __tablename__ = "message"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    leg_id: Mapped[int | None] = mapped_column(ForeignKey("leg.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("case_event.id"), index=True)
    kind: Mapped[str]
    body: Mapped[str] = mapped_column(Text, default="")
    signatory: Mapped[str] = mapped_column(Text, default="")
    executor: Mapped[str] = mapped_column(Text, default="")
    public_body: Mapped[str | None] = mapped_column(Text)
    release: Mapped[str] = mapped_column(default="unreleased")
    kept_reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseFile(Erasable, Base):
    """A file of a case. Original and public copy are two stored files."""

    __tablename__ = "case_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))  # None: belongs to the letter itself
    kind: Mapped[str] = mapped_column(default="letter")  # the MessageKind it belongs to
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    public_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    release: Mapped[str] = mapped_column(default="unreleased")
    kept_reason: Mapped[str | None]


class Task(Base):
    """Something a centre has to do by hand. `text` is ready to be said or done, in the recipient's language."""

    __tablename__ = "task"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    leg_id: Mapped[int | None] = mapped_column(ForeignKey("leg.id"))
    authority_id: Mapped[str | None] = mapped_column(ForeignKey("authority.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    urgent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None]
    defer_until_on: Mapped[date | None]
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (
        Index("ix_task_open", "centre_id", "done_at", "kind", "due_on", "id"),
        Index(
            "uq_task_open_once",
            "kind",
            "case_id",
            "leg_id",
            unique=True,
            sqlite_where=sql("done_at IS NULL AND kind IN ('first_look','route','deliver')"),
            postgresql_where=sql("done_at IS NULL AND kind IN ('first_look','route','deliver')"),
        ),
    )


class AccessLog(Base):
    """Every reading of a restricted case by staff or officers, and every access for a stated reason."""

    __tablename__ = "access_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    what: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (Index("ix_access_log_case", "case_id", "at"),)


class Draft(Erasable, Base):
    """A letter being written, behind a random cookie. Its id is the key that makes a second sending harmless."""

    __tablename__ = "draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    cookie_digest: Mapped[str] = mapped_column(unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    secret_sealed: Mapped[str | None] = mapped_column(Text)  # so that a reload of the receipt shows the same secret


class DraftFile(Erasable, Base):
    __tablename__ = "draft_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))


class Notified(Base):
    """A reminder of a rule that went out: the same rule never speaks twice about the same date."""

    __tablename__ = "notified"
    id: Mapped[int] = mapped_column(primary_key=True)
    leg_id: Mapped[int] = mapped_column(ForeignKey("leg.id"))
    rule: Mapped[str]
    about_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    __table_args__ = (UniqueConstraint("leg_id", "rule", "about_on"),)
