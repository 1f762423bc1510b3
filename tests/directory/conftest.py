"""A directory filled with the reference data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from tracker.store import db

TODAY = date(2026, 11, 23)


@pytest.fixture
def filled(world: Flask) -> Any:
    """The session, with all places, topics, bodies and centres loaded."""
    return db.session
