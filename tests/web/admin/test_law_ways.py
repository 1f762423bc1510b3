"""The ways of review on the law screens: their order, their time and how sure each is; two persons correct them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests.people.build import enter
from tests.web.admin.conftest import a_person
from tests.web.admin.test_law import confirm
from tests.web.client import PageClient
from tracker import lawbook
from tracker.directory.posts import PostRole
from tracker.law.codes import Grievance, Route, Status
from tracker.law.regimes import regime_by_id
from tracker.law.remedies import remedies
from tracker.store import db

COURT_217 = "/en/admin/law/KG-ATI-217/way/court.silence"
READ = {"source": "https://cbd.minjust.gov.kg/111520", "reason": "Кодекс окулду"}
LISTED = [
    ("en", "Ways of review", "Go to court", "only after a complaint", "at once", "30 working days (likely: being checked)"),
    ("ru", "Способы обжалования", "Обратиться в суд", "только после жалобы", "сразу", "30 рабочих дней (предположительно"),
    ("ky", "Даттануу жолдору", "Сотко кайрылуу", "даттануудан кийин гана", "дароо", "30 жумуш күнү (болжолдуу"),
]


@pytest.fixture
def other(world: Flask, admin: PageClient) -> PageClient:
    return enter(PageClient(world), a_person(world, "admin2@example.kg", "Экинчи Администратор", PostRole.ADMINISTRATOR))


@pytest.mark.parametrize(("lang", "title", "court", "later", "at_once", "time"), LISTED)
def test_a_law_lists_its_ways(
    admin: PageClient, lang: str, title: str, court: str, later: str, at_once: str, time: str
) -> None:
    page = admin.get(f"/{lang}/admin/law/KG-APP-67")
    _, found, ways = page.text.rpartition(title)
    assert found
    for words in (court, later, at_once, time, "jardam.kg"):
        assert words in ways
    for governing in ("KG-ADM-210", "KG-AKYIKATCHY", "KG-APC-13"):
        assert f'href="/{lang}/admin/law/{governing}/term/filing"' in page.html
    assert f'href="/{lang}/admin/law/KG-ATI-217/term/filing"' in admin.get(f"/{lang}/admin/law/KG-ATI-217").html


@pytest.mark.parametrize("law", ["KG-ADM-210", "KG-APC-13", "KG-AKYIKATCHY", "INT-AARHUS-4"])
def test_a_law_without_ways_of_its_own_lists_none(admin: PageClient, law: str) -> None:
    assert "Ways of review" not in admin.get(f"/en/admin/law/{law}").text


def test_the_time_to_turn_to_the_akyikatchy_is_set_on_a_screen(admin: PageClient, other: PageClient) -> None:
    assert "the first day is not known" in admin.get("/en/admin/law/KG-AKYIKATCHY").text
    form = admin.get("/en/admin/law/KG-AKYIKATCHY/term/filing").form("admin-form")
    values = {"status": "confirmed", "value": "12", "unit": "months", "starts": "decision", **READ}
    confirm(other, form.fill(**values).submit())
    db.session.rollback()
    query = "kind=information_request&received_on=2026-11-02&body_on=2026-11-16"
    assert "Turn to the Akyikatchy (Ombudsman). Open until 16 November 2027." in admin.get(f"/en/calculator?{query}").text


def test_the_order_and_the_certainty_of_a_way_from_proposal_to_counting(admin: PageClient, other: PageClient) -> None:
    page = admin.get(COURT_217).form("admin-form").fill(status="confirmed", complaint_first=True, **READ).submit()
    assert "only after a complaint; confirmed" in page.text
    assert "It concerns no open case." in page.text
    assert "Law No. 217 of 29 December 2023 on the right of access to information: Go to court" in page.text
    confirm(other, page)
    db.session.rollback()
    law = regime_by_id("KG-ATI-217", lawbook.regimes(db.session))
    court = next(way for way in remedies(law, Grievance.SILENCE, date(2026, 11, 23)) if way.route is Route.COURT)
    assert (court.status, court.complaint_first) == (Status.CONFIRMED, True)
    shown = admin.get("/en/calculator?kind=information_request&received_on=2026-11-02").text
    assert "Go to court. Before the court, complain to the body itself or to the higher body." in shown
    assert "cbd.minjust.gov.kg/111520" in admin.get("/en/admin/law/KG-ATI-217").text
    assert "Go to court" in admin.get("/en/admin/law/changes").text


def test_a_way_past_the_court_has_no_order_to_set(admin: PageClient) -> None:
    path = "/en/admin/law/KG-APP-67/way/administrative_complaint.bad_answer.refusal.silence"
    page = admin.get(path)
    assert "has to come first" not in page.text
    assert page.form("admin-form").fill(source="", reason="").submit(status=422).errors == [
        "Write where it was read.", "Write the reason for the change.",
    ]  # fmt: skip


NOWHERE = [
    "KG-ATI-217/way/court.bad_answer.refusal.silence", "KG-APP-67/way/court",
    "KG-APP-67/way/bribe.silence", "KG-NO-1/way/court.silence", "KG-APP-67-10WD/way/court.silence",
]  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_what_does_not_exist(admin: PageClient, path: str) -> None:
    assert admin.get(f"/en/admin/law/{path}", status=404).status == 404


def test_a_bill_leads_to_the_ways_of_the_law_that_it_would_change(admin: PageClient) -> None:
    page = admin.get("/en/admin/law/KG-APP-67-10WD")
    assert 'href="/en/admin/law/KG-APP-67/way/court.silence"' in page.html
