"""Three aiyl okmotu become one: chosen, looked at, done in one act."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.rows import a_case, a_leg
from tests.conftest import TODAY
from tests.web.admin.conftest import a_person, okmotu
from tests.web.client import Page, PageClient
from tracker.cases.models import CaseEvent, Leg
from tracker.directory.models import Authority, AuthorityServes
from tracker.directory.posts import Post, PostRole
from tracker.store import db


@pytest.fixture
def three(world: Any) -> list[str]:
    found = okmotu()
    a_leg(a_case(), authority_id=found[0])
    a_leg(a_case(), authority_id=found[1])
    db.session.commit()
    return found


def choose(admin: PageClient, three: list[str]) -> Page:
    page = admin.get("/en/admin/merge").form("admin/merge").fill(raion="41708206000000", sort="AO").submit()
    return page.form("merge").fill(id=three[:2], successor=three[2]).submit()


def test_what_would_move_is_shown_before(admin: PageClient, three: list[str]) -> None:
    page = choose(admin, three)
    assert page.h1 == "Join these bodies"
    assert "open letters: 1, posts: 0" in page.text
    assert "open letters: 2" in page.text
    assert db.session.scalars(select(CaseEvent)).all() == []


def test_then_one_act_moves_everything(admin: PageClient, three: list[str], world: Any, changes: Any) -> None:
    a_person(world, "o@example.kg", "Катчы", PostRole.OFFICER, authority_id=three[0])
    due = list(db.session.scalars(select(Leg.answer_due_on).order_by(Leg.id)))
    page = choose(admin, three).form("admin-form").fill(act="Мыйзам № 7, 2024", on_date="23.11.2026").submit()
    assert page.url == f"/en/admin/body/{three[2]}"
    db.session.rollback()
    assert set(db.session.scalars(select(Leg.authority_id))) == {three[2]}
    assert list(db.session.scalars(select(Leg.answer_due_on).order_by(Leg.id))) == due
    old = db.session.get_one(Authority, three[0])
    assert (old.status, old.successor_id, str(old.valid_to)) == ("ended", three[2], "2026-11-22")
    served = select(AuthorityServes.territory_code).where(
        AuthorityServes.authority_id == three[2], AuthorityServes.valid_to.is_(None)
    )
    assert {one.removeprefix("AO-") for one in three} == set(db.session.scalars(served))
    post = db.session.scalars(select(Post).where(Post.authority_id == three[0])).one()
    assert str(post.valid_to) == "2026-11-22"
    assert ("successor_id", None, three[2], "Мыйзам № 7, 2024") in changes("authority", three[0])
    assert "2 open letters" in page.text


def test_not_before_its_day_and_not_without_a_decision(admin: PageClient, three: list[str]) -> None:
    form = choose(admin, three).form("admin-form")
    page = form.fill(act="", on_date="24.11.2026").submit(status=422)
    assert page.errors == ["Write where this is known from.", "This day has not come yet. Today is 23.11.2026."]
    db.session.rollback()
    assert all(db.session.get_one(Authority, one).in_force(TODAY) for one in three)


def test_the_successor_is_not_joined_to_itself(admin: PageClient, three: list[str]) -> None:
    page = admin.get(f"/en/admin/merge?id={three[0]}").form("merge").fill(id=[three[0]], successor=three[0]).submit()
    assert "Choose at least one body to join to another." in page.text


def test_without_a_successor_one_is_asked_for(admin: PageClient, three: list[str]) -> None:
    page = admin.get(f"/en/admin/merge?id={three[0]}&q=айыл").form("merge").submit()
    assert "Choose which body takes over." in page.text
    assert page.form("merge")["id"] == three[0]


def test_bodies_that_are_not_there(admin: PageClient, three: list[str]) -> None:
    admin.get(f"/en/admin/merge/confirm?id=NOBODY&successor={three[0]}", 404)


def test_twice_does_it_once(admin: PageClient, three: list[str]) -> None:
    form = choose(admin, three).form("admin-form").fill(act="Мыйзам № 7", on_date="23.11.2026")
    form.submit()
    assert "no longer exists on that day" in form.submit(status=422).errors[0]
