"""Pages of a centre's staff, and of the coordinator.

Each module below puts its views on a blueprint; importing it is what registers them. What has a fixed address comes before
the page of a case, whose address is its number.
"""

from __future__ import annotations

from tracker.web.staff import (  # noqa: F401  # noqa: F401
    acts,
    board,
    bodies,
    buttons,
    case,
    covering,
    errors,
    finding,
    handing_out,
    links,
    mail,
    mail_one,
    outbox,
    release,
    routing,
    tasks,
    writing_down,
)
from tracker.web.staff.blueprint import bp, coordinator

__all__ = ["bp", "coordinator"]
