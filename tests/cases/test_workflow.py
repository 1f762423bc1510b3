"""Act beside state: what is possible, what comes after; and how the state of a case follows from its legs."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cases.acts import Act
from tracker.cases.kinds import CaseState, LegState, Outcome, Review
from tracker.cases.workflow import (
    LEG,
    REVIEW,
    LegStanding,
    NotPossibleNow,
    NotReviewedYet,
    case_state,
    check_not_ended,
    check_review,
    next_state,
    possible,
)

S, C, O = LegState, CaseState, Outcome  # noqa: E741 - the column heads of the tables below
A = Act

# States in the order of a letter's life. One letter per state: what the leg becomes; "." not possible; "=" stays.
COLUMNS = (S.TO_SEND, S.SENDING, S.SENT, S.RECEIVED, S.REGISTERED, S.IN_WORK, S.ASKED, S.ANSWERED, S.TRANSFERRED, S.CLOSED)
BECOMES = {
    "s": S.SENDING, "v": S.RECEIVED, "r": S.REGISTERED, "w": S.IN_WORK, "q": S.ASKED, "a": S.ANSWERED, "t": S.TRANSFERRED,
    "c": S.CLOSED,
}  # fmt: skip
REGISTERED_TABLE = {
    # for a leg that is registered where its state allows both
    A.DISPATCH: "s.s.......",
    A.DELIVER_ON_PAPER: "vvv.......",
    A.CONFIRM_RECEIPT: "vvv.......",
    A.REGISTER: "rrrr..=...",
    A.ASSIGN: "=======...",
    A.CLAIM: "wwwwww=...",
    A.NOTE: "==========",
    A.REQUALIFY: "...====...",
    A.OBJECT_TO_KIND: "...====...",
    A.SETTLE_KIND: "========..",
    A.ASK: "...qqq....",
    A.CLARIFY: "......w...",
    A.EXTEND: "...====...",
    A.ANNOUNCE_DATE: "...====...",
    A.ANNOUNCE_FEE: "...====...",
    A.REPLY_TO_FEE: "...====...",
    A.RECOMPUTE: "=======...",
    A.TRANSFER: "t.ttttt...",
    A.ANSWER: "a.aaaaa...",
    A.REFUSE: "a.aaaaa...",
    A.CORRECT_ANSWER: ".......=.=",
    A.ASK_APPROVAL: "=.======.=",
    A.DECIDE_DRAFT: "=.======.=",
    A.RECORD_OUTSIDE_ANSWER: "=.=====...",
    A.AGREE_OUTSIDE_ANSWER: "a.aaaaa...",
    A.REMIND: "...====...",
    A.WITHDRAW: "cccccccc..",
    A.RATE: ".......=.=",
    A.REOPEN: ".......w.w",
    A.APPEAL: "...=======",
    A.CLOSE: "cccccccc..",
}


def test_every_act_about_a_leg_has_its_row() -> None:
    assert set(REGISTERED_TABLE) == set(LEG)
    assert set(COLUMNS) == set(LegState)


@pytest.mark.parametrize("act", REGISTERED_TABLE)
def test_act_beside_state(act: Act) -> None:
    for state, code in zip(COLUMNS, REGISTERED_TABLE[act], strict=True):
        assert possible(act, state) == (code != "."), state
        if code == ".":
            with pytest.raises(NotPossibleNow):
                next_state(act, state, registered=True)
        else:
            assert next_state(act, state, registered=True) == BECOMES.get(code, state), state


def test_a_claim_before_registration_leaves_the_duty_to_register_visible() -> None:
    for state in (S.TO_SEND, S.SENDING, S.SENT, S.RECEIVED, S.ASKED):
        assert next_state(A.CLAIM, state, registered=False) is state


def test_the_applicants_reply_puts_the_leg_back_where_his_part_began() -> None:
    assert next_state(A.CLARIFY, S.ASKED, registered=True) is S.IN_WORK
    assert next_state(A.CLARIFY, S.ASKED, registered=False) is S.RECEIVED


LOOKS = {
    # act: waiting, passed, not accepted, declined as sender
    A.CONFIRM_CONTACT: "yy..", A.REVIEW: "y...", A.NOT_ACCEPT: "yy..", A.DECLINE_AS_SENDER: "yy..", A.ACCEPT_AGAIN: "..yy",
    A.ROUTE: "yy..", A.DISPATCH: ".y..",
}  # fmt: skip


@pytest.mark.parametrize("act", LOOKS)
def test_act_beside_the_first_look(act: Act) -> None:
    assert set(LOOKS) == set(REVIEW)
    for review, code in zip((Review.WAITING, Review.PASSED, Review.NOT_ACCEPTED, Review.DECLINED), LOOKS[act], strict=True):
        if code == "y":
            check_review(act, review)
        else:
            with pytest.raises(NotReviewedYet if act is A.DISPATCH else NotPossibleNow) as caught:
                check_review(act, review)
            assert act in str(caught.value)


def legs(*given: LegState | tuple[LegState, Outcome]) -> list[LegStanding]:
    return [LegStanding(*one) if isinstance(one, tuple) else LegStanding(one) for one in given]


ANSWERED, REFUSED = (S.ANSWERED, O.FULL), (S.ANSWERED, O.REFUSED)
CLOSED, UNANSWERED, WITHDRAWN = (S.CLOSED, O.FULL), (S.CLOSED, O.UNANSWERED), (S.CLOSED, O.WITHDRAWN)

# the rule, first look, legs, state
DERIVED: list[tuple[str, Review, list[LegStanding], CaseState]] = [
    ("nobody looked yet", Review.WAITING, [], C.WAITING_FIRST_LOOK),
    ("a body is named, and nobody looked yet", Review.WAITING, legs(S.TO_SEND), C.WAITING_FIRST_LOOK),
    ("said no: whatever the legs", Review.NOT_ACCEPTED, legs(S.CLOSED), C.NOT_ACCEPTED),
    ("the centre does not lend its name", Review.DECLINED, legs(S.TO_SEND), C.DECLINED),
    ("looked at, no body", Review.PASSED, [], C.TO_ROUTE),
    ("to be sent", Review.PASSED, legs(S.TO_SEND), C.TO_DELIVER),
    ("on its way", Review.PASSED, legs(S.SENDING), C.TO_DELIVER),
    ("sent is not delivered", Review.PASSED, legs(S.SENT), C.TO_DELIVER),
    ("the body has it", Review.PASSED, legs(S.RECEIVED), C.DELIVERED),
    ("registered is in work", Review.PASSED, legs(S.REGISTERED), C.IN_WORK),
    ("in work", Review.PASSED, legs(S.IN_WORK), C.IN_WORK),
    ("the applicant is asked", Review.PASSED, legs(S.ASKED), C.WAITING_APPLICANT),
    ("answered", Review.PASSED, legs(ANSWERED), C.ANSWERED),
    ("refused", Review.PASSED, legs(REFUSED), C.REFUSED),
    ("closed after an answer", Review.PASSED, legs(CLOSED), C.CLOSED),
    ("closed after silence", Review.PASSED, legs(UNANSWERED), C.CLOSED),
    ("withdrawn", Review.PASSED, legs(WITHDRAWN), C.WITHDRAWN),
    ("handed in by the writer before anybody looked", Review.WAITING, legs(S.RECEIVED), C.DELIVERED),
    ("handed in and registered before anybody looked", Review.WAITING, legs(S.REGISTERED), C.IN_WORK),
    ("withdrawn before anybody looked", Review.WAITING, legs(WITHDRAWN), C.WITHDRAWN),
    ("passed on: the next body's leg counts", Review.PASSED, legs(S.TRANSFERRED, S.TO_SEND), C.TO_DELIVER),
    ("passed on and answered", Review.PASSED, legs(S.TRANSFERRED, ANSWERED), C.ANSWERED),
    ("passed on to nobody", Review.PASSED, legs(S.TRANSFERRED), C.TO_ROUTE),
    ("two bodies: the one furthest behind speaks", Review.PASSED, legs(ANSWERED, S.RECEIVED), C.DELIVERED),
    ("two bodies, one not reached", Review.PASSED, legs(S.IN_WORK, S.SENT), C.TO_DELIVER),
    ("one answered, one refused: there is an answer", Review.PASSED, legs(ANSWERED, REFUSED), C.ANSWERED),
    ("one closed, one answered: not closed yet", Review.PASSED, legs(CLOSED, ANSWERED), C.ANSWERED),
    ("one withdrawn, one closed", Review.PASSED, legs(WITHDRAWN, CLOSED), C.CLOSED),
]


@pytest.mark.parametrize(("rule", "review", "standings", "state"), DERIVED, ids=[row[0] for row in DERIVED])
def test_the_state_of_a_case_follows(rule: str, review: Review, standings: list[LegStanding], state: CaseState) -> None:
    assert case_state(review, standings) is state


def test_a_case_that_never_had_a_body_can_only_be_withdrawn() -> None:
    for review in (Review.WAITING, Review.PASSED):
        assert case_state(review, [], ended=True) is C.WITHDRAWN
    assert case_state(Review.PASSED, legs(ANSWERED), ended=True) is C.ANSWERED, "opened again by the applicant alone"


@pytest.mark.parametrize("act", Act)
def test_what_has_ended_is_not_looked_at_routed_or_closed_once_more(act: Act) -> None:
    check_not_ended(act, False, "in_work")
    if act in {A.CONFIRM_CONTACT, A.REVIEW, A.NOT_ACCEPT, A.DECLINE_AS_SENDER, A.ROUTE, A.CLOSE}:
        with pytest.raises(NotPossibleNow):
            check_not_ended(act, True, "withdrawn")
    else:
        check_not_ended(act, True, "withdrawn")


@given(st.sampled_from(Review), st.lists(st.builds(LegStanding, st.sampled_from(LegState), st.none() | st.sampled_from(Outcome))))
def test_it_always_follows_and_the_order_of_legs_says_nothing(review: Review, standings: list[LegStanding]) -> None:
    assert case_state(review, standings) is case_state(review, standings[::-1])


CORRECTING = {A.CORRECT_ANSWER, A.ASK_APPROVAL, A.DECIDE_DRAFT}
"""A body may put right what it answered, also when the case is closed; nothing is open again by that."""


def test_no_leg_is_stuck() -> None:
    """From every state some act leads to an end; from an end only the applicant opens again."""
    for state, act in product(LegState, LEG):
        if state in {S.TRANSFERRED, S.CLOSED} and possible(act, state):
            assert act in {A.NOTE, A.RATE, A.REOPEN, A.APPEAL} | CORRECTING, (state, act)
            assert act is A.REOPEN or next_state(act, state) is state
    for state in set(LegState) - {S.TRANSFERRED, S.CLOSED}:
        assert possible(A.CLOSE, state)


def test_a_refusal_of_the_table_names_the_act_and_the_state() -> None:
    with pytest.raises(NotPossibleNow) as caught:
        next_state(Act.CLARIFY, LegState.IN_WORK)
    assert (caught.value.act, caught.value.state, str(caught.value)) == (
        Act.CLARIFY, LegState.IN_WORK, "clarify is not possible while in_work",
    )  # fmt: skip
    with pytest.raises(NotPossibleNow) as caught:
        check_review(Act.REVIEW, Review.PASSED)
    assert (caught.value.act, caught.value.state) == (Act.REVIEW, Review.PASSED)
    with pytest.raises(NotPossibleNow) as caught:
        check_not_ended(Act.ROUTE, True, CaseState.CLOSED)
    assert (caught.value.act, caught.value.state) == (Act.ROUTE, CaseState.CLOSED)


def test_a_letter_of_which_nothing_is_said_is_not_registered() -> None:
    """The duty to register stays visible unless the caller says that it was met."""
    assert next_state(A.CLAIM, S.RECEIVED) is S.RECEIVED
    assert next_state(A.CLAIM, S.RECEIVED, registered=True) is S.IN_WORK
