"""The session of the application: a request that only reads asks PostgreSQL without opening a transaction."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask_sqlalchemy.session import Session as PlainSession
from sqlalchemy import Connection, Engine, StaticPool

from tracker.store.transactions import is_reading


class Session(PlainSession):
    """READ COMMITTED shows each statement what is committed by then, in a transaction or without one: BEGIN and ROLLBACK
    are two of three journeys of a small page. SQLite keeps its transaction, which is a snapshot and costs no journey."""

    def get_bind(self, *args: Any, **more: Any) -> Engine | Connection:
        engine = super().get_bind(*args, **more)
        return _for_reading(engine) if is_reading() and isinstance(engine, Engine) else engine


def _for_reading(engine: Engine) -> Engine:
    if engine.dialect.name != "postgresql" or isinstance(engine.pool, StaticPool):  # one connection, somebody's transaction
        return engine
    return _without_transactions(engine)


@lru_cache(maxsize=1)
def _without_transactions(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")
