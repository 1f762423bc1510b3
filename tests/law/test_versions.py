"""Changes over the law that ships: a new version each, the old one still found by its id, nothing edited in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.calendars import kyrgyz
from tracker.law.codes import Grievance, Known, Status, TermName
from tracker.law.deadlines import answer_due, convention_limit
from tracker.law.errors import BadLawData, LawError
from tracker.law.grounds import refusal_grounds
from tracker.law.kyrgyzstan import regimes, shipped
from tracker.law.regimes import Regime, overlay_for, regime_by_id, regime_for
from tracker.law.remedies import remedies
from tracker.law.versions import Change, What, corrected, with_changes

AUTUMN = date(2026, 9, 1)
READ = {"status": "confirmed", "article_confirmed": True, "source": "cbd"}
TEN = {**READ, "value": 10, "unit": "working_days", "starts": "registration", "article": "8"}


def term(number: int = 1, law: str = "KG-APP-67", name: str = "answer", **more: Any) -> Change:
    return Change(number, What.TERM, law, more.pop("table", TEN), name, **more)


def changed(*changes: Change) -> tuple[Regime, ...]:
    return with_changes(shipped(), changes)


def test_without_changes_the_law_is_as_it_ships() -> None:
    assert changed() == regimes()


def test_a_term_better_known_governs_all_new_legs_and_none_of_the_old() -> None:
    rows = changed(term())
    new = regime_for("statement", date(2026, 3, 2), rows)
    assert (new.id, new.term(TermName.ANSWER).value) == ("KG-APP-67@2", 10)
    old = regime_by_id("KG-APP-67", rows)
    assert old.superseded
    assert old.term(TermName.ANSWER).value == 14
    received = date(2026, 4, 28)
    assert answer_due(old, kyrgyz(), received) == answer_due(regime_by_id("KG-APP-67", regimes()), kyrgyz(), received)


@pytest.mark.parametrize(
    ("received", "regime_id", "value"),
    [
        ("2026-08-31", "KG-APP-67", 14),
        ("2026-09-01", "KG-APP-67@2", 10),
        ("2026-12-31", "KG-APP-67@2", 10),
        ("2027-01-01", "KG-APP-67@2.2", 14),
    ],
)
def test_a_dated_term_holds_between_its_days(received: str, regime_id: str, value: int) -> None:
    rows = changed(term(valid_from=AUTUMN, valid_to=date(2026, 12, 31)))
    found = regime_for("complaint", date.fromisoformat(received), rows)
    assert (found.id, found.term(TermName.ANSWER).value) == (regime_id, value)


def test_changes_come_one_over_the_other() -> None:
    extension = {"status": "likely", "value": 30, "unit": "calendar_days", "starts": "original_date", "source": "dpa"}
    rows = changed(term(1, valid_from=AUTUMN), term(2, name="extension", table=extension))
    before, after = regime_for("statement", date(2026, 5, 4), rows), regime_for("statement", date(2026, 10, 1), rows)
    assert (before.id, after.id) == ("KG-APP-67@3", "KG-APP-67@3.2")
    assert [one.term(TermName.ANSWER).value for one in (before, after)] == [14, 10]
    assert [one.term(TermName.EXTENSION).value for one in (before, after)] == [30, 30]
    assert regime_by_id("KG-APP-67@2", rows).term(TermName.EXTENSION).value is None, "who kept it keeps the unknown term"
    assert before.valid_from_known is Known.MONTH
    assert after.valid_from_known is Known.DAY


def test_the_order_is_that_of_the_confirmations() -> None:
    first, second = term(1), term(2, table={**TEN, "value": 12})
    assert changed(second, first) == changed(first, second)
    assert regime_for("statement", AUTUMN, changed(first, second)).term(TermName.ANSWER).value == 12


def test_a_term_of_one_kind_leaves_the_others() -> None:
    table = {**TEN, "value": 15, "starts": "receipt"}
    rows = changed(term(law="KG-ATI-217", kind="access_complaint", table=table))
    assert regime_for("access_complaint", AUTUMN, rows).term(TermName.ANSWER).value == 15
    assert regime_for("information_request", AUTUMN, rows).term(TermName.ANSWER).value == 10


def test_a_kind_that_was_set_apart_here_follows_the_common_terms_that_it_does_not_set() -> None:
    registration = {**READ, "value": 3, "unit": "working_days", "starts": "receipt", "article": "4"}
    own = term(1, kind="proposal", table={**TEN, "value": 30})
    rows = changed(own, term(2, name="registration", table=registration), term(3, table={**TEN, "value": 12}))
    proposal, statement = (regime_for(kind, AUTUMN, rows) for kind in ("proposal", "statement"))
    assert [one.term(TermName.ANSWER).value for one in (proposal, statement)] == [30, 12]
    assert [one.term(TermName.REGISTRATION).value for one in (proposal, statement)] == [3, 3]


def test_a_kind_that_the_law_itself_sets_apart_follows_nothing() -> None:
    """A complaint about access stays under Law 217, and none of the terms of a request are its own."""
    registration = {**READ, "value": 3, "unit": "working_days", "starts": "receipt", "article": "14"}
    rows = changed(term(law="KG-ATI-217", name="registration", table=registration))
    assert regime_for("information_request", AUTUMN, rows).term(TermName.REGISTRATION).value == 3
    assert regime_for("access_complaint", AUTUMN, rows).term(TermName.REGISTRATION).value is None


def test_the_convention_gets_versions_too() -> None:
    rows = changed(term(law="INT-AARHUS-4", table={**TEN, "value": 3, "unit": "weeks", "starts": "submission"}))
    overlay = overlay_for("information_request", AUTUMN, rows)
    assert overlay is not None
    assert overlay.id == "INT-AARHUS-4@2"
    assert convention_limit(kyrgyz(), date(2026, 4, 28), overlay=overlay).strict_on == date(2026, 5, 19)
    codes = [ground.code for ground in refusal_grounds(regime_for("information_request", AUTUMN, rows))]
    assert len(codes) == len(set(codes))


def test_the_certainty_of_a_ground_is_known_in_every_version() -> None:
    table = {"status": "confirmed", "article": "21(1)(4)", "article_confirmed": True, "source": "cbd"}
    ground = Change(1, What.GROUND, "KG-ATI-217", table, "K217-NOTHELD-SCOPE")
    rows = changed(ground, term(2, law="KG-ATI-217"))
    for regime_id in ("KG-ATI-217", "KG-ATI-217@3"):
        found = next(one for one in regime_by_id(regime_id, rows).grounds if one.code == "K217-NOTHELD-SCOPE")
        assert (found.cited_article, found.status, found.change) == ("21(1)(4)", Status.CONFIRMED, 1)


def test_a_ground_of_the_convention_changes_beside_the_national_ones() -> None:
    table = {"status": "confirmed", "article": "4(4)(d)", "article_confirmed": True, "source": "unece"}
    rows = changed(Change(1, What.GROUND, "INT-AARHUS-4", table, "R-COMMERCE"))
    national = regime_for("information_request", AUTUMN, rows)
    assert next(one for one in national.grounds if one.code == "R-COMMERCE").cited_article == "4(4)(d)"


ACT = {"act_number": "77", "source": "https://president.kg"}


def test_the_prepared_law_is_put_in_use_with_act_and_day() -> None:
    rows = changed(Change(1, What.LAW, "KG-APP-67-10WD", {**ACT, "keeps_other_terms": True}, valid_from=AUTUMN))
    assert regime_for("statement", date(2026, 8, 31), rows).id == "KG-APP-67"
    new = regime_for("statement", AUTUMN, rows)
    assert (new.id, new.act_number, new.term(TermName.ANSWER).value) == ("KG-APP-67-10WD", "77", 10)
    assert new.term(TermName.REGISTRATION).value == 1, "the term that it does not name stays"
    assert {ground.code for ground in refusal_grounds(new)} == {"K67-OBSCENE", "K67-INCITE", "K67-ANON"}
    assert remedies(new, Grievance.SILENCE, AUTUMN)


OLD_SOURCE = regime_by_id("KG-APP-67-10WD", regimes()).term(TermName.ANSWER).source
OF_THE_ACT = [
    ({}, Status.LIKELY, "nobody compared it with the act: it goes on being checked"),
    ({"terms_compared": False}, Status.LIKELY, "said so"),
    ({"terms_compared": True}, Status.CONFIRMED, "compared with the text of the act"),
]


@pytest.mark.parametrize(("more", "status", "why"), OF_THE_ACT, ids=[row[-1] for row in OF_THE_ACT])
def test_a_law_put_in_use_is_one_of_its_act_and_no_longer_of_a_bill(more: dict[str, Any], status: Status, why: str) -> None:
    rows = changed(Change(3, What.LAW, "KG-APP-67-10WD", {**ACT, "act_on": "2026-07-10", **more}, valid_from=AUTUMN))
    new = regime_for("statement", AUTUMN, rows)
    assert (new.act, new.act_number, new.act_on) == ("Law of the Kyrgyz Republic No. 77 of 2026-07-10", "77", date(2026, 7, 10))
    answer = new.term(TermName.ANSWER)
    assert (new.source, answer.source, answer.status, answer.note, answer.change) == (ACT["source"], ACT["source"], status, "", 3)
    assert (new.status, new.enabled, new.note, new.valid_from_known) == (Status.CONFIRMED, True, "", Known.DAY)
    assert new.term(TermName.EXTENSION) == regime_by_id("KG-APP-67-10WD", regimes()).term(TermName.EXTENSION)
    assert OLD_SOURCE not in repr(replace(new, grounds=(), remedies=()))


OWN = {**TEN, "status": "likely", "value": 2, "starts": "receipt", "source": "own", "note": "Окулду"}


@pytest.mark.parametrize(
    ("compared", "expected"), [(False, ("own", Status.LIKELY, 1)), (True, (ACT["source"], Status.CONFIRMED, 2))]
)
def test_a_term_set_by_hand_keeps_its_own_source_until_it_is_compared(compared: bool, expected: tuple[Any, ...]) -> None:
    law = Change(2, What.LAW, "KG-APP-67-10WD", {**ACT, "terms_compared": compared}, valid_from=AUTUMN)
    found = regime_for("statement", AUTUMN, changed(term(1, law="KG-APP-67-10WD", name="registration", table=OWN), law))
    registration = found.term(TermName.REGISTRATION)
    assert (registration.source, registration.status, registration.change) == expected
    assert registration.note == "Окулду"
    assert (found.act, found.act_on) == ("Law of the Kyrgyz Republic No. 77", None)


def test_without_that_word_unknown_terms_stay_unknown() -> None:
    rows = changed(Change(1, What.LAW, "KG-APP-67-10WD", ACT, valid_from=AUTUMN))
    assert regime_for("statement", AUTUMN, rows).term(TermName.REGISTRATION).value is None


def test_a_term_of_a_prepared_law_is_set_before_it_is_in_use() -> None:
    table = {**TEN, "value": 2, "starts": "receipt"}
    prepared = term(1, law="KG-APP-67-10WD", name="registration", table=table)
    rows = changed(prepared, Change(2, What.LAW, "KG-APP-67-10WD", ACT, valid_from=AUTUMN))
    assert regime_for("statement", AUTUMN, rows).term(TermName.REGISTRATION).value == 2
    assert not [row for row in rows if row.superseded]


def test_the_exact_days_of_a_law_make_no_new_version() -> None:
    first = Change(1, What.LAW, "KG-ATI-217", {"source": "cbd"}, valid_from=date(2024, 1, 19))
    last = Change(2, What.LAW, "KG-ATI-213", {"source": "cbd"}, valid_to=date(2024, 1, 18))
    rows = changed(first, last)
    assert regime_for("information_request", date(2024, 1, 18), rows).id == "KG-ATI-213"
    found = regime_for("information_request", date(2024, 1, 19), rows)
    assert found.id == "KG-ATI-217"
    assert not found.may_not_be_in_force_yet(date(2024, 1, 19))


def test_the_term_of_a_court_is_the_one_of_the_day_of_the_decision() -> None:
    """It is no term of the body's duty, so also who kept an old version learns how long the way is open."""
    month = {**READ, "value": 3, "unit": "months", "starts": "decision", "article": "110"}
    rows = changed(
        Change(1, What.TERM, "KG-APC-13", month, "filing"),
        Change(2, What.TERM, "KG-APC-13", {**month, "value": 1}, "filing", valid_from=AUTUMN),
    )
    law = regime_by_id("KG-ATI-217", rows)
    found = {
        on: next(way.due.due_on for way in remedies(law, Grievance.REFUSAL, on, kyrgyz(), on) if way.route == "court")
        for on in (date(2026, 8, 31), date(2026, 9, 1))
    }
    assert found == {date(2026, 8, 31): date(2026, 11, 30), date(2026, 9, 1): date(2026, 10, 1)}


