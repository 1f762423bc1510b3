"""All dates of a case at once are those that the rules give one by one; and the small values behind them, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.law.calendars import kyrgyz, plain
from tracker.law.calculator import case_dates
from tracker.law.codes import Grievance, Start, Status, TermName
from tracker.law.counting import Unit
from tracker.law.deadlines import answer_due, convention_limit, extended_due, registration_due
from tracker.law.fees import FeeCode, fee_rules
from tracker.law.kyrgyzstan import regimes, shipped
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Regime, Term, overlay_for, regime_for
from tracker.law.remedies import remedies
from tracker.law.versions import Change, What, with_changes

RECEIVED, REGISTERED, SENT = date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 18)
CASES = [
    # kind, registered, sent, extended
    ("information_request", None, None, False),
    ("information_request", REGISTERED, SENT, True),
    ("statement", None, None, False),
    ("statement", REGISTERED, None, False),
    ("complaint", REGISTERED, SENT, False),
]


@pytest.mark.parametrize(("kind", "registered", "sent", "extended"), CASES)
def test_they_are_those_of_the_rules(kind: str, registered: date | None, sent: date | None, extended: bool) -> None:
    regime, overlay = regime_for(kind, RECEIVED, regimes()), overlay_for(kind, RECEIVED, regimes())
    found = case_dates(regimes(), kyrgyz(), kind, RECEIVED, registered, sent, extended)
    rule = extended_due if extended else answer_due
    assert found.regime == regime
    assert found.registration == registration_due(regime, kyrgyz(), RECEIVED)
    assert found.answer == rule(regime, kyrgyz(), RECEIVED, registered)
    by = Start.SUBMISSION if sent else Start.RECEIPT
    assert found.convention == (convention_limit(kyrgyz(), sent or RECEIVED, by=by) if overlay else None)
    assert found.remedies == remedies(regime, Grievance.SILENCE, RECEIVED)
    assert found.remedies
    assert all(way.due.due_on is None for way in found.remedies), "from when a way runs after silence has not been seen"


def test_nothing_is_extended_unless_somebody_says_so() -> None:
    assert case_dates(regimes(), kyrgyz(), "information_request", RECEIVED).answer.due_on == date(2026, 12, 4)
    extended = case_dates(regimes(), kyrgyz(), "information_request", RECEIVED, extended=True)
    assert (extended.answer.due_on, extended.passes_convention) == (date(2026, 12, 18), False)


@pytest.mark.parametrize("registered", [None, REGISTERED])
def test_where_no_extension_is_known_the_first_date_stays_and_says_so(registered: date | None) -> None:
    first = case_dates(regimes(), kyrgyz(), "statement", RECEIVED, registered).answer
    asked = case_dates(regimes(), kyrgyz(), "statement", RECEIVED, registered, extended=True).answer
    assert (asked.clock, asked.due_on, asked.status) == (first.clock, first.due_on, first.status)
    stays = {"code": "first_date_stays", "values": {"regime": "KG-APP-67", "term": "extension"}}
    assert asked.as_json()["because"] == [*first.as_json()["because"], stays]


def test_without_a_first_date_nothing_is_extended() -> None:
    found = case_dates(regimes(), kyrgyz(), "access_complaint", RECEIVED, extended=True).answer
    regime = regime_for("access_complaint", RECEIVED, regimes())
    assert (found.due_on, found) == (None, extended_due(regime, kyrgyz(), RECEIVED))


def test_an_extension_counts_from_the_registration_where_the_answer_does() -> None:
    """Law 67 as it would be with an extension of ten working days."""
    row = regime_for("statement", RECEIVED, regimes())
    ten = Term(10, Unit.WORKING_DAYS, Start.ORIGINAL_DATE, None, False, "a test", Status.LIKELY)
    longer = replace(row, terms={**row.terms, TermName.EXTENSION: ten})
    found = [case_dates([longer], kyrgyz(), "statement", RECEIVED, on, extended=True).answer for on in (None, REGISTERED)]
    assert found == [extended_due(longer, kyrgyz(), RECEIVED, on) for on in (None, REGISTERED)]
    assert [one.due_on for one in found] == [date(2026, 12, 25), date(2026, 12, 24)]


def test_the_limit_is_that_of_the_version_of_the_convention_in_force() -> None:
    rows = [row for row in regimes() if not row.overlay]
    [convention] = [row for row in regimes() if row.overlay]
    month = convention.term(TermName.ANSWER)
    longer = replace(convention, terms={**convention.terms, TermName.ANSWER: replace(month, value=3)})
    for sent, strict_on in ((None, date(2027, 2, 20)), (SENT, date(2027, 2, 18))):
        found = case_dates([*rows, longer], kyrgyz(), "information_request", RECEIVED, dispatched_on=sent)
        assert found.convention is not None
        assert found.convention.strict_on == strict_on


def filing(number: int, law: str, value: int, on: date | None = None) -> Change:
    """How long a law of procedure leaves to complain."""
    table = {"value": value, "unit": "working_days", "starts": "decision", "status": "likely", "source": "cbd"}
    return Change(number, What.TERM, law, table, "filing", valid_from=on)


WAYS = [
    # the day of the refusal, today, only what is confirmed; the last day to complain, whether that is open
    (date(2026, 11, 23), None, False, date(2026, 11, 30), True),
    (date(2026, 11, 23), date(2026, 11, 30), False, date(2026, 11, 30), True),
    (date(2026, 11, 23), date(2026, 12, 1), False, date(2026, 11, 30), False),
    (date(2026, 11, 23), date(2026, 12, 1), True, None, None),
    (None, date(2026, 12, 1), False, None, None),
]


@pytest.mark.parametrize(("decided", "today", "sure_only", "until", "is_open"), WAYS)
def test_a_way_is_open_on_the_day_of_the_decision_or_today(
    decided: date | None, today: date | None, sure_only: bool, until: date | None, is_open: bool | None
) -> None:
    """Five working days after a refusal, or after an answer that satisfies nobody; the answer itself was due in December."""
    rows = with_changes(shipped(), [filing(1, "KG-ADM-210", 5)])
    found = case_dates(rows, kyrgyz(), "statement", RECEIVED, decided_on=decided, today=today, sure_only=sure_only)
    for ways in (found.after_refusal, found.after_answer):
        [way] = [one for one in ways if one.term.value == 5]
        assert (way.due.due_on, way.is_open) == (until, is_open)


@pytest.mark.parametrize(("kind", "value"), [("information_request", 20), ("access_complaint", 10)])
def test_as_long_as_nothing_was_decided_a_way_has_the_term_of_the_day_of_the_answer(kind: str, value: int) -> None:
    """Ten days, twenty from December, thirty from January. Due on 4 December; an answer without a date: as on the first day."""
    terms = ((10, None), (20, date(2026, 12, 1)), (30, date(2027, 1, 1)))
    rows = with_changes(shipped(), [filing(at, "KG-APC-13", value, on) for at, (value, on) in enumerate(terms, 1)])
    found = case_dates(rows, kyrgyz(), kind, RECEIVED)
    for ways in (found.remedies, found.after_refusal, found.after_answer):
        assert {one.term.value for one in ways if one.term.value is not None} == {value}


def test_they_leave_the_service_whole() -> None:
    found = case_dates(regimes(), kyrgyz(), "information_request", RECEIVED, dispatched_on=SENT)
    assert found.convention is not None
    assert found.as_json() == {
        "regime": "KG-ATI-217", "registration": found.registration.as_json(), "answer": found.answer.as_json(),
        "convention": found.convention.as_json(), "passes_convention": False,
        "remedies": [way.as_json() for way in found.remedies],
        "after_refusal": [way.as_json() for way in found.after_refusal],
        "after_answer": [way.as_json() for way in found.after_answer],
    }  # fmt: skip
    assert case_dates(regimes(), kyrgyz(), "statement", RECEIVED).as_json()["convention"] is None


# How the steps of a reckoning are told.


def a_law(value: int = 10, unit: Unit = Unit.WORKING_DAYS, **more: Any) -> Regime:
    row = regime_for("information_request", RECEIVED, regimes())
    values = {"article": None, "article_confirmed": False, "source": "a test", "status": Status.LIKELY, **more}
    return replace(row, terms={TermName.ANSWER: Term(value, unit, Start.RECEIPT, **values)})


def told(regime: Regime, on: date = RECEIVED, feasts: tuple[date, ...] = ()) -> list[dict[str, Any]]:
    """Between the start and the calendar."""
    return answer_due(regime, plain([2026, 2027], feasts), on).as_json()["because"][1:-1]


DISAGREEMENTS = [
    ({"other_value": 2, "other_unit": Unit.WEEKS}, [{"code": "sources_disagree", "values": {"value": 2, "unit": "weeks"}}]),
    ({"other_value": 2}, []),
    ({"other_unit": Unit.WEEKS}, []),
    ({}, []),
]


@pytest.mark.parametrize(("more", "said"), DISAGREEMENTS, ids=["said whole", "no unit", "no number", "nothing"])
def test_another_source_is_told_only_where_it_says_a_term(more: dict[str, Any], said: list[dict[str, Any]]) -> None:
    assert told(a_law(**more))[1:] == [*said, {"code": "skipped_weekends", "values": {"days": 4}}]


def test_a_month_without_that_day_is_told() -> None:
    """From Saturday 31 October one month ends on Monday 30 November."""
    assert told(a_law(1, Unit.MONTHS), date(2026, 10, 31))[1:] == [{"code": "short_month", "values": {"ends_on": "2026-11-30"}}]


def test_feasts_in_a_row_are_told_together_and_apart_where_a_day_lies_between() -> None:
    feasts = tuple(date(2026, 11, day) for day in (24, 25, 27))
    names = {"ky": "Майрам", "ru": "Праздник", "en": "Feast"}
    first = {"first_on": "2026-11-24", "last_on": "2026-11-25", "days": 2, **names}
    second = {"first_on": "2026-11-27", "last_on": "2026-11-27", "days": 1, **names}
    assert told(a_law(4), feasts=feasts)[1:3] == [
        {"code": "skipped_day", "values": first}, {"code": "skipped_day", "values": second},
    ]  # fmt: skip


ACTS = [
    ({"amends": "KG-APP-67", "act_number": "77", "act_on": date(2026, 6, 1)},
     {"act_number": "77", "act_on": "2026-06-01", "amends": "KG-APP-67"}),
    ({"amends": "KG-APP-67", "act_number": "77"}, {"act_number": "77", "amends": "KG-APP-67"}),
    ({"amends": "KG-APP-67", "act_number": ""}, {}),
    ({"amends": "", "act_number": "217"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("more", "said"), ACTS, ids=["act and day", "no day", "no act yet", "a law of its own"])
def test_a_law_put_in_use_here_is_named_by_its_act(more: dict[str, Any], said: dict[str, str]) -> None:
    rule = {"regime": "KG-ATI-217", "term": "answer", "value": 10, "unit": "working_days", "status": "likely"}
    assert told(replace(a_law(), **more))[0] == {"code": "counted", "values": {**rule, **said}}


def test_a_step_without_values_is_stored_as_its_code_alone() -> None:
    reason = Reason(ReasonCode.OUR_READING)
    assert reason.as_json() == {"code": "our_reading"}
    assert Reason.from_json({"code": "our_reading"}) == reason


def test_a_value_that_is_not_there_is_an_empty_text() -> None:
    reason = Reason(ReasonCode.COUNTED, {"article": None, "value": 10})
    assert (reason.text("article"), reason.text("law"), reason.text("value")) == ("", "", "10")


FEES = [
    ("information_request", [FeeCode.ANSWERING_IS_FREE, FeeCode.COPIES_ABOVE, FeeCode.REASONABLE_CHARGE]),
    ("statement", [FeeCode.APPEALS_ARE_FREE]),
    ("complaint", [FeeCode.APPEALS_ARE_FREE]),
    ("proposal", [FeeCode.APPEALS_ARE_FREE]),
    ("access_complaint", []),
]


@pytest.mark.parametrize(("kind", "codes"), FEES)
def test_what_the_law_says_of_money_by_kind_of_letter(kind: str, codes: list[FeeCode]) -> None:
    rules = fee_rules(kind)
    assert [rule.code for rule in rules] == codes
    assert [rule.cited_article for rule in rules] == [None] * len(codes), "none of these articles has been confirmed"
    confirmed = [replace(rule, article_confirmed=True).cited_article for rule in rules]
    assert confirmed == [rule.article for rule in rules]
