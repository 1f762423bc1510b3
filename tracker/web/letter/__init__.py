"""Pages for a body that only reads mail: opened by the link in a letter, without an account.

Each module below puts its views on the one blueprint; importing it is what registers them.
"""

from __future__ import annotations

from tracker.web.letter import acting, code, deciding, errors, reading  # noqa: F401
from tracker.web.letter.blueprint import bp

__all__ = ["bp"]
