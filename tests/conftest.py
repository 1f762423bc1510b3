"""Fixtures that touch a database. Pure tests need none of them.

SQLite lives in memory and is put back by `deserialize` before each test that asks for `session` or `client`. What takes
long to make is made once in a run and shared by its workers (shared_run).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.pool import StaticPool

from tests import network, postgres, shared_run
from tracker import config
from tracker.app import create_app
from tracker.demo.growing import grow
from tracker.lawbook import load_calendar
from tracker.reference.loader import load as load_reference
from tracker.store import Base, db

hypothesis.settings.register_profile("quick", max_examples=25, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=250, deadline=None)
hypothesis.settings.load_profile("quick")


def pytest_configure() -> None:
    network.stay_at_home()


def settings(tmp: Any, url: str = "sqlite://", *, one_connection: bool = False) -> dict[str, Any]:
    values = config.load(
        {
            "SECRET_KEY": "test-only",
            "SECURITY_PASSWORD_SALT": "test-only",
            "BASE_URL": "http://localhost",
            "TRACKER_INSTANCE": str(tmp),
            "DATABASE_URL": url,
            "STORAGE_URL": "memory://",
            "RATELIMIT_ENABLED": "0",
        }
    )
    values["TESTING"] = True
    if url == "sqlite://":
        values["SQLALCHEMY_ENGINE_OPTIONS"] = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    elif one_connection:
        values["SQLALCHEMY_ENGINE_OPTIONS"] = {"poolclass": StaticPool}
    return values


@pytest.fixture(scope="session")
def seeded_app(tmp_path_factory: pytest.TempPathFactory, run_folder: Path) -> Flask:
    """The application on an in-memory SQLite with the schema in place; one for the whole run.

    All workers share one schema: its tables lie on the same pages in every snapshot. Two schemas made apart may differ in
    that and look alike otherwise, and a statement prepared for one would then read wrong pages of the other.
    """
    app = create_app(settings(tmp_path_factory.mktemp("instance")))

    def make() -> bytes:
        Base.metadata.create_all(db.engine)
        return bytes(_raw().serialize())

    with app.app_context():
        app.extensions["test_snapshot"] = shared_run.once(run_folder, "empty.sqlite3", make)
        _raw().deserialize(app.extensions["test_snapshot"])
    return app


def _raw() -> Any:
    return db.engine.raw_connection().driver_connection


@pytest.fixture
def app(seeded_app: Flask) -> Iterator[Flask]:
    with seeded_app.app_context():
        db.session.remove()
        _raw().deserialize(seeded_app.extensions["test_snapshot"])
        yield seeded_app
        db.session.remove()


@pytest.fixture
def session(app: Flask) -> Any:
    return db.session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium, one for the run: Playwright starts only once in a process."""
    from playwright.sync_api import sync_playwright

    from tests.web.browser import ARGUMENTS, chromium

    path = chromium()
    if not path:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL of our own: one cluster for the run, shared by its workers."""
    with postgres.cluster() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_app(
    postgres_server: Any, postgres_schema: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application on an empty PostgreSQL, with as many connections as it wants; who uses it empties it."""
    url = postgres.new_database(postgres_server, postgres_schema)
    yield from _until_the_end(create_app(settings(tmp_path_factory.mktemp("instance"), url)))


@pytest.fixture(scope="session")
def postgres_schema(tmp_path_factory: pytest.TempPathFactory, postgres_server: Any, run_folder: Path) -> str:
    """The name of a database that holds empty tables, to make others from; one for the run."""
    return _template(tmp_path_factory, postgres_server, run_folder, "schema", lambda: None)


def _template(
    factory: pytest.TempPathFactory, server: Any, folder: Path, name: str, fill_it: Callable[[], None]
) -> str:
    def make() -> bytes:
        url = postgres.new_database(server)
        app = create_app(settings(factory.mktemp("instance"), url))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            fill_it()
            db.session.remove()
            db.engine.dispose()
        return postgres.url_database(url).encode()

    return shared_run.once(folder, f"postgres_{name}", make).decode()


