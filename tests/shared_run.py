"""What costs seconds to make is made once in a run: the worker that needs it first makes it, the others take it.

It lies in the run's own folder under pytest's temporary folder, which pytest clears by itself.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run see."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def once(where: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of this name; made under a lock where nobody has made them yet."""
    kept = where / name
    with _locked(where / f"{name}.lock"):
        if not kept.exists():
            fresh = where / f"{name}.new"
            fresh.write_bytes(make())
            fresh.rename(kept)
    return kept.read_bytes()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
