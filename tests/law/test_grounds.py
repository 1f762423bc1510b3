"""What carries a refusal and what only limits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tracker.law.codes import Need, Origin
from tracker.law.grounds import (
    Objection,
    Problem,
    check_refusal,
    extension_grounds,
    ground_by_code,
    refusal_grounds,
    transfer_grounds,
)
from tracker.law.kyrgyzstan import regimes
from tracker.law.regimes import Regime, regime_by_id


def law(regime_id: str, kind: str | None = None) -> Regime:
    return regime_by_id(regime_id, regimes(), kind)


NATIONAL = {
    "KG-ATI-213": ["K213-RESTRICTED", "K213-FORM", "K213-DUPLICATE", "K213-NOTHELD"],
    "KG-ATI-217": [
        "K217-RESTR-SECURITY",
        "K217-RESTR-ORDER",
        "K217-RESTR-HEALTHMORALS",
        "K217-RESTR-RIGHTS",
        "K217-NOTHELD-SCOPE",
    ],
    "KG-APP-67": ["K67-OBSCENE", "K67-INCITE", "K67-ANON"],
}
CONVENTION = [
    "R-NOTHELD", "R-UNREAS", "R-GENERAL", "R-DRAFT", "R-INTERNAL", "R-CONFPROC", "R-SECURITY", "R-JUSTICE", "R-COMMERCE",
    "R-IPR", "R-PERSONAL", "R-VOLUNT", "R-ENVHARM",
]  # fmt: skip
WEIGHED = CONVENTION[3:]


@pytest.mark.parametrize("regime_id", NATIONAL)
def test_the_grounds_of_each_law(regime_id: str) -> None:
    found = refusal_grounds(law(regime_id))
    assert [ground.code for ground in found if ground.origin is Origin.NATIONAL] == NATIONAL[regime_id]


@pytest.mark.parametrize(("regime_id", "limits"), [("KG-ATI-213", CONVENTION), ("KG-ATI-217", CONVENTION), ("KG-APP-67", [])])
def test_the_convention_limits_requests_for_information(regime_id: str, limits: list[str]) -> None:
    found = refusal_grounds(law(regime_id))
    assert [ground.code for ground in found if ground.origin is Origin.CONVENTION] == limits


@pytest.mark.parametrize(
    ("regime_id", "kind", "codes"),
    [
        ("KG-ATI-217", "information_request", ["K217-EXT-HARD", "K217-EXT-VOLUME", "K217-EXT-THIRD"]),
        ("KG-ATI-217", "access_complaint", []),
        ("KG-APP-67", "statement", []),
        ("KG-ATI-213", "information_request", []),
    ],
)
def test_grounds_to_extend(regime_id: str, kind: str, codes: list[str]) -> None:
    assert [ground.code for ground in extension_grounds(law(regime_id, kind))] == codes


@pytest.mark.parametrize(
    ("regime_id", "codes"),
    [
        ("KG-ATI-217", ["K217-TRANSFER-NOTHELD"]),
        ("KG-APP-67", ["K67-TRANSFER-COMPETENCE"]),
        ("KG-ATI-213", ["K213-FORWARD"]),
    ],
)
def test_grounds_to_transfer(regime_id: str, codes: list[str]) -> None:
    assert [ground.code for ground in transfer_grounds(law(regime_id))] == codes


def test_the_weighing_belongs_to_4_3_c_and_all_of_4_4() -> None:
    limits = [ground for ground in refusal_grounds(law("KG-ATI-217")) if ground.origin is Origin.CONVENTION]
    assert [ground.code for ground in limits if Need.WEIGHING in ground.needs] == WEIGHED


def test_an_article_is_cited_only_where_confirmed() -> None:
    cited = {ground.code: ground.cited_article for ground in refusal_grounds(law("KG-ATI-217"))}
    assert cited["K217-RESTR-ORDER"] == "8(1)"
    assert cited["K217-NOTHELD-SCOPE"] is None
    assert cited["R-SECURITY"] == "4(4)(b)"
    assert cited["R-COMMERCE"] is None


def test_a_ground_is_found_by_its_code() -> None:
    found = ground_by_code("K67-ANON", regimes())
    assert found is not None
    assert found.article == "6-1"
    assert ground_by_code("K67-NONE", regimes()) is None


REFUSALS: list[tuple[str, Sequence[str], dict[str, object], list[Objection]]] = [
    ("nothing chosen", [], {}, [Objection(Problem.NO_NATIONAL_GROUND)]),
    ("a typed national article is enough", [], {"typed_article": "Forest Code, article 90"}, []),
    ("blanks are no article", [], {"typed_article": "  "}, [Objection(Problem.NO_NATIONAL_GROUND)]),
    ("the Convention alone carries nothing", ["R-GENERAL"], {}, [Objection(Problem.CONVENTION_ALONE, "R-GENERAL")]),
    ("with a typed article it limits", ["R-GENERAL"], {"typed_article": "Law 217"}, []),
    (
        "a restriction needs the weighing",
        ["K217-RESTR-SECURITY"],
        {},
        [Objection(Problem.NEEDS_WEIGHING, "K217-RESTR-SECURITY")],
    ),
    ("with the weighing it stands", ["K217-RESTR-SECURITY"], {"weighing_text": "Harm outweighs."}, []),
    (
        "not held: say where to apply",
        ["K217-NOTHELD-SCOPE"],
        {},
        [Objection(Problem.NEEDS_WHERE_TO_APPLY, "K217-NOTHELD-SCOPE")],
    ),
    ("not held, and where to apply", ["K217-NOTHELD-SCOPE"], {"where_to_apply": "Kyrgyzhydromet"}, []),
    (
        "emissions are no commercial secret",
        ["K217-RESTR-RIGHTS", "R-COMMERCE"],
        {"weighing_text": "Weighed.", "emissions": True},
        [Objection(Problem.EMISSIONS, "R-COMMERCE")],
    ),
    (
        "emissions under the rights of others: which paragraph?",
        ["K217-RESTR-RIGHTS"],
        {"weighing_text": "Weighed.", "emissions": True},
        [Objection(Problem.NAME_THE_LIMIT, "K217-RESTR-RIGHTS")],
    ),
    (
        "emissions and personal data: weighed, it can stand",
        ["K217-RESTR-RIGHTS", "R-PERSONAL"],
        {"weighing_text": "Weighed.", "emissions": True},
        [],
    ),
    (
        "emissions and security: weighed, it can stand",
        ["K217-RESTR-SECURITY"],
        {"weighing_text": "Weighed.", "emissions": True},
        [],
    ),
    (
        "a ground of another law",
        ["K67-ANON"],
        {},
        [Objection(Problem.UNKNOWN_GROUND, "K67-ANON"), Objection(Problem.NO_NATIONAL_GROUND)],
    ),
    (
        "grounds to extend carry no refusal",
        ["K217-EXT-HARD"],
        {"typed_article": "x"},
        [Objection(Problem.UNKNOWN_GROUND, "K217-EXT-HARD")],
    ),
]


@pytest.mark.parametrize(("rule", "codes", "given", "objections"), REFUSALS)
def test_refusal(rule: str, codes: Sequence[str], given: dict[str, object], objections: list[Objection]) -> None:
    assert check_refusal(law("KG-ATI-217"), codes, **given) == objections, rule  # type: ignore[arg-type]


@pytest.mark.parametrize("code", WEIGHED)
def test_every_weighed_paragraph_asks_for_the_weighing(code: str) -> None:
    found = check_refusal(law("KG-ATI-217"), [code], typed_article="Law on trade secrets")
    assert found == [Objection(Problem.NEEDS_WEIGHING, code)]


@pytest.mark.parametrize("code", NATIONAL["KG-APP-67"])
def test_a_letter_may_be_left_unconsidered_under_law_67(code: str) -> None:
    assert check_refusal(law("KG-APP-67", "statement"), [code]) == []


def test_the_same_ground_twice_is_one() -> None:
    found = check_refusal(law("KG-ATI-217"), ["R-DRAFT", "R-DRAFT"], weighing_text="Weighed.")
    assert found == [Objection(Problem.CONVENTION_ALONE, "R-DRAFT")]


def test_the_grounds_of_the_country_come_first_whatever_their_order_in_the_law() -> None:
    regime = regime_by_id("KG-ATI-217", regimes())
    turned = replace(regime, grounds=tuple(reversed(regime.grounds)))
    origins = [ground.origin for ground in refusal_grounds(turned)]
    national = origins.count(Origin.NATIONAL)
    assert 0 < national < len(origins)
    assert origins == [Origin.NATIONAL] * national + [Origin.CONVENTION] * (len(origins) - national)
