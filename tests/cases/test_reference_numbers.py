"""Public numbers and secrets: one wrong digit is noticed, anything typed sensibly is understood, nothing is guessable."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.cases.reference import (
    SECRET_DIGITS,
    check_digit,
    digest,
    new_number,
    new_secret,
    read_number,
    read_secret,
    same,
    spell_number,
    spell_secret,
)

TODAY = date(2026, 11, 23)
BODIES = st.text("0123456789", min_size=9, max_size=9)


def whole(body: str) -> str:
    return body + check_digit(body)


@given(BODIES)
def test_a_right_number_is_read_back(body: str) -> None:
    assert read_number(whole(body)) == spell_number(whole(body))


@given(BODIES, st.integers(0, 9), st.sampled_from("0123456789"))
def test_a_single_wrong_digit_is_caught(body: str, place: int, digit: str) -> None:
    right = whole(body)
    assume(right[place] != digit)
    assert read_number(right[:place] + digit + right[place + 1 :]) is None


@given(BODIES, st.integers(0, 8))
def test_two_neighbours_swapped_are_caught(body: str, place: int) -> None:
    right = whole(body)
    assume(right[place] != right[place + 1])
    assert read_number(right[:place] + right[place + 1] + right[place] + right[place + 2 :]) is None


@pytest.mark.parametrize("typed", ["{}", " {} ", "№ {}", "{}.", "номер: {}"])
def test_what_people_type_around_it_does_no_harm(typed: str) -> None:
    number = new_number(TODAY)
    assert read_number(typed.format(number)) == number
    assert read_number(typed.format(number.replace("-", " "))) == number
    assert read_number(typed.format(number.replace("-", ""))) == number


@pytest.mark.parametrize("typed", ["", "26", "26-4837", "26-4837-19500", "абв", "🌿", "1" * 200_000])
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


def test_a_new_number_is_of_its_year_and_has_its_form() -> None:
    numbers = {new_number(TODAY) for _ in range(200)}
    assert len(numbers) == 200
    assert all(re.fullmatch(r"26-\d{4}-\d{4}", number) for number in numbers)


def test_a_secret_is_long_digits_and_read_as_typed() -> None:
    secrets = {new_secret() for _ in range(200)}
    assert len(secrets) == 200
    for secret in secrets:
        assert re.fullmatch(rf"\d{{{SECRET_DIGITS}}}", secret)
        assert read_secret(spell_secret(secret)) == read_secret(f" {secret}.") == secret
    assert spell_secret("4821093755162044") == "4821 0937 5516 2044"


def test_what_is_stored_of_a_secret_depends_on_the_key_and_is_not_the_secret() -> None:
    secret = new_secret()
    stored = digest(secret, "key")
    assert secret not in stored
    assert same(stored, digest(secret, "key"))
    assert not same(stored, digest(secret, "other key"))
    assert not same(stored, digest(new_secret(), "key"))
