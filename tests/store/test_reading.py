"""Rows past the ORM, and requests that only read."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select, text

from tracker.directory.models import Topic
from tracker.store import db, reading
from tracker.store.rows import among, first_row, read_rows

NEW_TOPIC = {
    "code": "DUST", "group": "air", "name_ky": "Чаң", "name_ru": "Пыль", "name_en": "Dust", "position": 99,
}  # fmt: skip
DUST = select(Topic.code, Topic.name_ru).where(Topic.code == "DUST")


def test_rows_are_those_of_the_session(any_session: Any) -> None:
    any_session.add(Topic(**NEW_TOPIC))
    assert [tuple(row) for row in read_rows(any_session, DUST)] == [("DUST", "Пыль")]  # not yet committed, not yet flushed
    assert first_row(any_session, DUST) == any_session.execute(DUST).one()
    any_session.rollback()
    assert first_row(any_session, DUST) is None


@pytest.mark.parametrize(("wanted", "found"), [(["DUST", "AIR"], 1), (["AIR"], 0), ([], 0)])
def test_among_finds_what_in_finds(any_session: Any, wanted: list[str], found: int) -> None:
    any_session.add(Topic(**NEW_TOPIC))
    counted = select(func.count()).select_from(Topic)
    assert first_row(any_session, counted.where(among(Topic.code, wanted))) == (found,)
    assert any_session.scalar(counted.where(Topic.code.in_(wanted))) == found


class TestPostgres:
    """With a connection for each session, as in production."""

    @pytest.fixture
    def app(self, postgres_app: Flask) -> Any:
        with postgres_app.app_context():
            yield postgres_app
            db.session.remove()

    def test_reading_opens_no_transaction(self, app: Flask) -> None:
        with reading():
            db.session.execute(select(1))
            assert _status() == "IDLE"
        db.session.remove()
        db.session.execute(select(1))
        assert _status() == "INTRANS"

    def test_whoever_writes_after_a_reader_on_the_same_connection_can_take_it_back(self, app: Flask) -> None:
        with reading():
            read_rows(db.session, DUST)
        db.session.remove()
        db.session.execute(text("CREATE TEMPORARY TABLE kept (id int)"))
        db.session.commit()
        db.session.execute(text("INSERT INTO kept VALUES (1)"))
        db.session.rollback()
        assert db.session.scalar(text("SELECT count(*) FROM kept")) == 0


def _status() -> str:
    driver: Any = db.session.connection().connection.driver_connection
    return str(driver.info.transaction_status.name)


def test_making_the_application_opens_no_connection(postgres_app: Flask, tmp_path: Any) -> None:
    """The service is loaded before its workers are forked: they must not share one."""
    from tests.conftest import settings
    from tracker.app import create_app

    opened: list[Any] = []

    def note(connection: Any, _record: Any) -> None:
        opened.append(connection)

    with postgres_app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    event.listen(Engine, "connect", note)
    create_app(settings(tmp_path, url))
    event.remove(Engine, "connect", note)
    assert opened == []
