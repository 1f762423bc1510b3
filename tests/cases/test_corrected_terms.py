"""What is known better since reaches an open case only by an act: a term, a rule, another law."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.law_build import (
    LAWYER,
    RESTARTS,
    SECOND,
    bill_in_use,
    data_of,
    hand_in,
    later,
    law_says,
    leg_of,
    pass_on,
    rows,
)
from tests.conftest import NOW, TODAY
from tests.web.staff import build
from tracker.cases import deciding, delivery, recomputing, requalifying
from tracker.cases.errors import CaseError, Problem
from tracker.cases.kinds import Kind, Proof, TaskKind
from tracker.cases.models import Case, Leg, LegClock
from tracker.cases.reckoning import regime_of
from tracker.law.versions import What
from tracker.lawbook import changes
from tracker.lawbook.changes import Wanted
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")

DUE = date(2026, 12, 7)


def recompute(case: Case, by: Actor = build.STAFF, **more: Any) -> None:
    values = {"by": by, "now": NOW, "reason": "Мыйзам окулду.", **more}
    recomputing.recompute(db.session, case, leg_of(case), **values)


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
    data = data_of("recomputed")
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
    data = data_of("recomputed")
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
    told = build.open_tasks(case_id=case.id, kind=TaskKind.TELL_BY_PHONE)[-1].text
    assert "бул кайрылуу келгенде башка мыйзам күчүндө болгон" in " ".join(told.split())
    assert (data_of("recomputed")["from_regime"], data_of("recomputed")["to_regime"]) == ("KG-APP-67", "KG-APP-67-10WD")


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
