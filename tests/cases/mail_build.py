"""A letter that left for the body, and what comes back: raw messages as mail programs write them."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.web.staff.build import mailbox, reviewed
from tracker.cases.filing import PartyGiven
from tracker.cases.mail_arrived import arrived
from tracker.cases.mail_reading import Report, read_due, understood
from tracker.cases.mail_results import take_result
from tracker.cases.models import Case, Leg
from tracker.files.models import StoredFile
from tracker.mail.addresses import open_address, written
from tracker.mail.incoming.codes import Way
from tracker.mail.incoming.keeping import accept
from tracker.mail.incoming.models import IncomingMail
from tracker.mail.models import MailState, OutboxMail, Party
from tracker.mail.reading.incoming import Address, Incoming, Verdicts
from tracker.store import db

BODY, BODY_MAIL = "SETS-CH", "sets-ch@body.example"
CITIZEN = "aigul@citizen.example"
PATTERN = "centre+{token}@service.example"
LATER = NOW + timedelta(hours=3)
PASSED = Verdicts(host="mx.service.example", spf="pass", dkim="pass", dmarc="pass")
FORGED = Verdicts(host="mx.service.example", spf="softfail", dkim="none", dmarc="fail")


def replies_to(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reply addresses with a token, as a service with plus-addresses has them."""
    monkeypatch.setitem(app.config, "MAIL_REPLY_ADDRESS", PATTERN)
    monkeypatch.setitem(app.config, "MAIL_SENDER", "Сервис <centre@service.example>")


def a_letter_out(**more: Any) -> tuple[Case, Leg, OutboxMail]:
    """Sent to the body's confirmed address this morning, and taken by its server."""
    if not db.session.scalar(db.select(StoredFile.id).limit(1)):
        db.session.rollback()
    mailbox(BODY)
    person = PartyGiven("applicant", name="Асанова Айгүл", address="Кант", email=CITIZEN, phone="0555 000 001")
    case = reviewed(parties=(person,), **more)
    letter = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "letter", OutboxMail.case_ref == case.id)).one()
    letter.state, letter.sent_at, letter.result_code = MailState.SENT, NOW, "250"
    take_result(db.session, letter, NOW)  # type: ignore[arg-type]
    db.session.commit()
    leg = case.current_leg
    assert leg is not None
    return case, leg, letter


def address_of(case: Case, leg: Leg | None, party: Party = Party.BODY) -> str:
    found = open_address(db.session, case.id, leg.id if leg else None, party, NOW)  # type: ignore[arg-type]
    db.session.commit()
    return written(found)


def raw(
    text: str, *, sender: str = f"Кеңсе <{BODY_MAIL}>", to: str = "centre@service.example", subject: str = "Re: Кат",
    message_id: str = "<r1@body.example>", files: tuple[tuple[str, bytes], ...] = (), **headers: str,
) -> bytes:  # fmt: skip
    """`in_reply_to="<…>"` becomes the header In-Reply-To."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = sender, to, subject, message_id
    made["Date"] = "Mon, 23 Nov 2026 12:00:00 +0600"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def bring(message: bytes, way: Way = Way.LMTP, at: datetime = LATER, to: tuple[str, ...] = ()) -> IncomingMail:
    """Through the whole way: accepted, read."""
    accepted = accept(db.session, message, way, at, envelope_to=to)
    report = read(at)
    assert not report.errors
    return again(accepted.mail_id)


def read(at: datetime = LATER) -> Report:
    return read_due(db.session, lambda: at, "test")


def again(mail_id: int) -> IncomingMail:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(IncomingMail, mail_id)


def understood_as(
    incoming: Incoming, source: bytes = b"", envelope_to: tuple[str, ...] = (), at: datetime = LATER
) -> IncomingMail:
    """As if the parser had understood this of a stored message."""
    message = source or raw(incoming.text or "…", message_id=incoming.message_id or f"<{id(incoming)}@body.example>")
    accepted = accept(db.session, message, Way.LMTP, at, envelope_to=envelope_to)
    mail = again(accepted.mail_id)
    understood(mail, incoming)
    arrived(db.session, mail, incoming, message, (), at)  # type: ignore[arg-type]
    db.session.commit()
    return again(accepted.mail_id)


def incoming(text: str = "Катталды.", sender: str = BODY_MAIL, **more: Any) -> Incoming:
    return Incoming(sender=Address("", sender), text=text, **more)
