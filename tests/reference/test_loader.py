from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tracker.directory.codes import BodyStatus, ContactState
from tracker.directory.models import (
    Authority,
    AuthorityServes,
    Centre,
    CentreTerritory,
    Contact,
    Territory,
    TerritoryName,
    Topic,
)
from tracker.reference import bodies, loader, shipped
from tracker.reference.loader import Conflict, apply, changes, load
from tracker.reference.shipped import Row
from tracker.store import db

TODAY = date(2026, 11, 23)


@pytest.fixture
def filled(world: Flask) -> Any:
    return db.session


def count(session: Any, model: Any, *where: Any) -> int:
    return int(session.scalar(select(func.count()).select_from(model).where(*where)))


def test_everything_is_loaded_once_and_soon(session: Any) -> None:
    began = time.perf_counter()
    assert load(session, TODAY) == 2438 + 34 + 2092 + 3
    assert time.perf_counter() - began < 8
    assert load(session, TODAY) == 0
    assert count(session, Territory, Territory.level != "village") == 537
    assert count(session, Territory, Territory.level == "village") == 1901
    assert count(session, Topic) == 34
    assert count(session, Authority, Authority.kind != "category") == 70
    assert count(session, Centre) == 3
    assert count(session, CentreTerritory) == 10


def test_nothing_differs_right_after_loading(filled: Any) -> None:
    found = changes(filled)
    assert not found
    assert found.conflicts == []


def test_every_village_hangs_on_the_country_and_can_be_found(filled: Any) -> None:
    without = count(filled, Territory, Territory.level == "village", Territory.oblast_code.is_(None))
    assert without == 0
    assert count(filled, Territory, Territory.sort_ky == "") == 0
    named = select(func.count(func.distinct(TerritoryName.territory_code)))
    assert filled.scalar(named) == 2438


def test_a_place_has_one_body_of_each_category(filled: Any) -> None:
    doubled = (
        select(Authority.category, AuthorityServes.territory_code)
        .join(AuthorityServes, AuthorityServes.authority_id == Authority.id)
        .where(Authority.category.in_(["AO", "AK", "PC", "WUA", "RDA", "LESHOZ", "CPZ", "CITY", "SETS", "PP"]))
        .group_by(Authority.category, AuthorityServes.territory_code)
        .having(func.count() > 1)
    )
    assert filled.execute(doubled).all() == []
    assert filled.get(Authority, "CITY-41711000000000") is None
    assert filled.get(Authority, "CITY-41702410000010") is None
    assert filled.get(Authority, "CITY-41707400000010").name_ru == "Мэрия: город Талас"


def test_bodies_of_aiyl_aimaks_are_marked_as_of_before_the_reform(filled: Any) -> None:
    made = count(filled, Authority, Authority.status == BodyStatus.PRE_REFORM)
    assert made == 453 * 4
    assert filled.get(Authority, "RDA-41708203000000").status == BodyStatus.CURRENT


def test_no_superior_is_inferred_and_no_contact_is_usable(filled: Any) -> None:
    assert count(filled, Authority, Authority.superior_id.is_not(None)) == 0
    contacts = filled.scalars(select(Contact)).all()
    assert {contact.authority_id for contact in contacts} == {"MJ", "SC"}
    assert {contact.state for contact in contacts} == {ContactState.PROPOSED}
    assert all(contact.source for contact in contacts)


def test_the_law_is_said_to_bind_only_where_it_was_seen(filled: Any) -> None:
    assert filled.get(Authority, "MNR").bound_by_confirmed
    assert count(filled, Authority, Authority.category == "AO", Authority.bound_by_confirmed.is_(False)) == 0
    for body_id in ("BISH-TAZ", "SC", "JK", "ECOOP"):
        assert not filled.get(Authority, body_id).bound_by_confirmed
    unsure = count(filled, Authority, Authority.bound_by_confirmed, Authority.category.in_(["PC", "WUA", "LESHOZ"]))
    assert unsure == 0


def test_restricted_topics(filled: Any) -> None:
    codes = set(filled.scalars(select(Topic.code).where(Topic.restricted_by_default)))
    assert codes == {"MINCONF", "MINING", "GRAVEL", "TAIL"}


