"""Letters that may be unwanted: what they carry, one press in the mail program, a button for people."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from typing import Any

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.mail.test_building import LETTER
from tests.web.client import PageClient, local
from tracker.i18n import in_language
from tracker.mail import lists
from tracker.mail.building import build
from tracker.mail.models import Subscription

TO = "kense@sets-chui.example"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def url(session: Any, list_name: str = lists.DIGEST, language: str = "ky", to: str = TO) -> str:
    place = lists.place(session, to, list_name, language, NOW)
    assert place is not None
    session.commit()
    return place.url


def test_a_letter_of_a_list_says_how_to_leave_it(app: Flask, session: Any) -> None:
    place = lists.place(session, TO, lists.DIGEST, "ky", NOW)
    assert place is not None
    headers = place.headers()
    assert headers["List-Id"] == "<digest.localhost>"
    assert headers["List-Unsubscribe"] == f"<{place.url}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert place.url.startswith("http://localhost/ky/unsubscribe/")
    assert TO not in place.url


def test_a_mail_program_leaves_by_one_post(app: Flask, session: Any) -> None:
    """From another site, without cookie, token or sign-in, and without a redirect (RFC 8058, 3.1)."""
    link = local(url(session))
    elsewhere = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    answer = app.test_client().post(link, data=ONE_CLICK, headers=elsewhere)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert lists.place(session, TO, lists.DIGEST, "ky", NOW) is None
    assert lists.place(session, TO, lists.BEFORE, "ky", NOW), "the other lists go on"
    assert lists.place(session, "other@sets-chui.example", lists.DIGEST, "ky", NOW)
    assert app.test_client().post(link, data=ONE_CLICK).status_code == 200, "a second press is no error"


def test_opening_the_link_changes_nothing(app: Flask, session: Any) -> None:
    app.test_client().get(local(url(session)))
    assert lists.place(session, TO, lists.DIGEST, "ky", NOW)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_person_presses_a_button_and_may_come_back(app: Flask, session: Any, language: str) -> None:
    pages = PageClient(app)
    page = pages.get(local(url(session, language=language)))
    page = page.press("Do not send them")
    assert page.says("You will not get these letters any more")
    assert session.query(Subscription).one().ended_at
    page = page.press("Get them again")
    assert page.says("Do you not want these letters?")
    assert lists.place(session, TO, lists.DIGEST, language, NOW)


@pytest.mark.parametrize("change", [lambda token: token[:-2], lambda token: "9" + token, lambda token: "1~x", lambda token: "~"])
def test_a_link_that_was_cut_or_made_up(app: Flask, session: Any, change: Any) -> None:
    before, token = local(url(session)).rsplit("/", 1)
    wrong = f"{before}/{change(token)}"
    assert PageClient(app).get(wrong, status=404).says("This link opens nothing")
    assert app.test_client().post(wrong, data=ONE_CLICK).status_code == 404


def test_another_service_with_other_keys_cannot_make_links(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    link = local(url(session))
    monkeypatch.setitem(app.config, "SECRET_KEY", "another")
    assert app.test_client().post(link, data=ONE_CLICK).status_code == 404


def test_the_header_survives_folding(app: Flask, session: Any) -> None:
    """A folded address would be no address any more for the mail program."""
    place = lists.place(session, TO, lists.DIGEST, "ky", NOW)
    assert place is not None
    letter = replace(LETTER, headers=place.headers())
    raw = build(letter, [b""] * len(letter.enclosures), "a@example.org", "http://localhost", False, NOW).as_bytes()
    assert message_from_bytes(raw, policy=policy.default)["List-Unsubscribe"] == f"<{place.url}>"
    assert f"List-Unsubscribe: <{place.url}>".encode() in raw.replace(b"\r\n ", b" ")


def test_each_half_of_a_letter_leads_to_a_page_in_its_language(app: Flask, session: Any) -> None:
    place = lists.place(session, TO, lists.DIGEST, "ky", NOW)
    assert place is not None
    for language in ("ky", "ru", "en"):
        with in_language(language):
            assert f"http://localhost/{language}/unsubscribe/{place.token}" in place.line()
    assert place.headers()["List-Unsubscribe"] == f"<{place.url}>"
