"""Paper that a village and a chancellery can use: every letter there, nothing run, nothing lost, the same each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from tests.paper.build import COPIES, TEXT, a_case, a_letter, a_slip
from tracker.paper import typesetting
from tracker.paper.codes import qr_png, qr_svg
from tracker.paper.documents import case_pdf, letter_pdf, slip_pdf, two_copies_pdf
from tracker.paper.typesetting import readable


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(pages_of(pdf)).split())


ALL: list[tuple[Callable[..., bytes], tuple[Any, ...]]] = [
    (letter_pdf, (a_letter(),)), (two_copies_pdf, (a_letter(), COPIES)), (slip_pdf, (a_slip(),)), (case_pdf, (a_case(),)),
]


@pytest.mark.parametrize(("make", "values"), ALL)
def test_the_same_values_make_the_same_bytes(make: Callable[..., bytes], values: tuple[Any, ...]) -> None:
    assert make(*values) == make(*values)


@pytest.mark.parametrize(("make", "values"), ALL)
def test_it_can_be_read_aloud(make: Callable[..., bytes], values: tuple[Any, ...]) -> None:
    reader = PdfReader(io.BytesIO(make(*values)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == values[0].language
    assert reader.metadata
    assert reader.metadata.title == values[0].title


@pytest.mark.parametrize(("make", "values"), ALL)
def test_the_demonstration_is_marked_on_every_page(make: Callable[..., bytes], values: tuple[Any, ...]) -> None:
    marked = make(replace(values[0], mark="Демонстрация"), *values[1:])
    assert all("Демонстрация" in page for page in pages_of(marked))
    assert "Демонстрация" not in text_of(make(*values))


def test_a_letter_has_all_its_parts() -> None:
    letter = a_letter()
    text = text_of(letter_pdf(letter))
    parts = [letter.title, letter.number_line, letter.date_line, letter.subject, letter.qr_line, letter.signature]
    for part in (*parts, *letter.sender, *letter.requests, *letter.attachments, "Ң Ө Ү ң ө ү", "≤ 0,01", "1 / 1"):
        assert part in text


WRITTEN = [
    '#eval("1") $x$ \\ *жылдыз* _сызык_ [а] <б> @в `код` = баш // эскертүү',
    '"}; #panic() ${sys.inputs}',
    "А" * 300,
    "https://example.org/" + "узун" * 200,
    "бош\n\n\n\nсап",
]


@pytest.mark.parametrize("typed", WRITTEN)
def test_what_people_write_is_text_and_never_a_program(typed: str) -> None:
    shown = text_of(letter_pdf(a_letter(subject=typed, paragraphs=(typed,), sender=(typed,)))).replace("\u200b", "")
    assert "".join(typed.split()) in "".join(shown.split())


def test_a_word_without_end_stays_on_the_sheet() -> None:
    assert len(PdfReader(io.BytesIO(letter_pdf(a_letter(paragraphs=("А" * 200_000,))))).pages) > 40


def test_a_crash_of_the_compiler_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "breakable", lambda text: text)
    with pytest.raises(typesetting.NotTypeset):
        letter_pdf(a_letter(paragraphs=("А" * 200_000,)))


STRANGE = [
    "💧", "👨‍👩‍👧 балдар", "🇰🇬", "中文", "العربية", "עברית", "a\u0000b\u0007", "\u202eтескери", "\ud800", "\ue000", "𝒳", "ꙮ ﷽",
]


@pytest.mark.parametrize("typed", STRANGE)
def test_a_strange_sign_never_stops_a_letter(typed: str) -> None:
    shown = text_of(letter_pdf(a_letter(paragraphs=("алдында", typed, "артында"))))
    assert "алдында" in shown
    assert "артында" in shown


def test_what_no_font_has_is_an_empty_square() -> None:
    assert "суу □ ылай" in text_of(letter_pdf(a_letter(paragraphs=("суу 💧 ылай",))))


def test_many_rare_signs_end_in_a_document_too() -> None:
    rare = "".join(chr(point) for point in range(0x2300, 0x2700))
    assert text_of(letter_pdf(a_letter(paragraphs=(rare, "артында")))).endswith("1 / 1")


def test_line_breaks_are_kept() -> None:
    assert readable("а\r\nб\rв\u2028г") == "а\nб\nв\nг"
    page = pages_of(letter_pdf(a_letter()))[0]
    assert any(line.strip() == "Экинчи сап ошол эле абзацта." for line in page.splitlines())


def test_a_very_long_letter_is_set_whole() -> None:
    pages = pages_of(letter_pdf(a_letter(paragraphs=TEXT * 400)))
    assert len(pages) > 20
    assert f"{len(pages)} / {len(pages)}" in pages[-1]


def test_each_copy_says_whose_it_is_and_counts_its_own_pages() -> None:
    pages = pages_of(two_copies_pdf(a_letter(paragraphs=TEXT * 9), COPIES))
    assert [COPIES.for_body in page for page in pages] == [True, False, False, False]
    assert [COPIES.for_sender in page for page in pages] == [False, False, True, False]
    assert [f"{n} / 2" in page for n, page in zip((1, 2, 1, 2), pages, strict=True)] == [True] * 4
    assert all(line in pages[2] for line in (COPIES.stamp_title, *COPIES.stamp_lines))
    assert COPIES.stamp_title not in pages[0]


def test_a_slip_fits_one_page_and_has_the_secret() -> None:
    slip = a_slip()
    pages = pages_of(slip_pdf(slip))
    assert len(pages) == 1
    for part in (slip.secret, slip.link, slip.facts[0][1], slip.next[1][0]):
        assert part in pages[0]


def test_a_case_is_whole() -> None:
    text = text_of(case_pdf(a_case(120)))
    assert text.count("Событие") == 120
    for part in ("Орган", "2 декабря 2026 года", "Письмо заявителя", "сүрөт 1.jpg", "№ EK-7Q4M-2T"):
        assert part in text


def test_an_empty_part_of_a_case_says_so() -> None:
    assert text_of(case_pdf(a_case(0, messages=(), files=(), qr=""))).count("—") == 3


def test_codes_are_drawn_by_ourselves() -> None:
    svg = qr_svg("https://example.org/ky/c/EK-7Q4M-2T")
    assert svg.startswith("<svg")
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert qr_png("EK-7Q4M-2T").startswith(b"\x89PNG")
