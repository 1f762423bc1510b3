"""Templates: no script and no style of their own, and every word goes through the catalogues."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tracker.config import ROOT

FOLDER = ROOT / "templates"
PAGES = sorted(FOLDER.rglob("*.html"))
LETTERS = sorted(FOLDER.rglob("*.txt"))
COMMENT = re.compile(r"\{#.*?#\}", re.S)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")
READ_ALOUD = {"aria-label", "alt", "title", "placeholder", "aria-description"}
NAMES = {"PDF", "CSV", "QR", "JSON", "nbsp", "SMS", "WhatsApp", "MB", "XLSX"}


def name_of(path: Path) -> str:
    return str(path.relative_to(FOLDER))


def without_jinja(path: Path) -> str:
    text = COMMENT.sub("", path.read_text("utf-8"))
    text = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", text, flags=re.S)
    return JINJA.sub("", text)


class _Words(HTMLParser):
    """Words of a template that no catalogue knows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_style = False
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name in READ_ALOUD:
                self._note(value or "")

        self.in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if not self.in_style:
            self._note(data)

    def _note(self, text: str) -> None:
        self.found += [word for word in WORD.findall(text) if word not in NAMES]


def read(path: Path) -> _Words:
    reader = _Words()
    reader.feed(without_jinja(path))
    reader.close()
    return reader


@pytest.mark.parametrize("path", [path for path in PAGES if "mail" not in path.parts], ids=name_of)
def test_no_script_and_no_style_inside(path: Path) -> None:
    for tag, name, _value in read(path).attributes:
        assert name != "style", f"style on <{tag}>"
        assert not name.startswith("on"), f"{name} on <{tag}>"
    assert not re.search(r"<(script|style|iframe|object|embed)\b", without_jinja(path), re.I)
    assert "|safe" not in path.read_text("utf-8").replace(" ", ""), "text is escaped, always"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_word_of_a_page_is_translatable(path: Path) -> None:
    assert read(path).found == []


@pytest.mark.parametrize("path", LETTERS, ids=name_of)
def test_every_word_of_a_letter_is_translatable(path: Path) -> None:
    assert [word for word in WORD.findall(without_jinja(path)) if word not in NAMES] == []


@pytest.mark.parametrize("path", PAGES + LETTERS, ids=name_of)
def test_values_are_given_to_translations_by_name(path: Path) -> None:
    """`_("…" ~ x)` reaches no catalogue. `_(row.text)` is right for texts that Python marked with N_."""
    text = COMMENT.sub("", path.read_text("utf-8"))
    assert not re.search(r"""\b_\(\s*("[^"]*"|'[^']*')\s*[~+%]""", text)
