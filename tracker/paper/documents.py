"""The documents this service prints."""

from __future__ import annotations

from tracker.paper.codes import qr_svg
from tracker.paper.typesetting import typeset
from tracker.paper.values import CaseFile, Copies, Letter, Slip


def letter_pdf(letter: Letter) -> bytes:
    """The letter as it goes with the mail."""
    return typeset("letter", letter, letter.made_on, code=_code(letter.qr), copies=None)


def two_copies_pdf(letter: Letter, copies: Copies) -> bytes:
    """The same letter twice: one for the body, one on which the body puts its stamp and which the sender keeps.

    Each copy numbers its own pages, so that the sheets can be handed out apart.
    """
    words = {
        "for_body": copies.for_body,
        "for_sender": copies.for_sender,
        "stamp_title": copies.stamp_title,
        "stamp_lines": copies.stamp_lines,
    }
    return typeset("letter", letter, letter.made_on, code=_code(letter.qr), copies=words)


def slip_pdf(slip: Slip) -> bytes:
    """The slip to follow a case, on half a sheet (A5)."""
    return typeset("slip", slip, slip.made_on, code=_code(slip.qr))


def case_pdf(case: CaseFile) -> bytes:
    """The whole case as one document."""
    return typeset("case", case, case.made_on, code=_code(case.qr))


def _code(text: str) -> str:
    return qr_svg(text) if text else ""
