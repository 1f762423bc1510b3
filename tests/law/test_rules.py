"""What passing on and a question do to a clock: shipped as unknown, set on a screen, a version of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tracker.law.codes import Effect, RuleName, Status
from tracker.law.errors import BadLawData
from tracker.law.kyrgyzstan import read_rule, regimes, shipped
from tracker.law.regimes import Regime, regime_by_id, regime_for
from tracker.law.versions import Change, What, corrected, with_changes

AUTUMN = date(2026, 9, 1)
STOPS = {"effect": "stops_clock", "status": "confirmed", "article": "17", "article_confirmed": True, "source": "cbd"}
NEW_LAW = {"act_number": "312", "act_on": "2026-08-20", "source": "president.kg"}


def rule(number: int = 1, law: str = "KG-ATI-217", name: str = "question", **more: Any) -> Change:
    return Change(number, What.RULE, law, more.pop("table", STOPS), name, **more)


def changed(*changes: Change) -> tuple[Regime, ...]:
    return with_changes(shipped(), changes)


def test_no_law_here_is_known_to_stop_a_clock_for_a_question() -> None:
    known = {row.id for row in regimes() if row.rule(RuleName.QUESTION).status is not Status.UNKNOWN}
    assert known == set()
    assert not any(row.stops_clock for row in regimes())


def test_every_law_on_letters_says_what_is_known_of_its_clock() -> None:
    """The Convention has no such rule: its limit never stops and never starts again."""
    laws = {row.id for row in regimes() if row.rules}
    assert laws == {"KG-ATI-213", "KG-ATI-217", "KG-APP-67", "KG-APP-67-10WD"}
    assert all(set(row.rules) == set(RuleName) for row in regimes() if row.rules)


def test_a_rule_better_known_makes_a_version() -> None:
    rows = changed(rule())
    new, old = regime_for("information_request", AUTUMN, rows), regime_by_id("KG-ATI-217", rows)
    assert (new.id, new.stops_clock, new.rule(RuleName.QUESTION).cited_article) == ("KG-ATI-217@2", True, "17")
    assert (old.superseded, old.stops_clock) == (True, False)
    assert new.terms == old.terms
    assert new.rule(RuleName.QUESTION).change == 1


def test_it_is_offered_to_a_case_that_kept_the_version_before() -> None:
    rows = changed(rule())
    found = corrected(regime_by_id("KG-ATI-217", rows), "information_request", AUTUMN, rows)
    assert found is not None
    assert found.id == "KG-ATI-217@2"


@pytest.mark.parametrize(("received", "stops"), [("2026-08-31", False), ("2026-09-01", True), ("2027-01-01", False)])
def test_a_dated_rule_holds_between_its_days(received: str, stops: bool) -> None:
    rows = changed(rule(valid_from=AUTUMN, valid_to=date(2026, 12, 31)))
    assert regime_for("information_request", date.fromisoformat(received), rows).stops_clock is stops


def test_it_holds_for_a_complaint_about_access_too() -> None:
    assert regime_for("access_complaint", AUTUMN, changed(rule())).stops_clock


def test_a_transfer_that_is_known_to_start_the_term_again() -> None:
    table = {"effect": "restarts", "status": "likely", "source": "cbd"}
    rows = changed(rule(law="KG-APP-67", name="transfer", table=table))
    assert regime_for("statement", AUTUMN, rows).restarts_clock


@pytest.mark.parametrize("keeps", [True, False])
def test_a_new_law_keeps_the_rules_that_it_does_not_name(keeps: bool) -> None:
    act = Change(
        2, What.LAW, "KG-APP-67-10WD", {**NEW_LAW, "keeps_other_terms": keeps}, valid_from=AUTUMN
    )
    found = regime_for("statement", AUTUMN, changed(rule(law="KG-APP-67"), act))
    assert (found.id, found.stops_clock) == ("KG-APP-67-10WD", keeps)


def test_a_rule_that_was_prepared_for_the_new_law_goes_before_the_one_it_changes() -> None:
    table = {"effect": "keeps_clock", "status": "likely", "source": "the bill"}
    act = Change(3, What.LAW, "KG-APP-67-10WD", {**NEW_LAW, "keeps_other_terms": True}, valid_from=AUTUMN)
    rows = changed(rule(law="KG-APP-67"), rule(2, law="KG-APP-67-10WD", table=table), act)
    assert not regime_for("statement", AUTUMN, rows).stops_clock


BAD = [
    ("question", {**STOPS, "effect": "restarts"}, "a question does not start a term again"),
    ("transfer", STOPS, "passing on does not stop a clock"),
    ("question", {"effect": "stops_clock", "status": "unknown"}, "what is not known leaves the clock alone"),
    ("question", {"effect": "stops_clock", "status": "likely"}, "no source"),
    ("question", {**STOPS, "article": ""}, "a confirmed article without its number"),
]


@pytest.mark.parametrize(("name", "table", "why"), BAD, ids=[row[2] for row in BAD])
def test_what_contradicts_itself_is_not_read(name: str, table: dict[str, Any], why: str) -> None:
    with pytest.raises(BadLawData):
        read_rule("KG-ATI-217", name, table)
    with pytest.raises(BadLawData):
        changed(rule(name=name, table=table))


def test_a_rule_is_read_with_all_that_is_said_of_it() -> None:
    found = read_rule("KG-ATI-217", "question", {**STOPS, "note": "Бир жолу."})
    assert (found.effect, found.article, found.article_confirmed, found.source, found.status, found.note) == (
        Effect.STOPS_CLOCK, "17", True, "cbd", Status.CONFIRMED, "Бир жолу.",
    )  # fmt: skip
    unknown = read_rule("KG-ATI-217", "question", {"effect": "keeps_clock", "status": "unknown"})
    said = (unknown.article, unknown.article_confirmed, unknown.source, unknown.note, unknown.change)
    assert said == (None, False, "", "", None)
