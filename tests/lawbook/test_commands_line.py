"""`flask law …` as scripts and people call it."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.lawbook.conftest import NOW, emptied
from tracker.law.kyrgyzstan import regimes, shipped
from tracker.law.versions import Change, What, with_changes
from tracker.lawbook import calendars, checking, terms
from tracker.lawbook.models import LawChange


@pytest.fixture
def ready(app: Flask, session: Any, few_years: None) -> Flask:
    emptied(session)
    calendars.load_calendar(session, NOW)
    session.commit()
    return app


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["law", *arguments])


def due(app: Flask, *arguments: str) -> dict[str, Any]:
    result = run(app, "due", *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_a_request_in_json(ready: Flask) -> None:
    found = due(ready, "--kind", "information_request", "--received", "2026-04-28")
    assert found["answer"]["due_on"] == "2026-05-20"
    assert found["answer"]["status"] == "likely"
    assert found["answer"]["because"][0] == {"code": "started", "values": {"event": "receipt", "on": "2026-04-28"}}
    assert found["registration"]["due_on"] is None
    assert found["registration"]["status"] == "unknown"
    assert found["convention"]["strict_on"] == found["convention"]["rolled_on"] == "2026-05-28"
    assert found["passes_convention"] is False
    ways = {"remedies", "after_refusal", "after_answer"}
    assert set(found) == {"regime", "registration", "answer", "convention", "passes_convention", *ways}
    for name in ways:
        assert [(way["route"], way["until_on"]) for way in found[name]] == [
            ("superior_body", None), ("akyikatchy", None), ("court", None),
        ]  # fmt: skip


def test_an_extended_request_does_not_move_the_convention(ready: Flask) -> None:
    found = due(ready, "--kind", "information_request", "--received", "2026-04-28", "--extended")
    assert found["answer"]["due_on"] == "2026-06-04"
    assert found["convention"]["strict_on"] == "2026-05-28"
    assert found["passes_convention"] is True


def test_the_convention_counts_from_dispatch(ready: Flask) -> None:
    found = due(ready, "--kind", "information_request", "--received", "2026-04-28", "--dispatched", "2026-04-24")
    assert found["convention"]["strict_on"] == "2026-05-24"


@pytest.mark.parametrize("kind", ["proposal", "statement", "complaint"])
def test_law_67_in_json(ready: Flask, kind: str) -> None:
    found = due(ready, "--kind", kind, "--received", "2026-11-20", "--registered", "2026-11-20")
    assert found["registration"]["due_on"] == "2026-11-23"
    assert found["answer"]["due_on"] == "2026-12-10"
    assert found["convention"] is None


def test_a_complaint_about_access_has_no_date(ready: Flask) -> None:
    found = due(ready, "--kind", "access_complaint", "--received", "2026-11-20")
    assert found["answer"]["due_on"] is None
    assert found["convention"] is None


def test_in_words(ready: Flask) -> None:
    result = run(ready, "due", "--kind", "information_request", "--received", "2026-04-28", "--extended")
    assert result.exit_code == 0
    assert "Answer due by 4 June 2026, with extra time (term being checked)" in result.output
    assert "is after the outer limit of the Convention, 28 May 2026" in result.output
    silence, found, decision = result.output.partition(
        "After a refusal, or an answer that is not good enough, these ways are open:"
    )
    assert found
    for said in (silence.partition("If the date passes without an answer, these ways are open:")[2], decision):
        for way in ("Complain to the higher body", "Akyikatchy", "Go to court"):
            assert way in said
        assert said.count("Not verified: act now, ask the centre") == 3


DECIDED = ("--kind", "statement", "--received", "2026-04-01", "--decided", "2026-04-28")


def test_the_ways_after_a_decision_with_their_reckoning(ready: Flask) -> None:
    found = due(ready, *DECIDED)
    assert found["after_refusal"] == found["after_answer"]
    complaint, akyikatchy, court = found["after_refusal"]
    assert (complaint["until_on"], complaint["due"]["due_on"], complaint["due"]["status"]) == (None, "2026-06-18", "likely")
    assert complaint["due"]["because"][0] == {"code": "started", "values": {"event": "decision", "on": "2026-04-28"}}
    assert complaint["due"]["because"][1]["values"]["regime"] == "KG-ADM-210"
    assert akyikatchy["due"]["because"] == [{"code": "term_unknown", "values": {"regime": "KG-AKYIKATCHY", "term": "filing"}}]
    assert (court["complaint_first"], court["due"]["due_on"]) == (True, None)
    assert {way["due"]["due_on"] for way in found["remedies"]} == {None}


SAID = [
    ("en", "likely: being checked]. Open until 18 June 2026 (term being checked).", "30 working days (Law No. 210"),
    ("ru", "Можно воспользоваться до 18 июня 2026 года (срок проверяется).", "30 рабочих дней (Закон № 210"),
    ("ky", "Бул жол 2026-жылдын 18-июну күнүнө чейин ачык (мөөнөт текшерилүүдө).", "30 жумуш күнү (Административдик"),
]


@pytest.mark.parametrize(("language", "until", "because"), SAID)
def test_a_lawyer_reads_a_likely_last_day_as_one(ready: Flask, language: str, until: str, because: str) -> None:
    output = run(ready, "due", *DECIDED, "--language", language).output
    assert output.count(until) == 1, output
    assert because in output
    assert output.count("Акыйкатчы" if language != "en" else "Akyikatchy") == 2, "the same list is not told twice"


def test_a_decision_cannot_come_before_the_letter(ready: Flask) -> None:
    result = run(ready, "due", "--kind", "statement", "--received", "2026-04-28", "--decided", "2026-04-27")
    assert result.exit_code != 0
    assert "a decision cannot come before the letter was received" in result.output
    same_day = due(ready, "--kind", "statement", "--received", "2026-04-28", "--decided", "2026-04-28")
    assert same_day["after_refusal"][0]["due"]["due_on"] == "2026-06-18"


def test_the_last_day_of_a_way_needs_its_year(ready: Flask) -> None:
    result = run(ready, "due", "--kind", "statement", "--received", "2027-10-01", "--decided", "2027-12-20")
    assert result.exit_code != 0
    assert "The calendar of 2028 is not loaded" in result.output


@pytest.mark.parametrize("received", ["2027-12-28", "2029-01-10"])
def test_a_year_not_loaded_is_said_and_fails(ready: Flask, received: str) -> None:
    result = run(ready, "due", "--kind", "statement", "--received", received)
    assert result.exit_code != 0
    assert "is not loaded (loaded: 2024-2027)" in result.output


def test_without_any_calendar(app: Flask, session: Any, few_years: None) -> None:
    emptied(session)
    result = run(app, "due", "--kind", "statement", "--received", "2026-11-20", "--json")
    assert result.exit_code != 0
    assert "loaded: none" in result.output
    assert run(app, "check").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--kind", "petition", "--received", "2026-11-20"],
        ["--kind", "statement", "--received", "20.11.2026"],
        ["--kind", "statement", "--received", "2026-02-30"],
        ["--kind", "statement"],
        ["--kind", "statement", "--received", "2006-01-01"],
    ],
)
def test_wrong_input_is_an_error_and_no_crash(ready: Flask, arguments: list[str]) -> None:
    result = run(ready, "due", *arguments)
    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit)
    assert "Error" in result.output


def test_the_terms(ready: Flask) -> None:
    output = run(ready, "terms").output
    assert re.search(r"^  extension +2 months in all ", output, re.MULTILINE)
    assert "KG-APP-67-10WD" in output
    assert "[not enabled]" in output
    assert "before the first date" in output
    assert "art. 4(2)" in output
    assert "art. 16 (not confirmed)" in output
    assert "unknown: no date is counted" in output
    assert any(line.split()[:3] == ["transfer", "restarts", "likely"] for line in output.splitlines())
    _, found, court = output.partition("court [bad_answer, refusal]")
    assert found
    assert court.split()[:2] == ["complaint", "first"]


def test_a_year_of_the_calendar(ready: Flask) -> None:
    output = run(ready, "calendar", "2026").output
    assert "2026-01-08  off" in output
    assert "Resolution of the Cabinet of Ministers" in output
    assert "(estimated)" in run(ready, "calendar", "2027").output
    for year in ("2040", "99999", "0", "10000"):
        result = run(ready, "calendar", year)
        assert result.exit_code != 0
        assert f"Error: The calendar of {year} is not loaded (loaded: 2024-2027)." in result.output


NO_LAW = {
    "en": "We know no law that was in force for this on that day.",
    "ru": "Мы не знаем закона, который действовал для этого в тот день.",
    "ky": "Ал күнү бул маселеге колдонулган мыйзамды биз билбейбиз.",
}


@pytest.mark.parametrize("language", NO_LAW)
def test_a_day_before_every_law_is_said_in_the_language_of_the_reader(ready: Flask, language: str) -> None:
    result = run(ready, "due", "--kind", "information_request", "--received", "1999-01-01", "--language", language)
    assert result.exit_code != 0
    assert f"Error: {NO_LAW[language]}" in result.output
    assert "regime" not in result.output


def test_a_term_counts_once_however_many_versions_its_law_has() -> None:
    before = regimes()
    table = {"status": "confirmed", "value": 12, "unit": "working_days", "starts": "registration", "source": "cbd"}
    later = Change(1, What.TERM, "KG-APP-67", table, "answer", valid_from=date(2026, 12, 1))
    known = Change(2, What.TERM, "KG-APP-67", {**table, "starts": "original_date"}, "extension", valid_from=date(2027, 2, 1))
    rows = with_changes(shipped(), [later])
    assert len(terms.unknown(rows)) == len(terms.unknown(before))
    assert len(terms.unconfirmed(rows)) == len(terms.unconfirmed(before))
    assert len(terms.unknown_rules(rows)) == len(terms.unknown_rules(before))
    found = {(row.regime.family, row.name.value) for row in terms.unknown(with_changes(shipped(), [later, known]))}
    assert ("KG-APP-67", "extension") not in found, "the newest version says it"
    assert ("KG-APP-67", "transfer") in found


def test_days_of_a_change_are_days_in_bishkek() -> None:
    """Confirmed at half past midnight in Bishkek, when it was still the day before in London."""
    instant = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
    row = LawChange(proposed_by_id=12, proposed_at=instant, decided_by_id=14, decided_at=instant, one_person=False)
    assert checking.provenance(1, {1: row}) == "set 2026-11-27 by administrator 12, confirmed by administrator 14"


def test_the_check_lists_what_is_unknown(ready: Flask) -> None:
    output = run(ready, "check").output
    assert "Unknown term: KG-APP-67 extension" in output
    assert "Unknown term: KG-APP-67 extension_notice" in output
    assert "Unknown term: KG-ATI-217 extension_notice" not in output
    assert "Article not confirmed: KG-ATI-217 extension_notice (likely)" in output
    assert "Unknown term: KG-ATI-217 access_complaint answer" in output
    assert "Unknown rule: KG-ATI-217 question (the clock runs on)" in output
    assert "Unknown rule: KG-ATI-213 transfer" not in output
    assert "Not enabled: KG-APP-67-10WD" in output
    assert "Estimated day: 2027-03-09" in output


def test_loading(ready: Flask) -> None:
    assert "Nothing to load." in run(ready, "load", "--through", "2027").output
    assert "Years loaded: 2028" in run(ready, "load", "--through", "2028").output


def codes(app: Flask, *arguments: str) -> Any:
    result = run(app, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_terms_calendar_and_check_for_programs(ready: Flask) -> None:
    laws = {law["id"]: law for law in codes(ready, "terms")}
    assert laws["KG-APP-67-10WD"]["enabled"] is False
    answer = next(term for term in laws["KG-ATI-217"]["terms"] if (term["name"], term["kind"]) == ("answer", None))
    assert (answer["value"], answer["unit"], answer["starts"], answer["status"]) == (10, "working_days", "receipt", "likely")
    assert (answer["article_confirmed"], answer["set"]) == (False, "as shipped")
    own = next(term for term in laws["KG-ATI-217"]["terms"] if (term["name"], term["kind"]) == ("answer", "access_complaint"))
    assert (own["value"], own["status"]) == (None, "unknown")
    rules = {rule["name"]: rule for rule in laws["KG-ATI-213"]["rules"]}
    said = {name: (rule["effect"], rule["status"], rule["article"]) for name, rule in rules.items()}
    assert said == {"transfer": ("restarts", "likely", "10"), "question": ("keeps_clock", "unknown", None)}
    court = [way for way in laws["KG-APP-67"]["ways"] if way["route"] == "court"]
    assert [(way["after"], way["complaint_first"], way["law"]) for way in court] == [
        (["bad_answer", "refusal"], True, "KG-APC-13"), (["silence"], False, "KG-APC-13"),
    ]  # fmt: skip
    days = {day["date"]: day for day in codes(ready, "calendar", "2026")}
    assert days["2026-01-08"]["working"] is False
    assert days["2026-01-08"]["act"].startswith("Resolution of the Cabinet")
    assert run(ready, "calendar", "2040", "--json").exit_code != 0
    check = codes(ready, "check")
    assert {"law": "KG-APP-67", "kind": None, "name": "extension", "status": "unknown"} in check["unknown"]
    notice = {"law": "KG-ATI-217", "kind": None, "name": "extension_notice", "status": "likely"}
    assert notice in check["unconfirmed"]
    assert (check["faults"], check["not_enabled"]) == ([], ["KG-APP-67-10WD"])
    assert "2027-03-09" in check["estimated"]
