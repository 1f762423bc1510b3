"""The ways open to a person: always named, dated outward only where the term is confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.law.calendars import kyrgyz
from tracker.law.calculator import CaseDates, case_dates
from tracker.law.calendar import Calendar
from tracker.law.codes import Grievance, Route, Start, Status
from tracker.law.counting import Unit
from tracker.law.deadlines import Clock, replay
from tracker.law.errors import BadLawData
from tracker.law.kyrgyzstan import regimes, shipped
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Regime, Remedy, Term, regime_by_id
from tracker.law.remedies import OpenRoute, any_sure, remedies
from tracker.law.versions import Change, What, with_changes

TODAY = date(2026, 6, 1)
GOT_IT = date(2026, 4, 28)


def law(regime_id: str) -> Regime:
    return regime_by_id(regime_id, regimes())


ROUTES = [
    ("KG-ATI-217", Grievance.REFUSAL, [Route.SUPERIOR_BODY, Route.AKYIKATCHY, Route.COURT]),
    ("KG-ATI-217", Grievance.SILENCE, [Route.SUPERIOR_BODY, Route.AKYIKATCHY, Route.COURT]),
    ("KG-APP-67", Grievance.REFUSAL, [Route.ADMINISTRATIVE_COMPLAINT, Route.AKYIKATCHY, Route.COURT]),
    ("KG-APP-67", Grievance.SILENCE, [Route.ADMINISTRATIVE_COMPLAINT, Route.AKYIKATCHY, Route.COURT]),
    ("KG-APP-67", Grievance.BAD_ANSWER, [Route.ADMINISTRATIVE_COMPLAINT, Route.AKYIKATCHY, Route.COURT]),
    ("KG-ATI-213", Grievance.SILENCE, [Route.SUPERIOR_BODY, Route.AKYIKATCHY, Route.COURT]),
]


@pytest.mark.parametrize(("regime_id", "grievance", "routes"), ROUTES)
def test_the_routes_are_always_named(regime_id: str, grievance: Grievance, routes: list[Route]) -> None:
    found = remedies(law(regime_id), grievance, TODAY)
    assert [way.route for way in found] == routes


def test_the_administrative_complaint_is_counted_but_not_shown_while_only_likely() -> None:
    way = remedies(law("KG-APP-67"), Grievance.REFUSAL, TODAY, kyrgyz(), GOT_IT)[0]
    assert way.due.due_on == date(2026, 6, 18)
    assert way.due.status is Status.LIKELY
    assert way.is_open is True
    assert way.shown_on is None


def test_it_is_over_after_thirty_working_days() -> None:
    way = remedies(law("KG-APP-67"), Grievance.REFUSAL, date(2026, 6, 19), kyrgyz(), GOT_IT)[0]
    assert way.is_open is False


def test_a_confirmed_term_is_shown() -> None:
    regime = law("KG-APP-67")
    sure = [replace(row, term=replace(row.term, status=Status.CONFIRMED)) for row in regime.remedies[:1]]
    way = remedies(replace(regime, remedies=tuple(sure)), Grievance.REFUSAL, TODAY, kyrgyz(), GOT_IT)[0]
    assert way.shown_on == date(2026, 6, 18)


def _court(regime: Regime, grievance: Grievance) -> Remedy:
    return next(row for row in regime.remedies if row.route is Route.COURT and grievance in row.after)


ORDER = [(regime_id, *row) for regime_id in ("KG-ATI-213", "KG-ATI-217", "KG-APP-67") for row in (
    (Grievance.REFUSAL, True), (Grievance.BAD_ANSWER, True), (Grievance.SILENCE, False),
)]  # fmt: skip


@pytest.mark.parametrize(("regime_id", "grievance", "first"), ORDER)
def test_the_court_wants_a_complaint_first_but_not_after_silence(regime_id: str, grievance: Grievance, first: bool) -> None:
    court = _court(law(regime_id), grievance)
    assert (court.complaint_first, court.status) == (first, Status.LIKELY)


def test_what_was_confirmed_of_a_way_before_it_was_split_holds_for_both_parts() -> None:
    table = {"status": "confirmed", "source": "cbd.minjust.gov.kg/111520", "complaint_first": True}
    rows = with_changes(shipped(), [Change(1, What.ROUTE, "KG-ATI-217", table, "court.bad_answer.refusal.silence")])
    now = regime_by_id("KG-ATI-217", rows)
    courts = [(way.status, way.complaint_first, way.change) for way in now.remedies if way.route is Route.COURT]
    assert courts == [(Status.CONFIRMED, True, 1)] * 2
    others = {way.status for way in now.remedies if way.route is not Route.COURT}
    assert others == {Status.LIKELY}


@pytest.mark.parametrize("regime_id", ["KG-ATI-217", "KG-APP-67", "KG-ATI-213"])
def test_an_unknown_term_closes_nothing(regime_id: str) -> None:
    for way in remedies(law(regime_id), Grievance.SILENCE, TODAY):
        assert way.due.due_on is None
        assert way.is_open is None
        assert way.shown_on is None


def test_the_last_day_of_a_way_is_explained_and_counted_again_from_its_reasons() -> None:
    way = remedies(law("KG-APP-67"), Grievance.REFUSAL, TODAY, kyrgyz(), GOT_IT)[0]
    began, rule, *_, calendar = way.due.because
    assert (began.code, began.values) == (ReasonCode.STARTED, {"event": "decision", "on": GOT_IT})
    assert rule.values == {"regime": "KG-ADM-210", "term": "filing", "value": 30, "unit": "working_days", "status": "likely"}
    assert (calendar.code, calendar.values) == (ReasonCode.CALENDAR, {"revision": 1})
    assert way.due.clock is Clock.REMEDY
    assert replay(way.due.because, kyrgyz()) == way.due.due_on


@pytest.mark.parametrize(("calendar", "received"), [(None, GOT_IT), (kyrgyz(), None), (None, None)])
def test_without_the_day_of_the_decision_a_way_has_no_last_day(calendar: Calendar | None, received: date | None) -> None:
    way = remedies(law("KG-APP-67"), Grievance.REFUSAL, TODAY, calendar, received)[0]
    unknown = Reason(ReasonCode.TERM_UNKNOWN, {"regime": "KG-ADM-210", "term": "filing"})
    assert (way.due.clock, way.due.status, way.due.because) == (Clock.REMEDY, Status.UNKNOWN, (unknown,))
    assert (way.due.due_on, way.is_open) == (None, None)


def test_a_way_without_a_law_of_its_own_names_the_law_of_the_case() -> None:
    ways = {one.route: one.due.because[0].values["regime"] for one in remedies(law("KG-ATI-217"), Grievance.SILENCE, TODAY)}
    assert ways == {Route.SUPERIOR_BODY: "KG-ATI-217", Route.AKYIKATCHY: "KG-AKYIKATCHY", Route.COURT: "KG-APC-13"}


def test_its_reckoning_names_the_law_of_the_case_too() -> None:
    regime = law("KG-ATI-217")
    way = next(one for one in regime.remedies if not one.law)
    found = remedies(replace(regime, remedies=(replace(way, term=TEN),)), Grievance.REFUSAL, TODAY, kyrgyz(), GOT_IT)
    assert found[0].due.because[1].values["regime"] == "KG-ATI-217"


def test_it_is_open_on_its_last_day() -> None:
    assert remedies(law("KG-APP-67"), Grievance.REFUSAL, date(2026, 6, 18), kyrgyz(), GOT_IT)[0].is_open is True


def test_a_way_for_programs_names_its_last_day_only_where_the_term_is_confirmed() -> None:
    law = regime_by_id("KG-APP-67", regimes())
    sure = replace(law, remedies=tuple(replace(row, term=replace(row.term, status=Status.CONFIRMED)) for row in law.remedies[:1]))
    received = date(2026, 4, 28)
    for regime, until_on in ((law, None), (sure, "2026-06-18")):
        found = remedies(regime, Grievance.REFUSAL, received, kyrgyz(), received)[0].as_json()
        assert found == {
            "route": "administrative_complaint", "status": "likely", "complaint_first": False, "until_on": until_on,
        }  # fmt: skip
    assert remedies(law, Grievance.REFUSAL, received)[2].as_json()["complaint_first"] is True


READ = {"status": "confirmed", "article_confirmed": True, "source": "cbd.minjust.gov.kg", "starts": "decision"}
COURT = Change(1, What.TERM, "KG-APC-13", {**READ, "value": 3, "unit": "months", "article": "110"}, "filing")
COMPLAINT = Change(2, What.TERM, "KG-ADM-210", {**READ, "value": 30, "unit": "working_days", "article": "62"}, "filing")
AKYIKATCHY = Change(3, What.TERM, "KG-AKYIKATCHY", {**READ, "value": 12, "unit": "months", "article": "8"}, "filing")
SUPERIOR = Change(4, What.TERM, "KG-ATI-217", {**READ, "value": 10, "unit": "working_days", "article": "22"}, "filing")
ALL = (COURT, COMPLAINT, AKYIKATCHY, SUPERIOR)


def dates(kind: str, changes: tuple[Change, ...] = (), decided_on: date | None = GOT_IT, **more: bool) -> CaseDates:
    rows = with_changes(shipped(), changes)
    return case_dates(rows, kyrgyz(), kind, date(2026, 4, 1), decided_on=decided_on, today=TODAY, **more)


def shown(ways: tuple[OpenRoute, ...]) -> dict[str, str | None]:
    return {way.route.value: str(way.shown_on) if way.shown_on else None for way in ways}


NOTHING_217 = {"superior_body": None, "akyikatchy": None, "court": None}
NOTHING_67 = {"administrative_complaint": None, "akyikatchy": None, "court": None}
AFTER_DECISION = [
    ("information_request", (), GOT_IT, NOTHING_217, "as it ships nothing is confirmed, so no last day is shown"),
    ("statement", (), GOT_IT, NOTHING_67, "thirty working days are only likely"),
    ("complaint", (COMPLAINT,), GOT_IT, {**NOTHING_67, "administrative_complaint": "2026-06-18"}, "the complaint was read"),
    ("statement", (COURT,), GOT_IT, {**NOTHING_67, "court": "2026-07-28"}, "three months to court"),
    ("information_request", (SUPERIOR,), GOT_IT, {**NOTHING_217, "superior_body": "2026-05-20"}, "a term of Law 217 itself"),
    ("proposal", (AKYIKATCHY,), GOT_IT, {**NOTHING_67, "akyikatchy": "2027-04-28"}, "a year to the Akyikatchy"),
    ("access_complaint", ALL, GOT_IT, {"superior_body": "2026-05-20", "akyikatchy": "2027-04-28", "court": "2026-07-28"}, "all"),
    ("statement", ALL, None, NOTHING_67, "nobody knows when the decision came"),
]


@pytest.mark.parametrize(
    ("kind", "changes", "decided_on", "until", "why"), AFTER_DECISION, ids=[f"{row[0]}: {row[-1]}" for row in AFTER_DECISION]
)
def test_after_a_refusal_or_a_bad_answer(
    kind: str, changes: tuple[Change, ...], decided_on: date | None, until: dict[str, str | None], why: str
) -> None:
    found = dates(kind, changes, decided_on)
    assert shown(found.after_refusal) == shown(found.after_answer) == until
    assert not any(shown(found.remedies).values()), "from when a way runs after silence has not been seen"
    assert [way["until_on"] for way in found.as_json()["after_refusal"]] == list(until.values())


def test_the_day_of_the_decision_moves_no_date_of_the_body() -> None:
    with_day, without = dates("statement", ALL), dates("statement", ALL, None)
    assert (with_day.answer, with_day.registration, with_day.remedies) == (without.answer, without.registration, without.remedies)


def test_the_reckoning_names_the_law_that_sets_the_time() -> None:
    ways = {way.route: way.due.because[1].values for way in dates("statement", ALL).after_refusal}
    assert {route: (values["regime"], values["article"]) for route, values in ways.items()} == {
        Route.ADMINISTRATIVE_COMPLAINT: ("KG-ADM-210", "62"), Route.AKYIKATCHY: ("KG-AKYIKATCHY", "8"),
        Route.COURT: ("KG-APC-13", "110"),
    }  # fmt: skip


def test_a_lawyer_sees_the_reckoning_of_a_likely_term_and_nobody_else_does() -> None:
    found = dates("statement")
    likely = found.as_json(reckoned=True)["after_refusal"][0]
    assert (likely["until_on"], likely["due"]["due_on"], likely["due"]["status"]) == (None, "2026-06-18", "likely")
    assert "due" not in found.as_json()["after_refusal"][0]
    outward = dates("statement", sure_only=True).after_refusal[0]
    assert (outward.due.due_on, outward.due.status) == (None, Status.UNKNOWN)


def test_a_term_whose_first_day_nobody_knows_is_not_called_unknown() -> None:
    """After silence nothing was received from which the time to sue runs: that time itself is confirmed."""
    found = dates("statement", ALL).as_json(reckoned=True)
    silence, refusal = ({way["route"]: way["due"] for way in found[name]} for name in ("remedies", "after_refusal"))
    assert (silence["court"]["due_on"], silence["court"]["because"]) == (None, [])
    assert refusal["court"]["due_on"] is not None
    unknown = dates("statement").as_json(reckoned=True)["remedies"][-1]
    assert [reason["code"] for reason in unknown["due"]["because"]] == ["term_unknown"]


@pytest.mark.parametrize(("changes", "is_open"), [((), None), ((COMPLAINT,), False)])
def test_a_term_that_nobody_confirmed_closes_no_way(changes: tuple[Change, ...], is_open: bool | None) -> None:
    law = regime_by_id("KG-APP-67", with_changes(shipped(), changes))
    way = remedies(law, Grievance.REFUSAL, date(2026, 8, 3), kyrgyz(), GOT_IT, sure_only=True)[0]
    assert way.is_open is is_open


TEN = Term(10, Unit.WORKING_DAYS, Start.DECISION, None, False, "cbd", Status.CONFIRMED)


LIKELY, UNSAID = replace(TEN, status=Status.LIKELY), replace(TEN, value=None)


@pytest.mark.parametrize(
    ("term", "before", "sure"),
    [(TEN, (), True), (LIKELY, (), False), (UNSAID, (), False), (LIKELY, (TEN,), True), (LIKELY, (UNSAID,), False)],
)
def test_a_calendar_is_needed_for_a_confirmed_term_of_now_or_before(term: Term, before: tuple[Term, ...], sure: bool) -> None:
    way = replace(law("KG-ATI-217").remedies[0], term=term, earlier=tuple((GOT_IT, one) for one in before))
    assert any_sure([way]) is sure


@pytest.mark.parametrize("starts", [start for start in Start if start is not Start.DECISION])
def test_a_term_that_starts_with_something_else_is_not_counted_from_the_decision(starts: Start) -> None:
    regime = law("KG-ATI-217")
    ways = tuple(replace(way, term=replace(TEN, starts=starts)) for way in regime.remedies)
    found = remedies(replace(regime, remedies=ways), Grievance.REFUSAL, TODAY, kyrgyz(), GOT_IT)
    assert {(way.due.due_on, way.is_open, way.shown_term) for way in found} == {(None, None, None)}


SAID = [
    (Grievance.REFUSAL, Status.CONFIRMED, 10),
    (Grievance.BAD_ANSWER, Status.CONFIRMED, 10),
    (Grievance.SILENCE, Status.CONFIRMED, None),
    (Grievance.REFUSAL, Status.LIKELY, None),
]


@pytest.mark.parametrize(("grievance", "status", "value"), SAID)
def test_how_long_a_way_is_open_is_said_before_the_decision_only_where_confirmed(
    grievance: Grievance, status: Status, value: int | None
) -> None:
    regime = law("KG-ATI-217")
    ways = tuple(replace(way, term=replace(TEN, status=status)) for way in regime.remedies)
    for way in remedies(replace(regime, remedies=ways), grievance, TODAY):
        assert (way.shown_term.value if way.shown_term else None) == value


def test_how_sure_a_way_is_and_its_order_can_be_corrected_in_every_version() -> None:
    table = {"status": "confirmed", "complaint_first": True, "source": "cbd.minjust.gov.kg/111520"}
    court = Change(1, What.ROUTE, "KG-ATI-217", table, "court.silence")
    longer = {**READ, "value": 12, "unit": "working_days", "starts": "receipt", "article": "16"}
    rows = with_changes(shipped(), [court, Change(2, What.TERM, "KG-ATI-217", longer, "answer")])
    for regime_id in ("KG-ATI-217", "KG-ATI-217@3"):
        found = remedies(regime_by_id(regime_id, rows), Grievance.SILENCE, TODAY)
        assert [(way.status, way.complaint_first) for way in found] == [
            (Status.LIKELY, False), (Status.LIKELY, False), (Status.CONFIRMED, True),
        ]  # fmt: skip
    corrected = _court(regime_by_id("KG-ATI-217", rows), Grievance.SILENCE)
    assert (corrected.source, corrected.change) == ("cbd.minjust.gov.kg/111520", 1)
    assert not _court(regime_by_id("KG-ATI-213", rows), Grievance.SILENCE).complaint_first, "another law keeps its own"


def test_the_two_ways_to_court_of_one_law_are_corrected_apart() -> None:
    change = Change(1, What.ROUTE, "KG-APP-67", {"status": "confirmed", "source": "cbd"}, "court.silence")
    regime = regime_by_id("KG-APP-67", with_changes(shipped(), [change]))
    assert _court(regime, Grievance.SILENCE).status is Status.CONFIRMED
    assert (_court(regime, Grievance.REFUSAL).status, _court(regime, Grievance.REFUSAL).complaint_first) == (Status.LIKELY, True)


NO_WAY = [
    ("KG-ATI-217", "court", READ, "KG-ATI-217: no such way: court"),
    ("KG-NO-1", "court.silence", READ, "KG-NO-1: no such way: court.silence"),
    ("KG-APP-67", "court.silence", {"status": "confirmed"}, "KG-APP-67 court.silence: a remedy needs its source"),
]


@pytest.mark.parametrize(("law_id", "key", "table", "said"), NO_WAY, ids=[row[-1] for row in NO_WAY])
def test_a_change_of_no_way_is_refused(law_id: str, key: str, table: dict[str, str], said: str) -> None:
    with pytest.raises(BadLawData) as caught:
        with_changes(shipped(), [Change(1, What.ROUTE, law_id, table, key)])
    assert str(caught.value) == said
