"""To which case does a message belong, and may this sender write there by himself?

In order: the reply address, the letters it answers, our number in the subject, in the text, and last a guess, on which
nobody acts but a person. Only reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.cases.kinds import LegState
from tracker.cases.models import Case, Leg, Party
from tracker.cases.reference import read_number
from tracker.directory.codes import ContactKind
from tracker.directory.contacts import IN_FORCE
from tracker.directory.models import Contact
from tracker.mail.incoming.codes import Method
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.incoming.outline import message_key
from tracker.mail.incoming.providers import is_shared
from tracker.mail.incoming.senders import (
    Checked,
    Standing,
    Why,
    checked_by,
    standing_of,
    why_not_applicant,
    why_not_body,
)
from tracker.mail.message import domain_of, token_in
from tracker.mail.models import OutboxMail, ReplyAddress
from tracker.mail.models import Party as Side
from tracker.mail.reading.incoming import Incoming

IDS_AT_MOST, NUMBERS_AT_MOST = 30, 10
OVER = frozenset({LegState.TRANSFERRED, LegState.CLOSED})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a case. `revoked`: by an address that is no longer in use."""

    method: Method
    case_id: int
    leg_id: int | None
    side: Side
    revoked: bool = False

    @property
    def where(self) -> tuple[int, int | None, Side]:
        return self.case_id, self.leg_id, self.side


@dataclass(frozen=True, slots=True)
class Placed:
    """`spot`: the best that is known, also where a person has to say yes. `why`: what keeps it from going there by itself."""

    spot: Spot | None
    why: Why
    others: tuple[Spot, ...] = ()

    @property
    def is_certain(self) -> bool:
        return self.spot is not None and self.why is Why.NOTHING


def place(session: Session, incoming: Incoming, envelope_to: Sequence[str] = ()) -> Placed:
    """Where the message belongs."""
    spots = find_spots(session, incoming, envelope_to)
    if not spots:
        return Placed(None, Why.NO_CASE)
    first, others = spots[0], tuple(spots[1:])
    if others and not _same_case_by_number(spots):
        return Placed(first, Why.SEVERAL, others)
    return Placed(first, why_not(session, incoming, first), others)


def _same_case_by_number(spots: Sequence[Spot]) -> bool:
    """Two duties of one case under its number: the newest is meant, a person will read it anyway."""
    return spots[0].method in {Method.SUBJECT, Method.BODY} and len({spot.case_id for spot in spots}) == 1


def find_spots(session: Session, incoming: Incoming, envelope_to: Sequence[str]) -> list[Spot]:
    """By the first way that leads anywhere; each place once."""
    for look in (_by_token, _by_thread, _by_subject, _by_text):
        found = look(session, incoming, envelope_to)
        if found:
            return list({spot.where: spot for spot in reversed(found)}.values())[::-1]
    return []


def why_not(session: Session, incoming: Incoming, spot: Spot) -> Why:
    """What keeps the message from going to this place without a person."""
    case = session.get_one(Case, spot.case_id)
    leg = session.get(Leg, spot.leg_id) if spot.leg_id else None
    if spot.revoked:
        return Why.REVOKED
    checked = checked_of(incoming)
    if spot.side is Side.APPLICANT:
        own = incoming.sender.address.strip().lower() in _addresses_of_applicant(session, case.id)
        why = why_not_applicant(own, checked, spot.method)
        return why or (Why.ENDED if case.closed_on or case.erased_at else Why.NOTHING)
    if leg is None:
        return Why.NO_CASE
    why = why_not_body(standing(session, incoming.sender.address, leg.authority_id), checked, spot.method)
    return why or (Why.ENDED if leg.state in OVER or case.erased_at else Why.NOTHING)


def checked_of(incoming: Incoming) -> Checked:
    said = incoming.verdicts
    return checked_by(said.spf, said.dkim, said.dmarc)


def standing(session: Session, sender: str, authority_id: str) -> Standing:
    """What this address is to the body, by its confirmed addresses."""
    using = select(Contact.value).where(Contact.kind == ContactKind.EMAIL, Contact.state.in_(IN_FORCE))
    own = session.scalars(using.where(Contact.authority_id == authority_id).limit(100)).all()
    domain = domain_of(sender)
    taken: list[str] = []
    if domain and not is_shared(domain):
        neighbours = using.where(Contact.authority_id != authority_id, Contact.value.endswith(f"@{domain}", autoescape=True))
        taken = [domain] if session.scalar(neighbours.limit(1)) else []
    return standing_of(sender, own, taken)


def _addresses_of_applicant(session: Session, case_id: int) -> set[str]:
    wanted = select(func.lower(Party.email)).where(Party.case_id == case_id, Party.email != "")
    return set(session.scalars(wanted.limit(50)))


