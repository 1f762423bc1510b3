"""The citizen's browser, on a service with all reference data."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.client import PageClient
from tests.web.public.writing import Writer


@pytest.fixture
def pages(world: Flask) -> PageClient:
    return PageClient(world)


@pytest.fixture
def writer(world: Flask) -> Writer:
    return Writer(PageClient(world))
