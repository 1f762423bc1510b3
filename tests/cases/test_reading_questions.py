"""What the chronology says of the questions to the applicant, row by row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cases.rows import a_case, a_leg, at
from tests.conftest import TODAY
from tracker import lawbook
from tracker.cases.events import EventType
from tracker.cases.kinds import LegState
from tracker.cases.models import Case, CaseEvent, Leg
from tracker.cases.questions import Window, questions_of, questions_that_count, window_of
from tracker.law.events_of_leg import Question
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")

MONDAY, TUESDAY, WEDNESDAY, FRIDAY = (date(2026, 11, day) for day in (16, 17, 18, 20))
TEN_DAYS_ON = date(2026, 11, 26)


def happened(case: Case, leg: Leg, seq: int, kind: EventType, on: date, **data: Any) -> None:
    row = CaseEvent(case_id=case.id, leg_id=leg.id, seq=seq, type=kind.value, at=at(on), actor_kind="officer", data=data)
    db.session.add(row)
    db.session.flush()


def a_letter(**more: Any) -> tuple[Case, Leg]:
    case = a_case(filed_on=MONDAY)
    return case, a_leg(case, received_on=MONDAY, **more)


@pytest.mark.parametrize(
    ("told", "ended", "question"),
    [
        ({}, {}, Question(MONDAY, TEN_DAYS_ON)),
        ({"until_on": "2026-11-20"}, {}, Question(MONDAY, FRIDAY)),
        ({"asked_on": "2026-11-17"}, {}, Question(TUESDAY, date(2026, 11, 27))),
        ({}, {"state": LegState.TRANSFERRED, "ended_on": WEDNESDAY}, Question(MONDAY, WEDNESDAY)),
        ({"until_on": "2026-11-17"}, {"state": LegState.TRANSFERRED, "ended_on": WEDNESDAY}, Question(MONDAY, TUESDAY)),
        ({}, {"state": LegState.ANSWERED, "ended_on": WEDNESDAY}, Question(MONDAY, TEN_DAYS_ON)),
    ],
    ids=["no day named", "a day named", "told by mail later", "passed on", "over before it was passed on", "answered meanwhile"],
)
def test_until_when_a_question_waits(told: dict[str, str], ended: dict[str, Any], question: Question) -> None:
    case, leg = a_letter(**ended)
    happened(case, leg, 1, EventType.ASKED, MONDAY, **told)
    assert questions_of(db.session, [case.id]) == {leg.id: (question,)}


def test_only_a_reply_answers_in_the_order_of_the_chronology() -> None:
    case, leg = a_letter()
    happened(case, leg, 3, EventType.CLARIFIED, WEDNESDAY)  # written first: the order of the rows says nothing
    happened(case, leg, 1, EventType.ASKED, MONDAY)
    happened(case, leg, 2, EventType.REGISTERED, TUESDAY)
    happened(case, leg, 4, EventType.ASKED, FRIDAY)
    [first, second] = questions_of(db.session, [case.id])[leg.id]
    assert (first.replied_on, second.replied_on) == (WEDNESDAY, None)


def test_a_reply_to_the_next_body_does_not_answer_the_first_one() -> None:
    case, first = a_letter(state=LegState.TRANSFERRED, ended_on=TUESDAY)
    second = a_leg(case, received_on=TUESDAY, clock_from_leg_id=first.id)
    happened(case, first, 1, EventType.ASKED, MONDAY)
    happened(case, second, 2, EventType.ASKED, WEDNESDAY)
    happened(case, second, 3, EventType.CLARIFIED, FRIDAY)
    [of_first, of_second] = questions_of(db.session, [case.id])[first.id]
    assert of_first == Question(MONDAY, TUESDAY)
    assert (of_second.asked_on, of_second.replied_on) == (WEDNESDAY, FRIDAY)


def test_only_the_cases_asked_about_and_only_where_some_law_stops_its_clock() -> None:
    (case, leg), (other, others) = a_letter(), a_letter()
    for one, its_leg in ((case, leg), (other, others)):
        happened(one, its_leg, 1, EventType.ASKED, MONDAY)
    assert set(questions_of(db.session, [case.id])) == {leg.id}
    assert questions_that_count(db.session, [case.id]) == {}, "no law is known to stop it"


def test_a_letter_under_no_law_has_the_window_of_the_service() -> None:
    assert window_of(None, lawbook.current_calendar(db.session), TODAY) == Window(TODAY + timedelta(days=10))
