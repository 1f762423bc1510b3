"""What a person takes away: the slip with number, secret code and QR; and what is ahead of his letter."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from tracker.cases import links, papers
from tracker.cases.expecting import Ahead
from tracker.cases.kinds import Kind, Sender
from tracker.cases.models import Case, Leg
from tracker.cases.notice_recipients import party_told
from tracker.directory.models import Authority
from tracker.directory.queries import usable_email
from tracker.i18n import current_language
from tracker.paper.documents import slip_pdf


def ahead_of(session: Session, case: Case, leg: Leg | None) -> Ahead:
    """What is known of a letter that was just sent."""
    authority = session.get(Authority, leg.authority_id) if leg else None
    party = party_told(session, case)
    confirms = case.kind == Kind.INFORMATION_REQUEST and not case.restricted and case.sender != Sender.CENTRE
    waits = bool(confirms and authority and party and party.email and case.contact_confirmed_at is None)
    mailed = bool(authority and usable_email(session, authority.id))
    return Ahead(Kind(case.kind), authority, mailed, waits, case.sender == Sender.CENTRE)


def email_unconfirmed(session: Session, case: Case) -> bool:
    """An address was given, and its owner has not pressed the button in our mail yet."""
    party = party_told(session, case)
    return bool(party and party.email and case.contact_confirmed_at is None)


def follow_path(case: Case) -> str:
    """The applicant's page, as an address of ours without the host."""
    return urlsplit(links.current().follow(case, current_language())).path


def slip(session: Session, case: Case, secret: str, now: datetime) -> bytes:
    """The slip as PDF."""
    return slip_pdf(papers.slip_of(session, case, secret, now))

