"""The centre's part: a reply about a payment by telephone, another kind of letter decided, dates counted again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.conftest import NOW
from tests.web.client import PageClient
from tests.web.staff import build
from tests.web.staff.build import House, again, events, open_tasks
from tracker import lawbook
from tracker.cases import announcing, correcting, requalifying
from tracker.cases.decision_letters import Given
from tracker.cases.kinds import Kind, Outcome, TaskKind
from tracker.cases.models import Case, Message
from tracker.i18n import long_date
from tracker.law.versions import What
from tracker.lawbook import changes
from tracker.lawbook.changes import Wanted
from tracker.people.actor import Actor, ActorKind
from tracker.store import db
from tracker.web.staff.words import TASK_HINTS


def test_the_reply_about_a_payment_is_taken_by_telephone(any_house: House) -> None:
    case = build.delivered()
    leg = case.current_leg
    assert leg is not None
    announcing.announce_fee(
        db.session, case, leg, by=build.OFFICER, now=NOW, amount=Decimal(320), purpose="Көчүрмө", basis="Тизме № 5"
    )
    db.session.commit()
    page = any_house.aigul.get(f"/en/staff/{case.number}")
    assert "The body wants a payment of 320 som" in page.text
    page = page.click("Reply about the payment for the applicant")
    page = page.form("act").fill(agrees="no").submit(status=422)
    assert page.errors == ["Please give a reason."]
    page = page.form("act").fill(text="Он барак гана сураган.").submit()
    assert events(again(case))[-1] == "fee_replied"
    assert open_tasks(case_id=case.id, kind=TaskKind.FEE_CONTESTED)
    assert "Reply about the payment for the applicant" not in [text for text, _ in page.links()]


def test_another_kind_the_objection_and_the_decision(any_house: House) -> None:
    case = build.delivered(Kind.STATEMENT)
    pages = any_house.aigul
    page = pages.get(f"/en/staff/{case.number}").click("Treat it as another kind of letter")
    assert "Request for information: answer by 7 December 2026" in page.text
    page = page.form("act").fill(kind="information_request", reason="Маалымат сурап жатат.").submit()
    assert again(case).kind == Kind.INFORMATION_REQUEST
    page = page.click("The applicant objects to the other kind")
    page = page.form("act").fill(reason="Арыз ээси телефон аркылуу каршы болду.").submit()
    assert (again(case).kind, again(case).kind_standing) == (Kind.STATEMENT, "suspended")
    page = page.click("Decide on the kind of letter")
    page = page.form("act").fill(decision="filed").submit(status=422)
    assert page.errors == ["Write the reason."]
    page = page.form("act").fill(reason="Катта маселе жөнүндө айтылган.").submit()
    assert (again(case).kind, again(case).kind_standing) == (Kind.STATEMENT, "set_aside")
    assert "The centre decided: the kind that the applicant chose holds." in page.text
    assert not open_tasks(case_id=case.id, kind=TaskKind.KIND_OBJECTED)


def test_the_task_of_an_objection_leads_to_the_decision(house: House) -> None:
    case = build.delivered()
    leg = case.current_leg
    assert leg is not None
    requalifying.requalify(db.session, case, leg, by=build.OFFICER, now=NOW, kind=Kind.STATEMENT, reason="Арыз.")
    by = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    requalifying.object_to_kind(db.session, case, leg, by=by, now=NOW, reason="Мен маалымат сурадым.")
    db.session.commit()
    tasks = house.aigul.get("/en/staff/tasks")
    assert "The applicant objects to another kind of letter: decide" in tasks.text
    [task] = open_tasks(case_id=case.id, kind=TaskKind.KIND_OBJECTED)
    page = house.aigul.get(f"/en/staff/tasks/{task.id}")
    assert page.link("Go to it") == f"/en/staff/{case.number}/of/{leg.id}/settle"


def test_every_task_says_what_is_to_be_done() -> None:
    assert set(TASK_HINTS) == set(TaskKind)


def test_dates_are_counted_again_with_a_reason(any_house: House) -> None:
    case = build.delivered()
    pages = any_house.aigul
    by = Actor(ActorKind.ADMINISTRATOR)
    lawbook.set_day(db.session, date(2026, 11, 27), False, "Жылдыруу", "Токтом № 600", by, NOW, source="https://example.kg/600")
    db.session.commit()
    page = pages.get(f"/en/staff/{case.number}").click("Count the dates again")
    assert "7 December 2026" in page.text
    assert "8 December 2026" in page.text
    page = page.form("act").submit(status=422)
    assert page.errors == ["Write the reason."]
    page = page.form("act").fill(reason="27-ноябрь эс алуу күнү: токтом № 600.").submit()
    leg = again(case).current_leg
    assert leg is not None
    assert leg.answer_due_on == date(2026, 12, 8)
    assert "The dates were counted again. Answer by 8 December 2026 instead of 7 December 2026." in page.text
    page = page.click("Count the dates again").form("act").fill(reason="Дагы бир жолу.").submit(status=422)
    assert page.errors == ["Counted again, the dates are the same. Nothing was changed."]
    assert page.form("act")["reason"] == "Дагы бир жолу."


def test_the_corrected_term_is_a_second_choice_with_its_reason(any_house: House) -> None:
    case = build.delivered(Kind.STATEMENT)
    leg = case.current_leg
    assert leg is not None
    address, before = f"/en/staff/{case.number}/of/{leg.id}/recount", leg.answer_due_on
    assert "By which term?" not in any_house.aigul.get(address).text
    table = {"status": "confirmed", "value": 12, "unit": "working_days", "starts": "registration", "source": "cbd"}
    one, two = (Actor(ActorKind.ADMINISTRATOR, account_id=number) for number in (1, 2))
    row = changes.propose(db.session, Wanted(What.TERM, "KG-APP-67", table, "8-берене окулду.", "answer"), by=one, now=NOW)
    changes.confirm(db.session, row, note="", alone=False, by=two, now=NOW)
    db.session.commit()
    page = any_house.aigul.get(address)
    for said in ("14 working days (likely: being checked); corrected: 12 working days (confirmed)", "Why: 8-берене окулду."):
        assert said in page.text
    assert before is not None
    assert f"By the term that the letter came under: answer by {long_date(before, 'en')}" in page.text
    assert "By the corrected term: answer by 10 December 2026" in page.text
    refused = page.form("act").fill(reason="Мыйзам.").submit(status=422)
    assert refused.errors == ["Choose one."]
    same = refused.form("act").fill(by="kept").submit(status=422)
    assert same.errors == ["Counted again, the dates are the same. Nothing was changed."]
    done = refused.form("act").fill(by="KG-APP-67@2").submit()
    assert "counted again, by the corrected term of the law" in done.text
    fresh = again(case).current_leg
    assert fresh is not None
    assert (fresh.answer_due_on, fresh.regime_id) == (date(2026, 12, 10), "KG-APP-67@2")


def test_a_correction_is_read_and_released_by_itself(any_house: House, any_world: Any) -> None:
    case = build.answered()
    leg = case.current_leg
    assert leg is not None
    pages = any_house.aigul
    form = pages.get(f"/en/staff/{case.number}/release/letter").form("release")
    form.fill(decision="release", body="Цемент заводу чаң чыгарып жатат.").submit()
    first = db.session.scalars(db.select(Message).where(Message.case_id == case.id, Message.kind == "answer")).one()
    form = pages.get(f"/en/staff/{case.number}/release/{first.id}").form("release")
    form.fill(decision="release", body="Текшерүү жүргүзүлдү.").submit()
    correcting.correct_answer(
        db.session, case, leg, by=build.OFFICER, now=NOW, reason="wrong_figure", outcome=Outcome.FULL,
        given=Given("Туура көрсөткүч: 0,12 мг/м3."),
    )  # fmt: skip
    db.session.commit()
    public = PageClient(any_world).get(f"/en/case/{case.number}")
    assert "The body corrected this on 23 November 2026." in public.text
    assert "0,12 мг/м3" not in public.text
    page = pages.get(f"/en/staff/{case.number}")
    assert "The body corrected its answer: answered in full." in page.text
    page = page.click("Read and release")
    assert "Corrected answer" in page.text
    second = db.session.scalars(db.select(Message).where(Message.kind == "correction")).one()
    pages.get(f"/en/staff/{case.number}/release/{second.id}").form("release").fill(decision="release").submit()
    public = PageClient(any_world).get(f"/en/case/{case.number}")
    assert "Текшерүү жүргүзүлдү." in public.text
    assert "0,12 мг/м3" in public.text


def test_a_day_of_our_own_rule_is_not_told_as_one_of_the_law(any_house: House) -> None:
    case = build.answered()
    leg = case.current_leg
    assert leg is not None
    leg.outcome, leg.ended_on, leg.answered_on = Outcome.PARTIAL, date(2026, 10, 28), date(2026, 10, 28)
    db.session.commit()
    board = any_house.aigul.get("/en/staff").text
    assert "By our own rule of service he can contest it until 27 November 2026." in board
    assert "The law's own time to complain is still being checked" in board


def confirmed(wanted: Wanted) -> None:
    one, two = (Actor(ActorKind.ADMINISTRATOR, account_id=number) for number in (1, 2))
    changes.confirm(db.session, changes.propose(db.session, wanted, by=one, now=NOW), note="", alone=False, by=two, now=NOW)
    db.session.commit()


def recount_page(case: Case) -> str:
    assert case.current_leg is not None
    return f"/en/staff/{case.number}/of/{case.current_leg.id}/recount"


def test_another_law_is_named_on_the_page_and_in_the_chronology(any_house: House) -> None:
    case = build.delivered(Kind.STATEMENT)
    act = {"act_number": "312", "act_on": "2026-09-14", "source": "president.kg", "keeps_other_terms": True}
    confirmed(Wanted(What.LAW, "KG-APP-67-10WD", act, "Мыйзам басылып чыкты.", valid_from=date(2026, 10, 1)))
    page = any_house.aigul.get(recount_page(case))
    assert "By another law, Law No. 312 of 14 September 2026" in page.text
    assert "corrected: Law No. 312 of 14 September 2026" in page.text
    assert "14 working days (likely: being checked); corrected: 10 working days" in page.text
    for same in ("corrected: 1 working day", "corrected: not known"):
        assert same not in page.text, "a term that the law left as it was is no correction"
    done = page.form("act").fill(by="KG-APP-67-10WD", reason="Мыйзам 1-октябрдан күчүндө.").submit()
    assert "by another law: as is known now, it was in force when the letter came. Answer by 8 December 2026" in done.text


def test_only_what_a_term_is_counted_from_was_corrected(any_house: House) -> None:
    case = build.delivered(Kind.STATEMENT)
    table = {"status": "likely", "value": 14, "unit": "working_days", "starts": "receipt", "source": "cbd"}
    confirmed(Wanted(What.TERM, "KG-APP-67", table, "8-берене окулду.", "answer"))
    page = any_house.aigul.get(recount_page(case)).text
    assert "14 working days, from registration (likely" in page
    assert "corrected: 14 working days, from the day the body got the letter (likely" in page


def test_extra_time_that_is_the_whole_time_says_so(any_house: House) -> None:
    case = build.delivered()
    table = {"status": "likely", "value": 20, "unit": "working_days", "starts": "receipt", "source": "cbd"}
    confirmed(Wanted(What.TERM, "KG-ATI-217", table, "16-берене окулду.", "extension"))
    page = any_house.aigul.get(recount_page(case)).text
    assert "10 working days, from the first date (likely" in page
    assert "corrected: 20 working days in all, from the day the body got the letter (likely" in page


def test_a_rule_that_was_corrected_is_named_on_the_page(any_house: House) -> None:
    case = build.delivered()
    stops = {"effect": "stops_clock", "status": "likely", "source": "cbd.minjust.gov.kg"}
    confirmed(Wanted(What.RULE, "KG-ATI-217", stops, "11-берене окулду.", "question"))
    page = any_house.aigul.get(recount_page(case))
    for said in ("When the applicant is asked something", "unknown: the time runs on; corrected: the time stands still"):
        assert said in page.text
    assert "Why: 11-берене окулду." in page.text
