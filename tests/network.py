"""No test reaches another machine: a connection to anything but this one is a defect, and fails at once."""

from __future__ import annotations

import socket
from typing import Any

_connect = socket.socket.connect


class OutsideReached(AssertionError):
    """A test tried to open a connection to another machine."""


def connect_at_home(self: socket.socket, address: Any) -> None:
    """`socket.connect`, to this machine only."""
    if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
        self.close()
        raise OutsideReached(str(address[0]))
    _connect(self, address)


def stay_at_home() -> None:
    """From here on, for the whole run."""
    socket.socket.connect = connect_at_home  # type: ignore[method-assign,assignment]
