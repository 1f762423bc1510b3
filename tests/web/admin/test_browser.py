"""A real browser looks at every kind of page: nothing for axe to find, nothing that sticks out, also at 320 px."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.web.admin.conftest import okmotu
from tests.web.admin.test_added_grounds import typed
from tests.web.admin.test_law import propose
from tests.web.browser import DESK, NARROW, served, violations
from tests.web.browser import fits as fits_in
from tests.web.client import PageClient
from tracker.store import db

PAGES = """
    /admin /admin/bodies /admin/bodies/new /admin/body/SETS-CH /admin/body/SETS-CH/facts /admin/merge?raion=41708206000000&sort=AO
    /admin/import /admin/posts /admin/posts/new?body=SETS-CH /admin/people /admin/person/1 /admin/person/1/off /admin/centre/AC-OS
    /admin/topics /admin/topic/AIR /admin/places /admin/place/41708206000000 /admin/calendar/2026 /admin/calendar/day /admin/law
    /admin/law/KG-APP-67 /admin/law/KG-APP-67/term/answer /admin/law/KG-ATI-217/ground/K217-NOTHELD-SCOPE
    /admin/law/KG-ATI-217/ground/new /admin/law/KG-ATI-217/ground/K217-NOTHELD-SCOPE/use /admin/law/change/2
    /admin/law/KG-ATI-217/days /admin/law/KG-APP-67-10WD/days /admin/law/changes /admin/law/change/1 /admin/law/change/1/reject
    /place-names /place-names/41708206000000
"""


@pytest.mark.browser
def test_every_kind_of_page(browser: Browser, world: Flask, admin: PageClient) -> None:
    admin.get("/ky/admin")
    cookie = admin.client.get_cookie(world.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    one, two, three = okmotu()
    propose(admin)
    admin.get("/en/admin/law/KG-ATI-217/ground/new").form("admin-form").fill(**typed()).submit()
    db.session.rollback()
    paths = [*PAGES.split(), f"/admin/merge/confirm?id={one}&id={two}&successor={three}"]
    with served(world) as address:
        context = browser.new_context(viewport=NARROW)
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        page = context.new_page()
        for path in paths:
            answer = page.goto(f"{address}/ky{path}")
            assert answer is not None
            assert answer.status == 200, path
            assert fits_in(page), path
            assert violations(page) == [], path
            page.set_viewport_size(DESK)
            assert fits_in(page), path
            page.set_viewport_size(NARROW)
        context.close()
