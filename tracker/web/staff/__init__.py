"""Pages of a centre's staff, and of the coordinator.

Each module below puts its views on a blueprint; importing it is what registers them. What has a fixed address comes before
the page of a case, whose address is its number.
"""

from __future__ import annotations

from tracker.web.staff import errors  # noqa: F401
from tracker.web.staff import board, bodies, outbox, tasks, writing_down  # noqa: F401
from tracker.web.staff import acts, buttons, case, covering, handing_out, release, routing  # noqa: F401
from tracker.web.staff.blueprint import bp, coordinator

__all__ = ["bp", "coordinator"]
