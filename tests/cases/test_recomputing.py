"""Dates counted again: an act with a reason, new rows beside the old, both dates told; the list after a calendar edit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.law_build import RESTARTS, bill_in_use, hand_in, later, law_says, pass_on
from tests.conftest import NOW, TODAY
from tests.web.client import counting
from tests.web.staff import build
from tracker import lawbook
from tracker.cases import deciding, delivery, handling, recomputing, requalifying
from tracker.cases.calendar_effects import legs_that_would_differ, recompute_listed
from tracker.cases.errors import CaseError, Problem, StaleForm
from tracker.cases.kinds import Kind, Outcome, Proof
from tracker.cases.models import Case, CaseEvent, Leg, LegClock, Message
from tracker.cases.permissions import NotAllowed
from tracker.cases.reckoning import regime_of
from tracker.law.versions import What
from tracker.lawbook import changes
from tracker.lawbook.changes import Wanted
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


LAWYER, SECOND = Actor(ActorKind.ADMINISTRATOR, account_id=1), Actor(ActorKind.ADMINISTRATOR, account_id=2)


def term_changed(value: int, regime: str = "KG-APP-67", since: date | None = None, **more: Any) -> None:
    table = {"status": "confirmed", "value": value, "unit": "working_days", "starts": "registration", "source": "cbd", **more}
    wanted = Wanted(What.TERM, regime, table, "Мыйзамдын тексти окулду.", "answer", valid_from=since)
    changes.confirm(
        db.session, changes.propose(db.session, wanted, by=LAWYER, now=NOW), note="", alone=False, by=SECOND, now=NOW
    )


def status_of(leg: Leg) -> str | None:
    return db.session.scalar(
        select(LegClock.status).where(LegClock.leg_id == leg.id, LegClock.clock == "answer", LegClock.superseded_by_id.is_(None))
    )


def test_a_corrected_term_moves_nothing_and_reaches_an_open_case_by_its_own_act() -> None:
    case = build.delivered(Kind.STATEMENT)
    leg, before = leg_of(case), leg_of(case).answer_due_on
    term_changed(12)
    with pytest.raises(CaseError) as refused:
        recompute(case)
    assert refused.value.problem is Problem.NOTHING_CHANGES, "by the calendar it keeps the term that it came under"
    assert (leg.answer_due_on, leg.regime_id) == (before, "KG-APP-67")
    recompute(case, by_corrected_term=True, reason="8-берене: 12 жумушчу күн.")
    after = leg.answer_due_on
    assert before is not None
    assert after is not None
    assert after < before
    assert leg.regime_id == "KG-APP-67@2"
    assert status_of(leg) == "likely", "it starts from the last day to register, and that term is not confirmed"
    assert rows(leg) == [(before, False), (after, True)]
    data = last_data()
    assert {key: data[key] for key in ("from_regime", "to_regime", "from_on", "to_on")} == {
        "from_regime": "KG-APP-67", "to_regime": "KG-APP-67@2", "from_on": before.isoformat(), "to_on": after.isoformat(),
    }  # fmt: skip
    with pytest.raises(CaseError) as refused:
        recompute(case, by_corrected_term=True)
    assert refused.value.problem is Problem.NOTHING_CHANGES, "once is enough"


def test_a_term_that_is_only_surer_now_reaches_it_with_the_same_date() -> None:
    build.mailbox("SETS-CH")
    case = build.delivered()
    leg, before = leg_of(case), leg_of(case).answer_due_on
    assert status_of(leg) == "likely"
    term_changed(10, regime="KG-ATI-217", starts="receipt")
    told = set(db.session.scalars(select(OutboxMail.id)))
    recompute(case, by_corrected_term=True, reason="Мөөнөт ырасталды.")
    assert (leg.answer_due_on, status_of(leg)) == (before, "confirmed")
    assert before is not None
    data = last_data()
    assert (data["from_on"], data["to_on"], data["to_regime"]) == (before.isoformat(), before.isoformat(), "KG-ATI-217@2")
    [mail] = [mail for mail in db.session.scalars(select(OutboxMail)) if mail.id not in told]
    assert "they changed" not in mail.text
    assert "изменились" not in mail.text
    assert "өзгөрдү" not in mail.text


@pytest.mark.parametrize("since", [date(2026, 12, 1), date(2027, 1, 4)])
def test_a_term_that_changed_after_the_letter_came_is_no_correction(since: date) -> None:
    case = build.delivered(Kind.STATEMENT)
    term_changed(10, since=since)
    with pytest.raises(CaseError) as refused:
        recompute(case, by_corrected_term=True)
    assert refused.value.problem is Problem.NOTHING_CHANGES
    assert "recomputed" not in build.events(case)


def test_after_a_transfer_both_legs_keep_the_corrected_version() -> None:
    case = build.delivered()
    first = leg_of(case)
    ground = deciding.transfer_codes(regime_of(db.session, case, first))[0]
    second = deciding.transfer(
        db.session, case, first, by=build.OFFICER, now=NOW, to_authority_id="SETS-O", ground=ground, reason="Биз эмес."
    )
    delivery.deliver_on_paper(db.session, case, second, by=build.STAFF, now=NOW, received_on=TODAY, proof=Proof.STAMPED_COPY)
    term_changed(8, regime="KG-ATI-217", starts="receipt")
    recomputing.recompute(
        db.session, case, second, by=build.STAFF, now=NOW, reason="Мыйзам окулду.", by_corrected_term=True
    )
    assert first.regime_id == second.regime_id == "KG-ATI-217@2"
    assert first.answer_due_on == second.answer_due_on == date(2026, 12, 3)


def test_after_a_requalification_the_version_of_the_kind_as_filed_is_corrected_too() -> None:
    case = build.delivered(Kind.STATEMENT)
    requalifying.requalify(
        db.session, case, leg_of(case), by=build.STAFF, now=NOW, kind=Kind.INFORMATION_REQUEST, reason="Маалымат суралган."
    )
    leg = leg_of(case)
    kept = (leg.regime_id, leg.filed_regime_id)
    term_changed(5)
    recompute(case, by_corrected_term=True)
    assert kept == ("KG-ATI-217", "KG-APP-67")
    assert (leg.regime_id, leg.filed_regime_id) == ("KG-ATI-217", "KG-APP-67@2")
    assert leg.answer_due_on == date(2026, 12, 1), "the earlier of both kinds counts: 5 working days after registering"


def passed_on_already() -> tuple[Case, Leg]:
    case = build.delivered()
    second = pass_on(case)
    hand_in(case, second, after=7)
    law_says(name="transfer", table=RESTARTS)
    return case, second


def test_what_a_transfer_does_to_a_clock_is_asked_when_the_letter_is_passed_on_and_not_again() -> None:
    case, second = passed_on_already()
    with pytest.raises(CaseError) as refused:
        recomputing.recompute(
            db.session, case, second, by=build.STAFF, now=later(9), reason="Мыйзам окулду.", by_corrected_term=True
        )
    assert refused.value.problem is Problem.NOTHING_CHANGES
    assert (second.regime_id, second.answer_due_on) == ("KG-ATI-217", DUE)
    assert "recomputed" not in build.events(case)


def test_a_term_that_was_corrected_with_it_reaches_the_clock_that_is_carried_on() -> None:
    case, second = passed_on_already()
    term_changed(8, regime="KG-ATI-217", starts="receipt")
    recomputing.recompute(
        db.session, case, second, by=build.STAFF, now=later(9), reason="Мыйзам окулду.", by_corrected_term=True
    )
    assert (second.clock_from_leg_id is None, second.answer_due_on) == (False, date(2026, 12, 3))


def test_before_a_letter_is_passed_on_the_rule_is_corrected_for_it() -> None:
    case = build.delivered()
    law_says(name="transfer", table=RESTARTS)
    recompute(case, by_corrected_term=True)
    second = pass_on(case)
    hand_in(case, second, after=7)
    assert (second.clock_from_leg_id, second.answer_due_on) == (None, date(2026, 12, 14))


def test_a_law_that_was_in_force_already_reaches_a_letter_that_was_counted_by_the_one_before() -> None:
    case = build.delivered(Kind.STATEMENT)
    leg, before = leg_of(case), leg_of(case).answer_due_on
    bill_in_use(date(2026, 10, 1))
    recompute(case, by_corrected_term=True, reason="Мыйзам 1-октябрдан күчүндө.")
    assert (before, leg.answer_due_on, leg.regime_id) == (date(2026, 12, 14), date(2026, 12, 8), "KG-APP-67-10WD")
    assert (last_data()["from_regime"], last_data()["to_regime"]) == ("KG-APP-67", "KG-APP-67-10WD")


def test_a_law_that_was_not_in_force_yet_gives_a_letter_back_to_the_one_before() -> None:
    bill_in_use(date(2026, 10, 1))
    case = build.delivered(Kind.STATEMENT)
    leg, before = leg_of(case), leg_of(case).answer_due_on
    bill_in_use(date(2026, 12, 1))
    recompute(case, by_corrected_term=True, reason="Мыйзам 1-декабрдан күчүндө.")
    assert (before, leg.answer_due_on, leg.regime_id) == (date(2026, 12, 8), date(2026, 12, 14), "KG-APP-67")


def test_another_law_reaches_the_kind_that_it_governs_and_no_other() -> None:
    case = build.delivered(Kind.STATEMENT)
    requalifying.requalify(
        db.session, case, leg_of(case), by=build.STAFF, now=NOW, kind=Kind.INFORMATION_REQUEST, reason="Маалымат суралган."
    )
    bill_in_use(date(2026, 10, 1))
    recompute(case, by_corrected_term=True)
    leg = leg_of(case)
    assert (leg.regime_id, leg.filed_regime_id, leg.answer_due_on) == ("KG-ATI-217", "KG-APP-67-10WD", DUE)
