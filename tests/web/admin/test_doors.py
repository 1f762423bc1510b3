"""Every page opens for an administrator in every language, for nobody else, and costs the same however much there is."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cases.rows import a_case, a_leg
from tests.people.build import enter
from tests.web.admin.conftest import a_person, okmotu
from tests.web.client import PageClient
from tracker.directory import staffing
from tracker.directory.editing import add_unit
from tracker.directory.models import Centre, CentreTerritory
from tracker.directory.posts import Post, PostRole
from tracker.people.actor import Actor, ActorKind
from tracker.people.models import Account
from tracker.store import db

PAGES = [
    "/bodies",
    "/bodies?standing=unsure&sort=AO&q=айыл",
    "/bodies/new",
    "/body/SETS-CH",
    "/body/SETS-CH/facts",
    "/body/SETS-CH/contacts",
    "/body/SETS-CH/superior",
    "/body/SETS-CH/places",
    "/body/SETS-CH/end",
    "/body/SETS-CH/unit",
    "/merge",
    "/merge?raion=41708206000000&sort=AO",
    "/import",
    "/posts",
    "/posts?which=vacant&role=officer",
    "/posts?which=off",
    "/posts/new",
    "/posts/new?body=SETS-CH",
    "/posts/new?centre=AC-OS",
    "/people",
    "/people?q=үлгү&which=all",
    "/person/1",
    "/centres",
    "/centres/new",
    "/centre/AC-OS",
    "/centre/AC-OS/facts",
    "/centre/AC-OS/places",
    "/centre/AC-OS/deputy",
    "/topics",
    "/topics/new",
    "/topic/AIR",
    "/places",
    "/places?q=кант",
    "/places/new",
    "/place/41708206000000",
    "/place/41708206000000/names",
    "/place/41708206000000/end",
    "/calendar/2026",
    "/calendar/2040",
    "/calendar/day",
    "/calendar/day/2026-11-27",
    "/law",
    "/law/KG-ATI-217",
    "/law/KG-APP-67/term/answer",
    "/law/KG-APP-67/ground/K67-ANON",
    "/law/KG-APP-67/days",
    "/law/KG-APP-67-10WD/days",
    "/law/changes",
]
DOORS = ["/admin", *(f"/admin{page}" for page in PAGES), "/place-names", "/place-names/41708206000000"]


@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
def test_every_page_opens(admin: PageClient, lang: str) -> None:
    for path in DOORS:
        admin.get(f"/{lang}{path}")


def test_every_page_opens_on_both_databases(any_world: Flask) -> None:
    keeper = a_person(any_world, "admin@example.kg", "Администратор", PostRole.ADMINISTRATOR)
    pages = enter(PageClient(any_world), keeper)
    first = okmotu()[0]
    a_leg(a_case(), authority_id=first)
    for path in (
        *DOORS,
        f"/admin/merge/confirm?id={first}&successor=MNR",
        f"/admin/body/{first}",
        "/admin/calendar/2026?set=2026-11-24",
    ):
        if "/person/" not in path:
            pages.get(f"/ky{path}")
    pages.get(f"/ky/admin/person/{keeper.id}")


@pytest.mark.parametrize("path", DOORS)
def test_an_officer_stays_outside(world: Flask, path: str) -> None:
    officer = a_person(world, "officer@example.kg", "Кызматкер", PostRole.OFFICER, authority_id="SETS-CH")
    enter(PageClient(world), officer).get(f"/en{path}", 403)


def test_staff_stay_outside_but_for_the_names_of_places(world: Flask) -> None:
    staff = enter(PageClient(world), a_person(world, "staff@example.kg", "Айгүл", PostRole.STAFF, centre_id="AC-BI"))
    for path in DOORS:
        staff.get(f"/en{path}", 200 if "place-names" in path else 403)


def test_the_public_is_led_to_the_door(world: Flask) -> None:
    assert PageClient(world).get("/en/admin").url.startswith("/en/login")


@pytest.mark.parametrize(
    "path",
    [
        "/body/NOBODY",
        "/unit/99",
        "/post/99",
        "/person/99",
        "/centre/NONE",
        "/topic/NONE",
        "/place/1",
        "/import/9",
        "/calendar/day/x",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(admin: PageClient, path: str) -> None:
    admin.get(f"/en/admin{path}", 404)


LISTS = (
    "",
    "/bodies?sort=AO",
    "/body/SETS-CH",
    "/posts",
    "/people",
    "/centres",
    "/centre/AC-BI",
    "/topics",
    "/places?q=ак",
    "/calendar/2026",
    "/law",
)


def test_no_list_costs_more_when_it_grows(admin: PageClient, account: Account, world: Flask) -> None:
    few = {path: len(admin.get(f"/ky/admin{path}").statements) for path in LISTS}
    by = Actor(ActorKind.ADMINISTRATOR, account.id)
    now = account.created_at
    for number in range(12):
        unit = add_unit(db.session, "SETS-CH", f"Бөлүм {number}", f"Отдел {number}", by=by, now=now)
        staffing.add_post(
            db.session, PostRole.OFFICER, by=by, now=now, valid_from=now.date(), authority_id="SETS-CH", unit_id=unit.id
        )
        a_person(world, f"o{number}@example.kg", f"Кызматкер {number}", PostRole.OFFICER, authority_id="SETS-CH")
        db.session.add(CentreTerritory(centre_id="AC-BI", territory_code=okmotu(count=12)[number].removeprefix("AO-")))
        db.session.add(
            Centre(id=f"AC-{number}", name_ky="б", name_ru="ц", name_en="c", territory_code="41700000000000")
        )
    db.session.commit()
    assert db.session.scalar(select(Post.id).limit(1))
    many = {path: len(admin.get(f"/ky/admin{path}").statements) for path in LISTS}
    assert all(many[path] <= few[path] for path in LISTS), (few, many)
    assert max(many.values()) <= 10, many


def test_the_pages_stay_small(admin: PageClient) -> None:
    for path in ("", "/bodies", "/body/SETS-CH", "/people", "/topics", "/calendar/2026"):
        assert len(admin.get(f"/ky/admin{path}").data) < 40_000, path
