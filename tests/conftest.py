"""Fixtures that touch a database. Pure tests need none of them.

SQLite lives in memory and is put back by `deserialize` before each test that asks for `session` or `client`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.pool import StaticPool

from tests import postgres
from tracker import config
from tracker.app import create_app
from tracker.store import Base, db


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
def postgres_url() -> Iterator[str]:
    """A PostgreSQL of our own: one cluster for the run, an empty database for each worker."""
    with postgres.cluster() as server:
        yield postgres.new_database(server)


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