WRONG = [
    (term(law="KG-NO-1"), "no such law"),
    (term(table={"status": "unknown", "value": 3}), "an unknown term has no value"),
    (term(table={"status": "likely", "value": 3, "source": "x"}), "without unit and start"),
    (term(valid_from=date(2026, 5, 2), valid_to=date(2026, 5, 1)), "ends before it begins"),
    (term(law="KG-ATI-213", valid_from=date(2030, 1, 1)), "the law has ended by then"),
    (Change(1, What.GROUND, "KG-APP-67", {"status": "likely", "source": "x"}, "K99"), "no such ground"),
    (Change(1, What.GROUND, "KG-APP-67", READ, "K67-ANON"), "no article"),
    (Change(1, What.LAW, "KG-APP-67-10WD", {"act_number": " "}, valid_from=AUTUMN), "no act"),
    (Change(1, What.LAW, "KG-APP-67-10WD", ACT), "no first day"),
    (Change(1, What.LAW, "KG-ATI-217", {}, valid_to=date(2020, 1, 1)), "ends before it begins"),
    (Change(1, What.LAW, "KG-NO-1", {}, valid_to=date(2020, 1, 1)), "no such law"),
]


@pytest.mark.parametrize(("change", "why"), WRONG, ids=[why for _, why in WRONG])
def test_a_change_that_contradicts_itself_is_refused(change: Change, why: str) -> None:
    with pytest.raises(BadLawData):
        changed(change)


