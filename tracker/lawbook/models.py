"""The calendar in the database. Every change is a new revision, so that a date can name the calendar it was counted by.

A row of `calendar_day` holds from `from_revision` until, not including, `to_revision`; the current row of a day has no
`to_revision`. `ordinal` is the running count of working days, so that working days between two dates are a difference.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store import Base, UtcDateTime


class CalendarRevision(Base):
    """One state of the calendar. `token` is unlike any other, also in another database."""

    __tablename__ = "calendar_revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(unique=True)
    reason: Mapped[str]
    made_by_id: Mapped[int | None]
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class CalendarDay(Base):
    """A day as it stands in a range of revisions."""

    __tablename__ = "calendar_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[dt.date]
    working: Mapped[bool]
    ordinal: Mapped[int]
    name_ky: Mapped[str | None]
    name_ru: Mapped[str | None]
    name_en: Mapped[str | None]
    source: Mapped[str] = mapped_column(default="")
    act: Mapped[str] = mapped_column(default="")
    estimated: Mapped[bool] = mapped_column(default=False)
    from_revision: Mapped[int]
    to_revision: Mapped[int | None]

    __table_args__ = (UniqueConstraint("date", "from_revision"),)


Index(
    "ix_calendar_day_current",
    CalendarDay.date,
    unique=True,
    sqlite_where=CalendarDay.to_revision.is_(None),
    postgresql_where=CalendarDay.to_revision.is_(None),
)


class CalendarOverride(Base):
    """A day that somebody set, by which act, where it was read. Append-only: the newest for a date holds."""

    __tablename__ = "calendar_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[dt.date] = mapped_column(index=True)
    working: Mapped[bool]
    name_ky: Mapped[str | None]
    name_ru: Mapped[str | None]
    name_en: Mapped[str | None]
    estimated: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str]
    act: Mapped[str]
    source: Mapped[str]
    made_by_id: Mapped[int | None]
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    revision: Mapped[int]
