"""Pages by key, never by offset: a deep page costs what the first one does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Date, Integer, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from tracker.store.rows import read_rows

T = TypeVar("T")
SIZE: Any = bindparam("size", type_=Integer)
"""How many rows to fetch, as a parameter: one more than are shown."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, and the key that asks for the next ones (None: these were the last)."""

    rows: tuple[T, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Bounded:
    """A count that stops counting: `more` says that there are more than `value`, to be shown as «100+»."""

    value: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.value}+" if self.more else str(self.value)


def bounded(counted: int, limit: int) -> Bounded:
    return Bounded(min(counted, limit), counted > limit)


def counting(wanted: Sequence[Select[Any]], limit: int) -> Select[Any]:
    """One statement that counts the rows of several selects, looking at no more than `limit` + 1 of each."""
    counts = [select(func.count()).select_from(rows.limit(limit + 1).subquery()).scalar_subquery() for rows in wanted]
    return select(*(count.label(f"n{place}") for place, count in enumerate(counts)))


def read_counts(session: Session, query: Select[Any], values: Mapping[str, Any], limit: int) -> tuple[Bounded, ...]:
    """What `counting` found."""
    return tuple(bounded(counted, limit) for counted in read_rows(session, query, values)[0])


def after_key(on: ColumnElement[Any] | Any, row_id: Any) -> ColumnElement[bool]:
    """Rows after the key that is given as `key_on` and `key_id`."""
    return tuple_(on, row_id) > tuple_(bindparam("key_on", type_=Date), bindparam("key_id", type_=Integer))


def key_of(on: date, row_id: int) -> str:
    """`20261207.4711`."""
    return f"{on:%Y%m%d}.{row_id}"


def read_key(text: str | None) -> tuple[date, int] | None:
    """The day and id of a key from an address; None for none, and for whatever is not one."""
    day, _, row_id = (text or "").partition(".")
    if len(day) != 8 or not day.isascii() or not day.isdigit() or not row_id.isascii() or not row_id.isdigit():
        return None
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:])), min(int(row_id[:18]), 2**62)
    except ValueError:
        return None


def cut(found: Sequence[Any], size: int) -> tuple[Sequence[Any], Any | None]:
    """The rows of this page, and its last row if more follow. One row more than `size` was asked for."""
    return found[:size], found[size - 1] if len(found) > size else None
