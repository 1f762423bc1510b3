from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from tests.directory.conftest import TODAY
from tracker.directory import queries
from tracker.directory.centres import centre_for
from tracker.directory.codes import BodyStatus
from tracker.directory.commands import (
    add_authority,
    add_centre,
    add_topic,
    add_unit,
    edit_authority,
    edit_centre,
    edit_territory,
    edit_topic,
    edit_unit,
    end_authority,
    merge_authorities,
    set_centre_territory,
    set_deputy,
    set_serves,
    set_superior,
)
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.models import Authority, AuthorityServes, DirectoryChange, Territory
from tracker.directory.suggesting import suggest
from tracker.people.actor import Actor, ActorKind
from tracker.people.models import Account

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ALA_BUKA = ("Ала-Букинский айылный аймак", "Оруктунский айылный аймак", "Торогелди Балтагуловский айылный аймак")


@pytest.fixture
def keeper(filled: Any) -> Actor:
    account = Account(email="admin@example.org", full_name="Administrator", created_at=NOW)
    filled.add(account)
    filled.flush()
    return Actor(ActorKind.ADMINISTRATOR, account.id)


def refused(problem: Problem) -> Any:
    return pytest.raises(DirectoryError, check=lambda error: error.problem == problem)


def okmotu(session: Any, aimak: str) -> str:
    code = session.scalar(select(Territory.code).where(Territory.name_ru == aimak))
    return f"AO-{code}"


def test_merging_moves_the_villages_and_keeps_the_past(filled: Any, keeper: Actor) -> None:
    successor, *merged = (okmotu(filled, name) for name in ALA_BUKA)
    village = filled.scalar(
        select(Territory.code).where(Territory.parent_code == merged[0].removeprefix("AO-"), Territory.level == "village")
    )
    on_date = date(2026, 12, 1)
    ended = merge_authorities(
        filled, merged, successor, act="decision of 2025 on Ala-Buka", on_date=on_date, by=keeper, now=NOW
    )
    assert ended == tuple(merged)
    before = [one.authority_id for one in suggest(filled, "WASTE", village, date(2026, 11, 30))]
    after = [one.authority_id for one in suggest(filled, "WASTE", village, on_date)]
    assert merged[0] in before
    assert successor in after
    assert merged[0] not in after
    gone = filled.get(Authority, merged[0])
    assert (gone.successor_id, gone.valid_to, gone.status) == (successor, date(2026, 11, 30), BodyStatus.ENDED)
    assert filled.get(Authority, successor).status == BodyStatus.CURRENT


def test_merging_refuses_what_makes_no_sense(filled: Any, keeper: Actor) -> None:
    successor, one, other = (okmotu(filled, name) for name in ALA_BUKA)
    act = {"act": "decision", "on_date": date(2026, 12, 1), "by": keeper, "now": NOW}
    with refused(Problem.NOTHING_TO_MERGE):
        merge_authorities(filled, [], successor, **act)
    with refused(Problem.MERGE_INTO_ITSELF):
        merge_authorities(filled, [one, successor], successor, **act)
    with refused(Problem.NOT_FOUND):
        merge_authorities(filled, [one], "AO-NOWHERE", **act)
    with refused(Problem.SOURCE_MISSING):
        merge_authorities(filled, [one], successor, **{**act, "act": " "})
    merge_authorities(filled, [one], successor, **act)
    with refused(Problem.BODY_ENDED):
        merge_authorities(filled, [other], one, **act)
    with refused(Problem.NOT_ALLOWED):
        merge_authorities(filled, [other], successor, **{**act, "by": Actor(ActorKind.STAFF, 1)})


