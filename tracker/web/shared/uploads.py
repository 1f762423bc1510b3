"""Files that somebody adds: each is taken, or refused with its own reason; the others stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from werkzeug.datastructures import FileStorage

from tracker.cases import drafts
from tracker.cases.models import Draft
from tracker.files import labels as file_words
from tracker.files.errors import FileError
from tracker.files.intake import Kept, add_row, take_in
from tracker.i18n import t
from tracker.store import db


@dataclass(slots=True)
class Taken:
    """What came in, and what was refused, in words."""

    kept: list[Kept] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add_to(self, draft: Draft, now: datetime) -> None:
        """Put what was taken into the draft."""
        for kept in self.kept:
            try:
                drafts.add_file(db.session, draft, kept, now)
            except drafts.TooManyFiles as error:
                self.refused.append(t("No more than %(limit)s files fit. Remove one first.", limit=error.limit))
                break

    def rows(self, now: datetime) -> tuple[int, ...]:
        """The ids of the files, where there is no draft."""
        return tuple(add_row(db.session, kept, now).id for kept in self.kept)


def take(sent: Iterable[FileStorage]) -> Taken:
    """Put files away, outside any transaction."""
    db.session.rollback()
    found = Taken()
    for file in sent:
        if not file.filename:
            continue
        try:
            found.kept.append(take_in(file.filename, file.read()))
        except FileError as error:
            found.refused.append(file_words.explain(error))
        finally:
            file.close()
    return found
