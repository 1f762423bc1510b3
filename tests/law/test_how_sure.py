"""How sure a date is, over every combination; and a term that is only half known, which gives no date.

The laws that ship are nearly all of one sureness; these rows are for the day when a lawyer confirms a term, or takes one back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.law.calendars import kyrgyz
from tracker.law.codes import Effect, Grievance, Known, RuleName, Start, Status, TermName
from tracker.law.counting import Unit, count
from tracker.law.deadlines import Clock, Outer, answer_due, convention_limit, extended_due, registration_due
from tracker.law.errors import NegativeTerm
from tracker.law.events_of_leg import decision_due, due_after_transfer, is_notice_in_time, reply_window
from tracker.law.kyrgyzstan import convention, regimes, shipped
from tracker.law.regimes import Regime, Rule, Term, regime_by_id
from tracker.law.remedies import remedies
from tracker.law.versions import Change, What, with_changes

RECEIVED = date(2026, 11, 20)  # a Friday
SURE, LIKELY, UNKNOWN = Status.CONFIRMED, Status.LIKELY, Status.UNKNOWN
FROM_RECEIPT = Term(10, Unit.WORKING_DAYS, Start.RECEIPT, None, False, "a test", SURE)
FROM_DECISION = replace(FROM_RECEIPT, starts=Start.DECISION)


def law(regime_id: str, **statuses: Status) -> Regime:
    """The law as it ships, with some of its terms as sure as the row says."""
    found = regime_by_id(regime_id, regimes())
    changed = {TermName(name): replace(found.term(TermName(name)), status=status) for name, status in statuses.items()}
    return replace(found, terms={**found.terms, **changed})


def with_term(regime: Regime, name: TermName, term: Term) -> Regime:
    return replace(regime, terms={**regime.terms, name: term})


STATUSES = [
    # the answer's term, the extension's, the first day of the law, the answer's date, the extended date
    (SURE, SURE, Known.DAY, SURE, SURE),
    (SURE, LIKELY, Known.DAY, SURE, LIKELY),
    (LIKELY, SURE, Known.DAY, LIKELY, LIKELY),
    (LIKELY, LIKELY, Known.DAY, LIKELY, LIKELY),
    (SURE, SURE, Known.YEAR, LIKELY, LIKELY),
    (LIKELY, SURE, Known.YEAR, LIKELY, LIKELY),
    (UNKNOWN, SURE, Known.DAY, UNKNOWN, UNKNOWN),
    (SURE, UNKNOWN, Known.DAY, SURE, UNKNOWN),
    (UNKNOWN, SURE, Known.YEAR, UNKNOWN, UNKNOWN),
]


@pytest.mark.parametrize(("answer", "extension", "known", "first", "extended"), STATUSES)
def test_a_date_is_as_sure_as_the_weakest_thing_it_rests_on(
    answer: Status, extension: Status, known: Known, first: Status, extended: Status
) -> None:
    regime = replace(
        law("KG-ATI-217", answer=answer, extension=extension), valid_from=date(2026, 1, 1), valid_from_known=known
    )
    assert answer_due(regime, kyrgyz(), RECEIVED).status is first
    assert extended_due(regime, kyrgyz(), RECEIVED).status is extended


@pytest.mark.parametrize(
    ("registered", "answer", "status", "why"),
    [
        (date(2026, 11, 23), SURE, SURE, "registered in time: as sure as the term"),
        (None, SURE, LIKELY, "not registered: our reading of a sure term"),
        (date(2026, 12, 30), SURE, LIKELY, "registered late: the same"),
        (None, LIKELY, LIKELY, "our reading of a likely term"),
        (None, UNKNOWN, UNKNOWN, "no reading makes an unknown term known"),
    ],
)
def test_our_reading_makes_no_date_sure(registered: date | None, answer: Status, status: Status, why: str) -> None:
    regime = law("KG-APP-67", registration=SURE, answer=answer)
    assert answer_due(regime, kyrgyz(), RECEIVED, registered).status is status, why


@pytest.mark.parametrize("status", [SURE, LIKELY])
def test_the_limit_of_the_convention_is_as_sure_as_its_term(status: Status) -> None:
    overlay = convention()
    term = replace(overlay.term(TermName.ANSWER), status=status)
    limit = convention_limit(kyrgyz(), RECEIVED, overlay=with_term(overlay, TermName.ANSWER, term))
    assert limit.status is status
    assert Outer.from_json(limit.as_json()) == limit


@pytest.mark.parametrize("status", [SURE, LIKELY])
def test_a_decision_and_a_transfer_are_as_sure_as_their_terms(status: Status) -> None:
    term = replace(FROM_RECEIPT, status=status)
    complaint = with_term(law("KG-ADM-210"), TermName.DECISION, term)
    passed_on = with_term(law("KG-ATI-217"), TermName.ANSWER_AFTER_TRANSFER, term)
    decided, moved = (
        decision_due(complaint, kyrgyz(), RECEIVED),
        due_after_transfer(passed_on, kyrgyz(), RECEIVED, None),
    )
    assert (decided.clock, decided.status) == (Clock.REMEDY, status)
    assert (moved.clock, moved.status) == (Clock.ANSWER, status)


def test_a_decision_without_a_known_term_is_still_the_clock_of_a_complaint() -> None:
    assert decision_due(law("KG-ADM-210"), kyrgyz(), RECEIVED).clock is Clock.REMEDY


HALF_KNOWN = [
    (replace(FROM_RECEIPT, status=UNKNOWN), "a number that nobody vouches for"),
    (replace(FROM_RECEIPT, unit=None), "a number of nothing"),
    (replace(FROM_RECEIPT, value=None), "days without a number"),
    (replace(FROM_RECEIPT, value=None, unit=None), "neither"),
]


@pytest.mark.parametrize(("term", "why"), HALF_KNOWN, ids=[row[1] for row in HALF_KNOWN])
def test_a_term_that_is_half_known_gives_no_date(term: Term, why: str) -> None:
    """The reader of the data files lets none of these in; a version made on screen must not bring one in either."""
    regime = law("KG-ATI-217")
    first_on = answer_due(regime, kyrgyz(), RECEIVED).due_on
    assert registration_due(with_term(regime, TermName.REGISTRATION, term), kyrgyz(), RECEIVED).due_on is None, why
    assert answer_due(with_term(regime, TermName.ANSWER, term), kyrgyz(), RECEIVED).due_on is None, why
    assert decision_due(with_term(regime, TermName.DECISION, term), kyrgyz(), RECEIVED).due_on is None, why
    assert reply_window(with_term(regime, TermName.CLARIFICATION, term), kyrgyz(), RECEIVED) is None, why
    passed_on = with_term(regime, TermName.ANSWER_AFTER_TRANSFER, replace(term, value=term.value and 15))
    assert due_after_transfer(passed_on, kyrgyz(), RECEIVED, None).due_on == first_on, "the first clock runs on"
    notice = with_term(regime, TermName.EXTENSION_NOTICE, replace(term, value=term.value and 1))
    assert is_notice_in_time(notice, kyrgyz(), RECEIVED, date(2026, 12, 4), date(2026, 12, 4)), (
        "only the first date binds"
    )
    way = replace(regime.remedies[0], term=term)
    found = remedies(replace(regime, remedies=(way,)), Grievance.REFUSAL, RECEIVED, kyrgyz(), RECEIVED)[0]
    assert (found.due.due_on, found.is_open) == (None, None), why


TRANSFERS = [
    (Effect.RESTARTS, LIKELY, date(2026, 12, 18), "known to start again"),
    (Effect.RESTARTS, UNKNOWN, date(2026, 12, 4), "said to start again, and nobody has seen it"),
    (Effect.KEEPS_CLOCK, LIKELY, date(2026, 12, 4), "known to run on"),
    (Effect.KEEPS_CLOCK, UNKNOWN, date(2026, 12, 4), "nothing is known"),
]


@pytest.mark.parametrize(("effect", "status", "due", "why"), TRANSFERS, ids=[row[-1] for row in TRANSFERS])
def test_only_a_known_rule_starts_the_clock_again(effect: Effect, status: Status, due: date, why: str) -> None:
    regime = replace(law("KG-ATI-217"), rules={RuleName.TRANSFER: Rule(effect, status=status)})
    assert due_after_transfer(regime, kyrgyz(), RECEIVED, date(2026, 12, 4)).due_on == due, why


def test_an_extension_of_law_67_would_be_counted_from_the_date_of_the_registered_letter() -> None:
    longer = with_term(law("KG-APP-67"), TermName.EXTENSION, replace(FROM_RECEIPT, starts=Start.ORIGINAL_DATE))
    on_the_day, at_the_latest = (
        extended_due(longer, kyrgyz(), RECEIVED, RECEIVED),
        extended_due(longer, kyrgyz(), RECEIVED),
    )
    assert (on_the_day.due_on, at_the_latest.due_on) == (date(2026, 12, 24), date(2026, 12, 25))


def test_what_is_not_known_of_an_extension_is_named_by_its_term() -> None:
    longer = with_term(law("KG-APP-67-10WD"), TermName.EXTENSION, replace(FROM_RECEIPT, starts=Start.ORIGINAL_DATE))
    no_first_date = extended_due(longer, kyrgyz(), RECEIVED)
    no_extension = extended_due(law("KG-APP-67"), kyrgyz(), RECEIVED)
    assert (no_first_date.due_on, no_first_date.because[-1].text("term")) == (None, "answer")
    assert (no_extension.due_on, no_extension.because[-1].text("term")) == (None, "extension")


def test_a_way_has_the_term_of_the_day_on_which_the_decision_came() -> None:
    """A longer term in force since November helps nobody whose refusal came in October, whatever day it is now."""
    way = replace(
        law("KG-APP-67").remedies[0], term=FROM_DECISION, earlier=((date(2026, 10, 31), replace(FROM_DECISION, value=5)),)
    )
    regime = replace(law("KG-APP-67"), remedies=(way,))
    last_on = date(2026, 10, 31)
    for received, due in ((date(2026, 10, 30), date(2026, 11, 6)), (last_on, date(2026, 11, 6)), (RECEIVED, date(2026, 12, 4))):
        found = remedies(regime, Grievance.REFUSAL, date(2026, 12, 1), kyrgyz(), received)[0]
        assert found.due.due_on == due


def test_a_negative_term_is_an_error_that_names_it() -> None:
    with pytest.raises(NegativeTerm) as caught:
        count(kyrgyz(), RECEIVED, -3, Unit.WORKING_DAYS)
    assert caught.value.value == -3


def test_a_prepared_law_that_is_put_in_use_keeps_no_note_and_no_doubt_about_its_first_day() -> None:
    bill = replace(regime_by_id("KG-APP-67-10WD", shipped()), note="From the bill.", valid_from_known=Known.YEAR)
    others = [row for row in shipped() if row.id != bill.id]
    table = {"act_number": "77", "source": "https://president.kg"}
    act = Change(1, What.LAW, "KG-APP-67-10WD", table, valid_from=date(2026, 9, 1))
    found = regime_by_id("KG-APP-67-10WD", with_changes([*others, bill], [act]))
    assert (found.note, found.valid_from_known) == ("", Known.DAY)
