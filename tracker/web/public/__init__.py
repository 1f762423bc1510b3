"""Pages for everybody, without an account: writing a letter, following it, reading what others asked.

Each module below puts its views on the one blueprint; importing it is what registers them.
"""

from __future__ import annotations

from tracker.web.public import (  # noqa: F401
    bodies,
    calculator,
    callback,
    case,
    confirming,
    dates_json,
    errors,
    figures,
    filing_check,
    filing_files,
    filing_place,
    filing_sender,
    filing_to,
    filing_write,
    follow,
    holder,
    holder_acts,
    home,
    own_name,
    pages,
    receipt,
    register,
    unsubscribe,
)
from tracker.web.public.blueprint import bp
from tracker.web.shared import case_errors  # noqa: F401

__all__ = ["bp"]
