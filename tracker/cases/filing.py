"""Filing: from a finished letter to a case. By the citizen, or by a centre for somebody who came with paper or called."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases import delivery
from tracker.cases.acts import Act
from tracker.cases.asked_before import Asked, keep_asked
from tracker.cases.disclosure import MessageKind, restricted_by_default
from tracker.cases.errors import CaseError, Problem, check_day
from tracker.cases.events import EventType
from tracker.cases.kinds import Channel, Kind, LegState, Review, Sender, TaskKind
from tracker.cases.models import Case, CaseContent, CaseFile, Concern, Leg, Party
from tracker.cases.permissions import Facts, require
from tracker.cases.recording import add_task, record
from tracker.cases.reference import digest, new_number, new_secret
from tracker.clock import day_of
from tracker.directory.centres import centre_for
from tracker.directory.codes import Level
from tracker.directory.models import Authority, Territory, Topic
from tracker.people.actor import Actor

OF_OBLAST = frozenset({Level.RAION, Level.OBLAST_CITY})
MAX_SUBJECT, MAX_BODY = 200, 20_000


@dataclass(frozen=True, slots=True)
class PartyGiven:
    role: str
    name: str = ""
    organisation: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ConcernGiven:
    kind: str
    name: str = ""
    authority_id: str | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """All that a finished form says. `authority_ids` empty: "I do not know", the centre routes."""

    kind: Kind
    language: str
    subject: str
    body: str
    parties: tuple[PartyGiven, ...]
    sender: Sender = Sender.PERSON
    channel: Channel = Channel.WEB
    topic_code: str | None = None
    territory_code: str | None = None
    place: str = ""
    form_wanted: str = ""
    authority_id: str | None = None
    concerns: tuple[ConcernGiven, ...] = field(default=())
    file_ids: tuple[int, ...] = field(default=())
    linked_case_id: int | None = None
    asked: Asked = field(default=Asked())  # of a complaint about access: the request it is about
    centre_id: str | None = None  # named by staff; else the centre of the place
    received_on: date | None = None  # paper and oral: the true day, never in the future
    urgent: bool = False
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """The secret is in the clear here only once; the case keeps its digest."""

    case: Case
    secret: str


def file(session: Session, filing: Filing, *, by: Actor, now: datetime, key: str) -> Filed:
    """File a case. The caller has checked by `draft_id` that this form did not file one before."""
    on_behalf = filing.channel is not Channel.WEB
    centre_id = filing.centre_id or _centre_of(session, filing, day_of(now))
    require(by, Act.FILE_ON_BEHALF if on_behalf else Act.FILE, Facts(centre_id=centre_id))
    _check(filing, day_of(now))
    secret = new_secret()
    case = _make_case(session, filing, centre_id, now, digest(secret, key))
    _add_rows(session, case, filing)
    event_type = EventType.FILED_ON_BEHALF if on_behalf else EventType.FILED
    leg = open_leg(session, case, filing.authority_id, now) if filing.authority_id else None
    data = {
        "kind": filing.kind,
        "channel": filing.channel,
        "authority_id": filing.authority_id,
        "filed_on": case.filed_on,
    }
    record(session, case, event_type, by, now, leg=leg, data=data)
    if on_behalf:
        pass_first_look(session, case, by, now)
    else:
        add_task(session, case, TaskKind.FIRST_LOOK, now, due_on=day_of(now))
    if filing.sender is Sender.CENTRE:
        add_task(session, case, TaskKind.CENTRE_AS_SENDER, now, due_on=day_of(now))
    return Filed(case, secret)


def _centre_of(session: Session, filing: Filing, today: date) -> str:
    centre = centre_for(session, filing.territory_code, today)
    if centre is None:
        raise CaseError(Problem.CENTRE_NEEDED, "territory_code")
    return centre.id


def _check(filing: Filing, today: date) -> None:
    if not filing.subject.strip():
        raise CaseError(Problem.EMPTY, "subject")
    if not filing.body.strip():
        raise CaseError(Problem.EMPTY, "body")
    if len(filing.subject) > MAX_SUBJECT:
        raise CaseError(Problem.TOO_LONG, "subject", limit=MAX_SUBJECT)
    if len(filing.body) > MAX_BODY:
        raise CaseError(Problem.TOO_LONG, "body", limit=MAX_BODY)
    if filing.received_on is not None:
        check_day(filing.received_on, today, field="received_on", early=Problem.BEFORE_FILING)


def _make_case(session: Session, filing: Filing, centre_id: str, now: datetime, secret_digest: str) -> Case:
    territory = session.get(Territory, filing.territory_code) if filing.territory_code else None
    topic = session.get(Topic, filing.topic_code) if filing.topic_code else None
    case = Case(
        number=_free_number(session, day_of(now)),
        draft_id=filing.draft_id,
        secret_digest=secret_digest,
        kind=filing.kind,
        channel=filing.channel,
        sender=filing.sender,
        language=filing.language,
        topic_code=filing.topic_code,
        territory_code=filing.territory_code,
        oblast_code=territory.oblast_code or territory.code if territory else None,
        raion_code=_raion_of(session, territory) if territory else None,
        centre_id=centre_id,
        filed_at=now,
        filed_on=filing.received_on or day_of(now),
        review=Review.WAITING,
        restricted=restricted_by_default(filing.kind, bool(topic and topic.restricted_by_default)),
        urgent=filing.urgent,
        state="",
        linked_case_id=filing.linked_case_id,
    )
    session.add(case)
    session.flush()
    return case


def _raion_of(session: Session, place: Territory) -> str | None:
    """The raion of a place, or the city that stands beside the raions of its oblast."""
    if place.level in OF_OBLAST:
        return place.code
    above = session.get(Territory, place.parent_code) if place.raion_code is None and place.parent_code else None
    return above.code if above and above.level in OF_OBLAST else place.raion_code


def _free_number(session: Session, today: date) -> str:
    while True:
        number = new_number(today)
        if session.scalar(select(Case.id).where(Case.number == number)) is None:
            return number


def _add_rows(session: Session, case: Case, filing: Filing) -> None:
    session.add(
        CaseContent(
            case_id=case.id,
            subject=filing.subject.strip(),
            body=filing.body.strip(),
            place=filing.place.strip(),
            form_wanted=filing.form_wanted.strip(),
        )
    )
    session.add_all(
        Party(
            case_id=case.id,
            role=given.role,
            name=given.name,
            organisation=given.organisation,
            address=given.address,
            email=given.email,
            phone=given.phone,
            language=filing.language,
        )
        for given in filing.parties
    )
    session.add_all(
        Concern(case_id=case.id, kind=given.kind, name=given.name, authority_id=given.authority_id)
        for given in filing.concerns
    )
    if filing.asked:
        keep_asked(session, case, filing.asked)
    session.add_all(CaseFile(case_id=case.id, kind=MessageKind.LETTER, file_id=file_id) for file_id in filing.file_ids)


def open_leg(session: Session, case: Case, authority_id: str, now: datetime, *, from_leg: Leg | None = None) -> Leg:
    """A new duty of one authority in this case. Raises `CaseError` for a body that cannot be asked."""
    check_addressee(session, case, authority_id, day_of(now))
    leg = Leg(
        case_id=case.id,
        centre_id=case.centre_id,
        authority_id=authority_id,
        state=LegState.TO_SEND,
        opened_at=now,
        from_leg_id=from_leg.id if from_leg else None,
    )
    session.add(leg)
    session.flush()
    return leg


def check_addressee(session: Session, case: Case, authority_id: str, today: date) -> Authority:
    """In force, an addressee, and neither the body complained of nor one below it. Raises `CaseError`."""
    authority = session.get(Authority, authority_id)
    if authority is None or not authority.addressee:
        raise CaseError(Problem.NOT_AN_ADDRESSEE, "authority_id")
    if not authority.in_force(today):
        raise CaseError(Problem.NOT_IN_FORCE, "authority_id")
    session.flush()
    concerned = set(
        session.scalars(
            select(Concern.authority_id).where(Concern.case_id == case.id, Concern.authority_id.is_not(None))
        )
    )
    if concerned & chain_of(session, authority):
        raise CaseError(Problem.COMPLAINED_OF, "authority_id")
    return authority


def chain_of(session: Session, authority: Authority) -> set[str | None]:
    """The body and those above it (five steps at most)."""
    chain: set[str | None] = {authority.id}
    parent = authority.parent_id
    for _ in range(5):
        if parent is None or parent in chain:
            break
        chain.add(parent)
        parent = session.scalar(select(Authority.parent_id).where(Authority.id == parent))
    return chain


def pass_first_look(session: Session, case: Case, by: Actor, now: datetime) -> None:
    """The first look is done: what can go out goes out, what cannot makes its task."""
    case.review, case.reviewed_at = Review.PASSED, now
    record(session, case, EventType.REVIEWED, by, now)
    delivery.send_what_waits(session, case, now)
