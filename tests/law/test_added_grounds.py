"""Grounds that a lawyer found in the law and that ship in no file; and grounds that are none. No date moves by either."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.law.advice import named_grounds
from tracker.law.codes import Origin, Status
from tracker.law.errors import BadLawData
from tracker.law.grounds import (
    Objection,
    Problem,
    check_refusal,
    extension_grounds,
    ground_by_code,
    refusal_grounds,
    transfer_grounds,
)
from tracker.law.kyrgyzstan import regimes, shipped
from tracker.law.regimes import Regime, regime_by_id, regime_for
from tracker.law.versions import Change, What, with_changes

AUTUMN, WINTER = date(2026, 9, 1), date(2026, 12, 1)
CODE = "KG-ATI-217-G1"
WORDS = {
    "ky": "Сурам буга чейин жооп берилген сурамды кайталайт",
    "ru": "Запрос повторяет тот, на который уже дан ответ",
    "en": "The request repeats one that was answered",
}
REPEATED = {
    "use": "refusal", "words": WORDS, "status": "confirmed", "article": "21(1)(2)", "article_confirmed": True,
    "source": "https://cbd.minjust.gov.kg", "needs": [], "limited_by": ["R-UNREAS"],
}  # fmt: skip
TERM = {"status": "confirmed", "value": 12, "unit": "working_days", "starts": "receipt", "source": "cbd"}


def added(number: int = 1, law: str = "KG-ATI-217", code: str = CODE, on: date | None = None, **table: Any) -> Change:
    return Change(number, What.NEW_GROUND, law, {**REPEATED, **table}, code, valid_from=on)


def about(number: int, code: str = CODE, law: str = "KG-ATI-217", on: date | None = None, **table: Any) -> Change:
    return Change(number, What.GROUND, law, table, code, valid_from=on)


def retired(number: int, code: str, law: str = "KG-ATI-217", on: date | None = None, *, is_none: bool = True) -> Change:
    return about(number, code, law, on, retired=is_none, source="cbd")


def term(number: int, on: date | None = None, law: str = "KG-ATI-217") -> Change:
    return Change(number, What.TERM, law, TERM, "answer", valid_from=on)


def changed(*changes: Change) -> tuple[Regime, ...]:
    return with_changes(shipped(), changes)


def codes(regime: Regime) -> list[str]:
    return [ground.code for ground in refusal_grounds(regime) if ground.origin is Origin.NATIONAL]


def offering(rows: tuple[Regime, ...], code: str = CODE) -> set[str]:
    """The versions that offer the ground."""
    return {row.id for row in rows if any(one.code == code and not one.retired for one in row.grounds)}


def test_it_stands_among_the_grounds_of_its_law_with_all_that_was_said_of_it() -> None:
    rows = changed(added(7))
    law = regime_for("information_request", AUTUMN, rows)
    assert law.id == "KG-ATI-217", "no date moves, so no version is made"
    assert codes(law) == [*codes(regime_by_id("KG-ATI-217", regimes())), CODE]
    ground = ground_by_code(CODE, rows)
    assert ground is not None
    assert (ground.cited_article, ground.status, ground.change, ground.law) == ("21(1)(2)", Status.CONFIRMED, 7, "KG-ATI-217")
    assert (ground.words, ground.limited_by, ground.origin) == (WORDS, ("R-UNREAS",), Origin.NATIONAL)
    assert ground.source == "https://cbd.minjust.gov.kg"
    assert [row for row in rows if row.family != "KG-ATI-217"] == [row for row in regimes() if row.family != "KG-ATI-217"]


def bare(*left_out: str) -> Change:
    return Change(1, What.NEW_GROUND, "KG-ATI-217", {key: REPEATED[key] for key in REPEATED if key not in left_out}, CODE)


def test_what_is_not_said_does_not_go_with_it() -> None:
    ground = ground_by_code(CODE, changed(bare("needs", "limited_by")))
    assert ground is not None
    assert (ground.needs, ground.limited_by) == (frozenset(), ())


@pytest.mark.parametrize(
    ("use", "found"), [("refusal", refusal_grounds), ("extension", extension_grounds), ("transfer", transfer_grounds)]
)
def test_each_act_has_its_own_list(use: str, found: Any) -> None:
    law = regime_for("information_request", AUTUMN, changed(added(use=use, limited_by=[])))
    lists = (refusal_grounds, extension_grounds, transfer_grounds)
    assert [each for each in lists if CODE in [one.code for one in each(law)]] == [found]


REFUSALS: list[tuple[dict[str, Any], dict[str, Any], list[Objection]]] = [
    ({}, {}, []),
    ({"needs": ["weighing"]}, {}, [Objection(Problem.NEEDS_WEIGHING, CODE)]),
    ({"needs": ["weighing"]}, {"weighing_text": "Коомдук кызыкчылык азыраак."}, []),
    ({"needs": ["where_to_apply"]}, {}, [Objection(Problem.NEEDS_WHERE_TO_APPLY, CODE)]),
    ({"needs": ["not_for_emissions"]}, {"emissions": True}, [Objection(Problem.EMISSIONS, CODE)]),
    ({"limited_by": ["R-COMMERCE"]}, {"emissions": True}, [Objection(Problem.NAME_THE_LIMIT, CODE)]),
    ({"limited_by": ["R-UNREAS"]}, {"emissions": True}, []),
]


@pytest.mark.parametrize(("table", "said", "objections"), REFUSALS)
def test_it_carries_a_refusal_with_what_must_go_with_it(
    table: dict[str, Any], said: dict[str, Any], objections: list[Objection]
) -> None:
    law = regime_for("information_request", AUTUMN, changed(added(**table)))
    assert check_refusal(law, [CODE], **said) == objections


VERSIONS: list[tuple[tuple[Change, ...], set[str], str]] = [
    ((added(),), {"KG-ATI-217"}, "all along: in the version that there is"),
    ((term(1), added(2)), {"KG-ATI-217", "KG-ATI-217@2"}, "also in one that was corrected: a letter may have kept it"),
    ((added(1), term(2)), {"KG-ATI-217", "KG-ATI-217@3"}, "a version that is made later has it"),
    ((added(on=AUTUMN),), {"KG-ATI-217@2"}, "from a day on: in a version of that day"),
    ((term(1, WINTER), added(2, on=AUTUMN)), {"KG-ATI-217@3", "KG-ATI-217@2"}, "and in those that begin later"),
    ((term(1, AUTUMN), added(2, on=AUTUMN)), {"KG-ATI-217@2"}, "a version that begins on that day need not be cut"),
    ((term(1), term(2, WINTER), added(3, on=AUTUMN)), {"KG-ATI-217@4", "KG-ATI-217@3"}, "what was corrected stays as it was"),
    ((added(on=date(2023, 6, 1)),), {"KG-ATI-217"}, "a day before the law was in force: all along"),
]


@pytest.mark.parametrize(("changes", "versions", "why"), VERSIONS, ids=[row[-1] for row in VERSIONS])
def test_which_versions_have_it(changes: tuple[Change, ...], versions: set[str], why: str) -> None:
    assert offering(changed(*changes)) == versions


def test_from_a_day_on_it_is_offered_for_what_comes_then_and_no_term_differs() -> None:
    rows = changed(added(on=AUTUMN))
    before, after = (regime_for("information_request", on, rows) for on in (date(2026, 8, 31), AUTUMN))
    assert (before.id, after.id) == ("KG-ATI-217", "KG-ATI-217@2")
    assert (CODE in codes(before), CODE in codes(after)) == (False, True)
    assert before.terms == after.terms
    assert replace(after, id="", grounds=(), valid_from=None, valid_from_known=before.valid_from_known) == replace(
        before, id="", grounds=(), valid_from=None, valid_to=None
    )


def test_it_can_be_corrected_later_in_every_version_also_its_words() -> None:
    better = {**WORDS, "ky": "Сурам жооп берилген сурамды кайталайт"}
    read = {"status": "likely", "article": "21(1)(3)", "article_confirmed": False, "source": "dpa", "words": better}
    rows = changed(added(1), term(2), about(3, **read))
    for regime_id in ("KG-ATI-217", "KG-ATI-217@3"):
        ground = ground_by_code(CODE, [regime_by_id(regime_id, rows)])
        assert ground is not None
        assert (ground.words, ground.cited_article, ground.status, ground.change) == (better, None, Status.LIKELY, 3)
        assert ground.limited_by == ("R-UNREAS",), "what limits it stays"
    without = changed(added(1), about(2, **{key: value for key, value in read.items() if key != "words"}))
    assert ground_by_code(CODE, without).words == WORDS  # type: ignore[union-attr]


def test_a_law_that_changes_another_has_what_was_added_to_either() -> None:
    act = {"act_number": "77", "source": "https://president.kg", "keeps_other_terms": True}
    in_use = Change(3, What.LAW, "KG-APP-67-10WD", act, valid_from=AUTUMN)
    own, others = ("KG-APP-67-10WD", "KG-APP-67-10WD-G1"), ("KG-APP-67", "KG-APP-67-G1")
    rows = changed(added(1, *others, limited_by=[]), added(2, *own, limited_by=[]), in_use)
    law = regime_for("statement", AUTUMN, rows)
    assert set(codes(law)) == {"KG-APP-67-10WD-G1", "KG-APP-67-G1", "K67-OBSCENE", "K67-INCITE", "K67-ANON"}
    assert len(codes(law)) == 5
    assert "KG-APP-67-10WD-G1" not in codes(regime_by_id("KG-APP-67", rows))
    with pytest.raises(BadLawData, match=r"^KG-APP-67: by then another law has changed it$"):
        changed(in_use, added(4, *others, limited_by=[], on=WINTER))


def test_a_ground_that_was_added_from_a_day_on_is_none_of_a_law_that_came_later() -> None:
    """Law 213 had it from 2020; Law 217, which came in 2024, has its own grounds."""
    rows = changed(added(1, "KG-ATI-213", "KG-ATI-213-G1", date(2020, 1, 1)))
    assert [row.id for row in rows if "KG-ATI-213-G1" in codes(row)] == ["KG-ATI-213@2"]


@pytest.mark.parametrize("code", [CODE, "K217-NOTHELD-SCOPE"])
def test_what_is_no_ground_is_not_offered_and_an_old_answer_still_finds_it(code: str) -> None:
    rows = changed(added(1), retired(2, code), term(3))
    assert offering(rows, code) == set()
    law = regime_for("information_request", AUTUMN, rows)
    assert set(codes(law)) == {*codes(regime_by_id("KG-ATI-217", regimes())), CODE} - {code}, "the others stay"
    assert check_refusal(law, [code], where_to_apply="Министрлик") == [
        Objection(Problem.UNKNOWN_GROUND, code), Objection(Problem.NO_NATIONAL_GROUND),
    ]  # fmt: skip
    assert [one.code for one in named_grounds(law, [code])] == [code]
    assert ground_by_code(code, rows).change == 2  # type: ignore[union-attr]


def test_what_is_no_ground_from_a_day_on_carries_the_refusals_of_letters_from_before() -> None:
    rows = changed(retired(1, "K217-NOTHELD-SCOPE", on=AUTUMN))
    before, after = (regime_for("information_request", on, rows) for on in (date(2026, 8, 31), AUTUMN))
    assert check_refusal(before, ["K217-NOTHELD-SCOPE"], where_to_apply="Министрлик") == []
    assert "K217-NOTHELD-SCOPE" not in codes(after)
    assert before.terms == after.terms


def test_it_is_a_ground_again() -> None:
    rows = changed(retired(1, "K217-NOTHELD-SCOPE"), retired(2, "K217-NOTHELD-SCOPE", is_none=False))
    assert offering(rows, "K217-NOTHELD-SCOPE") == {"KG-ATI-217"}
    from_a_day = changed(added(1, on=AUTUMN), retired(2, CODE, on=WINTER))
    assert offering(from_a_day) == {"KG-ATI-217@2"}, "only the version that has it is cut"
    assert {row.id for row in from_a_day if row.family == "KG-ATI-217"} == {"KG-ATI-217", "KG-ATI-217@2", "KG-ATI-217@3"}


ONLY_A_REFUSAL = f"KG-ATI-217 {CODE}: only a refusal has something to go with it"
NO_RUSSIAN = {**WORDS, "ru": " "}
WRONG = [
    ((added(code="K217-RESTR-ORDER"),), "KG-ATI-217 K217-RESTR-ORDER: this code is used already"),
    ((added(code="R-DRAFT"),), "KG-ATI-217 R-DRAFT: this code is used already"),
    ((added(1), added(2)), f"KG-ATI-217 {CODE}: this code is used already"),
    ((added(code=""),), "KG-ATI-217 : this code is used already"),
    ((added(law="KG-NO-1"),), "KG-NO-1: no such law"),
    ((added(law="INT-AARHUS-4"),), "INT-AARHUS-4: a ground is added to a national law; the Convention only limits it"),
    ((added(limited_by=["R-NO"]),), f"KG-ATI-217 {CODE}: no such paragraph of the Convention: R-NO"),
    ((added(limited_by=["R-NO", "R-UNREAS", "K99"]),), f"KG-ATI-217 {CODE}: no such paragraph of the Convention: R-NO, K99"),
    ((bare("words"),), f"KG-ATI-217 {CODE}: its words are missing in ky, ru, en"),
    ((added(limited_by=["A-EXT"]),), f"KG-ATI-217 {CODE}: no such paragraph of the Convention: A-EXT"),
    ((added(law="KG-APP-67"),), f"KG-APP-67 {CODE}: no such paragraph of the Convention: R-UNREAS"),
    ((added(words=NO_RUSSIAN),), f"KG-ATI-217 {CODE}: its words are missing in ru"),
    ((added(words={}),), f"KG-ATI-217 {CODE}: its words are missing in ky, ru, en"),
    ((added(article=None),), f"KG-ATI-217 {CODE}: a confirmed article needs its number"),
    ((added(source=""),), f"KG-ATI-217 {CODE}: a ground needs its source"),
    ((added(use="extension"),), ONLY_A_REFUSAL),
    ((added(use="transfer", limited_by=[], needs=["weighing"]),), ONLY_A_REFUSAL),
    ((added(law="KG-ATI-213", code="X", on=WINTER),), "KG-ATI-213: this law is not in force on these days"),
    ((retired(1, CODE),), f"KG-ATI-217: no such ground: {CODE}"),
    ((retired(1, "R-DRAFT", "INT-AARHUS-4"),), "INT-AARHUS-4: the Convention's paragraphs stay: they only limit"),
    ((added(1), about(2, status="likely", source="x", words=NO_RUSSIAN)), f"KG-ATI-217 {CODE}: its words are missing in ru"),
    (
        (about(1, "K217-RESTR-ORDER", status="likely", source="x", words=WORDS),),
        "KG-ATI-217 K217-RESTR-ORDER: its words ship with the service",
    ),
]


@pytest.mark.parametrize(("changes", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_contradicts_the_law_is_refused_and_says_why(changes: tuple[Change, ...], said: str) -> None:
    with pytest.raises(BadLawData) as caught:
        changed(*changes)
    assert str(caught.value) == said
