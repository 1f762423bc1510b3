from __future__ import annotations

from typing import Any

import pytest

from tests.web.officer.build import Office


@pytest.fixture
def office(world: Any) -> Office:
    return Office(world)


@pytest.fixture
def any_office(any_world: Any) -> Office:
    return Office(any_world)
