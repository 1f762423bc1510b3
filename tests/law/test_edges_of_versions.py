"""Where a version of a law begins and ends, what it keeps, and what a refused change says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.law.test_versions import ACT, AUTUMN, READ, TEN, changed, term
from tracker.law.codes import Known, Status, TermName
from tracker.law.errors import BadLawData
from tracker.law.kyrgyzstan import regimes
from tracker.law.regimes import regime_by_id, regime_for
from tracker.law.versions import Change, What, check_days


def versions(family: str, *changes: Change) -> list[tuple[str, date | None, date | None, bool]]:
    rows = [row for row in changed(*changes) if row.family == family]
    return [(row.id, row.valid_from, row.valid_to, row.superseded) for row in rows]


FIRST_217, FIRST_213, LAST_213 = date(2024, 1, 1), date(2007, 1, 1), date(2023, 12, 31)
EDGES = [
    # the change, the versions of its law: id, first day, last day, replaced
    ("its first day is that of the law: a correction, no version of no days",
     term(law="KG-ATI-217", valid_from=FIRST_217),
     [("KG-ATI-217", FIRST_217, None, True), ("KG-ATI-217@2", FIRST_217, None, False)]),
    ("it begins a day later: the version before has one day",
     term(law="KG-ATI-217", valid_from=date(2024, 1, 2)),
     [("KG-ATI-217", FIRST_217, FIRST_217, False), ("KG-ATI-217@2", date(2024, 1, 2), None, False)]),
    ("it begins before the law does",
     term(law="KG-ATI-217", valid_from=date(2020, 1, 1)),
     [("KG-ATI-217", FIRST_217, None, True), ("KG-ATI-217@2", FIRST_217, None, False)]),
    ("it begins on the last day of the law",
     term(law="KG-ATI-213", valid_from=LAST_213),
     [("KG-ATI-213", FIRST_213, date(2023, 12, 30), False), ("KG-ATI-213@2", LAST_213, LAST_213, False)]),
    ("it ends on the first day of the law",
     term(law="KG-ATI-213", valid_to=FIRST_213),
     [("KG-ATI-213", FIRST_213, LAST_213, True), ("KG-ATI-213@2", FIRST_213, FIRST_213, False),
      ("KG-ATI-213@2.2", date(2007, 1, 2), LAST_213, False)]),
    ("it ends with the law: nothing is left over",
     term(law="KG-ATI-213", valid_to=LAST_213),
     [("KG-ATI-213", FIRST_213, LAST_213, True), ("KG-ATI-213@2", FIRST_213, LAST_213, False)]),
    ("it ends after the law",
     term(law="KG-ATI-213", valid_to=date(2025, 1, 1)),
     [("KG-ATI-213", FIRST_213, LAST_213, True), ("KG-ATI-213@2", FIRST_213, LAST_213, False)]),
    ("it holds for one day",
     term(law="KG-ATI-217", valid_from=AUTUMN, valid_to=AUTUMN),
     [("KG-ATI-217", FIRST_217, date(2026, 8, 31), False), ("KG-ATI-217@2", AUTUMN, AUTUMN, False),
      ("KG-ATI-217@2.2", date(2026, 9, 2), None, False)]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "change", "expected"), EDGES, ids=[row[0] for row in EDGES])
def test_where_a_version_begins_and_ends(why: str, change: Change, expected: list[Any]) -> None:
    assert versions(change.regime_id, change) == expected


def registration(number: int) -> Change:
    return term(number, law="KG-ATI-217", name="registration", table={**TEN, "value": 3, "starts": "receipt"})


def test_three_pieces_of_one_change_have_ids_of_their_own() -> None:
    first, second = term(1, law="KG-ATI-217", valid_from=AUTUMN), registration(2)
    found = versions("KG-ATI-217", first, second)
    assert [row[0] for row in found] == ["KG-ATI-217", "KG-ATI-217@3", "KG-ATI-217@2", "KG-ATI-217@3.2"]


def test_the_first_and_last_day_are_set_on_the_first_and_last_version_only() -> None:
    split = term(1, law="KG-ATI-217", valid_from=AUTUMN)
    both = Change(2, What.LAW, "KG-ATI-217", {}, valid_from=date(2024, 1, 19), valid_to=date(2027, 6, 30))
    assert versions("KG-ATI-217", split, both) == [
        ("KG-ATI-217", date(2024, 1, 19), date(2026, 8, 31), False),
        ("KG-ATI-217@2", AUTUMN, date(2027, 6, 30), False),
    ]
    others = {row.id: row for row in changed(split, both) if row.family != "KG-ATI-217"}
    assert others == {row.id: row for row in changed(split) if row.family != "KG-ATI-217"}, "no other law is touched"


def test_a_law_of_one_day_is_no_contradiction() -> None:
    same = Change(1, What.LAW, "KG-ATI-217", {}, valid_from=AUTUMN, valid_to=AUTUMN)
    assert versions("KG-ATI-217", same) == [("KG-ATI-217", AUTUMN, AUTUMN, False)]


def test_a_ground_is_known_with_all_that_was_said_of_it_and_no_other_is_touched() -> None:
    table = {"status": "unknown", "source": "dpa"}
    row = regime_by_id("KG-APP-67", changed(Change(4, What.GROUND, "KG-APP-67", table, "K67-ANON")))
    was = {one.code: one for one in regime_by_id("KG-APP-67", regimes()).grounds}
    now = {one.code: one for one in row.grounds}
    one = now.pop("K67-ANON")
    assert (one.article, one.article_confirmed, one.status, one.source, one.change) == (None, False, Status.UNKNOWN, "dpa", 4)
    assert now == {code: ground for code, ground in was.items() if code != "K67-ANON"}


def test_a_term_says_which_change_set_it() -> None:
    rows = changed(term(7, law="KG-ATI-217"))
    assert regime_for("information_request", AUTUMN, rows).term(TermName.ANSWER).change == 7
    assert regime_for("information_request", AUTUMN, rows).term(TermName.EXTENSION).change is None


def test_a_law_put_in_use_for_a_time_ends() -> None:
    rows = changed(Change(1, What.LAW, "KG-APP-67-10WD", ACT, valid_from=AUTUMN, valid_to=date(2026, 12, 31)))
    assert regime_for("statement", date(2027, 1, 1), rows).id == "KG-APP-67"


ONLY_SO = "it is put in use only with the number of its act and its first day"
SAID = [
    (term(law="KG-NO-1"), "KG-NO-1", "this law is not in force on these days"),
    (term(valid_from=date(2026, 5, 2), valid_to=date(2026, 5, 1)), "KG-APP-67", "the last day is before the first"),
    (Change(1, What.GROUND, "KG-APP-67", {"status": "likely", "source": "x"}, "K99"), "KG-APP-67", "no such ground: K99"),
    (Change(1, What.GROUND, "KG-APP-67", READ, "K67-ANON"), "KG-APP-67 K67-ANON", "a confirmed article needs its number"),
    (Change(1, What.LAW, "KG-APP-67-10WD", {"act_number": " "}, valid_from=AUTUMN), "KG-APP-67-10WD", ONLY_SO),
    (Change(1, What.LAW, "KG-APP-67-10WD", {}, valid_from=AUTUMN), "KG-APP-67-10WD", ONLY_SO),
    (term(law="KG-ATI-217", valid_to=date(2023, 5, 5)), "KG-ATI-217", "this law is not in force on these days"),
    (term(table={"status": "unknown", "value": 3}), "KG-APP-67 answer", "an unknown term has no value"),
    (Change(1, What.RULE, "KG-APP-67", {"effect": "restarts", "status": "likely", "source": "x"}, "question"),
     "KG-APP-67 question", "this cannot do that to a clock: restarts"),
    (Change(1, What.LAW, "KG-ATI-217", {}, valid_to=date(2020, 1, 1)), "KG-ATI-217", "the last day is before the first"),
    (Change(1, What.LAW, "KG-NO-1", {}), "KG-NO-1", "no such law"),
]


@pytest.mark.parametrize(("change", "where", "said"), SAID, ids=[f"{where}: {said}" for _, where, said in SAID])
def test_a_refusal_says_where_and_why(change: Change, where: str, said: str) -> None:
    with pytest.raises(BadLawData) as caught:
        changed(change)
    assert str(caught.value) == f"{where}: {said}"


PREPARED, NO_DAYS = "KG-APP-67-10WD", "a prepared law has no days yet"
NO_LAST_DAY = "a ground has no last day: it is none from a day on"
UNFIT = [
    (term(law=PREPARED, valid_from=AUTUMN), PREPARED, NO_DAYS),
    (term(law=PREPARED, valid_to=AUTUMN), PREPARED, NO_DAYS),
    (Change(1, What.RULE, PREPARED, {"effect": "stops_clock", "status": "likely"}, "question", "", AUTUMN), PREPARED, NO_DAYS),
    (Change(1, What.NEW_GROUND, PREPARED, {}, f"{PREPARED}-G1", valid_from=AUTUMN), PREPARED, NO_DAYS),
    (Change(1, What.GROUND, "KG-APP-67", {"retired": True}, "K67-ANON", valid_to=AUTUMN), "KG-APP-67", NO_LAST_DAY),
    (Change(1, What.NEW_GROUND, "KG-APP-67", {}, "KG-APP-67-G1", valid_to=AUTUMN), "KG-APP-67", NO_LAST_DAY),
]


@pytest.mark.parametrize(("change", "where", "said"), UNFIT)
def test_days_that_a_new_change_cannot_have(change: Change, where: str, said: str) -> None:
    with pytest.raises(BadLawData) as caught:
        check_days(regimes(), change)
    assert str(caught.value) == f"{where}: {said}"


FIT = [
    term(law=PREPARED),
    term(valid_from=AUTUMN, valid_to=date(2026, 12, 31)),
    Change(1, What.LAW, PREPARED, ACT, valid_from=AUTUMN, valid_to=date(2026, 12, 31)),
    Change(1, What.GROUND, "KG-APP-67", {"retired": True}, "K67-ANON", valid_from=AUTUMN),
]


@pytest.mark.parametrize("change", FIT)
def test_days_that_a_new_change_can_have(change: Change) -> None:
    check_days(regimes(), change)


def test_a_law_that_was_put_in_use_has_days() -> None:
    in_use = changed(Change(1, What.LAW, PREPARED, ACT, valid_from=AUTUMN))
    check_days(in_use, term(2, law=PREPARED, valid_from=date(2026, 12, 1)))


def test_every_piece_has_a_number_of_its_own() -> None:
    first, second = date(2025, 3, 3), date(2026, 3, 3)
    split = [term(1, law="KG-ATI-217", valid_from=first), term(2, law="KG-ATI-217", valid_from=second)]
    found = versions("KG-ATI-217", *split, registration(3))
    assert [row[0] for row in found if not row[3]] == ["KG-ATI-217@4", "KG-ATI-217@4.2", "KG-ATI-217@4.3"]


def test_what_is_left_over_begins_on_a_known_day() -> None:
    rest = regime_by_id("KG-APP-67@2.2", changed(term(valid_to=date(2026, 12, 31))))
    assert (rest.valid_from, rest.valid_from_known) == (date(2027, 1, 1), Known.DAY)


def test_a_kind_keeps_the_terms_of_its_own_beside_the_one_that_is_set() -> None:
    rows = changed(term(law="KG-ATI-217", kind="access_complaint"))
    own = regime_by_id("KG-ATI-217@2", rows, "access_complaint")
    assert own.term(TermName.ANSWER).value == 10
    assert own.term(TermName.EXTENSION).value is None, "the ten days more are for requests"


def test_a_kind_without_terms_of_its_own_takes_those_of_the_law() -> None:
    rows = changed(term(kind="complaint", table={**TEN, "value": 7}))
    complaint, statement = (regime_for(kind, AUTUMN, rows) for kind in ("complaint", "statement"))
    assert [one.term(TermName.ANSWER).value for one in (complaint, statement)] == [7, 14]
    assert complaint.term(TermName.REGISTRATION).value == 1


def test_put_in_use_before_the_law_that_it_changes_it_keeps_nothing_of_it() -> None:
    change = Change(1, What.LAW, "KG-APP-67-10WD", {**ACT, "keeps_other_terms": True}, valid_from=date(2000, 1, 1))
    assert regime_by_id("KG-APP-67-10WD", changed(change)).term(TermName.REGISTRATION).value is None
