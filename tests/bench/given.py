"""What a section of the bench is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder of its own, a fresh database ("": SQLite in the folder), and how much to measure."""

    folder: Path
    url: str
    cases: int
    seconds: float
