"""What a person takes home, and the whole case as one document for a body's own document system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases import labels
from tracker.cases.disclosure import Audience, Copy, MessageKind, PublicLevel, message_copy
from tracker.cases.events import EventType
from tracker.cases.kinds import CaseState, Kind, LegState, Outcome, Release
from tracker.cases.letters import demonstration_mark, letter_of
from tracker.cases.links import current
from tracker.cases.models import Case, CaseEvent, CaseFile, Leg, Message
from tracker.cases.notice_about import About
from tracker.cases.notice_law import answer_term
from tracker.cases.reason_words import grounds_named
from tracker.cases.reference import spell_secret
from tracker.cases.said_words import text_words
from tracker.cases.timeline import EventFacts, timeline
from tracker.cases.timeline_words import NamesById, sentence, who_words
from tracker.clock import day_of
from tracker.directory.models import Authority, Centre, Unit
from tracker.directory.names import name_parts, plain_name
from tracker.files.models import StoredFile
from tracker.i18n import in_language, long_date, short_date, short_instant, t
from tracker.paper import values as paper
from tracker.people.actor import ActorKind

NOTES = frozenset({MessageKind.BODY_NOTE, MessageKind.HEAD_NOTE, MessageKind.CENTRE_NOTE})
"""Notes stay where they were written: the document may travel on to another body."""


def slip_of(session: Session, case: Case, secret: str, now: datetime) -> paper.Slip:
    """Number, secret and code. The secret is in the clear only here and on the receipt page."""
    with in_language(case.language):
        centre = session.get_one(Centre, case.centre_id)
        link = current().follow(case, case.language)
        return paper.Slip(
            language=case.language,
            made_on=day_of(now),
            title=t("Your appeal"),
            facts=((t("Number"), case.number), (t("Day of filing"), long_date(case.filed_on))),
            secret_label=t("Secret"),
            secret=spell_secret(secret),
            warning=t("Keep this slip. Whoever has it can read your appeal and answer in your name. Show only the number."),
            link=current().follow_by_number(case.language),
            qr=link,
            next_title=t("What happens next"),
            next=_next(session, case, now),
            contact=tuple(line for line in (plain_name(centre), centre.phone, centre.address) if line),
            mark=demonstration_mark(),
        )


def _next(session: Session, case: Case, now: datetime) -> paper.Rows:
    leg = session.get(Leg, case.current_leg_id) if case.current_leg_id else None
    about = About(session, case, leg, None, now)
    look, send = about.working_day(0), about.working_day(1)
    return (
        (t("First look of the centre"), _by(look)),
        (t("On its way to the body"), _by(send)),
        (t("Answer"), answer_term(about)),
    )


def _by(day: date | None) -> str:
    return t("usually by %(day)s", day=long_date(day)) if day else t("as soon as possible")


def case_file_of(
    session: Session, case: Case, leg: Leg | None, audience: Audience, now: datetime, language: str | None = None
) -> paper.CaseFile:
    """All that this audience may read of the case. `leg`: the duty of the body that asks; None for the whole case."""
    with in_language(language or case.language):
        messages = _messages(session, case, audience)
        return paper.CaseFile(
            language=language or case.language,
            made_on=day_of(now),
            title=t(labels.KINDS[Kind(case.kind)]),
            number_line=t("No. %(number)s", number=case.number),
            facts=_facts(session, case, leg),
            timeline_title=t("What happened"),
            timeline_head=(t("Day"), t("What happened")),
            timeline=_timeline(session, case, audience, leg.authority_id if leg else None),
            messages_title=t("What was written"),
            messages=(*_letter(session, case, leg, now), *messages),
            files_title=t("Files"),
            files=_files(session, case, audience),
            qr=current().follow_by_number(language or case.language, case.number),
            qr_line=t("Number of the appeal: %(number)s", number=case.number),
            mark=demonstration_mark(),
        )


def _letter(session: Session, case: Case, leg: Leg | None, now: datetime) -> tuple[paper.Said, ...]:
    """The applicant's letter, as the body got it."""
    wanted = leg or (session.get(Leg, case.current_leg_id) if case.current_leg_id else None)
    if wanted is None:
        return ()
    letter = letter_of(session, case, wanted, now)
    lines = (*letter.to, *letter.sender, letter.subject, *letter.paragraphs, *letter.requests)
    return (paper.Said(letter.title, lines),)


