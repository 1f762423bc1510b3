"""Type by content, agreement of the name, macros, bombs, metadata."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from PIL import Image

from tests.files import build
from tracker.files import errors, images, office
from tracker.files.checking import Accepted, accept

LIMIT = 1_000_000

TAKEN = [
    ("жооп.pdf", build.pdf, "application/pdf"),
    ("сүрөт.jpg", lambda: build.picture("JPEG"), "image/jpeg"),
    ("сүрөт.JPEG", lambda: build.picture("JPEG"), "image/jpeg"),
    ("сүрөт.png", lambda: build.picture("PNG"), "image/png"),
    ("сүрөт.webp", lambda: build.picture("WEBP"), "image/webp"),
    ("кат.txt", lambda: "Суу ылай болуп калды. 💧".encode(), "text/plain; charset=utf-8"),
    ("өлчөө.csv", lambda: "\ufeffкүн;PM2,5\n01.12.2026;140\n".encode(), "text/csv; charset=utf-8"),
    ("жооп.docx", build.office, build.OOXML + "wordprocessingml.document"),
    ("таблица.xlsx", lambda: build.office("spreadsheetml.sheet.main+xml"), build.OOXML + "spreadsheetml.sheet"),
    ("кат.odt", build.open_document, "application/vnd.oasis.opendocument.text"),
    ("таблица.ods", lambda: build.open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    ("эски.doc", lambda: build.compound("WordDocument", "1Table"), "application/msword"),
    ("эски.xls", lambda: build.compound("Workbook", tail=build.bound_sheet("Sheet1", 0)), "application/vnd.ms-excel"),
]


@pytest.mark.parametrize(("name", "make", "content_type"), TAKEN)
def test_these_are_taken(name: str, make: Callable[[], bytes], content_type: str) -> None:
    taken = accept(name, make(), LIMIT)
    assert (taken.name, taken.content_type) == (name, content_type)


REFUSED = [
    ("бош.pdf", lambda: b"", errors.FileEmpty),
    ("чоң.txt", lambda: b"a" * (LIMIT + 1), errors.FileTooLarge),
    ("вирус.exe", lambda: b"MZ" + bytes(100), errors.FileTypeRefused),
    ("жооп.pdf", lambda: b"MZ" + bytes(100), errors.FileTypeRefused),
    ("сүрөт.jpg.exe", build.picture, errors.NameContradictsContent),
    ("жооп.pdf", build.picture, errors.NameContradictsContent),
    ("жооп.docx", build.pdf, errors.NameContradictsContent),
    ("таблица.xlsx", build.office, errors.NameContradictsContent),
    ("кат.pdf", lambda: "жөн эле текст".encode(), errors.NameContradictsContent),
    ("барак.html", lambda: b"<script>alert(1)</script>", errors.FileTypeRefused),
    ("сүрөт.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", errors.FileTypeRefused),
    ("кат.txt", lambda: "Суу ылай".encode("cp1251"), errors.FileTypeRefused),
    ("кат.txt", lambda: b"a\x00b", errors.FileTypeRefused),
    ("архив.zip", lambda: build.zipped({"а.txt": b"1"}), errors.FileTypeRefused),
    ("слайд.pptx", lambda: build.office("presentationml.presentation.main+xml"), errors.FileTypeRefused),
    ("слайд.odp", lambda: build.open_document("presentation"), errors.FileTypeRefused),
    ("сырсөз.docx", lambda: build.compound("EncryptedPackage"), errors.FileTypeRefused),
    ("кыймыл.gif", lambda: build.picture("GIF"), errors.FileTypeRefused),
    ("видео.mp4", lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(64), errors.FileTypeRefused),
    ("сүрөт.heic", lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64), errors.FileTypeRefused),
    ("сынган.jpg", lambda: build.picture()[:200], errors.FileDamaged),
    ("сынган.png", lambda: build.picture("PNG")[:60], errors.FileDamaged),
    ("сынган.docx", lambda: build.office()[:80], errors.FileDamaged),
]


@pytest.mark.parametrize(("name", "make", "error"), REFUSED)
def test_these_are_refused(name: str, make: Callable[[], bytes], error: type[errors.FileRefused]) -> None:
    with pytest.raises(error) as raised:
        accept(name, make(), LIMIT)
    assert type(raised.value) is error
    assert raised.value.name == name


WITH_MACROS = [
    ("а.docx", lambda: build.office(**{"word/vbaProject.bin": b"x"})),
    ("а.docm", lambda: build.zipped({"[Content_Types].xml": b"vnd.ms-word.document.macroEnabled.main+xml"})),
    ("а.docx", lambda: build.office(**{
        "word/_rels/settings.xml.rels": b'<R Type="x/attachedTemplate" Target="http://a" TargetMode="External"/>',
    })),
    ("а.xlsx", lambda: build.office("spreadsheetml.sheet.main+xml", **{"xl/macrosheets/sheet1.xml": b"<x/>"})),
    ("а.docx", lambda: build.office(**{"word/activeX/a.xml": b"<x/>"})),
    ("а.docx", lambda: build.office(**{"word/embeddings/oleObject1.bin": build.compound("VBA")})),
    ("а.odt", lambda: build.open_document(**{"Basic/Standard/Module1.xml": b"<x/>"})),
    ("а.ods", lambda: build.open_document("spreadsheet", **{"Scripts/python/a.py": b"x"})),
    ("а.doc", lambda: build.compound("WordDocument", "Macros", "VBA", "_VBA_PROJECT")),
    ("а.xls", lambda: build.compound("Workbook", "_VBA_PROJECT_CUR")),
    ("а.xls", lambda: build.compound("Workbook", tail=build.bound_sheet("Macro1", 1))),
]


@pytest.mark.parametrize(("name", "make"), WITH_MACROS)
def test_documents_that_carry_a_program_are_refused(name: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(errors.MacrosRefused):
        accept(name, make(), LIMIT)


def test_a_document_that_unpacks_to_an_absurd_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "UNPACKED_LIMIT", 1_000_000)
    bomb = build.zipped({"[Content_Types].xml": b"x", "word/document.xml": bytes(2_000_000)})
    with pytest.raises(errors.FileDamaged):
        accept("бомба.docx", bomb, LIMIT)


def test_a_document_with_thousands_of_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "ENTRIES_LIMIT", 3)
    with pytest.raises(errors.FileDamaged):
        accept("көп.docx", build.zipped({f"word/{n}": b"" for n in range(5)}), LIMIT)


def test_a_locked_part_is_damage_and_not_a_crash() -> None:
    package = bytearray(build.office())
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        at = opened.getinfo("[Content_Types].xml").header_offset
    package[at + 6] |= 1
    central = package.find(b"PK\x01\x02")
    package[central + 8] |= 1
    with pytest.raises(errors.FileDamaged):
        accept("кулпу.docx", bytes(package), LIMIT)


NAMED = [
    ("Письмо от 05.06", build.pdf, "Письмо от 05.06.pdf"),
    ("жооп", build.office, "жооп.docx"),
    ("кат", lambda: "текст".encode(), "кат.txt"),
    ("сүрөт.jpg", lambda: build.picture("PNG"), "сүрөт.png"),
]


@pytest.mark.parametrize(("name", "make", "kept"), NAMED)
def test_a_missing_extension_is_added_and_a_wrong_image_name_put_right(
    name: str, make: Callable[[], bytes], kept: str
) -> None:
    assert accept(name, make(), LIMIT).name == kept


def opened(taken: Accepted) -> Image.Image:
    return Image.open(io.BytesIO(taken.data))


def test_a_photo_loses_place_device_and_owner_and_stands_upright() -> None:
    photo = build.phone_photo((64, 48), orientation=6)
    taken = accept("сүрөт.jpg", photo, LIMIT)
    assert opened(taken).size == (48, 64)
    assert not opened(taken).getexif()
    assert opened(taken).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in ("Айгүл".encode(), "Камералуу".encode(), b"Exif", b"river"):
        assert trace not in taken.data


def test_png_notes_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "Aigul")
    taken = accept("с.png", build.picture("PNG", pnginfo=notes), LIMIT)
    assert b"Aigul" not in taken.data
    assert opened(taken).info == {}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_colour_survives(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (20, 10)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(accept("с.png", written.getvalue(), LIMIT)).size == (20, 10)


def test_a_large_photo_is_made_smaller() -> None:
    written = io.BytesIO()
    Image.new("RGB", (6000, 3000), "green").save(written, "JPEG")
    assert max(opened(accept("с.jpg", written.getvalue(), LIMIT)).size) <= images.LONGEST_SIDE


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    written = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(written, "PNG")
    assert len(written.getvalue()) < LIMIT
    with pytest.raises(errors.FileDamaged):
        accept("бомба.png", written.getvalue(), LIMIT)
