"""The head's signature: what waits is no answer; he signs or sends back; nobody outside the body sees the draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.people.build import a_post, an_account
from tests.web.staff import build
from tracker.cases import answer_drafts, approving, closing, correcting, deciding, drafts
from tracker.cases.acts import Act
from tracker.cases.decision_letters import Refusal
from tracker.cases.disclosure import Audience
from tracker.cases.errors import CaseError, Problem, StaleForm
from tracker.cases.kinds import Outcome
from tracker.cases.models import Case, CaseEvent, Draft, Leg, Message
from tracker.cases.permissions import NotAllowed
from tracker.cases.views.case_page import case_page
from tracker.cases.views.signing import to_sign
from tracker.directory.models import Authority
from tracker.directory.posts import Post, PostRole
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

BODY = "SETS-CH"


@pytest.fixture
def head(any_world: Any) -> Actor:
    """A body in which the head signs, and who he is."""
    account = an_account(db.session, "bashchy@office.example", "Башчы Үлгү")
    post = a_post(db.session, account, PostRole.HEAD, authority_id=BODY)
    db.session.get_one(Authority, BODY).head_signs = True
    db.session.commit()
    return Actor(ActorKind.HEAD, account_id=account.id, post_id=post.id, authority_id=BODY)


@pytest.fixture
def officer(head: Actor) -> Actor:
    account = an_account(db.session, "kense@office.example", "Кеңсе Үлгү")
    post = a_post(db.session, account, PostRole.OFFICER, authority_id=BODY)
    return Actor(ActorKind.OFFICER, account_id=account.id, post_id=post.id, authority_id=BODY)


def leg_of(case: Case) -> Leg:
    assert case.current_leg is not None
    return case.current_leg


def written(case: Case, officer: Actor, text: str = "Жооптун долбоору.") -> Draft:
    return answer_drafts.keep(db.session, leg_of(case), Act.ANSWER, officer, {"text": text, "outcome": "full"}, NOW)


def ask(case: Case, officer: Actor, **more: Any) -> None:
    values = {"by": officer, "now": NOW, "act": Act.ANSWER, **more}
    approving.ask_approval(db.session, case, leg_of(case), draft=written(case, officer), **values)


def dates(leg: Leg) -> tuple[Any, ...]:
    return leg.state, leg.answered_on, leg.answer_due_on, leg.ended_on, leg.next_on


def test_off_by_default(any_world: Any) -> None:
    assert not any(db.session.scalars(select(Authority.head_signs)))
    case = build.answered()
    assert case.state == "answered"


def test_an_officers_word_does_not_go_by_itself(head: Actor, officer: Actor) -> None:
    case = build.delivered()
    commands = (
        lambda by: deciding.answer(
            db.session, case, leg_of(case), by=by, now=NOW, outcome=Outcome.FULL, given=build.ANSWER
        ),
        lambda by: deciding.refuse(
            db.session, case, leg_of(case), by=by, now=NOW, refusal=Refusal(typed_article="8"), given=build.ANSWER
        ),
        lambda by: correcting.correct_answer(
            db.session, case, leg_of(case), by=by, now=NOW, reason="misprint", outcome=Outcome.FULL, given=build.ANSWER
        ),
    )
    for command in commands[:2]:
        with pytest.raises(CaseError) as refused:
            command(officer)
        assert refused.value.problem is Problem.HEAD_SIGNS
    commands[0](head)
    assert case.state == "answered", "the head needs nobody's signature"
    with pytest.raises(CaseError):
        commands[2](officer)
    commands[2](head)


def test_what_waits_is_not_answered_and_the_clock_runs_on(head: Actor, officer: Actor) -> None:
    case = build.delivered()
    before = dates(leg_of(case))
    ask(case, officer)
    assert dates(leg_of(case)) == before
    [waiting] = to_sign(db.session, head)
    assert (waiting.case.number, waiting.act, waiting.asked_on, waiting.due_on) == (
        case.number, Act.ANSWER, TODAY, leg_of(case).answer_due_on,
    )  # fmt: skip
    assert to_sign(db.session, officer) == ()
    stranger = Actor(ActorKind.HEAD, authority_id="SETS-O")
    assert to_sign(db.session, stranger) == ()


def test_nobody_outside_the_body_sees_it(head: Actor, officer: Actor) -> None:
    case = build.delivered()
    ask(case, officer)
    approving.send_back(db.session, case, leg_of(case), by=head, now=NOW, note="Санды текшергиле.")
    ask(case, officer)
    readers = {
        Audience.PUBLIC: PUBLIC, Audience.APPLICANT: Actor(ActorKind.SECRET_HOLDER, case_id=case.id),
        Audience.CENTRE: build.STAFF, Audience.LAWYER: Actor(ActorKind.LAWYER, case_id=case.id),
    }  # fmt: skip
    for audience, actor in readers.items():
        page = case_page(db.session, case.number, actor, TODAY)
        assert page is not None
        assert page.audience is audience
        assert not [row for row in page.timeline if "approval" in row.code]
        assert [leg.head_act for leg in page.legs] == [None]
        assert "Санды текшергиле." not in repr(page)
    own = case_page(db.session, case.number, officer, TODAY)
    assert own is not None
    assert "Санды текшергиле." in repr(own)
    assert [leg.head_act for leg in own.legs] == [Act.ANSWER]


def test_sent_back_the_draft_is_the_officers_again(head: Actor, officer: Actor) -> None:
    case = build.delivered()
    ask(case, officer)
    with pytest.raises(CaseError) as refused:
        approving.send_back(db.session, case, leg_of(case), by=head, now=NOW, note=" ")
    assert (refused.value.problem, refused.value.field) == (Problem.REASON_NEEDED, "note")
    approving.send_back(db.session, case, leg_of(case), by=head, now=NOW, note="Санды текшергиле.")
    draft = answer_drafts.find(db.session, leg_of(case), Act.ANSWER, officer, NOW)
    assert draft is not None
    assert (draft.data["text"], draft.case_id) == ("Жооптун долбоору.", None)
    assert approving.FROM not in draft.data
    note = db.session.scalars(select(Message).where(Message.kind == "head_note")).one()
    assert note.body == "Санды текшергиле."
    assert all("Санды" not in str(data) for data in db.session.scalars(select(CaseEvent.data)))


def test_while_it_waits_it_is_locked(head: Actor, officer: Actor) -> None:
    case = build.delivered()
    ask(case, officer)
    assert answer_drafts.find(db.session, leg_of(case), Act.ANSWER, officer, NOW) is None
    draft = approving.waiting(db.session, leg_of(case))
    assert draft is not None
    with pytest.raises(drafts.AlreadyFiled):
        drafts.save(db.session, draft, {"text": "Башка"}, NOW)
    with pytest.raises(CaseError):
        ask(case, officer)
    approving.take_back(db.session, case, leg_of(case), by=officer, now=NOW)
    assert leg_of(case).head_act is None


def test_it_is_not_forgotten_while_it_waits(head: Actor, officer: Actor) -> None:
    case = build.delivered()
    ask(case, officer)
    drafts.erase_old(db.session, NOW + timedelta(days=40))
    assert approving.waiting(db.session, leg_of(case)) is not None


def test_who_may(head: Actor, officer: Actor) -> None:
    case = build.delivered()
    ask(case, officer)
    leg = leg_of(case)
    stranger, holder = Actor(ActorKind.HEAD, authority_id="SETS-O"), Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    for by in (officer, build.STAFF, stranger, holder):
        with pytest.raises(NotAllowed):
            approving.send_back(db.session, case, leg, by=by, now=NOW, note="Жок.")
    with pytest.raises(NotAllowed):
        approving.take_back(db.session, case, leg, by=build.STAFF, now=NOW)


def test_an_old_page_is_refused(head: Actor, officer: Actor) -> None:
    case = build.delivered()
    seen = leg_of(case).version
    ask(case, officer)
    with pytest.raises(StaleForm):
        approving.send_back(db.session, case, leg_of(case), by=head, now=NOW, note="Жок.", seen_version=seen)


def test_where_no_head_signs_in_nobody_waits_for_one(head: Actor, officer: Actor) -> None:
    db.session.get_one(Post, head.post_id).valid_to = TODAY - timedelta(days=1)
    case = build.delivered()
    with pytest.raises(CaseError) as refused:
        ask(case, officer)
    assert refused.value.problem is Problem.NO_HEAD
    deciding.answer(db.session, case, leg_of(case), by=officer, now=NOW, outcome=Outcome.FULL, given=build.ANSWER)
    assert case.state == "answered"


@pytest.mark.parametrize("end", ["answered by the head himself", "withdrawn", "passed on"])
def test_when_the_duty_is_over_nothing_waits(head: Actor, officer: Actor, end: str) -> None:
    case = build.delivered()
    leg = leg_of(case)
    ask(case, officer)
    if end == "withdrawn":
        closing.withdraw(db.session, case, by=build.STAFF, now=NOW)
    elif end == "passed on":
        ground = deciding.transfer_codes(deciding.regime_of(db.session, case, leg))[0]
        deciding.transfer(
            db.session, case, leg, by=head, now=NOW, to_authority_id="SETS-O", ground=ground, reason="Биз эмес."
        )
    else:
        deciding.answer(db.session, case, leg, by=head, now=NOW, outcome=Outcome.FULL, given=build.ANSWER)
    assert (leg.head_act, leg.head_asked_on) == (None, None)
    assert to_sign(db.session, head) == ()
    assert db.session.scalars(select(Draft).where(Draft.case_id.is_not(None))).all() == []
