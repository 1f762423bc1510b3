"""The explanation of one case of each kind, compared whole, as it is stored: every key and every value of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.law.calendars import kyrgyz, plain
from tracker.law.codes import Effect, RuleName, Start, Status, TermName
from tracker.law.counting import Unit
from tracker.law.deadlines import Due, answer_due, convention_limit, replay
from tracker.law.events_of_leg import Question, decision_due, due_after_transfer, with_questions
from tracker.law.kyrgyzstan import regimes
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Regime, Rule, Term, regime_by_id

RECEIVED = date(2026, 11, 20)  # a Friday; Law 217 gives until Friday, 4 December
TERM = Term(10, Unit.WORKING_DAYS, Start.RECEIPT, "15", True, "a test", Status.CONFIRMED)
FEAST = {"on": "2026-12-07", "ky": "Майрам", "ru": "Праздник", "en": "Feast"}


def law(regime_id: str = "KG-ATI-217") -> Regime:
    return regime_by_id(regime_id, regimes())


def with_term(regime: Regime, name: TermName, term: Term = TERM) -> Regime:
    return replace(regime, terms={**regime.terms, name: term})


def told(because: tuple[Reason, ...]) -> list[tuple[str, dict[str, Any]]]:
    stored = [reason.as_json() for reason in because]
    return [(one["code"], one.get("values", {})) for one in stored]


def rule(regime: str, term: str, status: str = "likely", **more: Any) -> tuple[str, dict[str, Any]]:
    return "counted", {"regime": regime, "term": term, "value": 10, "unit": "working_days", "status": status, **more}


def test_a_letter_of_the_first_month_of_law_217() -> None:
    """It ends on Saturday, 27 January 2024, which was made a working day."""
    found = answer_due(law(), kyrgyz(), date(2024, 1, 15))
    assert told(found.because) == [
        ("regime_start_uncertain", {"regime": "KG-ATI-217"}),
        ("started", {"event": "receipt", "on": "2024-01-15"}),
        rule("KG-ATI-217", "answer"),
        ("skipped_weekends", {"days": 2}),
        ("worked_day", {"on": "2024-01-27"}),
        ("calendar", {"revision": 1}),
    ]


MONTH = ("counted", {
    "regime": "INT-AARHUS-4", "term": "answer", "value": 1, "unit": "months", "status": "confirmed", "article": "4(2)",
})  # fmt: skip
LIMITS = [
    (
        "2026-10-28",
        [("started", {"event": "submission", "on": "2026-10-28"}), MONTH,
         ("rolled", {"strict_on": "2026-11-28", "ends_on": "2026-11-30"}), ("not_rolled", {"strict_on": "2026-11-28"}),
         ("calendar", {"revision": 1})],
    ),
    (
        "2026-04-28",
        [("started", {"event": "submission", "on": "2026-04-28"}), MONTH, ("calendar", {"revision": 1})],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("submitted", "expected"), LIMITS, ids=["ends on a Saturday", "ends on a Thursday"])
def test_the_limit_of_the_convention(submitted: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    assert told(convention_limit(kyrgyz(), date.fromisoformat(submitted)).because) == expected


def test_a_transfer_and_a_decision_near_a_feast_that_may_still_move() -> None:
    calendar = plain([2026], estimated=[date(2026, 12, 7)])
    passed_on = with_term(law(), TermName.ANSWER_AFTER_TRANSFER, replace(TERM, value=11))
    moved = due_after_transfer(passed_on, calendar, RECEIVED, None)
    decided = decision_due(with_term(law("KG-ADM-210"), TermName.DECISION), calendar, RECEIVED)
    began, read = ("started", {"event": "receipt", "on": "2026-11-20"}), ("calendar", {"revision": 7})
    feast = {"first_on": "2026-12-07", "last_on": "2026-12-07", "days": 1, **FEAST}
    del feast["on"]
    assert (moved.due_on, told(moved.because)) == (
        date(2026, 12, 8),
        [began, rule("KG-ATI-217", "answer_after_transfer", "confirmed", value=11, article="15"), ("skipped_day", feast),
         ("skipped_weekends", {"days": 6}), ("estimated_day", FEAST), read],
    )  # fmt: skip
    assert (decided.due_on, told(decided.because)) == (
        date(2026, 12, 4),
        [began, rule("KG-ADM-210", "decision", "confirmed", article="15"), ("skipped_weekends", {"days": 4}), read],
    )


def test_a_feast_in_the_midst_of_a_term_that_may_still_move_is_told() -> None:
    """It is days away from the last one, and each working day of the term was counted around it."""
    early, late = date(2026, 11, 26), date(2026, 12, 9)
    calendar = plain([2026], estimated=[early, late])
    passed_on = due_after_transfer(with_term(law(), TermName.ANSWER_AFTER_TRANSFER), calendar, RECEIVED, None)
    decided = decision_due(with_term(law("KG-ADM-210"), TermName.DECISION), calendar, RECEIVED)
    first = answer_due(stopping(WORKING), calendar, RECEIVED)
    question = Question(date(2026, 11, 24), date(2026, 12, 20), date(2026, 12, 2))
    moved = with_questions(stopping(WORKING), calendar, first, [question])
    for due, ends_on, feasts in (
        (passed_on, date(2026, 12, 7), [early]),
        (decided, date(2026, 12, 7), [early]),
        (moved, date(2026, 12, 15), [early, late]),
    ):
        told_of = [reason.date("on") for reason in due.because if reason.code is ReasonCode.ESTIMATED_DAY]
        assert (due.due_on, told_of) == (ends_on, feasts)


def test_a_limit_in_working_days_would_tell_such_a_feast_too() -> None:
    overlay = with_term(law("INT-AARHUS-4"), TermName.ANSWER, replace(TERM, starts=Start.SUBMISSION))
    limit = convention_limit(plain([2026], estimated=[date(2026, 11, 26)]), RECEIVED, overlay=overlay)
    assert [one.date("on") for one in limit.because if one.code is ReasonCode.ESTIMATED_DAY] == [date(2026, 11, 26)]


def stopping(unit: Unit, **rule: Any) -> Regime:
    """Law 217 as it would be if a question stopped its clock."""
    said = Rule(Effect.STOPS_CLOCK, **{"status": Status.LIKELY, "source": "test", **rule})
    regime = replace(law(), rules={RuleName.QUESTION: said})
    return with_term(regime, TermName.ANSWER, replace(TERM, value=10 if unit is Unit.WORKING_DAYS else 14, unit=unit))


def asked(regime: Regime, on: str, until: str, replied: str | None) -> tuple[Due, Due]:
    calendar = plain([2026])
    question = Question(date.fromisoformat(on), date.fromisoformat(until), date.fromisoformat(replied) if replied else None)
    first = answer_due(regime, calendar, RECEIVED)
    return first, with_questions(regime, calendar, first, [question])


WORKING, CALENDAR_DAYS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS
STOPS = [
    # the unit of the answer's term, asked, end of the window, reply, until when it stood still, days, the new last day, and the
    # weekend days that are left out; None: it ends on a Sunday and rolls
    (WORKING, "2026-11-26", "2026-12-20", "2026-11-30", "2026-11-30", 2, "2026-12-08", 2),
    (CALENDAR_DAYS, "2026-11-26", "2026-12-20", "2026-11-30", "2026-11-30", 4, "2026-12-08", 0),
    (CALENDAR_DAYS, "2026-11-24", "2026-12-20", "2026-12-03", "2026-12-03", 9, "2026-12-14", None),
    (WORKING, "2026-11-24", "2026-12-20", "2026-12-03", "2026-12-03", 7, "2026-12-15", 4),
    (WORKING, "2026-12-04", "2026-12-20", "2026-12-07", "2026-12-07", 1, "2026-12-07", 2),
    (WORKING, "2026-12-04", "2026-12-08", None, "2026-12-08", 2, "2026-12-08", 2),
    (WORKING, "2026-12-04", "2026-12-08", "2026-12-09", "2026-12-08", 2, "2026-12-08", 2),
]


@pytest.mark.parametrize(("unit", "on", "window", "replied", "until", "days", "ends", "weekends"), STOPS)
def test_a_stop_is_told_whole_also_when_it_starts_on_the_last_day(
    unit: Unit, on: str, window: str, replied: str | None, until: str, days: int, ends: str, weekends: int | None
) -> None:
    first, found = asked(stopping(unit), on, window, replied)
    waits = {"waits": "yes"} if replied is None or replied > window else {}
    stop = {
        "asked_on": on, "until_on": until, "days": days, "unit": unit.value, "from_on": "2026-12-04",
        "counted_on": "2026-12-04", "ends_on": ends, "regime": "KG-ATI-217", "status": "likely", **waits,
    }  # fmt: skip
    left_out = ("skipped_weekends", {"days": weekends})
    rolled = ("rolled", {"strict_on": "2026-12-13", "ends_on": ends})
    *counted, read = told(first.because)
    more = [rolled] if weekends is None else [left_out] if weekends else []
    assert told(found.because) == [*counted, ("stopped", stop), *more, read]
    assert (found.due_on, found.status) == (date.fromisoformat(ends), Status.LIKELY)


def test_a_stop_that_ends_on_a_day_off_is_rolled_from_its_own_last_day() -> None:
    """14 calendar days end on Saturday 5 December and roll to Monday: one day more ends on Sunday, not on Tuesday."""
    regime = with_term(stopping(CALENDAR_DAYS), TermName.ANSWER, replace(TERM, value=15, unit=CALENDAR_DAYS))
    first, found = asked(regime, "2026-12-01", "2026-12-11", "2026-12-02")
    assert (first.due_on, found.due_on) == (date(2026, 12, 7), date(2026, 12, 7))
    rolls = [reason.text("strict_on") for reason in found.because if reason.code is ReasonCode.ROLLED]
    assert rolls == ["2026-12-05", "2026-12-06"]
    assert replay(found.because, plain([2026])) == found.due_on


@pytest.mark.parametrize(
    ("term", "rule", "status"),
    [("confirmed", "confirmed", "confirmed"), ("confirmed", "likely", "likely"), ("likely", "confirmed", "likely")],
)
def test_a_moved_date_is_as_sure_as_the_least_sure_of_its_rules(term: str, rule: str, status: str) -> None:
    regime = stopping(WORKING, status=Status(rule), article="17", article_confirmed=rule == "confirmed")
    regime = with_term(regime, TermName.ANSWER, replace(regime.term(TermName.ANSWER), status=Status(term)))
    _, found = asked(regime, "2026-11-26", "2026-12-20", "2026-11-30")
    stop = next(reason for reason in found.because if reason.code is ReasonCode.STOPPED)
    assert (found.status, stop.text("status")) == (Status(status), rule)
    assert stop.text("article") == ("17" if rule == "confirmed" else ""), "an article is named only where it is confirmed"


@pytest.mark.parametrize(
    ("on", "window", "replied"),
    [
        ("2026-11-24", "2026-12-20", "2026-11-24"),
        ("2026-12-04", "2026-12-20", "2026-12-04"),
        ("2026-12-05", "2026-12-19", "2026-12-09"),
        ("2026-12-05", "2026-12-19", None),
    ],
    ids=["answered on the same day", "the same on the last day", "asked a day too late", "the same without a reply"],
)
@pytest.mark.parametrize("unit", [WORKING, CALENDAR_DAYS])
def test_a_question_that_stops_nothing_leaves_no_trace(unit: Unit, on: str, window: str, replied: str | None) -> None:
    first, found = asked(stopping(unit), on, window, replied)
    assert found == first
