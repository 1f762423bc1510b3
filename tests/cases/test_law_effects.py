"""What a proposed change of the law would do to open letters: of itself, and not of what was changed before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.law_build import (
    FIVE_DAYS,
    LAWYER,
    STOPS,
    ask,
    bill_in_use,
    day_off,
    hand_in,
    law_says,
    leg_of,
    pass_on,
    reply,
    requalify,
)
from tests.conftest import NOW
from tests.web.client import counting
from tests.web.staff import build
from tracker import lawbook
from tracker.cases.kinds import Kind
from tracker.cases.law_effects import CasesConcerned, effect_of
from tracker.cases.models import Case
from tracker.law.versions import What
from tracker.lawbook import changes, terms
from tracker.lawbook.changes import Wanted
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")

REQUEST, STATEMENT = Kind.INFORMATION_REQUEST, Kind.STATEMENT
DUE = date(2026, 12, 7)
Days = tuple[date | None, date | None]


def effect(what: What, law: str, table: dict[str, Any], name: str = "", valid_from: date | None = None) -> CasesConcerned:
    wanted = Wanted(what, law, table, "Мыйзамдын тексти окулду.", name, valid_from=valid_from)
    row = changes.propose(db.session, wanted, by=LAWYER, now=NOW)
    found = effect_of(db.session, terms.value_of(row), changes.regimes_with(db.session, row))
    changes.reject(db.session, row, note="Сыноо", by=LAWYER, now=NOW)
    return found


def of_term(value: int, law: str = "KG-ATI-217", **more: Any) -> CasesConcerned:
    return effect(What.TERM, law, {**FIVE_DAYS, "value": value}, "answer", **more)


def listed(found: CasesConcerned, case: Case) -> Days | None:
    return next(((one.due_on, one.would_be) for one in found.listed if one.number == case.number), None)


def test_the_questions_that_were_asked_are_counted() -> None:
    case = build.delivered()
    ask(case)
    reply(case, 3)
    found = effect(What.RULE, "KG-ATI-217", STOPS, "question")
    assert (found.open_cases, found.differ, listed(found, case)) == (1, 1, (DUE, date(2026, 12, 10)))


def test_what_was_changed_before_is_no_effect_of_this_change() -> None:
    case = build.delivered()
    law_says(What.TERM, "answer", FIVE_DAYS)
    day_off(date(2026, 11, 27))
    found = effect(What.RULE, "KG-ATI-217", STOPS, "question")
    assert (found.open_cases, found.differ, found.listed) == (1, 0, ())
    assert listed(of_term(8), case) == (DUE, date(2026, 12, 4)), "the date that stays, and the one it would have"


def test_a_duty_that_was_passed_on_is_concerned_by_the_clock_that_it_carries() -> None:
    case = build.delivered()
    hand_in(case, pass_on(case), after=7)
    found = of_term(5)
    assert (found.open_cases, listed(found, case)) == (1, (DUE, date(2026, 11, 30)))


def test_a_longer_term_for_what_is_passed_on_concerns_what_was_passed_on() -> None:
    stays, passed = build.delivered(), build.delivered()
    hand_in(passed, pass_on(passed))
    found = effect(What.TERM, "KG-ATI-217", {**FIVE_DAYS, "value": 15}, "answer_after_transfer")
    assert (found.open_cases, found.differ) == (2, 1)
    assert (listed(found, stays), listed(found, passed)) == (None, (DUE, date(2026, 12, 14)))


@pytest.mark.parametrize(
    ("law", "value", "would_be"),
    [
        ("KG-ATI-217", 5, date(2026, 11, 30)),  # of the kind as filed
        ("KG-APP-67", 6, date(2026, 12, 1)),  # of the kind that counts now
        ("KG-ATI-217", 30, date(2026, 12, 14)),  # then the other is the earlier one
        ("KG-APP-67", 30, None),  # it is the later one before and after
    ],
)
def test_after_a_requalification_the_laws_of_both_kinds_are_asked(law: str, value: int, would_be: date | None) -> None:
    case = build.delivered(REQUEST)
    requalify(case, STATEMENT)
    found = of_term(value, law)
    assert found.open_cases == 1
    assert listed(found, case) == ((DUE, would_be) if would_be else None)


@pytest.mark.parametrize("valid_from", [date(2026, 11, 23), date(2026, 11, 24)])
def test_a_dated_term_concerns_what_came_since(valid_from: date) -> None:
    case = build.delivered()
    assert bool(listed(of_term(5, valid_from=valid_from), case)) == (valid_from == date(2026, 11, 23))


ACT = {"act_number": "312", "source": "president.kg", "keeps_other_terms": True}


def test_a_first_day_that_is_known_better_concerns_what_came_before_it() -> None:
    """Put in use from 1 October; then it is found that it came into force on 1 December."""
    bill_in_use(date(2026, 10, 1))
    case = build.delivered(STATEMENT)
    assert leg_of(case).regime_id == "KG-APP-67-10WD"
    found = effect(What.LAW, "KG-APP-67-10WD", ACT, valid_from=date(2026, 12, 1))
    assert (found.open_cases, listed(found, case)) == (1, (date(2026, 12, 8), date(2026, 12, 14)))


def test_a_law_that_was_in_force_already_concerns_what_was_counted_by_the_one_before() -> None:
    bill_in_use(date(2026, 12, 1))
    case, request = build.delivered(STATEMENT), build.delivered(REQUEST)
    found = effect(What.LAW, "KG-APP-67-10WD", ACT, valid_from=date(2026, 10, 1))
    assert (found.open_cases, listed(found, case)) == (1, (date(2026, 12, 14), date(2026, 12, 8)))
    assert listed(found, request) is None


def test_looking_at_many_costs_as_much_as_looking_at_a_few() -> None:
    row = changes.propose(
        db.session, Wanted(What.RULE, "KG-ATI-217", STOPS, "Окулду.", "question"), by=LAWYER, now=NOW
    )

    def cost() -> tuple[int, int]:
        db.session.flush()
        db.session.expire_all()
        changed = changes.regimes_with(db.session, row)
        lawbook.current_calendar(db.session)  # asked once in a transaction
        change, statements = terms.value_of(row), list[str]()
        with counting(statements):
            found = effect_of(db.session, change, changed)
        return found.open_cases, len(statements)

    def some_more() -> None:
        ask(build.delivered())
        passed = build.delivered()
        ask(passed)
        hand_in(passed, pass_on(passed))
        requalify(build.delivered(), STATEMENT)

    some_more()
    few = cost()
    for _ in range(3):
        some_more()
    assert cost() == (4 * few[0], few[1])


def test_a_change_of_a_law_reaches_letters_under_the_law_that_changed_it() -> None:
    """The new law leaves the time to register as it was: three days instead of one are two days more for the answer."""
    bill_in_use(date(2026, 11, 2))
    case = build.delivered(STATEMENT)
    assert leg_of(case).regime_id == "KG-APP-67-10WD"
    found = effect(What.TERM, "KG-APP-67", {**FIVE_DAYS, "value": 3}, "registration")
    [one] = [one for one in found.listed if one.number == case.number]
    assert (one.due_on, one.is_now, one.would_be) == (date(2026, 12, 8), date(2026, 12, 8), date(2026, 12, 10))
