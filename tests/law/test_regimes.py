"""Which law governs which case on which day, and that the data files say what the table of the law says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.law import kyrgyzstan
from tracker.law.codes import Origin, Start, Status, TermName
from tracker.law.counting import Unit
from tracker.law.errors import BadLawData, NoRegime, UnknownRegime
from tracker.law.kyrgyzstan import convention, read_regime, read_term, regimes
from tracker.law.regimes import NO_TERM, overlay_for, regime_by_id, regime_for

IDS = {
    "KG-ATI-213", "KG-ATI-217", "KG-APP-67", "KG-APP-67-10WD", "KG-ADM-210", "KG-APC-13", "KG-AKYIKATCHY", "INT-AARHUS-4",
}  # fmt: skip

IN_FORCE = [
    ("information_request", date(2023, 12, 31), "KG-ATI-213"),
    ("information_request", date(2024, 1, 1), "KG-ATI-217"),
    ("information_request", date(2026, 4, 28), "KG-ATI-217"),
    ("access_complaint", date(2026, 4, 28), "KG-ATI-217"),
    ("proposal", date(2026, 4, 28), "KG-APP-67"),
    ("statement", date(2026, 4, 28), "KG-APP-67"),
    ("complaint", date(2026, 4, 28), "KG-APP-67"),
]

TERMS = [
    ("KG-ATI-213", TermName.ANSWER, 2, Unit.WEEKS, Start.RECEIPT, Status.LIKELY),
    ("KG-ATI-213", TermName.EXTENSION, 2, Unit.WEEKS, Start.ORIGINAL_DATE, Status.LIKELY),
    ("KG-ATI-217", TermName.ANSWER, 10, Unit.WORKING_DAYS, Start.RECEIPT, Status.LIKELY),
    ("KG-ATI-217", TermName.EXTENSION, 10, Unit.WORKING_DAYS, Start.ORIGINAL_DATE, Status.LIKELY),
    ("KG-APP-67", TermName.REGISTRATION, 1, Unit.WORKING_DAYS, Start.RECEIPT, Status.LIKELY),
    ("KG-APP-67", TermName.ANSWER, 14, Unit.WORKING_DAYS, Start.REGISTRATION, Status.LIKELY),
    ("KG-ADM-210", TermName.FILING, 30, Unit.WORKING_DAYS, Start.DECISION, Status.LIKELY),
    ("INT-AARHUS-4", TermName.ANSWER, 1, Unit.MONTHS, Start.SUBMISSION, Status.CONFIRMED),
    ("INT-AARHUS-4", TermName.EXTENSION, 2, Unit.MONTHS, Start.SUBMISSION, Status.CONFIRMED),
]

UNKNOWN = [
    ("KG-ATI-217", TermName.REGISTRATION),
    ("KG-ATI-217", TermName.URGENT_ANSWER),
    ("KG-ATI-217", TermName.TRANSFER),
    ("KG-ATI-217", TermName.CLARIFICATION),
    ("KG-APP-67", TermName.EXTENSION),
    ("KG-APP-67", TermName.TRANSFER),
    ("KG-ADM-210", TermName.DECISION),
    ("KG-APC-13", TermName.FILING),
    ("KG-AKYIKATCHY", TermName.FILING),
    ("KG-ATI-217", TermName.FILING),
    ("KG-ATI-213", TermName.FILING),
]


def test_every_regime_of_the_table_has_its_file() -> None:
    assert {regime.id for regime in regimes()} == IDS
    assert {file.stem for file in kyrgyzstan.DATA.glob("*.toml")} == IDS


@pytest.mark.parametrize(("kind", "on", "regime_id"), IN_FORCE)
def test_the_law_in_force(kind: str, on: date, regime_id: str) -> None:
    assert regime_for(kind, on, regimes()).id == regime_id


@pytest.mark.parametrize(("kind", "on"), [("information_request", date(2006, 12, 31)), ("petition", date(2026, 1, 1))])
def test_no_law_governs(kind: str, on: date) -> None:
    with pytest.raises(NoRegime) as caught:
        regime_for(kind, on, regimes())
    assert (caught.value.kind, caught.value.on) == (kind, on)


@pytest.mark.parametrize("turned", [False, True])
def test_where_two_are_in_force_the_later_one_governs(turned: bool) -> None:
    """Law 213 taken to end in March 2024, when Law 217 had begun; and a second edition of the Convention."""
    longer = [replace(row, valid_to=date(2024, 3, 1)) if row.id == "KG-ATI-213" else row for row in regimes()]
    second = replace(convention(), id="INT-AARHUS-4@2", valid_from=date(2024, 1, 1))
    rows = [*longer, second]
    rows = rows[::-1] if turned else rows
    assert regime_for("information_request", date(2024, 2, 1), rows).id == "KG-ATI-217"
    overlay = overlay_for("information_request", date(2024, 2, 1), rows)
    assert overlay is not None
    assert overlay.id == "INT-AARHUS-4@2"


def test_the_law_on_the_akyikatchy_governs_no_duty_of_a_body() -> None:
    with pytest.raises(NoRegime):
        regime_for("akyikatchy_complaint", date(2026, 12, 31), regimes())
    assert regime_by_id("KG-AKYIKATCHY", regimes()).act_number == "", "its number has not been seen"


def test_the_bill_of_2026_is_prepared_but_governs_nothing() -> None:
    bill = regime_by_id("KG-APP-67-10WD", regimes())
    assert not bill.enabled
    assert bill.act_number == ""
    assert regime_for("statement", date(2026, 12, 31), regimes()).id == "KG-APP-67"


@pytest.mark.parametrize(("regime_id", "name", "value", "unit", "starts", "status"), TERMS)
def test_known_terms(
    regime_id: str, name: TermName, value: int, unit: Unit, starts: Start, status: Status
) -> None:
    term = regime_by_id(regime_id, regimes()).term(name)
    assert (term.value, term.unit, term.starts, term.status) == (value, unit, starts, status)
    assert term.source.startswith("http")


@pytest.mark.parametrize(("regime_id", "name"), UNKNOWN)
def test_unknown_terms_have_no_value(regime_id: str, name: TermName) -> None:
    term = regime_by_id(regime_id, regimes()).term(name)
    assert term.status is Status.UNKNOWN
    assert term.value is None


def test_only_the_articles_of_the_convention_are_confirmed_among_the_terms() -> None:
    cited = {(row.id, name) for row in regimes() for name, term in row.terms.items() if term.cited_article}
    assert cited == {("INT-AARHUS-4", TermName.ANSWER), ("INT-AARHUS-4", TermName.EXTENSION)}


def test_a_complaint_about_access_has_its_own_unknown_answer_term() -> None:
    request = regime_for("information_request", date(2026, 1, 1), regimes())
    complaint = regime_for("access_complaint", date(2026, 1, 1), regimes())
    assert request.term(TermName.ANSWER).value == 10
    assert complaint.term(TermName.ANSWER).value is None
    assert complaint.term(TermName.EXTENSION).value is None
    assert regime_by_id("KG-ATI-217", regimes(), "access_complaint") == complaint
    assert (complaint.special, complaint.governing("information_request")) == ({}, complaint), "what governs one kind is settled"


def test_the_convention_runs_beside_requests_for_information_only() -> None:
    overlay = overlay_for("information_request", date(2026, 1, 1), regimes())
    assert overlay is not None
    assert overlay.id == convention().id
    assert overlay_for("statement", date(2026, 1, 1), regimes()) is None
    assert overlay_for("information_request", date(2001, 10, 29), regimes()) is None


@pytest.mark.parametrize(
    ("regime_id", "on", "doubtful"),
    [
        ("KG-ATI-217", date(2024, 1, 15), True),
        ("KG-ATI-217", date(2024, 2, 1), False),
        ("KG-ATI-213", date(2007, 11, 1), True),
        ("KG-ATI-213", date(2008, 1, 1), False),
        ("KG-APC-13", date(2017, 7, 1), False),
        ("KG-APP-67-10WD", date(2026, 7, 1), False),
    ],
)
def test_where_the_first_day_of_a_law_is_not_known(regime_id: str, on: date, doubtful: bool) -> None:
    assert regime_by_id(regime_id, regimes()).may_not_be_in_force_yet(on) is doubtful


@pytest.mark.parametrize(
    ("regime_id", "restarts"),
    [("KG-ATI-213", True), ("KG-ATI-217", False), ("KG-APP-67", False), ("KG-APP-67-10WD", False), ("INT-AARHUS-4", False)],
)
def test_what_a_transfer_does(regime_id: str, restarts: bool) -> None:
    assert regime_by_id(regime_id, regimes()).restarts_clock is restarts


def test_an_unknown_id() -> None:
    with pytest.raises(UnknownRegime) as caught:
        regime_by_id("KG-NONE-1", regimes())
    assert caught.value.regime_id == "KG-NONE-1"


def test_a_term_that_a_regime_does_not_name_is_unknown() -> None:
    assert regime_by_id("KG-APC-13", regimes()).term(TermName.ANSWER) is NO_TERM
    assert not NO_TERM.is_known


def test_codes_of_grounds_are_used_once() -> None:
    own = [
        ground.code
        for regime in regimes()
        for ground in regime.grounds
        if regime.overlay or (ground.origin is Origin.NATIONAL and not regime.amends)
    ]
    assert len(own) == len(set(own))


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({"status": "unknown", "value": 5}, "an unknown term has no value"),
        ({"status": "likely", "value": 5}, "a known term needs value, unit and start"),
        ({"status": "likely", "value": 5, "unit": "weeks", "starts": "receipt"}, "a known term needs its source"),
        ({"status": "unknown", "article_confirmed": True}, "a confirmed article needs its number"),
    ],
)
def test_data_that_contradicts_itself_is_refused(table: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadLawData) as caught:
        read_term("KG-TEST answer", table)
    assert caught.value.problem == problem


@pytest.mark.parametrize(
    "part",
    [
        {"grounds": [{"code": "X", "use": "refusal", "status": "likely"}]},
        {"remedies": [{"route": "court", "after": ["silence"], "status": "likely"}]},
    ],
)
def test_grounds_and_remedies_need_their_source(part: dict[str, Any]) -> None:
    table = {"id": "X", "act": "X", "kinds": [], "enabled": True, "status": "likely", "source": "x", **part}
    with pytest.raises(BadLawData):
        read_regime(table)


def test_the_notice_of_extra_time_is_said_by_the_law_without_a_number() -> None:
    """Law 217: before the first ten days end (likely). No number is invented, and no date is counted from it."""
    notice = regime_by_id("KG-ATI-217", regimes()).term(TermName.EXTENSION_NOTICE)
    assert (notice.value, notice.unit, notice.until, notice.status) == (None, None, Start.ORIGINAL_DATE, Status.LIKELY)
    assert notice.is_said
    assert not notice.is_known
    assert not regime_by_id("KG-APP-67", regimes()).term(TermName.EXTENSION_NOTICE).is_said


NO_NUMBER = {"status": "likely", "source": "x", "until": "original_date"}


@pytest.mark.parametrize(
    "table",
    [
        {**NO_NUMBER, "value": 3, "unit": "working_days", "starts": "receipt"},
        {**NO_NUMBER, "starts": "receipt"},
        {**NO_NUMBER, "status": "unknown"},
        {**NO_NUMBER, "source": ""},
    ],
)
def test_a_term_without_a_number_has_none_and_is_read_somewhere(table: dict[str, Any]) -> None:
    assert read_term("here", NO_NUMBER).is_said
    with pytest.raises(BadLawData):
        read_term("here", table)
