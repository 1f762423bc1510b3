"""State x act -> next state, or why not. Pure.

Rows about the case and rows about one leg stand apart. A leg moves only by the acts of this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.cases.acts import Act
from tracker.cases.kinds import OPEN, UNDELIVERED, WITH_BODY, CaseState, LegState, Outcome, Review


class WorkflowError(Exception):
    """The act does not fit the state the case is in."""


class NotPossibleNow(WorkflowError):
    def __init__(self, act: Act, state: str) -> None:
        super().__init__(f"{act} is not possible while {state}")
        self.act, self.state = act, state


class NotReviewedYet(WorkflowError):
    """Nothing leaves before the first look, except an information request whose sender confirmed the contact."""


_KEEP = None
DONE = frozenset({LegState.ANSWERED, LegState.CLOSED})

LEG: dict[Act, tuple[frozenset[LegState], LegState | None]] = {
    # act: (states in which it is possible, the state after it; None: stays)
    Act.DISPATCH: (frozenset({LegState.TO_SEND, LegState.SENT}), LegState.SENDING),
    Act.DELIVER_ON_PAPER: (UNDELIVERED, LegState.RECEIVED),
    Act.CONFIRM_RECEIPT: (UNDELIVERED, LegState.RECEIVED),
    Act.REGISTER: (UNDELIVERED | {LegState.RECEIVED, LegState.ASKED}, LegState.REGISTERED),
    Act.ASSIGN: (OPEN, _KEEP),
    Act.CLAIM: (OPEN, LegState.IN_WORK),
    Act.NOTE: (frozenset(LegState), _KEEP),
    Act.REQUALIFY: (WITH_BODY, _KEEP),
    Act.OBJECT_TO_KIND: (WITH_BODY, _KEEP),
    Act.SETTLE_KIND: (OPEN | {LegState.ANSWERED}, _KEEP),
    Act.ASK: (WITH_BODY - {LegState.ASKED}, LegState.ASKED),
    Act.CLARIFY: (frozenset({LegState.ASKED}), LegState.IN_WORK),
    Act.EXTEND: (WITH_BODY, _KEEP),
    Act.ANNOUNCE_DATE: (WITH_BODY, _KEEP),
    Act.ANNOUNCE_FEE: (WITH_BODY, _KEEP),
    Act.REPLY_TO_FEE: (WITH_BODY, _KEEP),
    Act.RECOMPUTE: (OPEN, _KEEP),  # a clock that is carried on runs before the next body has the letter
    Act.TRANSFER: (OPEN - {LegState.SENDING}, LegState.TRANSFERRED),
    Act.ANSWER: (OPEN - {LegState.SENDING}, LegState.ANSWERED),
    Act.REFUSE: (OPEN - {LegState.SENDING}, LegState.ANSWERED),
    Act.CORRECT_ANSWER: (DONE, _KEEP),
    Act.ASK_APPROVAL: ((OPEN - {LegState.SENDING}) | DONE, _KEEP),
    Act.DECIDE_DRAFT: ((OPEN - {LegState.SENDING}) | DONE, _KEEP),
    Act.RECORD_OUTSIDE_ANSWER: (OPEN - {LegState.SENDING}, _KEEP),
    Act.AGREE_OUTSIDE_ANSWER: (OPEN - {LegState.SENDING}, LegState.ANSWERED),
    Act.REMIND: (WITH_BODY, _KEEP),
    Act.WITHDRAW: (OPEN | {LegState.ANSWERED}, LegState.CLOSED),
    Act.RATE: (DONE, _KEEP),
    Act.REOPEN: (DONE, LegState.IN_WORK),
    Act.APPEAL: (frozenset(LegState) - UNDELIVERED, _KEEP),
    Act.CLOSE: (frozenset(LegState) - {LegState.CLOSED, LegState.TRANSFERRED}, LegState.CLOSED),
}

REVIEW: dict[Act, frozenset[Review]] = {
    Act.CONFIRM_CONTACT: frozenset({Review.WAITING, Review.PASSED}),
    Act.REVIEW: frozenset({Review.WAITING}),
    Act.NOT_ACCEPT: frozenset({Review.WAITING, Review.PASSED}),
    Act.DECLINE_AS_SENDER: frozenset({Review.WAITING, Review.PASSED}),
    Act.ACCEPT_AGAIN: frozenset({Review.NOT_ACCEPTED, Review.DECLINED}),
    Act.ROUTE: frozenset({Review.WAITING, Review.PASSED}),
    Act.DISPATCH: frozenset({Review.PASSED}),
}


BEFORE_THE_END = frozenset(
    {Act.CONFIRM_CONTACT, Act.REVIEW, Act.NOT_ACCEPT, Act.DECLINE_AS_SENDER, Act.ROUTE, Act.CLOSE}
)
"""Acts about a whole case that need one that has not ended."""


def check_not_ended(act: Act, ended: bool, state: str) -> None:
    """Raises when the case was withdrawn or closed, and `act` is about one that goes on."""
    if ended and act in BEFORE_THE_END:
        raise NotPossibleNow(act, state)


def next_state(act: Act, state: LegState, *, registered: bool = False) -> LegState:
    """The state of a leg after `act`. Raises `NotPossibleNow`.

    A claim before registration leaves the letter unregistered: the duty to register stays visible. An answer of the
    applicant puts the leg back where his part began; until it comes, neither a claim nor a registration closes the question.
    """
    possible, after = LEG[act]
    if state not in possible:
        raise NotPossibleNow(act, state)
    if act in {Act.CLAIM, Act.CLARIFY} and not registered:
        return state if act is Act.CLAIM else LegState.RECEIVED
    if act in {Act.CLAIM, Act.REGISTER} and state is LegState.ASKED:
        return state
    return after or state


def check_review(act: Act, review: Review) -> None:
    """Raises when the first look does not allow `act`."""
    allowed = REVIEW.get(act)
    if allowed is not None and review not in allowed:
        if act is Act.DISPATCH:
            raise NotReviewedYet(act)
        raise NotPossibleNow(act, review)


def possible(act: Act, state: LegState) -> bool:
    return state in LEG[act][0]


@dataclass(frozen=True, slots=True)
class LegStanding:
    """What the derivation of a case's state needs of a leg."""

    state: LegState
    outcome: Outcome | None = None


