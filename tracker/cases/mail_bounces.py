"""What mail servers report of our letters. A failure for good draws the consequences of a refused letter; a delay is noted
only; a report of delivery is a better proof of the receipt than silence."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.delivery import reported_delivered
from tracker.cases.letters import LETTER
from tracker.cases.mail_results import take_result
from tracker.cases.models import Case, Leg
from tracker.mail.incoming.codes import Method, State
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.incoming.senders import Checked, checked_by
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.reading.deliveries import delivery_of
from tracker.mail.reading.incoming import Incoming

RECENT = timedelta(days=6)
"""Servers give up after five days (RFC 5321, 4.5.4.1)."""
BOUNCE, DELAY, DELIVERED = "bounce", "delay", "delivered"
LOOKED_AT = 20
_action_failed = re.compile(rb"^action:[ \t]*failed", re.I | re.M)


def returned(session: Session, mail: IncomingMail, incoming: Incoming, raw: bytes, now: datetime) -> bool:
    """True: it is about a letter of ours, and everything that follows is done. False: a person has to look."""
    letter = _letter(session, incoming, now)
    if letter is None:
        return False
    assert incoming.bounce is not None
    case = session.get(Case, letter.case_ref) if letter.case_ref else None
    mail.case_ref, mail.leg_ref, mail.method = letter.case_ref, letter.leg_ref, Method.THREAD
    mail.centre_ref = case.centre_id if case else None
    gave_up = incoming.bounce.permanent or _action_failed.search(raw) is not None
    mail.state, mail.done_at, mail.placed_at, mail.meaning = State.DONE, now, now, BOUNCE if gave_up else DELAY
    if gave_up and letter.state == MailState.SENT:
        _failed(session, letter, incoming.bounce.status, incoming.bounce.permanent, now)
    return True


def _failed(session: Session, letter: OutboxMail, status: str, permanent: bool, now: datetime) -> None:
    """The outbox row says so, and those who wait for the fate of a letter are told. What was sent again since is not touched."""
    letter.state = MailState.FAILED
    letter.result_code = "550" if permanent else "450"
    enhanced = status if status.startswith("5" if permanent else "4") else ("5.1.0" if permanent else "4.4.7")
    letter.result_text = f"{enhanced} returned"
    session.flush()
    if letter.kind == LETTER and _sent_again(session, letter):
        return
    take_result(session, letter, now)


def delivered(session: Session, mail: IncomingMail, incoming: Incoming, raw: bytes, now: datetime) -> bool:
    """True: a report that a letter of ours to a body arrived, and it is noted. Only by the Message-ID of our letter, which it
    gives back, about the address to which that letter went, and not where the report is known to be forged."""
    report = delivery_of(raw)
    said = incoming.verdicts
    if report is None or checked_by(said.spf, said.dkim, said.dmarc) is Checked.FAILED:
        return False
    letter = session.scalar(select(OutboxMail).where(OutboxMail.message_id == report.message_id))
    if letter is None or letter.to_address.lower() not in report.recipients:
        return False
    leg = session.get(Leg, letter.leg_ref) if letter.leg_ref else None
    mail.case_ref, mail.leg_ref, mail.method = letter.case_ref, letter.leg_ref, Method.THREAD
    mail.centre_ref = leg.case.centre_id if leg else None
    mail.state, mail.done_at, mail.placed_at, mail.meaning = State.DONE, now, now, DELIVERED
    if leg is not None and letter.kind == LETTER and letter.state == MailState.SENT:
        reported_delivered(session, leg, now)
    return True


def _sent_again(session: Session, letter: OutboxMail) -> bool:
    later = select(OutboxMail.id).where(
        OutboxMail.leg_ref == letter.leg_ref, OutboxMail.kind == LETTER, OutboxMail.id > letter.id,
        OutboxMail.state != MailState.FAILED,
    )  # fmt: skip
    return session.scalar(later.limit(1)) is not None


def _letter(session: Session, incoming: Incoming, now: datetime) -> OutboxMail | None:
    """By the Message-ID of what came back, which nobody can guess; else by its recipient, if he was written to lately about
    one case only, and the report is not known to be forged."""
    assert incoming.bounce is not None
    ids = [incoming.bounce.original_message_id, incoming.in_reply_to, *reversed(incoming.references)]
    bare = [one for raw in ids if (one := "".join(raw.split()).strip("<>"))][:LOOKED_AT]
    if bare:
        wanted = select(OutboxMail).where(OutboxMail.message_id.in_([f"<{one}>" for one in bare]))
        found = session.scalar(wanted.order_by(OutboxMail.id.desc()).limit(1))
        if found is not None:
            return found
    said = incoming.verdicts
    if checked_by(said.spf, said.dkim, said.dmarc) is Checked.FAILED:
        return None
    return _by_recipient(session, [one.strip().lower() for one in incoming.bounce.recipients], now)


def _by_recipient(session: Session, recipients: list[str], now: datetime) -> OutboxMail | None:
    if not recipients:
        return None
    lately = select(OutboxMail).where(
        OutboxMail.to_address.in_(recipients[:LOOKED_AT]), OutboxMail.state == MailState.SENT, OutboxMail.sent_at > now - RECENT
    )
    letters = list(session.scalars(lately.order_by(OutboxMail.id.desc()).limit(LOOKED_AT)))
    return letters[0] if letters and len({letter.case_ref for letter in letters}) == 1 else None
