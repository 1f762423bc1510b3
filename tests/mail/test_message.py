"""Tokens, reply addresses and threads: pure."""

from __future__ import annotations

import pytest

from tracker.mail.message import (
    REFERENCES_LIMIT,
    Attached,
    domain_of,
    make_message_id,
    make_token,
    reply_address,
    thread,
    token_in,
)

TOKEN = make_token(bytes(range(15)))


def test_a_token_survives_a_server_that_folds_case() -> None:
    assert TOKEN.lower() == TOKEN
    assert TOKEN.isalnum()
    assert len(TOKEN) == 24


def test_too_little_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="15"):
        make_token(b"short")


PATTERNS = ["centre+{token}@example.org", "{token}@reply.example.org"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_an_address_gives_its_token_back(pattern: str) -> None:
    address = reply_address(pattern, TOKEN)
    assert token_in(pattern, address) == TOKEN
    assert token_in(pattern, f"  {address.upper()} ") == TOKEN


FOREIGN = ["centre@example.org", "somebody@else.org", "", "centre+@example.org", "centre+a b@example.org"]


@pytest.mark.parametrize("address", FOREIGN)
def test_another_address_has_no_token(address: str) -> None:
    assert token_in(PATTERNS[0], address) is None


def test_one_plain_mailbox_has_no_tokens() -> None:
    assert reply_address("centre@example.org", TOKEN) == "centre@example.org"
    assert token_in("centre@example.org", "centre@example.org") is None


def test_a_message_id_is_of_our_domain() -> None:
    made = make_message_id(bytes(15), domain_of("Сервис <tracker@Example.org>"))
    assert made == f"<{make_token(bytes(15))}@example.org>"


def test_the_first_letter_follows_nothing() -> None:
    assert thread([]) == ("", ())


def test_a_letter_follows_the_last_one_and_names_all() -> None:
    assert thread(["<1@a>", "<2@a>", "<1@a>", "<3@a>"]) == ("<3@a>", ("<1@a>", "<2@a>", "<3@a>"))


def test_a_long_thread_keeps_its_first_letter_and_the_newest() -> None:
    last, references = thread([f"<{n}@a>" for n in range(40)])
    assert last == references[-1] == "<39@a>"
    assert references[0] == "<0@a>"
    assert len(references) == REFERENCES_LIMIT


def test_an_attachment_is_kept_or_to_be_made() -> None:
    for wrong in ({}, {"file_id": 1, "make": "letter"}):
        with pytest.raises(ValueError):
            Attached(name="кат.pdf", **wrong)
