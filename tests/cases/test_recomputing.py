"""Dates counted again: an act with a reason, new rows beside the old, both dates told; the list after a calendar edit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.web.client import counting
from tests.web.staff import build
from tracker import lawbook
from tracker.cases import deciding, delivery, handling, recomputing
from tracker.cases.calendar_effects import legs_that_would_differ, recompute_listed
from tracker.cases.errors import CaseError, Problem, StaleForm
from tracker.cases.kinds import Kind, Outcome, Proof
from tracker.cases.models import Case, CaseEvent, Leg, LegClock, Message
from tracker.cases.permissions import NotAllowed
from tracker.cases.reckoning import regime_of
from tracker.cases.said_words import text_words
from tracker.i18n import in_language
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")

ADMINISTRATOR = Actor(ActorKind.ADMINISTRATOR)
FRIDAY, DUE, DUE_AFTER = date(2026, 11, 27), date(2026, 12, 7), date(2026, 12, 8)


def leg_of(case: Case) -> Leg:
    assert case.current_leg is not None
    return case.current_leg


def day_off(day: date = FRIDAY, working: bool = False) -> None:
    lawbook.set_day(
        db.session, day, working, "Күндү жылдыруу", "Токтом № 600, 20.11.2026", ADMINISTRATOR, NOW,
        source="https://example.kg/600",
    )  # fmt: skip


def recompute(case: Case, by: Actor = build.STAFF, **more: Any) -> None:
    values = {"by": by, "now": NOW, "reason": "27-ноябрь эс алуу күнү болду: токтом № 600.", **more}
    recomputing.recompute(db.session, case, leg_of(case), **values)


def rows(leg: Leg, clock: str = "answer") -> list[tuple[date | None, bool]]:
    db.session.flush()
    found = db.session.scalars(select(LegClock).where(LegClock.leg_id == leg.id, LegClock.clock == clock).order_by(LegClock.id))
    return [(row.due_on, row.superseded_by_id is None) for row in found]


def last_data(kind: str = "recomputed") -> dict[str, Any]:
    return db.session.scalars(select(CaseEvent.data).where(CaseEvent.type == kind).order_by(CaseEvent.id.desc())).first() or {}


def test_setting_a_day_moves_nothing_and_the_act_does() -> None:
    case = build.delivered()
    leg = leg_of(case)
    day_off()
    assert leg.answer_due_on == DUE
    assert rows(leg) == [(DUE, True)]
    recompute(case)
    assert leg.answer_due_on == leg.first_due_on == DUE_AFTER
    assert rows(leg) == [(DUE, False), (DUE_AFTER, True)]
    data = last_data()
    assert (data["from_on"], data["to_on"]) == ("2026-12-07", "2026-12-08")
    assert data["calendar_revision"] == leg.calendar_revision


def test_a_working_saturday_moves_it_the_other_way() -> None:
    case = build.delivered()
    day_off(date(2026, 11, 28), working=True)
    recompute(case)
    assert leg_of(case).answer_due_on == date(2026, 12, 4)


def test_the_limit_of_the_convention_stays() -> None:
    case = build.delivered()
    before = leg_of(case).convention_due_on
    day_off()
    recompute(case)
    assert leg_of(case).convention_due_on == before
    assert "convention_from_on" not in last_data()


def test_an_extended_date_is_counted_from_the_new_first_one() -> None:
    case = build.delivered()
    leg = leg_of(case)
    deciding.extend(db.session, case, leg, by=build.OFFICER, now=NOW, ground="K217-EXT-HARD", reason="Көп барак.")
    assert leg.answer_due_on == date(2026, 12, 21)
    day_off()
    recompute(case)
    assert (leg.first_due_on, leg.answer_due_on) == (DUE_AFTER, date(2026, 12, 22))
    assert rows(leg, "extended") == [(date(2026, 12, 21), False), (date(2026, 12, 22), True)]


def test_both_are_told_and_the_reason_is_read_inside_and_by_the_applicant() -> None:
    build.mailbox("SETS-CH")
    case = build.delivered()
    day_off()
    before = set(db.session.scalars(select(OutboxMail.id)))
    recompute(case)
    told = [mail for mail in db.session.scalars(select(OutboxMail)) if mail.id not in before]
    assert {mail.kind for mail in told} == {"notice:recomputed"}
    assert {mail.to_address for mail in told} == {"sets-ch@body.example"}
    assert any("№ 600" in task.text and "08.12.2026" not in task.text for task in build.open_tasks(kind="tell_by_phone"))
    message = db.session.scalars(select(Message).where(Message.kind == "recomputation")).one()
    assert "№ 600" in message.body


def test_what_comes_out_the_same_is_refused_and_nothing_is_written() -> None:
    case = build.delivered()
    with pytest.raises(CaseError) as refused:
        recompute(case)
    assert refused.value.problem is Problem.NOTHING_CHANGES
    assert "recomputed" not in build.events(case)


OTHERS = (build.OFFICER, Actor(ActorKind.STAFF, centre_id="AC-OS"), Actor(ActorKind.DUTY), Actor(ActorKind.COORDINATOR))


@pytest.mark.parametrize("by", OTHERS)
def test_who_may_not(by: Actor) -> None:
    case = build.delivered()
    day_off()
    with pytest.raises(NotAllowed):
        recompute(case, by)


def test_a_reason_is_needed_and_an_old_page_is_refused() -> None:
    case = build.delivered()
    day_off()
    with pytest.raises(CaseError) as refused:
        recompute(case, reason=" ")
    assert refused.value.problem is Problem.REASON_NEEDED
    with pytest.raises(StaleForm):
        recompute(case, seen_version=leg_of(case).version + 1)


def test_a_letter_passed_on_counts_the_clock_that_it_carries() -> None:
    case = build.delivered()
    first = leg_of(case)
    ground = deciding.transfer_codes(regime_of(db.session, case, first))[0]
    second = deciding.transfer(
        db.session, case, first, by=build.OFFICER, now=NOW, to_authority_id="SETS-O", ground=ground, reason="Биз эмес."
    )
    delivery.deliver_on_paper(db.session, case, second, by=build.STAFF, now=NOW, received_on=TODAY, proof=Proof.STAMPED_COPY)
    day_off()
    [found] = legs_that_would_differ(db.session, FRIDAY)[0]
    assert (found.leg.id, found.to_on) == (second.id, DUE_AFTER)
    recomputing.recompute(db.session, case, second, by=build.STAFF, now=NOW, reason="Токтом № 600.")
    assert second.answer_due_on == first.answer_due_on == DUE_AFTER


def test_a_clock_that_is_carried_on_is_counted_again_before_the_next_body_has_the_letter() -> None:
    waiting, other = build.delivered(), build.delivered()
    first = leg_of(waiting)
    ground = deciding.transfer_codes(regime_of(db.session, waiting, first))[0]
    second = deciding.transfer(
        db.session, waiting, first, by=build.OFFICER, now=NOW, to_authority_id="SETS-O", ground=ground, reason="Биз эмес."
    )
    day_off()
    found = legs_that_would_differ(db.session, FRIDAY)[0]
    assert {one.leg.id for one in found} == {second.id, leg_of(other).id}
    listed = [(one.leg.id, one.to_on) for one in found]
    assert recompute_listed(db.session, listed, by=ADMINISTRATOR, now=NOW) == 2
    assert second.answer_due_on == leg_of(other).answer_due_on == DUE_AFTER


def test_a_day_of_registration_moves_too() -> None:
    case = build.delivered(Kind.STATEMENT)
    leg = leg_of(case)
    assert leg.registration_due_on == date(2026, 11, 24)
    day_off(date(2026, 11, 24))
    recompute(case)
    assert leg.registration_due_on == date(2026, 11, 25)
    assert (last_data()["registration_from_on"], last_data()["registration_to_on"]) == ("2026-11-24", "2026-11-25")


def test_the_list_holds_what_differs_and_nothing_else() -> None:
    within, after, answered = build.delivered(), build.delivered(), build.delivered()
    leg_of(after).received_on = date(2026, 12, 1)
    handling.register(db.session, within, leg_of(within), by=build.OFFICER, now=NOW, incoming_number="1", registered_on=TODAY)
    deciding.answer(
        db.session, answered, leg_of(answered), by=build.OFFICER, now=NOW, outcome=Outcome.FULL, given=build.ANSWER
    )
    day_off()
    found, more = legs_that_would_differ(db.session, FRIDAY)
    assert [(one.leg.id, one.to_on) for one in found] == [(leg_of(within).id, DUE_AFTER)]
    assert not more


def test_only_what_was_shown_is_counted_again_with_the_act_of_the_calendar_as_reason() -> None:
    cases = [build.delivered() for _ in range(3)]
    day_off()
    first, second, third = (leg_of(case) for case in cases)
    listed = [(first.id, DUE_AFTER), (second.id, date(2026, 12, 9)), (10**6, DUE_AFTER)]
    assert recompute_listed(db.session, listed, by=ADMINISTRATOR, now=NOW) == 1
    assert [leg.answer_due_on for leg in (first, second, third)] == [DUE_AFTER, DUE, DUE]
    data = last_data()
    assert len(data["edits"]) == 1
    reason = db.session.scalars(select(Message.body).where(Message.kind == "recomputation")).one()
    for said in ("27.11.2026", "Токтом № 600, 20.11.2026", "https://example.kg/600"):
        assert said in reason
    with in_language("ru"):
        said = text_words("recomputation", reason, data)
    assert said == (
        "Изменился календарь рабочих дней.\n27.11.2026: выходной день. Акт: Токтом № 600, 20.11.2026. Источник: https://example.kg/600"
    )
    assert recompute_listed(db.session, listed[:1], by=ADMINISTRATOR, now=NOW) == 0, "twice is once"


def test_the_list_costs_the_same_for_many() -> None:
    """One statement for the legs, one for the clocks they carry on."""

    def cost() -> tuple[int, int]:
        db.session.flush()
        db.session.expire_all()
        lawbook.current_calendar(db.session)  # asked once in a transaction
        statements: list[str] = []
        with counting(statements):
            found, _more = legs_that_would_differ(db.session, FRIDAY)
        return len(found), len(statements)

    build.delivered()
    day_off()
    assert cost()[0] == 1
    few = cost()[1]
    for _ in range(8):
        leg_of(build.delivered()).answer_due_on = DUE  # counted before the day was set
    assert cost() == (9, few)
