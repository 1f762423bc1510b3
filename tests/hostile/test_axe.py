"""One page of every kind for every role, in a real browser, on a narrow phone and at a desk, in Kyrgyz."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from tests.hostile.addresses import filled, rules, values_for
from tests.hostile.hands import Hand, everybody, give_to_units, own_case
from tests.hostile.reading import send
from tests.hostile.test_roles import audiences, is_let_in
from tests.people.build import with_phone
from tests.web.browser import DESK, NARROW, fits, press, served, violations
from tracker.cases.models import Case
from tracker.people.models import Account
from tracker.store import db
from tracker.web.shared.access import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = ("anonymous", "holder", "letter code", "officer", "head", "Bishkek", "coordinator", "administrator")


@pytest.fixture
def hands(demo_world: Flask) -> dict[str, Hand]:
    for account in db.session.scalars(select(Account)):
        with_phone(demo_world, account)
    give_to_units()
    return everybody(demo_world)


def pages_of(app: Flask, hand: Hand) -> list[str]:
    """Every address that shows this role a page; what is for everybody is read by the anonymous one alone."""
    values, found = values_for(own_case(hand) or _public_case()), []
    for rule in rules(app, "GET"):
        wanted = audiences(app, rule)
        mine = Audience.PUBLIC in wanted if hand.name == "anonymous" else Audience.PUBLIC not in wanted
        for url in filled(rule, values) if mine and is_let_in(hand, wanted) else ():
            answer = send(hand.client, url)
            if answer.status_code not in {301, 302, 303} and answer.mimetype == "text/html":
                found.append(url)
    return found


def _public_case() -> Case:
    shown = select(Case).where(Case.public_row, Case.released).order_by(Case.id)
    return db.session.scalars(shown.limit(1)).one()


@pytest.fixture
def window(request: pytest.FixtureRequest, browser: Any, demo_world: Flask) -> Iterator[Any]:
    with served(demo_world) as address:
        context = browser.new_context(viewport=NARROW, base_url=address, **getattr(request, "param", {}))
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        yield page
        context.close()


def sit_down(page: Any, app: Flask, hand: Hand) -> None:
    """The browser goes on with the session of this hand."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = hand.client.get_cookie(name)
    if cookie is not None:
        page.goto("/health")
        parts = urlsplit(page.url)
        page.context.add_cookies([{"name": name, "value": cookie.value, "url": f"{parts.scheme}://{parts.netloc}"}])


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(demo_world: Flask, hands: dict[str, Hand], window: Any, role: str) -> None:
    hand = hands[role]
    urls = pages_of(demo_world, hand)
    assert len(urls) > 3
    db.session.rollback()
    sit_down(window, demo_world, hand)
    problems = [problem for url in urls for problem in look(window, url)]
    assert not problems, "\n".join(problems)


def look(page: Any, url: str) -> Iterator[str]:
    page.asked.clear()
    page.set_viewport_size(NARROW)
    page.goto(url)
    own = urlsplit(page.url).netloc
    if page.get_attribute("html", "lang") != "ky":
        yield f"{url}: lang is {page.get_attribute('html', 'lang')}"
    if page.locator("script").count():
        yield f"{url}: a script"
    yield from (f"{url} asks {asked}" for asked in page.asked if urlsplit(asked).netloc not in {own, ""})
    for folded in page.query_selector_all("main details:not([open]) > summary"):
        folded.click()
    for size in (NARROW, DESK):
        page.set_viewport_size(size)
        yield from (f"{url} at {size['width']}: {problem}" for problem in violations(page))
        if not fits(page):
            yield f"{url} at {size['width']}: {too_wide(page)} stands out to the side"


def too_wide(page: Any) -> str:
    """What sticks out."""
    return str(
        page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
            ".map(e => e.tagName + '.' + e.className + '#' + e.id).slice(0, 4).join(' ')"
        )
    )


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_a_letter_is_begun_and_corrected_without_scripts(demo_world: Flask, window: Any) -> None:
    db.session.rollback()
    window.goto("/ky/")
    press(window, "main a[href*='/ky/new/write?kind=']")
    window.fill("#subject", "Цемент заводунун түтүнү")
    press(window, "form#letter button[value=go]")
    assert window.locator(".errors li").count() == 1
    assert window.input_value("#subject") == "Цемент заводунун түтүнү"
    window.fill("#body", "Цемент заводу шаарга чаң чыгарып жатат. Өлчөөнүн жыйынтыгын билдириңиздер.")
    press(window, "form#letter button[value=go]")
    assert "/ky/new/place" in window.url
    window.goto("/ky/register")
    window.locator("details:has(#state) > summary").first.click()
    window.select_option("#state", "answered")
    press(window, "main form button[type=submit]")
    assert "state=answered" in window.url
