"""A table of bodies: sent, looked at, then taken over. Nothing is changed before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW
from tests.people.build import enter
from tests.web.admin.conftest import a_person
from tests.web.client import Page, PageClient
from tracker.directory import imports
from tracker.directory.editing import edit_authority
from tracker.directory.imports import BodyImport
from tracker.directory.models import Authority, Contact
from tracker.directory.posts import PostRole
from tracker.people.actor import Actor, ActorKind
from tracker.people.models import Account
from tracker.store import db

HEAD = "id;name_ky;name_ru;kind;level;territory_code;email;source;valid_from;status"
GOOD = "WATER-T;Талас суу кызматы;Таласская водная служба;service;oblast;41707000000000;water@example.kg;Токтом 3;01.12.2026;"
CHANGE = "KGM;;Кыргызгидромет;;;;;Токтом 4;;unconfirmed"
BAD = "шум;Ызы-чуу;Служба шума;service;oblast;41707000000000;;;;"
BAD_CODE = "NOISE-T;Ызы-чуу;Служба шума;service;oblast;999;;;;"


def send(
    admin: PageClient, *lines: str, name: str = "Органдар.csv", status: int = 200, encoding: str = "utf-8-sig"
) -> Page:
    data = "\r\n".join((HEAD, *lines)).encode(encoding)
    return admin.get("/en/admin/import").form("upload").fill(table=(name, data)).submit(status=status)


def bodies() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Authority.id))) or 0


def waiting() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(BodyImport.id)).where(BodyImport.data.is_not(None))) or 0


def test_the_help_names_what_the_rule_asks_for(admin: PageClient) -> None:
    """A line of a new body without its Kyrgyz name is refused, and the help says so; one of a known body is taken."""
    assert "A body that is not here yet needs its name in Kyrgyz too: name_ky." in admin.get("/en/admin/import").text
    page = send(admin, GOOD.replace("Талас суу кызматы", ""), CHANGE)
    assert "Write the name in Kyrgyz and in Russian." in page.text


def test_line_by_line_and_then_taken_over(admin: PageClient) -> None:
    before = bodies()
    page = send(admin, GOOD, CHANGE, BAD, BAD_CODE)
    assert page.h1 == "What would change"
    for said in ("Талас суу кызматы", "how sure: working today → not yet confirmed", "“999” cannot stand in the field “seat”",
                 "A number may have Latin capital letters", "divided by “;”"):  # fmt: skip
        assert said in page.text, said
    assert bodies() == before
    done = page.form("confirm").submit()
    assert "added: 1, changed: 1, refused: 2" in done.text
    assert bodies() == before + 1
    assert db.session.scalars(select(Contact.state).where(Contact.value == "water@example.kg")).one() == "proposed"
    kept = db.session.scalars(select(BodyImport)).one()
    assert (kept.data, kept.name) == (None, "Органдар.csv")
    assert "Органдар.csv" in admin.get("/en/admin/import").text


def test_again_there_is_nothing_to_do(admin: PageClient) -> None:
    send(admin, GOOD).form("confirm").submit()
    assert "There is nothing to take over." in send(admin, GOOD).text


def test_the_button_pressed_twice_does_it_once(admin: PageClient) -> None:
    form = send(admin, GOOD).form("confirm")
    form.submit()
    assert form.submit(status=404).status == 404


def test_what_moved_meanwhile_is_shown_once_more(admin: PageClient, account: Account) -> None:
    page = send(admin, CHANGE)
    edit_authority(
        db.session,
        "KGM",
        {"status": "unconfirmed", "note": "x"},
        by=Actor(ActorKind.ADMINISTRATOR, account.id),
        now=NOW,
    )
    db.session.commit()
    again = page.form("confirm").submit(status=409)
    assert "The directory changed in the meantime" in again.text


def test_files_that_are_no_tables(admin: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BYTES_AT_MOST", 1000)
    form = admin.get("/en/admin/import").form("upload")
    assert form.submit(status=422).errors == ["Choose the file."]
    assert form.fill(table=("x.csv", b"")).submit(status=422).errors == ["The file is empty."]
    assert (
        "Save it from the spreadsheet as CSV"
        in form.fill(table=("x.xlsx", b"PK\x03\x04\x00\x00")).submit(status=422).errors[0]
    )
    assert "missing: id, name_ru" in form.fill(table=("x.csv", b"a;b\n1;2\n")).submit(status=422).errors[0]
    assert "larger than 2 MB" in form.fill(table=("x.csv", b"a" * 1001)).submit(status=422).errors[0]
    db.session.rollback()
    assert db.session.scalars(select(BodyImport)).all() == []


def test_the_old_code_page_of_windows_is_read(admin: PageClient) -> None:
    page = send(admin, "WATER-T;Талас суу кызматы;Таласская водная служба;;;41707000000000;;;;", encoding="cp1251")
    assert "the old Windows code page" in page.text


def test_one_table_waits_per_person_and_nobody_sees_that_of_another(admin: PageClient, world: Flask) -> None:
    first = send(admin, GOOD).url
    second = send(admin, CHANGE).url
    admin.get(first, 404)
    other = enter(PageClient(world), a_person(world, "b@example.kg", "Башка", PostRole.ADMINISTRATOR))
    other.get(second, 404)
    db.session.rollback()
    assert waiting() == 1


def test_a_forgotten_table_goes_when_the_next_one_comes(admin: PageClient, world: Flask) -> None:
    send(admin, GOOD)
    row = db.session.scalars(select(BodyImport)).one()
    row.uploaded_at = NOW - timedelta(days=2)
    db.session.commit()
    other = enter(PageClient(world), a_person(world, "b@example.kg", "Башка", PostRole.ADMINISTRATOR))
    send(other, GOOD)
    db.session.rollback()
    assert waiting() == 1


def test_given_up_is_gone(admin: PageClient) -> None:
    page = send(admin, GOOD).press("Give up")
    assert page.url == "/en/admin/import"
    assert waiting() == 0


def test_the_example_can_be_filled_in_and_sent(admin: PageClient) -> None:
    head = admin.get("/en/admin/import/example.csv").data
    line = "WATER-T;Суу;Вода;;service;oblast;41707000000000;state;;41707000000000;;;;Токтом;01.12.2026\r\n".encode()
    page = admin.get("/en/admin/import").form("upload").fill(table=("bodies.csv", head + line)).submit()
    assert page.main.first("strong").text == "1"  # type: ignore[union-attr]
