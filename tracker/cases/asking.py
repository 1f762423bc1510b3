"""Does a report also ask for information? A proposal to the writer, never a decision. Pure.

A letter that both reports and asks is two things by law, with two clocks: the writer is offered to send two letters at once.
"""

from __future__ import annotations

from tracker.directory.folding import words

# Beginnings of words by which people here ask to be told or shown something.
STEMS = (
    "сообщит", "сообщат", "предостав", "покажит", "разъясн", "назовит", "ответьт", "почему", "сколько", "когда", "какие", "какой",
    "билдир", "маалымат", "корсотунуз", "тушундур", "эмне", "канча", "качан", "кайсы", "берилген",
    "inform", "provide", "explain", "why", "when", "which",
)  # fmt: skip


def also_asks(text: str) -> bool:
    """There is a question in it, or a word that asks for information."""
    return "?" in text or any(word.startswith(STEMS) for word in words(text))
