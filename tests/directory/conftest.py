"""A directory filled with the reference data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tracker.reference.loader import load

TODAY = date(2026, 11, 23)


@pytest.fixture
def filled(session: Any) -> Any:
    """The session, with all places, topics, bodies and centres loaded."""
    load(session, TODAY)
    return session
