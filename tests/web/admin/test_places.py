"""Places, their Kyrgyz names, centres and topics through real pages."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.conftest import TODAY
from tests.people.build import enter
from tests.web.admin.conftest import a_person
from tests.web.client import PageClient
from tracker.directory.centres import centre_for
from tracker.directory.models import Authority, Territory, Topic
from tracker.directory.places import find_place
from tracker.directory.posts import PostRole
from tracker.store import db

ISSYK_ATA = "41708206000000"


def place(code: str) -> Territory:
    db.session.rollback()
    return db.session.get_one(Territory, code)


def a_guess(raion: str = ISSYK_ATA) -> Territory:
    query = select(Territory).where(
        Territory.raion_code == raion, Territory.name_ky == "", Territory.level == "aiyl_aimak"
    )
    return db.session.scalars(query.order_by(Territory.sort_ru, Territory.code).limit(1)).one()


def test_a_guessed_name_is_right_in_two_taps(admin: PageClient, changes: Any) -> None:
    guess = a_guess()
    listed = admin.get("/en/place-names").click("Ysyk-Ata District")
    page = listed.form(f"/{guess.code}").submit()
    assert page.url == f"/en/place-names/{ISSYK_ATA}"
    assert place(guess.code).name_ky == (guess.name_ky_guess or guess.name_ru)
    assert changes("territory", guess.code)[0][:2] == ("name_ky", "")
    assert f"/{guess.code}" not in page.html, "what was checked is not asked again"


def test_a_corrected_name_is_found_and_its_bodies_follow(admin: PageClient) -> None:
    guess = a_guess()
    page = admin.get(f"/en/place-names/{ISSYK_ATA}").form(f"/{guess.code}").fill(name_ky="Үлгү-Көл").submit()
    assert place(guess.code).name_ky == "Үлгү-Көл"
    assert [row.code for row in find_place(db.session, "улгу-кол", TODAY)] == [guess.code]
    body = db.session.get_one(Authority, f"AO-{guess.code}")
    assert body.name_ky == "Айыл өкмөтү: Үлгү-Көл"
    assert page.h1 == "Ysyk-Ata District"


def test_an_empty_name_is_asked_for_again(admin: PageClient) -> None:
    guess = a_guess()
    page = admin.get(f"/en/place-names/{ISSYK_ATA}").form(f"/{guess.code}").fill(name_ky=" ").submit(status=422)
    assert "Write the name in Kyrgyz." in page.text
    too_long = page.form(f"/{guess.code}").fill(name_ky="ө" * 301).submit(status=422)
    assert "Shorten it to 300." in too_long.text
    assert "ө" * 301 in too_long.html


def test_staff_correct_names_too(world: Flask) -> None:
    staff = enter(PageClient(world), a_person(world, "staff@example.kg", "Айгүл", PostRole.STAFF, centre_id="AC-BI"))
    guess = a_guess()
    staff.get(f"/ky/place-names/{ISSYK_ATA}").form(f"/{guess.code}").fill(name_ky="Үлгү-Көл").submit()
    assert place(guess.code).name_ky == "Үлгү-Көл"


def test_former_names_find_the_place(admin: PageClient) -> None:
    form = admin.get(f"/en/admin/place/{ISSYK_ATA}").click("Change the names").form("admin-form")
    page = form.fill(former_names="Чүй Үлгү району; Калинин Үлгү", reason="Мыйзам 1991").submit()
    assert "→ Чүй Үлгү району; Калинин Үлгү" in page.text
    assert [row.code for row in find_place(db.session, "калинин улгу", TODAY)] == [ISSYK_ATA]


def add(admin: PageClient, **more: Any) -> Any:
    values = {
        "code": "41708206999000",
        "level": "aiyl_aimak",
        "parent": ISSYK_ATA,
        "name_ky": "Үлгү",
        "name_ru": "Образцовый",
        "source": "Токтом",
    }
    return admin.get("/en/admin/places/new").form("admin-form").fill({**values, **more})


def test_a_place_is_added(admin: PageClient) -> None:
    page = add(admin).submit()
    assert page.url == "/en/admin/place/41708206999000"
    made = place("41708206999000")
    assert (made.raion_code, made.oblast_code) == (ISSYK_ATA, "41708000000000")
    assert [row.code for row in find_place(db.session, "образцовый", TODAY)] == [made.code]


def test_wrong_places(admin: PageClient) -> None:
    assert add(admin, code="123").submit(status=422).errors == ["“123” cannot stand in the field “code”."]
    assert "already taken" in add(admin, code=ISSYK_ATA).submit(status=422).errors[0]
    assert "cannot stand in the field “lies in”" in add(admin, level="raion").submit(status=422).errors[0]
    assert add(admin, name_ky="").submit(status=422).errors == ["Write the name in Kyrgyz."]


def test_a_place_ends_and_its_villages_pass_over(admin: PageClient) -> None:
    aimaks = db.session.scalars(
        select(Territory)
        .where(Territory.parent_code == ISSYK_ATA, Territory.level == "aiyl_aimak")
        .order_by(Territory.code)
    ).all()
    old, new = aimaks[0].code, aimaks[1].code
    villages = db.session.scalars(select(Territory.code).where(Territory.parent_code == old)).all()
    form = admin.get(f"/en/admin/place/{old}").click("It ends").form("admin-form")
    refused = form.fill(last_day="22.11.2026", act="Мыйзам 7").submit(status=422)
    assert refused.errors == ["Choose what takes its place."]
    assert form.fill(successor=old).submit(status=422).errors == ["A place cannot follow itself."]
    page = form.fill(successor=new).submit()
    assert "no longer exists" in page.text
    assert place(old).successor_code == new
    assert {place(code).parent_code for code in villages} == {new}


def test_a_centre_is_changed_and_cares_for_another_place(admin: PageClient) -> None:
    page = admin.get("/en/admin/centre/AC-NA").click("Give it a place")
    page = page.form("admin-form").fill(place="41702000000000", from_day="23.11.2026").submit()
    assert "since 23.11.2026" in page.text
    assert centre_for(db.session, "41702000000000", TODAY).id == "AC-NA"  # type: ignore[union-attr]


def test_a_centre_that_stops_needs_a_deputy(admin: PageClient) -> None:
    form = admin.get("/en/admin/centre/AC-NA").click("Change the details").form("admin-form")
    assert form.fill(active=False).submit(status=422).errors == [
        "First name a deputy: otherwise its cases belong to nobody."
    ]
    page = (
        admin.get("/en/admin/centre/AC-NA")
        .click("Name a deputy")
        .form("admin-form")
        .fill(deputy="AC-BI", from_day="01.11.2026")
        .submit()
    )
    assert "since 01.11.2026" in page.text
    assert "does not work now" in form.submit().text
    naryn = db.session.scalars(
        select(Territory.code).where(Territory.name_en.like("Naryn%"), Territory.level == "oblast")
    ).one()
    assert centre_for(db.session, naryn, TODAY).id == "AC-BI"  # type: ignore[union-attr]
    form = admin.get("/en/admin/centre/AC-NA/deputy").form("admin-form").fill(deputy="", from_day="23.11.2026")
    assert "somebody must take its cases" in form.submit(status=422).errors[0]


def test_a_new_centre(admin: PageClient) -> None:
    form = admin.get("/en/admin/centres/new").form("admin-form")
    assert len(form.submit(status=422).errors) == 5
    values = {
        "id": "ac-ta",
        "place": "41707000000000",
        "name_ky": "Талас Орхус борбору",
        "name_ru": "Орхусский центр Таласа",
        "name_en": "Aarhus Centre Talas",
    }
    assert "AC-TA" in form.fill(values).submit().text


def test_a_topic_is_changed_with_its_reason(admin: PageClient, changes: Any) -> None:
    form = admin.get("/en/admin/topic/AIR").form("admin-form")
    page = form.fill(authorities="sets, mnr AO", restricted_by_default=True, reason="Кеңеш 5").submit()
    assert page.url == "/en/admin/topics"
    db.session.rollback()
    topic = db.session.get_one(Topic, "AIR")
    assert (topic.authorities, topic.restricted_by_default) == ("SETS;MNR;AO", True)
    assert ("restricted_by_default", "False", "True", "Кеңеш 5") in changes("topic", "AIR")
    assert "restricted from the start: no → yes" in admin.get("/en/admin/topic/AIR").text


def test_wrong_topics(admin: PageClient) -> None:
    form = admin.get("/en/admin/topic/AIR").form("admin-form")
    wrong = form.fill(authorities="NOBODY", reason="x").submit(status=422)
    assert wrong.errors == ["“NOBODY” cannot stand in the field “bodies, in order”."]
    assert wrong.form("admin-form")["authorities"] == "NOBODY"
    assert form.fill(authorities="MNR", position="many").submit(status=422).errors == [
        "Write a whole number in digits."
    ]


def test_a_new_topic_and_its_last_day(admin: PageClient) -> None:
    form = admin.get("/en/admin/topics/new").form("admin-form")
    values = {
        "code": "noise2",
        "name_ky": "Ызы-чуу",
        "name_ru": "Шум",
        "name_en": "Noise",
        "group": "air",
        "position": "99",
        "reason": "Кеңеш",
    }
    page = form.fill(values).submit()
    assert page.url == "/en/admin/topics"
    form = admin.get("/en/admin/topic/NOISE2").form("admin-form")
    form.fill(valid_to="31.12.2026", reason="Кеңеш 6").submit()
    assert "until 31.12.2026" in admin.get("/en/admin/topics").text
