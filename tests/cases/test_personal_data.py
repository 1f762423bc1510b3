"""What counts as personal data in a free text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cases.personal_data import Data, find


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Менин телефонум 0555 123 456, чалыңыз", Data.PHONE, "0555 123 456"),
        ("звоните +996 (555) 12-34-56", Data.PHONE, "+996 (555) 12-34-56"),
        ("WhatsApp 996555123456", Data.PHONE, "996555123456"),
        ("кабинет, 0312 54-05-79", Data.PHONE, "0312 54-05-79"),
        ("Тел.: 54-05-79", Data.PHONE, "54-05-79"),
        ("call me 555 123 456 please", Data.PHONE, "555 123 456"),
        ("жазыңыз: aida.t+suu@mail.example.kg.", Data.EMAIL, "aida.t+suu@mail.example.kg"),
        ("ИНН 21506198500123", Data.PERSONAL_NUMBER, "21506198500123"),
        ("ПИН 2 1506 1985 00123", Data.PERSONAL_NUMBER, "2 1506 1985 00123"),
        ("паспорт ID1234567", Data.PASSPORT, "ID1234567"),
        ("паспорт АN № 1234567", Data.PASSPORT, "АN № 1234567"),
        ("passport AN1234567", Data.PASSPORT, "AN1234567"),
        ("карта 4169 5853 1234 5678", Data.CARD, "4169 5853 1234 5678"),
    ],
)
def test_found(text: str, kind: Data, value: str) -> None:
    (found,) = find(text)
    assert (found.kind, found.value) == (kind, value)
    assert text[found.start : found.end] == value


@pytest.mark.parametrize(
    "text",
    [
        "В 2024 году срубили 22 тополя, 12.03.2026 обещали посадить новые",
        "Закон № 217 от 29.12.2023, статья 8",
        "70 гектаров леса, 1500 тонн, 120 000 сомов",
        "с 2015 по 2024 годы",
        "Решение от 2026-03-12",
        "",
    ],
)
def test_left_alone(text: str) -> None:
    assert find(text) == ()


def test_all_of_a_text_in_order() -> None:
    text = "Пишите на suu@example.kg или 0700 111 222. Паспорт AN7654321."
    assert [found.kind for found in find(text)] == [Data.EMAIL, Data.PHONE, Data.PASSPORT]


@given(st.text(max_size=200))
def test_any_text_is_read_and_pieces_do_not_overlap(text: str) -> None:
    found = find(text)
    assert all(text[one.start : one.end] == one.value for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
