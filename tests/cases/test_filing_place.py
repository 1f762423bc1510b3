"""Which raion a case is counted in, whatever place was named."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tracker.cases import filing
from tracker.cases.filing import Filing, PartyGiven
from tracker.cases.kinds import Kind
from tracker.directory.models import Territory
from tracker.people.actor import PUBLIC
from tracker.store import db


def raion_of(place: str) -> str | None:
    letter = Filing(
        kind=Kind.STATEMENT, language="ky", subject="Таштанды", body="Суунун жээгинде таштанды.",
        parties=(PartyGiven("applicant", name="Үлгү Асанова"),), topic_code="WASTE", territory_code=place,
    )  # fmt: skip
    return filing.file(db.session, letter, by=PUBLIC, now=NOW, key="k").case.raion_code


@pytest.mark.parametrize("level", ["raion", "oblast_city"])
def test_the_place_itself_may_be_the_raion(world: Flask, level: str) -> None:
    place = db.session.scalars(select(Territory.code).where(Territory.level == level).limit(1)).one()
    assert raion_of(place) == place


def test_a_village_lies_in_its_raion_or_in_the_city_above_it(world: Flask) -> None:
    village = db.session.scalars(select(Territory).where(Territory.level == "village", Territory.raion_code.is_not(None))).first()
    assert village is not None
    assert raion_of(village.code) == village.raion_code
    city = Territory.__table__.alias("city")
    of_city = select(Territory).join(city, city.c.code == Territory.parent_code)
    below = db.session.scalars(of_city.where(Territory.level == "village", city.c.level == "oblast_city")).first()
    assert below is not None
    assert raion_of(below.code) == below.parent_code


def test_bishkek_and_whole_oblasts_have_none(world: Flask) -> None:
    for level in ("republican_city", "oblast", "city_district"):
        place = db.session.scalars(select(Territory.code).where(Territory.level == level).limit(1)).one()
        assert raion_of(place) is None
