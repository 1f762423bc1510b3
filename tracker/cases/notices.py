"""Which event makes which letter, to whom, with which words. One table; the words are in `notice_texts*.py`.

Called by the recorder after each event, in the same transaction. Nobody is written to about what he did himself, except
where he needs it on paper (a receipt, a withdrawal). Who has no e-mail is told by telephone: that is a task with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from tracker.cases import notice_texts as told
from tracker.cases import notice_texts_acts as acts
from tracker.cases import notice_texts_body as body
from tracker.cases import notice_texts_start as start
from tracker.cases.events import EventType as E
from tracker.cases.kinds import Proof, TaskKind
from tracker.cases.models import Case, CaseEvent, Leg, Party, Task
from tracker.cases.notice_about import About, Words
from tracker.cases.notice_mail import mail_applicant, mail_mailbox, mail_officer, spoken
from tracker.cases.notice_recipients import Person, addressee, heads_of, mailbox_of, officers_of, party_told
from tracker.i18n import in_language
from tracker.mail.addresses import open_address
from tracker.mail.models import Party as ReplyParty
from tracker.people.actor import ActorKind


class To(StrEnum):
    """Who is told."""

    APPLICANT = "applicant"
    BODY = "body"  # the official mailbox, and those who sign in
    OFFICERS = "officers"  # only those who sign in
    HEADS = "heads"  # only those who sign for the body


@dataclass(frozen=True, slots=True)
class Row:
    """`own`: also if he did it himself. `by_phone`: without an e-mail it becomes a task to tell it. `heads`: the head too."""

    to: To
    words: Words
    by_phone: bool = True
    own: bool = False
    heads: bool = False
    when: Callable[[About], bool] = lambda about: True


def first_news_of_receipt(a: About) -> bool:
    """A receipt that is proven by the next act needs no letter of its own: that act writes one."""
    return a.data.get("proof") not in {Proof.REGISTERED_BY_BODY, Proof.ANSWERED}


def cannot_be_mailed(a: About) -> bool:
    """Otherwise the letter leaves at once, and the notice about that says more."""
    return a.leg is not None and mailbox_of(a.session, a.leg.authority_id) is None


def is_pending(a: About) -> bool:
    """A claim that nobody has agreed to yet: evidence given with it settles it without a question."""
    return not a.data.get("evidence") and a.event is not None and not _by_applicant(a.event)


def is_by_rule(a: About) -> bool:
    """Ordered by the calendar: nobody is called for it, and the applicant has a letter of his own about the date."""
    return a.data.get("reason") == "by_rule"


def by_staff(a: About) -> bool:
    return not is_by_rule(a)


def is_alone(a: About) -> bool:
    """A reminder of this one letter by staff; several at once go in a letter of their own."""
    return a.data.get("reason") == "by_staff"


def by_head(a: About) -> bool:
    """Sent back by him; an officer who takes his own draft back needs no letter about it."""
    return not a.data.get("taken_back")


def has_mail(a: About) -> bool:
    return bool(a.data.get("by_mail", True))


NOTICES: Mapping[E, tuple[Row, ...]] = {
    E.FILED: (Row(To.APPLICANT, start.filed, by_phone=False, own=True),),
    E.FILED_ON_BEHALF: (Row(To.APPLICANT, start.filed_on_behalf, by_phone=False),),
    E.NOT_ACCEPTED: (Row(To.APPLICANT, start.not_accepted),),
    E.DECLINED_AS_SENDER: (Row(To.APPLICANT, start.declined_as_sender),),
    E.ACCEPTED_AGAIN: (Row(To.APPLICANT, start.accepted_again),),
    E.ROUTED: (Row(To.APPLICANT, start.routed, when=cannot_be_mailed),),
    E.DISPATCHED: (Row(To.APPLICANT, start.dispatched), Row(To.OFFICERS, body.letter_waits)),
    E.DISPATCH_FAILED: (Row(To.APPLICANT, start.dispatch_failed),),
    E.RECEIVED: (Row(To.APPLICANT, start.received, own=True, when=first_news_of_receipt),),
    E.RECEIPT_WITHDRAWN: (Row(To.APPLICANT, start.receipt_withdrawn),),
    E.REGISTERED: (Row(To.APPLICANT, told.registered),),
    E.ASSIGNED: (Row(To.OFFICERS, body.handed_to_unit, own=True),),
    E.ASKED: (Row(To.APPLICANT, told.asked),),
    E.CLARIFIED: (Row(To.BODY, body.clarified),),
    E.APPLICANT_WROTE: (Row(To.BODY, body.applicant_wrote),),
    E.WORDS_RETURNED: (Row(To.APPLICANT, told.words_returned),),
    E.EXTENDED: (Row(To.APPLICANT, told.extended),),
    E.DATE_ANNOUNCED: (Row(To.APPLICANT, acts.date_announced),),
    E.FEE_ANNOUNCED: (Row(To.APPLICANT, acts.fee_announced),),
    E.FEE_REPLIED: (Row(To.BODY, acts.fee_replied),),
    E.REQUALIFIED: (Row(To.APPLICANT, acts.requalified), Row(To.BODY, acts.requalified_for_body)),
    E.KIND_OBJECTED: (Row(To.BODY, acts.kind_objected),),
    E.KIND_SETTLED: (Row(To.APPLICANT, acts.kind_settled), Row(To.BODY, acts.kind_settled_for_body)),
    E.RECOMPUTED: (Row(To.APPLICANT, acts.recomputed), Row(To.BODY, acts.recomputed_for_body)),
    E.TRANSFERRED: (Row(To.APPLICANT, told.transferred),),
    E.ANSWERED: (Row(To.APPLICANT, told.answered),),
    E.REFUSED: (Row(To.APPLICANT, told.refused),),
    E.ANSWER_CORRECTED: (Row(To.APPLICANT, acts.answer_corrected),),
    E.APPROVAL_ASKED: (Row(To.HEADS, acts.waits_for_head, own=True),),
    E.APPROVAL_RETURNED: (Row(To.OFFICERS, acts.sent_back_by_head, own=True, when=by_head),),
    E.OUTSIDE_ANSWER_CLAIMED: (
        Row(To.APPLICANT, told.outside_answer_claimed, when=is_pending),
        Row(To.BODY, body.outside_answer_claimed, when=is_pending),
    ),
    E.OUTSIDE_ANSWER_AGREED: (
        Row(To.APPLICANT, told.outside_answer_agreed), Row(To.BODY, body.outside_answer_agreed),
    ),
    E.OUTSIDE_ANSWER_DISPUTED: (
        Row(To.APPLICANT, told.outside_answer_disputed), Row(To.BODY, body.outside_answer_disputed),
    ),
    E.REMINDED: (
        Row(To.BODY, body.reminded, heads=True, when=is_alone),
        Row(To.BODY, body.reminded, heads=True, by_phone=False, when=is_by_rule),
        Row(To.APPLICANT, told.reminded, by_phone=False, when=by_staff),
    ),
    E.WITHDRAWAL_ASKED: (Row(To.APPLICANT, told.withdrawal_asked, by_phone=False, own=True, when=has_mail),),
    E.WITHDRAWN: (Row(To.APPLICANT, told.withdrawn, own=True), Row(To.BODY, body.withdrawn)),
    E.REOPENED: (Row(To.BODY, body.reopened), Row(To.APPLICANT, told.reopened)),
    E.PUBLISHED: (Row(To.APPLICANT, told.published, by_phone=False),),
    E.KEPT_BACK: (Row(To.APPLICANT, told.kept_back, by_phone=False),),
    E.UNPUBLISHED: (Row(To.APPLICANT, told.unpublished, by_phone=False),),
    E.SECRET_RENEWED: (Row(To.APPLICANT, told.secret_renewed, by_phone=False),),
    E.CLOSED: (Row(To.APPLICANT, told.closed),),
    E.BODY_SUCCEEDED: (Row(To.APPLICANT, told.body_succeeded),),
}  # fmt: skip
"""The table. Events that are not in it inform nobody by letter: they stand on the pages of those who may see them."""


def announce(session: Session, case: Case, leg: Leg | None, event: CaseEvent, now: datetime) -> None:
    """Queue what this event makes. In the caller's transaction; never commits.

    The duty that is current now has its reply address from here on, so that a page that shows the letter writes nothing.
    """
    if case.current_leg_id is not None:
        open_address(session, case.id, case.current_leg_id, ReplyParty.BODY, now)
    about = About(session, case, leg, event, now)
    for row in NOTICES.get(E(event.type), ()):
        if (row.own or not _did_it(row.to, event)) and row.when(about):
            _tell(about, row)


def tell_applicant(about: About, words: Words, by_phone: bool = True) -> None:
    """In his language: by mail where he has an address, else by a task to tell him."""
    party = party_told(about.session, about.case)
    if party is None:
        return
    with in_language(party.language):
        if party.email:
            trusted = replace(about, quoting=about.case.contact_confirmed_at is not None)
            if notice := words(trusted):
                mail_applicant(trusted, notice, party.email, party.language)
        elif by_phone and addressee(party):
            _task_to_tell(replace(about, quoting=True), words, party)


def tell_officers(about: About, words: Words, heads: bool = False, list_name: str = "") -> int:
    """Each in his language, with the link for those who sign in. Returns how many there are."""
    people = officers_of(about.session, about.leg, about.today, heads=heads) if about.leg else []
    return _tell_people(about, words, people, list_name)


def tell_heads(about: About, words: Words) -> int:
    """Those who sign for the body, and nobody else of it."""
    return _tell_people(about, words, heads_of(about.session, about.leg, about.today) if about.leg else [])


def _tell_people(about: About, words: Words, people: list[Person], list_name: str = "") -> int:
    for person in people:
        with in_language(person.language):
            if notice := words(about):
                mail_officer(about, notice, person.email, person.language, list_name)
    return len(people)


def tell_body(about: About, words: Words, heads: bool = False, by_phone: bool = True, list_name: str = "") -> None:
    """The official mailbox in Kyrgyz and Russian, and those who sign in. Who cannot be written to is called.

    `list_name`: it is no legal notice, and may be unwanted."""
    if about.leg is None or (about.leg.dispatched_at is None and about.leg.received_on is None):
        return
    reached = tell_officers(about, words, heads, list_name)
    mailbox = mailbox_of(about.session, about.leg.authority_id)
    if mailbox is not None:
        notices = {}
        for language in ("ky", "ru"):
            with in_language(language):
                if notice := words(about):
                    notices[language] = notice
        if notices:
            mail_mailbox(about, notices, mailbox, list_name)
    elif by_phone and not reached:
        _task_to_call_body(about, words)


def _tell(about: About, row: Row) -> None:
    if row.to is To.APPLICANT:
        tell_applicant(about, row.words, row.by_phone)
    elif row.to is To.BODY:
        tell_body(about, row.words, row.heads, row.by_phone)
    elif row.to is To.HEADS:
        tell_heads(about, row.words)
    else:
        tell_officers(about, row.words)


def _task_to_tell(about: About, words: Words, party: Party) -> None:
    notice = words(about)
    if notice is None:
        return
    about.session.add(_task(about, spoken(notice), {"to": "applicant", "party_id": party.id}))


def _task_to_call_body(about: About, words: Words) -> None:
    with in_language("ky"):
        notice = words(about)
        text = spoken(notice) if notice else ""
    assert about.leg is not None
    task = _task(about, text, {"to": "body"})
    task.authority_id = about.leg.authority_id
    about.session.add(task)


def _task(about: About, text: str, data: dict[str, object]) -> Task:
    event = {"event": about.event.type, "event_id": about.event.id} if about.event else {}
    return Task(
        kind=TaskKind.TELL_BY_PHONE, centre_id=about.case.centre_id, case_id=about.case.id,
        leg_id=about.leg.id if about.leg else None, text=text, data={**event, **data}, urgent=about.case.urgent,
        created_at=about.now, due_on=about.today,
    )  # fmt: skip


def _by_applicant(event: CaseEvent) -> bool:
    applicants = {ActorKind.PUBLIC, ActorKind.SECRET_HOLDER, ActorKind.CONFIRMED_APPLICANT, ActorKind.CO_SIGNER}
    return event.actor_kind in applicants


def _did_it(to: To, event: CaseEvent) -> bool:
    if to is To.APPLICANT:
        return _by_applicant(event)
    return event.actor_kind in {ActorKind.OFFICER, ActorKind.HEAD, ActorKind.LETTER_LINK, ActorKind.LETTER_CODE}
