"""What staff read before the first look: the letter with personal data marked, to whom, by whom, about whom."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.cases import labels
from tracker.cases.kinds import Kind, Sender
from tracker.directory.models import Authority
from tracker.directory.names import display_name
from tracker.i18n import t
from tracker.store import db
from tracker.web.staff.desk import Desk
from tracker.web.staff.marking import Marked, marked


@dataclass(frozen=True, slots=True)
class LookShown:
    """The letter as it waits."""

    kind: str
    subject: str
    letter: Marked
    body: str
    people: tuple[str, ...]
    about: tuple[str, ...]
    by_centre: bool


def look_shown(desk: Desk) -> LookShown:
    """In the reader's language, around the letter in its own."""
    case, content = desk.case, desk.case.content
    leg = case.current_leg
    people = [
        ", ".join(part for part in (one.name, one.organisation, one.address, one.phone, one.email) if part)
        for one in case.parties
    ]
    return LookShown(
        t(labels.KINDS[Kind(case.kind)]),
        content.subject if content else "",
        marked(content.body if content else ""),
        display_name(db.session.get_one(Authority, leg.authority_id)) if leg else "",
        tuple(text for text in people if text),
        tuple(one.name or _name(one.authority_id) for one in case.concerns),
        case.sender == Sender.CENTRE,
    )


def _name(authority_id: str | None) -> str:
    body = db.session.get(Authority, authority_id) if authority_id else None
    return display_name(body) if body else ""
