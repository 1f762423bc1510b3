"""What follows if a date passes, said with the date while it still can: on every page about a letter, and for programs."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from tests.web.client import PageClient
from tests.web.officer.build import Office, register, url
from tests.web.public.cases import Letters
from tests.web.public.test_follow import follow
from tracker.cases.kinds import Kind
from tracker.directory.models import Authority
from tracker.store import db

REQUEST = {
    "en": "If the date passes without an answer, these ways are open: complain to the higher body",
    "ru": "Если срок пройдёт без ответа, открыты такие пути: подать жалобу в вышестоящий орган",
    "ky": "Эгер бул күн жоопсуз өтүп кетсе, мындай жолдор ачык: жогору турган органга даттануу",
}
DIRECTLY = "turn to the Akyikatchy (Ombudsman); go to court. After silence no complaint before it is needed, as far as we know."
APPEAL = "open: make an administrative complaint to the body itself or to the higher body; turn to the Akyikatchy (Ombudsman); go"
NO_MORE_TIME = "late registration does not give a body more time"


@pytest.fixture
def pages(world: Flask) -> PageClient:
    return PageClient(world)


@pytest.mark.parametrize("lang", REQUEST)
def test_holder_and_public_read_the_ways_before_the_date(pages: PageClient, lang: str) -> None:
    letter = Letters().delivered(3)
    follow(pages, letter.number, letter.secret)
    for path in (f"/{lang}/my/{letter.number}", f"/{lang}/case/{letter.number}"):
        assert REQUEST[lang] in pages.get(path).text


def test_a_way_has_no_date_and_an_appeal_its_own_first_way(pages: PageClient) -> None:
    page = pages.get(f"/en/case/{Letters().delivered(3).number}").text
    assert DIRECTLY in page
    assert NO_MORE_TIME not in page
    page = pages.get(f"/en/case/{Letters().delivered(0, kind=Kind.STATEMENT).number}").text
    assert APPEAL in page
    assert page.count(NO_MORE_TIME) == 2  # with the date to register, and in the reckoning of the answer


def test_nothing_can_pass_once_the_body_has_answered(pages: PageClient) -> None:
    assert "If the date passes" not in pages.get(f"/en/case/{Letters().answered().number}").text


def test_a_date_that_has_passed_passes_no_more_and_the_ways_are_open_today(pages: PageClient) -> None:
    late = Letters().delivered(40)
    follow(pages, late.number, late.secret)
    for path in (f"/en/my/{late.number}", f"/en/case/{late.number}"):
        page = pages.get(path).text
        assert "If the date passes" not in page
        assert "Go to court" in page


def test_the_officer_reads_it_with_his_date(world: Flask) -> None:
    office = Office(world)
    case = office.letter(Kind.STATEMENT)
    pages = office.signed_in(office.person())
    page = pages.get(url(case)).text
    assert APPEAL in page
    assert NO_MORE_TIME in page
    register(pages.get(url(case)))
    page = pages.get(url(case)).text
    assert APPEAL in page
    assert NO_MORE_TIME not in page, "what was registered in time"


NO_LAW = {
    "en": "We have seen no law that binds this body, so no date is counted.",
    "ru": "Закона, который обязывает этот орган, мы не видели, поэтому дата не считается.",
    "ky": "Бул органды милдеттендирген мыйзамды көргөн жокпуз, ошондуктан күн эсептелбейт.",
}


@pytest.mark.parametrize("lang", NO_LAW)
def test_a_body_that_no_law_was_seen_to_bind_has_no_date_and_the_page_says_why(world: Flask, lang: str) -> None:
    db.session.get_one(Authority, "SETS-CH").bound_by_confirmed = False
    letter, office = Letters().delivered(3), Office(world)
    pages = PageClient(world)
    follow(pages, letter.number, letter.secret)
    officer = office.signed_in(office.person())
    for page in (
        pages.get(f"/{lang}/my/{letter.number}"), pages.get(f"/{lang}/case/{letter.number}"),
        officer.get(f"/{lang}/officer/{letter.number}"),
    ):  # fmt: skip
        assert NO_LAW[lang] in page.text
        assert REQUEST[lang][:12] not in page.text
    bound = Letters().delivered(3, body="SETS-O")
    assert NO_LAW[lang] not in pages.get(f"/{lang}/case/{bound.number}").text


def test_programs_read_it(pages: PageClient) -> None:
    letter = Letters().delivered(3)
    db.session.commit()
    (duty,) = json.loads(pages.client.get(f"/en/case/{letter.number}/dates.json").data)["duties"]
    found = {row["what"]: row["if_it_passes"] for row in duty["dates"]}
    first, directly = found.pop("Answer due by")
    assert first == REQUEST["en"] + "; turn to the Akyikatchy (Ombudsman); go to court."
    assert directly == "After silence no complaint before it is needed, as far as we know."
    assert set(map(tuple, found.values())) == {()}
