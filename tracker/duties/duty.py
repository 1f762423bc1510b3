"""What a duty is: how to find what is due, and what to do with each item, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

AT_ONCE = 200
"""Items of a duty in one run; what is left comes in the next."""

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

Item = Any
After = Callable[[], None] | None
"""What remains to be done after the commit (bytes in the storage), if anything."""


@dataclass(frozen=True, slots=True)
class Duty:
    """`find` reads and is bounded; `do` acts on one item and never commits."""

    name: str
    every: timedelta
    find: Callable[[Any, datetime], Sequence[Item]]
    do: Callable[[Any, Item, datetime], After]
