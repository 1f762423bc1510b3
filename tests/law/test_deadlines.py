"""Registration, answer, extension, the Convention's limit, transfer and lateness, as tables of the procedure."""

from __future__ import annotations

from datetime import date

import pytest

from tests.law.calendars import kyrgyz, plain
from tracker.law.calendar import Calendar
from tracker.law.codes import Status
from tracker.law.deadlines import (
    Due,
    answer_due,
    convention_limit,
    days_late,
    extended_due,
    extension_breaks_convention,
    is_extension_in_time,
    is_late,
    may_extend,
    registration_due,
    working_days_late,
)
from tracker.law.errors import ExtensionTooLong, YearNotLoaded
from tracker.law.events_of_leg import due_after_transfer
from tracker.law.kyrgyzstan import regimes
from tracker.law.reasons import ReasonCode
from tracker.law.regimes import Regime, regime_by_id


def law(regime_id: str, kind: str | None = None) -> Regime:
    return regime_by_id(regime_id, regimes(), kind)


def day(text: str) -> date:
    return date.fromisoformat(text)


def codes(due: Due) -> list[ReasonCode]:
    return [reason.code for reason in due.because]


ANSWERS = [
    # regime, received, registered, due, the rule
    ("KG-ATI-217", "2026-04-28", None, "2026-05-20", "10 working days from receipt, May holidays skipped"),
    ("KG-ATI-217", "2026-04-28", "2026-05-14", "2026-05-20", "registration moves nothing under Law 217"),
    ("KG-ATI-217", "2026-11-21", None, "2026-12-04", "received on a Saturday: counted from the next day"),
    ("KG-ATI-213", "2023-03-01", None, "2023-03-15", "two weeks: the same weekday"),
    ("KG-ATI-213", "2023-03-07", None, "2023-03-22", "two weeks end on Nooruz: the next working day"),
    ("KG-APP-67", "2026-11-20", "2026-11-20", "2026-12-10", "14 working days from registration on the same day"),
    ("KG-APP-67", "2026-11-20", "2026-11-23", "2026-12-11", "registered on the last lawful day"),
    ("KG-APP-67", "2026-11-20", None, "2026-12-11", "not registered: from the last lawful day to register"),
    ("KG-APP-67", "2026-11-20", "2026-12-30", "2026-12-11", "registered late: no more time"),
    ("KG-APP-67", "2026-11-21", "2026-11-23", "2026-12-11", "received on Saturday, registered on Monday"),
    ("KG-APP-67", "2026-04-30", None, "2026-06-01", "the last day to register is after the May holidays"),
]


@pytest.mark.parametrize(("regime_id", "received", "registered", "due", "rule"), ANSWERS)
def test_answer(regime_id: str, received: str, registered: str | None, due: str, rule: str) -> None:
    found = answer_due(law(regime_id), kyrgyz(), day(received), day(registered) if registered else None)
    assert found.due_on == day(due), rule
    assert found.status is Status.LIKELY


def test_a_complaint_about_access_has_no_answer_date() -> None:
    found = answer_due(law("KG-ATI-217", "access_complaint"), kyrgyz(), day("2026-04-28"))
    assert found.due_on is None
    assert found.status is Status.UNKNOWN
    assert codes(found)[-1] is ReasonCode.TERM_UNKNOWN


@pytest.mark.parametrize(
    ("regime_id", "due"), [("KG-APP-67", date(2026, 11, 23)), ("KG-ATI-217", None), ("KG-ATI-213", None)]
)
def test_registration(regime_id: str, due: date | None) -> None:
    found = registration_due(law(regime_id), kyrgyz(), day("2026-11-20"))
    assert found.due_on == due


def test_without_a_known_registration_term_law_67_could_not_start_by_itself() -> None:
    """The bill's row: no registration term, so an unregistered letter has no date, a registered one does."""
    bill = law("KG-APP-67-10WD")
    assert answer_due(bill, kyrgyz(), day("2026-11-20")).due_on is None
    assert answer_due(bill, kyrgyz(), day("2026-11-20"), day("2026-11-20")).due_on == day("2026-12-04")


