"""Reading rows of columns. The ORM has nothing to do there, and would take a third of the time of a statement for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, literal
from sqlalchemy.orm import Session


def read_rows(session: Session, statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
    """The rows of a select of columns (an entity in it would come back as columns). In the session's own transaction."""
    session.flush()  # as the ORM does: what was added a moment ago is found
    return session.connection().execute(statement, values).all()


def first_row(session: Session, statement: Executable, values: Mapping[str, Any] | None = None) -> Row[Any] | None:
    """The first of them; for a statement that finds one or none."""
    found = read_rows(session, statement, values)
    return found[0] if found else None


def among(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """`column IN (…)` for values that are part of the statement. `in_` would spell them out anew each time it runs."""
    found: ColumnElement[bool] = column.in_([literal(value, column.type) for value in values])
    return found
