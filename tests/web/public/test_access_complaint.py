"""A complaint about access says which request it is about: a number here, or a request sent elsewhere (Convention, art. 9(1))."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.web.client import PageClient
from tests.web.public.cases import Letters
from tests.web.public.writing import Writer, cases, newest_case
from tracker.cases.asked_models import AskedBefore
from tracker.cases.kinds import Kind
from tracker.cases.letters import letter_of
from tracker.cases.models import Case
from tracker.cases.views.case_page import case_page
from tracker.clock import day_of
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

SILENCE = {
    "subject": "Суроо-талабыма жооп жок",
    "body": "Абаны өлчөөнүн жыйынтыктарын сурагам. Бир айдан бери эч ким жооп бере элек.",
    "place_text": "",
}
ELSEWHERE = {"asked_body": "Кара-Жыгач айыл өкмөтү", "asked_on": "03.03.2026", "asked_way": "hand"}
CENTRE = Actor(ActorKind.STAFF, centre_id="AC-OS")
NOBODYS = "26-1234-5677"


def complaint(writer: Writer, **asked: str) -> Case:
    writer.kind, writer.letter = "access_complaint", {**SILENCE, **asked}
    return writer.file("SETS-JA")


def test_only_a_complaint_about_access_is_asked_for_it(pages: PageClient) -> None:
    for kind in Kind:
        form = pages.get(f"/ky/new/write?kind={kind}").form("letter")
        assert ("asked_number" in form.names()) == (kind is Kind.ACCESS_COMPLAINT), kind


def test_an_outside_request_stands_in_the_letter_and_on_every_page_inside(writer: Writer) -> None:
    case = complaint(writer, **ELSEWHERE)
    kept = db.session.get_one(AskedBefore, case.id)
    assert (kept.body, str(kept.asked_on), kept.way) == ("Кара-Жыгач айыл өкмөтү", "2026-03-03", "hand")
    assert case.linked_case_id is None
    letter = letter_of(db.session, case, case.legs[0], NOW)
    for said in ("Кара-Жыгач айыл өкмөтү", "2026-жылдын 3-марты", "кагаз түрүндө тапшырылган"):
        assert said in letter.paragraphs[0]
    for reader in (CENTRE, Actor(ActorKind.OFFICER, authority_id="SETS-JA")):
        page = case_page(db.session, case.number, reader, day_of(NOW))
        assert page is not None
        assert page.letter is not None
        assert "Кара-Жыгач" in page.letter.asked
    assert "Кара-Жыгач айыл өкмөтү" in writer.pages.get("/ky/receipt").click("Open the page of my letter").text


def test_the_number_of_a_letter_here_links_the_two(writer: Writer) -> None:
    request = Letters().delivered(40)
    case = complaint(writer, asked_number=request.number.replace("-", " "))
    assert case.linked_case_id == request.case.id
    assert f"№ {request.number}" in letter_of(db.session, case, case.legs[0], NOW).paragraphs[0]
    inside = case_page(db.session, case.number, CENTRE, day_of(NOW))
    assert inside is not None
    assert inside.case.linked_number == request.number


def test_a_number_tells_nobody_whether_there_is_such_a_letter(writer: Writer) -> None:
    """A restricted letter, one without any row and a number of nobody are taken alike."""
    hidden = Letters().delivered(kind=Kind.STATEMENT)
    pages = []
    for number in (hidden.number, NOBODYS):
        writer.kind, writer.letter = "access_complaint", {**SILENCE, "asked_number": number}
        page = writer.until_check("SETS-JA")
        pages.append(page.main.text.replace(number, "№"))
        writer.send()
    assert pages[0] == pages[1]
    assert [case.linked_case_id for case in cases()[-2:]] == [hidden.case.id, None]


def test_the_public_never_reads_it(writer: Writer) -> None:
    hidden = Letters().delivered(kind=Kind.STATEMENT)
    case = complaint(writer, asked_number=hidden.number, **ELSEWHERE)
    case.review, case.restricted, case.released, case.public_row = "passed", False, True, True
    assert case.content is not None
    case.content.public_subject, case.content.public_body, case.content.release = "Жооп жок", "Жооп жок.", "released"
    db.session.commit()
    seen = case_page(db.session, case.number, PUBLIC, day_of(NOW))
    assert seen is not None
    assert seen.letter is not None
    assert (seen.letter.asked, seen.case.linked_number) == ("", None)
    page = PageClient(writer.pages.client.application).get(f"/ky/case/{case.number}")
    assert "Жооп жок." in page.text
    assert not [said for said in (hidden.number, "Кара-Жыгач айыл өкмөтү") if said in page.html]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "asked_body"),
        ({"asked_number": "26-0000-0001"}, "asked_number"),
        ({"asked_body": "Кара-Жыгач айыл өкмөтү"}, "asked_on"),
        ({"asked_body": "Кара-Жыгач айыл өкмөтү", "asked_on": "03.03.2099"}, "asked_on"),
        ({"asked_body": "Кара-Жыгач айыл өкмөтү", "asked_on": "качандыр бир күнү"}, "asked_on"),
    ],
)
def test_what_is_missing_is_asked_and_what_was_typed_stays(writer: Writer, typed: dict[str, str], field: str) -> None:
    writer.kind, writer.letter = "access_complaint", {**SILENCE, **typed}
    page = writer.write(422)
    summary = page.document.first("div", class_="errors")
    assert [link.get("href") for link in summary.all("a")] == [f"#{field}"]
    form = page.form("letter")
    assert form["body"] == SILENCE["body"]
    for name, value in typed.items():
        assert form[name] == value


def test_a_letter_that_became_another_kind_carries_nothing_of_it(writer: Writer) -> None:
    writer.kind, writer.letter = "access_complaint", {**SILENCE, **ELSEWHERE}
    writer.write()
    form = writer.pages.get("/ky/new/write?kind=information_request").form("letter")
    assert "asked_body" not in form.names()
    form.submit("go")
    writer.place()
    writer.to("SETS-JA")
    writer.sender()
    writer.files()
    writer.send()
    assert db.session.get(AskedBefore, newest_case().id) is None
