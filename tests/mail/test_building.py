"""What a mail program gets: Cyrillic everywhere, whole thread ids, a mark in the demonstration."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.mail.building import POLICY, Enclosure, Letter, build, html_of, with_name

NOW = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
NAME = "Суроо-талап жөнүндө узун аталышы бар кат №12 (ң ө ү).pdf"
FOREIGN = "<" + "AM0PR05MB49" * 9 + "@eurprd05.prod.outlook.com>"
LETTER = Letter(
    id=7,
    created_at=NOW,
    to="aiyl@example.org",
    language="ky",
    subject="Экологиялык маалымат суроо-талабы: Бөкөнбаев айыл аймагы, №04-12/345-К",
    text="Урматтуу айыл өкмөтү!\n\nСуу ылай <болуп> калды.\nhttps://kat.example.org/ky/c/1. 💧",
    html="",
    message_id="<abc@example.org>",
    in_reply_to=FOREIGN,
    references=f"<first@example.org> {FOREIGN}",
    reply_to="tracker+token@example.org",
    headers={"X-Case": "ky-1"},
    enclosures=(Enclosure(NAME, "application/pdf", "k"), Enclosure("кат.txt", "text/plain; charset=utf-8", "k2")),
)


def mailed(app: Flask, letter: Letter = LETTER, demonstration: bool = False) -> Any:
    files = [b"%PDF-1.7", "жооп".encode()][: len(letter.enclosures)]
    sender, base = "Сервис <tracker@example.org>", "https://kat.example.org"
    with app.app_context():
        raw = build(letter, files, sender, base, demonstration, NOW).as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) < 998
    assert raw.isascii()
    return message_from_bytes(raw, policy=policy.default)


WORDS = ["адреске", "будут", "№ 26-4837-1950", "в", "Ө", "water", "💧", "приходить,"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_a_subject_keeps_every_space_however_long_it_is(words: list[str]) -> None:
    """As clients read it: the encoded words put together, and each decoded by itself."""
    subject = " ".join(words)
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = subject
    raw = mail.as_bytes()
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    read = message_from_bytes(raw)["Subject"]
    assert str(make_header(decode_header(read))) == subject
    assert message_from_bytes(raw, policy=policy.default)["Subject"] == subject


def test_headers_say_who_what_and_that_a_machine_wrote(app: Flask) -> None:
    mail = mailed(app)
    assert mail["Subject"] == LETTER.subject
    assert mail["From"] == "Сервис <tracker@example.org>"
    assert mail["To"] == LETTER.to
    assert mail["Reply-To"] == LETTER.reply_to
    assert mail["Message-ID"] == LETTER.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Case"] == "ky-1"
    assert "X-Demonstration" not in mail


def test_long_thread_ids_are_not_torn(app: Flask) -> None:
    with app.app_context():
        raw = build(LETTER, [b"", b""], "tracker@example.org", "https://kat.example.org", False, NOW).as_bytes()
    assert f"In-Reply-To: {FOREIGN}\r\n".encode() in raw
    assert f"References: <first@example.org>\r\n {FOREIGN}\r\n".encode() in raw


def test_text_html_and_files_arrive(app: Flask) -> None:
    mail = mailed(app)
    assert mail.get_body(("plain",)).get_content().rstrip().replace("\r\n", "\n") == LETTER.text
    assert "&lt;болуп&gt;" in mail.get_body(("html",)).get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == [NAME, "кат.txt"]
    assert next(mail.iter_attachments()).get_content() == b"%PDF-1.7"


def test_own_headers_replace_the_usual_ones(app: Flask) -> None:
    mail = mailed(app, replace(LETTER, headers={"Auto-Submitted": "no"}))
    assert mail.get_all("Auto-Submitted") == ["no"]


def test_the_demonstration_is_marked_everywhere(app: Flask) -> None:
    mail = mailed(app, replace(LETTER, language="en"), demonstration=True)
    assert mail["Subject"].startswith("[Demonstration] ")
    assert mail["X-Demonstration"] == "yes"
    for kind in ("plain", "html"):
        assert "This is a demonstration" in mail.get_body((kind,)).get_content()


def test_html_of_ones_own_goes_out_as_it_is(app: Flask) -> None:
    page = "<!doctype html><title>Кат</title><p>Салам</p>"
    for demonstration in (False, True):
        mail = mailed(app, replace(LETTER, html=page), demonstration)
        assert mail.get_body(("html",)).get_content().strip() == page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("а\n\nб\nв", "<p>а</p>\n<p>б<br>\nв</p>"),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("https://evil.example/x", "<p>https://evil.example/x</p>"),
        ("(https://o.kg/ky/1)", '<p>(<a href="https://o.kg/ky/1">https://o.kg/ky/1</a>)</p>'),
        ("https://o.kg/ky/1?a=1&b=2.", '<p><a href="https://o.kg/ky/1?a=1&amp;b=2">https://o.kg/ky/1?a=1&amp;b=2</a>.</p>'),
        ('https://o.kg/"onclick=', '<p><a href="https://o.kg/">https://o.kg/</a>&#34;onclick=</p>'),
        ("https://o.kg.evil.example/", "<p>https://o.kg.evil.example/</p>"),
    ],
)
def test_html_of_a_text_links_to_our_own_pages_only(text: str, html: str) -> None:
    assert html_of(text, "https://o.kg") == html


def header_of(raw: bytes, name: str) -> str:
    """As an old program reads it: lines joined, then encoded words, with the space between two of them dropped."""
    line = next(one for one in raw.replace(b"\r\n ", b" ").split(b"\r\n") if one.lower().startswith(name.lower().encode()))
    return line.split(b":", 1)[1].strip().decode("ascii")


SUBJECTS = (
    "На этот адрес будут приходить письма граждан об окружающей среде / Бул дарекке жарандардын каттары келет",
    "[Демонстрация] На этот адрес будут приходить письма граждан об окружающей среде",
    "адрес PM2.5 [Демонстрация] Бул будут A обращения Бул (Law 26-4837-1950 / SO2,",
    "Саламатсызбы",
    "Re: № 26-4837-1950",
)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_long_subject_keeps_its_spaces(app: Flask, subject: str) -> None:
    """RFC 2047, 6.2: a reader drops the space between two encoded words. So it has to stand inside one."""
    letter = replace(LETTER, subject=subject)
    assert mailed(app, letter)["Subject"] == subject
    with app.app_context():
        raw = build(letter, [b"", b""], "t@example.org", "https://kat.example.org", False, NOW).as_bytes()
    assert str(make_header(decode_header(header_of(raw, "Subject")))) == subject


WORDS = st.sampled_from(
    ("Бул", "дарекке", "жарандардын", "кайрылуулары", "келет:", "№", "26-4837-1950", "(Law", "217)", "PM2.5", "/", "SETS",
     "Бишкек", "[Демонстрация]", "SO2,", "💧")
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=30).map(" ".join))
def test_whatever_words_meet_in_a_header_they_stay_apart(text: str) -> None:
    """Subjects and names of senders, by both readers of the standard library; no line with an encoded word over 76."""
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = text
    mail["From"] = f'"{text}" <centre@example.org>'
    raw = mail.as_bytes()
    assert message_from_bytes(raw, policy=policy.default)["Subject"] == text
    assert str(make_header(decode_header(header_of(raw, "Subject")))) == text
    name, address = parseaddr(header_of(raw, "From"))
    assert (str(make_header(decode_header(name))), address) == (text, "centre@example.org")
    if not text.isascii():
        assert max(len(line) for line in raw.split(b"\r\n")) <= 76


@pytest.mark.parametrize(
    ("sender", "language", "shown"),
    [
        ("centre@example.org", "ky", "Орхус борборлору"),
        ("centre@example.org", "ru", "Орхусские центры"),
        ("Чүй борбору <centre@example.org>", "ru", "Чүй борбору"),  # what was set stands
    ],
)
def test_who_writes_is_named_in_the_language_of_the_letter(app: Flask, sender: str, language: str, shown: str) -> None:
    with app.app_context():
        named = with_name(sender, language)
        raw = build(replace(LETTER, enclosures=()), [], named, "https://kat.example.org", False, NOW).as_bytes()
    [(name, mailbox)] = getaddresses([message_from_bytes(raw)["From"].replace("\r\n", "")])
    read = str(make_header(decode_header(name)))
    assert (read, mailbox) == (shown, "centre@example.org"), "encoded words put together (RFC 2047, 6.2)"
    assert message_from_bytes(raw, policy=policy.default)["From"].addresses[0].display_name == shown
