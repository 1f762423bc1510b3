"""What a list of a centre does not tell, and forms that come back: a restricted case is read only where it is written down."""

from __future__ import annotations

from tests.conftest import NOW
from tests.mail.build import a_letter
from tests.web.staff import build
from tests.web.staff.build import House
from tracker.cases.kinds import Kind
from tracker.cases.models import AccessLog
from tracker.mail import outbox
from tracker.mail.models import OutboxMail
from tracker.store import db

MAIL = "asan@citizen.example"
PARTY = (build.PartyGiven("applicant", name="Асан Үлгү", email=MAIL),)


def _logged() -> list[str]:
    return [row.what for row in db.session.scalars(db.select(AccessLog).order_by(AccessLog.id))]


def test_the_list_of_letters_shows_no_address_of_a_restricted_case(house: House) -> None:
    case = build.file(Kind.STATEMENT, parties=PARTY)
    mail = db.session.scalars(db.select(OutboxMail).where(OutboxMail.case_ref == case.id)).first()
    assert mail is not None
    page = house.aigul.get("/en/staff/outbox")
    assert MAIL not in page.html
    assert _logged() == []
    assert MAIL in page.click(mail.subject).html
    assert _logged() == ["letter"]


def test_of_an_open_case_the_list_shows_to_whom_a_letter_went(house: House) -> None:
    build.file(parties=PARTY)
    assert MAIL in house.aigul.get("/en/staff/outbox").html


def test_a_digest_that_another_centre_opens_names_no_restricted_case_of_others(house: House) -> None:
    case = build.delivered(Kind.STATEMENT)
    case.public_row = False
    letter = a_letter(kind="digest", to="sets@body.example", text=f"№ {case.number}, 23.11.2026", case_ref=None, leg_ref=None)
    mail = outbox.queue(db.session, letter, NOW)
    db.session.commit()
    assert case.number not in house.osh.get(f"/en/staff/outbox/{mail.id}").html
    assert case.number in house.aigul.get(f"/en/staff/outbox/{mail.id}").html


def test_a_form_that_comes_back_with_a_restricted_case_is_a_reading_too(house: House) -> None:
    case = build.file(Kind.STATEMENT)
    form = house.aigul.get(f"/en/staff/{case.number}/look").form("act")
    assert "Цемент" in form.fill(decision="not_accept").submit(status=422).text
    assert _logged() == ["look", "form"]
    form.fill(decision="pass").submit()
    assert _logged() == ["look", "form", "case"], "a form that led on showed nothing itself"
