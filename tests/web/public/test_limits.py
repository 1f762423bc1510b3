"""Limits on what is sent: counted where something really went out, with a page that keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import settings
from tests.web.client import PageClient
from tracker.app import create_app
from tracker.cases.models import Task
from tracker.store import db
from tracker.web.shared.security import limiter


@pytest.fixture
def limited(tmp_path: Path, world_snapshot: bytes) -> Iterator[Flask]:
    app = create_app({**settings(tmp_path), "RATELIMIT_ENABLED": True})
    with app.app_context():
        db.engine.raw_connection().driver_connection.deserialize(world_snapshot)  # type: ignore[union-attr]
        yield app
        db.session.remove()
        db.engine.dispose()
    limiter.enabled = False


def test_the_seventh_call_from_one_place_waits(limited: Flask) -> None:
    for _ in range(9):
        PageClient(limited).get("/ky/call").form("call").fill(phone="жок").submit(status=422)
    asked = {"name": "Асан (ойдон чыгарылган)", "phone": "0555 123 456", "oblast": "41704000000000"}
    for _ in range(6):
        PageClient(limited).get("/ky/call").form("call").fill(asked).submit()
    page = PageClient(limited).get("/ky/call").form("call").fill(asked).submit(status=429)
    assert "0555 123 456" in page.html
    assert len(db.session.scalars(db.select(Task)).all()) == 6
