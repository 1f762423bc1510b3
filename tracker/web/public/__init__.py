"""Pages for everybody, without an account: writing a letter, following it, reading what others asked.

Each module below puts its views on the one blueprint; importing it is what registers them.
"""

from __future__ import annotations

from tracker.web.public import callback, errors, home, receipt  # noqa: F401
from tracker.web.public import filing_check, filing_files, filing_place, filing_sender, filing_to, filing_write  # noqa: F401
from tracker.web.public.blueprint import bp

__all__ = ["bp"]
