"""An officer says himself what an e-mail of his body means; one of another body does not know that it exists."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests.cases.mail_build import a_letter_out, bring, raw, replies_to
from tests.files.build import pdf
from tests.web.officer.build import Office
from tracker.cases.kinds import LegState
from tracker.cases.models import AccessLog, Case, CaseEvent, Leg
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.store import db


@pytest.fixture
def mail(world: Flask, monkeypatch: pytest.MonkeyPatch) -> tuple[Case, Leg, IncomingMail]:
    replies_to(world, monkeypatch)
    case, leg, letter = a_letter_out()
    text = "Кайрылууңуз катталды. Каттоо номери: 07-3/118, 2026-жылдын 23-ноябры."
    return case, leg, bring(raw(text, in_reply_to=letter.message_id, files=(("Каттоо.pdf", pdf()),)))


def test_from_his_letter_to_the_registration(office: Office, mail: tuple[Case, Leg, IncomingMail]) -> None:
    case, leg, _ = mail
    officer = office.signed_in(office.person())
    page = officer.get(f"/en/officer/{case.number}")
    assert "An e-mail of the body came and is being read." in page.text
    page = page.click("Say what it means: Re: Кат")
    assert "Looks like: registered, № 07-3/118 of 23 November 2026" in page.text
    assert officer.get(page.link("Каттоо.pdf")).data.startswith(b"%PDF")
    page.form("registered").submit("Write down the registration")
    db.session.expire_all()
    assert (leg.state, leg.incoming_number, leg.registered_on) == (LegState.REGISTERED, "07-3/118", date(2026, 11, 23))
    event = db.session.scalars(db.select(CaseEvent).where(CaseEvent.type == "registered")).one()
    assert (event.actor_kind, event.authority_id) == ("officer", "SETS-CH")


def test_the_mail_of_another_body_does_not_exist(office: Office, mail: tuple[Case, Leg, IncomingMail]) -> None:
    case, _, found = mail
    stranger = office.signed_in(office.person("other", body="MNR"))
    part = db.session.scalars(db.select(IncomingFile.id)).one()
    for path in ("", f"/file/{part}"):
        stranger.get(f"/en/officer/{case.number}/mail/{found.id}{path}", 404)


def test_the_mail_of_a_restricted_case_is_read_in_writing_only(
    office: Office, mail: tuple[Case, Leg, IncomingMail]
) -> None:
    case, _, found = mail
    case.restricted = True
    db.session.commit()
    office.signed_in(office.person()).get(f"/en/officer/{case.number}/mail/{found.id}")
    assert db.session.query(AccessLog).filter_by(case_id=case.id, what="mail").count() == 1


def test_what_the_procedure_refuses_comes_back_with_what_was_typed(
    office: Office, mail: tuple[Case, Leg, IncomingMail]
) -> None:
    case, leg, found = mail
    form = office.signed_in(office.person()).get(f"/en/officer/{case.number}/mail/{found.id}").form("registered")
    form.fill({"registered-incoming_number": "07-3/118", "registered-registered_on": "2026-11-20"})
    back = form.submit("Write down the registration", status=422)
    assert back.form("registered")["registered-incoming_number"] == "07-3/118"
    assert leg.registered_on is None
