"""The service under gunicorn with two workers, and a bare Flask "hello" under the same server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.config import ROOT

WORKERS = 2


@contextmanager
def serving(target: str, environ: dict[str, str], log: Path) -> Iterator[tuple[int, int]]:
    """Port and process id of the running server."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--no-control-socket", "-w", str(WORKERS), "-k", "gthread", "--threads", "2",
        "-b", f"127.0.0.1:{port}", "--keep-alive", "75", target,
    ]  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ}, stdout=output, stderr=output)
    try:
        _wait_for(port, process, log)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def workers(parent: int) -> list[str]:
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()


def seconds_of_workers(parent: int) -> float:
    """The time that the workers have spent on a processor so far: what others do on this machine does not count."""
    fields = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in workers(parent)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def memory_of(process: str) -> float:
    """PSS in MB: its own pages, and its share of those it shares."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"no answer on port {port}: {log.read_text()}")
