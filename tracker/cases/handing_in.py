"""What is printed to be handed in: the letter in two addressed copies, and the files that belong to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.cases.letters import files_of_letter, two_copies
from tracker.cases.models import Case, Leg
from tracker.files import storage
from tracker.paper.documents import two_copies_pdf
from tracker.paper.enclosing import Enclosed, can_be_printed, with_sheets


def copies_pdf(session: Session, case: Case, leg: Leg, now: datetime) -> bytes:
    """The two copies in the letter's own language, with the pictures and PDFs behind them."""
    printable = [file for file in files_of_letter(session, case) if can_be_printed(file.content_type)]
    files = [Enclosed(file.name, file.content_type, storage.read(file.key)) for file in printable]
    return with_sheets(two_copies_pdf(*two_copies(session, case, leg, now)), files)


def to_print_apart(session: Session, case: Case) -> list[str]:
    """Files that do not come with the copies: their names."""
    return [file.name for file in files_of_letter(session, case) if not can_be_printed(file.content_type)]
