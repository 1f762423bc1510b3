"""The ways open to a person: always named, dated outward only where the term is confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.law.calendars import kyrgyz
from tracker.law.calendar import Calendar
from tracker.law.deadlines import Clock, replay
from tracker.law.kyrgyzstan import regimes
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Grievance, Regime, Remedy, Route, Status, regime_by_id
from tracker.law.remedies import remedies

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


def test_the_court_wants_a_complaint_first_but_not_after_silence() -> None:
    regime = law("KG-APP-67")
    assert _court(regime, Grievance.REFUSAL).complaint_first
    assert not _court(regime, Grievance.SILENCE).complaint_first


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
    assert rule.values == {"regime": "KG-APP-67", "term": "filing", "value": 30, "unit": "working_days", "status": "likely"}
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
    way = next(one for one in remedies(law("KG-APP-67"), Grievance.SILENCE, TODAY) if one.route is Route.AKYIKATCHY)
    assert way.due.because[0].values["regime"] == "KG-APP-67"


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
