"""Asks a clamd daemon about a file, where one is configured (CLAMD_SOCKET: a path, or host:port)."""

from __future__ import annotations

import socket

from flask import current_app

from tracker.files.errors import FileInfected, ScannerUnreachable

TIMEOUT_SECONDS = 30
CHUNK = 64 * 1024


def scan(name: str, data: bytes) -> None:
    """Raises `FileInfected`, or `ScannerUnreachable`: unscanned is not taken where a scanner is expected."""
    address = current_app.config.get("CLAMD_SOCKET", "")
    if not address:
        return
    try:
        verdict = ask(address, data)
    except OSError as failure:
        raise ScannerUnreachable from failure
    if verdict.endswith(" FOUND"):
        raise FileInfected(name)
    if not verdict.endswith(" OK"):
        raise ScannerUnreachable(verdict)


def ask(address: str, data: bytes) -> str:
    """clamd's answer to INSTREAM: the bytes in chunks, each after its length, closed by a length of zero."""
    with _connect(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            chunk = data[start : start + CHUNK]
            connection.sendall(len(chunk).to_bytes(4, "big") + chunk)
        connection.sendall(bytes(4))
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connect(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(TIMEOUT_SECONDS)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection
