"""The law on screen: every term and ground can be corrected, two persons decide, and no date of an old case moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cases.rows import a_case, a_leg
from tests.conftest import NOW
from tests.people.build import enter
from tests.web.admin.conftest import a_person
from tests.web.client import Page, PageClient
from tracker import lawbook
from tracker.cases.models import Leg
from tracker.directory.posts import Post, PostRole
from tracker.law.codes import TermName
from tracker.law.deadlines import answer_due
from tracker.law.regimes import regime_by_id, regime_for
from tracker.lawbook.models import LawChange
from tracker.people.models import Account
from tracker.store import db

TERM = "/en/admin/law/KG-APP-67/term/answer"


@pytest.fixture
def other(world: Flask, admin: PageClient) -> PageClient:
    return enter(PageClient(world), a_person(world, "admin2@example.kg", "Экинчи Администратор", PostRole.ADMINISTRATOR))


def propose(admin: PageClient, answer: int = 200, url: str = TERM, **more: Any) -> Page:
    values = {
        "status": "confirmed", "value": "10", "unit": "working_days", "starts": "registration", "article": "8",
        "article_confirmed": True, "source": "https://cbd.minjust.gov.kg/202", "reason": "Мыйзам өзгөрдү",
    }  # fmt: skip
    return admin.get(url).form("admin-form").fill(**{**values, **more}).submit(status=answer)


def open_leg(received_on: date = date(2026, 11, 16)) -> Leg:
    regime = regime_for("statement", received_on, lawbook.regimes(db.session))
    due = answer_due(regime, lawbook.current_calendar(db.session), received_on, received_on).due_on
    case = a_case(kind="statement", filed_on=received_on)
    days = {"received_on": received_on, "registered_on": received_on, "answer_due_on": due, "first_due_on": due}
    leg = a_leg(case, regime_id=regime.id, **days)
    db.session.commit()
    return leg


def confirm(page: PageClient, change: Page) -> Page:
    return page.get(f"{change.url}/confirm").form("admin-form").fill(note="Расмий текст менен салыштырылды").submit()


def test_a_term_from_proposal_to_counting(admin: PageClient, other: PageClient) -> None:
    leg = open_leg()
    due_on = leg.answer_due_on
    page = propose(admin)
    assert "10 working days; from registration; article 8" in page.text
    assert "1 open case came under this law." in page.text
    assert "By the changed law 1 of them would have another answer date." in page.text
    assert "None of their dates moves by itself" in page.text
    assert leg.case.number in page.text
    assert "Another administrator has to confirm it" in page.text
    assert "1 change of the law waits for a second person" in other.get("/en/admin").text
    refused = admin.get(f"{page.url}/confirm").form("admin-form").submit(status=422)
    assert refused.errors == ["Another administrator has to do this: you proposed the change yourself."]
    done = confirm(other, page)
    assert "Экинчи Администратор" in done.text
    db.session.rollback()
    assert db.session.get_one(Leg, leg.id).answer_due_on == due_on
    rows = lawbook.regimes(db.session)
    assert regime_for("statement", date(2026, 11, 20), rows).term(TermName.ANSWER).value == 10
    assert regime_by_id("KG-APP-67", rows).term(TermName.ANSWER).value == 14
    assert "KG-APP-67@2" in other.get("/en/admin/law").text
    assert "set here on 23.11.2026" in other.get("/en/admin/law/KG-APP-67").text


def test_the_only_administrator_is_marked_until_a_second_one_looks(world: Flask, admin: PageClient) -> None:
    page = propose(admin)
    assert "You are the only administrator" in page.text
    assert "one person" in confirm(admin, page).text
    assert "1 change of the law waits" in admin.get("/en/admin").text
    second = enter(PageClient(world), a_person(world, "admin2@example.kg", "Экинчи", PostRole.ADMINISTRATOR))
    again = second.get(f"{page.url}/again").form("admin-form").fill(note="Салыштырылды").submit()
    assert "one person" not in again.text
    assert "change of the law waits" not in admin.get("/en/admin").text


OWN = "Another administrator has to do this: you proposed the change yourself."
WALKS = [
    (["off"], "switched off"),
    (["off", "on"], "switched off and on again"),
    (["end"], "the post is ended with an earlier day"),
]


@pytest.mark.parametrize("steps", [row[0] for row in WALKS], ids=[row[1] for row in WALKS])
def test_nobody_becomes_alone_by_sending_the_other_away(world: Flask, admin: PageClient, steps: list[str]) -> None:
    second = a_person(world, "admin2@example.kg", "Экинчи Администратор", PostRole.ADMINISTRATOR)
    post_id = db.session.scalars(select(Post.id).where(Post.account_id == second.id)).one()
    page = propose(admin)
    for step in steps:
        path, more = (f"post/{post_id}/end", {"last_day": "20.11.2026"}) if step == "end" else (f"person/{second.id}/{step}", {})
        admin.get(f"/en/admin/{path}").form("admin-form").fill(reason="Отпуск", **more).submit()
        assert "You are the only administrator" not in admin.get(page.url).text
        assert admin.get(f"{page.url}/confirm").form("admin-form").submit(status=422).errors == [OWN]
    db.session.rollback()
    assert db.session.scalars(select(LawChange.state)).one() == "proposed"


def test_who_is_left_alone_for_good_proposes_again(world: Flask, admin: PageClient) -> None:
    second = a_person(world, "admin2@example.kg", "Экинчи Администратор", PostRole.ADMINISTRATOR)
    page = propose(admin)
    admin.get(f"/en/admin/person/{second.id}/off").form("admin-form").fill(reason="Жумуштан кетти").submit()
    admin.get(f"{page.url}/reject").form("admin-form").fill(note="Кайра сунушталат").submit()
    db.session.get_one(Account, second.id).deactivated_at = NOW - timedelta(days=1)
    db.session.commit()
    assert "one person" in confirm(admin, propose(admin)).text


def test_not_taken_with_a_reason(admin: PageClient, other: PageClient) -> None:
    page = propose(admin)
    form = other.get(f"{page.url}/reject").form("admin-form")
    assert form.submit(status=422).errors == ["Write why."]
    assert "not taken" in form.fill(note="Бул долбоор гана").submit().text
    assert "not taken" in admin.get("/en/admin/law/changes").text
    assert other.get(f"{page.url}/confirm").form("admin-form").submit(status=422).errors == ["This was decided already."]


def test_a_dated_term_concerns_only_letters_received_since(admin: PageClient) -> None:
    open_leg(date(2026, 11, 16))
    page = propose(admin, valid_from="20.11.2026")
    assert "It concerns no open case." in page.text
    assert "since 20.11.2026" in page.text


def test_the_history_says_from_when_a_change_holds_and_who_made_it(admin: PageClient, other: PageClient) -> None:
    confirm(other, propose(admin, valid_from="20.11.2026"))
    history = admin.get("/en/admin/law/changes").text
    assert "since 20.11.2026" in history
    assert history.index("Администратор Үлгү") < history.index("Экинчи Администратор")


def test_the_history_costs_the_same_for_many(admin: PageClient, other: PageClient) -> None:
    def cost() -> int:
        admin.get("/en/admin/law/changes")
        return len(admin.get("/en/admin/law/changes").statements)

    confirm(other, propose(admin))
    few = cost()
    for days in ("11", "12", "13"):
        confirm(other, propose(admin, value=days))
    assert cost() == few


def test_a_ground_gets_its_article(admin: PageClient, other: PageClient) -> None:
    assert "21(1)(4) (not confirmed: not named in letters)" in admin.get("/en/admin/law/KG-ATI-217").text
    url = "/en/admin/law/KG-ATI-217/ground/K217-NOTHELD-SCOPE"
    values = {"status": "confirmed", "article_confirmed": True, "source": "https://cbd.minjust.gov.kg", "reason": "Текст окулду"}
    page = admin.get(url).form("admin-form").fill(**values).submit()
    assert "It concerns no open case." in page.text
    confirm(other, page)
    assert "21(1)(4) (not confirmed" not in admin.get("/en/admin/law/KG-ATI-217").text


def test_the_prepared_law_is_put_in_use(admin: PageClient, other: PageClient) -> None:
    leg = open_leg(date(2026, 11, 20))
    first = admin.get("/en/admin/law/KG-APP-67-10WD/days")
    assert "Not known in it yet: Time to register, Extra time." in first.text
    assert "Time to answer" in first.text
    act = {"act_number": "312", "act_on": "2026-11-02", "source": "https://president.kg", "reason": "Кол коюлду"}
    values = {**act, "valid_from": "2026-11-20", "keeps_other_terms": True, "terms_compared": True}
    wrong = first.form("admin-form").fill(**{**values, "valid_from": "2026-11-01"}).submit(status=422)
    assert wrong.errors == ["This cannot be before 02.11.2026."]
    page = first.form("admin-form").fill(**values).submit()
    assert "1 open case came under this law." in page.text
    assert "Act No. 312; Day of the act: 02.11.2026" in page.text
    assert "The terms were compared with the text of the act." in page.text
    confirm(other, page)
    db.session.rollback()
    for path in ("/en/admin/law", "/en/admin/law/KG-APP-67-10WD", "/en/admin/law/changes"):
        shown = admin.get(path).text
        assert "Law No. 312 of 2 November 2026, which changed: Law No. 67 of 4 May 2007 on citizens' appeals" in shown
        assert "bill" not in shown.lower()
    assert "24.kg" not in admin.get("/en/admin/law/KG-APP-67-10WD").text
    assert "Time to register likely: being checked as in the law that it changes" in admin.get("/en/admin/law").text
    old = admin.get("/en/admin/law/KG-APP-67").text
    assert "Since 20.11.2026 letters come under the law that changed it: Law No. 312 of 2 November 2026" in old
    query = "kind=statement&received_on=2026-11-20&body=state"
    assert "10 working days (Law No. 312" in admin.get(f"/en/calculator?{query}").text
    assert regime_for("statement", date(2026, 11, 20), lawbook.regimes(db.session)).id == "KG-APP-67-10WD"
    assert db.session.get_one(Leg, leg.id).regime_id == "KG-APP-67"


@pytest.mark.parametrize("what", ["term/answer", "rule/question", "ground/new"])
def test_a_prepared_law_is_asked_for_no_days(admin: PageClient, what: str) -> None:
    no_days, first_day = "This law is not in use yet. What is set here holds from its first day on.", "From which day"
    prepared, in_use = (admin.get(f"/en/admin/law/{law}/{what}").text for law in ("KG-APP-67-10WD", "KG-APP-67"))
    assert (no_days in prepared, first_day in prepared) == (True, False)
    assert (no_days in in_use, first_day in in_use) == (False, True)


def test_a_term_of_a_prepared_law_holds_from_its_first_day(admin: PageClient, other: PageClient) -> None:
    page = propose(admin, url="/en/admin/law/KG-APP-67-10WD/term/answer", value="9")
    assert "from the first day of the law" in confirm(other, page).text
    db.session.rollback()
    rows = lawbook.regimes(db.session)
    assert regime_by_id("KG-APP-67-10WD", rows).term(TermName.ANSWER).value == 9
    assert regime_for("statement", date(2026, 11, 20), rows).id == "KG-APP-67"


def test_the_exact_first_day(admin: PageClient, other: PageClient) -> None:
    form = admin.get("/en/admin/law/KG-ATI-217/days").form("admin-form")
    assert form.fill(source="cbd", reason="x").submit(status=422).errors == ["Write the first or the last day."]
    confirm(other, form.fill(valid_from="2024-01-19", source="cbd", reason="Жарыяланган күн").submit())
    assert "since 19.01.2024" in other.get("/en/admin/law").text


@pytest.mark.parametrize(("lang", "said"), [("en", "2 months in all"), ("ru", "всего 2 месяца"), ("ky", "баары болуп 2 ай")])
def test_the_two_months_of_the_convention_are_the_whole_time(admin: PageClient, lang: str, said: str) -> None:
    for path in ("law", "law/INT-AARHUS-4"):
        assert said in admin.get(f"/{lang}/admin/{path}").text


def test_the_days_of_a_law_are_of_all_its_versions(admin: PageClient, other: PageClient) -> None:
    """A term that changed on a day cuts a law in two; its own first day stays what it was."""
    days = "/en/admin/law/KG-APP-67/days"
    before = admin.get(days).text
    assert "As it stands since 05.2007" in before
    confirm(other, propose(admin, valid_from="2026-11-24"))
    after = admin.get(days).text
    assert "As it stands since 05.2007" in after
    assert "since 24.11.2026" not in after


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": ""}, "Write how long the term is."),
        ({"value": "ten"}, "Write a whole number in digits."),
        ({"value": "-1"}, "Write a number from 0 to 400."),
        ({"unit": ""}, "Choose days, weeks or months."),
        ({"starts": ""}, "Choose from when it is counted."),
        ({"status": "unknown"}, "A term that is not known has no number. Leave it empty."),
        ({"article": ""}, "Write the article that was read."),
        ({"source": ""}, "Write where it was read."),
        ({"reason": ""}, "Write the reason for the change."),
        ({"valid_from": "2026-12-01", "valid_to": "2026-11-01"}, "This cannot be before 01.12.2026."),
        ({"valid_from": "2006-12-01", "valid_to": "2006-12-31"}, "This contradicts what is known of the law."),
    ],
)
def test_wrong_input_is_explained_and_kept(admin: PageClient, wrong: dict[str, str], said: str) -> None:
    page = propose(admin, 422, **wrong)
    assert said in " ".join(page.errors), page.errors
    assert page.form("admin-form")["reason"] == wrong.get("reason", "Мыйзам өзгөрдү")
    db.session.rollback()
    assert db.session.query(LawChange).count() == 0


NOWHERE = (
    "KG-NO-1/days", "KG-APP-67/term/no", "KG-APP-67/term/filing", "KG-APP-67/term/answer?kind=x", "KG-APP-67/rule/no",
    "INT-AARHUS-4/rule/question", "KG-APP-67/ground/K99", "change/77",
)  # fmt: skip


@pytest.mark.parametrize("path", [*NOWHERE, "KG-NO-1"])
def test_what_does_not_exist(admin: PageClient, path: str) -> None:
    assert admin.get(f"/en/admin/law/{path}", status=404).status == 404


def test_a_kind_with_terms_of_its_own(admin: PageClient) -> None:
    page = propose(admin, url="/en/admin/law/KG-ATI-217/term/answer?kind=access_complaint", starts="receipt")
    assert "complaint" in page.text.lower()
    assert db.session.query(LawChange.kind).scalar() == "access_complaint"


def test_the_notice_of_extra_time_has_no_number_and_can_be_confirmed_so(admin: PageClient, other: PageClient) -> None:
    address = "/en/admin/law/KG-ATI-217/term/extension_notice"
    page = admin.get(address)
    assert "before the first date" in page.text
    assert "The law gives no number" not in admin.get("/en/admin/law/KG-ATI-217/term/answer").text
    form = page.form("admin-form").fill(status="confirmed", source="cbd", reason="Окулду")
    refused = form.fill(value="3", until_first_date=True).submit(status=422)
    assert refused.errors == ["A term that is not known has no number. Leave it empty."]
    page = refused.form("admin-form").fill(value="").submit()
    assert "before the first date" in page.text
    confirm(other, page)
    db.session.rollback()
    term = regime_for("information_request", date(2026, 11, 20), lawbook.regimes(db.session)).term(TermName.EXTENSION_NOTICE)
    assert (term.value, term.until, term.status) == (None, "original_date", "confirmed")


def test_sources_are_links_and_an_unknown_ground_says_what_is_unknown(admin: PageClient) -> None:
    page = admin.get("/en/admin/law/KG-ATI-217")
    assert '<a href="https://law.ungovr.org/records/kg" rel="noopener">https://law.ungovr.org/records/kg</a>' in page.html
    assert page.html.count('<a href="http') == page.html.count('rel="noopener"')
    _, found, row = admin.get("/en/admin/law/KG-APP-67").html.rpartition("Another body is competent to decide")
    assert found
    row = row.partition("</tr>")[0]
    assert "unknown: not seen in the text of the law" in row
    assert "no date is counted" not in row
    assert "<a href" not in row.partition("</a>")[2], "what is no address is text"


def test_a_term_that_the_law_did_not_name_yet_is_added(admin: PageClient, other: PageClient) -> None:
    page = admin.get("/en/admin/law/KG-APP-67")
    address = "/en/admin/law/KG-APP-67/term/answer_after_transfer"
    assert f'href="{address}"' in page.html
    assert "KG-APP-67/term/filing" not in page.html, "that is a term of another law"
    form = admin.get(address).form("admin-form")
    values = {"status": "likely", "value": "15", "unit": "working_days", "starts": "receipt", "source": "cbd", "reason": "Окулду"}
    confirm(other, form.fill(**values).submit())
    page = admin.get("/en/admin/law/KG-APP-67")
    assert "Time to answer what another body passed on likely" in page.text
    assert f'href="{address}">Time to answer what another body passed on</a></li>' not in page.html


def test_a_term_for_one_kind_of_letter_alone(admin: PageClient, other: PageClient) -> None:
    """The law may give a proposal more time than a complaint; what changes for all later does not undo it."""
    page = propose(admin, for_kind="proposal", value="30")
    assert "proposal" in page.text.lower()
    confirm(other, page)
    confirm(other, propose(admin, value="12"))
    db.session.rollback()
    on, rows = date(2026, 11, 20), lawbook.regimes(db.session)
    found = {kind: regime_for(kind, on, rows).term(TermName.ANSWER).value for kind in ("proposal", "statement", "complaint")}
    assert found == {"proposal": 30, "statement": 12, "complaint": 12}


def test_a_remark_that_came_with_the_service_is_offered_in_the_readers_language_and_kept_as_it_is(admin: PageClient) -> None:
    page = propose(admin, url="/ru/admin/law/KG-APP-67/term/answer")
    assert "Several sources" not in page.text
    assert db.session.query(LawChange.table).scalar()["note"].startswith("Several sources agree.")
    form = admin.get("/ru/admin/law/KG-ATI-217/term/extension").form("admin-form")
    assert "Письменн" in form["note"]


def test_a_term_that_makes_no_date_says_so(admin: PageClient) -> None:
    said = "No date of a case is counted from this term"
    assert said in admin.get("/en/admin/law/KG-ATI-217/term/urgent_answer").text
    assert said not in admin.get(TERM).text


def test_a_term_is_offered_only_what_it_can_be_counted_from(admin: PageClient) -> None:
    """A start that no date would obey is not offered."""
    offered = {
        "extension": ["from the first date", "from the day the body got the letter"],
        "clarification": ["from the day the applicant was asked"],
        "registration": ["from the day the body got the letter"],
    }
    for term, starts in offered.items():
        form = admin.get(f"/en/admin/law/KG-ATI-217/term/{term}").form("admin-form")
        [field] = [one for one in form.controls() if one.get("name") == "starts"]
        assert [one.text for one in field.all("option")] == ["–", *starts], term
