"""Another kind of letter: never a later date, suspended by an objection, decided by the centre."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.law_build import FIVE_DAYS, RESTARTS, ask, day_off, hand_in, law_says, pass_on, register, reply
from tests.conftest import NOW, TODAY
from tests.web.staff import build
from tracker.cases import deciding, delivery, handling, requalifying
from tracker.cases.clocks import start_clocks
from tracker.cases.disclosure import Audience
from tracker.cases.errors import CaseError, Problem
from tracker.cases.filing import open_leg
from tracker.cases.kind_change import kinds_ahead
from tracker.cases.kinds import Kind, Proof, TaskKind
from tracker.cases.letters import letter_of
from tracker.cases.models import Case, CaseEvent, Leg, LegClock
from tracker.cases.permissions import NotAllowed
from tracker.cases.reckoning import regime_of
from tracker.cases.requalifying import KINDS, Standing
from tracker.cases.views.case_page import case_page
from tracker.law.versions import What
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")

REQUEST, STATEMENT = Kind.INFORMATION_REQUEST, Kind.STATEMENT
TEN_DAYS, FOURTEEN_DAYS = date(2026, 12, 7), date(2026, 12, 11)


def leg_of(case: Case) -> Leg:
    assert case.current_leg is not None
    return case.current_leg


def requalify(case: Case, kind: Kind, by: Actor = build.OFFICER, **more: Any) -> None:
    values = {"by": by, "now": NOW, "kind": kind, "reason": "Бул маалымат суроо эмес, арыз.", **more}
    requalifying.requalify(db.session, case, leg_of(case), **values)


def object_to(case: Case, reason: str = "Мен маалымат сурадым.") -> None:
    by = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    requalifying.object_to_kind(db.session, case, leg_of(case), by=by, now=NOW, reason=reason)


def settle(case: Case, upheld: bool) -> None:
    requalifying.settle_kind(
        db.session, case, leg_of(case), by=build.STAFF, now=NOW, upheld=upheld, reason="Каттын мазмуну боюнча."
    )


def clocks(leg: Leg, name: str) -> list[LegClock]:
    db.session.flush()
    rows = select(LegClock).where(LegClock.leg_id == leg.id, LegClock.clock == name).order_by(LegClock.id)
    return list(db.session.scalars(rows))


PAIRS = [(one, other) for one, other in product(KINDS, KINDS) if one != other]


@pytest.mark.parametrize(("filed", "other"), PAIRS)
@pytest.mark.parametrize("by", [build.OFFICER, build.STAFF], ids=["body", "centre"])
def test_no_date_ever_moves_later(filed: Kind, other: Kind, by: Actor) -> None:
    case = build.delivered(filed)
    leg = leg_of(case)
    before = leg.answer_due_on
    assert before is not None
    [ahead] = [one for one in kinds_ahead(db.session, case, leg) if one.kind is other]
    requalify(case, other, by)
    assert case.kind == other
    assert leg.answer_due_on is not None
    assert leg.answer_due_on <= before
    assert leg.answer_due_on == ahead.due_on, "the page had said so"
    object_to(case)
    assert (case.kind, leg.answer_due_on) == (filed, before), "the kind as filed governs, with its own dates"
    settle(case, upheld=True)
    assert (case.kind, leg.answer_due_on) == (other, ahead.due_on)


def test_the_earlier_of_both_counts_and_both_stay_written_down() -> None:
    """Ten working days for a request, fourteen for a statement that is registered on the day it came."""
    case = build.delivered(STATEMENT)
    leg = leg_of(case)
    handling.register(
        db.session, case, leg, by=build.OFFICER, now=NOW, incoming_number="08-14/231", registered_on=TODAY
    )
    assert leg.answer_due_on == FOURTEEN_DAYS
    requalify(case, REQUEST)
    assert (leg.answer_due_on, leg.regime_id, leg.filed_regime_id) == (TEN_DAYS, "KG-ATI-217", "KG-APP-67")
    answer = clocks(leg, "answer")
    assert answer[-1].due_on == TEN_DAYS
    assert [row.superseded_by_id is None for row in answer] == [*[False] * (len(answer) - 1), True]
    assert [row.due_on for row in clocks(leg, "other_kind")] == [FOURTEEN_DAYS]


def test_a_request_called_a_statement_keeps_its_ten_days_and_the_limit_of_the_convention() -> None:
    case = build.delivered(REQUEST)
    leg = leg_of(case)
    limit = leg.convention_due_on
    requalify(case, STATEMENT)
    assert leg.answer_due_on == TEN_DAYS
    assert leg.convention_due_on == limit
    assert limit is not None


def test_a_statement_that_was_called_a_request_loses_that_limit_when_the_applicant_objects() -> None:
    case = build.delivered(STATEMENT)
    assert leg_of(case).convention_due_on is None
    requalify(case, REQUEST)
    assert leg_of(case).convention_due_on is not None
    object_to(case)
    assert leg_of(case).convention_due_on is None


def test_an_extension_does_not_pass_the_date_of_the_kind_as_filed() -> None:
    case = build.delivered(STATEMENT)
    requalify(case, REQUEST)
    offer = deciding.offer_extension(db.session, case, leg_of(case), TODAY)
    assert not offer.possible
    with pytest.raises(CaseError):
        deciding.extend(
            db.session, case, leg_of(case), by=build.OFFICER, now=NOW, ground="K217-EXT-HARD", reason="Көп барак."
        )


def test_an_extended_request_called_a_statement_gets_the_earlier_date() -> None:
    case = build.delivered(REQUEST)
    leg = leg_of(case)
    deciding.extend(db.session, case, leg, by=build.OFFICER, now=NOW, ground="K217-EXT-HARD", reason="Көп барак.")
    extended = leg.answer_due_on
    requalify(case, STATEMENT)
    assert leg.answer_due_on is not None
    assert extended is not None
    assert leg.answer_due_on < extended
    object_to(case)
    assert leg.answer_due_on == extended


def test_an_objection_suspends_it_and_the_centre_has_a_task() -> None:
    case = build.delivered(REQUEST)
    requalify(case, STATEMENT)
    object_to(case)
    assert (case.kind, case.kind_standing) == (REQUEST, Standing.SUSPENDED)
    assert build.open_tasks(case_id=case.id, kind=TaskKind.KIND_OBJECTED)
    with pytest.raises(CaseError) as refused:
        object_to(case)
    assert refused.value.problem is Problem.NOTHING_OBJECTED
    settle(case, upheld=False)
    assert (case.kind, case.kind_standing) == (REQUEST, Standing.SET_ASIDE)
    assert not build.open_tasks(case_id=case.id, kind=TaskKind.KIND_OBJECTED)
    with pytest.raises(CaseError) as refused:
        settle(case, upheld=True)
    assert refused.value.problem is Problem.NOTHING_OBJECTED


def test_once_and_after_that_only_the_centre() -> None:
    case = build.delivered(REQUEST)
    requalify(case, STATEMENT)
    for by in (build.OFFICER, build.STAFF):
        with pytest.raises(CaseError) as refused:
            requalify(case, Kind.PROPOSAL, by)
        assert refused.value.problem is Problem.KIND_CHANGED_ONCE
    object_to(case)
    settle(case, upheld=False)
    with pytest.raises(CaseError):
        requalify(case, Kind.PROPOSAL)
    requalify(case, Kind.PROPOSAL, build.STAFF)
    assert (case.kind, case.filed_kind) == (Kind.PROPOSAL, REQUEST)


@pytest.mark.parametrize(
    ("more", "problem", "field"),
    [
        ({"kind": REQUEST}, Problem.SAME_KIND, "kind"),
        ({"kind": Kind.ACCESS_COMPLAINT}, Problem.SAME_KIND, "kind"),
        ({"kind": STATEMENT, "reason": " "}, Problem.REASON_NEEDED, "reason"),
    ],
)
def test_what_is_refused(more: dict[str, Any], problem: Problem, field: str) -> None:
    case = build.delivered(REQUEST)
    with pytest.raises(CaseError) as refused:
        requalifying.requalify(
            db.session, case, leg_of(case), by=build.OFFICER, now=NOW, **{"reason": "Мазмуну боюнча.", **more}
        )
    assert (refused.value.problem, refused.value.field) == (problem, field)
    assert (case.kind, case.filed_kind) == (REQUEST, None)


def test_one_body_does_not_change_the_kind_for_another() -> None:
    case = build.delivered(REQUEST)
    open_leg(db.session, case, "SETS-O", NOW)
    leg = db.session.scalars(select(Leg).where(Leg.case_id == case.id).order_by(Leg.id)).first()
    assert leg is not None
    with pytest.raises(CaseError) as refused:
        requalifying.requalify(db.session, case, leg, by=build.OFFICER, now=NOW, kind=STATEMENT, reason="Арыз.")
    assert refused.value.problem is Problem.SEVERAL_BODIES


def test_the_body_does_not_decide_on_an_objection() -> None:
    case = build.delivered(REQUEST)
    requalify(case, STATEMENT)
    object_to(case)
    with pytest.raises(NotAllowed):
        requalifying.settle_kind(db.session, case, leg_of(case), by=build.OFFICER, now=NOW, upheld=True, reason="Арыз.")


def test_the_body_learns_no_more_of_the_writer_by_it() -> None:
    """A request is answered to the case's own address: calling it a statement opens no contacts, and the letter stays."""
    case = build.delivered(REQUEST)
    officer = Actor(ActorKind.OFFICER, authority_id="SETS-CH")
    before = letter_of(db.session, case, leg_of(case), NOW)
    requalify(case, STATEMENT)
    page = case_page(db.session, case.number, officer, TODAY)
    assert page is not None
    assert page.audience is Audience.BODY
    assert [(party.phone, party.address) for party in page.parties] == [("", "")]
    assert letter_of(db.session, case, leg_of(case), NOW) == before


