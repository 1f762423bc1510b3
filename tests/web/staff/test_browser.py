"""The pages of a centre in a real browser: nothing that axe finds, nothing that sticks out on a phone."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.cases.mail_build import a_letter_out, bring, raw
from tests.web.browser import DESK, NARROW, fits, served, violations
from tests.web.staff import build
from tests.web.staff.build import House
from tracker.cases.models import Message, Task
from tracker.store import db


def _paths() -> list[str]:
    first, late = build.file(), build.delivered(on=date(2026, 10, 5))
    answered = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    waits = build.reviewed()
    build.mailbox("MNR")
    build.reviewed(body="MNR")
    _, _, letter = a_letter_out()
    read = bring(raw("Катталды. Каттоо номери: 07-3/118, 23.11.2026.", in_reply_to=letter.message_id))
    place = bring(raw("Жооп", sender="who@mail.ru", message_id="<p@mail.ru>", in_reply_to=letter.message_id))
    text = db.session.scalar(db.select(Message.id).where(Message.case_id == answered.id, Message.kind == "answer"))
    task = db.session.scalar(db.select(Task.id).where(Task.kind == "tell_by_phone"))
    return [
        "", "/all", "/section/late", "/tasks", f"/tasks/{task}", "/new", "/contacts", "/body/SETS-CH", "/outbox", "/outbox/1",
        "/find?q=Асан", f"/{first.number}/look", f"/{late.number}", f"/{late.number}/secret", f"/{waits.number}/route",
        f"/{waits.number}/of/{waits.current_leg_id}/deliver", f"/{answered.number}", f"/{answered.number}/release",
        f"/{answered.number}/release/{text}", f"/{answered.number}/file/1/cover", "/mail", "/mail/add", f"/mail/{read.id}",
        f"/mail/{place.id}",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.browser
def test_every_page_passes_axe_and_fits_a_phone(browser: Browser, house: House, world: Flask) -> None:
    paths = _paths()
    name = world.config["SESSION_COOKIE_NAME"]
    cookie = house.aigul.client.get_cookie(name)
    assert cookie is not None
    wrong = []
    with served(world) as address:
        context = browser.new_context(viewport=DESK)
        context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
        page = context.new_page()
        for path in paths:
            page.set_viewport_size(DESK)
            answer = page.goto(f"{address}/ky/staff{path}")
            wrong += [f"{path}: {answer.status}"] if answer and answer.status != 200 else []
            wrong += [f"{path}: {each}" for each in violations(page)]
            page.set_viewport_size(NARROW)
            wrong += [] if fits(page) else [f"{path}: too wide"]
        context.close()
    assert not wrong