days = st.none() | st.dates(date(2022, 1, 1), date(2027, 12, 31))
some = st.builds(
    lambda law, name, value, first, last: (law, name, value, first, last),
    st.sampled_from(["KG-APP-67", "KG-ATI-217", "KG-ATI-213", "INT-AARHUS-4", "KG-APC-13", "KG-APP-67-10WD"]),
    st.sampled_from(["answer", "extension", "registration", "filing"]),
    st.integers(0, 60),
    days,
    days,
)


@given(st.lists(some, max_size=6), st.dates(date(2022, 1, 1), date(2027, 12, 31)))
def test_whatever_is_changed_every_day_has_one_law_and_every_id_its_terms(drawn: list[Any], on: date) -> None:
    before: tuple[Regime, ...] = changed()
    taken: list[Change] = []
    for number, (law, name, value, first, last) in enumerate(drawn, 1):
        one = term(number, law, name, table={**TEN, "value": value}, valid_from=first, valid_to=last)
        try:
            rows = changed(*taken, one)
        except LawError:
            continue
        taken.append(one)
        ids = [row.id for row in rows]
        assert len(ids) == len(set(ids))
        for row in before:
            if row.enabled:
                assert regime_by_id(row.id, rows).terms == row.terms, "a leg that kept it would find other terms"
        for family in {row.family for row in rows}:
            live = [row for row in rows if row.family == family and row.is_in_force(on)]
            shipped_one = [row for row in regimes() if row.family == family and row.is_in_force(on)]
            assert len(live) == len(shipped_one), "a change neither ends a law nor doubles it"
        before = rows


