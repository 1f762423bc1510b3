"""Which message it is, without understanding it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.mail.incoming.outline import message_key, outline_of, without_mailbox_line

LETTER = (
    b"From: sets-ch@body.example\r\nTo: centre@service.example\r\nMessage-ID: <a1@body.example>\r\n"
    b"Date: Tue, 24 Nov 2026 10:00:00 +0600\r\nSubject: =?utf-8?b?0JbQvtC+0L8=?=\r\n\r\n\xd0\x96\xd0\xbe\xd0\xbe\xd0\xbf.\r\n"
)


@pytest.mark.parametrize(
    "same",
    [
        b"Received: from mx by store; Tue, 24 Nov 2026 10:00:05 +0600\r\nDelivered-To: centre@service.example\r\n" + LETTER,
        LETTER.replace(b"\r\n", b"\n"),  # saved to a file and brought by hand
        LETTER.replace(b"Message-ID: <a1", b"Message-ID:\r\n <a1"),  # folded on the way
        LETTER + b"\r\n",
    ],
)
def test_one_message_by_two_ways_is_one(same: bytes) -> None:
    assert outline_of(same).identity == outline_of(LETTER).identity


@pytest.mark.parametrize(
    "other",
    [
        LETTER.replace(b"\xd0\xbf.", b"\xd0\xbf!"),
        LETTER.replace(b"<a1@", b"<a2@"),
        LETTER.replace(b"sets-ch@", b"sets-os@"),
        LETTER.replace(b"10:00:00", b"11:00:00"),
    ],
)
def test_another_content_is_another_message(other: bytes) -> None:
    assert outline_of(other).identity != outline_of(LETTER).identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"Salam, plain text only", b"Rakhmat, plain text only"),
        (b"\nbody one", b"\nbody two"),
        (b"\n\nbody one", b"\n\nbody two"),
        (b"From: sets-ch@body.example\nbody one", b"From: sets-ch@body.example\nbody two"),
        (b"X-Spam: no\n\nhead\n\none", b"X-Ham: no\n\nhead\n\ntwo"),
        (b"", b"."),
    ],
)
def test_messages_without_readable_headers_are_not_taken_for_one_another(one: bytes, other: bytes) -> None:
    assert outline_of(one).identity != outline_of(other).identity
    assert outline_of(one).identity == outline_of(one).identity


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_without_an_end_of_the_headers_every_byte_counts(one: bytes, other: bytes) -> None:
    alike = [raw.replace(b"\r", b"").replace(b"\n", b"").rstrip() for raw in (one, other)]
    same = outline_of(alike[0]).identity == outline_of(alike[1]).identity
    assert same == (alike[0] == alike[1])


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_two_bodies_below_one_head_are_two(one: bytes, other: bytes) -> None:
    def trimmed(body: bytes) -> bytes:
        return body.replace(b"\r\n", b"\n").rstrip()

    head = LETTER.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    same = outline_of(head + one).identity == outline_of(head + other).identity
    assert same == (trimmed(one) == trimmed(other))


def test_a_message_id_is_found_again_however_it_is_written() -> None:
    assert outline_of(LETTER).message_key == message_key("a1@body.example") == message_key(" <a1@\n body.example> ")
    assert message_key("") == message_key("  <> ") == ""


def test_the_line_of_a_mailbox_file_goes() -> None:
    assert without_mailbox_line(b"From sets-ch@body.example Tue Nov 24\n" + LETTER) == LETTER
    assert without_mailbox_line(LETTER) == LETTER


@given(st.binary(max_size=2000))
def test_whatever_the_bytes_are_it_says_something(raw: bytes) -> None:
    found = outline_of(raw)
    assert len(found.identity) == 64
    assert "\0" not in found.subject + found.sender