def test_a_corrected_name_renames_the_bodies_made_from_it(filled: Any, keeper: Actor) -> None:
    code = okmotu(filled, ALA_BUKA[1]).removeprefix("AO-")
    aimak = filled.get(Territory, code)
    assert aimak.name_ky == "Өрүктү айыл аймагы"
    staff = Actor(ActorKind.STAFF, keeper.account_id)
    edit_territory(filled, code, {"name_ky": "Өрүктүү айыл аймагы"}, by=staff, now=NOW, reason="people there say so")
    assert filled.get(Authority, f"AO-{code}").name_ky == "Айыл өкмөтү: Өрүктүү айыл аймагы"
    assert code in [row.code for row in queries.find_place(filled, "Өрүктүү", TODAY)]
    history = select(DirectoryChange).where(DirectoryChange.table == "territory", DirectoryChange.key == code)
    change = filled.scalars(history).one()
    assert (change.old, change.new) == ("Өрүктү айыл аймагы", "Өрүктүү айыл аймагы")
    assert (change.by_account_id, change.reason) == (keeper.account_id, "people there say so")


def test_a_name_that_staff_gave_a_body_stays(filled: Any, keeper: Actor) -> None:
    body = okmotu(filled, ALA_BUKA[1])
    edit_authority(filled, body, {"name_ky": "Биздин айыл өкмөтү"}, by=keeper, now=NOW)
    edit_territory(filled, body.removeprefix("AO-"), {"name_ky": "Өрүктүү айыл аймагы"}, by=keeper, now=NOW)
    assert filled.get(Authority, body).name_ky == "Биздин айыл өкмөтү"


def test_the_hall_of_karakol_keeps_its_own_name(filled: Any, keeper: Actor) -> None:
    edit_territory(filled, "41702410000010", {"name_en": "Karakol"}, by=keeper, now=NOW)
    assert filled.get(Authority, "CITY-KAR").name_en == "Karakol City Hall"
    assert filled.get(Authority, "AK-41702410000010").name_en == "City council (kenesh): Karakol"


def test_a_new_body_is_found_and_proposed(filled: Any, keeper: Actor) -> None:
    values = {
        "name_ky": "Талас суу кызматы", "name_ru": "Таласская водная служба", "kind": "service", "level": "oblast",
        "territory_code": "41707000000000", "source": "decree", "valid_from": TODAY,
    }  # fmt: skip
    add_authority(filled, "WATER-T", values, by=keeper, now=NOW)
    topic = filled.get(queries.Topic, "IRRIG")
    edit_topic(filled, "IRRIG", {"authorities": f"WATER-T;{topic.authorities}"}, by=keeper, now=NOW)
    assert "WATER-T" in [one.authority_id for one in suggest(filled, "IRRIG", "41707225000000", TODAY)]
    assert "WATER-T" not in [one.authority_id for one in suggest(filled, "IRRIG", "41704245000000", TODAY)]
    assert [row.id for row in queries.search_authorities(filled, "талас суу", TODAY)] == ["WATER-T"]


@pytest.mark.parametrize(
    ("body_id", "values", "problem"),
    [
        ("water", {"name_ky": "а", "name_ru": "а"}, Problem.ID_WRONG),
        ("MNR", {"name_ky": "а", "name_ru": "а"}, Problem.ID_TAKEN),
        ("NEW-1", {"name_ru": "а"}, Problem.NAME_MISSING),
        ("NEW-1", {"name_ky": "а", "name_ru": "а", "bound_by": "king"}, Problem.VALUE_WRONG),
        ("NEW-1", {"name_ky": "а", "name_ru": "а", "territory_code": "x"}, Problem.NOT_FOUND),
        ("NEW-1", {"name_ky": "а", "name_ru": "а", "superior_id": "MNR"}, Problem.FIELD_UNKNOWN),
    ],
)
def test_a_wrong_body_is_refused(filled: Any, keeper: Actor, body_id: str, values: Any, problem: Problem) -> None:
    with refused(problem):
        add_authority(filled, body_id, values, by=keeper, now=NOW)


