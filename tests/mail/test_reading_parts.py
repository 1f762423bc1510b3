"""The small rules of reading a letter, each as a table: charsets, headers, addresses, names, dates, numbers."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.mail.numbers import check_digit, find_numbers, spell_number
from tracker.mail.reading import parse
from tracker.mail.reading.charsets import decode
from tracker.mail.reading.dates import read_date
from tracker.mail.reading.encoded_words import header_text
from tracker.mail.reading.incoming import Incoming
from tracker.mail.reading.mailboxes import mailboxes
from tracker.mail.reading.pages import lines_of, safe_html
from tracker.mail.reading.parameters import parse_parameters

RUSSIAN = "Зола вывозится на отвал у села Маевка"
KYRGYZ = "Күл Маевка айылынын жанындагы төгүндүгө чыгарылат, өлчөөнү күтүп жатабыз"
EIGHT_BIT = ("windows-1251", "koi8-r", "iso-8859-5", "cp866")


@pytest.mark.parametrize("charset", EIGHT_BIT)
@pytest.mark.parametrize("label", ["", "us-ascii", "iso-8859-1", "utf-8", "x-unknown", "windows-1252"])
@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.upper(), "Ответ", "Да", "Вода в норме."])
def test_russian_is_read_without_a_right_label(charset: str, label: str, text: str) -> None:
    assert decode(text.encode(charset), label) == text


@pytest.mark.parametrize("charset", EIGHT_BIT)
@pytest.mark.parametrize("label", EIGHT_BIT)
def test_a_wrong_cyrillic_label_is_not_believed(charset: str, label: str) -> None:
    assert decode(RUSSIAN.encode(charset), label) == RUSSIAN


@pytest.mark.parametrize("label", ["", "utf-8", "windows-1251", "koi8-r", "us-ascii", "x-unknown", "no such thing"])
def test_utf8_proves_itself(label: str) -> None:
    assert decode(KYRGYZ.encode(), label) == KYRGYZ


@pytest.mark.parametrize(
    ("label", "text"),
    [("iso-8859-1", "Zoë Müller, Genève"), ("windows-1252", "“Straße” – 5 €"), ("iso-8859-15", "5 € für Öl")],
)
def test_a_western_letter_stays_western(label: str, text: str) -> None:
    assert decode(text.encode(label), label) == text


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-8", "koi8-r", "utf-7", "utf-16", "idna", "hex", "rot13", "\0", "Ё"]),
)
def test_any_bytes_become_text_that_can_be_kept(data: bytes, label: str) -> None:
    text = decode(data, label)
    text.encode("utf-8")
    assert "\0" not in text


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяңөү АӨҮ№,.", min_size=1, max_size=60), st.integers(1, 40))
def test_an_encoded_header_cut_anywhere_is_whole_again(text: str, size: int) -> None:
    data = text.strip().encode()
    words = [data[i : i + size] for i in range(0, len(data), size)]
    header = b"\r\n ".join(b"=?utf-8?B?" + base64.b64encode(word) + b"?=" for word in words)
    assert header_text(header) == " ".join(text.split(" ")).strip()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (b"=?utf-8?Q?a=0D=0ABcc:_b?=", "a Bcc: b"),
        (b"=?utf-8?Q?a=0Ab=07=00?=", "a b"),
        (b"=?utf-8?Q?a=E2=80=AEgnp.exe?=", "agnp.exe"),
        (b"=?utf-8?Q?a=E2=80=A8b?=", "a b"),
        (b"a\x0bb\x1fc", "a bc"),
        (b"=?utf-8?B?" + base64.b64encode("Да ".encode()) + base64.b64encode("нет!!".encode()) + b"?=", "Да нет!!"),
    ],
)
def test_a_header_is_one_line_of_signs_that_are_seen(written: bytes, text: str) -> None:
    assert header_text(written) == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a@example.org", [("", "a@example.org")]),
        ("<a@example.org>", [("", "a@example.org")]),
        ('"Асанов, Б." <a@example.org>, b@example.org', [("Асанов, Б.", "a@example.org"), ("", "b@example.org")]),
        ("Асанов, Б. <a@example.org>", [("Асанов, Б.", "a@example.org")]),
        ("a@example.org (Канцелярия)", [("Канцелярия", "a@example.org")]),
        ("Отдел: a@example.org, b@example.org;", [("", "a@example.org"), ("", "b@example.org")]),
        ("undisclosed-recipients:;", []),
        ("a@example.org; b@example.org", [("", "a@example.org"), ("", "b@example.org")]),
        ("'Эко' <a@example.org>", [("Эко", "a@example.org")]),
        ("a@example.org <a@example.org>", [("a@example.org", "a@example.org")]),
        ("Канцелярия <a@example.org", [("Канцелярия", "a@example.org")]),
        ("Канцелярия", [("Канцелярия", "")]),
        ("", []),
        ('"\\"Эко\\" мекемеси" <a@example.org>', [('"Эко" мекемеси', "a@example.org")]),
        ("<@relay.example.org:a@example.org>", [("", "a@example.org")]),
    ],
)
def test_addresses(written: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.name, each.address) for each in mailboxes(written.encode())] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 23 Nov 2026 10:15:00 +0600", "2026-11-23T10:15:00+06:00"),
        ("Mon, 23 Nov 2026 10:15:00 -0000", "2026-11-23T10:15:00+00:00"),
        ("23 Nov 2026 10:15 +0600", "2026-11-23T10:15:00+06:00"),
        ("Mon Nov 23 10:15:00 2026", "2026-11-23T10:15:00+00:00"),
        ("2026-11-23 10:15:00 +06:00", "2026-11-23T10:15:00+06:00"),
        ("2026-11-23T04:15:00Z", "2026-11-23T04:15:00+00:00"),
        ("дш, 23 ноя 2026 10:15:00 +0600", "2026-11-23T10:15:00+06:00"),
        ("23 ноября 2026 г., 10:15", "2026-11-23T10:15:00+00:00"),
        ("Mon, 23 Nov 2026 10.15.00 +0600", "2026-11-23T10:15:00+06:00"),
        ("Mon, 23 Nov 2026 10:15:60 +0600", "2026-11-23T10:15:59+06:00"),
        ("Mon, 23 Nov 2026 10:15:00 +06", "2026-11-23T10:15:00+06:00"),
        ("Mon, 23 Nov 2026 10:15:00 +6:00", "2026-11-23T10:15:00+06:00"),
        ("Mon, 23 Nov 2026 10:15:00 KGT", "2026-11-23T10:15:00+06:00"),
        ("Mon, 23 Nov 2026 10:15:00 +0600 (KGT)", "2026-11-23T10:15:00+06:00"),
        ("Вт, 24 ноя 2026 16:20:31 +0600", "2026-11-24T16:20:31+06:00"),
        ("Ср, 4 мая 2022 09:05:00 +0600", "2022-05-04T09:05:00+06:00"),
        ("24 ноября 2026 года 16:20:31", "2026-11-24T16:20:31+00:00"),
        ("Шейшемби, 24-ноябрь 2026-ж., 16:20", "2026-11-24T16:20:00+00:00"),
        ("2026-жылдын 24-ноябры, саат 16:20", "2026-11-24T16:20:00+00:00"),
        ("вт ноя 24 16:20:31 2026", "2026-11-24T16:20:31+00:00"),
        ("Tuesday, November 24, 2026 4:20 PM", "2026-11-24T16:20:00+00:00"),
        ("Nov 24, 2026 12:20 AM", "2026-11-24T00:20:00+00:00"),
        ("2026.11.23 10:15:00", "2026-11-23T10:15:00+00:00"),
        ("", None),
        ("0", None),
        ("Mon, 00 Foo 2026", None),
        ("Mon, 23 Nov 99999 10:15:00 +0600", None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    found = read_date(written)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("header", "name", "expected"),
    [
        (b'attachment; filename="a;b.pdf"', "filename", "a;b.pdf"),
        (b'attachment; filename="a\\"b.pdf"', "filename", 'a"b.pdf'),
        (b"attachment;filename=a b.pdf", "filename", "a b.pdf"),
        (b"attachment; filename*=UTF-8'ky'%D2%AF%D1%87.pdf", "filename", "үч.pdf"),
        (b"attachment; filename*=%D2%AF%D1%87.pdf", "filename", "үч.pdf"),
        (b"attachment; filename*0=\"otvet \"; filename*1=na.pdf", "filename", "otvet na.pdf"),
        (b"attachment; filename*99999999=a; filename*=utf-8''b", "filename", "b"),
        (b"attachment; filename=\"\xee\xf2\xe2\xe5\xf2.pdf\"", "filename", "ответ.pdf"),
        (b"attachment; filename*0*=UTF-8''%D0%9E%D1%82%D; filename*1*=0%B2.pdf", "filename", "Отв.pdf"),
        (b"attachment; filename*1*=0%BB.doc; filename*0*=UTF-8''%D", "filename", "л.doc"),
        (b"attachment; filename=\"UTF-8''%D0%90.pdf\"", "filename", "А.pdf"),
        (b"attachment; filename=\"O''Neil.pdf\"", "filename", "O''Neil.pdf"),
        (b"text/plain; CHARSET = \"koi8-r\"", "charset", "koi8-r"),
        (b"text/plain; charset=koi8-r; charset=utf-8", "charset", "koi8-r"),
    ],
)  # fmt: skip
def test_parameters(header: bytes, name: str, expected: str) -> None:
    assert parse_parameters(header)[1].get(name) == expected


NUMBER = spell_number("264837195" + check_digit("264837195"))
DIGITS = NUMBER.replace("-", "")


@pytest.mark.parametrize(
    "text",
    [
        f"Re: № {NUMBER}",
        f"[{NUMBER}] жооп",
        f"Кат {NUMBER.replace('-', ' ')} боюнча",
        f"по обращению {NUMBER.replace('-', '–')}.",
        f"№{DIGITS}",
        f"Номер: {DIGITS}, принято",
        f"({NUMBER})",
    ],
)
def test_our_number_is_found(text: str) -> None:
    assert find_numbers(text) == (NUMBER,)


@pytest.mark.parametrize(
    "text",
    [
        f"тел. {DIGITS}",
        f"{NUMBER[:-1]}{(int(NUMBER[-1]) + 1) % 10}",
        f"+{NUMBER}",
        f"{NUMBER}-1",
        f"1{NUMBER}",
        f"{NUMBER}1",
        f"04/{NUMBER}",
        "04-12/345 от 24.11.2026",
    ],
)
def test_other_digits_are_not_our_number(text: str) -> None:
    assert find_numbers(text) == ()


def test_a_page_becomes_safe() -> None:
    page = (
        "<p onclick='x()'>Суу <b>таза</b></p><img src='http://t.example/p.gif'><script>x()</script><style>p{display:none}</style>"
        "<a href='javascript:x()'>а</a><a href='https://example.org/'>б</a><form action=/x><input></form><iframe src=x></iframe>"
    )
    safe = safe_html(page)
    assert safe == (
        '<p>Суу <b>таза</b></p><a rel="noopener noreferrer nofollow">а</a>'
        '<a href="https://example.org/" rel="noopener noreferrer nofollow">б</a>'
    )


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>Бир</p><p>Эки</p>", ["Бир", "", "Эки", ""]),
        ("Бир<br>Эки<br><br>Үч", ["Бир", "Эки", "", "Үч"]),
        ("<div>Бир</div><div><br></div><div>Эки</div>", ["Бир", "", "Эки"]),
        ("<ul><li>бир<li>эки</ul>", ["- бир", "- эки", ""]),
        ("<pre>a\n  b</pre>", ["a", "  b", ""]),
        ("a&nbsp;&lt;b&gt;&#1073;&amp;", ["a <b>б&"]),
        ("<a href='https://example.org/a'>https://example.org/a</a>", ["https://example.org/a"]),
        ("<a href='https://example.org/a'>файл</a>", ["файл <https://example.org/a>"]),
        ("<b>№ 04</b>-12/<i>345</i>", ["№ 04-12/345"]),
        ("</div></p></blockquote>текст", ["текст"]),
    ],
)
def test_the_text_of_a_page(page: str, lines: list[str]) -> None:
    assert [line.text for line in lines_of(page)] == lines


SEEN = "видно"


@pytest.mark.parametrize(
    "page",
    [
        '<div style="display:none">x</div>видно',
        '<div style="color:red; DISPLAY : NONE !important">x<p>y</p></div>видно',
        "<p hidden>x</p>видно",
        '<div style="font-size:0"><i>x</i><span style="font-size:14px">видно</span></div>',
        '<p style="font-size:0px">x</p><p style="font:0/0 a">x</p>видно',
        '<div style="visibility:hidden">x<b style="visibility:visible">видно</b></div>',
        '<span style="mso-hide:all">x</span>видно',
        '<p style="display:none"><a href="https://x.example/">x</a></p>видно',
        '<ul style="display:none"><li>x</li></ul>видно',
        '<p style="font-size:0.9em">видно</p>',
        '<p style="font:10.0pt Arial;line-height:0">видно</p>',
        '<body style="display:none"><p>видно</p></body>',
    ],
)
def test_what_a_page_hides_is_not_what_the_sender_wrote(page: str) -> None:
    assert [line.text for line in lines_of(page) if line.text] == [SEEN]


FOOTER = "Письмо проверено."


def _under(how: str, body: bytes, kind: str = "text/plain; charset=utf-8") -> Incoming:
    return parse(f"Content-Type: {kind}\nContent-Transfer-Encoding: {how}\n\n".encode() + body)


@pytest.mark.parametrize(
    ("how", "body", "text"),
    [
        ("base64", RUSSIAN.encode(), RUSSIAN),
        ("base64", b"Thanks", "Thanks"),
        ("base64", b"The ash dump is closed.", "The ash dump is closed."),
        ("base64", f"Test\n{RUSSIAN}\n".encode(), f"Test\n{RUSSIAN}"),
        ("base64", base64.b64encode("Да".encode()), "Да"),
        ("base64", base64.urlsafe_b64encode(KYRGYZ.encode()), KYRGYZ),
        ("base64", base64.encodebytes(RUSSIAN.encode()) + FOOTER.encode(), f"{RUSSIAN}\n\n{FOOTER}"),
        (
            "base64",
            base64.encodebytes(RUSSIAN.encode()) + b"\nChecked\nby mail.example",
            f"{RUSSIAN}\n\nChecked\nby mail.example",
        ),
        (
            "base64",
            base64.encodebytes(RUSSIAN.encode())[:40] + b"!" + base64.encodebytes(RUSSIAN.encode())[40:],
            RUSSIAN,
        ),
        ("quoted-printable", RUSSIAN.encode() + b" ?id=30&x=AF", RUSSIAN + " ?id=30&x=AF"),
        ("quoted-printable", b"a = b, ?id=30", "a = b, ?id=30"),
        ("quoted-printable", b"a =3D b, ?id=3D30", "a = b, ?id=30"),
        ("quoted-printable", b"=D0=94=D0=B0 and soft=\n break", "Да and soft break"),
    ],
)
def test_a_body_is_read_also_under_a_wrong_encoding(how: str, body: bytes, text: str) -> None:
    assert _under(how, body).text == text


def test_a_footer_in_another_charset_is_read_for_itself() -> None:
    body = base64.encodebytes(RUSSIAN.encode("windows-1251")) + FOOTER.encode()
    assert _under("base64", body, "text/plain; charset=windows-1251").text == f"{RUSSIAN}\n\n{FOOTER}"


@pytest.mark.parametrize("how", ["base64", "quoted-printable"])
def test_a_file_that_was_not_encoded_stays_whole(how: str) -> None:
    data = b"%PDF-1.4\n=AA" + bytes(range(128, 256)) * 3 + b"%%EOF"
    assert [each.data for each in _under(how, data, "application/pdf; name=a.pdf").attachments] == [data]


def test_words_below_the_closing_boundary_are_kept() -> None:
    mail = parse(f"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{RUSSIAN}\n--b--\n\n{FOOTER}\n".encode())
    assert (mail.text, mail.quoted, mail.attachments) == (RUSSIAN, FOOTER, ())
    assert "epilogue" in mail.problems


def test_a_picture_written_into_the_page_is_a_file() -> None:
    picture = base64.b64encode(b"\x89PNG picture").decode()
    mail = parse(f"Content-Type: text/html\n\n<p>Карта</p><img src='data:image/png;base64,{picture}'>".encode())
    assert [(each.name, each.data) for each in mail.attachments] == [("image-1.png", b"\x89PNG picture")]
    assert mail.text == "Карта"


@pytest.mark.parametrize(
    ("address", "token"),
    [
        ("centre+mfrggzdfmztwq2lknnwg23tp@example.org", "mfrggzdfmztwq2lknnwg23tp"),
        ("Centre+MFRGGZDFMZTWQ2LKNNWG23TP@example.org", "mfrggzdfmztwq2lknnwg23tp"),
        ("mfrggzdfmztwq2lknnwg23tp@reply.example.org", "mfrggzdfmztwq2lknnwg23tp"),
        ("news+list@example.org", None),
        ("centre+ecology@example.org", None),
        ("environmentalprotection@example.org", None),
        ("centre@example.org", None),
    ],
)
def test_without_a_pattern_a_token_is_known_by_its_form(address: str, token: str | None) -> None:
    assert parse(f"To: {address}\n\nx".encode()).tokens == ((token,) if token else ())
