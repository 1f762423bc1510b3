"""What people call their files, and what we keep of it."""

from __future__ import annotations

import pytest

from tracker.files.names import NAME_LIMIT, clean_name, extension_of, with_extension

CLEANED = [
    ("Суроо-талап №12.pdf", "Суроо-талап №12.pdf"),
    ("Өзөндүн абалы ң ө ү.docx", "Өзөндүн абалы ң ө ү.docx"),
    ("Жайлоо\u0438\u0306.pdf", "Жайлоой.pdf"),  # й in two pieces, as some telephones send it
    ("C:\\Users\\Айгүл\\Рабочий стол\\жооп.pdf", "жооп.pdf"),
    ("../../etc/passwd", "passwd"),
    ("/tmp/сүрөт.jpg", "сүрөт.jpg"),
    ("жооп\u202efdp.exe", "жоопfdp.exe"),
    ("а\u0000б\u0007в.txt", "абв.txt"),
    ("эки   бош\tорун\n.txt", "эки бош орун .txt"),
    ('"тырмак":жылдыз*.pdf', "-тырмак--жылдыз-.pdf"),
    ("  . .жашыруун. ", "жашыруун"),
    ("", "file"),
    ("...", "file"),
    ("папка/", "file"),
    ("\ud800surrogate.txt", "surrogate.txt"),
]


@pytest.mark.parametrize(("given", "kept"), CLEANED)
def test_a_name_is_kept_without_what_misleads(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_long_name_keeps_its_extension() -> None:
    kept = clean_name("ы" * 500 + ".docx")
    assert len(kept) == NAME_LIMIT
    assert kept.endswith("ы.docx")


def test_cleaning_twice_changes_nothing() -> None:
    for given, _ in CLEANED:
        assert clean_name(clean_name(given)) == clean_name(given)


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("Письмо от 05.06", ""), ("архив.tar.gz", "gz"), ("жооп", ""), (".htaccess", ""), ("a.жооп", "")],
)
def test_a_number_at_the_end_is_no_extension(name: str, extension: str) -> None:
    assert extension_of(name) == extension


def test_an_extension_is_added_or_replaced() -> None:
    assert with_extension("Письмо от 05.06", "pdf") == "Письмо от 05.06.pdf"
    assert with_extension("сүрөт.jpg", "png") == "сүрөт.png"
