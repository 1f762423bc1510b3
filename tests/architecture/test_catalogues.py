"""Translations are code: complete, exact, in the right plural forms."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

from tracker.config import ROOT
from tracker.i18n import catalogues

PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])|%%")
TAG = re.compile(r"</?\w+[^>]*>")
CYRILLIC = re.compile(r"[а-яёңөү]", re.I)
LETTERS = re.compile(r"[^\W\d_]{3,}")
FORMS = {"ky": 2, "ru": 3, "en": 2}
TRANSLATED = ("ky", "ru")


@cache
def template() -> Catalog:
    return catalogues.extracted()


@cache
def catalogue(language: str) -> Catalog:
    return catalogues.read(language)


def texts(value: str | list[str] | tuple[str, ...]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_missing(language: str) -> None:
    missing = []
    for wanted in template():
        have = catalogue(language).get(wanted.id, wanted.context) if wanted.id else None
        if wanted.id and (have is None or not all(texts(have.string))):
            missing.append(texts(wanted.id)[0])
    assert not missing, f"{len(missing)} texts without {language}: {missing[:20]}"


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_nothing_is_guessed_and_nothing_is_left_over(language: str) -> None:
    wanted = {texts(message.id)[0] for message in template() if message.id}
    assert [m.id for m in messages(language) if m.fuzzy] == []
    assert [m.id for m in messages(language) if texts(m.id)[0] not in wanted] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_and_tags_are_the_same(language: str) -> None:
    wrong = []
    for message in messages(language):
        wanted = set(PLACEHOLDER.findall(texts(message.id)[-1]))
        tags = sorted(TAG.findall(texts(message.id)[-1]))
        for text in filter(None, texts(message.string)):
            optional = {("num", "s"), ("num", "d")} if len(texts(message.id)) > 1 else set()
            if (set(PLACEHOLDER.findall(text)) ^ wanted) - optional or sorted(TAG.findall(text)) != tags:
                wrong.append((texts(message.id)[0], text))
    assert not wrong


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_plural_forms(language: str) -> None:
    assert catalogue(language).num_plurals == FORMS[language]
    for message in messages(language):
        if isinstance(message.id, list | tuple):
            assert len(texts(message.string)) == FORMS[language], message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_in_the_language(language: str) -> None:
    """A text with words, but without one Cyrillic letter, was not translated."""
    foreign = [
        text for message in messages(language) for text in texts(message.string)
        if LETTERS.search(PLACEHOLDER.sub("", TAG.sub("", text))) and not CYRILLIC.search(text) and text not in KEPT
    ]  # fmt: skip
    assert not foreign


@pytest.mark.parametrize("language", TRANSLATED)
def test_space_around_and_the_last_sign_are_the_same(language: str) -> None:
    wrong = []
    for message in messages(language):
        last = texts(message.id)[-1]
        for text in filter(None, texts(message.string)):
            same_end = (last[-1] in ".?:…") == (text[-1] in ".?:…")
            if text != text.strip() or not same_end:
                wrong.append((last, text))
    assert not wrong


# Names and abbreviations that are written alike in every language.
KEPT = {"CSV", "PDF", "JSON", "QR", "WhatsApp", "English", "name@example.kg"}


SAID = frozenset({"t", "N_", "lazy", "ngettext"})


def literals(source: str) -> set[str]:
    """Every text that the code says, found by the grammar: also where the collector does not look (inside f-strings)."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {
        said
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in SAID and call.args
        and isinstance(said := getattr(call.args[0], "value", None), str)
    }  # fmt: skip


def test_a_text_inside_an_f_string_is_found() -> None:
    assert literals("""x = f"{t('Saved: %(day)s.', day=day)} {more}"; y = N_("Water" " supply")""") == {
        "Saved: %(day)s.", "Water supply",
    }  # fmt: skip
    assert literals("ngettext('%(num)s day', '%(num)s days', n); t(LABELS[code]); other('No text')") == {"%(num)s day"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_that_the_code_says_is_in_the_catalogue(language: str) -> None:
    files = sorted((ROOT / "tracker").rglob("*.py"))
    said = {text: path.name for path in files for text in literals(path.read_text("utf-8")) if text}
    assert len(said) > 1500
    have = {texts(message.id)[0] for message in messages(language) if all(texts(message.string))}
    assert {text: file for text, file in said.items() if text not in have} == {}
