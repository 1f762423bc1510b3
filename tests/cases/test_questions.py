"""A question to the applicant and the clock: it runs on, unless the law that the letter came under is known to stop it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cases.law_build import FIVE_DAYS, LAWYER, ask, data_of, later, law_says, leg_of, reply, rows
from tests.conftest import NOW, TODAY
from tests.web.client import counting
from tests.web.staff import build
from tracker import lawbook
from tracker.cases import deciding, delivery, handling, recomputing, requalifying
from tracker.cases.calendar_effects import legs_that_would_differ
from tracker.cases.errors import CaseError, Problem
from tracker.cases.kinds import Kind, Proof
from tracker.cases.reckoning import regime_of
from tracker.cases.stopping import date_if_asked, window_for
from tracker.law.events_of_leg import Question
from tracker.law.versions import What
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")

DUE, DUE_AT_THE_LATEST = date(2026, 12, 7), date(2026, 12, 17)  # asked on the day of receipt, window until 3 December
ASKED_ON, WINDOW_ON = TODAY, date(2026, 12, 3)


def test_today_no_law_stops_a_clock_and_nothing_is_counted_again() -> None:
    leg = ask(build.delivered())
    assert (leg.answer_due_on, rows(leg)) == (DUE, [(DUE, True)])
    assert data_of("asked") == {"until_on": "2026-12-03"}


def test_where_the_law_stops_it_the_date_is_the_latest_while_the_question_waits() -> None:
    law_says()
    case = build.delivered()
    assert date_if_asked(db.session, case, leg_of(case), Question(ASKED_ON, WINDOW_ON)) == DUE_AT_THE_LATEST
    assert leg_of(case).answer_due_on == DUE, "looking ahead writes nothing"
    leg = ask(case)
    assert (leg.answer_due_on, leg.first_due_on) == (DUE_AT_THE_LATEST, DUE_AT_THE_LATEST)
    assert rows(leg) == [(DUE, False), (DUE_AT_THE_LATEST, True)]
    assert data_of("asked") == {"until_on": "2026-12-03", "from_on": "2026-12-07", "to_on": "2026-12-17", "rule": "likely"}
    assert leg.convention_due_on == date(2026, 12, 23), "the Convention waits for nobody"


def test_the_reply_brings_the_date_back_to_what_the_question_took() -> None:
    law_says()
    case = build.delivered()
    ask(case)
    reply(case, 3)
    leg = leg_of(case)
    assert leg.answer_due_on == date(2026, 12, 10), "three working days"
    assert data_of("clarified") == {"from_on": "2026-12-17", "to_on": "2026-12-10"}
    assert rows(leg) == [(DUE, False), (DUE_AT_THE_LATEST, False), (date(2026, 12, 10), True)]


def test_a_reply_after_the_window_gives_no_more_time() -> None:
    law_says()
    case = build.delivered()
    ask(case)
    reply(case, 14)
    assert leg_of(case).answer_due_on == DUE_AT_THE_LATEST
    assert data_of("clarified") == {}, "nothing moved"


def test_two_questions_one_after_the_other() -> None:
    law_says()
    case = build.delivered()
    ask(case)
    reply(case, 1)
    assert leg_of(case).answer_due_on == date(2026, 12, 8)
    ask(case, 2)
    reply(case, 4)
    assert leg_of(case).answer_due_on == date(2026, 12, 10), "one working day and two"


def test_a_question_after_the_date_cures_nothing() -> None:
    law_says()
    case = build.delivered()
    leg = ask(case, 15)
    assert leg.answer_due_on == DUE
    assert "to_on" not in data_of("asked")


def test_extra_time_is_counted_from_the_date_that_the_question_moved() -> None:
    law_says()
    case = build.delivered()
    ask(case)
    reply(case, 3)
    deciding.extend(
        db.session, case, leg_of(case), by=build.OFFICER, now=later(17), ground="K217-EXT-HARD", reason="Көп барак."
    )
    leg = leg_of(case)
    assert (leg.first_due_on, leg.answer_due_on) == (date(2026, 12, 10), date(2026, 12, 24))
    assert data_of("extended")["in_time"] is True, "the first date had been moved to this day"
    ask(case, 20)
    reply(case, 22)
    assert (leg_of(case).first_due_on, leg_of(case).answer_due_on) == (date(2026, 12, 10), date(2026, 12, 28))


def test_a_letter_that_came_before_the_law_was_known_keeps_its_clock_until_it_is_counted_anew() -> None:
    case = build.delivered()
    law_says()
    leg = ask(case)
    assert leg.answer_due_on == DUE
    reply(case, 3)
    recomputing.recompute(
        db.session, case, leg, by=build.STAFF, now=later(3), reason="Мыйзам окулду.", by_corrected_term=True
    )
    assert (leg.regime_id, leg.answer_due_on) == ("KG-ATI-217@2", date(2026, 12, 10))


def test_counting_by_a_changed_calendar_remembers_the_question() -> None:
    law_says()
    case = build.delivered()
    ask(case)
    reply(case, 3)
    lawbook.set_day(db.session, date(2026, 12, 9), False, "Күндү жылдыруу", "Токтом № 601", LAWYER, later(3), source="cbd")
    [differs], _ = legs_that_would_differ(db.session, date(2026, 12, 9))
    assert differs.to_on == date(2026, 12, 11)
    recomputing.recompute(db.session, case, leg_of(case), by=build.STAFF, now=later(3), reason="Токтом № 601.")
    assert leg_of(case).answer_due_on == date(2026, 12, 11)


def test_registering_while_a_question_waits_keeps_the_moved_date() -> None:
    law_says(law="KG-APP-67")
    case = build.delivered(Kind.STATEMENT)
    leg = ask(case)
    at_the_latest = leg.answer_due_on
    handling.register(
        db.session, case, leg, by=build.OFFICER, now=later(0), incoming_number="Э-112", registered_on=TODAY, received_on=TODAY
    )
    assert leg.answer_due_on is not None
    assert at_the_latest is not None
    assert at_the_latest - timedelta(days=3) < leg.answer_due_on < at_the_latest, "a day less: from registration"


def test_the_next_body_takes_the_clock_with_the_time_that_the_first_ones_question_took() -> None:
    law_says()
    case = build.delivered()
    first = ask(case)
    ground = deciding.transfer_codes(regime_of(db.session, case, first))[0]
    second = deciding.transfer(
        db.session, case, first, by=build.OFFICER, now=later(2), to_authority_id="SETS-O", ground=ground, reason="Биз эмес."
    )
    assert second.answer_due_on == first.answer_due_on == date(2026, 12, 9), "who asked waits for no reply any more"
    delivery.deliver_on_paper(
        db.session, case, second, by=build.STAFF, now=later(2), received_on=TODAY + timedelta(days=2), proof=Proof.STAMPED_COPY
    )
    handling.ask(
        db.session, case, second, by=Actor(ActorKind.OFFICER, authority_id="SETS-O"), now=later(3), question="Кайсы ай?"
    )
    assert second.answer_due_on == first.answer_due_on == date(2026, 12, 17), "6 working days of the window"
    reply(case, 4, second)
    assert second.answer_due_on == date(2026, 12, 10)


def test_a_longer_term_for_what_was_passed_on_counts_from_the_first_receipt() -> None:
    fifteen = {"status": "likely", "value": 15, "unit": "working_days", "starts": "receipt", "source": "cbd"}
    law_says(What.TERM, "answer_after_transfer", fifteen)
    case = build.delivered()
    first = leg_of(case)
    ground = deciding.transfer_codes(regime_of(db.session, case, first))[0]
    second = deciding.transfer(
        db.session, case, first, by=build.OFFICER, now=later(2), to_authority_id="SETS-O", ground=ground, reason="Биз эмес."
    )
    assert second.answer_due_on == date(2026, 12, 14)


def test_after_a_requalification_each_law_counts_by_its_own_rule() -> None:
    law_says()
    case = build.delivered(Kind.STATEMENT)
    requalifying.requalify(
        db.session, case, leg_of(case), by=build.STAFF, now=NOW, kind=Kind.INFORMATION_REQUEST, reason="Маалымат суралган."
    )
    assert leg_of(case).answer_due_on == DUE
    leg = ask(case)
    assert leg.answer_due_on == date(2026, 12, 14), "Law 67 stops for no question, and its date is the earlier one now"


def test_the_window_of_the_law_goes_before_that_of_the_service() -> None:
    law_says(What.TERM, "clarification", {**FIVE_DAYS, "starts": "question"})
    case = build.delivered()
    window = window_for(db.session, case, leg_of(case), TODAY)
    assert (window.last_on, window.by_law) == (date(2026, 11, 30), True)
    with pytest.raises(CaseError) as refused:
        ask(case, until_on=date(2026, 11, 27))
    assert (refused.value.problem, refused.value.field) == (Problem.NOT_IN_FORCE, "until_on")
    assert ask(case).clarify_until_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("until", "taken"), [("2026-11-23", False), ("2026-11-24", True), ("2026-12-03", True), ("2026-12-04", False)]
)
def test_without_one_the_body_chooses_a_day_within_ten(until: str, taken: bool) -> None:
    case = build.delivered()
    if taken:
        assert ask(case, until_on=date.fromisoformat(until)).clarify_until_on == date.fromisoformat(until)
        return
    with pytest.raises(CaseError):
        ask(case, until_on=date.fromisoformat(until))


def test_a_question_by_mail_stops_the_clock_from_the_day_of_the_mail() -> None:
    law_says()
    case = build.delivered()
    leg = ask(case, 3, asked_on=TODAY + timedelta(days=1))
    assert (leg.asked_on, leg.clarify_until_on) == (date(2026, 11, 24), date(2026, 12, 6)), "ten days since he was told"
    assert data_of("asked")["asked_on"] == "2026-11-24"
    reply(case, 4)
    assert leg.answer_due_on == date(2026, 12, 10), "from Tuesday to Friday: three working days"


def test_looking_through_many_letters_asks_for_all_questions_at_once() -> None:
    law_says()

    def cost() -> int:
        statements: list[str] = []
        with counting(statements):
            legs_that_would_differ(db.session, date(2026, 11, 25))
        return len(statements)

    ask(build.delivered())
    few = cost()
    for _ in range(6):
        ask(build.delivered())
    assert cost() == few

