"""A corrected answer: the first one stays with its day, the correction has its own; outcome may move, the day never."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.web.staff import build
from tracker.cases import closing, correcting, deciding, publishing
from tracker.cases.decision_letters import Given, Refusal
from tracker.cases.errors import CaseError, Problem, StaleForm
from tracker.cases.kinds import CaseState, Kind, LegState, Outcome, Release, TaskKind
from tracker.cases.models import Case, CaseContent, Leg, Message
from tracker.cases.permissions import NotAllowed
from tracker.cases.views.case_page import case_page
from tracker.cases.workflow import NotPossibleNow
from tracker.duties.tidying import find_to_close
from tracker.i18n import in_language
from tracker.people.actor import DUTY, PUBLIC, Actor, ActorKind
from tracker.store import db
from tracker.web.shared.case_shown import corrected_on

pytestmark = pytest.mark.usefixtures("any_world")

LATER = datetime(2026, 12, 2, 5, 0, tzinfo=UTC)
RIGHT = Given("Өлчөөнүн туура жыйынтыгы: 0,12 мг/м3.", "06-3/18", None, "Башкарма башчысы", "Инспектор")


def leg_of(case: Case) -> Leg:
    assert case.current_leg is not None
    return case.current_leg


def correct(case: Case, outcome: Outcome = Outcome.FULL, by: Actor = build.OFFICER, **more: Any) -> None:
    values = {"by": by, "now": LATER, "reason": "wrong_figure", "outcome": outcome, "given": RIGHT, **more}
    correcting.correct_answer(db.session, case, leg_of(case), **values)


def texts(case: Case) -> list[tuple[str, str]]:
    db.session.flush()
    given = ("answer", "refusal", "correction")
    rows = select(Message).where(Message.case_id == case.id, Message.kind.in_(given)).order_by(Message.id)
    return [(row.kind, row.release) for row in db.session.scalars(rows)]


def test_the_first_answer_stays_with_its_day() -> None:
    case = build.answered()
    leg = leg_of(case)
    correct(case, Outcome.PARTIAL)
    assert (leg.answered_on, leg.ended_on, leg.corrected_on) == (TODAY, TODAY, date(2026, 12, 2))
    assert (leg.state, leg.outcome, case.outcome) == (LegState.ANSWERED, Outcome.PARTIAL, Outcome.PARTIAL)
    assert leg.outgoing_number == build.ANSWER.outgoing_number
    assert texts(case) == [("answer", "unreleased"), ("correction", "unreleased")]


def test_a_late_answer_stays_late() -> None:
    case = build.delivered(on=date(2026, 10, 12))
    leg = leg_of(case)
    deciding.answer(db.session, case, leg, by=build.OFFICER, now=NOW, outcome=Outcome.FULL, given=build.ANSWER)
    due = leg.answer_due_on
    correct(case)
    assert (leg.answer_due_on, leg.answered_on) == (due, TODAY)


def test_a_refusal_can_become_an_answer_and_nothing_becomes_a_refusal() -> None:
    case = build.delivered()
    refusal = Refusal(("K217-RESTR-RIGHTS",), weighing="Зыяны чоң.", where_to_apply="Министрлик")
    deciding.refuse(db.session, case, leg_of(case), by=build.OFFICER, now=NOW, refusal=refusal, given=build.ANSWER)
    correct(case, Outcome.REFUSED)
    assert leg_of(case).outcome == Outcome.REFUSED, "the letter of refusal is put right, it stays one"
    correct(case, Outcome.PARTIAL)
    assert (leg_of(case).outcome, case.state) == (Outcome.PARTIAL, "answered")
    with pytest.raises(CaseError) as refused:
        correct(case, Outcome.REFUSED)
    assert (refused.value.problem, refused.value.field) == (Problem.OUTCOME_UNKNOWN, "outcome")


@pytest.mark.parametrize(
    ("more", "problem", "field"),
    [
        ({"reason": "because"}, Problem.REASON_NEEDED, "reason"),
        ({"outcome": Outcome.MEASURES_TAKEN}, Problem.OUTCOME_UNKNOWN, "outcome"),
        ({"given": Given("  ")}, Problem.EMPTY, "text"),
        ({"given": Given("ө" * 50_001)}, Problem.TOO_LONG, "text"),
        ({"given": Given("Туура.", outgoing_on=date(2026, 12, 3))}, Problem.IN_THE_FUTURE, "outgoing_on"),
    ],
)
def test_what_is_refused(more: dict[str, Any], problem: Problem, field: str) -> None:
    case = build.answered()
    with pytest.raises(CaseError) as refused:
        correct(case, **more)
    assert (refused.value.problem, refused.value.field) == (problem, field)


def test_only_what_was_answered_is_corrected_and_only_by_the_body() -> None:
    waiting, case = build.delivered(), build.answered()
    with pytest.raises(NotPossibleNow):
        correct(waiting)
    for by in (build.STAFF, DUTY):
        with pytest.raises(NotAllowed):
            correct(case, by=by)
    with pytest.raises(StaleForm):
        correct(case, seen_version=leg_of(case).version - 1)


def test_a_case_closed_after_silence_has_no_answer_to_correct() -> None:
    case = build.delivered(on=date(2026, 10, 12))
    closing.close(db.session, case, by=build.STAFF, now=NOW)
    with pytest.raises(NotPossibleNow):
        correct(case)


def test_a_closed_case_is_corrected_and_stays_closed() -> None:
    case = build.answered()
    closing.close(db.session, case, by=build.STAFF, now=NOW)
    correct(case, Outcome.PARTIAL)
    assert (case.state, leg_of(case).state, case.outcome) == ("closed", LegState.CLOSED, Outcome.PARTIAL)


def test_what_was_withdrawn_stays_withdrawn_and_is_not_opened_by_a_correction() -> None:
    case = build.answered()
    writer = Actor(ActorKind.CONFIRMED_APPLICANT, case_id=case.id)
    closing.withdraw(db.session, case, by=writer, now=NOW)
    correct(case)
    assert (leg_of(case).outcome, case.state, texts(case)[-1][0]) == (Outcome.WITHDRAWN, CaseState.WITHDRAWN, "correction")
    with pytest.raises(NotPossibleNow):
        closing.reopen(db.session, case, leg_of(case), by=writer, now=LATER, reason="Жооп жок")


def test_the_public_reads_the_old_copy_marked_and_the_correction_only_when_released() -> None:
    case = build.answered()
    content = db.session.get_one(CaseContent, case.id)
    publishing.publish_letter(
        db.session, case, by=build.STAFF, now=NOW, public_subject=content.subject, public_body="Чаң жөнүндө."
    )
    first = db.session.scalars(select(Message).where(Message.kind == "answer")).one()
    publishing.publish_message(db.session, case, first, by=build.STAFF, now=NOW, public_body="Текшерүү жүргүзүлдү.")
    assert not build.open_tasks(case_id=case.id, kind=TaskKind.RELEASE)
    correct(case)
    assert build.open_tasks(case_id=case.id, kind=TaskKind.RELEASE), "the release is asked again"
    page = case_page(db.session, case.number, PUBLIC, date(2026, 12, 2))
    assert page is not None
    [shown] = [text for text in page.messages if text.kind == "answer"]
    assert corrected_on(page, shown) == date(2026, 12, 2)
    assert RIGHT.text not in repr(page)
    second = db.session.scalars(select(Message).where(Message.kind == "correction")).one()
    publishing.publish_message(db.session, case, second, by=build.STAFF, now=LATER, public_body=RIGHT.text)
    page = case_page(db.session, case.number, PUBLIC, date(2026, 12, 2))
    assert page is not None
    marks = {text.kind: corrected_on(page, text) for text in page.messages}
    assert marks["answer"] == date(2026, 12, 2)
    assert marks["correction"] is None, "the newest is not marked"
    assert second.release == Release.RELEASED


def test_of_a_restricted_case_no_release_is_asked() -> None:
    case = build.answered(Kind.COMPLAINT)
    correct(case, Outcome.EXPLAINED)
    assert not build.open_tasks(case_id=case.id, kind=TaskKind.RELEASE)


def test_thirty_days_to_contest_it_begin_anew() -> None:
    """Who gets a correction on the last day still has time to say that it is not enough."""
    case = build.answered()
    correct(case)
    db.session.flush()
    assert case.id not in find_to_close(db.session, datetime(2026, 12, 25, 5, 0, tzinfo=UTC))
    assert case.id in find_to_close(db.session, datetime(2027, 1, 3, 5, 0, tzinfo=UTC))


def test_the_applicant_is_told_what_changed() -> None:
    case = build.answered()
    correct(case, Outcome.PARTIAL)
    [task] = [one for one in build.open_tasks(kind="tell_by_phone", case_id=case.id) if one.data["event"] == "answer_corrected"]
    with in_language("ky"):
        assert RIGHT.text in task.text
