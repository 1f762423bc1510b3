"""No page mixes languages: notes that came with the data in English are marked as that, and those of the law are translated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.client import Page, PageClient
from tests.web.dom import Element
from tests.web.public.cases import Letters
from tracker.i18n import in_language
from tracker.law import regimes
from tracker.lawbook.labels import NOTES
from tracker.web.shared.source_notes import is_english, source_note, source_notes

ADDRESSES = re.compile(r"https?://\S+|\S+\.(?:kg|org|com|media)\S*")
SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,}){2,}")


def unmarked(page: Page) -> list[str]:
    """Three words of English in a row, outside of what is marked as English."""
    return [found for text in _texts(page.main) for found in SENTENCE.findall(ADDRESSES.sub(" ", text))]


def _texts(element: Element) -> Iterator[str]:
    if element.get("lang") == "en":
        return
    for child in element.children:
        if isinstance(child, Element):
            yield from _texts(child)
        else:
            yield child


@pytest.mark.parametrize("lang", ["ky", "ru"])
@pytest.mark.parametrize(
    "path",
    [
        "law", "law/KG-APP-67", "law/KG-ATI-217", "law/KG-ATI-213", "law/INT-AARHUS-4", "law/KG-ADM-210", "law/KG-AKYIKATCHY",
        "law/KG-APP-67/way/court.silence", "calendar/2026",
        "body/MNR", "body/SETS-BA", "body/AO-41708203803000", "body/MJ", "place/41703220000000", "centre/AC-NA", "centre/AC-BI",
    ],
)  # fmt: skip
def test_no_page_of_administration_mixes_languages(admin: PageClient, lang: str, path: str) -> None:
    assert unmarked(admin.get(f"/{lang}/admin/{path}")) == []


def test_a_note_of_the_data_is_marked_and_stays_readable(admin: PageClient) -> None:
    page = admin.get("/ky/admin/body/SETS-BA")
    marked = [part.text for part in page.main.all("span", lang="en")]
    assert "0554-434-202 (Bishkek regional office)" in marked
    assert "Source note" not in admin.get("/en/admin/body/SETS-BA").text


def test_every_remark_of_the_shipped_law_is_translated() -> None:
    found = set()
    for file in (Path(regimes.__file__).parent / "data").glob("*.toml"):
        found |= set(_notes(tomllib.loads(file.read_text("utf-8"))))
    assert found == NOTES


def _notes(table: Any) -> Iterator[str]:
    if isinstance(table, list):
        for one in table:
            yield from _notes(one)
    elif isinstance(table, dict):
        for name, value in table.items():
            if name == "note" and value:
                yield value
            else:
                yield from _notes(value)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("0554-434-202 (Bishkek regional office)", True),
        ("Law 213 of 2006, art. 2 (seen)", True),
        ("0312 540579", False),
        ("https://mnr.gov.kg/en/posts/news/informaciya-ministerstva", False),
        ("kaktus.media 2022-04-23", False),
        ("«Ленин жолу» гезити, 2026-жылдын 3-марты", False),
        ("Сайт mnr.gov.kg, раздел News", False),
        ("", False),
    ],
)
def test_what_counts_as_english(text: str, english: bool) -> None:
    assert is_english(text) == english


def test_marks_do_not_let_html_through() -> None:
    with in_language("ky"):
        shown = source_notes("<b>bold words here</b>", "Жок <i>эмес</i>")
        assert "<b>" not in shown
        assert "<i>" not in shown
        assert source_note("Only a note") != "Only a note"


def test_the_column_of_open_letters_is_headed_by_no_verb(admin: PageClient) -> None:
    Letters().delivered(3)
    for lang, heading in (("ky", "Ачык"), ("ru", "Открыто")):
        assert heading in [cell.text for cell in admin.get(f"/{lang}/admin").main.all("th")]
