"""How a transaction opens.

SQLite: whoever writes takes the write lock at once (BEGIN IMMEDIATE), because a transaction that reads first and
writes later fails under a second writer. PostgreSQL: where what is written follows from what was read, the readers
take their turn (`take_turn`). Reading requests open a plain BEGIN and may not flush at all, on any
database: a GET that writes is a defect.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.orm import Session

_reading: ContextVar[bool] = ContextVar("reading", default=False)


class WriteWhileReading(RuntimeError):
    """A request that only reads tried to change the database."""


@contextmanager
def reading() -> Iterator[None]:
    """Within it, transactions open for reading and a flush is refused."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Within it, transactions open for writing again (the access log of a GET)."""
    token = _reading.set(False)
    try:
        yield
    finally:
        _reading.reset(token)


def is_reading() -> bool:
    """Whether this request (or this block) may only read."""
    return _reading.get()


def set_reading(value: bool) -> None:
    """For a web request: called once, when its method is known."""
    _reading.set(value)


def take_turn(session: Session, what: str) -> None:
    """One at a time: a second transaction waits here until the first has ended, and then reads what that one left.

    On SQLite a transaction that writes has waited at its beginning.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(zlib.crc32(what.encode()))))


@event.listens_for(Engine, "connect")
def _prepare_sqlite(dbapi_connection: Any, _record: Any) -> None:
    if not isinstance(dbapi_connection, sqlite3.Connection):
        return
    dbapi_connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
        dbapi_connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    driver: Any = connection.connection.driver_connection
    if driver.in_transaction:
        return  # a database in memory has one connection for all
    if _reading.get():
        driver.execute("BEGIN")  # takes no lock, so it cannot fail; every page opens so
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@event.listens_for(Session, "before_flush")
def _refuse_write(session: Session, *_: Any) -> None:
    if _reading.get() and (session.new or session.dirty or session.deleted):
        changed = sorted({type(row).__name__ for row in (*session.new, *session.dirty, *session.deleted)})
        raise WriteWhileReading(", ".join(changed))
