"""From raw bytes to what follows, through the parser: a returned letter, a number in a subject, an out-of-office note."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.cases.mail_build import BODY_MAIL, CITIZEN, a_letter_out, bring, raw, replies_to
from tests.web.staff.build import again, events
from tracker.cases.kinds import LegState
from tracker.cases.models import Leg
from tracker.mail.incoming.codes import Method, State
from tracker.mail.models import Party
from tracker.store import db

TRUSTED = "mx.service.example"
RETURNED = """\
From: MAILER-DAEMON@mx.body.example (Mail Delivery System)
To: centre@service.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce1@mx.body.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

<{to}>: host mx.body.example said: 550 5.1.1 User unknown

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.body.example

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--B
Content-Type: message/rfc822

From: centre@service.example
To: {to}
Message-ID: {message_id}
Subject: letter

text
--B--
"""


@pytest.fixture(autouse=True)
def tokens(world: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    replies_to(world, monkeypatch)
    monkeypatch.setitem(world.config, "MAIL_TRUSTED_HOSTS", (TRUSTED,))


def test_a_report_of_a_mail_server(world: Flask) -> None:
    case, leg, letter = a_letter_out()
    mail = bring(RETURNED.format(to=BODY_MAIL, message_id=letter.message_id).encode())
    assert (mail.state, mail.meaning, mail.case_ref) == (State.DONE, "bounce", case.id)
    assert db.session.get_one(Leg, leg.id).state == LegState.TO_SEND
    assert "dispatch_failed" in events(again(case))


@pytest.mark.parametrize(("dmarc", "state"), [("pass", State.TO_READ), ("fail", State.TO_PLACE), (None, State.TO_PLACE)])
def test_a_number_in_the_subject_needs_a_sender_who_was_checked(world: Flask, dmarc: str | None, state: State) -> None:
    case, _, _ = a_letter_out()
    checked = {"Authentication_Results": f"{TRUSTED}; spf={dmarc}; dmarc={dmarc} header.from=body.example"} if dmarc else {}
    mail = bring(raw("Катталды.", subject=f"Жооп: [{case.number}]", **checked))
    assert (mail.state, mail.method, mail.case_ref) == (state, Method.SUBJECT, case.id)


def test_a_result_that_the_sender_wrote_himself_counts_for_nothing(world: Flask) -> None:
    case, _, _ = a_letter_out()
    mail = bring(raw("Катталды.", subject=f"[{case.number}]", Authentication_Results="evil.example; dmarc=pass"))
    assert mail.state == State.TO_PLACE


def test_an_out_of_office_note_of_the_body_is_nothing(world: Flask) -> None:
    case, leg, letter = a_letter_out()
    mail = bring(raw("Нахожусь в отпуске.", in_reply_to=letter.message_id, Auto_Submitted="auto-replied"))
    assert (mail.state, mail.meaning, mail.leg_ref) == (State.DONE, "auto_reply", leg.id)
    assert events(again(case))[-1] == "dispatched"


def test_the_applicant_from_his_own_address_with_the_number(world: Flask) -> None:
    case, _, _ = a_letter_out()
    genuine = f"{TRUSTED}; dmarc=pass header.from=citizen.example"
    mail = bring(raw("Сүрөт кошом.", sender=CITIZEN, subject=f"Re: [{case.number}]", Authentication_Results=genuine))
    assert (mail.party, mail.state, mail.meaning) == (Party.APPLICANT, State.DONE, "applicant")
    assert events(again(case))[-1] == "applicant_wrote"


def test_the_links_of_a_quoted_letter_open_nothing_here(world: Flask) -> None:
    _, _, letter = a_letter_out()
    links = [word for word in letter.text.split() if "/letter/" in word]
    assert links, "the letter to the body carries its link"
    quoted = "\r\n".join(f"> {line}" for line in letter.text.splitlines())
    source = (
        f"From: {BODY_MAIL}\r\nTo: {letter.reply_to}\r\nMessage-ID: <r1@body.example>\r\nSubject: Re: {letter.subject}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{links[0]} кайсы шилтеме?\r\n\r\n{quoted}\r\n"
    )
    mail = bring(source.encode())
    for link in links:
        assert link not in mail.text + mail.quoted
    assert "/letter/" in mail.text
