"""Collecting, compiling and looking up texts, on catalogues made for the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from flask import Flask, render_template_string

from tracker.i18n import catalogues, in_language, languages, lazy, ngettext, t
from tracker.i18n.catalogues import po_file

PO = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

msgid "Water"
msgstr "{water}"

msgid "Dear %(name)s"
msgstr "{dear}"

msgid "%(num)s day"
msgid_plural "%(num)s days"
{days}
"""
KY = PO.format(language="ky", plural="nplurals=2; plural=(n != 1);", water="Суу", dear="Урматтуу %(name)s",
               days='msgstr[0] "%(num)s күн"\nmsgstr[1] "%(num)s күн"')  # fmt: skip
RU = PO.format(
    language="ru", water="Вода", dear="Здравствуйте, %(name)s",
    plural="nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    days='msgstr[0] "%(num)s день"\nmsgstr[1] "%(num)s дня"\nmsgstr[2] "%(num)s дней"',
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Catalogues of our own, in place of the service's."""
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(languages, "TRANSLATIONS", tmp_path)
    for language, text in (("ky", KY), ("ru", RU)):
        po_file(language).parent.mkdir(parents=True)
        po_file(language).write_text(text, "utf-8")
    languages.catalogue.cache_clear()
    yield tmp_path
    languages.catalogue.cache_clear()


def test_what_is_older_than_its_source_is_compiled_again(folder: Path) -> None:
    assert catalogues.compile_old() == ["ky", "ru"]
    assert catalogues.compile_old() == []
    os.utime(po_file("ru").with_suffix(".mo"), (0, 0))
    assert catalogues.compile_old() == ["ru"]
    assert not [path for path in folder.rglob(".*") if path.is_file()]


def test_texts_come_out_in_the_language_asked_for(folder: Path) -> None:
    catalogues.compile_old()
    label = lazy("Water")
    assert t("Water") == "Суу"
    with in_language("ru"):
        assert (t("Water"), str(label)) == ("Вода", "Вода")
        assert t("Dear %(name)s", name="100%") == "Здравствуйте, 100%"
        assert [ngettext("%(num)s day", "%(num)s days", n) for n in (1, 3, 14)] == ["1 день", "3 дня", "14 дней"]
        with in_language("en"):
            assert t("Water") == "Water"
            assert ngettext("%(num)s day", "%(num)s days", 1) == "1 day"
        assert t("Water") == "Вода"
    assert t("Never translated") == "Never translated"
    assert t("") == ""


def test_templates_look_up_the_same_and_escape_what_is_put_in(folder: Path, seeded_app: Flask) -> None:
    catalogues.compile_old()
    text = """{{ _("Dear %(name)s", name=name) }} {{ ngettext("%(num)s day", "%(num)s days", 3) }}"""
    with seeded_app.test_request_context("/ru/"), in_language("ru"):
        assert render_template_string(text, name="<b>") == "Здравствуйте, &lt;b&gt; 3 дня"


def test_updating_adds_new_texts_empty_and_forgets_old_ones(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Catalog(charset="utf-8")
    fresh.add("Water", None, [("tracker/a.py", None)])
    fresh.add("Water is life", None, [("tracker/a.py", None)])
    monkeypatch.setattr(catalogues, "extracted", lambda: fresh)
    assert catalogues.update() == {"ky": 1, "ru": 1, "en": 0}  # English says what the code says
    text = po_file("ky").read_text("utf-8")
    assert 'msgid "Water"\nmsgstr "Суу"' in text
    assert 'msgid "Water is life"\nmsgstr ""' in text
    assert "fuzzy" not in text
    assert "Dear" not in text
    assert catalogues.read("ru").num_plurals == 3


def test_texts_are_found_in_code_and_templates() -> None:
    found = {message.id for message in catalogues.extracted()}
    assert "Skip to the content" in found
    assert "There is no such page" in found
    assert "Fill this in." in found
