"""A seat in words: "officer, Ministry …, water unit"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tracker.directory.names import display_name
from tracker.directory.posts import Post
from tracker.i18n import current_language, t
from tracker.people.actor import ActorKind
from tracker.people.labels import ROLES


@dataclass(frozen=True, slots=True)
class SeatLine:
    post_id: int
    role: str
    place: str
    title: str


def seat_lines(rows: Iterable[Any]) -> list[SeatLine]:
    """Rows of `posts_of` for showing."""
    return [_line(post, [row for row in (authority, unit, centre) if row]) for post, authority, unit, centre in rows]


def _line(post: Post, places: list[Any]) -> SeatLine:
    place = ", ".join(display_name(row) for row in places)
    title = getattr(post, f"title_{current_language()}") or post.title_ru
    return SeatLine(post.id, t(ROLES[ActorKind(post.role)]), place, title)
