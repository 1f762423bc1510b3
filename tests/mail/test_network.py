"""The guard over the whole run: nothing leaves this machine."""

from __future__ import annotations

import smtplib
import socket

import pytest

from tests.network import OutsideReached


def test_another_machine_is_out_of_reach() -> None:
    with pytest.raises(OutsideReached), socket.socket() as outside:
        outside.connect(("192.0.2.1", 25))
    with pytest.raises(OutsideReached):
        smtplib.SMTP("192.0.2.1", 25, timeout=1)


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()) as connection:
        assert connection.getpeername() == here.getsockname()
