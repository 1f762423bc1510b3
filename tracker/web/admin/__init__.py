"""Administration: bodies, people and posts, centres, topics, places, the calendar, the terms of the law. All dated.

Each module puts its views on the blueprint; importing it is what registers them.
"""

from __future__ import annotations

from tracker.web.admin import (  # noqa: F401  # noqa: F401
    bodies,
    body_acts,
    body_page,
    calendar,
    calendar_effects,
    centres,
    home,
    importing,
    law,
    law_changes,
    law_grounds,
    merging,
    people,
    place_names,
    places,
    posts,
    topics,
)
from tracker.web.admin.blueprint import bp, names_bp
from tracker.web.shared import directory_errors  # noqa: F401

__all__ = ["bp", "names_bp"]
