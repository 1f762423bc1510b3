"""A real browser against a running application, for what only a browser can tell (axe, width, what is loaded).

    @pytest.mark.browser
    def test_…(browser: Browser, app: Flask) -> None:
        with served(app) as address:
            page = browser.new_page(viewport=PHONE)
            page.goto(address + "/ky/")
            assert violations(page) == []

Use: `from tests.web.browser import PHONE, served, violations`; `browser` is a fixture of tests/conftest.py, one for the
run (a second Playwright in one process does not start). Without Chromium the test is skipped and says so.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import WSGIRequestHandler, make_server

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NARROW = {"width": 320, "height": 640}  # also what 400 % zoom leaves of a 1280 px screen
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


def chromium() -> str:
    """Where the system's Chromium is; empty without one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), "")


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine, one request at a time (the in-memory database is one connection)."""
    server = make_server("127.0.0.1", 0, app, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def press(page: Page, what: str) -> None:
    """Press what leads to another page, and wait until that is there."""
    with page.expect_navigation():
        page.locator(what).first.click()


def violations(page: Page) -> list[str]:
    """What axe finds, as sentences."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['help']} {[node['html'][:160] for node in rule['nodes']][:3]}" for rule in found]


def fits(page: Page) -> bool:
    """Nothing sticks out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