def test_a_superior_needs_a_source(filled: Any, keeper: Actor) -> None:
    assert filled.scalar(select(Authority.id).where(Authority.superior_id.is_not(None)).limit(1)) is None
    with refused(Problem.SOURCE_MISSING):
        set_superior(filled, "SETS", "MNR", source="", from_day=TODAY, by=keeper, now=NOW)
    with refused(Problem.VALUE_WRONG):
        set_superior(filled, "SETS", "SETS", source="x", from_day=TODAY, by=keeper, now=NOW)
    body = set_superior(filled, "SETS", "MNR", source="statute of the service", from_day=TODAY, by=keeper, now=NOW)
    assert (body.superior_id, body.superior_from) == ("MNR", TODAY)


def test_what_a_body_answers_for_changes_from_a_day(filled: Any, keeper: Actor) -> None:
    set_serves(filled, "SETS-BA", {"41711000000000"}, from_day=date(2026, 12, 1), act="order", by=keeper, now=NOW)
    filled.flush()
    ids = [one.authority_id for one in suggest(filled, "AIR", "41708203000000", date(2026, 12, 1))]
    assert "SETS-CH" in ids
    assert "SETS-BA" not in ids


def test_an_ended_body_is_not_proposed_and_serves_nothing(filled: Any, keeper: Actor) -> None:
    end_authority(filled, "KGM", date(2026, 11, 22), act="decree", by=keeper, now=NOW)
    assert "KGM" not in [one.authority_id for one in suggest(filled, "AIR", "41708203000000", TODAY)]
    served = filled.scalars(select(AuthorityServes).where(AuthorityServes.authority_id == "KGM")).all()
    assert [row.valid_to for row in served] == [date(2026, 11, 22)]


def test_units_are_named_and_dated(filled: Any, keeper: Actor) -> None:
    unit = add_unit(filled, "MNR", "Жарандар бөлүмү", "Отдел обращений", by=keeper, now=NOW, valid_from=TODAY)
    with refused(Problem.DATES_WRONG):
        edit_unit(filled, unit.id, {"valid_to": date(2026, 1, 1)}, by=keeper, now=NOW)
    with refused(Problem.NAME_MISSING):
        add_unit(filled, "MNR", "", "Отдел", by=keeper, now=NOW)


def test_topics_may_name_only_bodies_that_exist(filled: Any, keeper: Actor) -> None:
    with refused(Problem.VALUE_WRONG):
        edit_topic(filled, "AIR", {"authorities": "SETS;NOBODY"}, by=keeper, now=NOW)
    add_topic(filled, "LIGHT", {"name_ky": "Жарык", "name_ru": "Свет", "name_en": "Light"}, by=keeper, now=NOW)
    assert "LIGHT" in [topic.code for topic in queries.topics(filled, TODAY)]


def test_an_oblast_passes_to_another_centre_from_a_day(filled: Any, keeper: Actor) -> None:
    talas = "41707000000000"
    names = {"name_ky": "Талас Орхус борбору", "name_ru": "Орхусский центр Талас", "name_en": "Aarhus Centre Talas"}
    add_centre(filled, "AC-TA", names, talas, by=keeper, now=NOW)
    set_centre_territory(filled, talas, "AC-TA", from_day=date(2027, 1, 1), by=keeper, now=NOW)
    filled.flush()
    ids = [centre.id if (centre := centre_for(filled, talas, day)) else None for day in (TODAY, date(2027, 1, 1))]
    assert ids == ["AC-BI", "AC-TA"]


def test_a_centre_is_not_its_own_deputy(filled: Any, keeper: Actor) -> None:
    with refused(Problem.CENTRE_FOR_ITSELF):
        set_deputy(filled, "AC-NA", "AC-NA", from_day=TODAY, by=keeper, now=NOW)
    set_deputy(filled, "AC-NA", "AC-BI", from_day=TODAY, by=keeper, now=NOW)
    edit_centre(filled, "AC-NA", {"active": False}, by=keeper, now=NOW)
    filled.flush()
    found = centre_for(filled, "41704000000000", TODAY)
    assert found is not None
    assert found.id == "AC-BI"