def test_law_67_says_that_the_late_start_is_our_reading() -> None:
    late = answer_due(law("KG-APP-67"), kyrgyz(), day("2026-11-20"), day("2026-12-30"))
    unknown = answer_due(law("KG-APP-67"), kyrgyz(), day("2026-11-20"))
    in_time = answer_due(law("KG-APP-67"), kyrgyz(), day("2026-11-20"), day("2026-11-23"))
    assert {ReasonCode.OUR_READING, ReasonCode.REGISTERED_LATE} <= set(codes(late))
    assert {ReasonCode.OUR_READING, ReasonCode.REGISTER_BY} <= set(codes(unknown))
    assert ReasonCode.OUR_READING not in codes(in_time)


def test_law_213_says_that_sources_disagree() -> None:
    assert ReasonCode.SOURCES_DISAGREE in codes(answer_due(law("KG-ATI-213"), kyrgyz(), day("2023-03-01")))


def test_in_the_first_month_of_law_217_its_first_day_is_in_doubt() -> None:
    january = answer_due(law("KG-ATI-217"), kyrgyz(), day("2024-01-15"))
    february = answer_due(law("KG-ATI-217"), kyrgyz(), day("2024-02-01"))
    assert ReasonCode.REGIME_START_UNCERTAIN in codes(january)
    assert ReasonCode.REGIME_START_UNCERTAIN not in codes(february)


EXTENSIONS = [
    ("KG-ATI-217", "2026-04-28", None, "2026-06-04", "10 more working days from the original date"),
    ("KG-ATI-217", "2026-04-28", 3, "2026-05-25", "the body asks for fewer"),
    ("KG-ATI-217", "2026-04-28", 0, "2026-05-20", "none at all is the original date"),
    ("KG-ATI-213", "2023-03-01", None, "2023-03-29", "two more weeks"),
]


@pytest.mark.parametrize(("regime_id", "received", "by_value", "due", "rule"), EXTENSIONS)
def test_extension(regime_id: str, received: str, by_value: int | None, due: str, rule: str) -> None:
    found = extended_due(law(regime_id), kyrgyz(), day(received), by_value=by_value)
    assert found.due_on == day(due), rule


def test_the_original_date_is_kept_in_the_explanation() -> None:
    found = extended_due(law("KG-ATI-217"), kyrgyz(), day("2026-04-28"))
    kept = next(reason for reason in found.because if reason.code is ReasonCode.EXTENDED)
    assert kept.date("original_on") == day("2026-05-20")
    assert codes(found).count(ReasonCode.CALENDAR) == 1


def test_more_than_the_law_allows_is_refused() -> None:
    with pytest.raises(ExtensionTooLong) as caught:
        extended_due(law("KG-ATI-217"), kyrgyz(), day("2026-04-28"), by_value=11)
    assert (caught.value.limit, caught.value.asked) == (10, 11)


@pytest.mark.parametrize("kind", ["proposal", "statement", "complaint"])
def test_law_67_has_no_known_extension_so_no_date_moves(kind: str) -> None:
    regime = law("KG-APP-67", kind)
    found = extended_due(regime, kyrgyz(), day("2026-11-20"))
    assert not may_extend(regime)
    assert found.due_on is None
    assert found.status is Status.UNKNOWN


def test_law_217_may_extend_a_request_but_not_a_complaint_about_access() -> None:
    assert may_extend(law("KG-ATI-217", "information_request"))
    assert not may_extend(law("KG-ATI-217", "access_complaint"))
    assert extended_due(law("KG-ATI-217", "access_complaint"), kyrgyz(), day("2026-04-28")).due_on is None


@pytest.mark.parametrize(
    ("notified", "in_time"), [("2026-05-19", True), ("2026-05-20", True), ("2026-05-21", False)]
)
def test_notice_of_an_extension_comes_before_the_term_ends(notified: str, in_time: bool) -> None:
    assert is_extension_in_time(day("2026-05-20"), day(notified)) is in_time


LIMITS = [
    ("2026-04-28", False, "2026-05-28", "2026-05-28", "one month, an ordinary Thursday"),
    ("2026-01-31", False, "2026-02-28", "2026-03-02", "strict stays on Saturday, the legal view moves"),
    ("2026-04-02", False, "2026-05-02", "2026-05-11", "the first decade of May"),
    ("2026-04-28", True, "2026-06-28", "2026-06-29", "two months after the request, not two more"),
    ("2026-12-31", True, "2027-02-28", "2027-03-01", "over the year, to the end of a short month"),
]


@pytest.mark.parametrize(("submitted", "extended", "strict", "rolled", "rule"), LIMITS)
def test_the_limit_of_the_convention(submitted: str, extended: bool, strict: str, rolled: str, rule: str) -> None:
    found = convention_limit(kyrgyz(), day(submitted), extended)
    assert (found.strict_on, found.rolled_on) == (day(strict), day(rolled)), rule
    assert found.status is Status.CONFIRMED