LATER = date(2026, 12, 1)
IN_USE = Change(1, What.LAW, "KG-APP-67-10WD", ACT, valid_from=date(2026, 1, 1))
CORRECTED = [
    ((), "KG-APP-67", None, "nothing was changed"),
    ((term(),), "KG-APP-67", "KG-APP-67@2", "we only know better now"),
    ((term(), term(2, table={**TEN, "value": 12})), "KG-APP-67", "KG-APP-67@3", "twice: the newest counts"),
    ((term(), term(2, table={**TEN, "value": 12})), "KG-APP-67@2", "KG-APP-67@3", "it kept the first correction"),
    ((term(),), "KG-APP-67@2", None, "it came under the corrected one"),
    ((term(valid_from=LATER),), "KG-APP-67", None, "the term changed after the letter came"),
    ((term(valid_from=date(2026, 1, 1)),), "KG-APP-67", "KG-APP-67@2", "the term had changed before the letter came"),
    ((term(law="KG-ATI-217"),), "KG-APP-67", None, "another law was corrected"),
    ((term(valid_to=date(2026, 1, 1)),), "KG-APP-67", None, "the rest of it has the old terms again"),
    ((IN_USE,), "KG-APP-67", "KG-APP-67-10WD", "another law was in force by then, as we know now"),
]


@pytest.mark.parametrize(("changes", "kept", "now", "why"), CORRECTED, ids=[row[-1] for row in CORRECTED])
def test_by_which_corrected_version_a_letter_of_september_could_be_counted(
    changes: tuple[Change, ...], kept: str, now: str | None, why: str
) -> None:
    rows = changed(*changes)
    found = corrected(regime_by_id(kept, rows, "statement"), "statement", AUTUMN, rows)
    assert (found.id if found else None) == now


def test_on_a_day_without_a_law_nothing_is_corrected() -> None:
    assert corrected(regime_by_id("KG-APP-67", regimes()), "statement", date(1999, 1, 1), changed(term())) is None


def test_a_law_that_was_changed_by_another_does_not_come_back_with_a_dated_term() -> None:
    """From 1 October the new law governs; somebody then dates a term of the old one from November."""
    act = Change(1, What.LAW, "KG-APP-67-10WD", {"act_number": "312", "source": "president.kg"}, valid_from=date(2026, 10, 1))
    rows = changed(act, term(2, table={**TEN, "value": 12}, valid_from=date(2026, 11, 2), valid_to=date(2026, 12, 31)))
    expected = {"2026-09-30": "KG-APP-67", "2026-11-03": "KG-APP-67-10WD", "2027-01-04": "KG-APP-67-10WD"}
    assert {on: regime_for("statement", date.fromisoformat(on), rows).family for on in expected} == expected
