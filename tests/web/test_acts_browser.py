"""A browser looks at the pages of announced days and payments, other kinds, recounts, corrections and the head's signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.people.build import a_post, an_account, enter
from tests.web.browser import DESK, PHONE, fits, served, violations
from tests.web.client import PageClient
from tests.web.officer.build import Office, url
from tests.web.public.cases import Letters
from tests.web.public.test_follow import follow
from tests.web.staff import build
from tracker import lawbook
from tracker.cases import announcing, answer_drafts, approving, requalifying
from tracker.cases.acts import Act
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, Leg
from tracker.directory.models import Authority
from tracker.directory.posts import PostRole
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def leg_of(case: Case) -> Leg:
    assert case.current_leg is not None
    return case.current_leg


def wants_money(case: Case) -> None:
    announcing.announce_fee(
        db.session, case, leg_of(case), by=build.OFFICER, now=NOW, amount=Decimal("1250.50"),
        purpose="Текшерүү материалдарынын 47 барагынын көчүрмөсү", basis="Баалар тизмеси № 5",
    )  # fmt: skip


def called_another_kind(case: Case, kind: Kind) -> None:
    requalifying.requalify(db.session, case, leg_of(case), by=build.OFFICER, now=NOW, kind=kind, reason="Мазмуну боюнча.")


def of_officer(app: Flask) -> tuple[PageClient, list[str]]:
    office = Office(app)
    case, answered, waits = office.letter(), build.answered(), office.letter()
    announcing.announce_date(
        db.session, case, leg_of(case), by=build.OFFICER, now=NOW, announced_on=date(2026, 12, 20), text="Лаборатория күтүлүүдө."
    )
    db.session.get_one(Authority, "SETS-CH").head_signs = True
    officer, head = office.person(), office.person("bashchy", PostRole.HEAD)
    by = Actor(ActorKind.OFFICER, account_id=officer.account_id, post_id=officer.id, authority_id="SETS-CH")
    draft = answer_drafts.keep(db.session, leg_of(waits), Act.ANSWER, by, {"text": "Жооптун долбоору.", "outcome": "full"}, NOW)
    approving.ask_approval(db.session, waits, leg_of(waits), by=by, now=NOW, act=Act.ANSWER, draft=draft)
    db.session.commit()
    own = [url(case, rest) for rest in ("", "/day-of-answer", "/payment", "/kind")]
    return office.signed_in(head), ["/en/officer", *own, url(answered, "/correct"), url(waits), url(waits, "/sign")]


def of_holder(app: Flask) -> tuple[PageClient, list[str]]:
    letter = Letters().delivered()
    called_another_kind(letter.case, Kind.STATEMENT)
    wants_money(letter.case)
    db.session.commit()
    pages = PageClient(app)
    follow(pages, letter.number, letter.secret)
    return pages, [f"/en/my/{letter.number}{rest}" for rest in ("", "/payment", "/object")]


def of_staff(app: Flask) -> tuple[PageClient, list[str]]:
    house = build.a_house(app)
    case, other = build.delivered(), build.delivered(Kind.STATEMENT)
    wants_money(case)
    called_another_kind(other, Kind.INFORMATION_REQUEST)
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=other.id)
    requalifying.object_to_kind(db.session, other, leg_of(other), by=holder, now=NOW, reason="Мен көйгөй жөнүндө жаздым.")
    db.session.commit()
    of = [f"/en/staff/{case.number}/of/{leg_of(case).id}/{name}" for name in ("payment", "kind", "recount")]
    return house.aigul, [f"/en/staff/{other.number}", f"/en/staff/{other.number}/of/{leg_of(other).id}/settle", *of]


def of_administrator(app: Flask) -> tuple[PageClient, list[str]]:
    account = an_account(
        db.session, "admin@example.kg", "Администратор Үлгү", tf_primary_method="authenticator", tf_totp_secret="x"
    )
    a_post(db.session, account, PostRole.ADMINISTRATOR)
    build.delivered()
    build.delivered(Kind.COMPLAINT)
    by = Actor(ActorKind.ADMINISTRATOR)
    lawbook.set_day(db.session, date(2026, 11, 27), False, "Жылдыруу", "Токтом № 600", by, NOW, source="https://example.kg/600")
    db.session.commit()
    pages = enter(PageClient(app), account)
    return pages, ["/en/admin/calendar/day/2026-11-27/dates", "/en/admin/body/SETS-CH", "/en/admin/body/SETS-CH/signature"]


def opened(browser: Any, app: Flask, pages: PageClient, address: str) -> Iterator[tuple[Any, str]]:
    """A page on a phone and one at a desk, with the key of these people."""
    cookie = pages.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    for window, name in ((PHONE, "phone"), (DESK, "desk")):
        context = browser.new_context(viewport=window)
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        yield context.new_page(), name
        context.close()


@pytest.mark.parametrize("people", [of_officer, of_holder, of_staff, of_administrator])
def test_nothing_sticks_out_and_axe_finds_nothing(browser: Any, world: Flask, people: Any) -> None:
    pages, paths = people(world)
    pages.get(paths[0])
    with served(world) as address:
        for page, _name in opened(browser, world, pages, address):
            for path in paths:
                for language in ("ky", "ru"):
                    here = path.replace("/en/", f"/{language}/", 1)
                    answer = page.goto(address + here)
                    assert answer.status == 200, here
                    assert page.url == address + here
                    assert fits(page), here
                    assert violations(page) == [], here
