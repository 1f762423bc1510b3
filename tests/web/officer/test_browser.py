"""What only a browser can tell about an officer's pages: axe, and that nothing sticks out on a phone."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.web.browser import DESK, NARROW, fits, press, served, violations
from tests.web.officer.build import Office, leg_of, url
from tracker.cases.kinds import Kind
from tracker.directory.posts import PostRole
from tracker.people.models import Account
from tracker.store import db

PAGES = ("", "/register", "/note", "/ask", "/more-time", "/pass-on", "/answered-elsewhere", "/answer", "/refuse")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("window", [NARROW, DESK], ids=["narrow", "desk"])
def test_the_pages_are_accessible_and_fit(office: Office, browser: Any, window: dict[str, int]) -> None:
    case, restricted = office.letter(), office.letter(Kind.STATEMENT)
    head = office.person("bashchy", PostRole.HEAD)
    session = office.app.session_interface.get_signing_serializer(office.app)
    assert session is not None
    account = db.session.get_one(Account, head.account_id)
    signed = {
        "_user_id": account.fs_uniquifier,
        "_fresh": True,
        "fs_cc": "set",
        "fs_paa": time.time(),
        "post_id": head.id,
    }
    value = str(session.dumps(signed))
    assert leg_of(case).id
    db.session.commit()
    with served(office.app) as address:
        page = browser.new_page(viewport=window)
        name = office.app.config["SESSION_COOKIE_NAME"]
        page.context.add_cookies([{"name": name, "value": value, "url": address}])
        for path in (
            "/ky/officer",
            "/ky/officer/done",
            "/ky/officer/people",
            url(restricted),
            *(url(case, rest) for rest in PAGES),
        ):
            page.goto(address + path)
            assert "officer" in page.url, page.url
            assert violations(page) == [], path
            assert fits(page), path
        page.fill("#text", "Жооп берилбейт.")
        page.check("#national-0")
        page.fill("#weighing", "Зыян чоң.")
        press(page, "button:has-text('See it before it goes')")
        assert page.url.endswith("/refuse/check")
        assert violations(page) == []
        assert fits(page)
        page.close()
