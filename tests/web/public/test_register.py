"""The register: what is in it, how it is narrowed, and what it costs."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.web.client import PageClient
from tests.web.public.cases import SUBJECT, Letters
from tracker.cases import closing
from tracker.cases.kinds import Kind
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

MOST_BYTES = 25_000


def rows(page: object) -> list[str]:
    return [row.text for row in page.main.all("tr")][1:]  # type: ignore[attr-defined]


def test_an_empty_register_invites_to_write(pages: PageClient) -> None:
    page = pages.get("/en/register")
    assert "There is no public letter yet" in page.text
    assert page.link("Write a letter") in page.html


def test_a_letter_appears_without_text_and_name_and_stays_so_until_released(pages: PageClient) -> None:
    letters = Letters()
    letter = letters.answered()
    page = pages.get("/en/register")
    assert len(rows(page)) == 1
    assert SUBJECT not in page.text
    letters.release(letter)
    assert SUBJECT in pages.get("/en/register").text


def test_what_waits_for_the_first_look_or_was_not_sent_is_not_there(pages: PageClient) -> None:
    Letters().file()
    assert "There is no public letter yet" in pages.get("/en/register").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("topic=AIR", 2), ("topic=NOISE", 0), ("oblast=41708000000000", 2), ("state=open", 1), ("state=answered", 1),
        ("late=late", 1), ("kind=proposal", 0), ("from_on=2026-11-01", 1), ("to_on=01.11.2026", 1), ("body=SETS-CH", 2),
        ("body=MNR", 0), ("oblast=41708000000000&raion=41708206000000", 2),
        ("raion=41708206000000", 2), ("raion=41705258000000", 0), ("oblast=41705000000000&raion=41708206000000", 0),
        ("place=Ысык-Ата району", 2), ("place=Кадамжай району", 0),
    ],
)  # fmt: skip
def test_filters(pages: PageClient, query: str, found: int) -> None:
    letters = Letters()
    letters.delivered(40)
    letters.answered()
    page = pages.get(f"/en/register?{query}")
    assert len(rows(page)) == found, page.text


def test_a_place_is_found_by_its_name_down_to_the_raion(pages: PageClient) -> None:
    Letters().delivered()
    page = pages.get("/ky/register?place=Ак-Суу")
    which = page.main.first("ul", class_="plain-list")
    assert which is not None
    assert len(which.all("a")) > 1
    assert rows(pages.get(which.all("a")[0].get("href"))) == []
    nowhere = pages.get("/en/register?place=Atlantis")
    assert "No raion or town was found by this name" in nowhere.text
    assert nowhere.form().values["place"] == "Atlantis"


def test_a_letter_that_was_answered_and_asked_again_says_so(pages: PageClient) -> None:
    letter = Letters().answered()
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=letter.case.id)
    closing.reopen(db.session, letter.case, letter.leg, by=holder, now=NOW, reason="Өлчөөлөр жок.")
    db.session.commit()
    assert "answered, and asked again" in pages.get("/en/register").text


def test_a_body_is_found_by_its_name(pages: PageClient) -> None:
    Letters().delivered()
    page = pages.get("/ru/register?q=СЭТС")
    assert page.status == 200
    one = pages.get("/en/register?q=zzzzzz")
    assert "No body has these words" in one.text


@pytest.mark.parametrize(
    "query",
    ["from_on=garbage", "topic=%00", "after=26-0000", "after=%27--", "state=x&late=y&kind=z", "oblast=1", "body=%F0%9F%98%80"],
)
def test_nonsense_is_answered_calmly(pages: PageClient, query: str) -> None:
    Letters().delivered()
    assert pages.get(f"/ky/register?{query}").status == 200


def test_a_wrong_date_is_said_and_kept(pages: PageClient) -> None:
    page = pages.get("/en/register?from_on=31.02.2026")
    assert "This is not a date" in page.text


def test_pages_by_key_show_every_letter_once(pages: PageClient) -> None:
    letters = Letters()
    numbers = {letters.delivered(n % 4).number for n in range(18)}
    first = pages.get("/en/register")
    second = first.click("Older letters →")
    seen = [number for number in numbers for page in (first, second) if f"/case/{number}\"" in page.html]
    assert sorted(seen) == sorted(numbers)
    assert "The newest" in second.text


def test_statements_and_bytes_do_not_grow_with_the_rows(pages: PageClient) -> None:
    letters = Letters()
    letters.delivered()
    one = pages.get("/ky/register")
    for n in range(22):
        letters.delivered(n % 5)
    many = pages.get("/ky/register")
    assert len(one.statements) == len(many.statements) <= 8
    assert len(many.data) <= MOST_BYTES


def test_everybody_gets_the_same_and_no_cookie(pages: PageClient) -> None:
    Letters().delivered()
    page = pages.get("/en/register")
    assert "Set-Cookie" not in page.headers
    again = pages.get("/en/register", status=304, If_None_Match=page.headers["ETag"])
    assert len(again.statements) == 1
    Letters().delivered(kind=Kind.PROPOSAL)
    assert pages.get("/en/register", If_None_Match=page.headers["ETag"]).status == 200


def test_a_narrowed_list_is_not_for_search_engines(pages: PageClient) -> None:
    assert "noindex" in pages.get("/en/register?topic=AIR").headers["X-Robots-Tag"]
    assert "X-Robots-Tag" not in pages.get("/en/register").headers


def test_restricted_cases_from_villages_are_only_counted(demo_world: Flask) -> None:
    page = PageClient(demo_world).get("/en/figures")
    assert "Not shown one by one" in page.text
    for cell in page.main.all("td", class_="is-number"):
        assert int(cell.text) >= 5
