"""Letters to bodies: gathered from the case, queued as mail, or printed in two copies to be handed in."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.disclosure import MessageKind
from tracker.cases.kinds import Kind, Sender
from tracker.cases.letter_words import CentreLines, LetterFacts, LetterWords, letter_words
from tracker.cases.models import Case, CaseContent, CaseFile, Concern, Leg, Party
from tracker.cases.notice_mail import earlier_letters
from tracker.clock import day_of
from tracker.directory.models import Authority, Centre
from tracker.directory.names import name_parts
from tracker.files.models import StoredFile
from tracker.i18n import in_language, t
from tracker.law.errors import LawError
from tracker.law.regimes import Regime, regime_for
from tracker.mail import outbox
from tracker.mail.addresses import open_address, written
from tracker.mail.message import Attached, Outgoing, thread
from tracker.mail.models import OutboxMail, ReplyAddress
from tracker.mail.models import Party as MailParty

LETTER = "letter"
"""The kind of mail whose delivery starts a body's clock, and the name of the maker of its PDF."""


def words_of(session: Session, case: Case, leg: Leg, now: datetime, language: str | None = None) -> LetterWords:
    """The letter of this case to this body, in the language of the case."""
    with in_language(language or case.language):
        return letter_words(facts_of_letter(session, case, leg, now))


def facts_of_letter(session: Session, case: Case, leg: Leg, now: datetime) -> LetterFacts:
    """Everything that stands in the letter. To be called in the language of the letter."""
    authority = session.get_one(Authority, leg.authority_id)
    content = session.get(CaseContent, case.id)
    return LetterFacts(
        kind=Kind(case.kind),
        sender=Sender(case.sender),
        parties=list(session.scalars(select(Party).where(Party.case_id == case.id).order_by(Party.id))),
        body_name=name_parts(authority).text,
        body_address=authority.postal_address,
        subject=content.subject if content else "",
        text=content.body if content else t("The text was erased when its time of keeping ended."),
        filed_on=case.filed_on,
        number=case.number,
        contact=contact_of(session, case, leg),
        place=content.place if content else "",
        form_wanted=content.form_wanted if content else "",
        attachments=tuple(file.name for file in files_of_letter(session, case)),
        names_somebody=session.scalar(select(Concern.id).where(Concern.case_id == case.id).limit(1)) is not None,
        centre=centre_lines(session, case.centre_id),
        regime=regime_for_letter(session, authority, Kind(case.kind), leg.received_on or day_of(now)),
    )


def contact_of(session: Session, case: Case, leg: Leg) -> str:
    """The reply address of this duty. Only read: a page that shows the letter writes nothing."""
    found = session.scalar(
        select(ReplyAddress).where(
            ReplyAddress.case_ref == case.id,
            ReplyAddress.leg_ref == leg.id,
            ReplyAddress.party == MailParty.BODY,
            ReplyAddress.revoked_at.is_(None),
        )
    )
    return written(found) if found else ""


def centre_lines(session: Session, centre_id: str) -> CentreLines:
    centre = session.get_one(Centre, centre_id)
    return CentreLines(name_parts(centre).text, centre.address)


def regime_for_letter(session: Session, authority: Authority, kind: Kind, on: date) -> Regime | None:
    """The law the letter may name; none where the body is not known to be bound by one."""
    if not authority.bound_by_confirmed:
        return None
    try:
        return regime_for(kind, on, lawbook.regimes(session))
    except LawError:
        return None


def files_of_letter(session: Session, case: Case) -> list[StoredFile]:
    """The applicant's attachments, as they were stored."""
    wanted = select(StoredFile).join(CaseFile, CaseFile.file_id == StoredFile.id)
    own = wanted.where(CaseFile.case_id == case.id, CaseFile.kind == MessageKind.LETTER, CaseFile.message_id.is_(None))
    return list(session.scalars(own.where(StoredFile.erased_at.is_(None)).order_by(CaseFile.id)))


def queue_letter(
    session: Session, case: Case, leg: Leg, to_address: str, now: datetime, *, event_id: int | None = None
) -> OutboxMail:
    """The letter to the body's confirmed address. Its PDF is made by the worker before the first attempt."""
    reply = open_address(session, case.id, leg.id, MailParty.BODY, now)
    letter = words_of(session, case, leg, now)
    answers, references = thread(earlier_letters(session, leg.id, to_address))
    files = tuple(Attached(file.name, file.id) for file in files_of_letter(session, case))
    values = {"letter": letter, "mark": _mark(case.language), "language": case.language}
    environment = current_app.jinja_env
    mail = Outgoing(
        kind=LETTER,
        to=to_address,
        language=case.language,
        subject=f"[{case.number}] {letter.title}",
        text=environment.get_template("mail/letter.txt").render(values),
        html=environment.get_template("mail/letter.html").render(values),
        case_ref=case.id,
        leg_ref=leg.id,
        event_ref=event_id,
        reply_to=written(reply),
        in_reply_to=answers,
        references=references,
        files=(Attached(f"{case.number}.pdf", make=LETTER), *files),
    )
    return outbox.queue(session, mail, now)


def _mark(language: str) -> str:
    with in_language(language):
        return t("Demonstration. Nothing here is real.") if current_app.config.get("DEMONSTRATION") else ""
