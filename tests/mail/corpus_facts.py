"""The letters of `corpus/` with what must be understood of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tracker.mail.reading import parse
from tracker.mail.reading.commands_line import flat
from tracker.mail.reading.incoming import Incoming

FOLDER = Path(__file__).parent / "corpus"
PATTERN = "centre+{token}@example.org"
TRUSTED = ("mx.example.org",)
LETTERS = sorted(FOLDER.glob("*.eml"))


def read(raw: bytes) -> Incoming:
    return parse(raw, reply_pattern=PATTERN, trusted_hosts=TRUSTED)


def facts(letter: Path) -> dict[str, Any]:
    return dict(json.loads(letter.with_suffix(".json").read_text("utf-8")))


def understood(mail: Incoming) -> dict[str, Any]:
    """Everything that facts may speak of."""
    return flat(mail) | {
        "from_name": mail.sender.name,
        "is_spam": mail.is_spam,
        "verdicts": [mail.verdicts.spf, mail.verdicts.dkim, mail.verdicts.dmarc],
        "original": mail.bounce.original_message_id if mail.bounce else "",
        "contains": [list(each.contains) for each in mail.attachments if each.contains],
    }
