"""A file goes out under its own name and cannot run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.http import parse_options_header

from tests.files import build
from tracker.files import errors, intake, labels, storage
from tracker.files.serving import content_disposition, file_response
from tracker.i18n import in_language

NOW = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Айыл өкмөтү №5.pdf", "No5.pdf"),
        ("жооп.pdf", "file.pdf"),
        ("report 12.pdf", "report 12.pdf"),
        ('a";b\r\nX: 1.pdf', "abX 1.pdf"),
        ("жооп", "file"),
    ],
)
def test_the_true_name_in_utf8_and_a_plain_one_beside_it(name: str, plain: str) -> None:
    header = content_disposition(name)
    assert header.startswith(f'attachment; filename="{plain}"; filename*=')
    assert header.isascii()
    assert "\n" not in header
    assert parse_options_header(header)[1]["filename"] == name


def test_a_document_is_downloaded_and_an_image_may_be_shown(app: Any, session: Any) -> None:
    for name, data, shown in [("а.pdf", build.pdf(), "attachment"), ("а.png", build.picture("PNG"), "inline")]:
        row = intake.add_row(session, intake.take_in(name, data), NOW)
        with app.test_request_context():
            response = file_response(row, inline=True)
        assert response.headers["Content-Disposition"].startswith(shown)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.data == storage.read(row.key)


def test_a_row_without_bytes_is_a_named_error(session: Any) -> None:
    row = intake.add_row(session, intake.keep_made("а.txt", "text/plain", b"1"), NOW)
    storage.discard(row.key)
    with pytest.raises(errors.FileMissing):
        file_response(row)


def _every_error() -> list[errors.FileError]:
    named = [
        errors.FileEmpty, errors.FileTypeRefused, errors.NameContradictsContent, errors.MacrosRefused,
        errors.FileDamaged, errors.FileInfected, errors.MarksNotBurnt,
    ]
    return [
        *(error("жооп 100%.pdf") for error in named),
        errors.FileTooLarge("сүрөт.jpg", 30 * 1024 * 1024, 15 * 1024 * 1024),
        errors.FileTypeRefused("видео.mp4", "mp4"),
        errors.FileTypeRefused("сүрөт.heic", "heic"),
        errors.ScannerUnreachable(),
        errors.FileMissing("ab/cd"),
    ]


@pytest.mark.parametrize("error", _every_error(), ids=lambda error: type(error).__name__)
def test_every_error_has_a_sentence(app: Any, error: errors.FileError) -> None:
    assert "%(" not in labels.explain(error)


def test_every_error_class_is_explained() -> None:
    def below(base: type[errors.FileError]) -> set[type[errors.FileError]]:
        return {base, *(found for sub in base.__subclasses__() for found in below(sub))}

    assert below(errors.FileError) - labels.REASONS.keys() == {errors.FileError, errors.FileRefused}


def test_a_size_is_said_in_megabytes(app: Any) -> None:
    with in_language("en"):
        said = labels.explain(errors.FileTooLarge("с.jpg", 30 * 1024 * 1024, 15 * 1024 * 1024))
        assert labels.megabytes(16_200_000) == "15"
        assert labels.megabytes(1_600_000) == "1.5"
    assert "30 MB" in said
    with in_language("ky"):
        assert labels.megabytes(1_600_000) == "1,5"
