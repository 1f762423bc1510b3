"""Understanding a letter that came in: `parse(raw)` → `Incoming`. No database, no web, no clock."""

from tracker.mail.reading.parsing import parse

__all__ = ["parse"]