def _by_token(session: Session, incoming: Incoming, envelope_to: Sequence[str]) -> list[Spot]:
    pattern = current_app.config["MAIL_REPLY_ADDRESS"]
    tokens = [*incoming.tokens, *(token_in(pattern, address) for address in envelope_to)]
    wanted = list(dict.fromkeys(token for token in tokens if token))[:IDS_AT_MOST]
    found = {row.token: row for row in session.scalars(select(ReplyAddress).where(ReplyAddress.token.in_(wanted)))}
    return [
        Spot(Method.TOKEN, row.case_ref, row.leg_ref, Side(row.party), row.revoked_at is not None)
        for token in wanted
        if (row := found.get(token))
    ]


def _by_thread(session: Session, incoming: Incoming, _envelope_to: Sequence[str]) -> list[Spot]:
    """The letter it answers stands last in References; its place is nearer than that of the thread's beginning."""
    ids = [incoming.in_reply_to, *reversed(incoming.references)]
    bare = list(dict.fromkeys(one for raw in ids if (one := "".join(raw.split()).strip("<>"))))[:IDS_AT_MOST]
    if not bare:
        return []
    ours = {
        row.message_id.strip("<>"): row
        for row in session.execute(
            select(OutboxMail.message_id, OutboxMail.case_ref, OutboxMail.leg_ref, OutboxMail.to_address).where(
                OutboxMail.message_id.in_([f"<{one}>" for one in bare]), OutboxMail.case_ref.is_not(None)
            )
        )
    }
    for one in bare:
        if row := ours.get(one):
            return [_spot_of_letter(session, row.case_ref, row.leg_ref, row.to_address)]
    return _by_placed_before(session, [message_key(one) for one in bare])


def _spot_of_letter(session: Session, case_id: int, leg_id: int | None, to: str) -> Spot:
    side = Side.APPLICANT if to.lower() in _addresses_of_applicant(session, case_id) else Side.BODY
    return Spot(Method.THREAD, case_id, leg_id or _current_leg(session, case_id), side)


def _by_placed_before(session: Session, keys: list[str]) -> list[Spot]:
    """A message that answers one which was placed, by itself or by hand."""
    placed = select(IncomingMail.case_ref, IncomingMail.leg_ref, IncomingMail.party).where(
        IncomingMail.message_key.in_(keys), IncomingMail.case_ref.is_not(None), IncomingMail.placed_at.is_not(None)
    )
    row = session.execute(placed.order_by(IncomingMail.id.desc()).limit(1)).first()
    return [Spot(Method.THREAD, row.case_ref, row.leg_ref, Side(row.party))] if row else []


def _by_subject(session: Session, incoming: Incoming, _envelope_to: Sequence[str]) -> list[Spot]:
    digits = "".join(sign for sign in incoming.subject if sign.isdigit())
    named = [number for number in incoming.numbers if number.replace("-", "") in digits]
    return _by_numbers(session, incoming, named, Method.SUBJECT)


def _by_text(session: Session, incoming: Incoming, _envelope_to: Sequence[str]) -> list[Spot]:
    return _by_numbers(session, incoming, incoming.numbers, Method.BODY)


def _by_numbers(session: Session, incoming: Incoming, numbers: Iterable[str], method: Method) -> list[Spot]:
    known = list(dict.fromkeys(number for typed in numbers if (number := read_number(typed))))[:NUMBERS_AT_MOST]
    if not known:
        return []
    cases = {row.number: row for row in session.scalars(select(Case).where(Case.number.in_(known)))}
    return [
        spot
        for number in known
        if (case := cases.get(number))
        for spot in _spots_of_case(session, case, incoming.sender.address.strip().lower(), method)
    ]


def _spots_of_case(session: Session, case: Case, sender: str, method: Method) -> list[Spot]:
    """The applicant by his address; else the duty of the body whose address it is; else the present one."""
    if sender in _addresses_of_applicant(session, case.id):
        return [Spot(method, case.id, case.current_leg_id, Side.APPLICANT)]
    legs = list(session.scalars(select(Leg).where(Leg.case_id == case.id).order_by(Leg.id.desc()).limit(20)))
    own = [leg for leg in legs if standing(session, sender, leg.authority_id) is not Standing.STRANGER]
    live = [leg for leg in own if leg.state not in OVER]
    chosen = (live or own)[:1]
    leg_id = chosen[0].id if chosen else case.current_leg_id
    return [Spot(method, case.id, leg_id, Side.BODY)]


def _current_leg(session: Session, case_id: int) -> int | None:
    return session.get_one(Case, case_id).current_leg_id
