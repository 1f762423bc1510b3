"""The answer date from all that happened to a leg: questions, extra time, passing on, in every order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.calendars import kyrgyz
from tracker.law.answer_clock import Happened, answer_clock
from tracker.law.codes import Effect, RuleName, Start, Status, TermName
from tracker.law.counting import Unit
from tracker.law.deadlines import answer_due, extended_due, replay
from tracker.law.events_of_leg import Question
from tracker.law.kyrgyzstan import regimes
from tracker.law.reasons import ReasonCode
from tracker.law.regimes import Regime, Rule, Term, regime_by_id

RECEIVED = date(2026, 11, 20)  # a Friday; Law 217 gives until Friday, 4 December, and 10 working days more until the 18th
STOPS = Rule(Effect.STOPS_CLOCK, source="a test", status=Status.LIKELY)
KINDS = {"KG-ATI-217": "information_request", "KG-ATI-213": "information_request", "KG-APP-67": "statement"}


def law(regime_id: str = "KG-ATI-217", stops: bool = True, **terms: Term) -> Regime:
    regime = regime_by_id(regime_id, regimes())
    own = {**regime.terms, **{TermName(name): term for name, term in terms.items()}}
    return replace(regime, terms=own, rules={RuleName.QUESTION: STOPS} if stops else {})


def known(value: int, unit: Unit = Unit.WORKING_DAYS, starts: Start = Start.RECEIPT) -> Term:
    return Term(value, unit, starts, None, False, "a test", Status.LIKELY)


def on(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def asked(asked_on: str, replied: str | None = None, window: str = "12-31") -> Question:
    return Question(on(asked_on), on(window), on(replied) if replied else None)


FIRST, EXTENDED = "12-04", "12-18"
STORIES: list[tuple[str, Regime, dict[str, Any], str, str | None, str]] = [
    # what happened, the law, the events, the first date, the extended one, the date that counts
    ("nothing", law(), {}, FIRST, None, FIRST),
    ("extra time", law(), {"extended_on": on("12-04")}, FIRST, EXTENDED, EXTENDED),
    ("extra time too late", law(), {"extended_on": on("12-05")}, FIRST, EXTENDED, FIRST),
    ("a question, three working days", law(), {"questions": (asked("11-23", "11-26"),)}, "12-09", None, "12-09"),
    ("the same where no law stops a clock", law(stops=False), {"questions": (asked("11-23", "11-26"),)}, FIRST, None, FIRST),
    (
        "a question, then extra time: counted from the moved date", law(),
        {"questions": (asked("11-23", "11-26"),), "extended_on": on("12-09")}, "12-09", "12-23", "12-23",
    ),
    (
        "extra time in time only because of the question", law(),
        {"questions": (asked("11-23", "11-26"),), "extended_on": on("12-10")}, "12-09", "12-23", "12-09",
    ),
    (
        "a question in the extra time moves the extended date alone", law(),
        {"questions": (asked("12-10", "12-14"),), "extended_on": on("12-04")}, FIRST, "12-22", "12-22",
    ),
    (
        "one before and one in the extra time", law(),
        {"questions": (asked("11-23", "11-26"), asked("12-14", "12-15")), "extended_on": on("12-09")},
        "12-09", "12-24", "12-24",
    ),
    (
        "a question after a date that was not extended in time cures nothing", law(),
        {"questions": (asked("12-10", "12-14"),), "extended_on": on("12-07")}, FIRST, "12-22", FIRST,
    ),
    (
        "notice in a time of its own", law(extension_notice=known(5)), {"extended_on": on("11-27")}, FIRST, EXTENDED, EXTENDED,
    ),
    (
        "the same missed", law(extension_notice=known(5)), {"extended_on": on("11-30")}, FIRST, EXTENDED, FIRST,
    ),
    ("Law 67: registered on time", law("KG-APP-67"), {"registered_on": on("11-20")}, "12-10", None, "12-10"),
    ("Law 67: extra time is not known", law("KG-APP-67"), {"extended_on": on("12-01")}, "12-11", None, "12-11"),
    (
        "Law 67: a question from registration on", law("KG-APP-67"),
        {"registered_on": on("11-20"), "questions": (asked("11-23", "11-26"),)}, "12-15", None, "12-15",
    ),
    (
        "two questions on the last day, a Friday: the first waits over the weekend, the second until Tuesday", law(),
        {"questions": (asked("12-04", None, "12-06"), asked("12-04", "12-08"))}, "12-08", None, "12-08",
    ),
    (
        "the same where the first was answered at once", law(),
        {"questions": (asked("12-04", "12-04", "12-06"), asked("12-04", "12-08"))}, "12-08", None, "12-08",
    ),
    (
        "the same with the second a day too late: it stops nothing", law(),
        {"questions": (asked("12-04", None, "12-06"), asked("12-05", "12-08"))}, FIRST, None, FIRST,
    ),
    ("passed on, and no law says what then", law(), {"passed_on": True}, FIRST, None, FIRST),
    (
        "passed on, with a longer term from the first receipt", law(answer_after_transfer=known(15)), {"passed_on": True},
        "12-11", None, "12-11",
    ),
    (
        "the same while a question waits", law(answer_after_transfer=known(15)),
        {"passed_on": True, "questions": (asked("11-23", None, "11-26"),)}, "12-16", None, "12-16",
    ),
    ("the longer term is for what was passed on", law(answer_after_transfer=known(15)), {}, FIRST, None, FIRST),
    (
        "passed on after registration", law("KG-APP-67"), {"registered_on": on("11-20"), "passed_on": True},
        "12-10", None, "12-10",
    ),
]  # fmt: skip


TOLD = [row[0] for row in STORIES]


@pytest.mark.parametrize(("regime", "happened", "first", "extended", "counts"), [row[1:] for row in STORIES], ids=TOLD)
def test_what_happened_to_a_leg(regime: Regime, happened: dict[str, Any], first: str, extended: str | None, counts: str) -> None:
    calendar = kyrgyz()
    found = answer_clock(regime, calendar, Happened(RECEIVED, **happened))
    assert found.first.due_on == on(first)
    assert (found.extended.due_on if found.extended else None) == (on(extended) if extended else None)
    assert found.counts.due_on == on(counts)
    for due in filter(None, (found.first, found.extended)):
        assert replay(due.because, calendar) == due.due_on


def test_the_explanation_of_extra_time_names_the_moved_date() -> None:
    what = Happened(RECEIVED, questions=(asked("11-23", "11-26"),), extended_on=on("12-09"))
    found = answer_clock(law(), kyrgyz(), what).extended
    assert found is not None
    codes = [reason.code for reason in found.because]
    assert codes.index(ReasonCode.STOPPED) < codes.index(ReasonCode.EXTENDED)
    assert next(one for one in found.because if one.code is ReasonCode.EXTENDED).date("original_on") == on("12-09")
    assert codes.count(ReasonCode.CALENDAR) == 1


def test_while_a_question_waits_the_date_is_the_latest_that_it_can_be() -> None:
    waits = answer_clock(law(), kyrgyz(), Happened(RECEIVED, questions=(asked("11-23", None, "12-03"),))).counts.due_on
    assert waits == on("12-16")
    for day in range(24, 31):
        what = Happened(RECEIVED, questions=(asked("11-23", f"11-{day}", "12-03"),))
        replied = answer_clock(law(), kyrgyz(), what).counts.due_on
        assert replied is not None
        assert replied <= waits


days = st.integers(0, 60)
questions = st.lists(st.tuples(st.integers(-10, 60), days, st.none() | days), max_size=4)


@given(
    st.sampled_from(sorted(KINDS)), st.dates(date(2024, 2, 1), date(2027, 3, 1)), questions, st.none() | days, st.none() | days,
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_whatever_happened_no_date_comes_earlier_and_each_explains_itself(
    regime_id: str, received: date, raw: list[Any], extended: int | None, registered: int | None, passed_on: bool, notice: bool
) -> None:
    def day(after: int | None) -> date | None:
        return None if after is None else received + timedelta(days=after)

    asked_ones = tuple(
        Question(received + timedelta(days=at), received + timedelta(days=at + window), day(None if took is None else at + took))
        for at, window, took in raw
    )
    regime, calendar = law(regime_id, **({"extension_notice": known(5)} if notice else {})), kyrgyz()
    found = answer_clock(regime, calendar, Happened(received, day(registered), asked_ones, day(extended), passed_on))
    first_on = answer_due(regime, calendar, received, day(registered)).due_on
    assert found.first.due_on
    assert first_on
    assert found.first.due_on >= first_on
    assert found.counts.due_on
    assert found.counts.due_on >= found.first.due_on
    for due in filter(None, (found.first, found.extended)):
        assert replay(due.because, calendar) == due.due_on
    if found.extended and found.extended.due_on:
        plain = extended_due(regime, calendar, received, day(registered)).due_on
        assert plain
        assert found.extended.due_on >= plain
    silent = tuple(replace(one, replied_on=None) for one in asked_ones)
    latest = answer_clock(regime, calendar, Happened(received, day(registered), silent, day(extended), passed_on)).first
    assert latest.due_on
    assert latest.due_on >= found.first.due_on


def test_extra_time_in_all_is_counted_from_receipt() -> None:
    """Twenty working days in all, and not twenty more."""
    regime = law(extension=known(20, starts=Start.RECEIPT))
    found = answer_clock(regime, kyrgyz(), Happened(RECEIVED, extended_on=on("12-04")))
    assert found.counts.due_on == extended_due(regime, kyrgyz(), RECEIVED).due_on == on("12-18")
    told = found.counts.because
    assert [one.text("event") for one in told if one.code is ReasonCode.STARTED] == ["receipt", "receipt"]
    more = answer_clock(law(), kyrgyz(), Happened(RECEIVED, extended_on=on("12-04"))).counts.because
    for reasons, in_all in ((told, ["", "yes"]), (more, ["", ""])):
        assert [one.text("in_all") for one in reasons if one.code is ReasonCode.COUNTED] == in_all
    assert told[-2].code is ReasonCode.SKIPPED_WEEKENDS


def test_extra_time_in_all_is_moved_by_a_question_before_it_once() -> None:
    regime = law(extension=known(20, starts=Start.RECEIPT))
    what = Happened(RECEIVED, questions=(asked("11-23", "11-26"),), extended_on=on("12-09"))
    assert answer_clock(regime, kyrgyz(), what).counts.due_on == on("12-23")


def test_extra_time_that_ends_before_the_first_date_takes_nothing_away() -> None:
    found = answer_clock(law(extension=known(5, starts=Start.RECEIPT)), kyrgyz(), Happened(RECEIVED, extended_on=on("12-01")))
    assert (found.extended and found.extended.due_on, found.counts.due_on) == (on("11-27"), on("12-04"))


def test_extra_time_for_an_answer_that_has_no_date_gives_none() -> None:
    """How long a complaint about access may take has not been seen, so nobody can take more than that."""
    complaint = regime_by_id("KG-ATI-217", regimes(), "access_complaint")
    found = answer_clock(complaint, kyrgyz(), Happened(RECEIVED, extended_on=on("12-01")))
    assert found.first == found.counts == answer_due(complaint, kyrgyz(), RECEIVED)
    assert found.extended == extended_due(complaint, kyrgyz(), RECEIVED)
    assert not found.in_time


def test_no_question_stops_a_clock_before_it_runs() -> None:
    """A mail of the 13th asked; the stamp says that the body had the letter on the 20th."""
    before = Question(on("11-13"), on("12-31"), on("11-20"))
    assert answer_clock(law(), kyrgyz(), Happened(RECEIVED, questions=(before,))).counts.due_on == on("12-04")
    across = Question(on("11-13"), on("12-31"), on("11-24"))
    assert answer_clock(law(), kyrgyz(), Happened(RECEIVED, questions=(across,))).counts.due_on == on("12-08")


def test_a_question_on_the_day_to_which_a_term_rolled_is_waited_for() -> None:
    """14 days end on Saturday, 5 December, and roll to Monday. Who asks on Monday is not late while he waits."""
    regime = law(answer=known(15, Unit.CALENDAR_DAYS))
    waits = answer_clock(regime, kyrgyz(), Happened(RECEIVED, questions=(asked("12-07", None, "12-17"),))).counts
    assert waits.due_on == on("12-17")
    assert replay(waits.because, kyrgyz()) == waits.due_on
