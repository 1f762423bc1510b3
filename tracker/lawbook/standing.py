"""Which calendar and which law are in force: asked of the database once in a transaction, in one statement.

What belongs to the answer is kept in memory per process, by tokens that are unlike any others, also in another database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Label, and_, select
from sqlalchemy.orm import Session, scoped_session

from tracker.lawbook.models import CalendarRevision, LawChange, State

KEY = "standing of the law"
AnySession = Session | scoped_session[Session]


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest revision of the calendar, and the token of the newest confirmed change; None where there is none."""

    calendar_number: int | None
    calendar_token: str | None
    law_token: str | None


def standing(session: AnySession) -> Standing:
    """As this transaction sees it."""
    own = _own(session)
    transaction, found = own.info.get(KEY, (None, None))
    if found is None or transaction is not own.get_transaction():
        found = Standing(*own.execute(select(*columns())).one())
        own.info[KEY] = (own.get_transaction(), found)
    return found  # type: ignore[no-any-return]


def know(session: AnySession, row: Any) -> None:
    """A statement asked for `columns()` beside its own: this transaction need not ask again."""
    own = _own(session)
    own.info[KEY] = (own.get_transaction(), Standing(row.calendar_number, row.calendar_token, row.law_token))


def forget(session: AnySession) -> None:
    """Something was changed in this transaction."""
    _own(session).info.pop(KEY, None)


def _own(session: AnySession) -> Session:
    return session() if isinstance(session, scoped_session) else session


def columns() -> tuple[Label[Any], ...]:
    """What a `Standing` is made of, as columns of any statement."""
    newest = CalendarRevision.number.desc()
    return (
        select(CalendarRevision.number).order_by(newest).limit(1).scalar_subquery().label("calendar_number"),
        select(CalendarRevision.token).order_by(newest).limit(1).scalar_subquery().label("calendar_token"),
        law_column(),
    )


def law_column() -> Label[Any]:
    """The token of the newest confirmed change of the law alone, for a page that says what the law says."""
    newest = select(LawChange.token).where(counts()).order_by(LawChange.number.desc())
    return newest.limit(1).scalar_subquery().label("law_token")


def counts() -> ColumnElement[bool]:
    """Of a change of the law: it is confirmed, so it has its place among them."""
    state = LawChange.state.concat("")  # or SQLite takes the index of the state and sorts all of them for the newest
    return and_(LawChange.number.is_not(None), state == State.CONFIRMED)