def test_who_may_read_it_does_not_change() -> None:
    """A body cannot take a request out of sight by calling it a complaint, nor open a complaint."""
    open_case, hidden = build.delivered(REQUEST), build.delivered(Kind.COMPLAINT)
    requalify(open_case, Kind.COMPLAINT)
    requalify(hidden, REQUEST)
    assert (open_case.restricted, hidden.restricted) == (False, True)


def test_a_clock_carried_on_by_a_transfer_changes_with_it() -> None:
    case = build.delivered(STATEMENT)
    first = leg_of(case)
    handling.register(db.session, case, first, by=build.OFFICER, now=NOW, incoming_number="7", registered_on=TODAY)
    ground = deciding.transfer_codes(regime_of(db.session, case, first))[0]
    second = deciding.transfer(
        db.session, case, first, by=build.OFFICER, now=NOW, to_authority_id="SETS-O", ground=ground,
        reason="Биз эмес.",
    )  # fmt: skip
    assert second.answer_due_on == FOURTEEN_DAYS
    delivery.deliver_on_paper(
        db.session, case, second, by=build.STAFF, now=NOW, received_on=TODAY, proof=Proof.STAMPED_COPY
    )
    requalifying.requalify(db.session, case, second, by=build.STAFF, now=NOW, kind=REQUEST, reason="Маалымат суроо.")
    assert second.answer_due_on == first.answer_due_on == TEN_DAYS


