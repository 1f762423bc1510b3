"""Actor x act x facts -> yes or no. One table that can be read aloud.

Officers: the unit that holds the leg, the whole-body seat (a small body has no units) and the head. Staff: the responsible
centre. Nobody decides in a body's name but the body; staff may write down what its own stored mail says (`staff_from_mail`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.cases.acts import Act
from tracker.people.actor import Actor, ActorKind


class NotAllowed(Exception):
    """This actor may not do this here."""

    def __init__(self, act: Act, actor: Actor) -> None:
        super().__init__(f"{actor.kind} may not {act}")
        self.act, self.actor = act, actor


@dataclass(frozen=True, slots=True)
class Facts:
    """What permission needs to know of a case and, where the act is about one, of a leg."""

    case_id: int | None = None
    centre_id: str | None = None
    authority_id: str | None = None
    unit_id: int | None = None
    restricted: bool = False
    leg_id: int | None = None


Rule = Callable[[Actor, Facts], bool]


def anyone(actor: Actor, facts: Facts) -> bool:
    return True


def holder(actor: Actor, facts: Facts) -> bool:
    """Holds the secret of this case, or confirmed through the contact."""
    return actor.is_applicant and actor.case_id is not None and actor.case_id == facts.case_id


def confirmed(actor: Actor, facts: Facts) -> bool:
    """Confirmed through the contact given at filing."""
    return holder(actor, facts) and actor.kind is ActorKind.CONFIRMED_APPLICANT


def officer(actor: Actor, facts: Facts) -> bool:
    """Sits in the body that owes, in the unit that holds the leg, or in a seat of the whole body."""
    if not actor.is_of_body or actor.authority_id is None or actor.authority_id != facts.authority_id:
        return False
    return actor.unit_id is None or actor.kind is ActorKind.HEAD or actor.unit_id == facts.unit_id


def head(actor: Actor, facts: Facts) -> bool:
    """Heads the body that owes."""
    return actor.kind is ActorKind.HEAD and officer(actor, facts)


def letter_link(actor: Actor, facts: Facts) -> bool:
    """Came by the signed link of this leg's letter."""
    return actor.kind in {ActorKind.LETTER_LINK, ActorKind.LETTER_CODE} and _same_leg(actor, facts)


def letter_code(actor: Actor, facts: Facts) -> bool:
    """Came by the link and typed the code sent to the confirmed address."""
    return actor.kind is ActorKind.LETTER_CODE and _same_leg(actor, facts)


def _same_leg(actor: Actor, facts: Facts) -> bool:
    """A body can have two duties in one case: the link of the one opens nothing of the other."""
    if actor.case_id is None or actor.authority_id is None or actor.leg_id != facts.leg_id:
        return False
    return actor.case_id == facts.case_id and actor.authority_id == facts.authority_id


def staff(actor: Actor, facts: Facts) -> bool:
    """Sits in the responsible centre."""
    return actor.kind is ActorKind.STAFF and actor.centre_id is not None and actor.centre_id == facts.centre_id


def staff_from_mail(actor: Actor, facts: Facts) -> bool:
    """Staff of the responsible centre who write down what the body itself wrote, with its stored mail on this very leg before
    them. The mail is the evidence; without one nobody acts in a body's name."""
    return staff(actor, facts) and actor.mail_leg_id is not None and actor.mail_leg_id == facts.leg_id


def any_staff(actor: Actor, facts: Facts) -> bool:
    return actor.kind is ActorKind.STAFF and actor.centre_id is not None


def administrator(actor: Actor, facts: Facts) -> bool:
    """Keeps the calendar. He sees dates and bodies, no identity and no text."""
    return actor.kind is ActorKind.ADMINISTRATOR


def duty(actor: Actor, facts: Facts) -> bool:
    """The service itself, doing what a rule orders."""
    return actor.kind is ActorKind.DUTY


MAY: dict[Act, tuple[Rule, ...]] = {
    Act.FILE: (anyone,),
    Act.FILE_ON_BEHALF: (any_staff,),
    Act.CONFIRM_CONTACT: (confirmed, staff),
    Act.REVIEW: (staff, duty),
    Act.NOT_ACCEPT: (staff,),
    Act.DECLINE_AS_SENDER: (staff,),
    Act.ACCEPT_AGAIN: (staff,),
    Act.ROUTE: (staff, duty),
    Act.REQUALIFY: (officer, staff),
    Act.OBJECT_TO_KIND: (holder, staff),
    Act.SETTLE_KIND: (staff,),
    Act.DISPATCH: (staff, duty),
    Act.DELIVER_ON_PAPER: (holder, staff),
    Act.CONFIRM_RECEIPT: (officer, letter_link, staff_from_mail, duty),
    Act.REGISTER: (officer, letter_link, staff_from_mail),
    Act.ASSIGN: (officer,),
    Act.CLAIM: (officer,),
    Act.NOTE: (officer, staff),
    Act.ASK: (officer, letter_link, staff_from_mail),
    Act.CLARIFY: (holder, staff),
    Act.EXTEND: (officer, letter_code, staff_from_mail),
    Act.ANNOUNCE_DATE: (officer, letter_code, staff_from_mail),
    Act.ANNOUNCE_FEE: (officer, letter_code, staff_from_mail),
    Act.REPLY_TO_FEE: (holder, staff),
    Act.RECOMPUTE: (staff, administrator),
    Act.TRANSFER: (officer, letter_code, staff_from_mail),
    Act.ANSWER: (officer, letter_code, staff_from_mail),
    Act.REFUSE: (officer, letter_code, staff_from_mail),
    Act.CORRECT_ANSWER: (officer, letter_code, staff_from_mail),
    Act.ASK_APPROVAL: (officer,),
    Act.DECIDE_DRAFT: (head,),
    Act.RECORD_OUTSIDE_ANSWER: (holder, officer, staff),
    Act.AGREE_OUTSIDE_ANSWER: (holder, officer, staff),
    Act.REMIND: (staff, duty),
    Act.WITHDRAW: (confirmed, staff),
    Act.RATE: (holder, staff),
    Act.REOPEN: (holder, staff),
    Act.APPEAL: (holder, staff),
    Act.PUBLISH: (staff,),
    Act.KEEP: (staff,),
    Act.REDACT: (staff,),
    Act.MARK_URGENT: (staff,),
    Act.RENEW_SECRET: (staff,),
    Act.CLOSE: (holder, staff, duty),
    Act.MARK_MAIL: (officer, staff),
    Act.WRITE: (holder, staff),
    Act.READ: (holder, officer, staff, letter_link),
    Act.READ_PUBLIC: (anyone,),
}


def may(actor: Actor, act: Act, facts: Facts) -> bool:
    """Whether `actor` may do `act` where `facts` hold."""
    return any(rule(actor, facts) for rule in MAY[act])


def require(actor: Actor, act: Act, facts: Facts) -> None:
    """Raises `NotAllowed`."""
    if not may(actor, act, facts):
        raise NotAllowed(act, actor)
