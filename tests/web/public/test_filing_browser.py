"""What only a browser can tell: no barrier that axe finds, nothing wider than the screen, all without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.web.browser import NARROW, press, served, violations
from tests.web.public.writing import SMOKE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(browser: Any, world: Flask) -> Iterator[Any]:
    with served(world) as address:
        context = browser.new_context(viewport=NARROW, base_url=address)
        yield context.new_page()
        context.close()


def look(page: Any) -> None:
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
    assert violations(page) == [], page.url


def go_on(page: Any) -> None:
    press(page, "#letter button[value=go]")


def test_the_whole_way_at_320_pixels(page: Any) -> None:
    for path in ("/ky/", "/ky/new", "/ky/call"):
        page.goto(path)
        look(page)
    page.goto("/ky/new/write?kind=statement")
    look(page)
    go_on(page)
    look(page)
    for name, value in SMOKE.items():
        page.fill(f"[name={name}]", value)
    go_on(page)
    look(page)
    page.goto("/ky/new/place?at=41703220000000")
    look(page)
    page.check("[value='41703220000000']")
    go_on(page)
    look(page)
    page.check("[value='SETS-JA']")
    go_on(page)
    look(page)
    page.check("[name=sender][value=organisation]")
    assert page.is_visible("[name=organisation]")
    assert not page.is_visible("[name=represented]")
    page.check("[name=sender][value=person]")
    page.fill("[name=name]", "Асанова Айгүл (ойдон чыгарылган)")
    page.fill("[name=address]", "Ынтымак айылы")
    page.press("[name=name]", "Enter")
    page.wait_for_url(re.compile("/new/files$"))
    look(page)
    go_on(page)
    look(page)
    press(page, "main .button.is-main")
    page.wait_for_url(re.compile("/receipt$"))
    look(page)
