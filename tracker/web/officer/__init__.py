"""Pages for those who answer: the tray, the letter, and each act of the procedure.

Each module below puts its views on the one blueprint; importing it is what registers them.
"""

from __future__ import annotations

from tracker.web.officer import (  # noqa: F401
    announcing,
    answering,
    case,
    deciding,
    errors,
    handling,
    mail,
    papers,
    people,
    signing,
    tray,
)
from tracker.web.officer.blueprint import bp

__all__ = ["bp"]
