from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.web.browser import DESK, NARROW, PHONE, fits, press, served, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("size", [NARROW, PHONE, DESK], ids=["narrow", "phone", "desk"])
def test_the_pieces_of_our_pages_are_open_to_everybody(browser: Browser, trial_app: Flask, size: dict[str, int]) -> None:
    with served(trial_app) as address:
        page = browser.new_page(viewport=size)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        for path in ("/ky/trial/parts", "/en/trial/ask", "/ru/trial/find"):
            page.goto(address + path)
            assert violations(page) == []
            assert fits(page)
        page.goto(address + "/en/trial/ask")
        page.get_by_label("Your question").fill("Суу")
        page.get_by_label("E-mail", exact=False).first.press("Enter")
        assert page.title().startswith("Error: Write your question")
        assert violations(page) == []
        assert fits(page)
        assert all(url.startswith((address, "data:")) for url in asked)
        assert [text for text in said if "422" not in text] == []
        page.close()


def test_another_language_in_a_form_by_a_press(browser: Browser, trial_app: Flask) -> None:
    with served(trial_app) as address:
        page = browser.new_page(viewport=PHONE)
        page.goto(address + "/ky/trial/ask")
        page.locator("textarea").fill("Көлмө")
        press(page, "button:has-text('English')")
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("textarea").input_value() == "Көлмө"
        page.close()
