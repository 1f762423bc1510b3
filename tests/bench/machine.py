"""On what the figures were taken, since they say little without it."""

from __future__ import annotations

import os
import platform


def words() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}; {load()}"


def load() -> str:
    """How many processes wanted a processor during the last minute: above the number of cores, times mean little."""
    return f"load {os.getloadavg()[0]:.1f}"
