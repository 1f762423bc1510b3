from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.mail.servers import Postmaster, smtp_server
from tests.web.letter.build import Mailroom


@pytest.fixture
def post() -> Iterator[tuple[Postmaster, int]]:
    """A mail server that takes everything."""
    with smtp_server() as found:
        yield found


@pytest.fixture
def mailroom(world: Any, post: tuple[Postmaster, int], monkeypatch: pytest.MonkeyPatch) -> Mailroom:
    return Mailroom.of(world, post, monkeypatch)


@pytest.fixture
def any_mailroom(any_world: Any, post: tuple[Postmaster, int], monkeypatch: pytest.MonkeyPatch) -> Mailroom:
    return Mailroom.of(any_world, post, monkeypatch)
