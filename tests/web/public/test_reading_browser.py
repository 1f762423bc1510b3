"""The public's and the holder's pages in a real browser: no barrier that axe finds, nothing wider than a narrow phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.browser import DESK, NARROW, press, served, violations
from tests.web.public.cases import Letters
from tracker.cases.models import Case
from tracker.store import db

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = (
    "register", "register?from_on=zz", "bodies", "bodies?place=Ак-Суу", "body/SETS-CH", "figures", "calculator",
    "calculator?kind=information_request&received_on=2026-11-02", "calculator?received_on=",
    "calculator?kind=statement&received_on=2026-11-02&body=court",
    "calculator?kind=statement&received_on=2026-11-02&body_on=2026-11-16", "about", "privacy", "help", "follow",
)  # fmt: skip
STATES = ("answered", "refused", "in_work", "to_deliver", "closed", "waiting_applicant")


@pytest.fixture(params=[NARROW, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Any, demo_world: Flask) -> Iterator[Any]:
    with served(demo_world) as address:
        context = browser.new_context(viewport=request.param, base_url=address)
        yield context.new_page()
        context.close()


def look(page: Any) -> None:
    for folded in page.query_selector_all("main details:not([open]) > summary"):
        folded.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    assert violations(page) == [], page.url


def test_what_everybody_reads(page: Any) -> None:
    numbers = [
        db.session.scalars(select(Case.number).where(Case.public_row.is_(True), Case.state == state).limit(1)).one()
        for state in STATES
    ]
    db.session.rollback()
    for path in (*PAGES, *(f"case/{number}" for number in numbers)):
        page.goto(f"/ky/{path}")
        look(page)


def test_what_the_holder_reads_and_does(page: Any) -> None:
    letters = Letters()
    for letter, acts in (
        (letters.asked(), ("reply", "answered", "withdraw")), (letters.answered(), ("rate", "reopen", "appeal", "close")),
        (letters.file(), ("delivered",)),
    ):  # fmt: skip
        db.session.commit()
        page.goto("/ky/follow")
        page.fill("#number", letter.number)
        page.fill("#secret", letter.secret)
        press(page, "#follow .button.is-main")
        assert page.url.endswith(f"/ky/my/{letter.number}")
        look(page)
        for name in acts:
            page.goto(f"/ky/my/{letter.number}/{name}")
            look(page)