def test_every_code_in_a_topic_means_a_body_or_a_category() -> None:
    known = {row.key for row in bodies.bodies(shipped.territories())} | set(bodies.CATEGORY_BOUND_BY) | {"SETS"}
    for topic in shipped.topics():
        codes = f"{topic.values['authorities']};{topic.values['local_first']}".split(";")
        assert {code.strip() for code in codes} - {""} <= known, topic.key


def ship_instead(monkeypatch: pytest.MonkeyPatch, table: str, change: Any) -> None:
    original = loader.everything

    def other() -> dict[str, list[Row]]:
        rows = original()
        rows[table] = change(rows[table])
        return rows

    monkeypatch.setattr(loader, "everything", other)


def renamed(key: str, **values: Any) -> Any:
    def change(rows: list[Row]) -> list[Row]:
        return [Row(row.table, row.key, row.values | values, row.extra) if row.key == key else row for row in rows]

    return change


def test_an_update_adds_changes_and_ends(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ship_instead(monkeypatch, "authority", lambda rows: [row for row in rows if row.key not in {"AIRCOM", "KGM"}])
    ship_instead(monkeypatch, "topic", renamed("AIR", name_en="Air"))
    found = changes(filled)
    assert set(found.end) == {("authority", "AIRCOM"), ("authority", "KGM")}
    assert [one.row.key for one in found.change] == ["AIR"]
    assert found.change[0].fields == {"name_en": ("Air pollution, smoke and smog", "Air")}
    assert apply(filled, found, TODAY) == 3
    filled.expire_all()
    assert filled.get(Authority, "KGM").valid_to == TODAY
    assert filled.get(Topic, "AIR").name_en == "Air"
    assert not changes(filled)


def test_a_new_row_brings_what_stands_beside_it(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def more(rows: list[Row]) -> list[Row]:
        village = next(row for row in rows if row.values["level"] == "village")
        return [*rows, Row("territory", "41799999999999", village.values | {"name_ru": "Жаңы-Конуш"})]

    ship_instead(monkeypatch, "territory", more)
    apply(filled, changes(filled), TODAY)
    assert count(filled, TerritoryName, TerritoryName.territory_code == "41799999999999") > 0


def test_what_staff_edited_is_shown_and_left(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ship_instead(monkeypatch, "authority", renamed("KGM", phone="1"))
    filled.get(Authority, "KGM").phone = "0312 000000"
    filled.flush()
    found = changes(filled)
    assert not found
    assert [(one.row.key, one.conflict) for one in found.conflicts] == [("KGM", Conflict.EDITED)]
    apply(filled, found, TODAY)
    assert filled.get(Authority, "KGM").phone == "0312 000000"


def test_a_row_ended_by_staff_is_left(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ship_instead(monkeypatch, "authority", renamed("KGM", phone="1"))
    filled.get(Authority, "KGM").valid_to = TODAY
    filled.flush()
    assert [one.conflict for one in changes(filled).conflicts] == [Conflict.ENDED]


def test_a_row_used_by_a_case_is_left(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ship_instead(monkeypatch, "authority", renamed("KGM", phone="1"))
    monkeypatch.setattr(loader, "_used", lambda session, table, keys: {"KGM"} & set(keys))
    assert [one.conflict for one in changes(filled).conflicts] == [Conflict.USED]


def test_a_use_is_any_reference_from_outside_the_directory(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = {f"{column.table.name}.{column.name}" for column in loader._columns_pointing_at("authority")}
    assert columns
    assert not any(column.partition(".")[0] in loader.OWN_TABLES for column in columns)
    assert loader._used(filled, "authority", ["KGM"]) == set()


def test_the_command_shows_before_it_writes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.reference.commands import reference

    runner = app.test_cli_runner()
    assert "rows written" in runner.invoke(reference, ["load"]).output
    assert "Already loaded" in runner.invoke(reference, ["load"]).output
    ship_instead(monkeypatch, "topic", renamed("AIR", name_en="Air"))
    shown = runner.invoke(reference, ["update"]).output
    assert "'Air pollution, smoke and smog' → 'Air'" in shown
    assert "Nothing was written" in shown
    assert "1 rows written" in runner.invoke(reference, ["update", "--apply"]).output
    assert "Nothing to write" in runner.invoke(reference, ["update"]).output
    assert "70 bodies named one by one" in runner.invoke(reference, ["counts"]).output
