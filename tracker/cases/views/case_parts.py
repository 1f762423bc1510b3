"""What a page about one case is made of. Plain values, already cut for their reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tracker.cases.disclosure import Audience, MessageKind, PublicLevel
from tracker.cases.duties_of import Duty
from tracker.cases.events import EventType
from tracker.cases.kinds import (
    CaseState,
    Channel,
    Kind,
    LegState,
    Outcome,
    Proof,
    Rating,
    Release,
    Review,
    Sender,
)
from tracker.cases.lateness import Lateness
from tracker.cases.timeline import TimelineRow
from tracker.cases.timeline_words import NamesById
from tracker.law.deadlines import Due, Outer


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The case itself. `territory` is the exact place where the reader may know it, else empty; `place` the raion."""

    id: int
    number: str
    kind: Kind
    filed_kind: Kind | None
    kind_standing: str | None
    channel: Channel
    sender: Sender
    language: str
    topic: str
    topic_code: str | None
    place: str
    territory: str
    centre: str
    centre_id: str
    filed_on: date
    review: Review
    restricted: bool
    released: bool
    urgent: bool
    state: CaseState
    outcome: Outcome | None
    contact_confirmed: bool
    closed_on: date | None
    rating: Rating | None
    linked_number: str | None
    current_leg_id: int | None
    version: int

    @property
    def where(self) -> str:
        """The place as this reader may know it, with the raion that tells it from others of its name."""
        return ", ".join(dict.fromkeys(filter(None, (self.territory, self.place))))


@dataclass(frozen=True, slots=True)
class Letter:
    """What was written: the original, or for the public its released copy."""

    subject: str
    body: str
    place: str
    form_wanted: str
    release: Release
    kept_reason: str | None
    is_public_copy: bool
    public_subject: str = ""
    public_body: str = ""
    asked: str = ""  # of a complaint about access: the request it is about, in a line


@dataclass(frozen=True, slots=True)
class ClockView:
    """A date with its reasons. `clock`: registration, answer, extended, other_kind, convention, asserted."""

    clock: str
    due: Due | Outer
    regime_id: str

    @property
    def due_on(self) -> date | None:
        return self.due.strict_on if isinstance(self.due, Outer) else self.due.due_on


@dataclass(frozen=True, slots=True)
class LegView:
    """One body's duty. What the reader may not know is None."""

    id: int
    body: str
    body_id: str
    unit: str
    unit_id: int | None
    post_id: int | None
    state: LegState
    outcome: Outcome | None
    regime_id: str | None
    from_leg_id: int | None
    opened_on: date
    dispatched_on: date | None
    means: str | None
    received_on: date | None
    proof: Proof | None
    registered_on: date | None
    incoming_number: str
    extended_on: date | None
    asked_on: date | None
    clarify_until_on: date | None
    announced_on: date | None
    fee_asked_on: date | None
    corrected_on: date | None
    head_act: str | None
    head_asked_on: date | None
    answered_on: date | None
    outgoing_number: str
    outgoing_on: date | None
    claimed_answer_on: date | None
    ended_on: date | None
    reopened_on: date | None
    registration_due_on: date | None
    first_due_on: date | None
    answer_due_on: date | None
    convention_due_on: date | None
    clocks: tuple[ClockView, ...]
    lateness: Lateness
    working_days_late: int | None
    waiting_days: int
    duty: Duty | None
    version: int
    mail_waits: bool = False  # an e-mail of the body is being read
    is_bound: bool = True  # a law was seen that binds this body: without one no date is counted
    superior: str = ""  # the body that hears complaints, where it is known with its source


@dataclass(frozen=True, slots=True)
class MessageView:
    """A text that travelled with an event; for the public its released copy, without the names of officials."""

    id: int
    leg_id: int | None
    event_id: int | None
    kind: MessageKind
    body: str
    signatory: str
    executor: str
    release: Release
    kept_reason: str | None
    created_at: datetime
    is_public_copy: bool
    public_body: str = ""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file: which copy is decided once more when it is fetched."""

    id: int
    message_id: int | None
    kind: MessageKind
    name: str
    content_type: str
    size: int
    release: Release
    kept_reason: str | None
    has_public_copy: bool


@dataclass(frozen=True, slots=True)
class PartyView:
    """Who is behind the case, as far as this reader may know. `behind` a centre is never told to a body."""

    id: int
    role: str
    name: str
    organisation: str
    address: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class ConcernView:
    kind: str
    name: str
    body_id: str | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything one reader may see of one case."""

    audience: Audience
    level: PublicLevel
    case: CaseHead
    letter: Letter | None
    legs: tuple[LegView, ...]
    timeline: tuple[TimelineRow, ...]
    messages: tuple[MessageView, ...]
    files: tuple[FileView, ...]
    parties: tuple[PartyView, ...]
    concerns: tuple[ConcernView, ...]
    names: NamesById

    @property
    def current_leg(self) -> LegView | None:
        """The leg that was opened last, of those the reader sees."""
        return self.legs[-1] if self.legs else None

    def texts_of(self, row: TimelineRow) -> tuple[MessageView, ...]:
        """The texts that belong to a row of the timeline.

        An answer that came another way was written when it was claimed, which the public does not see: there it stands
        where it was agreed to.
        """
        own = tuple(message for message in self.messages if message.event_id in row.event_ids)
        if own or self.audience is not Audience.PUBLIC or row.code is not EventType.OUTSIDE_ANSWER_AGREED:
            return own
        outside = (one for one in self.messages if one.kind is MessageKind.OUTSIDE_ANSWER)
        return tuple(one for one in outside if one.leg_id == row.leg_id)

    def files_of(self, message: MessageView | None) -> tuple[FileView, ...]:
        """The files of a text; None: those of the letter itself."""
        wanted = message.id if message else None
        return tuple(file for file in self.files if file.message_id == wanted)