def test_an_extension_that_passes_the_convention_is_seen() -> None:
    received = day("2026-04-28")
    extended = extended_due(law("KG-ATI-217"), kyrgyz(), received)
    limit = convention_limit(kyrgyz(), received)
    assert extended.due_on == day("2026-06-04")
    assert extension_breaks_convention(extended.due_on, limit)
    assert not extension_breaks_convention(limit.strict_on, limit), "on the last day it does not"
    assert not extension_breaks_convention(None, limit)
    assert not extension_breaks_convention(extended.due_on, convention_limit(kyrgyz(), received, extended=True))


def test_the_warning_does_not_wait_for_the_next_working_day() -> None:
    limit = convention_limit(kyrgyz(), day("2026-01-31"))
    assert extension_breaks_convention(day("2026-03-02"), limit), "the strict view, not the rolled one"


@pytest.mark.parametrize(
    ("regime_id", "next_received", "due"),
    [
        ("KG-ATI-213", "2023-03-10", "2023-03-24"),
        ("KG-ATI-213", None, "2023-03-15"),
        ("KG-ATI-217", "2023-03-10", "2023-03-15"),
        ("KG-APP-67", "2023-03-10", "2023-03-24"),
    ],
)
def test_only_law_213_gives_the_next_body_a_new_clock(regime_id: str, next_received: str | None, due: str) -> None:
    next_on = day(next_received) if next_received else None
    assert due_after_transfer(law(regime_id), kyrgyz(), day("2023-03-01"), next_on).due_on == day(due)


LATENESS = [
    # due, answered, today, late, calendar days, working days, the rule
    ("2026-05-20", None, "2026-05-19", False, 0, 0, "before the date"),
    ("2026-05-20", None, "2026-05-20", False, 0, 0, "due today is not late"),
    ("2026-05-20", None, "2026-05-21", True, 1, 1, "the day after is"),
    ("2026-05-20", None, "2026-05-27", True, 7, 4, "a feast and a weekend are not working days late"),
    ("2026-05-22", None, "2026-05-24", True, 2, 0, "late over a weekend: past the date, no working day yet"),
    ("2026-05-20", "2026-05-20", "2026-09-01", False, 0, 0, "answered on the last day stays in time"),
    ("2026-05-20", "2026-05-21", "2026-09-01", True, 1, 1, "answered a day late stays a day late"),
    ("2026-05-20", "2026-04-30", "2026-09-01", False, 0, 0, "answered early"),
    (None, None, "2026-09-01", False, 0, 0, "no date is never late"),
    (None, "2026-09-01", "2026-09-01", False, 0, 0, "no date, answered"),
]


@pytest.mark.parametrize(("due", "answered", "today", "late", "days", "working", "rule"), LATENESS)
def test_lateness(
    due: str | None, answered: str | None, today: str, late: bool, days: int, working: int, rule: str
) -> None:
    dates = (day(due) if due else None, day(answered) if answered else None, day(today))
    assert is_late(*dates) is late, rule
    assert days_late(*dates) == days, rule
    assert working_days_late(kyrgyz(), *dates) == working, rule


def estimated() -> Calendar:
    return plain([2027], estimated=[date(2027, 3, 9)])


@pytest.mark.parametrize(
    ("received", "due", "flagged", "rule"),
    [
        ("2027-03-01", "2027-03-16", True, "the term crosses the feast"),
        ("2027-02-22", "2027-03-08", True, "it ends the day before: the feast may come a day earlier"),
        ("2027-02-19", "2027-03-05", False, "it ends before"),
        ("2027-03-10", "2027-03-24", False, "it starts after"),
    ],
)
def test_a_term_that_an_estimated_feast_may_move_is_flagged(received: str, due: str, flagged: bool, rule: str) -> None:
    found = answer_due(law("KG-ATI-217"), estimated(), day(received))
    assert found.due_on == day(due)
    assert (ReasonCode.ESTIMATED_DAY in codes(found)) is flagged, rule


@pytest.mark.parametrize("regime_id", ["KG-ATI-217", "KG-APP-67", "KG-ATI-213"])
def test_a_year_not_loaded_is_an_error_and_no_date(regime_id: str) -> None:
    with pytest.raises(YearNotLoaded):
        answer_due(law(regime_id), kyrgyz(), day("2027-12-28"))
