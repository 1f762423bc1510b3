"""Second factor, seats, and how access ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask, Response
from werkzeug.test import TestResponse

from tests.conftest import settings
from tests.people.build import PASSWORD, a_body, a_post, code_of, code_of_key, enter, with_phone
from tests.web.account.conftest import post_of
from tests.web.client import Page, PageClient
from tracker import clock
from tracker.app import create_app
from tracker.directory.posts import PostRole
from tracker.people.actor import ActorKind
from tracker.people.commands import deactivate
from tracker.people.models import Account
from tracker.store import Base, db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.signed_in import current_actor


@pytest.fixture(scope="module")
def work_app(tmp_path_factory: Any) -> Flask:
    """The service with two plain pages of work."""
    app = create_app(settings(tmp_path_factory.mktemp("instance")))

    def whoami() -> Response:
        actor = current_actor()
        line = f"{actor.kind} {actor.post_id} {actor.authority_id or actor.centre_id}"
        return Response(line, mimetype="text/plain")

    app.add_url_rule("/<any(ky,ru,en):lang>/tray", "tray", access(Audience.OFFICER)(whoami))
    app.add_url_rule("/<any(ky,ru,en):lang>/board", "board", access(Audience.STAFF)(whoami))
    app.add_url_rule("/<any(ky,ru,en):lang>/open", "open", access(Audience.PUBLIC)(whoami))
    return app


@pytest.fixture
def app(work_app: Flask) -> Iterator[Flask]:
    with work_app.app_context():
        Base.metadata.create_all(db.engine)
        yield work_app
        db.session.remove()
        Base.metadata.drop_all(db.engine)


def at(pages: PageClient, path: str) -> TestResponse:
    """The bare answer; the pages of work here are one line of text."""
    return pages._send("GET", path, pages.headers)


def test_a_seat_makes_the_actor_in_two_statements(pages: PageClient, officer: Account, session: Any) -> None:
    post = post_of(session, officer)
    page = enter(pages, officer).get("/en/tray")
    assert page.answer.text == f"officer {post.id} SETS"
    assert len(page.statements) == 2, page.statements
    assert PageClient(pages.app).get("/en/open").statements == []


def test_the_other_door_stays_shut(pages: PageClient, officer: Account) -> None:
    enter(pages, officer)
    assert at(pages, "/en/board").status_code == 403
    assert at(pages, "/en/open").text.startswith("officer")


def test_staff_without_second_factor_reach_only_its_setup(app: Flask, pages: PageClient, staff: Account) -> None:
    page = pages.get("/en/login").form("sign-in").fill(email=staff.email, password=PASSWORD).submit()
    assert page.h1 == "Codes from your phone"
    for address in ("/en/board", "/en/account", "/en/open", "/en/account/seat", "/en/change"):
        answer = at(pages, address)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/en/account/protection"), address
    page = page.press("Show the picture for my phone")
    assert page.document.first("img").get("src").startswith("data:image/svg+xml")  # type: ignore[union-attr]
    key = page.document.first("strong", class_="typed").text  # type: ignore[union-attr]
    again = page.form("code-form").fill(code="000000").submit(status=422)
    assert "This code is not right" in again.text
    page = again.form("code-form").fill(code=code_of_key(key)).submit()
    assert "The codes from your phone are switched on" in page.text
    assert at(pages, "/en/board").text.startswith("staff")


def test_after_a_wrong_code_the_phone_keeps_its_entry(app: Flask, pages: PageClient, staff: Account) -> None:
    """The key that was added on the phone is good for the next try, and a second wrong code changes nothing either."""
    page = pages.get("/ky/login").form("sign-in").fill(email=staff.email, password=PASSWORD).submit()
    first = again = page.press("Show the picture for my phone")
    key, picture = _key_and_picture(first)
    for wrong in ("000000", "111 111"):
        again = again.form("code-form").fill(code=wrong).submit(status=422)
        assert _key_and_picture(again) == (key, picture)
    done = again.form("code-form").fill(code=code_of_key(key)).submit()
    assert "Телефонуңуздагы коддор күйгүзүлдү." in done.text, done.text[150:700]


def _key_and_picture(page: Page) -> tuple[str, str]:
    key, picture = page.document.first("strong", class_="typed"), page.document.first("img")
    assert key is not None
    assert picture is not None
    return key.text, picture.get("src")


def test_the_demonstration_lets_staff_in_without(app: Flask, pages: PageClient, staff: Account) -> None:
    app.config["DEMONSTRATION"] = True
    try:
        assert at(enter(pages, staff), "/en/board").text.startswith("staff")
    finally:
        app.config["DEMONSTRATION"] = False


def test_the_code_is_asked_at_sign_in_and_works_once(app: Flask, staff: Account, session: Any) -> None:
    secret = with_phone(app, staff)
    code = code_of(app, secret)
    first, second = PageClient(app), PageClient(app)
    for pages in (first, second):
        page = pages.get("/en/login").form("sign-in").fill(email=staff.email, password=PASSWORD).submit()
        assert page.h1 == "Code from your phone"
        assert at(pages, "/en/board").status_code == 303
        page = page.form("code-form").fill(code=code).submit()
    assert at(first, "/en/board").status_code == 200
    assert "This code is not right" in page.text
    assert page.form("code-form").fill(code=code_of(app, secret, time.time() + 30)).submit().h1 == "Today"


def test_spare_codes_open_once(app: Flask, pages: PageClient, staff: Account) -> None:
    with_phone(app, staff)
    page = enter(pages, staff).get("/en/mf-recovery-codes").press("Make new spare codes")
    codes = [item.text for item in page.main.all("code")]
    assert len(codes) == 8
    assert "8 spare codes" in pages.get("/en/account/protection").text
    for expected in ("Today", "Spare code"):
        other = PageClient(app)
        page = other.get("/en/login").form("sign-in").fill(email=staff.email, password=PASSWORD).submit()
        page = page.click("I have no phone at hand: use a spare code").form("spare").fill(code=codes[0]).submit()
        assert page.h1 == expected
    assert "spare code is not right" in page.text


def test_an_officer_may_switch_the_codes_off_and_staff_not(
    app: Flask, pages: PageClient, officer: Account, staff: Account
) -> None:
    with_phone(app, officer)
    with_phone(app, staff)
    page = enter(pages, officer).get("/en/account/protection").press("Switch the codes off")
    assert "switched off" in page.text
    assert "cannot be switched off" in enter(PageClient(app), staff).get("/en/account/protection").text


def test_with_several_seats_one_chooses(app: Flask, pages: PageClient, officer: Account, session: Any) -> None:
    a_body(session, "MNR", "Министерство природных ресурсов")
    second = a_post(session, officer, PostRole.HEAD, authority_id="MNR")
    enter(pages, officer)
    page = pages.get("/en/account/start")
    assert page.h1 == "In which post do you work now?"
    assert at(pages, "/en/tray").headers["Location"] == "/en/account/seat?next=/en/tray"
    assert at(pages, "/en/open").text.startswith("public")
    page.press("head, Environmental supervision")
    assert at(pages, "/en/tray").text == f"head {second.id} MNR"


def test_only_a_seat_of_ones_own_can_be_taken(
    pages: PageClient, officer: Account, staff: Account, session: Any
) -> None:
    theirs = post_of(session, staff)
    form = enter(pages, officer).get("/en/account/seat").form()
    form.values["post_id"] = str(theirs.id)
    form.submit()
    assert at(pages, "/en/tray").text.startswith("officer")


def test_an_ended_post_closes_at_the_next_request(pages: PageClient, officer: Account, session: Any) -> None:
    post = post_of(session, officer)
    enter(pages, officer, post)
    assert at(pages, "/en/tray").status_code == 200
    post.valid_to = date(2026, 1, 20)
    session.commit()
    for language, words in (
        ("en", "Your post ended on 20 January 2026"), ("ky", "2026-жылдын 20-январы"), ("ru", "20 января 2026 года"),
    ):  # fmt: skip
        assert words in pages.get(f"/{language}/tray", 403).text
    assert "Your post ended on 20 January 2026" in pages.get("/en/account").text
    assert at(pages, "/en/open").text.startswith("public")


def test_a_post_that_ends_today_holds_today(pages: PageClient, officer: Account, session: Any) -> None:
    post_of(session, officer).valid_to = clock.today()
    session.commit()
    assert at(enter(pages, officer), "/en/tray").status_code == 200
    post_of(session, officer).valid_to = clock.today() - timedelta(days=1)
    session.commit()
    assert at(pages, "/en/tray").status_code == 403


def test_a_deactivated_officer_is_out_at_the_next_request(pages: PageClient, officer: Account, session: Any) -> None:
    enter(pages, officer)
    assert at(pages, "/en/tray").status_code == 200
    deactivate(officer, clock.now())
    assert "Your account is switched off" in pages.get("/en/tray", 403).text
    assert pages.get("/en/account").h1 == "Sign in"
    page = pages.get("/en/login").form("sign-in").fill(email=officer.email, password=PASSWORD).submit()
    assert page.h1 == "Sign in"
    assert "The e-mail address or the password is not right" in page.text


def test_a_stranger_is_led_to_sign_in_and_costs_nothing(pages: PageClient) -> None:
    answer = at(pages, "/en/open")
    assert answer.text.startswith(str(ActorKind.PUBLIC))
    assert "Set-Cookie" not in answer.headers
    assert at(pages, "/en/tray").headers["Location"] == "/en/login?next=/en/tray"


SIGNED_OUT = ("login", "reset", "reset/forged", "tf-validate", "mf-recovery", "account/link", "account/link/forged")
SIGNED_IN = (
    "login", "verify", "reset", "change", "tf-setup", "mf-recovery-codes", "mf-recovery-codes?show_codes=1", "account",
    "account/seat", "account/protection", "account/start", "account/link",
)  # fmt: skip


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_no_get_writes(pages: PageClient, officer: Account, language: str) -> None:
    for path in SIGNED_OUT:
        page = pages.get(f"/{language}/{path}", status=None)  # type: ignore[arg-type]
        assert page.status in {200, 410}, path
        assert not writes(page.statements), path
    enter(pages, officer)
    for path in SIGNED_IN:
        page = pages.get(f"/{language}/{path}")
        assert not writes(page.statements), path
        assert len(page.statements) <= 8, path


def writes(statements: list[str]) -> list[str]:
    return [statement for statement in statements if not statement.lstrip().upper().startswith("SELECT")]
