"""The letter with an answer as its reader will get it, before it goes. Made by the words that will be sent; writes nothing.

The links in it open the applicant's own page, so an officer sees their words only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from tracker.cases.disclosure import MessageKind
from tracker.cases.events import EventType
from tracker.cases.models import Case, CaseEvent, Leg, Party
from tracker.cases.notice_about import About, Section
from tracker.cases.notice_recipients import addressee, party_told
from tracker.cases.notices import NOTICES
from tracker.i18n import in_language
from tracker.i18n.languages import OWN_NAMES


class Way(StrEnum):
    """How the applicant hears of it."""

    MAIL = "mail"
    MAIL_SHORT = "mail_short"  # the address is not confirmed: the letter does not repeat the text
    TELEPHONE = "telephone"
    PAGE_ONLY = "page_only"


@dataclass(frozen=True, slots=True)
class LetterAhead:
    """What will be told, in the applicant's language. `text` is what he reads in full on his page."""

    way: Way
    language: str
    language_name: str
    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    text: str
    sections: tuple[Section, ...]
    buttons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Before(About):
    """A notice about something that has not happened yet: its text is not stored anywhere."""

    text: str = ""
    signed: str = ""

    def quoted(self, kind: MessageKind) -> str:
        return self.text

    def signatory(self) -> str:
        return self.signed


def letter_ahead(
    session: Session, case: Case, leg: Leg, event: EventType, data: Mapping[str, Any], text: str, signed: str, now: datetime
) -> LetterAhead:
    """`event`: answered or refused; `data` as the command will store it."""
    party = party_told(session, case)
    way = _way(case, party)
    stored = {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items() if value is not None}
    about = _Before(session, case, leg, CaseEvent(type=event, data=stored), now, way is not Way.MAIL_SHORT, text, signed)
    language = party.language if party else case.language
    with in_language(language):
        notice = NOTICES[event][0].words(about)
        assert notice is not None
        return LetterAhead(
            way, language, OWN_NAMES[language], notice.subject, notice.paragraphs, notice.facts, text, notice.sections,
            tuple(words for words, _address in notice.links),
        )  # fmt: skip


def _way(case: Case, party: Party | None) -> Way:
    if party is None:
        return Way.PAGE_ONLY
    if party.email:
        return Way.MAIL if case.contact_confirmed_at is not None else Way.MAIL_SHORT
    return Way.TELEPHONE if addressee(party) else Way.PAGE_ONLY
