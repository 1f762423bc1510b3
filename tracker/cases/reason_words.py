"""Coded reasons in words: the grounds of the law, and the few that are the service's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.cases import labels
from tracker.i18n import t
from tracker.lawbook.grounds import ground_words, words_of_added
from tracker.lawbook.standing import AnySession


def reason_words(code: str | None, session: AnySession) -> str:
    """A coded reason, of the law or of the service."""
    if not code:
        return ""
    return t(labels.SERVICE_REASONS[code]) if code in labels.SERVICE_REASONS else ground_words(code, session)


def grounds_named(values: Iterable[Mapping[str, Any]], session: AnySession) -> dict[str, str]:
    """What the grounds say that were added here and that these events name."""
    codes = {code for each in values for code in (each.get("ground"), *(each.get("grounds") or ())) if code}
    return words_of_added(codes - set(labels.SERVICE_REASONS), session)
