"""A case for whoever came by the link in a letter to a body: the letter, its dates, what happened; no contacts of anybody.

The link may have been passed on further than the letter. So who writes is not on the page at all (it stands in the letter
itself), telephone numbers and addresses in the texts are covered, notes of the body's own people are not shown, and of
other bodies' parts nothing.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.cases import personal_data
from tracker.cases.disclosure import MessageKind
from tracker.cases.events import EventType
from tracker.cases.timeline import TimelineRow
from tracker.cases.views.case_parts import CasePage, MessageView

COVER = "▒▒▒▒"
NOT_BY_LINK = frozenset({MessageKind.BODY_NOTE, MessageKind.RATING})


def covered(text: str) -> str:
    """The text without telephone numbers, e-mail addresses, personal and passport numbers."""
    pieces, last = [], 0
    for found in personal_data.find(text):
        pieces += [text[last : found.start], COVER]
        last = found.end
    return "".join((*pieces, text[last:]))


def cut_for_link(page: CasePage, leg_id: int) -> CasePage:
    """What is left of a body's page for its link."""
    rows = tuple(row for row in page.timeline if _is_shown(row, leg_id))
    texts = tuple(_covered(text) for text in page.messages if _is_read(text, leg_id))
    shown = {text.id for text in texts}
    letter = page.letter and replace(
        page.letter, subject=covered(page.letter.subject), body=covered(page.letter.body), place=covered(page.letter.place)
    )
    return replace(
        page,
        letter=letter,
        timeline=rows,
        messages=texts,
        files=tuple(file for file in page.files if file.message_id is None or file.message_id in shown),
        parties=(),
        concerns=(),
    )


def _is_shown(row: TimelineRow, leg_id: int) -> bool:
    return row.leg_id in {None, leg_id} and row.code is not EventType.NOTED


def _is_read(text: MessageView, leg_id: int) -> bool:
    return text.leg_id in {None, leg_id} and text.kind not in NOT_BY_LINK


def _covered(text: MessageView) -> MessageView:
    return replace(text, body=covered(text.body))
