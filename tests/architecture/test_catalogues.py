"""Translations are code: complete, exact, in the right plural forms."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

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