@pytest.fixture(scope="session")
def postgres_one(
    postgres_server: Any, postgres_schema: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application on an empty PostgreSQL, with one connection whose work is taken back after each test."""
    url = postgres.new_database(postgres_server, postgres_schema)
    yield from _until_the_end(create_app(settings(tmp_path_factory.mktemp("instance"), url, one_connection=True)))


def _until_the_end(app: Flask) -> Iterator[Flask]:
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.both_databases)])
def any_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on each database in turn, empty before every test."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    app = request.getfixturevalue("postgres_one")
    with app.app_context(), postgres.taken_back(db.engine):
        yield app
        db.session.remove()


@pytest.fixture
def any_session(any_app: Flask) -> Any:
    return db.session


@pytest.fixture
def file_app(tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty SQLite in a file, which several connections can use at once."""
    app = create_app(settings(tmp_path, f"sqlite:///{tmp_path / 'shared.sqlite3'}"))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.both_databases)])
def shared_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An application whose database several connections can use at once."""
    if request.param == "sqlite":
        yield request.getfixturevalue("file_app")
        return
    app = request.getfixturevalue("postgres_app")
    with app.app_context():
        yield app
        db.session.remove()
        postgres.empty_all(db.engine)
        db.engine.dispose()


TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # ten o'clock in Bishkek


def fill(session: Any) -> None:
    """Reference data and calendars, as `flask init` loads them."""
    load_reference(session, TODAY)
    load_calendar(session, NOW)
    session.commit()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_run.folder(tmp_path_factory)


@pytest.fixture(scope="session")
def world_snapshot(seeded_app: Flask, run_folder: Path) -> bytes:
    def make() -> bytes:
        _raw().deserialize(seeded_app.extensions["test_snapshot"])
        fill(db.session)
        db.session.remove()
        return bytes(_raw().serialize())

    with seeded_app.app_context():
        return shared_run.once(run_folder, "world.sqlite3", make)


@pytest.fixture
def world(seeded_app: Flask, world_snapshot: bytes) -> Iterator[Flask]:
    """The application with all reference data, on Monday 23 November 2026, ten o'clock."""
    with seeded_app.app_context(), time_machine.travel(NOW, tick=True):
        db.session.remove()
        _raw().deserialize(world_snapshot)
        yield seeded_app
        db.session.remove()


@pytest.fixture(scope="session")
def demo_snapshot(seeded_app: Flask, world_snapshot: bytes, run_folder: Path) -> bytes:
    def make() -> bytes:
        _raw().deserialize(world_snapshot)
        grow(db.session, NOW, seeded_app.config["SECRET_KEY"])
        db.session.commit()
        db.session.remove()
        return bytes(_raw().serialize())

    with seeded_app.app_context(), time_machine.travel(NOW, tick=True):
        return shared_run.once(run_folder, "demonstration.sqlite3", make)


@pytest.fixture
def demo_world(seeded_app: Flask, demo_snapshot: bytes) -> Iterator[Flask]:
    """`world` with the whole demonstration set: cases at every stage of life."""
    with seeded_app.app_context(), time_machine.travel(NOW, tick=True):
        db.session.remove()
        _raw().deserialize(demo_snapshot)
        yield seeded_app
        db.session.remove()


@pytest.fixture(scope="session")
def postgres_world_template(tmp_path_factory: pytest.TempPathFactory, postgres_server: Any, run_folder: Path) -> str:
    """The name of a database that holds the reference data, to make others from; one for the run."""
    return _template(tmp_path_factory, postgres_server, run_folder, "world", lambda: fill(db.session))


@pytest.fixture
def postgres_world_app(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Any, postgres_world_template: str
) -> Iterator[Flask]:
    """The application on a PostgreSQL database of its own, with as many connections as it wants."""
    url = postgres.new_database(postgres_server, postgres_world_template)
    app = create_app(settings(tmp_path_factory.mktemp("instance"), url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def postgres_world(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Any, postgres_world_template: str
) -> Iterator[Flask]:
    """`world` on PostgreSQL, with one connection whose work is taken back after each test."""
    url = postgres.new_database(postgres_server, postgres_world_template)
    yield from _until_the_end(create_app(settings(tmp_path_factory.mktemp("instance"), url, one_connection=True)))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.both_databases)])
def any_world(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """`world` on each database in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("world")
        return
    app = request.getfixturevalue("postgres_world")
    with app.app_context(), time_machine.travel(NOW, tick=True), postgres.taken_back(db.engine):
        yield app
        db.session.remove()
