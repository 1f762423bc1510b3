"""Letters to bodies: gathered from the case, queued as mail, or printed in two copies to be handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.asked_before import Asked, asked_line, asked_of
from tracker.cases.disclosure import MessageKind
from tracker.cases.kinds import Kind, Sender
from tracker.cases.letter_links import link_url, newest_link
from tracker.cases.letter_words import CentreLines, LetterFacts, PartyLike, letter_words
from tracker.cases.links import current
from tracker.cases.models import Case, CaseContent, CaseFile, Concern, Leg, Party
from tracker.cases.notice_mail import earlier_letters
from tracker.clock import day_of
from tracker.directory.models import Authority, Centre
from tracker.directory.names import name_parts
from tracker.directory.places import place_line
from tracker.files.models import StoredFile
from tracker.i18n import in_language, t
from tracker.law.errors import LawError
from tracker.law.regimes import Regime, regime_for
from tracker.mail import outbox
from tracker.mail.addresses import open_address, written
from tracker.mail.message import Attached, Outgoing, thread
from tracker.mail.models import OutboxMail, ReplyAddress
from tracker.mail.models import Party as MailParty
from tracker.paper.documents import letter_pdf
from tracker.paper.values import Copies, Letter

LETTER = "letter"
"""The kind of mail whose delivery starts a body's clock, and the name of the maker of its PDF."""


def letter_of(session: Session, case: Case, leg: Leg, now: datetime, language: str | None = None) -> Letter:
    """The letter of this case to this body, in the language of the case. Only reads."""
    with in_language(language or case.language):
        return letter_words(facts_of_letter(session, case, leg, now))


def letter_preview(session: Session, draft: DraftLetter, today: date) -> Letter:
    """The same letter before there is a case: what the applicant sees before he sends it. Only reads."""
    with in_language(draft.language):
        return letter_words(facts_of_draft(session, draft, today))


def make_letter(session: Session, mail: OutboxMail) -> bytes:
    """The PDF that goes with the mail, as the letter stood when it was queued. Its code on paper is the link of the mail."""
    assert mail.case_ref is not None
    case, leg = session.get_one(Case, mail.case_ref), session.get_one(Leg, mail.leg_ref)
    letter = letter_of(session, case, leg, mail.created_at, mail.language)
    link = newest_link(session, leg.id, mail.to_address)
    if link is not None:
        with in_language(mail.language):
            line = t("Number of the appeal: %(number)s. The code opens it without an account.", number=case.number)
        letter = replace(letter, qr=current().letter(case, link, mail.language), qr_line=line)
    return letter_pdf(letter)


def two_copies(session: Session, case: Case, leg: Leg, now: datetime) -> tuple[Letter, Copies]:
    """For handing in: one copy for the body, one to be stamped and kept."""
    with in_language(case.language):
        copies = Copies(
            for_body=t("Copy for the body"),
            for_sender=t("Copy for the sender"),
            stamp_title=t("Received"),
            stamp_lines=(t("Date"), t("Incoming number"), t("Name and signature"), t("Stamp")),
        )
    return letter_of(session, case, leg, now), copies


def kind_as_filed(case: Case) -> Kind:
    """A letter stays what its writer wrote, whatever it was called since: the body learns no more of him by that."""
    return Kind(case.filed_kind or case.kind)


def facts_of_letter(session: Session, case: Case, leg: Leg, now: datetime) -> LetterFacts:
    """Everything that stands in the letter. To be called in the language of the letter."""
    authority = session.get_one(Authority, leg.authority_id)
    content = session.get(CaseContent, case.id)
    return LetterFacts(
        kind=kind_as_filed(case),
        sender=Sender(case.sender),
        parties=list(session.scalars(select(Party).where(Party.case_id == case.id).order_by(Party.id))),
        body_name=name_parts(authority).text,
        body_address=authority.postal_address,
        subject=content.subject if content else "",
        text=content.body if content else t("The text was erased when its time of keeping ended."),
        filed_on=case.filed_on,
        made_on=day_of(now),
        number=case.number,
        contact=contact_of(session, case, leg),
        place=_place(session, case.territory_code, content.place if content else ""),
        form_wanted=content.form_wanted if content else "",
        asked=asked_line(asked_of(session, case.id)),
        attachments=tuple(file.name for file in files_of_letter(session, case)),
        names_somebody=session.scalar(select(Concern.id).where(Concern.case_id == case.id).limit(1)) is not None,
        centre=centre_lines(session, case.centre_id),
        regime=regime_for_letter(session, authority, kind_as_filed(case), leg.received_on or day_of(now)),
        runs_until=leg.answer_due_on if leg.clock_from_leg_id is not None else None,
        qr=current().follow_by_number(case.language, case.number),
        mark=demonstration_mark(),
    )


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """What the form says so far. `authority_id` None: the centre will choose the body."""

    kind: Kind
    sender: Sender
    language: str
    parties: Sequence[PartyLike]
    subject: str
    text: str
    authority_id: str | None = None
    centre_id: str | None = None
    territory_code: str | None = None
    place: str = ""
    form_wanted: str = ""
    attachments: tuple[str, ...] = ()
    names_somebody: bool = False
    asked: Asked = field(default=Asked())


def facts_of_draft(session: Session, draft: DraftLetter, today: date) -> LetterFacts:
    """To be called in the language of the letter."""
    authority = session.get(Authority, draft.authority_id) if draft.authority_id else None
    return LetterFacts(
        kind=draft.kind,
        sender=draft.sender,
        parties=draft.parties,
        body_name=name_parts(authority).text if authority else t("The body that the Aarhus Centre chooses"),
        body_address=authority.postal_address if authority else "",
        subject=draft.subject,
        text=draft.text,
        filed_on=today,
        made_on=today,
        contact=t("the address for answers in this service"),
        place=_place(session, draft.territory_code, draft.place),
        form_wanted=draft.form_wanted,
        asked=asked_line(draft.asked),
        attachments=draft.attachments,
        names_somebody=draft.names_somebody,
        centre=centre_lines(session, draft.centre_id) if draft.centre_id else None,
        regime=regime_for_letter(session, authority, draft.kind, today) if authority else None,
        mark=demonstration_mark(),
    )


def _place(session: Session, territory_code: str | None, typed: str) -> str:
    """The chosen place, and what was typed beside it where that says more."""
    chosen = place_line(session, territory_code)
    said_already = typed.strip().casefold() in chosen.casefold()
    return chosen if said_already else ". ".join(filter(None, (chosen, typed.strip())))


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
    letter = letter_of(session, case, leg, now)
    answers, references = thread(earlier_letters(session, leg.id, to_address))
    files = tuple(Attached(file.name, file.id) for file in files_of_letter(session, case))
    values = {"letter": letter, "without_account": _without_account(session, case, leg, to_address, now)}
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


def _without_account(session: Session, case: Case, leg: Leg, to_address: str, now: datetime) -> dict[str, str]:
    """How the body acts on the letter: by the link, or by simply replying."""
    link = link_url(session, case, leg, to_address, case.language, now)
    with in_language(case.language):
        return {
            "lead": t("To confirm the receipt, to register the letter or to answer it without an account, open this page:"),
            "button": t("Open the letter without an account"),
            "link": link,
            "or": t("Or simply reply to this e-mail. The link is for your body alone; please do not pass it on to others."),
        }


def demonstration_mark() -> str:
    """Stands on every paper and letter of the demonstration."""
    return t("Demonstration. Nothing here is real.") if current_app.config["DEMONSTRATION"] else ""
