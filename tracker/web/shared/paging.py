"""Keyset pages: "the rows after this one", which costs the same on page 1 and on page 4,000.

    slice = keyset(db.session, select(Case.id, Case.filed_on, …), [Case.filed_on, Case.id], request.args.get("after", ""))
    pager(slice.previous_url, slice.next_url)

The columns must be unique together, never NULL, and part of the select; all descend (newest first) or all ascend.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request
from sqlalchemy import ColumnElement, Row, Select, literal, tuple_
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from tracker.web.shared.language import here

SIZE = 25


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one page, and the marks of its neighbours ("" where there are none)."""

    rows: Sequence[Row[Any]]
    previous: str = ""
    next: str = ""

    @property
    def previous_url(self) -> str:
        return with_query(after=self.previous) if self.previous else ""

    @property
    def next_url(self) -> str:
        return with_query(after=self.next) if self.next else ""


def with_query(**changes: str) -> str:
    """This page with some of its query replaced (a filter, a page mark); "" takes a name out."""
    from urllib.parse import urlencode

    query = MultiDict((name, value) for name, value in request.args.items(multi=True) if name not in changes)
    query.update({name: value for name, value in changes.items() if value})
    path = here().split("?", 1)[0]
    return path + ("?" + urlencode(list(query.items(multi=True))) if query else "")


def keyset(session: Session, select: Select[Any], columns: Sequence[Any], mark: str = "", size: int = SIZE,
           descending: bool = True) -> Slice:  # fmt: skip
    """One page of `select`, ordered by `columns`, beside `mark`. A mark we cannot read gives the first page."""
    place = read_mark(mark, len(columns))
    if place and not all(_fits(column, value) for column, value in zip(columns, place[1], strict=True)):
        place = None
    backwards = bool(place and place[0] == "before")
    down = descending is not backwards
    if place:
        select = select.where(_beyond(columns, place[1], down))
    ordered = select.order_by(*(column.desc() if down else column.asc() for column in columns)).limit(size + 1)
    rows = list(session.execute(ordered).all())
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    return _slice(rows, columns, has_previous=more if backwards else bool(place), has_next=more or backwards)


def _beyond(columns: Sequence[Any], values: Sequence[Any], down: bool) -> ColumnElement[bool]:
    here, there = tuple_(*columns), tuple_(*(literal(v, c.type) for v, c in zip(values, columns, strict=True)))
    return here < there if down else here > there


def _fits(column: Any, value: Any) -> bool:
    """A mark may be made up: its values must be what the column holds."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return False
    return isinstance(value, datetime) is issubclass(column.type.python_type, datetime) and isinstance(
        value, column.type.python_type
    )


def _slice(rows: list[Row[Any]], columns: Sequence[Any], has_previous: bool, has_next: bool) -> Slice:
    if not rows:
        return Slice(rows)
    previous = make_mark("before", _values(rows[0], columns)) if has_previous else ""
    following = make_mark("after", _values(rows[-1], columns)) if has_next else ""
    return Slice(rows, previous, following)


def _values(row: Row[Any], columns: Sequence[Any]) -> list[Any]:
    return [row._mapping[column] for column in columns]


def make_mark(direction: str, values: Sequence[Any]) -> str:
    """A place in a list, as a word for the address."""
    coded = [direction, *(_coded(value) for value in values)]
    return base64.urlsafe_b64encode(json.dumps(coded, ensure_ascii=False).encode()).decode().rstrip("=")


def read_mark(mark: str, count: int) -> tuple[str, list[Any]] | None:
    """The place a mark names; None for anything that is not a mark of `count` values."""
    if not mark or len(mark) > 600:
        return None
    try:
        direction, *coded = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
        values = [_decoded(kind, value) for kind, value in coded]
    except (ValueError, TypeError, KeyError, binascii.Error, RecursionError):
        return None
    return (direction, values) if direction in {"before", "after"} and len(values) == count else None


def _coded(value: Any) -> tuple[str, Any]:
    if isinstance(value, datetime):
        return "t", value.isoformat()
    if isinstance(value, date):
        return "d", value.isoformat()
    return ("i", value) if isinstance(value, int) else ("s", str(value))


def _decoded(kind: str, value: Any) -> Any:
    if kind == "i" and isinstance(value, int) and abs(value) < 2**63:
        return value
    return {"t": datetime.fromisoformat, "d": date.fromisoformat, "s": str}[kind](value)
