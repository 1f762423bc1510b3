"""Everything that people get wrong, one after another, through real pages in their own language.

The list is that of the service's promises: empty, far too long, emoji, a day that has not come, a foreign kind of file, a
photo of 30 MB, somebody else's secret, an old form, an officer who was switched off, a body without an address, a
complaint to the body it is about, a year without a calendar. Each gets a page that says what is wrong, with what was typed
still there. The tests beside each audience's pages go deeper into its own forms.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from tests import conftest as base
from tests.files.build import picture
from tests.hostile.addresses import filled, rules, values_for
from tests.hostile.hands import everybody, give_to_units, own_case
from tests.hostile.reading import send
from tests.hostile.test_roles import MAIN, audiences, is_let_in
from tests.web.client import Page, PageClient
from tests.web.officer.build import Office, url
from tests.web.public.cases import Letters
from tests.web.public.test_follow import follow
from tests.web.public.writing import SMOKE, Writer, newest_case
from tests.web.staff import build
from tests.web.words import said
from tracker.cases.filing import ConcernGiven
from tracker.cases.kinds import Kind, TaskKind
from tracker.cases.models import Case
from tracker.lawbook.models import CalendarDay, CalendarRevision
from tracker.people.models import Account
from tracker.store import db

LANGUAGES = ("ky", "ru", "en")
PICTURE = picture()
HUGE = b"\xff\xd8\xff\xe0" + b"\0" * (30 * 1024 * 1024)
WITHOUT_2028 = datetime(2027, 12, 29, 5, tzinfo=UTC)


@pytest.fixture(params=LANGUAGES)
def writer(request: pytest.FixtureRequest, world: Flask) -> Writer:
    return Writer(PageClient(world), lang=request.param)


def says(page: Page, words: str) -> bool:
    """In the language of the page, and in no other."""
    return said(words, page.lang) in " ".join([*page.errors, page.text])


def test_nothing_at_all(writer: Writer) -> None:
    page = writer.write(422, subject="", body="", place_text="")
    assert page.lang == writer.lang
    assert len(page.errors) == 2
    assert page.errors[0] != page.errors[1]


def test_two_hundred_thousand_characters(writer: Writer) -> None:
    long = "ө" * 200_000
    page = writer.write(422, body=long)
    assert len(page.errors) == 1
    assert page.form("letter")["body"] == long


def test_emoji(writer: Writer) -> None:
    assert writer.write(422, body="🔥🔥🔥").form("letter")["body"] == "🔥🔥🔥"
    text = SMOKE["body"] + " 🔥👨‍👩‍👧"
    writer.letter = {**SMOKE, "body": text}
    case = writer.file("unknown")
    assert case.content.body == text


@pytest.mark.parametrize(("name", "data"), [("дарт.exe", b"MZ" + b"\0" * 300), ("чоң сүрөт.jpg", HUGE)], ids=["foreign", "30 MB"])
def test_a_file_that_is_not_taken(writer: Writer, name: str, data: bytes) -> None:
    writer.until_check("unknown")
    form = writer.pages.get(writer.url("/new/files")).form("letter")
    page = form.fill(files=[(name, data), ("Мор.jpg", PICTURE)]).submit("add", 422)
    page.answer.request.environ["wsgi.input"].close()
    assert name in page.errors[0]
    assert "Мор.jpg" in page.text
    assert writer.pages.get(writer.url("/new/check")).form("letter")


def test_a_day_that_has_not_come(world: Flask) -> None:
    pages, letter = PageClient(world), Letters().file()
    build.reviewing.review(db.session, letter.case, by=build.STAFF, now=build.NOW)
    db.session.commit()
    follow(pages, letter.number, letter.secret)
    for lang in LANGUAGES:
        form = pages.get(f"/{lang}/my/{letter.number}/delivered").form("act")
        page = form.fill(received_on="2026-11-24", proof="stamped_copy").submit(status=422)
        assert says(page, "This day has not come yet.")
        assert page.form("act")["received_on"] == "2026-11-24"
        assert page.form("act")["proof"] == "stamped_copy"


def test_the_secret_of_another_letter(world: Flask) -> None:
    pages, mine, other = PageClient(world), Letters().file(), Letters().file()
    db.session.commit()
    for lang in LANGUAGES:
        form = pages.get(f"/{lang}/follow").form("follow")
        page = form.fill(number=mine.number, secret=other.secret).submit(status=422)
        assert says(page, "Number and secret code do not belong together. Compare both with your slip.")
        assert page.form("follow")["number"] == mine.number
        assert other.secret not in page.html
        assert pages.get(f"/{lang}/my/{mine.number}").url.startswith(f"/{lang}/follow")


def test_a_form_that_grew_old(world: Flask) -> None:
    office = Office(world)
    case, pages = office.letter(), office.signed_in(office.person())
    for lang in LANGUAGES:
        form = pages.get(url(case, "/ask").replace("/en/", f"/{lang}/")).form("act").fill(question="Кайсы көчө экенин жазыңыз?")
        office.signed_in(office.person(f"kollega-{lang}")).get(url(case, "/note")).form("act").fill(text="Чалдым.").submit()
        page = form.submit(status=409)
        assert says(page, "Something happened in the meantime")
        assert "Кайсы көчө экенин жазыңыз?" in page.text


def test_an_officer_who_was_switched_off(world: Flask) -> None:
    office = Office(world)
    case = office.letter()
    for lang in LANGUAGES:
        post = office.person(f"off-{lang}")
        pages = office.signed_in(post)
        form = pages.get(url(case, "/ask").replace("/en/", f"/{lang}/")).form("act").fill(question="Кайсы көчө экенин жазыңыз?")
        db.session.get_one(Account, post.account_id).active = False
        page = form.submit(status=403)
        assert page.lang == lang
        assert "Цемент" not in page.text
        pages.get(f"/{lang}/officer")
        assert "asked" not in build.events(case)


def test_a_body_without_an_address(writer: Writer) -> None:
    """It is not mailed; the receipt says so at once and offers the two copies to hand in."""
    writer.until_check("SETS-JA")
    receipt = writer.send()
    assert "copies.pdf" in receipt.html
    case = newest_case()
    build.reviewing.review(db.session, case, by=build.Actor(build.ActorKind.STAFF, centre_id=case.centre_id), now=build.NOW)
    db.session.commit()
    assert "dispatched" not in build.events(case)


def test_a_complaint_to_the_body_it_is_about(world: Flask) -> None:
    house = build.a_house(world)
    case = build.reviewed(Kind.COMPLAINT, body=None, concerns=(ConcernGiven("body", "Экология көзөмөлү", "SETS"),))
    for lang in LANGUAGES:
        page = house.aigul.get(f"/{lang}/staff/{case.number}/route").form("route").fill(search="SETS").submit("look")
        form = page.form("route").fill(reason="Жакын жерде")
        form.values["authority_id"] = "SETS-CH"
        refused = form.submit("save", status=422)
        assert refused.lang == lang
        assert refused.errors
        assert refused.form("route")["reason"] == "Жакын жерде"
    assert build.again(case).current_leg_id is None


# ---- a year without a calendar ---------------------------------------------------------------------------------------


def test_the_calculator_names_the_year_that_lacks(world: Flask) -> None:
    pages = PageClient(world)
    with time_machine.travel(WITHOUT_2028, tick=True):
        for lang in LANGUAGES:
            page = pages.get(f"/{lang}/calculator?kind=information_request&received_on=2027-12-27")
            assert "2028" in page.errors[0]
            assert page.form("calculator")["received_on"] == "2027-12-27"


def test_a_letter_goes_its_way_without_the_next_year(world: Flask) -> None:
    """Written, delivered, registered, answered; where a date cannot be counted none is shown, and the centre has a task."""
    with time_machine.travel(WITHOUT_2028, tick=True):
        writer, house, office = Writer(PageClient(world), kind="information_request"), build.a_house(world), Office(world)
        writer.until_check("SETS-JA")
        assert writer.send().url.endswith("/receipt")
        case = newest_case()
        assert case.centre_id == "AC-OS"
        staff = house.osh
        staff.get(f"/ky/staff/{case.number}/look").form("act").submit(status=200)
        _deliver(staff, case)
        assert build.open_tasks(case_id=case.id, kind=TaskKind.CALENDAR_YEAR)
        officer = office.signed_in(office.person(body="SETS-JA"))
        form = officer.get(f"/ky/officer/{case.number}").form("register").fill(incoming_number="12-3/4")
        assert "12-3/4" in form.submit().text
        for page in ("", "/answer", "/refuse", "/pass-on", "/case.pdf"):
            officer.get(f"/ky/officer/{case.number}{page}")
        assert "2028" in officer.get(f"/ky/officer/{case.number}/more-time", 409).h1
        for path in ("officer", "officer/done"):
            officer.get(f"/ky/{path}")
        for path in ("staff", "staff/tasks", "staff/outbox", f"staff/{case.number}", "staff/section/late"):
            staff.get(f"/ky/{path}")
        assert build.again(case).current_leg.answer_due_on is None


def _deliver(staff: PageClient, case: Case) -> None:
    leg = build.again(case).current_leg_id
    form = staff.get(f"/ky/staff/{case.number}/of/{leg}/deliver").form("act")
    form.fill(received_on="2027-12-29", proof="stamped_copy").submit()


@pytest.mark.parametrize("role", ["officer", *(pytest.param(role, marks=pytest.mark.slow) for role in MAIN if role != "officer")])
def test_without_any_calendar_no_page_breaks(marked: Flask, role: str) -> None:
    give_to_units()
    hand = everybody(marked)[role]
    base._raw().execute("PRAGMA foreign_keys=OFF")
    for table in (CalendarDay, CalendarRevision):
        db.session.execute(delete(table))
    db.session.commit()
    values: dict[str, Any] = values_for(own_case(hand) or db.session.scalars(select(Case).where(Case.public_row)).first())
    for rule in rules(marked, "GET"):
        for address in filled(rule, values) if is_let_in(hand, audiences(marked, rule)) else ():
            assert send(hand.client, address).status_code < 500, address
    base._raw().execute("PRAGMA foreign_keys=ON")