_FROM_LEG = {
    LegState.TO_SEND: CaseState.TO_DELIVER,
    LegState.SENDING: CaseState.TO_DELIVER,
    LegState.SENT: CaseState.TO_DELIVER,
    LegState.RECEIVED: CaseState.DELIVERED,
    LegState.REGISTERED: CaseState.IN_WORK,
    LegState.IN_WORK: CaseState.IN_WORK,
    LegState.ASKED: CaseState.WAITING_APPLICANT,
}
_PRECEDENCE = tuple(_FROM_LEG.values())


def case_state(review: Review, legs: Sequence[LegStanding], *, ended: bool = False) -> CaseState:
    """The state of a case, derived from the first look and its legs (a transferred leg has passed its duty on).

    The first look holds back what the service sends; a letter that its writer has handed in himself is with the body.
    `ended`: withdrawn or closed. It says something only of a case that never had a body: that can only be withdrawn.
    """
    if review is Review.NOT_ACCEPTED:
        return CaseState.NOT_ACCEPTED
    if review is Review.DECLINED:
        return CaseState.DECLINED
    live = [leg for leg in legs if leg.state is not LegState.TRANSFERRED]
    if live and all(leg.state in DONE for leg in live):
        return _ended(live)
    if ended and not live:
        return CaseState.WITHDRAWN
    owed = {_FROM_LEG[leg.state] for leg in live if leg.state in _FROM_LEG}
    if review is Review.WAITING and owed <= {CaseState.TO_DELIVER}:
        return CaseState.WAITING_FIRST_LOOK
    if not live:
        return CaseState.TO_ROUTE
    return min(owed, key=_PRECEDENCE.index)


def _ended(legs: Iterable[LegStanding]) -> CaseState:
    legs = list(legs)
    if all(leg.outcome is Outcome.WITHDRAWN for leg in legs):
        return CaseState.WITHDRAWN
    if all(leg.state is LegState.CLOSED for leg in legs):
        return CaseState.CLOSED
    refused = all(leg.outcome is Outcome.REFUSED for leg in legs)
    return CaseState.REFUSED if refused else CaseState.ANSWERED
