"""The calendar and the changes of the law, in the database.

Every change of a day is a new revision, so that a date can name the calendar it was counted by.

A row of `calendar_day` holds from `from_revision` until, not including, `to_revision`; the current row of a day has no
`to_revision`. `ordinal` is the running count of working days, so that working days between two dates are a difference.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint
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


class State(StrEnum):
    """How far a change of the law is."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class LawChange(Base):
    """A term, a ground or a law set over what ships: by whom, why, read where, and who looked at it second.

    Append-only but for the second look. `number` is given when it is confirmed: from then on it counts. `what`, `name`,
    `kind` and `table` are those of `law.versions.Change`.
    """

    __tablename__ = "law_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int | None] = mapped_column(unique=True)
    token: Mapped[str | None]
    what: Mapped[str]
    regime_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    table: Mapped[dict[str, Any]] = mapped_column("content", JSON)
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(index=True)
    proposed_by_id: Mapped[int | None]
    proposed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None]
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    decided_note: Mapped[str] = mapped_column(Text, default="")
    one_person: Mapped[bool] = mapped_column(default=False)
