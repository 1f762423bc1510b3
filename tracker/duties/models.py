"""Who is sweeping now, when the next sweep is due, and what was said already."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store import Base, UtcDateTime


class DutyLease(Base):
    """One row per duty: taken by one worker at a time, for a while only, so that a dead worker blocks nobody for long."""

    __tablename__ = "duty_lease"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ran_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done: Mapped[int] = mapped_column(default=0)  # of the last run
    failed: Mapped[int] = mapped_column(default=0)  # of the last run
    last_error: Mapped[str] = mapped_column(Text, default="")


class DutyDone(Base):
    """A rule that speaks once about a subject and a day: a digest of a week, a task about a calendar year."""

    __tablename__ = "duty_done"
    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    about_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    __table_args__ = (UniqueConstraint("rule", "subject", "about_on"),)
