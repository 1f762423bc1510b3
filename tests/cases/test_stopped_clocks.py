"""A clock that a question stopped: by which calendar, at the end of the years that are loaded, and after a transfer."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.cases.law_build import (
    FIVE_DAYS,
    RESTARTS,
    ask,
    data_of,
    day_off,
    extend,
    hand_in,
    later,
    law_says,
    leg_of,
    pass_on,
    register,
    reply,
    requalify,
)
from tests.conftest import NOW, TODAY
from tests.web.staff import build
from tracker import lawbook
from tracker.cases import handling, notice_texts, notice_texts_body
from tracker.cases.disclosure import Audience
from tracker.cases.events import EventType
from tracker.cases.filing import open_leg
from tracker.cases.kinds import Kind, TaskKind
from tracker.cases.models import CaseEvent
from tracker.cases.notice_about import About
from tracker.cases.questions import questions_of
from tracker.cases.stopping import date_if_asked
from tracker.cases.timeline import EventFacts, timeline
from tracker.cases.timeline_words import NamesById, sentence
from tracker.duties.tidying import count_again, find_uncounted
from tracker.i18n import in_language, long_date
from tracker.law.events_of_leg import Question
from tracker.law.versions import What
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")

QUESTION = Question(TODAY, date(2026, 12, 3))


def test_a_question_and_its_reply_count_by_the_calendar_that_the_clock_started_with() -> None:
    law_says()
    case = build.delivered()
    day_off(date(2026, 12, 9))
    assert date_if_asked(db.session, case, leg_of(case), QUESTION) == date(2026, 12, 17)
    assert ask(case).answer_due_on == date(2026, 12, 17)
    reply(case, 3)
    assert leg_of(case).answer_due_on == date(2026, 12, 10)


def test_the_page_says_what_asking_does_where_the_kept_calendar_ends_before_the_date() -> None:
    law_says(What.TERM, "answer", {**FIVE_DAYS, "value": 270})
    law_says()
    case = build.delivered()
    assert leg_of(case).answer_due_on == date(2027, 12, 23)
    lawbook.load_calendar(db.session, NOW, through=2028)
    ahead = date_if_asked(db.session, case, leg_of(case), QUESTION)
    assert ahead == ask(case).answer_due_on == date(2028, 1, 11)


def test_where_no_calendar_reaches_it_the_date_stays_and_the_centre_has_a_task() -> None:
    law_says(What.TERM, "answer", {**FIVE_DAYS, "value": 270})
    law_says()
    case = build.delivered()
    assert date_if_asked(db.session, case, leg_of(case), QUESTION) is None
    assert ask(case).answer_due_on == date(2027, 12, 23)
    assert data_of("asked") == {"until_on": "2026-12-03"}
    assert [task.data for task in build.open_tasks(case_id=case.id, kind=TaskKind.CALENDAR_YEAR)] == [{"year": 2028}]


FIFTEEN_AFTER_TRANSFER = {"status": "likely", "value": 15, "unit": "working_days", "starts": "receipt", "source": "cbd"}


def transferred() -> CaseEvent:
    db.session.flush()
    return db.session.scalars(select(CaseEvent).where(CaseEvent.type == "transferred")).one()


@pytest.mark.parametrize("longer", [False, True])
def test_a_date_that_moves_with_the_letter_is_told_to_all(longer: bool) -> None:
    """Who asked has no reply to wait for any more; or the law gives more time for what was passed on."""
    law_says(What.TERM, "answer_after_transfer", FIFTEEN_AFTER_TRANSFER) if longer else law_says()
    case = build.delivered()
    if not longer:
        ask(case)
    first = leg_of(case)
    before = first.answer_due_on
    second = pass_on(case)
    moved = (date(2026, 12, 7), date(2026, 12, 14)) if longer else (date(2026, 12, 17), date(2026, 12, 9))
    assert (before, second.answer_due_on) == moved
    event = transferred()
    assert (event.data["from_on"], event.data["to_on"]) == tuple(day.isoformat() for day in moved)
    [row] = timeline([EventFacts(1, 1, EventType.TRANSFERRED, NOW, ActorKind.OFFICER, event.data)], Audience.PUBLIC)
    with in_language("en"):
        assert f"Answer by {long_date(moved[1])} instead of {long_date(moved[0])}." in sentence(row, NamesById())
        applicant = notice_texts.transferred(About(db.session, case, first, event, later(2)))
        assert ("The new date", long_date(moved[1])) in applicant.facts
        next_body = notice_texts_body.letter_waits(About(db.session, case, second, None, later(2)))
        assert ("Answer due by", long_date(moved[1])) in next_body.facts


def test_a_clock_that_starts_again_with_the_next_body_has_no_new_date_to_tell_yet() -> None:
    law_says()
    law_says(name="transfer", table=RESTARTS)
    case = build.delivered()
    ask(case)
    second = pass_on(case)
    assert second.answer_due_on is None
    assert not {"from_on", "to_on"} & set(transferred().data)


@pytest.mark.parametrize("missing_when", ["the next body asks", "it is passed on"])
def test_a_year_that_was_missing_is_made_good_on_a_clock_that_is_carried_on(missing_when: str) -> None:
    law_says(What.TERM, "answer", {**FIVE_DAYS, "value": 275})
    if missing_when == "it is passed on":
        law_says(What.TERM, "answer_after_transfer", {**FIVE_DAYS, "value": 285})
    else:
        law_says()
    case = build.delivered()
    second = pass_on(case)
    hand_in(case, second)
    if missing_when == "the next body asks":
        ask(case, 3, by=Actor(ActorKind.OFFICER, authority_id="SETS-O"))
    assert second.answer_due_on == date(2027, 12, 30)
    lawbook.load_calendar(db.session, later(4), through=2028)
    db.session.flush()
    for leg_id in find_uncounted(db.session, later(4)):
        count_again(db.session, leg_id, later(4))
    assert second.answer_due_on is not None
    assert second.answer_due_on > date(2028, 1, 4)
    assert not build.open_tasks(case_id=case.id, kind=TaskKind.CALENDAR_YEAR)


def test_a_question_moves_the_date_of_the_kind_as_filed_too() -> None:
    """Filed as a request, treated as a statement: only the law on requests stops its clock, and its date is the earlier one."""
    law_says()
    case = build.delivered(Kind.INFORMATION_REQUEST)
    requalify(case, Kind.STATEMENT)
    assert ask(case).answer_due_on == date(2026, 12, 14), "that of a statement is the earlier one now"
    reply(case, 3)
    assert leg_of(case).answer_due_on == date(2026, 12, 10)


def test_extra_time_goes_as_far_as_a_question_moved_the_date_of_the_kind_as_filed() -> None:
    law_says(law="KG-APP-67")
    case = build.delivered(Kind.STATEMENT)
    requalify(case, Kind.INFORMATION_REQUEST)
    assert ask(case).answer_due_on == date(2026, 12, 7)
    extend(case, after=4)
    assert leg_of(case).answer_due_on == date(2026, 12, 21)


def test_a_reply_to_one_body_is_none_to_another() -> None:
    law_says()
    case = build.delivered()
    first = leg_of(case)
    second = open_leg(db.session, case, "SETS-O", NOW)
    hand_in(case, second, after=0)
    for leg in (first, second):
        by = Actor(ActorKind.OFFICER, authority_id=leg.authority_id)
        handling.ask(db.session, case, leg, by=by, now=NOW, question="Кайсы ай?")
    reply(case, 3, second)
    assert (first.answer_due_on, second.answer_due_on) == (date(2026, 12, 17), date(2026, 12, 10))
    register(case, first)
    assert first.answer_due_on == date(2026, 12, 17), "nor when it is read from the chronology again"


def test_a_reply_to_the_next_body_is_none_to_the_one_before() -> None:
    """Both on the day of the transfer: the first body never had its reply, and no page says that it had."""
    law_says()
    case = build.delivered()
    first = ask(case)
    second = pass_on(case)
    hand_in(case, second)
    ask(case, 2, by=Actor(ActorKind.OFFICER, authority_id="SETS-O"))
    reply(case, 2)
    asked = questions_of(db.session, [case.id])[first.id]
    assert [one.replied_on for one in asked] == [None, date(2026, 11, 25)]
    assert second.answer_due_on == date(2026, 12, 9)
