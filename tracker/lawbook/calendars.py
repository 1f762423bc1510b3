"""Reading and changing the calendar. Commands never commit; they come one at a time."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, ScalarSelect, func, insert, or_, select, update
from sqlalchemy.orm import Session

from tracker.law.calendar import Calendar, Day, DayName, calendar_of
from tracker.law.errors import YearNotLoaded
from tracker.lawbook.models import CalendarDay, CalendarOverride, CalendarRevision
from tracker.lawbook.seed import Override, seed_days, shipped_overrides
from tracker.lawbook.standing import forget, standing
from tracker.store import take_turn

FIRST_YEAR = 2007
LAST_SHIPPED_YEAR = 2027
KEPT_IN_MEMORY = 4
TURN = "calendar"
LOOK_AHEAD = timedelta(days=120)
EXTRA_DAY_OFF = DayName("Кошумча эс алуу күнү", "Дополнительный выходной день", "Extra day off")

_by_token: dict[str, Calendar] = {}


class By(Protocol):
    """Whoever acts, as far as the calendar wants to know it."""

    @property
    def account_id(self) -> int | None: ...


def current_calendar(session: Session) -> Calendar:
    """The calendar in force, kept in memory per process by its revision. Raises `YearNotLoaded` if there is none."""
    now = standing(session)
    return _calendar(session, now.calendar_number, now.calendar_token)


def calendar_at(session: Session, revision: int) -> Calendar:
    """The calendar as it was in a revision: the snapshot that a date was counted by."""
    row = session.get(CalendarRevision, revision)
    return _calendar(session, revision, row.token if row else None)


def years_loaded(session: Session) -> list[int]:
    """The years of the calendar in force."""
    first, last = session.execute(select(func.min(CalendarDay.date), func.max(CalendarDay.date))).one()
    return list(range(first.year, last.year + 1)) if first else []


def missing_year(session: Session, today: date) -> int | None:
    """The first year that terms begun soon would run into and that is not loaded: a task for staff, months before."""
    years = years_loaded(session)
    last = years[-1] if years else FIRST_YEAR - 1
    return last + 1 if (today + LOOK_AHEAD).year > last else None


def special_days(session: Session, year: int) -> list[CalendarDay]:
    """Days of a year that are not plain working days or plain weekends, as they stand now."""
    if not MINYEAR <= year <= MAXYEAR:
        raise YearNotLoaded(year)
    days = select(CalendarDay).where(
        CalendarDay.to_revision.is_(None), CalendarDay.date.between(date(year, 1, 1), date(year, 12, 31))
    )
    rows = session.scalars(days.order_by(CalendarDay.date)).all()
    if not rows:
        raise YearNotLoaded(year)
    return [row for row in rows if row.name_ky or row.act or row.working == (row.date.weekday() >= 5)]


def overrides(session: Session, limit: int = 100) -> Sequence[CalendarOverride]:
    """Days that were set by hand, the newest first."""
    return session.scalars(select(CalendarOverride).order_by(CalendarOverride.id.desc()).limit(limit)).all()


def edits_since(session: Session, revision: int, first: date, last: date, limit: int = 20) -> list[CalendarOverride]:
    """Days between the two that were set after this revision, in their order."""
    changed = select(CalendarOverride).where(
        CalendarOverride.revision > revision, CalendarOverride.date.between(first, last)
    )
    return list(session.scalars(changed.order_by(CalendarOverride.date, CalendarOverride.id).limit(limit)))


def ordinal_of(day: ColumnElement[date]) -> ScalarSelect[int]:
    """In SQL: the running count of working days at a date, in the calendar in force; NULL where no year is loaded."""
    current = (CalendarDay.date == day, CalendarDay.to_revision.is_(None))
    return select(CalendarDay.ordinal).where(*current).scalar_subquery()


def load_calendar(session: Session, now: datetime, through: int | None = None) -> list[int]:
    """Load the years that are missing up to `through`, with the overrides that ship. Returns the years added."""
    take_turn(session, TURN)
    loaded = years_loaded(session)
    first = loaded[-1] + 1 if loaded else FIRST_YEAR
    last = through or max(LAST_SHIPPED_YEAR, now.year + 1)
    added = list(range(first, last + 1))
    if not added:
        return []
    revision = _new_revision(session, f"years {first}-{last} loaded", None, now)
    chosen = {row.on: row for row in shipped_overrides() if row.on.year in added}
    _insert_days(session, [_overridden(day, chosen.get(day.on)) for day in seed_days(added)], chosen, revision.number)
    for row in chosen.values():
        session.add(_override_row(row, None, now, revision.number))
    session.flush()
    return added


def set_day(
    session: Session,
    day: date,
    working: bool,
    reason: str,
    act: str,
    by: By,
    now: datetime,
    name: DayName | None = None,
    source: str = "",
    estimated: bool = False,
) -> CalendarRevision:
    """Set one day against the calendar: a new revision. Dates already computed stay what they are."""
    take_turn(session, TURN)
    row = _current_row(session, day)
    if not working and name is None:
        name = DayName(row.name_ky, row.name_ru or "", row.name_en or "") if row.name_ky else EXTRA_DAY_OFF
    override = Override(day, working, None if working else name, reason, act, source, estimated)
    revision = _new_revision(session, reason, by.account_id, now)
    session.add(_override_row(override, by.account_id, now, revision.number))
    _replace_rows(session, row, override, revision.number)
    return revision


def _calendar(session: Session, number: int | None, token: str | None) -> Calendar:
    if number is None or token is None:
        raise YearNotLoaded(FIRST_YEAR)
    if token not in _by_token:
        while len(_by_token) >= KEPT_IN_MEMORY:
            _by_token.pop(next(iter(_by_token)), None)
        _by_token[token] = _read(session, number)
    return _by_token[token]


def _read(session: Session, revision: int) -> Calendar:
    day = CalendarDay
    rows = session.execute(
        select(day.date, day.working, day.name_ky, day.name_ru, day.name_en, day.source, day.estimated)
        .where(day.from_revision <= revision, or_(day.to_revision.is_(None), day.to_revision > revision))
        .order_by(day.date)
    )
    return calendar_of(revision, (_value(row) for row in rows))


def _value(row: Any) -> Day:
    name = DayName(row.name_ky, row.name_ru or row.name_ky, row.name_en or "") if row.name_ky else None
    return Day(row.date, row.working, name, row.source, row.estimated)


def _current_row(session: Session, day: date) -> CalendarDay:
    found = select(CalendarDay).where(CalendarDay.date == day, CalendarDay.to_revision.is_(None))
    row = session.scalars(found).one_or_none()
    if row is None:
        raise YearNotLoaded(day.year)
    return row


def _new_revision(session: Session, reason: str, by_id: int | None, now: datetime) -> CalendarRevision:
    number = (session.scalar(select(func.max(CalendarRevision.number))) or 0) + 1
    revision = CalendarRevision(
        number=number, token=secrets.token_hex(8), reason=reason, made_by_id=by_id, made_at=now
    )
    session.add(revision)
    session.flush()
    forget(session)
    return revision


def _overridden(day: Day, override: Override | None) -> Day:
    if override is None:
        return day
    return Day(day.on, override.working, override.name, override.source, override.estimated)


def _insert_days(session: Session, days: list[Day], acts: dict[date, Override], revision: int) -> None:
    ordinal = session.scalar(select(func.max(CalendarDay.ordinal))) or 0
    rows = []
    for day in days:
        ordinal += day.working
        rows.append(_columns(day, acts[day.on].act if day.on in acts else "", ordinal, revision))
    session.execute(insert(CalendarDay), rows)


def _columns(day: Day, act: str, ordinal: int, revision: int) -> dict[str, Any]:
    name = day.name
    return {
        "date": day.on,
        "working": day.working,
        "ordinal": ordinal,
        "name_ky": name.ky if name else None,
        "name_ru": name.ru if name else None,
        "name_en": name.en if name else None,
        "source": day.source,
        "act": act,
        "estimated": day.estimated,
        "from_revision": revision,
        "to_revision": None,
    }


def _override_row(override: Override, by_id: int | None, now: datetime, revision: int) -> CalendarOverride:
    name = override.name
    return CalendarOverride(
        date=override.on,
        working=override.working,
        name_ky=name.ky if name else None,
        name_ru=name.ru if name else None,
        name_en=name.en if name else None,
        estimated=override.estimated,
        reason=override.reason,
        act=override.act,
        source=override.source,
        made_by_id=by_id,
        made_at=now,
        revision=revision,
    )


def _replace_rows(session: Session, row: CalendarDay, override: Override, revision: int) -> None:
    """The day gets a new row; when it turned working or off, so does every later day, with its count moved by one."""
    shift = int(override.working) - int(row.working)
    later = _copies(session, row.date, shift, revision) if shift else []
    value = Day(override.on, override.working, override.name, override.source, override.estimated)
    changed = [_columns(value, override.act, row.ordinal + shift, revision), *later]
    dates = CalendarDay.date >= row.date if shift else CalendarDay.date == row.date
    session.execute(
        update(CalendarDay)
        .where(dates, CalendarDay.to_revision.is_(None))
        .values(to_revision=revision)
        .execution_options(synchronize_session="fetch")
    )
    session.execute(insert(CalendarDay), changed)


def _copies(session: Session, after: date, shift: int, revision: int) -> list[dict[str, Any]]:
    columns = [column for column in CalendarDay.__table__.columns if column.name != "id"]
    rows = session.execute(select(*columns).where(CalendarDay.date > after, CalendarDay.to_revision.is_(None)))
    return [
        {**row._mapping, "ordinal": row.ordinal + shift, "from_revision": revision, "to_revision": None} for row in rows
    ]
