"""Fixtures that touch a database. Pure tests need none of them.

SQLite lives in memory and is put back by `deserialize` before each test that asks for `session` or `client`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.pool import StaticPool

from tests import network, postgres
from tracker import config
from tracker.app import create_app
from tracker.demo.growing import grow
from tracker.lawbook import load_calendar
from tracker.reference.loader import load as load_reference
from tracker.store import Base, db


def pytest_configure() -> None:
    network.stay_at_home()


def settings(tmp: Any, url: str = "sqlite://") -> dict[str, Any]:
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
    return values


@pytest.fixture(scope="session")
def seeded_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on an in-memory SQLite with the schema in place; one for the whole run."""
    app = create_app(settings(tmp_path_factory.mktemp("instance")))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        app.extensions["test_snapshot"] = _raw().serialize()
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
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL of our own: one cluster for the run, shared by its workers."""
    with postgres.cluster() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Any) -> str:
    """An empty database for this worker."""
    return postgres.new_database(postgres_server)


@pytest.fixture(scope="session")
def postgres_app(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on PostgreSQL with the schema in place; one for the whole run."""
    app = create_app(settings(tmp_path_factory.mktemp("instance"), postgres_url))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.both_databases)])
def any_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on each database in turn, empty before every test."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    app = request.getfixturevalue("postgres_app")
    with app.app_context():
        yield app
        db.session.remove()
        postgres.empty_all(db.engine)
        db.engine.dispose()


@pytest.fixture
def any_session(any_app: Flask) -> Any:
    return db.session


TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # ten o'clock in Bishkek


def fill(session: Any) -> None:
    """Reference data and calendars, as `flask init` loads them."""
    load_reference(session, TODAY)
    load_calendar(session, NOW)
    session.commit()


@pytest.fixture(scope="session")
def world_snapshot(seeded_app: Flask) -> bytes:
    with seeded_app.app_context():
        _raw().deserialize(seeded_app.extensions["test_snapshot"])
        fill(db.session)
        db.session.remove()
        return bytes(_raw().serialize())


@pytest.fixture
def world(seeded_app: Flask, world_snapshot: bytes) -> Iterator[Flask]:
    """The application with all reference data, on Monday 23 November 2026, ten o'clock."""
    with seeded_app.app_context(), time_machine.travel(NOW, tick=True):
        db.session.remove()
        _raw().deserialize(world_snapshot)
        yield seeded_app
        db.session.remove()


@pytest.fixture(scope="session")
def demo_snapshot(seeded_app: Flask, world_snapshot: bytes) -> bytes:
    with seeded_app.app_context(), time_machine.travel(NOW, tick=True):
        _raw().deserialize(world_snapshot)
        grow(db.session, NOW, seeded_app.config["SECRET_KEY"])
        db.session.commit()
        db.session.remove()
        return bytes(_raw().serialize())


@pytest.fixture
def demo_world(seeded_app: Flask, demo_snapshot: bytes) -> Iterator[Flask]:
    """`world` with the whole demonstration set: cases at every stage of life."""
    with seeded_app.app_context(), time_machine.travel(NOW, tick=True):
        db.session.remove()
        _raw().deserialize(demo_snapshot)
        yield seeded_app
        db.session.remove()


@pytest.fixture(scope="session")
def postgres_world_app(tmp_path_factory: pytest.TempPathFactory, postgres_server: Any) -> tuple[Flask, str]:
    """The application on PostgreSQL, and a template database that holds the reference data."""
    url = postgres.new_database(postgres_server)
    app = create_app(settings(tmp_path_factory.mktemp("instance"), url))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        fill(db.session)
        db.session.remove()
        db.engine.dispose()
    return app, postgres.keep_as_template(postgres_server, url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.both_databases)])
def any_world(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """`world` on each database in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("world")
        return
    app, template = request.getfixturevalue("postgres_world_app")
    with app.app_context(), time_machine.travel(NOW, tick=True):
        postgres.put_back(request.getfixturevalue("postgres_server"), str(db.engine.url.database), template)
        yield app
        db.session.remove()
        db.engine.dispose()
