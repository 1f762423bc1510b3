"""Bodies: found by name and by place; what each owes, with its denominators."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from tests.conftest import NOW, TODAY
from tests.web.client import PageClient
from tests.web.dom import Element
from tests.web.public.cases import STAFF, Letters
from tracker.cases import closing, reviewing
from tracker.cases.kinds import Kind, Outcome
from tracker.directory.models import Authority, Contact, Unit
from tracker.files.labels import megabytes
from tracker.i18n import in_language
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

VILLAGE = "AO-41708203803000"


def test_found_by_name_and_by_place(pages: PageClient) -> None:
    assert "Ministry of Health" in pages.get("/en/bodies").text
    by_name = pages.get("/ru/bodies?q=министерство")
    assert len(by_name.main.all("li")) >= 5
    kant = pages.get("/en/bodies?place=Кант")
    assert "They answer for this place: Kant" in kant.text
    assert "SETS Chui regional office" in kant.text
    where = pages.get("/en/bodies?place=Ак-Суу")
    assert "Which place do you mean?" in where.text
    first = where.main.first("ul", class_="plain-list")
    assert first is not None
    serving = pages.get(first.all("a")[0].get("href"))
    assert "They answer for this place" in serving.text
    assert len(serving.statements) <= 8


def test_nothing_found_is_not_the_end(pages: PageClient) -> None:
    page = pages.get("/en/bodies?q=zzzz")
    assert "the centre finds it" in page.text


def test_the_list_goes_on_by_pages(pages: PageClient) -> None:
    page = pages.get("/ky/bodies?oblast=41708000000000")
    following = pages.get(page.main.all("a", rel="next")[0].get("href"))
    assert len(following.main.all("li")) == 40


def test_a_body_shows_what_it_owes_of_how_many(pages: PageClient) -> None:
    letters = Letters()
    letters.delivered(40)
    letters.delivered(3)
    letters.answered()
    page = pages.get("/en/body/SETS-CH")
    tally = [item.text for item in page.main.first("ul", class_="tally").all("li")]  # type: ignore[union-attr]
    assert tally[:3] == [
        "2 letters wait for an answer", "1 of them past the date we counted", "1 answered in the last twelve months",
    ]  # fmt: skip
    assert "Counted of 3 letters; 2 of them are still without an answer and count with their age today." in page.text
    assert "Answered by its date: 1 of 1." in page.text
    assert len(page.statements) <= 8


def test_the_count_and_the_list_are_the_same_letters(pages: PageClient) -> None:
    """What is not proven to have arrived, and what was answered and asked again, is counted and shown apart."""
    letters = Letters()
    waiting = {letters.delivered(40).number, letters.delivered(3).number}
    again = letters.answered()
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=again.case.id)
    closing.reopen(db.session, again.case, again.leg, by=holder, now=NOW, reason="Өлчөөлөр жок.")
    refused = letters.answered(Outcome.NOT_HELD)
    on_the_way = letters.file()
    reviewing.review(db.session, on_the_way.case, by=STAFF, now=NOW)
    db.session.commit()
    page = pages.get("/en/body/SETS-CH")
    open_list, over_list = page.main.all("table", class_="cases")
    assert shown(open_list) == waiting
    assert shown(over_list) == {again.number, refused.number}
    assert "answered, and asked again" in over_list.text
    tally = [item.text for item in page.main.first("ul", class_="tally").all("li")]  # type: ignore[union-attr]
    assert "2 letters wait for an answer" in tally
    assert "1 answered, and asked again" in tally
    headings = [heading.text for heading in page.main.all("h2")]
    assert "Answered, refused or closed" in headings
    assert "Answered" not in headings
    assert len(page.statements) <= 8


def shown(table: Element) -> set[str]:
    return {link.get("href").rsplit("/", 1)[1] for link in table.all("a")}


def test_statements_do_not_grow(pages: PageClient) -> None:
    letters = Letters()
    letters.delivered(3)
    one = len(pages.get("/en/body/SETS-CH").statements)
    for n in range(12):
        letters.delivered(n % 5)
    many = pages.get("/en/body/SETS-CH")
    assert len(many.statements) == one <= 8
    assert len(many.data) <= 25_000


def test_a_body_nobody_wrote_to(pages: PageClient) -> None:
    page = pages.get("/en/body/MNR")
    assert "there is nothing to count" in page.text


def test_how_it_is_reached_without_its_addresses(pages: PageClient) -> None:
    db.session.add_all([
        Contact(authority_id="MNR", kind="email", value="secret@body.example", state="usable"),
        Contact(authority_id="MNR", kind="post", value="Бишкек, Мисал көчөсү 1", state="proposed"),
        Contact(authority_id="SETS-CH", kind="post", value="Кант, Мисал көчөсү 2", state="confirmed"),
    ])  # fmt: skip
    ministry, office = pages.get("/en/body/MNR"), pages.get("/en/body/SETS-CH")
    assert "by e-mail" in ministry.text
    for hidden in ("secret@body.example", "Мисал көчөсү 1"):
        assert hidden not in ministry.html
    assert "Мисал көчөсү 2" in office.text
    assert "on paper" in office.text


def test_units_and_successor(pages: PageClient) -> None:
    db.session.add(Unit(authority_id="SETS-CH", name_ky="Аба бөлүмү", name_ru="Отдел воздуха", name_en="Air unit"))
    changes = {"successor_id": "MNR", "status": "ended", "valid_to": TODAY - timedelta(days=9)}
    db.session.execute(update(Authority).where(Authority.id == "SETS-CH").values(**changes))
    old, new = pages.get("/en/body/SETS-CH"), pages.get("/en/body/MNR")
    assert "Air unit" in old.text
    assert "successor that owes its letters now" in old.text
    assert "It took over from:" in new.text


def test_a_village_body_shows_no_trace_of_a_restricted_letter(pages: PageClient) -> None:
    before = pages.get(f"/en/body/{VILLAGE}").text
    Letters().delivered(40, kind=Kind.STATEMENT, body=VILLAGE)
    assert pages.get(f"/en/body/{VILLAGE}").text == before


def test_no_such_body(pages: PageClient) -> None:
    for name in ("XX", "MNR%27", "x" * 300):
        pages.get(f"/en/body/{name}", status=404)


def test_a_marked_name_is_explained_once_on_the_page(pages: PageClient) -> None:
    """Also where no list of names stands; in mails and on paper, which carry no notes, the name has no mark."""
    note = "* Бул аталыштын"
    body = pages.get(f"/ky/body/{VILLAGE}")
    assert body.h1.endswith("*")
    assert body.text.count(note) == 1
    assert pages.get("/ky/bodies?oblast=41708000000000").text.count(note) == 1
    assert note not in pages.get("/ky/body/MNR").text
    assert "*" not in pages.get(f"/ru/body/{VILLAGE}").h1
    letters = Letters()
    letters.delivered(body=VILLAGE)
    told = db.session.scalars(select(OutboxMail.text).where(OutboxMail.language == "ky")).all()
    assert told
    assert not [text for text in told if "*" in text]


def test_the_size_of_a_file_is_written_as_in_the_language() -> None:
    said = {}
    for language in ("ky", "ru", "en"):
        with in_language(language):
            said[language] = (megabytes(1_300_000), megabytes(3 * 1024 * 1024), megabytes(12_700_000))
    assert said == {"ky": ("1,2", "3", "12"), "ru": ("1,2", "3", "12"), "en": ("1.2", "3", "12")}
