"""A clock that a question stopped: by which calendar, at the end of the years that are loaded, and after a transfer."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cases.law_build import FIVE_DAYS, ask, data_of, day_off, law_says, leg_of, reply
from tests.conftest import NOW, TODAY
from tests.web.staff import build
from tracker import lawbook
from tracker.cases.kinds import TaskKind
from tracker.cases.stopping import date_if_asked
from tracker.law.events_of_leg import Question
from tracker.law.versions import What
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
