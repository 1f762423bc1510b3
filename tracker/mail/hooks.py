"""What those above this package lend to it: who wants to know a letter's fate, and who makes its files.

Kept per application. Mail calls them and knows nothing of what they do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask, current_app

from tracker.mail.models import OutboxMail

EXTENSION = "tracker_mail"

OnResult = Callable[[Any, OutboxMail, datetime], None]
"""(session, mail, now): `mail.state` is SENT or FAILED for good. Runs once, in the transaction that notes that it
was told; the result itself is committed before, so that what a listener does can never send a letter twice."""

Maker = Callable[[Any, OutboxMail], bytes]
"""(session, mail) -> the bytes of a PDF. Runs before the first attempt and may only read."""


Filler = Callable[[Any, OutboxMail, str], str]
"""(session, mail, text) -> the text with what must not lie in the outbox. Runs before each attempt and may only read."""


@dataclass
class Hooks:
    results: list[OnResult] = field(default_factory=list)
    makers: dict[str, Maker] = field(default_factory=dict)
    fillers: dict[str, Filler] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)


def hooks(app: Flask | None = None) -> Hooks:
    found: Hooks = (app or current_app).extensions.setdefault(EXTENSION, Hooks())
    return found


def on_result(app: Flask, callback: OnResult) -> None:
    """Have `callback` told of every letter that was sent or has failed for good."""
    hooks(app).results.append(callback)


def makes(app: Flask, name: str, maker: Maker) -> None:
    """`Attached(make=name)` is made by `maker`."""
    hooks(app).makers[name] = maker


def fills(app: Flask, kind: str, filler: Filler) -> None:
    """The texts of letters of this kind are completed by `filler`, and what was sent is not kept: it holds a secret."""
    hooks(app).fillers[kind] = filler


def reports_wanted(app: Flask, kind: str) -> None:
    """Servers that can are asked to report when a letter of this kind arrived (RFC 3461)."""
    hooks(app).reported.add(kind)
