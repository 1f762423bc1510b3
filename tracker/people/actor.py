"""Who is acting. Decides nothing; permissions read it. Knows no account, no session, no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    PUBLIC = "public"
    SECRET_HOLDER = "secret_holder"  # noqa: S105 - the name of a kind
    CONFIRMED_APPLICANT = "confirmed_applicant"
    CO_SIGNER = "co_signer"
    LETTER_LINK = "letter_link"
    LETTER_CODE = "letter_code"
    OFFICER = "officer"
    HEAD = "head"
    LAWYER = "lawyer"
    STAFF = "staff"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Seat:
    """A dated post as it stands today: which role, and for whom. `unit_id` None means the whole authority."""

    post_id: int
    kind: ActorKind
    authority_id: str | None = None
    unit_id: int | None = None
    centre_id: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts now. `case_id` is set for those who hold the key of one case only, `leg_id` for the key of one duty in it."""

    kind: ActorKind
    account_id: int | None = None
    post_id: int | None = None
    authority_id: str | None = None
    unit_id: int | None = None
    centre_id: str | None = None
    case_id: int | None = None
    leg_id: int | None = None
    mail_leg_id: int | None = None  # acts from a stored mail of this leg, which is the evidence

    @classmethod
    def in_seat(cls, account_id: int, seat: Seat) -> Actor:
        return cls(seat.kind, account_id, seat.post_id, seat.authority_id, seat.unit_id, seat.centre_id)

    @property
    def is_of_body(self) -> bool:
        return self.kind in {ActorKind.OFFICER, ActorKind.HEAD}

    @property
    def is_applicant(self) -> bool:
        return self.kind in {ActorKind.SECRET_HOLDER, ActorKind.CONFIRMED_APPLICANT}


PUBLIC = Actor(ActorKind.PUBLIC)
DUTY = Actor(ActorKind.DUTY)
