"""A small load: a few connections in processes of their own, requests as bytes made once, on loopback only.

Written by hand because it must cost less than what it measures: no HTTP library, no objects per request.
"""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.pool import Pool

CONNECTIONS = 4  # as many as there are workers times two, each in a process of its own


@dataclass(frozen=True, slots=True)
class Measured:
    """One page under load. Times in milliseconds."""

    answers: int
    per_second: float
    p95: float
    status: int
    size: int


class Clients:
    """Processes that ask, started once."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def measure(self, port: int, path: str, seconds: float, headers: dict[str, str] | None = None) -> Measured:
        """Ask for one address as fast as it is answered, for so many seconds."""
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            *(f"{key}: {value}" for key, value in (headers or {}).items()),
        ]
        request = ("\r\n".join(lines) + "\r\n\r\n").encode()
        status, size = _one(port, request)
        parts = self._pool.starmap(_ask, [(port, request, seconds)] * CONNECTIONS, chunksize=1)
        times = sorted(spent for part in parts for spent in part)
        return Measured(len(times), len(times) / seconds, times[int(len(times) * 0.95)] * 1000, status, size)


@contextmanager
def asking() -> Iterator[Clients]:
    with multiprocessing.get_context("spawn").Pool(CONNECTIONS) as pool:
        yield Clients(pool)


def _one(port: int, request: bytes) -> tuple[int, int]:
    with socket.create_connection(("127.0.0.1", port)) as link:
        return _exchange(link, request)


def _ask(port: int, request: bytes, seconds: float) -> list[float]:
    spent = []
    with socket.create_connection(("127.0.0.1", port)) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(5):
            _exchange(link, request)
        until = time.perf_counter() + seconds
        while (start := time.perf_counter()) < until:
            _exchange(link, request)
            spent.append(time.perf_counter() - start)
    return spent


def _exchange(link: socket.socket, request: bytes) -> tuple[int, int]:
    """Status and size of the body of one answer."""
    link.sendall(request)
    got = b""
    while b"\r\n\r\n" not in got:
        part = link.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    lower = head.lower()
    status = int(head[9:12])
    if status == 304:
        return status, 0
    at = lower.index(b"content-length:") + 15
    length = int(lower[at:].split(b"\r\n", 1)[0])
    have = len(body)
    while have < length:
        have += len(link.recv(65536))
    return status, length
