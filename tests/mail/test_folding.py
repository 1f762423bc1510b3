"""Folding never deletes: every letter that a person wrote is in the text or in what was folded, in its order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mail.corpus_facts import LETTERS
from tracker.mail.reading.contents import contents_of
from tracker.mail.reading.folding import fold, plain_lines
from tracker.mail.reading.structure import split

PIECES = (
    "Саламатсызбы!",
    "Здравствуйте, проба взята.",
    "> Просим сообщить о золе.",
    ">> Мурунку кат",
    "",
    "-- ",
    "--",
    "А. Сыдыкова, врач",
    "Отправлено с iPhone",
    "пн, 23 нояб. 2026 г. в 10:15, Центр <centre@example.org>:",
    "On Mon, Nov 23, 2026 at 10:15 AM Centre <centre@example.org> wrote:",
    "2026-ж., 23-ноя., Дш 10:15 Борбор <centre@example.org> мындай деп жазды:",
    "-----Исходное сообщение-----",
    "---------- Forwarded message ---------",
    "________________________________",
    "От: Центр",
    "Отправлено: 23 ноября 2026 г. 10:15",
    "Кому: СЭС",
    "Тема: зола",
    "С уважением,",
    "Урматтоо менен, Ү. Өмүрбекова",
    "> Начало переадресованного сообщения:",
    "На письмо от 23.11.2026 сообщаем следующее:",
)


def visible(text: str) -> list[str]:
    return sorted(re.findall(r"\S", text))


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=25), st.tuples(*[st.booleans()] * 4))
def test_nothing_is_deleted_and_nothing_is_added(pieces: list[str], how: tuple[bool, bool, bool, bool]) -> None:
    body = "\n".join(piece.replace("\r", "") for piece in pieces)
    is_forward, is_reply, is_ours, has_documents = how
    folded = fold(plain_lines(body), is_forward, is_reply, ("centre@example.org",) if is_ours else (), has_documents)
    assert visible(folded.text + folded.quoted) == visible(body)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_the_order_of_the_lines_stays(pieces: list[str]) -> None:
    body = [f"{piece}#{number}" if piece[:1] not in "-_От" else piece for number, piece in enumerate(pieces)]
    folded = fold(plain_lines("\n".join(body)))
    for part in (folded.text, folded.quoted):
        numbers = [int(each) for each in re.findall(r"#(\d+)$", part, re.M)]
        assert numbers == sorted(numbers)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_folding_again_folds_nothing_of_the_words_of_a_person(pieces: list[str]) -> None:
    """A line without any mark is never folded, unless something above it opened an older letter or a signature."""
    own = [f"{number}. Проба воды взята." for number, _ in enumerate(pieces)]
    assert fold(plain_lines("\n".join(own))).quoted == ""


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_a_letter_without_quote_signs_is_never_folded_away_whole(pieces: list[str]) -> None:
    body = "\n".join(piece for piece in pieces if not piece.startswith(">"))
    assert fold(plain_lines(body)).text.strip() or not body.replace("Отправлено с iPhone", "").strip()


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_in_the_letters_too(path: object) -> None:
    lines = contents_of(split(path.read_bytes())).lines()  # type: ignore[attr-defined]
    folded = fold(lines)
    assert visible(folded.text + folded.quoted) == visible("".join(line.text for line in lines))
