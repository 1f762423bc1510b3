"""What a question does to the clock, from the administrator's screen to the page of the applicant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.people.build import enter
from tests.web.admin.conftest import a_person
from tests.web.client import Page, PageClient
from tests.web.officer.build import Office, leg_of, register, url
from tracker.cases import handling
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.directory.posts import PostRole
from tracker.i18n import in_language, t
from tracker.lawbook.models import LawChange
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

RULE = "/en/admin/law/KG-ATI-217/rule/question"


@pytest.fixture
def other(world: Flask, admin: PageClient) -> PageClient:
    return enter(PageClient(world), a_person(world, "admin2@example.kg", "Экинчи Администратор", PostRole.ADMINISTRATOR))


def propose(admin: PageClient, answer: int = 200, url: str = RULE, **more: Any) -> Page:
    values = {
        "effect": "stops_clock", "status": "confirmed", "article": "17", "article_confirmed": True,
        "source": "https://cbd.minjust.gov.kg/217", "reason": "Мыйзамдын тексти окулду",
    }  # fmt: skip
    return admin.get(url).form("admin-form").fill(**{**values, **more}).submit(status=answer)


def confirm(page: PageClient, change: Page) -> Page:
    return page.get(f"{change.url}/confirm").form("admin-form").fill(note="Расмий текст менен салыштырылды").submit()


def reply(case: Case, days: int) -> None:
    leg, writer = leg_of(case), Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    handling.clarify(db.session, leg.case, leg, by=writer, now=NOW + timedelta(days=days), text="Ленин көчөсү.")
    db.session.commit()


def test_from_the_screen_of_the_law_to_the_page_of_the_applicant(admin: PageClient, other: PageClient, world: Flask) -> None:
    assert "When the applicant is asked something unknown: the time runs on" in admin.get("/en/admin/law/KG-ATI-217").text
    page = propose(admin)
    assert "the time stands still until the reply" in page.text
    assert "article 17; confirmed" in page.text
    assert "Another administrator has to confirm it" in page.text
    confirm(other, page)
    shown = admin.get("/en/admin/law/KG-ATI-217").text
    assert "When the applicant is asked something confirmed" in shown
    assert "set here on 23.11.2026" in shown

    office = Office(world)
    case = office.letter()
    pages = office.signed_in(office.person())
    register(pages.get(url(case)))
    asking = pages.get(url(case)).click("Ask the applicant")
    stands = "By the law your time to answer stands still until the reply: the date is then 17 December 2026 at the latest."
    assert stands in asking.text
    assert "runs on meanwhile" not in asking.text
    case_page = asking.form("act").fill(question="Кайсы көчө?").submit("Send the question")
    assert "17 December 2026" in case_page.text
    assert "By the law its time stands still until the reply. The date is now 17 December 2026 at the latest." in case_page.text
    assert "8 working days at the most (Law No. 217 of 29 December 2023 on the right of access to information, article 17)" in (
        case_page.text
    )
    told = [mail for mail in db.session.scalars(select(OutboxMail)) if mail.kind == "notice:asked"]
    with in_language("ky"):
        until_then = t(
            "By the law the time of the body stands still until you reply. The sooner you reply, the sooner it has to answer."
        )
    assert [until_then in mail.text for mail in told] == [True]

    reply(case, 3)
    assert leg_of(case).answer_due_on == date(2026, 12, 10)
    for language, words in {
        "ky": "Ошол аралыкта анын мөөнөтү токтоп турду: 3 жумуш күнү",
        "ru": "В это время его срок не шёл: 3 рабочих дня",
        "en": "Its time stood still meanwhile: 3 working days",
    }.items():
        public = PageClient(world).get(f"/{language}/case/{case.number}").text
        assert words in public
        assert "10" in public


def test_a_letter_that_came_before_keeps_its_clock_and_the_preview_says_so(admin: PageClient, world: Flask) -> None:
    case = Office(world).letter()
    with_question = Office(world).letter(Kind.INFORMATION_REQUEST)
    leg = leg_of(with_question)
    handling.ask(
        db.session, leg.case, leg, by=Actor(ActorKind.OFFICER, authority_id="SETS-CH"), now=NOW, question="Кайсы көчө?"
    )
    db.session.commit()
    reply(with_question, 3)
    page = propose(admin)
    assert "2 open cases came under this law." in page.text
    assert "By the changed law 1 of them would have another answer date." in page.text
    assert with_question.number in page.text
    assert case.number not in page.text
    assert (leg_of(case).answer_due_on, leg_of(with_question).answer_due_on) == (date(2026, 12, 7), date(2026, 12, 7))


WINDOWS = [
    ({"status": "likely", "article": "", "article_confirmed": False}, "By the law, as far as we know, the applicant has until "),
    ({"status": "confirmed", "article": "17", "article_confirmed": True}, "By the law the applicant has until "),
]


@pytest.mark.parametrize(("known", "said"), WINDOWS)
def test_the_window_of_the_law_is_not_asked_for(
    admin: PageClient, other: PageClient, world: Flask, known: dict[str, Any], said: str
) -> None:
    term = {"value": "5", "unit": "working_days", "starts": "question", **known}
    address = "/en/admin/law/KG-ATI-217/term/clarification"
    form = admin.get(address).form("admin-form").fill(**term, source="cbd", reason="Окулду")
    confirm(other, form.submit())
    office = Office(world)
    case = office.letter()
    asking = office.signed_in(office.person()).get(url(case, "/ask"))
    assert f"{said}30 November 2026 to reply." in asking.text
    assert "runs on meanwhile" in asking.text
    assert "Reply by" not in asking.text
    asking.form("act").fill(question="Кайсы көчө?").submit("Send the question")
    assert leg_of(case).clarify_until_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"status": "unknown"}, "What is not known changes no time"),
        ({"article": ""}, "Write the article that was read."),
        ({"source": ""}, "Write where it was read."),
        ({"reason": ""}, "Write the reason for the change."),
        ({"valid_from": "2026-12-01", "valid_to": "2026-11-01"}, "This cannot be before 01.12.2026."),
    ],
)
def test_wrong_input_is_explained_and_kept(admin: PageClient, wrong: dict[str, str], said: str) -> None:
    page = propose(admin, 422, **wrong)
    assert said in " ".join(page.errors), page.errors
    assert page.form("admin-form")["effect"] == "stops_clock"
    db.session.rollback()
    assert db.session.query(LawChange).count() == 0


def test_what_a_transfer_may_do_is_another_choice(admin: PageClient) -> None:
    page = admin.get("/en/admin/law/KG-APP-67/rule/transfer")
    assert "the next body has the whole time anew" in page.text
    assert "unknown: the time runs on" in page.text
    assert "no date is counted" not in page.text
    assert "stands still" not in page.text


def test_where_the_rule_is_not_confirmed_each_page_says_so(admin: PageClient, other: PageClient, world: Flask) -> None:
    confirm(other, propose(admin, status="likely", article_confirmed=False))
    office = Office(world)
    case = office.letter()
    asking = office.signed_in(office.person()).get(url(case, "/ask"))
    assert "As far as we know, by the law your time to answer stands still until the reply" in asking.text
    case_page = asking.form("act").fill(question="Кайсы көчө?").submit("Send the question")
    for shown in (case_page, PageClient(world).get(f"/en/case/{case.number}")):
        assert "As far as we know, by the law its time stands still until the reply." in shown.text
    [told] = [mail for mail in db.session.scalars(select(OutboxMail)) if mail.kind == "notice:asked"]
    assert "Биз билгенге караганда, мыйзам боюнча сиз жооп бергенче органдын мөөнөтү токтоп турат." in told.text


def test_the_body_chooses_the_day_of_the_reply(admin: PageClient, world: Flask) -> None:
    office = Office(world)
    case = office.letter()
    asking = office.signed_in(office.person()).get(url(case, "/ask"))
    asking.form("act").fill(question="Кайсы көчө?", until_on="2026-11-27").submit("Send the question")
    assert leg_of(case).clarify_until_on == date(2026, 11, 27)