def _facts(session: Session, case: Case, leg: Leg | None) -> paper.Rows:
    rows = [(t("Filed on"), long_date(case.filed_on)), (t("State"), _state(case))]
    for duty in (leg,) if leg else case.legs:
        rows.extend(_duty_facts(session, duty))
    return tuple(rows)


def _state(case: Case) -> str:
    """Never more cheerful than the outcome: an answer in part is no answer in full."""
    if case.outcome is None or case.state != CaseState.ANSWERED:
        return t(labels.CASE_STATES[CaseState(case.state)])
    said = t(labels.OUTCOMES[Outcome(case.outcome)])
    return said[:1].upper() + said[1:]


def _duty_facts(session: Session, leg: Leg) -> list[tuple[str, str]]:
    body = name_parts(session.get_one(Authority, leg.authority_id)).text
    dates = (
        (t("Received on"), leg.received_on), (t("Registered on"), leg.registered_on), (t("Answer due by"), leg.answer_due_on),
        (t("Answered on"), leg.answered_on),
    )  # fmt: skip
    return [
        (t("Body"), f"{body} ({t(labels.LEG_STATES[LegState(leg.state)])})"),
        *((name, long_date(day)) for name, day in dates if day),
        *([(t("Result"), t(labels.OUTCOMES[Outcome(leg.outcome)]))] if leg.outcome else []),
        *([(t("Incoming number"), leg.incoming_number)] if leg.incoming_number else []),
        *([(t("Outgoing number"), leg.outgoing_number)] if leg.outgoing_number else []),
    ]


def _timeline(session: Session, case: Case, audience: Audience, authority_id: str | None) -> paper.Rows:
    events = session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)).all()
    names = names_for(session, events)
    return tuple(
        (
            short_instant(row.at) if row.at else short_date(row.on),
            t("%(what)s (%(who)s)", what=sentence(row, names).rstrip("."), who=who_words(row, names)),
        )
        for row in timeline([event_facts(event) for event in events], audience, authority_id=authority_id)
    )


def event_facts(event: CaseEvent) -> EventFacts:
    """A stored event as the pure timeline wants it."""
    return EventFacts(
        event.id, event.seq, EventType(event.type), event.at, ActorKind(event.actor_kind), event.data, event.leg_id,
        event.authority_id, event.centre_id, event.post_id,
    )  # fmt: skip


def names_for(session: Session, events: Iterable[CaseEvent]) -> NamesById:
    """The names that the sentences of these events need, three selects whatever their number."""
    rows = list(events)
    keys = ("authority_id", "from_authority_id", "to_authority_id")
    bodies = {event.data.get(key) for event in rows for key in keys} | {event.authority_id for event in rows}
    units = {event.data.get("unit_id") for event in rows}
    centres = {event.centre_id for event in rows}
    return NamesById(
        {row.id: plain_name(row) for row in session.scalars(select(Authority).where(Authority.id.in_(bodies - {None})))},
        {row.id: plain_name(row) for row in session.scalars(select(Unit).where(Unit.id.in_(units - {None})))},
        {row.id: plain_name(row) for row in session.scalars(select(Centre).where(Centre.id.in_(centres - {None})))},
        grounds=grounds_named((event.data for event in rows), session),
    )


def _messages(session: Session, case: Case, audience: Audience) -> list[paper.Said]:
    wanted = select(Message, CaseEvent.data).outerjoin(CaseEvent, CaseEvent.id == Message.event_id)
    found = session.execute(wanted.where(Message.case_id == case.id).order_by(Message.id))
    return [
        paper.Said(
            t("%(kind)s, %(when)s", kind=t(labels.MESSAGES[MessageKind(row.kind)]), when=short_instant(row.created_at)),
            (
                text_words(row.kind, row.body, data or {}),
                *((t("Signed by: %(name)s", name=row.signatory),) if row.signatory else ()),
            ),
        )
        for row, data in found
        if row.kind not in NOTES and _readable(audience, row.kind, row.release)
    ]


def _readable(audience: Audience, kind: str, release: str) -> bool:
    copy = message_copy(audience, MessageKind(kind), PublicLevel.TEXT, Release(release))
    return copy is Copy.ORIGINAL


def _files(session: Session, case: Case, audience: Audience) -> tuple[str, ...]:
    wanted = select(StoredFile.name, CaseFile.kind, CaseFile.release).join(CaseFile, CaseFile.file_id == StoredFile.id)
    rows = session.execute(wanted.where(CaseFile.case_id == case.id).order_by(CaseFile.id))
    return tuple(row.name for row in rows if row.kind not in NOTES and _readable(audience, row.kind, row.release))