def test_the_chronology_holds_both_kinds_and_both_dates() -> None:
    case = build.delivered(STATEMENT)
    before = leg_of(case).answer_due_on
    requalify(case, REQUEST)
    data = db.session.scalars(select(CaseEvent.data).where(CaseEvent.type == "requalified")).one()
    assert before is not None
    assert data == {
        "from_kind": "statement", "to_kind": "information_request", "from_on": before.isoformat(), "to_on": TEN_DAYS.isoformat(),
    }  # fmt: skip


def test_a_receipt_that_is_proven_later_is_counted_by_both_kinds() -> None:
    case = build.delivered(STATEMENT)
    leg = leg_of(case)
    requalify(case, REQUEST)
    leg.received_on = TODAY - timedelta(days=7)
    start_clocks(db.session, case, leg, NOW)
    assert leg.answer_due_on == TEN_DAYS - timedelta(days=7)


def test_a_body_that_gets_the_letter_afterwards_keeps_the_law_of_the_kind_as_filed_too() -> None:
    case = build.delivered(REQUEST)
    requalify(case, STATEMENT, build.STAFF)
    second = open_leg(db.session, case, "SETS-O", NOW)
    hand_in(case, second, after=1)
    assert (second.regime_id, second.filed_regime_id) == ("KG-APP-67", "KG-ATI-217")
    before = second.answer_due_on
    law_says(What.TERM, "answer", FIVE_DAYS)
    register(case, second, after=2)
    assert second.answer_due_on == before == date(2026, 12, 8), "what is known better since moves no date by itself"


@pytest.mark.parametrize("restarting", [("KG-APP-67",), ("KG-ATI-217",), ("KG-APP-67", "KG-ATI-217")])
def test_passing_on_starts_the_clock_again_only_where_the_laws_of_both_kinds_say_so(restarting: tuple[str, ...]) -> None:
    for law in restarting:
        law_says(name="transfer", table=RESTARTS, law=law)
    case = build.delivered(REQUEST)
    requalify(case, STATEMENT, build.STAFF)
    second = pass_on(case)
    hand_in(case, second, after=11)
    if len(restarting) == 2:
        assert (second.clock_from_leg_id, second.answer_due_on) == (None, date(2026, 12, 18))
    else:
        assert (second.clock_from_leg_id is None, second.answer_due_on) == (False, TEN_DAYS)


@pytest.mark.parametrize("asked", [False, True])
def test_another_kind_is_no_reason_to_count_by_another_calendar(asked: bool) -> None:
    """The page before it and the act count by the calendar of the start, and both know of the question."""
    law_says(law="KG-APP-67")
    case = build.delivered(REQUEST)
    if asked:
        ask(case)
    day_off(date(2026, 11, 30))
    ahead = {one.kind: one.due_on for one in kinds_ahead(db.session, case, leg_of(case))}
    requalify(case, STATEMENT, build.STAFF)
    assert leg_of(case).answer_due_on == ahead[STATEMENT] == TEN_DAYS
    object_to(case)
    assert leg_of(case).answer_due_on == TEN_DAYS


def test_the_page_before_another_kind_knows_of_the_question() -> None:
    law_says(What.TERM, "answer", {**FIVE_DAYS, "value": 3}, law="KG-APP-67")
    law_says(law="KG-APP-67")
    case = build.delivered(REQUEST)
    ask(case)
    reply(case, 3)
    ahead = {one.kind: one.due_on for one in kinds_ahead(db.session, case, leg_of(case))}
    requalify(case, STATEMENT, build.STAFF)
    assert leg_of(case).answer_due_on == ahead[STATEMENT] == date(2026, 12, 1)
