"""A law from its data file, field by field: what is written is read, what is left out is not invented, contradictions stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.law.codes import Effect, Grievance, Known, Need, Origin, Route, RuleName, Start, Status, TermName, Use
from tracker.law.counting import Unit
from tracker.law.errors import BadLawData
from tracker.law.kyrgyzstan import read_regime, read_term
from tracker.law.linking import linked
from tracker.law.regimes import NO_TERM, Ground, Regime, Remedy, Rule, Term

BARE: dict[str, Any] = {
    "id": "KG-ATI-217", "act": "Law 217", "kinds": ["information_request"], "enabled": True, "status": "likely", "source": "cbd",
}  # fmt: skip
TEN = {"value": 10, "unit": "working_days", "starts": "receipt", "status": "likely", "source": "cbd"}
READ_TEN = Term(10, Unit.WORKING_DAYS, Start.RECEIPT, None, False, "cbd", Status.LIKELY)
GROUND = {"code": "K217-RESTR-RIGHTS", "use": "refusal", "status": "likely", "source": "cbd"}
READ_GROUND = Ground("K217-RESTR-RIGHTS", Use.REFUSAL, Origin.NATIONAL, None, False, Status.LIKELY, "cbd")
REMEDY = {"route": "court", "after": ["refusal"], "status": "likely", "source": "cbd"}
READ_REMEDY = Remedy(Route.COURT, frozenset({Grievance.REFUSAL}), "", Status.LIKELY, "cbd")

WHOLE: dict[str, Any] = {
    **BARE, "act_number": "217", "valid_from": date(2024, 1, 1), "valid_from_known": "year", "valid_to": date(2030, 12, 31),
    "enabled": False, "overlay": True, "terms": {"answer": {**TEN, "starts": "submission"}, "filing": {"status": "unknown"}},
    "special": {"access_complaint": {"answer": {"status": "unknown"}}}, "grounds": [GROUND], "remedies": [REMEDY],
    "rules": {
        "transfer": {"effect": "restarts", "status": "confirmed", "source": "cbd"},
        "question": {"effect": "stops_clock", "status": "likely", "source": "dpa"},
    },
    "amends": "KG-ATI-213", "note": "Редакция 2025",
}  # fmt: skip


def test_what_a_file_leaves_out_is_not_invented() -> None:
    """No date, no ground, no way; a transfer and a question leave the clock as it is, and nobody has seen that they do."""
    assert read_regime(BARE) == Regime(
        id="KG-ATI-217", act="Law 217", act_number="", kinds=frozenset({"information_request"}), valid_from=None,
        valid_from_known=Known.DAY, valid_to=None, enabled=True, overlay=False, status=Status.LIKELY, source="cbd", terms={},
        special={}, apart=frozenset(), grounds=(), remedies=(), rules={}, amends="", note="",
    )  # fmt: skip


def test_all_that_a_file_says_is_read() -> None:
    of_convention = Ground("K217-RESTR-RIGHTS", Use.REFUSAL, Origin.CONVENTION, None, False, Status.LIKELY, "cbd")
    assert read_regime(WHOLE) == Regime(
        id="KG-ATI-217", act="Law 217", act_number="217", kinds=frozenset({"information_request"}), valid_from=date(2024, 1, 1),
        valid_from_known=Known.YEAR, valid_to=date(2030, 12, 31), enabled=False, overlay=True, status=Status.LIKELY, source="cbd",
        terms={TermName.ANSWER: replace(READ_TEN, starts=Start.SUBMISSION), TermName.FILING: NO_TERM},
        special={"access_complaint": {TermName.ANSWER: NO_TERM}},
        apart=frozenset({"access_complaint"}), grounds=(of_convention,), remedies=(READ_REMEDY,), amends="KG-ATI-213",
        note="Редакция 2025", rules={
            RuleName.TRANSFER: Rule(Effect.RESTARTS, source="cbd", status=Status.CONFIRMED),
            RuleName.QUESTION: Rule(Effect.STOPS_CLOCK, source="dpa", status=Status.LIKELY),
        },
    )  # fmt: skip


TERMS: list[tuple[str, dict[str, Any], Term]] = [
    ("nobody has seen it", {"status": "unknown"}, NO_TERM),
    ("known, its article is not", TEN, READ_TEN),
    (
        "known by its article, and another source says otherwise",
        {
            **TEN, "status": "confirmed", "article": "10", "article_confirmed": True, "note": "от получения", "other_value": 2,
            "other_unit": "weeks", "other_source": "dpa",
        },
        Term(
            10, Unit.WORKING_DAYS, Start.RECEIPT, "10", True, "cbd", Status.CONFIRMED, "от получения", 2, Unit.WEEKS, "dpa",
        ),
    ),
    (
        "no number: before the first date",
        {"until": "original_date", "status": "likely", "source": "cbd", "article": "10"},
        Term(None, None, None, "10", False, "cbd", Status.LIKELY, until=Start.ORIGINAL_DATE),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "table", "term"), TERMS, ids=[row[0] for row in TERMS])
def test_a_term_is_read_as_it_is_written(why: str, table: dict[str, Any], term: Term) -> None:
    assert read_term("KG-ATI-217 answer", table) == term


NO_NUMBER = "a term without a number has neither value nor unit nor start, and is not unknown"
NEEDED = "a known term needs value, unit and start"
BAD_TERMS: list[tuple[dict[str, Any], str]] = [
    ({"status": "unknown", "value": 10}, "an unknown term has no value"),
    ({"status": "unknown", "value": 0}, "an unknown term has no value"),
    ({"status": "unknown", "until": "original_date"}, NO_NUMBER),
    ({"status": "likely", "source": "cbd", "until": "original_date", "value": 1}, NO_NUMBER),
    ({"status": "likely", "source": "cbd", "until": "original_date", "unit": "weeks"}, NO_NUMBER),
    ({"status": "likely", "source": "cbd", "until": "original_date", "starts": "receipt"}, NO_NUMBER),
    ({**TEN, "until": "original_date"}, NO_NUMBER),
    *(({key: value for key, value in TEN.items() if key != left_out}, NEEDED) for left_out in ("value", "unit", "starts")),
    ({"status": "confirmed", "source": "cbd"}, NEEDED),
    ({**TEN, "source": ""}, "a known term needs its source"),
    ({key: value for key, value in TEN.items() if key != "source"}, "a known term needs its source"),
    ({"status": "likely", "until": "original_date"}, "a known term needs its source"),
    ({**TEN, "article_confirmed": True}, "a confirmed article needs its number"),
    ({**TEN, "article_confirmed": True, "article": ""}, "a confirmed article needs its number"),
    ({"status": "unknown", "article_confirmed": True}, "a confirmed article needs its number"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "why"), BAD_TERMS)
def test_a_term_that_contradicts_itself_stops(table: dict[str, Any], why: str) -> None:
    with pytest.raises(BadLawData) as refused:
        read_term("KG-ATI-217 answer", table)
    assert (refused.value.where, refused.value.problem) == ("KG-ATI-217 answer", why)


STOPS = {"effect": "stops_clock", "status": "likely"}
WHERE: list[tuple[str, dict[str, Any], str, str]] = [
    ("a term", {"terms": {"answer": {**TEN, "source": ""}}}, "KG-ATI-217 answer", "a known term needs its source"),
    (
        "a term of one kind", {"special": {"access_complaint": {"answer": {**TEN, "source": ""}}}},
        "KG-ATI-217 access_complaint answer", "a known term needs its source",
    ),
    (
        "a term that is not counted from that", {"terms": {"answer": {**TEN, "starts": "decision"}}},
        "KG-ATI-217 answer", "it is not counted from this: decision",
    ),
    (
        "a term of one kind that starts as those of the Convention",
        {"special": {"access_complaint": {"answer": {**TEN, "starts": "submission"}}}},
        "KG-ATI-217 access_complaint answer", "it is not counted from this: submission",
    ),
    (
        "what a transfer cannot do", {"rules": {"transfer": {**STOPS, "source": "cbd"}}},
        "KG-ATI-217 transfer", "this cannot do that to a clock: stops_clock",
    ),
    (
        "what nobody has seen a question do", {"rules": {"question": {**STOPS, "status": "unknown"}}},
        "KG-ATI-217 question", "what is not known leaves the clock alone",
    ),
    ("a rule without a source", {"rules": {"question": STOPS}}, "KG-ATI-217 question", "a known rule needs its source"),
    (
        "a rule by an article without a number", {"rules": {"question": {**STOPS, "source": "cbd", "article_confirmed": True}}},
        "KG-ATI-217 question", "a confirmed article needs its number",
    ),
    ("a ground", {"grounds": [{**GROUND, "source": ""}]}, "KG-ATI-217 K217-RESTR-RIGHTS", "a ground needs its source"),
    (
        "a ground of which no source is written", {"grounds": [{key: GROUND[key] for key in ("code", "use", "status")}]},
        "KG-ATI-217 K217-RESTR-RIGHTS", "a ground needs its source",
    ),
    ("a way", {"remedies": [{**REMEDY, "source": ""}]}, "KG-ATI-217 court", "a remedy needs its source"),
    (
        "a way of which no source is written", {"remedies": [{key: REMEDY[key] for key in ("route", "after", "status")}]},
        "KG-ATI-217 court", "a remedy needs its source",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "more", "where", "why"), WHERE, ids=[row[0] for row in WHERE])
def test_a_law_that_contradicts_itself_says_where(what: str, more: dict[str, Any], where: str, why: str) -> None:
    with pytest.raises(BadLawData) as refused:
        read_regime({**BARE, **more})
    assert (refused.value.where, refused.value.problem) == (where, why)


def test_a_ground_is_read_with_all_that_it_asks_for() -> None:
    row = {
        **GROUND, "article": "8(1)", "article_confirmed": True, "needs": ["weighing", "weigh_emissions"],
        "limited_by": ["A4-4-D", "A4-4-E"],
    }  # fmt: skip
    assert read_regime({**BARE, "grounds": [row, GROUND]}).grounds == (
        Ground(
            "K217-RESTR-RIGHTS", Use.REFUSAL, Origin.NATIONAL, "8(1)", True, Status.LIKELY, "cbd",
            frozenset({Need.WEIGHING, Need.WEIGH_EMISSIONS}), ("A4-4-D", "A4-4-E"),
        ),
        READ_GROUND,
    )  # fmt: skip


def test_a_way_is_read_with_the_law_that_governs_it() -> None:
    row = {**REMEDY, "after": ["refusal", "bad_answer"], "law": "KG-APC-13", "complaint_first": True}
    assert read_regime({**BARE, "remedies": [row, REMEDY]}).remedies == (
        Remedy(
            Route.COURT, frozenset({Grievance.REFUSAL, Grievance.BAD_ANSWER}), "KG-APC-13", Status.LIKELY, "cbd",
            complaint_first=True,
        ),
        READ_REMEDY,
    )  # fmt: skip


# Laws put together: an amending law, a law of procedure with two versions, the Convention.


def law(name: str, **more: Any) -> Regime:
    return read_regime({**BARE, "id": name, **more})


def filing(value: int) -> dict[str, Any]:
    return {"filing": {**TEN, "value": value, "starts": "decision"}}


def read(value: int) -> Term:
    return read_term("filing", filing(value)["filing"])


def test_a_way_takes_its_term_from_the_law_that_governs_it_as_it_was_on_each_day() -> None:
    rows = [
        law("KG-APC-13@2", valid_from=date(2026, 1, 1), terms=filing(90)),  # the newest stands before the older ones
        law("KG-APC-13", valid_from=date(2017, 7, 1), valid_to=date(2022, 12, 31), terms=filing(30)),
        law("KG-APC-13@1", valid_from=date(2023, 1, 1), valid_to=date(2025, 12, 31), terms=filing(60)),
        law("KG-ATI-217", remedies=[{**REMEDY, "law": "KG-APC-13"}, REMEDY]),
    ]
    governed, own = linked(rows)[3].remedies
    assert (governed.term, governed.earlier) == (read(90), ((date(2022, 12, 31), read(30)), (date(2025, 12, 31), read(60))))
    assert own == READ_REMEDY


def test_a_version_without_a_last_day_was_never_replaced_and_a_superseded_one_governs_nothing() -> None:
    rows = [
        law("KG-APC-13", terms=filing(30)),  # no first day: before all others
        law("KG-APC-13@1", valid_from=date(2023, 1, 1), terms=filing(60)),
        Regime(**{**fields(law("KG-APC-13@2", valid_from=date(2026, 1, 1), terms=filing(90))), "superseded": True}),
        law("KG-ATI-217", remedies=[{**REMEDY, "law": "KG-APC-13"}]),
    ]
    [way] = linked(rows)[3].remedies
    assert (way.term, way.earlier) == (read(60), ())


def test_a_law_of_which_no_version_is_left_has_the_time_to_use_its_ways_that_it_set_itself() -> None:
    gone = replace(law("KG-ADM-210", terms=filing(30), remedies=[REMEDY]), superseded=True)
    [way] = linked([gone])[0].remedies
    assert (way.term, way.earlier) == (read(30), ())


def fields(row: Regime) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def test_an_amending_law_keeps_the_grounds_and_ways_that_it_does_not_name() -> None:
    old = law("KG-APP-67", valid_from=date(2007, 5, 4), grounds=[GROUND], remedies=[REMEDY])
    newer = law(
        "KG-APP-67@1", valid_from=date(2025, 1, 1), grounds=[{**GROUND, "code": "K67-ANON"}],
        remedies=[{**REMEDY, "route": "akyikatchy"}],
    )  # fmt: skip
    prepared = {"amends": "KG-APP-67", "enabled": False}
    silent = law("KG-APP-67-10WD", **prepared)
    speaks = law("KG-APP-67-11WD", **prepared, grounds=[GROUND], remedies=[REMEDY])
    of_ways = law("KG-APP-67-12WD", **prepared, remedies=[REMEDY])
    found = {row.id: row for row in linked([newer, old, silent, speaks, of_ways])}
    assert (found["KG-APP-67-10WD"].grounds, found["KG-APP-67-10WD"].remedies) == (newer.grounds, newer.remedies)
    both = (*old.grounds, *newer.grounds)  # its own first, and what it leaves as it was
    assert (found["KG-APP-67-11WD"].grounds, found["KG-APP-67-11WD"].remedies) == (both, old.remedies)
    assert (found["KG-APP-67-12WD"].grounds, found["KG-APP-67-12WD"].remedies) == (newer.grounds, old.remedies)
    assert found["KG-APP-67"] == old


MISSING = [
    (law("KG-APP-67-10WD", amends="KG-APP-67"), "KG-APP-67-10WD", "no such law: KG-APP-67"),
    (
        law("KG-ATI-217", remedies=[{**REMEDY, "law": "KG-XXX"}, {**REMEDY, "law": "KG-APC-13"}, REMEDY]),
        "KG-ATI-217",
        "no such law: ['KG-APC-13', 'KG-XXX']",
    ),
]


@pytest.mark.parametrize(("row", "where", "why"), MISSING, ids=["amended", "of a way"])
def test_a_law_that_is_not_there_stops(row: Regime, where: str, why: str) -> None:
    with pytest.raises(BadLawData) as refused:
        linked([row])
    assert (refused.value.where, refused.value.problem) == (where, why)


def test_the_convention_limits_each_national_law_of_its_kinds_once_and_itself_not() -> None:
    paragraph = {**GROUND, "code": "A4-4-D"}
    longer = {**GROUND, "code": "A-EXT", "use": "extension"}
    convention = law("INT-AARHUS-4", overlay=True, grounds=[paragraph, longer])
    newer = law("INT-AARHUS-4@1", overlay=True, grounds=[{**paragraph, "code": "A4-4-E"}])
    gone = Regime(**{**fields(law("INT-AARHUS-4@2", overlay=True, grounds=[paragraph])), "superseded": True})
    rows = [law("KG-ATI-217", grounds=[GROUND]), law("KG-APP-67", kinds=["statement"], grounds=[GROUND]), convention, newer, gone]
    found = linked(rows)
    limited, free = [[ground.code for ground in row.grounds] for row in found[:2]]
    assert (limited, free) == (["K217-RESTR-RIGHTS", "A4-4-E"], ["K217-RESTR-RIGHTS"])
    assert found[2:] == tuple(rows[2:])
    alone = linked([rows[0], convention])[0]
    assert [(ground.code, ground.origin) for ground in alone.grounds] == [
        ("K217-RESTR-RIGHTS", Origin.NATIONAL), ("A4-4-D", Origin.CONVENTION),
    ]  # fmt: skip
