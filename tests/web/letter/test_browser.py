"""What only a browser can tell about the pages of a letter's link: axe, width; and how the mail reads on a phone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.web.browser import DESK, NARROW, PHONE, fits, served, violations
from tests.web.letter.build import Mailroom
from tests.web.officer.build import PDF
from tracker.cases.models import CaseFile
from tracker.files.intake import add_row, keep_made
from tracker.store import db

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LOOK = os.environ.get("LOOK_AT")
"""A folder for pictures of the pages, for whoever wants to look at them."""


def looked_at(page: Any, name: str) -> None:
    if LOOK:
        page.screenshot(path=str(Path(LOOK) / f"{name}.png"), full_page=True)


def good(page: Any, name: str) -> None:
    looked_at(page, name)
    assert violations(page) == [], name
    assert fits(page), name


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("window", [NARROW, PHONE, DESK], ids=["narrow", "phone", "desk"])
def test_the_pages_are_accessible_and_fit(mailroom: Mailroom, browser: Any, window: dict[str, int], language: str) -> None:
    case = mailroom.letter()
    row = add_row(db.session, keep_made("Картадагы жер.pdf", "application/pdf", PDF), NOW)
    db.session.add(CaseFile(case_id=case.id, kind="letter", file_id=row.id))
    db.session.commit()
    number, link, named = case.number, mailroom.link(language), f"{language}-{window['width']}"
    with served(mailroom.app) as address:
        page = browser.new_page(viewport=window)
        page.goto(address + link)
        assert page.url == f"{address}/{language}/letter/{number}"
        good(page, f"case-{named}")
        for path in ("receipt", "register", "ask"):
            page.goto(f"{address}/{language}/letter/{number}/{path}")
            good(page, f"{path}-{named}")
        page.goto(f"{address}/{language}/letter/{number}/answer")
        good(page, f"code-ask-{named}")
        page.click("main .is-main")
        good(page, f"code-type-{named}")
        page.fill("#code", "000000")
        page.click("#type button[type=submit].is-main")
        good(page, f"code-wrong-{named}")
        page.fill("#code", mailroom.code())
        page.click("#type button[type=submit].is-main")
        for path in ("answer", "refuse", "more-time", "pass-on", ""):
            page.goto(f"{address}/{language}/letter/{number}/{path}".rstrip("/"))
            assert "/code" not in page.url
            good(page, f"{path or 'case-with-code'}-{named}")
        page.goto(f"{address}/{language}/letter/{number}/1~cut")
        good(page, f"cut-{named}")
        page.close()


@pytest.mark.parametrize("window", [NARROW, PHONE], ids=["narrow", "phone"])
def test_the_letter_reads_well_on_a_phone(mailroom: Mailroom, browser: Any, window: dict[str, int], tmp_path: Path) -> None:
    mailroom.letter()
    (mail,) = mailroom.mail()
    html = mail.get_body(("html",))
    assert html is not None
    file = tmp_path / "letter.html"
    file.write_text(html.get_content(), "utf-8")
    page = browser.new_page(viewport=window)
    page.goto(file.as_uri())
    looked_at(page, f"mail-{window['width']}")
    assert fits(page)
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)") >= 16
    assert page.locator("a.button").bounding_box()["height"] >= 40
    page.close()
