"""What a body has to do next, and the day its tray is sorted by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cases.duties_of import Duty, DutyCode, LegFacts, next_duty, next_on
from tracker.cases.kinds import LegState

TODAY = date(2026, 11, 23)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


RECEIVED = LegFacts(LegState.RECEIVED, day(-10), received_on=day(-8), proven=True, answer_due_on=day(5))
REGISTERED = replace(RECEIVED, state=LegState.REGISTERED, registered_on=day(-7))
ASKED = replace(REGISTERED, state=LegState.ASKED, clarify_until_on=day(2))

TABLE = [
    ("a letter on its way: confirm that you have it", LegFacts(LegState.SENT, day(-3)), Duty(DutyCode.CONFIRM_RECEIPT, day(-3))),
    ("the applicant's word alone: confirm", replace(RECEIVED, state=LegState.SENT, proven=False),
     Duty(DutyCode.CONFIRM_RECEIPT, day(-10))),
    ("register by the law's day", replace(RECEIVED, registration_due_on=day(-7)), Duty(DutyCode.REGISTER, day(-7))),
    ("no legal day to register: our target", RECEIVED, Duty(DutyCode.REGISTER_TARGET, day(-8))),
    ("registered: answer", REGISTERED, Duty(DutyCode.ANSWER, day(5))),
    ("no known term: answer, without a date", replace(REGISTERED, answer_due_on=None), Duty(DutyCode.ANSWER_NO_TERM, day(-8))),
    ("the applicant is asked: wait for him", ASKED, Duty(DutyCode.AWAIT_APPLICANT, day(2))),
    ("his window passed: go on", replace(ASKED, clarify_until_on=day(-1)), Duty(DutyCode.WINDOW_PASSED, day(-1))),
    ("the question stops no clock", replace(ASKED, answer_due_on=day(1)), Duty(DutyCode.ANSWER, day(1))),
    ("asked without a date to answer by", replace(ASKED, answer_due_on=None), Duty(DutyCode.AWAIT_APPLICANT, day(2))),
    ("asked before it is registered: the law's day to register comes first",
     replace(ASKED, registered_on=None, registration_due_on=day(-7)), Duty(DutyCode.REGISTER, day(-7))),
    ("asked on the day it came: the reply is awaited first",
     replace(ASKED, registered_on=None, registration_due_on=day(3)), Duty(DutyCode.AWAIT_APPLICANT, day(2))),
    ("asked, not registered, no legal day to register: wait for him", replace(ASKED, registered_on=None),
     Duty(DutyCode.AWAIT_APPLICANT, day(2))),
    ("opened again and asked: nothing is registered any more",
     replace(ASKED, registered_on=None, registration_due_on=day(-7), answer_due_on=day(-9), reopened_on=day(-2)),
     Duty(DutyCode.ANSWER_AGAIN, day(-2), since_on=day(-2))),
    ("reopened: since that day", replace(REGISTERED, state=LegState.IN_WORK, answer_due_on=day(-9), reopened_on=day(-2)),
     Duty(DutyCode.ANSWER_AGAIN, day(-2), since_on=day(-2))),
    ("reopened before its date: by that day, and since when",
     replace(REGISTERED, state=LegState.IN_WORK, answer_due_on=day(4), reopened_on=day(-2)),
     Duty(DutyCode.ANSWER_AGAIN, day(4), since_on=day(-2))),
    ("answered: nothing", replace(REGISTERED, state=LegState.ANSWERED), None),
    ("passed on: nothing", replace(REGISTERED, state=LegState.TRANSFERRED), None),
    ("closed: nothing", replace(REGISTERED, state=LegState.CLOSED), None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "leg", "duty"), TABLE, ids=[row[0] for row in TABLE])
def test_next_duty(rule: str, leg: LegFacts, duty: Duty | None) -> None:
    assert next_duty(leg, TODAY) == duty


DAYS = st.none() | st.integers(-30, 30).map(day)


@given(
    st.builds(
        LegFacts, st.sampled_from(LegState), st.integers(-30, 0).map(day), DAYS, st.booleans(), DAYS, DAYS, DAYS, DAYS, DAYS
    ),
    st.integers(-60, 60).map(day),
)  # fmt: skip
def test_the_stored_day_does_not_grow_old(leg: LegFacts, today: date) -> None:
    """Whatever day it is, the tray sorts by the day that was stored."""
    duty = next_duty(leg, today)
    assert next_on(leg) == (duty.on if duty else None)
