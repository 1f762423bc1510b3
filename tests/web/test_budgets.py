"""What a page may cost: eight statements, 25 KB of HTML, and not one statement more with a hundred times the rows."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tests.bench.service import client_of
from tests.cases.many import fill
from tests.web.client import Page, PageClient
from tracker.cases.kinds import LegState
from tracker.cases.models import Case, Leg
from tracker.store import db

MOST_STATEMENTS, MOST_HTML = 8, 25 * 1024
MOST_ON_DESK = 14
"""Of a case as its body or its centre works on it: who he is and where he sits, the log, names and contacts, texts, files."""
MANY, FIRST = 400, 10_000
PUBLIC, OFFICER, STAFF, COORDINATOR, ADMINISTRATOR = "", "sets", "bishkek", "coordinator", "admin"


def client(app: Flask, who: str) -> PageClient:
    pages = PageClient(app)
    pages.client = client_of(app, f"{who}@demo.example" if who else "")
    return pages


def plain_addresses(app: Flask, area: str) -> list[str]:
    """Every page of one area whose address needs nothing but the language."""
    return sorted(
        rule.rule.replace("<any(ky,ru,en):lang>", "ky")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] == area and "GET" in (rule.methods or ()) and rule.arguments == {"lang"}
    )


def over(page: Page, most: int = MOST_STATEMENTS) -> list[str]:
    """What a page costs too much. Files and leads to other pages have no budget."""
    if page.status != 200 or page.answer.mimetype != "text/html":
        return []
    statements, size = len(page.statements), len(page.data)
    return [
        *([f"{page.url}: {statements} statements"] if statements > most else []),
        *([f"{page.url}: {size} bytes"] if size > MOST_HTML else []),
    ]


@pytest.fixture
def demo(demo_world: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The demonstration, which lets staff in without a second factor."""
    monkeypatch.setitem(demo_world.config, "DEMONSTRATION", True)
    return demo_world


AREAS = [
    ("public", PUBLIC), ("officer", OFFICER), ("staff", STAFF), ("coordinator", COORDINATOR), ("admin", ADMINISTRATOR),
    ("account", OFFICER), ("security", PUBLIC),
]  # fmt: skip


@pytest.mark.parametrize(("area", "who"), AREAS)
def test_no_page_costs_more_than_its_budget(demo: Flask, area: str, who: str) -> None:
    pages = client(demo, who)
    opened = [pages.open("GET", address, None) for address in plain_addresses(demo, area)]
    assert any(page.status == 200 and page.url in plain_addresses(demo, area) for page in opened)
    assert [problem for page in opened for problem in over(page)] == []


def test_no_page_of_a_case_costs_more_than_its_budget(demo: Flask) -> None:
    """Each case of the demonstration, as everybody, its body and its centre see it."""
    public = select(Case.number).where(Case.public_row)
    centre = select(Case.number).where(Case.centre_id == "AC-BI")
    body = select(Case.number).join(Leg, Leg.id == Case.current_leg_id)
    body = body.where(Leg.authority_id == "SETS-CH", Leg.state != LegState.TO_SEND)
    problems = []
    for who, path, numbers in (
        (PUBLIC, "/ky/case", public),
        (STAFF, "/ky/staff", centre),
        (OFFICER, "/ky/officer", body),
    ):
        pages = client(demo, who)
        for number in db.session.scalars(numbers).all():
            problems += over(pages.open("GET", f"{path}/{number}", None), MOST_ON_DESK if who else MOST_STATEMENTS)
    assert problems == []


LISTS = {
    PUBLIC: ("/ky/", "/ky/register", "/ky/register?late=late", "/ky/bodies", "/ky/body/SETS-CH", "/ky/figures"),
    OFFICER: ("/ky/officer", "/ky/officer?show=unclaimed"),
    STAFF: (
        "/ky/staff",
        "/ky/staff/all",
        "/ky/staff/tasks",
        "/ky/staff/outbox",
        "/ky/staff/contacts",
        "/ky/staff/section/late",
    ),
}


@pytest.mark.parametrize("who", LISTS)
def test_the_statements_of_a_page_do_not_grow_with_its_rows(demo: Flask, who: str) -> None:
    few = {address: _opened(client(demo, who), address) for address in LISTS[who]}
    fill(db.session, MANY, first=FIRST)
    many = {address: _opened(client(demo, who), address) for address in LISTS[who]}
    assert {address: len(page.statements) for address, page in many.items()} == {
        address: len(page.statements) for address, page in few.items()
    }
    assert [problem for page in many.values() for problem in over(page)] == []


def _opened(pages: PageClient, address: str) -> Page:
    """Once to fill what a process keeps, once to count."""
    pages.get(address)
    return pages.get(address)
