"""`make run` as a process of its own: the first start, the second, and Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tracker import config

pytestmark = pytest.mark.slow
ROLES = ("administrator", "coordinator", "staff", "officer", "head")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def served(instance: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Running until the block ends; with the lines it printed until it served."""
    environ = {name: value for name, value in os.environ.items() if name not in (*config.REQUIRED, "DATABASE_URL")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker.serve"], cwd=config.ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**environ, "TRACKER_INSTANCE": str(instance), "PORT": str(port), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    lines: list[str] = []
    assert process.stdout is not None
    try:
        for line in process.stdout:
            lines.append(line.rstrip())
            if line.startswith("Serving on"):
                break
        yield process, lines
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        process.stdout.close()


def get(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return int(answer.status), answer.read().decode()


def stop(process: subprocess.Popen[str], number: int) -> str:
    process.send_signal(number)
    rest, _ = process.communicate(timeout=30)
    return rest


def count_in_register(port: int) -> list[str]:
    return sorted(set(re.findall(r"/case/([\d-]+)\"", get(port, "/ky/register")[1])))


def test_from_nothing_to_a_service_and_again(tmp_path: Path) -> None:
    instance, port = tmp_path / "instance", free_port()
    with served(instance, port) as (process, lines):
        assert lines[-1].startswith(f"Serving on http://127.0.0.1:{port} "), lines
        printed = "\n".join(lines)
        assert all(f"  {role} " in printed for role in ROLES), printed
        assert get(port, "/ky/")[0] == 200
        assert get(port, "/health")[0] == 200
        assert "демонстрация" in get(port, "/ru/")[1].lower()
        first = count_in_register(port)
        assert len(first) >= 5
        rest = stop(process, signal.SIGINT)
        assert (process.returncode, rest.strip().splitlines()[-1]) == (0, "Stopped.")
    assert (instance / "tracker.sqlite3").is_file()
    other, began = free_port(), time.monotonic()
    with served(instance, other) as (process, lines):
        assert lines[-1].startswith(f"Serving on http://127.0.0.1:{other} "), lines
        assert time.monotonic() - began < 30, "the second start is quick"
        assert not any("Growing" in line for line in lines)
        assert count_in_register(other) == first, "the data is kept"
        with served(instance, other) as (second, said):
            assert second.wait(60) == 1
            assert f"Cannot serve on http://127.0.0.1:{other}" in said[-1]
            assert said[-1].endswith("Another port: make run PORT=8001"), "the way out is in the sentence"
        stop(process, signal.SIGTERM)
        assert process.returncode == 0
