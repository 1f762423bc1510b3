"""Opening one's own letter: number and secret, a link, leaving, a new secret."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.conftest import NOW, settings
from tests.web.client import Page, PageClient
from tests.web.public.cases import BODY, EMAIL, STAFF, Letter, Letters
from tracker.app import create_app
from tracker.cases import closing, links
from tracker.cases.links import Purpose
from tracker.store import Base, db
from tracker.web.shared.security import limiter


def follow(pages: PageClient, number: str, secret: str, status: int = 200) -> Page:
    return pages.get("/en/follow").form("follow").fill(number=number, secret=secret).submit("Open my letter", status)


def path(url: str) -> str:
    return url.removeprefix("http://localhost")


@pytest.fixture
def letter(world: Flask) -> Letter:
    return Letters().delivered(3)


def test_number_and_secret_open_everything_the_applicant_may_see(pages: PageClient, letter: Letter) -> None:
    page = follow(pages, letter.number.replace("-", ""), f"{letter.secret[:4]} {letter.secret[4:]}")
    assert page.url == f"/en/my/{letter.number}"
    assert letter.secret not in page.html
    assert BODY in page.text
    assert EMAIL in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_a_wrong_number_and_a_wrong_secret_answer_alike(pages: PageClient, letter: Letter) -> None:
    other = Letters().file()
    db.session.commit()
    answers = [
        follow(pages, letter.number, "1234 5678 9012 3456", 422),
        follow(pages, "26-0000-0000", letter.secret, 422),
        follow(pages, other.number, letter.secret, 422),
        follow(pages, letter.number, "not digits", 422),
    ]
    assert len({tuple(page.errors) for page in answers}) == 1
    assert len({len(page.statements) for page in answers}) == 1
    for page in answers:
        assert "Set-Cookie" not in page.headers
        assert letter.secret not in page.html


def test_empty_fields_say_what_to_write(pages: PageClient) -> None:
    page = follow(pages, "", "", 422)
    assert page.errors == ["Write the number of your letter.", "Write the secret code."]


def test_a_link_leaves_the_address_bar_at_once(pages: PageClient, letter: Letter) -> None:
    url = path(links.current().follow(letter.case, "ky"))
    answer = pages.get(url, status=303)
    assert answer.headers["Location"] == f"/ky/my/{letter.number}"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert BODY in pages.get(f"/ky/my/{letter.number}").text


@pytest.mark.parametrize("bad", ["0~xxxx", "", "0", "~", "0~" + "A" * 300])
def test_a_link_that_was_cut_says_so(pages: PageClient, letter: Letter, bad: str) -> None:
    page = pages.get(f"/en/follow/{letter.number}/{bad}", status=404)
    assert "Set-Cookie" not in page.headers


def test_a_link_of_one_case_opens_no_other_and_serves_no_other_purpose(pages: PageClient, letter: Letter) -> None:
    other = Letters().file()
    db.session.commit()
    token = path(links.current().follow(letter.case, "en")).rsplit("/", 1)[1]
    pages.get(f"/en/follow/{other.number}/{token}", status=404)
    pages.get(f"/en/withdraw/{letter.number}/{token}", status=404)
    pages.get(f"/en/confirm/{letter.number}/{token}", status=404)


def test_without_the_key_a_letter_is_not_there(pages: PageClient, letter: Letter) -> None:
    for tail in ("", "/reply", "/letter.pdf", "/case.pdf", "/file/1"):
        page = pages.get(f"/en/my/{letter.number}{tail}")
        assert page.url.startswith("/en/follow")
    mine = Letters().file()
    follow(pages, mine.number, mine.secret)
    assert pages.get(f"/en/my/{letter.number}").url.startswith("/en/follow")


def test_a_post_without_the_key_changes_nothing_and_says_what_to_do(pages: PageClient, letter: Letter) -> None:
    mine = Letters().file()
    page = follow(pages, mine.number, mine.secret)
    token = page.document.first("input", name="csrf_token").get("value")  # type: ignore[union-attr]
    version = letter.case.version
    answer = pages.post(f"/en/my/{letter.number}/withdraw", {"csrf_token": token, "version": "1"}, status=403)
    assert "not open in this browser" in answer.h1
    db.session.expire_all()
    assert letter.case.version == version


def test_leaving_ends_it_on_this_phone(pages: PageClient, letter: Letter) -> None:
    page = follow(pages, letter.number, letter.secret)
    left = page.press("Leave this page")
    assert left.url.startswith("/en/follow")
    assert pages.get(f"/en/my/{letter.number}").url.startswith("/en/follow")


def test_a_new_secret_closes_every_older_way(world: Flask, pages: PageClient, letter: Letter) -> None:
    link = path(links.current().follow(letter.case, "en"))
    follow(pages, letter.number, letter.secret)
    new = closing.renew_secret(
        db.session, letter.case, by=STAFF, now=NOW, key=world.config["SECRET_KEY"], checked_how="Келип, паспорт көрсөттү"
    )
    db.session.commit()
    assert pages.get(f"/en/my/{letter.number}").url.startswith("/en/follow")
    pages.get(link, status=404)
    follow(pages, letter.number, letter.secret, 422)
    assert follow(pages, letter.number, new).url == f"/en/my/{letter.number}"


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    app = create_app({**settings(tmp_path), "RATELIMIT_ENABLED": True})
    try:
        with app.app_context():
            Base.metadata.create_all(db.engine)
            pages = PageClient(app)
            seen = [follow(pages, "26-0000-0000", f"{n:016d}", 422 if n < 10 else 429).status for n in range(12)]
            db.session.remove()
            db.engine.dispose()
    finally:
        limiter.enabled = False
    assert seen.count(429) == 2


def test_confirming_by_a_link_needs_the_button(pages: PageClient) -> None:
    letter = Letters().file()
    db.session.commit()
    url = path(links.current().confirming(letter.case, Purpose.CONFIRM_CONTACT, "en", NOW))
    page = pages.get(url)
    db.session.expire_all()
    assert letter.case.contact_confirmed_at is None
    done = page.press("Yes, I wrote it")
    assert done.url.startswith(f"/en/my/{letter.number}")
    assert "your e-mail is confirmed" in done.text
    assert "It went on at once when the contact was confirmed" in done.text, "nobody looked, and it does not say so"
    assert "First look passed" not in done.text
    db.session.expire_all()
    assert letter.case.contact_confirmed_at is not None
    assert letter.case.review == "passed"
    assert "confirmed already" in pages.get(url).text


def test_withdrawing_is_asked_here_and_done_by_the_link(pages: PageClient, letter: Letter) -> None:
    page = follow(pages, letter.number, letter.secret).click("Withdraw the letter")
    assert "Nobody may press you" in page.text
    done = page.form("act").submit("I want to withdraw")
    assert "Nothing happens until you confirm it" in done.text
    db.session.expire_all()
    assert letter.case.state != "withdrawn"
    url = path(links.current().confirming(letter.case, Purpose.CONFIRM_WITHDRAWAL, "en", NOW))
    asked = pages.get(url)
    after = asked.form("withdraw").fill(reason="Чечилди", pressure=True).submit("Yes, withdraw it")
    assert "The letter is withdrawn" in after.text
    assert "Чечилди" not in after.text
    db.session.expire_all()
    assert letter.case.state == "withdrawn"
    assert "Чечилди" not in pages.get(f"/en/case/{letter.number}").text
    assert pages.get(url).url == f"/en/my/{letter.number}"


def test_an_old_link_says_until_when_it_was_good(world: Flask, pages: PageClient, letter: Letter) -> None:
    url = path(links.current().confirming(letter.case, Purpose.CONFIRM_WITHDRAWAL, "en", NOW))
    with time_machine.travel(NOW.replace(day=28), tick=True):
        page = pages.get(url, status=410)
    assert "26 November 2026" in page.text
