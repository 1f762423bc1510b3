"""A day and a payment that a body announces: told and shown, and no date, lateness or reminder changes by them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.web.staff import build
from tracker.cases import announcing
from tracker.cases.disclosure import Audience
from tracker.cases.errors import CaseError, Problem, StaleForm
from tracker.cases.fee_words import amount_words, law_on_fees
from tracker.cases.kinds import Kind, TaskKind
from tracker.cases.lateness import Standing, lateness_of, owed_late
from tracker.cases.models import Case, CaseEvent, Leg, LegClock, Message
from tracker.cases.papers import case_file_of
from tracker.cases.permissions import NotAllowed
from tracker.cases.said_words import text_words
from tracker.duties.reminding import find_late, find_to_tell
from tracker.i18n import in_language
from tracker.law.fees import RULES
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

pytestmark = pytest.mark.usefixtures("any_world")

LATE_SINCE = date(2026, 10, 12)


def leg_of(case: Case) -> Leg:
    assert case.current_leg is not None
    return case.current_leg


def announce(case: Case, on: date = TODAY + timedelta(days=30), **more: Any) -> None:
    values = {"by": build.OFFICER, "now": NOW, "announced_on": on, **more}
    announcing.announce_date(db.session, case, leg_of(case), **values)


def ask_money(case: Case, amount: str = "320", **more: Any) -> None:
    values = {
        "by": build.OFFICER, "now": NOW, "amount": Decimal(amount), "purpose": "Көчүрмө: 40 барак",
        "basis": "2024-жылдын 5-мартындагы баалар тизмеси", **more,
    }  # fmt: skip
    announcing.announce_fee(db.session, case, leg_of(case), **values)


def dates(leg: Leg) -> tuple[Any, ...]:
    return leg.first_due_on, leg.answer_due_on, leg.registration_due_on, leg.convention_due_on, leg.next_on, leg.state


def holder(case: Case) -> Actor:
    return Actor(ActorKind.SECRET_HOLDER, case_id=case.id)


@pytest.mark.parametrize("act", [announce, ask_money], ids=["day", "payment"])
def test_no_date_moves(act: Any) -> None:
    case = build.delivered()
    leg = leg_of(case)
    before, clocks = dates(leg), db.session.scalars(select(LegClock.id).where(LegClock.leg_id == leg.id)).all()
    act(case)
    assert dates(leg) == before
    assert db.session.scalars(select(LegClock.id).where(LegClock.leg_id == leg.id)).all() == clocks


def test_a_day_cures_no_lateness_and_silences_no_reminder() -> None:
    case, other = build.delivered(on=LATE_SINCE), build.delivered(on=LATE_SINCE)
    leg = leg_of(case)
    assert lateness_of(leg, TODAY, TODAY).standing is Standing.LATE_CHECKING
    announce(case)
    db.session.flush()
    assert lateness_of(leg, TODAY, TODAY).standing is Standing.LATE_CHECKING
    assert set(db.session.scalars(select(Leg.id).where(owed_late(TODAY)))) == {leg.id, leg_of(other).id}
    for rule in (find_late, find_to_tell):
        assert set(rule(db.session, NOW)) == {leg.id, leg_of(other).id}, "as if nothing had been announced"


@pytest.mark.parametrize(("on", "problem"), [(TODAY - timedelta(days=1), Problem.IN_THE_PAST), (TODAY, None)])
def test_the_day_cannot_have_passed(on: date, problem: Problem | None) -> None:
    case = build.delivered()
    if problem is None:
        announce(case, on)
        assert leg_of(case).announced_on == on
        return
    with pytest.raises(CaseError) as refused:
        announce(case, on)
    assert (refused.value.problem, refused.value.field) == (problem, "announced_on")
    assert leg_of(case).announced_on is None


def test_every_announced_day_stays_in_the_chronology() -> None:
    case = build.delivered()
    for days in (5, 20):
        announce(case, TODAY + timedelta(days=days), text="Лаборатория күтүлүүдө.")
    said = db.session.scalars(select(CaseEvent.data).where(CaseEvent.type == "date_announced").order_by(CaseEvent.seq)).all()
    assert [data["announced_on"] for data in said] == ["2026-11-28", "2026-12-13"]
    assert {data["due_on"] for data in said} == {"2026-12-07"}


def test_only_the_body_announces_and_an_old_page_is_refused() -> None:
    case = build.delivered()
    for by in (holder(case), build.STAFF, Actor(ActorKind.OFFICER, authority_id="SETS-O")):
        with pytest.raises(NotAllowed):
            announce(case, by=by)
        with pytest.raises(NotAllowed):
            ask_money(case, by=by)
    with pytest.raises(StaleForm):
        announce(case, seen_version=leg_of(case).version - 1)


AMOUNTS = [
    ("0", False), ("-5", False), ("NaN", False), ("Infinity", False), ("1e-40", False), ("0.001", False), ("1e30", False),
    ("10000001", False), ("0.01", True), ("320", True), ("1250.50", True), ("10000000", True),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "good"), AMOUNTS)
def test_an_amount_is_money(amount: str, good: bool) -> None:
    case = build.delivered()
    if good:
        ask_money(case, amount)
        return
    with pytest.raises(CaseError) as refused:
        ask_money(case, amount)
    assert (refused.value.problem, refused.value.field) == (Problem.AMOUNT_WRONG, "amount")


@pytest.mark.parametrize("field", ["purpose", "basis"])
def test_a_payment_says_what_for_and_on_what_basis(field: str) -> None:
    case = build.delivered()
    with pytest.raises(CaseError) as refused:
        ask_money(case, **{field: "  "})
    assert (refused.value.problem, refused.value.field) == (Problem.EMPTY, field)


BASIS = {"ky": "Негизи: ", "ru": "На каком основании: ", "en": "On what basis: "}


@pytest.mark.parametrize("language", BASIS)
def test_what_was_typed_stands_in_words_of_the_reader(language: str) -> None:
    case = build.delivered()
    ask_money(case, basis="прейскурант № 1")
    message, event = db.session.execute(
        select(Message, CaseEvent).join(CaseEvent, CaseEvent.id == Message.event_id).where(Message.kind == "fee")
    ).one()
    with in_language(language):
        said = text_words(message.kind, message.body, event.data)
    assert said == f"Көчүрмө: 40 барак\n\n{BASIS[language]}прейскурант № 1"
    old = "Көчүрмө\n\nНегизи: прейскурант № 1"
    assert text_words("fee", old, {"amount": "320"}) == old, "a row of before stays as it was written"


def test_the_case_on_paper_says_the_basis_in_the_language_of_the_paper() -> None:
    case = build.delivered()
    ask_money(case, basis="прейскурант № 1")
    paper = case_file_of(db.session, case, None, Audience.CENTRE, NOW, "ru")
    assert any("На каком основании: прейскурант № 1" in line for said in paper.messages for line in said.paragraphs)


def test_the_applicant_agrees_or_contests_and_the_centre_looks_into_it() -> None:
    case = build.delivered()
    ask_money(case)
    leg = leg_of(case)
    before = dates(leg)
    with pytest.raises(CaseError) as refused:
        announcing.reply_to_fee(db.session, case, leg, by=holder(case), now=NOW, agrees=False)
    assert refused.value.problem is Problem.REASON_NEEDED
    announcing.reply_to_fee(db.session, case, leg, by=holder(case), now=NOW, agrees=False, text="Он барак гана.")
    assert leg.fee_asked_on is None
    assert dates(leg) == before
    assert build.open_tasks(case_id=case.id, kind=TaskKind.FEE_CONTESTED)
    with pytest.raises(CaseError) as refused:
        announcing.reply_to_fee(db.session, case, leg, by=holder(case), now=NOW, agrees=True)
    assert refused.value.problem is Problem.NO_FEE


def test_what_the_payment_is_for_is_in_an_erasable_text_and_not_in_the_chronology() -> None:
    case = build.delivered()
    ask_money(case)
    data = db.session.scalars(select(CaseEvent.data).where(CaseEvent.type == "fee_announced")).one()
    assert data == {"amount": "320", "basis_last": True}
    text = db.session.scalars(select(Message.body).where(Message.kind == "fee")).one()
    assert text.startswith("Көчүрмө: 40 барак")
    assert text.endswith("2024-жылдын 5-мартындагы баалар тизмеси"), "as it was typed"


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_no_article_that_nobody_confirmed_leaves_the_service(kind: str, language: str) -> None:
    with in_language(language):
        lines = " ".join(law_on_fees(kind))
    assert lines
    for rule in RULES:
        if not rule.article_confirmed and rule.article:
            assert rule.article not in lines


@pytest.mark.parametrize(
    ("amount", "words"), [("320", "320 som"), ("1250.5", "1\u00a0250,50 som"), ("10000000", "10\u00a0000\u00a0000 som")]
)
def test_money_as_it_is_written_here(amount: str, words: str) -> None:
    with in_language("en"):
        assert amount_words(amount) == words
