"""A law that changes another one: what it leaves stays as the changed law has it, and follows it day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest

from tests.law.calendars import kyrgyz
from tracker.law.codes import Effect, Known, RuleName, Status, TermName
from tracker.law.deadlines import answer_due, registration_due
from tracker.law.events_of_leg import Question, with_questions
from tracker.law.kyrgyzstan import shipped
from tracker.law.linking import linked
from tracker.law.reasons import ReasonCode
from tracker.law.regimes import Regime, Rule, regime_by_id, regime_for
from tracker.law.versions import Change, What, corrected, with_changes

NEW_FROM, LATER = date(2026, 10, 1), date(2026, 12, 1)
READ = {"status": "confirmed", "article_confirmed": True, "source": "cbd"}
REGISTER = {**READ, "value": 3, "unit": "working_days", "starts": "receipt", "article": "5"}
SEVEN = {**READ, "value": 7, "unit": "working_days", "starts": "registration", "article": "8"}
EXTRA = {**READ, "value": 5, "unit": "working_days", "starts": "original_date", "article": "9"}
STOPS = {"effect": "stops_clock", "status": "likely", "source": "cbd"}
RESTARTS = {"effect": "restarts", "status": "likely", "source": "cbd"}
NONE_ANY_MORE = {"retired": True, "source": "cbd", "status": "confirmed"}


def act(number: int = 1, keeps: bool = True, compared: bool = True) -> Change:
    table = {"act_number": "99", "source": "president.kg", "keeps_other_terms": keeps, "terms_compared": compared}
    return Change(number, What.LAW, "KG-APP-67-10WD", table, valid_from=NEW_FROM)


def term(number: int, name: str, table: dict[str, Any], law: str = "KG-APP-67", **more: Any) -> Change:
    return Change(number, What.TERM, law, table, name, **more)


def rule(number: int, name: str, table: dict[str, Any], **more: Any) -> Change:
    return Change(number, What.RULE, "KG-APP-67", table, name, **more)


def governs(on: date, *changes: Change, kind: str = "statement") -> Regime:
    return regime_for(kind, on, with_changes(shipped(), changes))


def test_what_it_does_not_name_stays_and_is_cited_as_the_law_that_says_it() -> None:
    found = governs(NEW_FROM, act())
    assert (found.id, found.term(TermName.ANSWER).value, found.term(TermName.REGISTRATION).value) == ("KG-APP-67-10WD", 10, 1)
    assert (found.term(TermName.ANSWER).law, found.term(TermName.REGISTRATION).law) == ("", "KG-APP-67")
    told = registration_due(found, kyrgyz(), date(2026, 10, 5)).because
    assert [reason.text("regime") for reason in told if reason.text("regime")] == ["KG-APP-67"]


@pytest.mark.parametrize("first", ["act", "correction"])
def test_a_term_of_the_changed_law_better_known_reaches_the_new_one_in_either_order(first: str) -> None:
    """From its first day the law wanted three days to register: the new law, which leaves that, wants them too."""
    order = (act(1), term(2, "registration", REGISTER)) if first == "act" else (term(1, "registration", REGISTER), act(2))
    assert governs(LATER, *order).term(TermName.REGISTRATION).value == 3
    assert governs(LATER, *order).term(TermName.ANSWER).value == 10


def test_a_letter_that_came_before_the_correction_keeps_its_terms_and_is_offered_the_new_ones() -> None:
    rows = with_changes(shipped(), (act(1), term(2, "registration", REGISTER)))
    kept = regime_by_id("KG-APP-67-10WD", rows, "statement")
    assert (kept.superseded, kept.term(TermName.REGISTRATION).value) == (True, 1)
    found = corrected(kept, "statement", LATER, rows)
    assert found is not None
    assert (found.id, found.family) == ("KG-APP-67-10WD+KG-APP-67@2", "KG-APP-67-10WD")


@pytest.mark.parametrize(("received", "extra"), [("2026-11-30", None), ("2026-12-01", 5), ("2027-03-01", 5)])
def test_a_term_of_the_changed_law_from_a_day_on(received: str, extra: int | None) -> None:
    found = governs(date.fromisoformat(received), act(1), term(2, "extension", EXTRA, valid_from=LATER))
    assert found.family == "KG-APP-67-10WD"
    assert found.term(TermName.EXTENSION).value == extra


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_rule_of_the_changed_law_reaches_it_too(order: tuple[int, int]) -> None:
    changes = (act(order[0]), rule(order[1], "transfer", RESTARTS), rule(order[1] + 2, "question", STOPS))
    found = governs(LATER, *changes)
    assert (found.restarts_clock, found.stops_clock) == (True, True)
    assert found.rule(RuleName.QUESTION).law == "KG-APP-67"
    received, asked_on = date(2026, 12, 4), date(2026, 12, 7)
    first = answer_due(found, kyrgyz(), received, received)
    moved = with_questions(found, kyrgyz(), first, [Question(asked_on, date(2026, 12, 31), date(2026, 12, 9))])
    named = {one.code: one.text("regime") for one in moved.because if one.text("regime")}
    assert named == {ReasonCode.COUNTED: found.id, ReasonCode.STOPPED: "KG-APP-67"}, "each by the law that says it"


def test_an_act_that_leaves_nothing_takes_nothing() -> None:
    found = governs(LATER, act(1, keeps=False), term(2, "registration", REGISTER), rule(3, "question", STOPS))
    assert (found.term(TermName.REGISTRATION).value, found.stops_clock) == (None, False)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_term_for_one_kind_prepared_in_the_new_law(order: tuple[int, int]) -> None:
    """Seven days for a complaint: compared with the text of the act, and the time to register stays."""
    changes = (term(order[0], "answer", SEVEN, law="KG-APP-67-10WD", kind="complaint"), act(order[1]))
    complaint, statement = (governs(LATER, *changes, kind=kind) for kind in ("complaint", "statement"))
    assert [one.term(TermName.ANSWER).value for one in (complaint, statement)] == [7, 10]
    assert [one.term(TermName.REGISTRATION).value for one in (complaint, statement)] == [1, 1]
    assert complaint.term(TermName.ANSWER).status is Status.CONFIRMED


BILL = "KG-APP-67-10WD"
NOT_SEEN = {"status": "unknown", "source": "cbd"}


def test_what_was_looked_up_in_the_new_law_and_not_found_is_not_taken_from_the_old_one() -> None:
    """Somebody took back what was known of it: that is said of the new law, so the rest of the old one does not fill it."""
    no_term = term(1, "registration", NOT_SEEN, law=BILL)
    no_rule = Change(2, What.RULE, BILL, {**NOT_SEEN, "effect": "keeps_clock"}, "question")
    found = governs(LATER, no_term, no_rule, act(3), rule(4, "question", STOPS))
    assert (found.term(TermName.REGISTRATION).value, found.term(TermName.REGISTRATION).change) == (None, 1)
    assert (found.stops_clock, found.rule(RuleName.QUESTION).change) == (False, 2)


def test_what_the_new_law_says_as_it_ships_stands_before_the_old_one() -> None:
    """The notice of extra time without a number, and what a question does: said by the bill, known better of the old law."""
    notice = regime_by_id("KG-ATI-217", shipped()).term(TermName.EXTENSION_NOTICE)
    stops = Rule(Effect.STOPS_CLOCK, source="the bill", status=Status.LIKELY)
    bill = regime_by_id(BILL, shipped())
    saying = replace(bill, terms={**bill.terms, TermName.EXTENSION_NOTICE: notice}, rules={RuleName.QUESTION: stops})
    others = [row for row in shipped() if row.id != BILL]
    five = {**EXTRA, "starts": "receipt"}
    runs_on = rule(3, "question", {"effect": "keeps_clock", "status": "confirmed", "source": "cbd"})
    rows = with_changes([*others, saying], (act(1), term(2, "extension_notice", five), runs_on))
    found = regime_for("statement", LATER, rows)
    assert (found.term(TermName.EXTENSION_NOTICE).until, found.term(TermName.EXTENSION_NOTICE).law) == (notice.until, "")
    assert (found.stops_clock, found.rule(RuleName.QUESTION).source) == (True, "the bill")


def ends(number: int, last_on: date) -> Change:
    return Change(number, What.LAW, "KG-APP-67", {"source": "cbd"}, valid_to=last_on)


def extra(first_on: date | None = LATER, last_on: date | None = None) -> Change:
    return term(1, "extension", EXTRA, valid_from=first_on, valid_to=last_on)


def acting(first_on: date = NEW_FROM, last_on: date | None = None) -> Change:
    return replace(act(2), valid_from=first_on, valid_to=last_on)


BEGAN, BEFORE, NOVEMBER, JUNE, JULY = (
    regime_by_id("KG-APP-67", shipped()).valid_from, date(2000, 1, 1), date(2026, 11, 30), date(2027, 6, 30), date(2027, 7, 1),
)  # fmt: skip
assert BEGAN is not None
EVE = BEGAN - timedelta(days=1)
PIECES = [
    # what happened, in the order of the changes; the pieces of the new law: what its name adds, first day, last day
    ("nothing more", [acting()], [("", NEW_FROM, None)]),
    ("it is for a time", [acting(last_on=JUNE)], [("", NEW_FROM, JUNE)]),
    ("it outlives the law that it changed", [acting(), ends(3, JUNE)], [("", NEW_FROM, JUNE), ("+1", JULY, None)]),
    ("both end on one day", [acting(last_on=JUNE), ends(3, JUNE)], [("", NEW_FROM, JUNE)]),
    ("it outlives it for a time", [acting(last_on=date(2027, 7, 9)), ends(3, JUNE)],
     [("", NEW_FROM, JUNE), ("+1", JULY, date(2027, 7, 9))]),
    ("it was there before the law that it changes", [acting(BEFORE)], [("", BEFORE, EVE), ("+KG-APP-67", BEGAN, None)]),
    ("before and after", [acting(BEFORE), ends(3, JUNE)],
     [("", BEFORE, EVE), ("+KG-APP-67", BEGAN, JUNE), ("+2", JULY, None)]),
    ("on the first day of the changed law", [acting(BEGAN)], [("", BEGAN, None)]),
    ("a version of the changed law begins later", [extra(), acting()],
     [("", NEW_FROM, NOVEMBER), ("+KG-APP-67@2", LATER, None)]),
    ("on its last day before", [extra(), acting(NOVEMBER)], [("", NOVEMBER, NOVEMBER), ("+KG-APP-67@2", LATER, None)]),
    ("on its first day", [extra(), acting(LATER)], [("", LATER, None)]),
    ("it ends before that version begins", [extra(), acting(last_on=NOVEMBER)], [("", NEW_FROM, NOVEMBER)]),
    ("it ends on the day on which that version begins", [extra(), acting(last_on=LATER)],
     [("", NEW_FROM, NOVEMBER), ("+KG-APP-67@2", LATER, LATER)]),
    ("a version that ended before it", [extra(None, date(2026, 9, 30)), acting()], [("", NEW_FROM, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "pieces"), [row[1:] for row in PIECES], ids=[row[0] for row in PIECES])
def test_each_time_of_the_changed_law_is_a_piece_of_the_new_one(changes: list[Change], pieces: list[Any]) -> None:
    rows = [row for row in with_changes(shipped(), changes) if row.family == BILL and not row.superseded]
    assert [(row.id.removeprefix(BILL), row.valid_from, row.valid_to) for row in rows] == pieces


@pytest.mark.parametrize(
    ("first_on", "last_on", "kept"),
    [(NEW_FROM, None, 1), (NEW_FROM, date(2026, 10, 31), 0), (date(2026, 11, 30), None, 1), (LATER, None, 1)],
)
def test_a_replaced_version_is_kept_only_for_days_on_which_it_was_there(first_on: date, last_on: date | None, kept: int) -> None:
    """The term of December was corrected once more: a letter may have kept it, but none of a law that had ended."""
    nine = term(3, "extension", {**EXTRA, "value": 9}, valid_from=LATER)
    rows = with_changes(shipped(), (extra(), acting(first_on, last_on), nine))
    assert len([row for row in rows if row.family == BILL and row.superseded]) == kept


def test_only_the_first_piece_is_as_little_known_as_the_first_day_of_the_law() -> None:
    """A file that ships a changing law in force, its first day known by the month."""
    bill = regime_by_id(BILL, shipped())
    law = replace(bill, enabled=True, valid_from=NEW_FROM, valid_from_known=Known.MONTH)
    rows = with_changes([*(row for row in shipped() if row.id != BILL), law], (extra(), ends(2, JUNE)))
    found = [(row.valid_from, row.valid_from_known) for row in rows if row.family == BILL]
    assert found == [(NEW_FROM, Known.MONTH), (LATER, Known.DAY), (JULY, Known.DAY)]


def test_where_no_first_day_is_known_the_law_is_one_piece() -> None:
    nowhere = [replace(row, enabled=True, valid_from=None) if row.family in ("KG-APP-67", BILL) else row for row in shipped()]
    assert [(row.id, row.valid_from) for row in linked(nowhere) if row.family == BILL] == [(f"{BILL}+KG-APP-67", None)]


@pytest.mark.parametrize(("compared", "expected"), [(True, (Status.CONFIRMED, "president.kg")), (False, (Status.LIKELY, "cbd"))])
def test_a_prepared_term_of_one_kind_is_compared_with_the_act_too(compared: bool, expected: tuple[Any, ...]) -> None:
    seven = term(1, "answer", {**SEVEN, "status": "likely"}, law=BILL, kind="complaint")
    answer = governs(LATER, seven, act(2, compared=compared), kind="complaint").term(TermName.ANSWER)
    assert (answer.status, answer.source) == expected


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_term_for_one_kind_of_the_changed_law(order: tuple[int, int]) -> None:
    changes = (term(order[0], "extension", EXTRA, kind="complaint"), act(order[1]))
    found = {kind: governs(LATER, *changes, kind=kind).term(TermName.EXTENSION).value for kind in ("complaint", "statement")}
    assert found == {"complaint": 5, "statement": None}
    complaint = governs(LATER, *changes, kind="complaint")
    assert complaint.term(TermName.ANSWER).value == 10
    assert [complaint.term(name).law for name in (TermName.ANSWER, TermName.EXTENSION)] == ["", "KG-APP-67"]


def test_a_ground_that_is_none_from_a_day_on_is_one_until_then() -> None:
    """It was ended from June before the new law came: until June the new law has it."""
    ends = Change(1, What.GROUND, "KG-APP-67", NONE_ANY_MORE, "K67-OBSCENE", valid_from=date(2027, 6, 1))
    for received, retired in ((LATER, False), (date(2027, 6, 1), True)):
        [ground] = [one for one in governs(received, ends, act(2)).grounds if one.code == "K67-OBSCENE"]
        assert ground.retired is retired, received


CHANGES = {
    "act": lambda number: act(number),
    "register": lambda number: term(number, "registration", REGISTER),
    "extra": lambda number: term(number, "extension", EXTRA, valid_from=LATER),
    "stops": lambda number: rule(number, "question", STOPS),
    "complaint": lambda number: term(number, "answer", SEVEN, kind="complaint"),
    "own": lambda number: term(number, "answer", SEVEN, law="KG-APP-67-10WD"),
}


def test_in_every_order_a_letter_keeps_its_terms_and_each_day_has_one_law() -> None:
    for order in permutations(CHANGES):
        taken: list[Change] = []
        before: tuple[Regime, ...] = with_changes(shipped(), ())
        for number, name in enumerate(order, 1):
            taken.append(CHANGES[name](number))
            rows = with_changes(shipped(), taken)
            assert len({row.id for row in rows}) == len(rows), order
            for row in before:
                if row.enabled:
                    now = regime_by_id(row.id, rows)
                    assert (now.terms, now.special, now.rules) == (row.terms, row.special, row.rules), (order, number, row.id)
            for on in (date(2026, 9, 30), NEW_FROM, date(2026, 11, 30), LATER):
                in_force = [row for row in rows if row.family == "KG-APP-67-10WD" and row.is_in_force(on)]
                assert len(in_force) == ("act" in order[:number] and on >= NEW_FROM), (order, number, on)
            before = rows


def test_what_holds_from_a_day_on_stays_when_the_time_before_is_known_better() -> None:
    """Ten days from December; then somebody reads that the fourteen of before are right."""
    ten, fourteen = {**SEVEN, "value": 10}, {**SEVEN, "value": 14}
    changes = (term(1, "answer", ten, valid_from=LATER), term(2, "answer", fourteen))
    found = [governs(on, *changes).term(TermName.ANSWER) for on in (date(2026, 11, 30), LATER)]
    assert [(one.value, one.status) for one in found] == [(14, Status.CONFIRMED), (10, Status.CONFIRMED)]
    own = [replace(change, kind="complaint") for change in changes]
    assert [governs(LATER, *own, kind=kind).term(TermName.ANSWER).value for kind in ("complaint", "statement")] == [10, 14]
    stops, runs_on = rule(1, "question", STOPS, valid_from=LATER), rule(2, "question", {**STOPS, "effect": "keeps_clock"})
    assert [governs(on, stops, runs_on).stops_clock for on in (date(2026, 11, 30), LATER)] == [False, True], "a rule too"
    nine = term(3, "answer", {**SEVEN, "value": 9}, valid_from=LATER)
    assert governs(LATER, *changes, nine).term(TermName.ANSWER).value == 9, "by its own day it is changed"
