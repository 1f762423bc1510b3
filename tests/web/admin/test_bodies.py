"""Bodies through real pages: found, added, changed, what is wrong said beside its field, everything in the history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tests.cases.rows import a_case, a_leg
from tests.conftest import TODAY
from tests.web.admin.conftest import okmotu
from tests.web.client import PageClient
from tracker.directory.models import Authority, AuthorityServes, Unit
from tracker.store import db

ISSYK_ATA = "41708206000000"


def body(body_id: str) -> Authority:
    db.session.rollback()
    return db.session.get_one(Authority, body_id)


def test_a_body_is_found_by_a_part_of_its_name_or_by_its_number(admin: PageClient) -> None:
    assert admin.get("/ru/admin/bodies?q=sets-ch").link("Чуй").endswith("/body/SETS-CH")
    page = admin.get("/en/admin/bodies?sort=AO&oblast=41708000000000")
    assert "next" in page.html
    assert page.click("Next page").main.all("tbody")[0].all("tr")
    assert "Nothing found" in admin.get("/en/admin/bodies?q=zzzz").text


def test_the_list_tells_what_is_not_sure(admin: PageClient) -> None:
    assert "before the reform" in admin.get("/en/admin/bodies?standing=unsure").text
    unbound = admin.get("/en/admin/bodies?standing=unbound")
    assert len(unbound.main.all("tbody")[0].all("tr")) == 25


def add(admin: PageClient, **more: Any) -> Any:
    values = {
        "id": "noise-ch",
        "place": ISSYK_ATA,
        "name_ky": "Ызы-чуу кызматы",
        "name_ru": "Служба шума",
        "kind": "service",
        "level": "raion",
        "bound_by": "state",
        "status": "unconfirmed",
        "reason": "Токтом № 5, 01.11.2026",
    }
    return admin.get("/en/admin/bodies/new").form("admin-form").fill({**values, **more})


def test_a_new_body_serves_its_seat(admin: PageClient, changes: Any) -> None:
    page = add(admin).submit()
    assert page.url == "/en/admin/body/NOISE-CH"
    assert body("NOISE-CH").source == "Токтом № 5, 01.11.2026"
    served = db.session.scalars(
        select(AuthorityServes.territory_code).where(AuthorityServes.authority_id == "NOISE-CH")
    ).all()
    assert served == [ISSYK_ATA]
    assert changes("authority", "NOISE-CH") == [("created", None, "Служба шума", "Токтом № 5, 01.11.2026")]
    assert "Added" in page.text


def test_wrong_input_is_said_beside_its_field_and_kept(admin: PageClient) -> None:
    page = add(admin, id="шум", name_ky="").submit(status=422)
    assert page.errors == ["A number may have Latin capital letters, digits and hyphens only, 2 to 40 of them."]
    assert page.form("admin-form")["name_ru"] == "Служба шума"
    assert add(admin, id="SETS-CH").submit(status=422).errors == [
        "The number “SETS-CH” is already taken. Choose another."
    ]
    assert add(admin, name_ky="").submit(status=422).errors == ["Write the name in Kyrgyz and in Russian."]
    assert add(admin, reason="").submit(status=422).errors == ["Write where this is known from."]
    assert add(admin, name_ru="я" * 301).submit(status=422).errors == [
        "This is 301 characters long. Shorten it to 300."
    ]
    assert add(admin, place="Жок жер").submit(status=422).errors == ["Nothing has this code or name: “Жок жер”."]
    page = add(admin, bound_by_confirmed=True).submit(status=422)
    assert page.errors == ["Write which law binds it, and where you read that."]


def test_a_name_that_several_places_have_asks_which_one(admin: PageClient) -> None:
    page = add(admin, place="Ак-Суу").submit(status=422)
    assert page.errors == ["Several have this name. Choose one."]
    form = page.form("admin-form")
    choices = [control.get("value") for control in form.controls() if control.get("name") == "place_pick"]
    assert len(choices) > 2
    assert form.fill(place_pick=choices[1]).submit().url.endswith("/body/NOISE-CH")
    assert body("NOISE-CH").territory_code == choices[1]


def test_another_language_in_the_middle_loses_nothing(admin: PageClient) -> None:
    page = add(admin).submit("ru")
    assert page.lang == "ru"
    assert page.form("admin-form")["name_ru"] == "Служба шума"
    assert page.errors == []


def test_facts_are_changed_with_their_source(admin: PageClient, changes: Any) -> None:
    page = admin.get("/en/admin/body/SETS-CH").click("Change names and facts")
    page = page.form("admin-form").fill(acronym_ru="ЧУ СЭТН", status="current", reason="Приказ № 12").submit()
    assert page.url == "/en/admin/body/SETS-CH"
    assert ("acronym_ru", "", "ЧУ СЭТН", "Приказ № 12") in changes("authority", "SETS-CH")
    assert "abbreviation in Russian: ЧУ СЭТН" in page.text
    assert "Приказ № 12" in page.text


def test_nothing_but_what_was_changed_is_in_the_history(admin: PageClient, changes: Any) -> None:
    admin.get("/en/admin/body/SETS-CH/facts").form("admin-form").fill(reason="nothing new").submit()
    assert changes("authority", "SETS-CH") == []


def test_contacts_say_where_they_are_from(admin: PageClient) -> None:
    form = admin.get("/en/admin/body/SETS-CH/contacts").form("admin-form")
    wrong = form.fill(website="meteo.kg", reason="their page").submit(status=422)
    assert wrong.errors == ["The address of a website begins with https:// or http://."]
    wrong.form("admin-form").fill(website="https://sets.example", phone="0312 00 00 00").submit()
    assert (body("SETS-CH").website, body("SETS-CH").contact_source) == ("https://sets.example", "their page")


def test_who_hears_complaints_is_named_with_source_and_day(admin: PageClient) -> None:
    form = admin.get("/en/admin/body/SETS-CH/superior").form("admin-form")
    assert form.fill(body="SETS-CH", from_day="01.11.2026", source="x").submit(status=422).errors == [
        "A body cannot hear complaints about itself."
    ]
    page = form.fill(body="mnr", from_day="01.11.2026", source="Положение, пункт 12").submit()
    assert (body("SETS-CH").superior_id, str(body("SETS-CH").superior_from)) == ("MNR", "2026-11-01")
    assert "Положение, пункт 12" in page.text


def test_places_are_dated(admin: PageClient) -> None:
    form = admin.get("/en/admin/body/SETS-CH/places").form("admin-form")
    assert form.fill(from_day="01.12.2026", act="Решение 7").submit(status=422).errors == [
        "Write a place to add, or choose one that goes."
    ]
    page = form.fill(place="41707000000000", from_day="01.12.2026", act="Решение 7").submit()
    assert "since 01.12.2026" in page.text
    form = page.click("Change the places").form("admin-form")
    early = form.fill(gone=["41707000000000"], from_day="01.12.2026", act="Решение 8").submit(status=422)
    assert early.errors == ["The last day is before the first one."]
    gone = (
        page.click("Change the places")
        .form("admin-form")
        .fill(gone=["41707000000000"], from_day="01.01.2027", act="Решение 8")
        .submit()
    )
    assert "from 01.12.2026 to 31.12.2026" in gone.text


def test_units_are_added_renamed_and_ended(admin: PageClient) -> None:
    page = admin.get("/en/admin/body/SETS-CH").click("Add a unit")
    assert len(page.form("admin-form").submit(status=422).errors) == 2
    page = page.form("admin-form").fill(name_ky="Аба бөлүмү", name_ru="Отдел воздуха", valid_from="01.02.2026").submit()
    form = page.click("Отдел воздуха").form("admin-form")
    assert form.fill(valid_to="01.01.2026").submit(status=422).errors == ["The last day is before the first one."]
    form.fill(name_ru="Отдел охраны воздуха", valid_to="31.12.2026").submit()
    db.session.rollback()
    unit = db.session.scalars(select(Unit)).one()
    assert (unit.name_ru, str(unit.valid_to)) == ("Отдел охраны воздуха", "2026-12-31")


def test_a_body_that_owes_cannot_simply_end(admin: PageClient) -> None:
    first = okmotu()[0]
    a_leg(a_case(), authority_id=first)
    db.session.commit()
    page = admin.get(f"/en/admin/body/{first}/end")
    assert "1 letter is open there." in page.text
    assert page.link("Join it to a successor").endswith(f"/admin/merge?id={first}")


def test_a_body_that_owes_nothing_ends_on_a_day(admin: PageClient) -> None:
    first = okmotu()[0]
    form = admin.get(f"/en/admin/body/{first}/end").form("admin-form")
    page = form.fill(last_day="30.11.2026", act="Токтом 9").submit()
    assert (body(first).status, str(body(first).valid_to)) == ("ended", "2026-11-30")
    assert "no longer exists" in page.text
    assert body(first).in_force(TODAY)
