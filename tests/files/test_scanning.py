"""clamd is asked where it is configured; a small server speaks its part."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.files import build
from tracker.files import errors, intake


class Clamd(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            return
        data = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            data += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0")


@pytest.fixture
def clamd(app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setitem(app.config, "CLAMD_SOCKET", f"127.0.0.1:{server.server_address[1]}")
        yield "running"
        server.shutdown()


def test_a_clean_file_passes(clamd: str) -> None:
    assert intake.take_in("таза.pdf", build.pdf()).size


def test_a_large_clean_file_passes_in_chunks(clamd: str) -> None:
    assert intake.take_in("таза.txt", b"a" * 200_000).size == 200_000


def test_an_infected_file_is_refused(clamd: str) -> None:
    with pytest.raises(errors.FileInfected):
        intake.take_in("жаман.txt", b"EICAR test")


def test_without_an_answer_nothing_is_taken(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "CLAMD_SOCKET", "/nonexistent/clamd.sock")
    with pytest.raises(errors.ScannerUnreachable):
        intake.take_in("таза.txt", b"1")
