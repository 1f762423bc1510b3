"""A centre at work, on a service with all reference data."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.web.client import PageClient
from tests.web.staff.build import House, a_house


@pytest.fixture
def house(world: Flask) -> House:
    return a_house(world)


@pytest.fixture
def any_house(any_world: Any) -> House:
    return a_house(any_world)


@pytest.fixture
def pages(house: House) -> PageClient:
    """The browser of a person of the centre in Bishkek."""
    return house.aigul
