"""Lists to choose from are kept as long as the directory stays as it is; pages for everybody belong to nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import TODAY
from tracker.directory.models import DirectoryChange, Topic
from tracker.i18n import in_language
from tracker.store import db
from tracker.web.public import lists
from tracker.web.shared.forms import SearchForm, SelectField
from tracker.web.shared.widgets import Choices


@pytest.fixture
def keeping(world: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """As in production: kept from one page to the next."""
    monkeypatch.setattr(world, "testing", False)
    monkeypatch.setitem(world.extensions, "lists", {})
    return world


def named(choices: Choices) -> dict[str, str]:
    return {code: str(text) for code, text in choices}


def test_a_list_is_read_again_when_the_directory_changed(keeping: Flask) -> None:
    with in_language("en"):
        first = lists.topic_choices(7, TODAY)
        db.session.scalars(select(Topic).where(Topic.code == "AIR")).one().name_en = "Air"
        assert lists.topic_choices(7, TODAY) is first
        assert named(lists.topic_choices(8, TODAY))["AIR"] == "Air"


def test_a_list_is_of_its_language_and_of_its_day(keeping: Flask) -> None:
    with in_language("ru"):
        russian = lists.oblast_choices(7, TODAY)
        db.session.scalars(select(Topic).where(Topic.code == "AIR")).one().valid_to = TODAY
        assert "AIR" in named(lists.topic_choices(7, TODAY))
        assert "AIR" not in named(lists.topic_choices(7, date(2026, 11, 24)))
    with in_language("en"):
        assert named(lists.oblast_choices(7, TODAY)) != named(russian)


def test_an_update_of_the_reference_data_is_a_change_of_the_directory(world: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.reference.test_loader import renamed, ship_instead
    from tracker.reference.commands import reference

    before = world.test_client().get("/en/register")
    ship_instead(monkeypatch, "topic", renamed("AIR", name_en="Air"))
    world.test_cli_runner().invoke(reference, ["update", "--apply"])
    assert [row.table for row in db.session.scalars(select(DirectoryChange))] == ["reference"]
    again = world.test_client().get("/en/register", headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 200
    assert ">Air</option>" in again.text


PAIRS = [("", "all"), ("a", "Жараян & <суу>"), ("b", 'says "no"')]


@pytest.mark.parametrize("asked", ["", "a", "b", "made up"])
def test_kept_choices_look_like_others(app: Flask, asked: str) -> None:
    class Kept(SearchForm):
        place = SelectField("Place", choices=Choices(PAIRS))

    class Plain(SearchForm):
        place = SelectField("Place", choices=PAIRS)

    with app.test_request_context(f"/?place={asked}"):
        assert Kept().place() == Kept().place() == Plain().place()
        assert Kept().validate() == Plain().validate() == (asked != "made up")


@pytest.mark.parametrize("path", ["", "register", "register?late=late", "bodies", "figures", "about", "case/{number}"])
def test_a_page_for_everybody_sets_no_cookie_and_reads_none(demo_world: Flask, path: str) -> None:
    from tracker.cases.models import Case

    number = db.session.scalar(select(Case.number).where(Case.public_row).limit(1))
    url = f"/ky/{path.format(number=number)}"
    answer: Any = demo_world.test_client().get(url)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, no-cache")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    known = {"If-None-Match": answer.headers["ETag"]}
    assert demo_world.test_client().get(url, headers=known).status_code == 304
    other_language = demo_world.test_client().get(url.replace("/ky/", "/ru/"), headers=known)
    assert other_language.status_code == 200


def test_a_page_with_somebodys_cookie_is_kept_by_nobody(app: Flask) -> None:
    answer = app.test_client().get("/ky/login")
    assert "Set-Cookie" in answer.headers
    assert (answer.headers["Cache-Control"], "Cookie" in answer.headers["Vary"]) == ("no-store", True)
