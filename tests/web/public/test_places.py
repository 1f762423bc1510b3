"""Finding the place and the body as people name them, without a script."""

from __future__ import annotations

import pytest

from tests.web.client import Page, PageClient
from tests.web.public.writing import SMOKE, Writer
from tracker.cases.models import Task
from tracker.store import db


def offered(page: Page) -> list[str]:
    return [label.text for label in page.form("letter").element.all("label") if label.get("for").startswith("place-")]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("кара жыгач", "Кара-Жыгач"), ("Кара-Джыгач, Аламединский", "Кара-Жыгач"), ("каракол", "Каракол"), ("Суусамыр", "Суусамыр")],
)
def test_a_place_is_found_by_any_spelling(writer: Writer, typed: str, first: str) -> None:
    writer.write()
    page = writer.pages.get("/ky/new/place").form("search").fill(q=typed).submit()
    assert any(label.startswith(first) for label in offered(page)[:3])


@pytest.mark.parametrize("typed", ["щщщщ", "a", "%", "🔥🔥", "x" * 500, "' OR 1=1 --"])
def test_nothing_found_says_so(writer: Writer, typed: str) -> None:
    writer.write()
    page = writer.pages.get("/ky/new/place").form("search").fill(q=typed).submit()
    assert page.document.first("fieldset", id="territory").first("legend").text
    assert len(offered(page)) == 1


def test_what_was_written_proposes_places_and_the_raion_named_first(writer: Writer) -> None:
    writer.letter = {**SMOKE, "place_text": "Кара-Жыгач айылы, Аламүдүн району"}
    found = offered(writer.write())
    assert found[0].startswith("Кара-Жыгач")
    assert "Аламүдүн" in found[0]


def test_step_by_step_from_oblast_to_village(writer: Writer) -> None:
    writer.write()
    page = writer.pages.get("/ky/new/place").click("Чүй облусу")
    page = page.client.get("/ky/new/place?at=41708203000000")
    aimaks = [href for text, href in page.links() if "at=41708203" in href and href.endswith("00")]
    villages = page.client.get(aimaks[-1])
    assert len(offered(villages)) > 2


def test_a_place_in_the_address_that_is_none(writer: Writer) -> None:
    writer.write()
    assert offered(writer.pages.get("/ky/new/place?at=nowhere"))


def test_a_body_is_found_by_name_and_kept(writer: Writer) -> None:
    writer.write()
    writer.place()
    form = writer.pages.get("/ky/new/to").form("letter").fill(search="Токой кызматы")
    page = form.submit("search")
    found = page.form("letter").fill(authority="FS").submit("go")
    assert found.url == "/ky/new/sender"
    again = writer.pages.get("/ky/new/to").form("letter")
    assert again["authority"] == "FS"


def test_another_topic_proposes_other_bodies(writer: Writer) -> None:
    writer.write()
    writer.place()
    page = writer.pages.get("/ky/new/to").form("letter").fill(topic="FOREST").submit("topic")
    offered_bodies = {one.get("value") for one in page.form("letter").controls() if one.get("name") == "authority"}
    assert "FS" in offered_bodies


def test_a_raion_alone_asks_for_the_village(writer: Writer) -> None:
    writer.letter = {**SMOKE, "subject": "Ичүүчү суу жок", "body": "Үчүнчү ай таза ичүүчү суу жок. Качан болот?"}
    writer.write()
    page = writer.place("41708203000000")
    assert any("at=41708203000000" in href for _, href in page.links())


def test_the_link_write_to_this_body(writer: Writer) -> None:
    page = writer.pages.get("/ky/new/write?kind=information_request&body=KGM").form("letter")
    page = page.fill(SMOKE).submit("ru")
    page.form("letter").submit("go")
    writer.place()
    assert writer.pages.get("/ky/new/to").form("letter")["authority"] == "KGM"


def test_a_call_is_asked_for(pages: PageClient) -> None:
    form = pages.get("/ky/call").form("call")
    page = form.fill(name="Асан (ойдон чыгарылган)", phone="0555 123 456", oblast="41704000000000", place="Кочкор").submit()
    assert "Нарын" in page.text
    task = db.session.scalars(db.select(Task)).one()
    assert (task.kind, task.centre_id, task.data["phone"], task.data["language"]) == ("call_back", "AC-NA", "0555 123 456", "ky")
    assert "0555" not in page.text


def test_a_call_with_wrong_input(pages: PageClient) -> None:
    page = pages.get("/ky/call").form("call").fill(phone="бар", about="б" * 1200).submit(status=422)
    assert len(page.errors) == 4
    assert page.form("call")["phone"] == "бар"
    switched = page.form("call").submit("ru")
    assert switched.lang == "ru"
    assert switched.form("call")["phone"] == "бар"
    assert db.session.scalars(db.select(Task)).all() == []
