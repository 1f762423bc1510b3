"""Routing on values: no database."""

from __future__ import annotations

from tracker.directory.codes import Level
from tracker.directory.routing import BodyValue, PlaceStep, TopicValue, Why, candidates, is_under

COUNTRY = PlaceStep("KG", Level.COUNTRY)
CHUI = PlaceStep("CHUI", Level.OBLAST)
ALAMUDUN = PlaceStep("ALAMUDUN", Level.RAION)
AIMAK = PlaceStep("AIMAK", Level.AIYL_AIMAK)
VILLAGE = PlaceStep("KARA-JYGACH", Level.VILLAGE)
BISHKEK = PlaceStep("BISHKEK", Level.REPUBLICAN_CITY)
DISTRICT = PlaceStep("LENIN", Level.CITY_DISTRICT)

AIR = TopicValue("AIR", ("SETS", "MNR", "KGM"), ("BISH-MI", "CITY", "AO"))
BODIES = {
    body.id: body
    for body in (
        BodyValue("MNR", "", frozenset({"KG"})),
        BodyValue("SETS", "", frozenset({"KG"})),
        BodyValue("KGM", "", frozenset({"KG"})),
        BodyValue("SETS-BA", "SETS", frozenset({"BISHKEK", "ALAMUDUN"})),
        BodyValue("SETS-CH", "SETS", frozenset({"CHUI"})),
        BodyValue("AO-AIMAK", "AO", frozenset({"AIMAK"})),
        BodyValue("BISH", "CITY", frozenset({"BISHKEK"})),
        BodyValue("BISH-MI", "", frozenset({"BISHKEK"})),
        BodyValue("BISH-LEN", "CITY_DISTRICT", frozenset({"LENIN"}), frozenset({"AIR"})),
    )
}
VILLAGE_CHAIN = [VILLAGE, AIMAK, ALAMUDUN, CHUI, COUNTRY]


def ids(place: list[PlaceStep], topic: TopicValue = AIR, concerned: frozenset[str] = frozenset()) -> list[str | None]:
    parents = {"BISH-MI": "BISH", "BISH-LEN": "BISH", "SETS-BA": "SETS", "SETS-CH": "SETS", "SETS": "MNR"}
    return [one.authority_id for one in candidates(topic, place, BODIES, concerned, parents)]


def test_a_village_gets_its_aiyl_okmotu_then_the_office_of_its_raion() -> None:
    assert ids(VILLAGE_CHAIN) == ["AO-AIMAK", "SETS-BA", "MNR", "KGM"]


def test_the_most_exact_office_wins() -> None:
    assert "SETS-CH" in ids([PlaceStep("SOKULUK", Level.RAION), CHUI, COUNTRY])
    assert "SETS-CH" not in ids([ALAMUDUN, CHUI, COUNTRY])


def test_a_raion_alone_asks_for_the_village() -> None:
    first = candidates(AIR, [ALAMUDUN, CHUI, COUNTRY], BODIES)[0]
    assert first.authority_id is None
    assert first.why == Why.NEEDS_VILLAGE
    assert first.category == "AO"


def test_an_oblast_alone_asks_for_the_raion() -> None:
    topic = TopicValue("IRRIG", (), ("RDA",))
    assert candidates(topic, [CHUI, COUNTRY], BODIES)[0].why == Why.NEEDS_RAION


def test_a_city_has_no_aiyl_okmotu_and_its_hall_comes_once() -> None:
    topic = TopicValue("TREES", ("SETS",), ("BISH", "CITY", "AO"))
    assert ids([BISHKEK, COUNTRY], topic) == ["BISH", "SETS-BA"]


def test_a_city_district_brings_its_administration() -> None:
    found = candidates(AIR, [DISTRICT, BISHKEK, COUNTRY], BODIES)
    assert [one.authority_id for one in found][:3] == ["BISH-MI", "BISH", "BISH-LEN"]
    assert found[2].why == Why.DISTRICT


def test_a_named_office_of_elsewhere_becomes_the_office_of_the_place() -> None:
    topic = TopicValue("LAKE", ("SETS-IK", "MNR"), ())
    assert ids([ALAMUDUN, CHUI, COUNTRY], topic) == ["SETS-BA", "MNR"]


def test_without_a_place_the_national_body_answers() -> None:
    assert ids([COUNTRY])[-3:] == ["SETS", "MNR", "KGM"]
    assert ids([]) == []


def test_the_body_complained_of_and_everything_under_it_is_left_out() -> None:
    assert ids([BISHKEK, COUNTRY], concerned=frozenset({"BISH"})) == ["SETS-BA", "MNR", "KGM"]
    assert ids(VILLAGE_CHAIN, concerned=frozenset({"MNR"})) == ["AO-AIMAK", "KGM"]


def test_under_survives_a_circle_of_parents() -> None:
    assert not is_under("A", frozenset({"X"}), {"A": "B", "B": "A"})
    assert is_under("A", frozenset({"B"}), {"A": "B", "B": "A"})


def test_a_body_that_is_no_addressee_is_never_proposed() -> None:
    bodies = {"AIRCOM": BodyValue("AIRCOM", "", frozenset({"KG"}), addressee=False)}
    assert candidates(TopicValue("AIR", ("AIRCOM",), ()), [COUNTRY], bodies) == []
